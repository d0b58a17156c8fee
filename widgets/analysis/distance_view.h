// Correlation against distance on the sheet (science.md 2.2) as lines to draw: of one layer, or the mean over all
// layers. Values.
#pragma once
#include <vector>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/analysis_plot.h"
#include "widgets/frame/figure_view.h"

namespace studio {

struct DistanceLine {
  std::size_t network = 0;         ///< index into the networks given
  std::string layer;               ///< empty: the mean over layers
  double smoothness = kUndefined;  ///< max minus min; of the mean line: the mean over layers
  std::vector<double> distance, correlation;
  std::vector<std::int64_t> pairs;  ///< empty for a mean
};

/// A line for each network that has the layer's curve.
std::vector<DistanceLine> linesOfLayer(const std::vector<AnalysedNetwork>& networks, const std::string& layer);
/// Every layer of every network.
std::vector<DistanceLine> linesOfAllLayers(const std::vector<AnalysedNetwork>& networks);
/// The mean over the layers, at the distances of the layer with the shortest curve, which all others have too; values
/// between two points lie on a straight line between them.
std::vector<DistanceLine> meanLines(const std::vector<AnalysedNetwork>& networks);
/// "trained, smoothness 0.84" for the first line, "baseline 0.18" for further ones; of several trained networks "τ 10,
/// 0.42".
QString lineLabel(const DistanceLine& line, const std::vector<AnalysedNetwork>& networks, bool first);
/// Tab between columns: network, layer, distance, correlation, pairs.
QString distanceTable(const std::vector<DistanceLine>& lines, const std::vector<AnalysedNetwork>& networks);

// Correlation of pairs of units against their distance on the sheet, for the trained network and its controls
// (science.md 2.2): of the chosen layer, or the mean over layers with every layer thin beneath it.

class DistancePlot : public AnalysisPlot {
  Q_OBJECT
 public:
  DistancePlot(AnalysisDesk* desk, QWidget* parent);
  void setAllLayers(bool all);
  bool allLayers() const { return allLayers_; }
  const std::vector<DistanceLine>& lines() const { return lines_; }
  QString table() const override;
  std::unique_ptr<Figure> figure() const override;

 protected:
  void fill() override;
  QString fileName() const override { return QStringLiteral("distance"); }

 private:
  void drawLine(const DistanceLine& line, bool first);
  void drawThin();
  void setRanges();
  std::vector<AnalysedNetwork> networks_;
  std::vector<DistanceLine> lines_, thin_;
  bool allLayers_ = false;
};

// The view "Distance": the correlation curves large, the chosen layer or all layers, and the three named measures of
// smoothness.

class DistancePlot;
class ValueTable;

class DistanceView : public FigureView {
  Q_OBJECT
 public:
  DistanceView(const ViewContext& context, QWidget* parent);
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  QString dataText() const override;
  DistancePlot& plot() { return *plot_; }
  ValueTable& measures() { return *measures_; }

 private:
  void refresh();
  AnalysisDesk* desk_;
  DistancePlot* plot_;
  ValueTable* measures_;
};

}  // namespace studio
