// The recorded demo: maps of one class as they formed on one scale with its bar, and both losses over the steps.
#pragma once
#include <QWidget>

#include "widgets/forms/demo_preview.h"
#include "widgets/sheets/colour_maps.h"

namespace studio {

class DemoPicture : public QWidget {
  Q_OBJECT
 public:
  explicit DemoPicture(QWidget* parent);
  void setPreview(const DemoPreview& preview);
  /// The scale of all maps: the largest |value| of any.
  Limits limits() const { return limits_; }
  QSize sizeHint() const override { return {756, 140}; }
  QSize minimumSizeHint() const override { return {560, 140}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintMaps(QPainter& painter) const;
  void paintBar(QPainter& painter, double x) const;
  void paintLosses(QPainter& painter, const QRectF& area) const;
  DemoPreview preview_;
  Limits limits_;
};

/// Exponential moving average, corrected for its start: the average of a constant is the constant.
std::vector<double> smoothed(const std::vector<double>& values, double decay);

}  // namespace studio
