// Effective dimensionality against smoothness as points: a network's mean over its layers, its layers, and what was
// published. Values.
#pragma once
#include <vector>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/analysis_plot.h"

namespace studio {

struct ScatterPoint {
  std::size_t network = 0;  ///< index into the networks given
  std::string layer;        ///< empty: the mean over layers
  double smoothness = kUndefined, dimensionality = kUndefined;
};
/// Points with both values: each network's mean, then its layers.
std::vector<ScatterPoint> scatterPoints(const std::vector<AnalysedNetwork>& networks);
/// "Trained, τ 10, seed 0\nmean of 4 layers\nsmoothness 0.84, dimensionality 16.6"
QString scatterTip(const ScatterPoint& point, const AnalysedNetwork& network);
/// Tab between columns: network, layer, smoothness, dimensionality.
QString scatterTable(const std::vector<ScatterPoint>& points, const std::vector<AnalysedNetwork>& networks);

struct PublishedValue {
  const char* name;  ///< "τ 10"
  double smoothness, dimensionality;
};
/// ResNet-18 as published, digitised from the figure (science.md 12): ±0.01 smoothness, ±0.3 dimensionality. By
/// ascending tau.
const std::vector<PublishedValue>& publishedResNet18();

// Effective dimensionality against smoothness: a large point for each network, small ones for its layers, and the
// published values as open grey circles.

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
