// The colour bar right of a sheet: 10 px wide, ticks at ends, quarters and zero, unit and lock on top; beside it the
// histogram of the shown units on the same scale, so that outliers which set the limits are seen at once.
#pragma once
#include <QWidget>

#include "widgets/sheets/sheet_painter.h"

class QToolButton;

namespace studio {

class ColourBar : public QWidget {
  Q_OBJECT
 public:
  explicit ColourBar(QWidget* parent);
  void show(const SheetMap* map, const MapDisplay& display, const QString& unit, bool locked);
  /// The values printed at the ticks, high to low.
  QStringList tickTexts() const;
  /// 27 counts from low to high; values outside the limits count at the ends.
  std::vector<int> histogram() const;
  /// What the limits hold where that is not all of what is shown: "99 %", "all steps".
  QStringList limitTexts() const;
  /// What the grey and the cut-off colours stand for: "3 undefined", "2 beyond"; empty = nothing left out.
  QString leftOutText() const;
  /// Where the bar itself begins, so that it stands beside the sheet; unit and lock take the 28 px above it. A long
  /// unit has a line above the lock where there is one, else the lock stands behind it.
  void setTop(int top);
  QRectF barRect() const;
  QRectF unitRect() const;
  static constexpr int kBelow = 40;  ///< px under the bar for the counts
  QSize sizeHint() const override { return {132, 240}; }

 Q_SIGNALS:
  void lockToggled();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QString limitsTip() const;
  bool isUnitAbove() const;
  void placeLock();
  void paintLimitTexts(QPainter& painter) const;
  void paintCounts(QPainter& painter, const QRectF& bar);
  SheetMap map_;
  MapDisplay display_;
  QString unit_;
  QToolButton* lock_;
  int top_ = 30;
};

}  // namespace studio
