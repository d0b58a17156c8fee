// Small parts that every panel here is made of: titles, rules, muted labels.
#pragma once
#include <QString>
#include <QWidget>
#include <cstdint>
#include <vector>

#include "core/run/config_fields.h"
#include "widgets/frame/theme.h"

class QFrame;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace studio {

QLabel* makePanelTitle(const QString& text, QWidget* parent);
QLabel* makeMutedLabel(const QString& text, QWidget* parent);
/// A line of 1 px in Role::Line.
QFrame* makeRule(QWidget* parent);
/// A number that is read first, and what it is of below it.
QVBoxLayout* makeNumberColumn(QLabel* number, QLabel* below);
/// Several beside each other, each with its share of the width.
struct NumberColumn {
  QLabel *number, *below;
  int stretch = 1;
};
QHBoxLayout* makeNumberRow(const std::vector<NumberColumn>& columns);
/// Why a run or a sweep cannot have the name that was typed, one sentence, or empty.
QString runNameProblem(const QString& typed);

// What is wrong with a setting, beside it: icon, sentence and the button that fixes it.
class ProblemLine : public QWidget {
  Q_OBJECT
 public:
  explicit ProblemLine(QWidget* parent);
  void show(const Problem& problem);

 Q_SIGNALS:
  void fixWanted(const studio::Problem& problem);
  void compareWanted(const studio::Problem& problem);

 private:
  void restyle();
  Problem problem_;
  QLabel* mark_;
  QLabel* sentence_;
  QPushButton *fix_, *compare_;
};

/// The icon of a severity, 12 px.
QPixmap severityMark(Problem::Severity severity, int size, qreal devicePixelRatio);

// Text in the space there is: wraps to `lines`, cuts the rest with an ellipsis and shows the whole as tool tip.
// 0 lines: as many as the text needs; the height follows the width.
class FittedText : public QWidget {
  Q_OBJECT
 public:
  FittedText(int lines, TextStyle style, Role role, QWidget* parent);
  void setText(const QString& text);
  const QString& text() const { return text_; }
  /// What only the tool tip says, below the text.
  void setDetail(const QString& detail);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  /// The lines that fit, the last one elided; `cut` is true where anything is missing.
  QStringList fitted(bool& cut) const;
  void fit();
  QString text_, detail_;
  int lines_;
  TextStyle style_;
  Role role_;
};

}  // namespace studio
