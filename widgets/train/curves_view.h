// The view "Curves": all scalars of the run, large.
#pragma once
#include "widgets/runs/figure_view.h"

namespace studio {

class CurveGroup;

class CurvesView : public FigureView {
  Q_OBJECT
 public:
  CurvesView(RunMonitor* monitor, QWidget* parent);
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  CurveGroup& group() { return *group_; }

 private:
  CurveGroup* group_;
};

}  // namespace studio
