// The view "Windows": integration windows of a language model, layer by layer, and the window of the unit under the
// pointer or, without one, the medians of the chosen layer. GUI thread.
#pragma once
#include <QWidget>
#include <string>
#include <vector>

#include "widgets/analysis/unit_tokens.h"
#include "widgets/analysis/window_words.h"
#include "widgets/analysis/windows_maps.h"
#include "widgets/plots/plot_view.h"
#include "widgets/runs/run_monitor.h"

class QLabel;

namespace studio {

class Analyses;
struct ViewContext;

/// Draws a row of maps for each layer. Pointer and click move the linked cursor, the chosen layer and unit; arrow keys
/// the unit.
class WindowsBoard : public QWidget {
  Q_OBJECT
 public:
  WindowsBoard(Analyses* analyses, QWidget* parent);
  void show(std::vector<WindowsRow> rows);
  const std::vector<WindowsRow>& rows() const { return rows_; }
  QRectF mapRect(std::size_t row, WindowsMeasure measure) const;
  struct Place {
    std::size_t row = 0;
    std::int64_t unit = -1;  ///< -1 = none
  };
  Place placeAt(const QPointF& position) const;
  QString tipAt(const QPointF& position) const;
  QSize minimumSizeHint() const override { return {440, 240}; }

 Q_SIGNALS:
  /// The layer and unit under the pointer; unit -1: it is over none.
  void pointed(const QString& layer, qint64 unit);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QRectF cellRect(std::size_t row, std::size_t column) const;
  void paintRow(QPainter& painter, std::size_t row) const;
  void paintMark(QPainter& painter, const QRectF& sheet, const WindowsRow& row, std::int64_t unit) const;
  void paintKey(QPainter& painter, WindowsMeasure measure) const;
  Analyses* analyses_;
  std::vector<WindowsRow> rows_;
  Place pointed_;
};

class WindowsView : public FigureView {
  Q_OBJECT
 public:
  WindowsView(const ViewContext& context, QWidget* parent);
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  BoardPanel panel() const override;
  QString dataText() const override;
  WindowsBoard& board() { return *board_; }
  PlotView& plot() { return *plot_; }
  WindowWords& words() { return *words_; }

 private:
  void refresh();
  void showPlot(const std::string& layer, std::int64_t unit);
  void showWords();
  Analyses* analyses_;
  StrongestTokensReader reader_;
  QLabel *title_, *wordsTitle_;
  WindowsBoard* board_;
  PlotView* plot_;
  WindowWords* words_;
};

}  // namespace studio
