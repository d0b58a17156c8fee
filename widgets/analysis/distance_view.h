// The view "Distance": the correlation curves large, the chosen layer or all layers, and the three named measures of smoothness.
#pragma once
#include "widgets/frame/figure_view.h"

namespace studio {

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
