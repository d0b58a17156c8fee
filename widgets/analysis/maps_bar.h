// One colour bar for all maps: statistic and lock on top, limits printed as they are, what is greyed and what is
// outlined marked.
#pragma once
#include <QWidget>

#include "widgets/analysis/shown_maps.h"

class QToolButton;

namespace studio {

class MapsBar : public QWidget {
  Q_OBJECT
 public:
  static constexpr int kWidth = 72;
  explicit MapsBar(QWidget* parent);
  void show(const ShownMaps& maps, const AnalysisLook& look, double outlineFrom);
  /// The bar beside the maps, from `top` to `bottom` in this widget.
  void setSpan(int top, int bottom);
  QStringList tickTexts() const;
  /// "12 beyond", "|t| < 2 grey", "Smooth σ 1.5": what the colours leave out or change; empty = nothing.
  QStringList notes() const;
  QRectF barRect() const;

 Q_SIGNALS:
  void lockToggled();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintMarks(QPainter& painter, const QRectF& bar) const;
  double yOf(double value) const;
  MapLook look_;
  QString unit_, statistic_;
  double sigma_ = 0, outlineFrom_ = 0;
  bool outlines_ = false;
  int beyond_ = 0, undefined_ = 0;
  QToolButton* lock_;
  int top_ = 30, bottom_ = 200;
};

}  // namespace studio
