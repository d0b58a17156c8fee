// Draws preferred angles, pinwheels and circular variance of a network and its controls, with their keys. Pointer,
// click and arrow keys move the linked cursor and the chosen unit.
#pragma once
#include <QWidget>

#include "widgets/analysis/orientation_figure.h"
#include "widgets/runs/run_monitor.h"

class QLabel;

namespace studio {

class Analyses;
struct ViewContext;

class OrientationBoard : public QWidget {
  Q_OBJECT
 public:
  OrientationBoard(Analyses* analyses, QWidget* parent);
  void show(std::vector<OrientationRow> rows);
  const std::vector<OrientationRow>& rows() const { return rows_; }
  /// Place of a map: of the angles or of the variance.
  QRectF mapRect(std::size_t row, bool variance) const;
  /// The unit under a place; -1 = none.
  std::int64_t unitAt(const QPointF& position) const;
  QString tipAt(const QPointF& position) const;
  QSize minimumSizeHint() const override { return {480, 240}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void paintRow(QPainter& painter, std::size_t row) const;
  void paintMark(QPainter& painter, const QRectF& sheet, const OrientationRow& row, std::int64_t unit) const;
  void paintKeys(QPainter& painter) const;
  Analyses* analyses_;
  std::vector<OrientationRow> rows_;
};

// The view "Orientation": which angle each unit of a layer prefers, how sharply, and where pinwheels are; needs
// gratings or bars.

class OrientationBoard;

class OrientationView : public FigureView {
  Q_OBJECT
 public:
  OrientationView(const ViewContext& context, QWidget* parent);
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  BoardPanel panel() const override;
  QString dataText() const override;
  OrientationBoard& board() { return *board_; }

 private:
  void refresh();
  Analyses* analyses_;
  QLabel* title_;
  OrientationBoard* board_;
  std::string layer_;  ///< as it was drawn
};

}  // namespace studio
