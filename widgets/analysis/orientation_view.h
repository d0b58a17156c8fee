// The view "Orientation": which angle each unit of a layer prefers, how sharply, and where pinwheels are; needs gratings or bars.
#pragma once
#include "widgets/frame/figure_view.h"

class QLabel;

namespace studio {

class OrientationBoard;

class OrientationView : public FigureView {
  Q_OBJECT
 public:
  OrientationView(const ViewContext& context, QWidget* parent);
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  QString dataText() const override;
  OrientationBoard& board() { return *board_; }

 private:
  void refresh();
  AnalysisDesk* desk_;
  QLabel* title_;
  OrientationBoard* board_;
  std::string layer_;  ///< the desk's, as it was drawn
};

}  // namespace studio
