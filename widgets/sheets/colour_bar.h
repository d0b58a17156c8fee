// The colour bar right of a sheet: 10 px wide, ticks at ends, quarters and zero, unit and lock on top; beside it the histogram of
// the shown units on the same scale, so that outliers which set the limits are seen at once.
#pragma once
#include <QWidget>

#include "widgets/sheets/sheet_painter.h"

class QToolButton;

namespace studio {

class ColourBar : public QWidget {
  Q_OBJECT
 public:
  explicit ColourBar(QWidget* parent);
  void show(const SheetMap* map, const MapLook& look, const QString& unit, bool locked);
  /// The values printed at the ticks, high to low.
  QStringList tickTexts() const;
  /// 27 counts from low to high; values outside the limits count at the ends.
  std::vector<int> histogram() const;
  QSize sizeHint() const override { return {132, 240}; }

 Q_SIGNALS:
  void lockToggled();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QRectF barRect() const;
  SheetMap map_;
  MapLook look_;
  QString unit_;
  QToolButton* lock_;
};

}  // namespace studio
