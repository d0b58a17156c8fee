// What drives a unit of a network of language: its strongest tokens with the text around them, and beside them those of
// its four neighbours on the sheet. Read by a worker, once for all units of a layer. GUI thread.
#pragma once
#include <QObject>
#include <QStringList>
#include <QWidget>
#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "core/run/engine.h"

class QLabel;

namespace studio {

/// Asks a worker for the strongest tokens of a layer. One at a time: of what is asked meanwhile the newest comes next.
class StrongestTokensReader : public QObject {
  Q_OBJECT
 public:
  explicit StrongestTokensReader(std::shared_ptr<const Engine> engine, QObject* parent = nullptr);
  /// The network and what it is shown, as an analysis asks for them. The same question is asked once; ready() follows
  /// where the answer is not here yet.
  void request(const AnalysisRequest& request, const std::string& layer);
  void forget() { wanted_.reset(); }
  /// Of what was requested last; nullptr = it is on its way, or nothing is wanted. Without units where it could not be
  /// read, which problem() says.
  const StrongestTokens* found() const;
  const QString& problem() const { return problem_; }

 Q_SIGNALS:
  void ready();

 private:
  struct Question {
    AnalysisRequest request;
    std::string layer;
    std::string key() const;
  };
  void ask();
  std::shared_ptr<const Engine> engine_;
  std::optional<Question> wanted_;
  bool busy_ = false;
  std::string known_;  ///< the question that found_ or problem_ answers
  StrongestTokens found_;
  QString problem_;
};

/// A line a place: the token in the middle, set off, and what stands around it, cut at the panel's edges.
class TokenLines : public QWidget {
  Q_OBJECT
 public:
  explicit TokenLines(QWidget* parent);
  void show(std::vector<StrongestTokens::Place> places);
  const std::vector<StrongestTokens::Place>& places() const { return places_; }
  /// "before [token] after: 1.23"
  QString tipAt(const QPoint& position) const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<StrongestTokens::Place> places_;
};

/// The unit and its neighbours, a narrow column each: the unit's number and its strongest tokens. A click chooses it.
class NeighbourTokens : public QWidget {
  Q_OBJECT
 public:
  enum Column { Above, Left, Itself, Right, Below };
  static constexpr int kColumns = 5;
  explicit NeighbourTokens(QWidget* parent);
  void show(const StrongestTokens& found, std::int64_t unit);
  void clear();
  /// -1: the sheet ends there.
  std::int64_t unitOf(Column column) const { return units_[std::size_t(column)]; }
  QStringList tokensOf(Column column) const { return tokens_[std::size_t(column)]; }
  QRect columnRect(Column column) const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 Q_SIGNALS:
  void unitChosen(qint64 unit);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  std::array<std::int64_t, kColumns> units_{-1, -1, -1, -1, -1};
  std::array<QStringList, kColumns> tokens_;
};

class UnitTokens : public QWidget {
  Q_OBJECT
 public:
  UnitTokens(std::shared_ptr<const Engine> engine, QWidget* parent);
  /// The network and what it is shown, as an analysis asks for them. The same question is asked once, whatever unit.
  void show(const AnalysisRequest& request, const std::string& layer, std::int64_t unit);
  /// `note` in place of tokens.
  void clear(const QString& note);
  QString noteText() const;
  TokenLines& lines() { return *lines_; }
  NeighbourTokens& neighbours() { return *neighbours_; }

 Q_SIGNALS:
  void unitChosen(qint64 unit);

 private:
  void refresh();
  StrongestTokensReader reader_;
  QLabel *title_, *note_, *beside_;
  TokenLines* lines_;
  NeighbourTokens* neighbours_;
  std::int64_t unit_ = -1;
};

}  // namespace studio
