// Effective dimensionality against smoothness: a large point for each network, small ones for its layers, and the published
// values as open grey circles.
#pragma once
#include "widgets/analysis/analysis_plot.h"
#include "widgets/analysis/scatter_points.h"

namespace studio {

class ScatterPlot : public AnalysisPlot {
  Q_OBJECT
 public:
  ScatterPlot(AnalysisDesk* desk, QWidget* parent);
  const std::vector<ScatterPoint>& points() const { return points_; }
  QString table() const override;
  std::unique_ptr<Figure> figure() const override;

 protected:
  void fill() override;
  QString fileName() const override { return QStringLiteral("dimensionality"); }

 private:
  void drawPublished();
  void drawNetwork(std::size_t network);
  void setRanges();
  std::vector<AnalysedNetwork> networks_;
  std::vector<ScatterPoint> points_;
};

}  // namespace studio
