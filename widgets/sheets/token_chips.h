// Tokens of a text as chips, coloured by how much each surprises a network of language, in as many rows as they need;
// the scale beside them; and the sheet of a layer as it responds to one token. GUI thread.
#pragma once
#include <QStringList>
#include <QWidget>
#include <vector>

#include "core/run/text_request.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {

/// The bytes of a token as a person reads them: blanks as "·", line ends and what is no whole character written out.
QString tokenText(const std::string& bytes);
/// Nats in bits.
double surprisalBits(double nats);

class TokenChips : public QWidget {
  Q_OBJECT
 public:
  explicit TokenChips(QWidget* parent);
  void show(const std::vector<TextProbe::Token>& tokens);
  int count() const { return int(chips_.size()); }
  /// Under the pointer, else the chosen one; -1 = there is none.
  int current() const { return pointed_ >= 0 ? pointed_ : chosen_; }
  int chosen() const { return chosen_; }
  void choose(int index);
  /// In bits, what the last colour stands for: 8, 16 or 32, so that sentences compare as long as they can.
  double top() const { return top_; }
  QRect chipRect(int index) const;
  int chipAt(const QPoint& position) const;
  QString chipText(int index) const { return chips_[std::size_t(index)].text; }
  QString valueText(int index) const;
  QColor colour(int index) const;
  /// "·the: 4.12 bits (2.86 nats)"
  QString tipAt(const QPoint& position) const;
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override { return {320, heightForWidth(320)}; }

 Q_SIGNALS:
  void currentChanged(int index);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct Chip {
    QString text;
    double bits = 0;  ///< NaN: nothing stands before it
    int width = 0;
  };
  std::vector<QRect> placedIn(int width) const;
  void measure();
  void point(int index);
  std::vector<Chip> chips_;
  std::vector<QRect> places_;
  int pointed_ = -1, chosen_ = -1;
  double top_ = 8;
};

/// "0 ▭▭▭ 8 bits"
class SurprisalScale : public QWidget {
  Q_OBJECT
 public:
  explicit SurprisalScale(QWidget* parent);
  void setTop(double bits);
  double top() const { return top_; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString topText() const;
  double top_ = 8;
};

/// A sheet with its colour bar, as large as there is room. A click chooses a unit.
class ResponseSheet : public QWidget {
  Q_OBJECT
 public:
  explicit ResponseSheet(QWidget* parent);
  /// Signed values; colours up to ±limit. An empty map: nothing is drawn.
  void show(const SheetMap& map, double limit);
  void setUnit(std::int64_t unit);  ///< -1 = none
  const SheetMap& map() const { return map_; }
  double limit() const { return limit_; }
  QRectF mapRect() const;
  std::int64_t unitAt(const QPointF& position) const;
  QSize sizeHint() const override { return {220, 120}; }

 Q_SIGNALS:
  void unitChosen(qint64 unit);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  SheetMap map_;
  double limit_ = 1;
  std::int64_t unit_ = -1;
};

}  // namespace studio
