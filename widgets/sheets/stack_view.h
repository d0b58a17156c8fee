// All sheets of a network as the stack of the paper's figure 1: early layers in front. A click chooses layer and unit.
#pragma once
#include "widgets/runs/run_monitor.h"
#include "widgets/sheets/colour_maps.h"
#include "widgets/sheets/stack_painter.h"

class QLabel;

namespace studio {

class ColourBar;
class QuantitySelector;

/// What the stack shows, and how.
struct StackMaps {
  std::shared_ptr<const Snapshot> snapshot;
  std::vector<LayerInfo> layers;
  std::vector<std::string> quantities;
  ViewState view;       ///< quantity, limits, colours
  StoredRanges ranges;  ///< of all steps of the run; empty for maps that have only one
  QString note = {};    ///< how the maps are shown where they are not as measured
};

class StackView : public FigureView {
  Q_OBJECT
 public:
  StackView(RunMonitor* monitor, QWidget* parent);
  EmptyState emptyState() const override;
  const StackLayout& layout() const { return layout_; }
  const std::vector<LayerInfo>& layers() const { return layers_; }
  /// "layer1.0.conv1:17\nrow 2, column 1\ncosine to blur 0.93", or empty beside the cards.
  QString tipAt(const QPointF& point) const;

 protected:
  /// The open run's; a stack of other maps answers with its own.
  virtual StackMaps maps() const;
  virtual void setQuantity(const std::string& quantity);
  virtual void setLimits(bool locked, const Limits& limits);
  /// Stands right of the title; may be hidden.
  void addToHeader(QWidget* widget);
  void refresh();
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void place();
  void choose(const std::function<void(ViewState&)>& change);
  void paintChosen(QPainter& painter) const;

  QLabel *title_, *note_;
  QuantitySelector* selector_;
  ColourBar* bar_;
  QWidget* extra_ = nullptr;
  StackMaps maps_;
  std::vector<LayerInfo> layers_;
  StackLayout layout_{{}, {}};
};

}  // namespace studio
