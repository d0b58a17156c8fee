// All sheets of a network as the stack of the paper's figure 1: early layers in front. A click chooses layer and unit.
#pragma once
#include "widgets/frame/figure_view.h"
#include "widgets/sheets/stack_layout.h"

class QLabel;

namespace studio {

class ColourBar;
class QuantitySelector;

class StackView : public FigureView {
  Q_OBJECT
 public:
  StackView(RunMonitor* monitor, QWidget* parent);
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  const StackLayout& layout() const { return layout_; }
  const std::vector<LayerInfo>& layers() const { return layers_; }
  /// "layer1.0.conv1:17\nrow 2, column 1\ncosine to blur 0.93", or empty beside the cards.
  QString tipAt(const QPointF& point) const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void refresh();
  void place();
  void choose(const std::function<void(ViewState&)>& change);
  void paintChosen(QPainter& painter) const;

  QLabel *title_, *note_;
  QuantitySelector* selector_;
  ColourBar* bar_;
  std::vector<LayerInfo> layers_;
  StackLayout layout_{{}, {}};
};

}  // namespace studio
