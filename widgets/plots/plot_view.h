// A PlotSpec on screen: zoomed with the wheel, dragged, whole again with a double click; shows the point under the
// pointer and rings it; a line at the step that is looked at, and one where the pointer is in a linked plot. Its menu
// saves and copies. Adding a plot needs no widget of its own. GUI thread.
#pragma once
#include "core/run/figure_board.h"
#include "widgets/plots/plot_painter.h"

class QMenu;

namespace studio {

class PlotView : public QCustomPlot {
  Q_OBJECT
 public:
  explicit PlotView(QWidget* parent = nullptr);
  /// Draws it soon; nothing is drawn while hidden. The part that is looked at stays.
  void setPlot(PlotSpec spec);
  /// Its menu can leave published values out (core/run/published_values.h), in all such plots and from then on.
  void offerPublished();
  /// As it is drawn.
  const PlotSpec& plot() const { return painter_->spec(); }
  bool hasData() const { return !plot().empty(); }
  PlotPainter& painter() const { return *painter_; }
  /// What a board takes to show the same: by the plot's name, if nothing else was said.
  virtual BoardPanel panel() const { return {.kind = panelKind_.value_or(plot().name)}; }
  /// Empty: no panel shows this.
  void setPanelKind(std::string kind) { panelKind_ = std::move(kind); }
  /// A line at this x; NaN = none. A plot without values has no axis that it could stand on: it comes with them.
  void setMarked(double x);
  /// A thin line where the pointer is in a plot beside this one; NaN = none.
  void setLinkedPointer(double x);
  /// In place of the newest values beside the lines: what they are where one looks (PlotPainter::setReadings).
  void setReadings(std::vector<PlotPainter::Reading> readings);
  bool showsMarked() const { return marked_->visible(); }
  bool showsLinkedPointer() const { return linked_->visible(); }
  /// What is shown about the point nearest to a place of this widget, at most 16 px away; empty = none.
  QString tipAt(const QPointF& position) const;

 Q_SIGNALS:
  void pictureWanted();
  void dataWanted();
  /// A point was clicked, not dragged from: the one that tipAt() describes.
  void pointClicked(std::size_t series, std::size_t point);
  /// The x under the pointer; NaN = it has left.
  void pointerMoved(double x);

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  struct Place {
    std::size_t series, point;
  };
  std::optional<Place> nearest(const QPointF& position) const;
  void ringAt(const std::optional<Place>& place);
  void restrict(QCPAxis* axis, const QCPRange& whole);
  void drawAgain();
  void addPublishedAction(QMenu& menu);
  void placeCursors();
  PlotPainter* painter_;
  std::optional<std::string> panelKind_;
  QCPItemStraightLine *marked_, *linked_;
  QCPItemEllipse* ring_;
  double markedAt_ = kUndefined, linkedAt_ = kUndefined;
  QPoint pressed_;
  bool offersPublished_ = false;
  PlotSpec given_;  ///< with its published values, where these can be left out
};

}  // namespace studio
