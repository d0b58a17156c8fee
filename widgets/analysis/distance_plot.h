// Correlation of pairs of units against their distance on the sheet, for the trained network and its controls (science.md 2.2):
// of the chosen layer, or the mean over layers with every layer thin beneath it.
#pragma once
#include "widgets/analysis/analysis_plot.h"
#include "widgets/analysis/distance_lines.h"

namespace studio {

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

}  // namespace studio
