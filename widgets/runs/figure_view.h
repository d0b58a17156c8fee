// A view of the run that is open.
#pragma once
#include "widgets/frame/view.h"
#include "widgets/runs/run_monitor.h"

namespace studio {

class FigureView : public View {
  Q_OBJECT
 public:
  FigureView(RunMonitor* monitor, QWidget* parent) : View(parent), monitor_(monitor) {}

 protected:
  RunMonitor* monitor_;
};

}  // namespace studio
