// Views of what any analysis found: its plots, everything as one table, orientation, the chosen unit. Each has its own
// .cpp. GUI thread.
#pragma once
#include <QWidget>
#include <string>
#include <vector>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/orientation_figure.h"
#include "widgets/analysis/value_table.h"
#include "widgets/plots/plot_view.h"
#include "widgets/runs/run_monitor.h"
#include "widgets/sheets/inspector_panel.h"

class QComboBox;
class QLabel;

namespace studio {

class Analyses;
class OrientationBoard;
class Segments;
class StimuliStrip;
class UnitTokens;
class ValueTable;
struct ViewContext;

// Plots of what analyses found, whichever analysis it is: those that its row in the table of analyses makes, as a dock
// and as the view "Plots", large, with the numbers behind them. GUI thread.

/// One plot of the networks that are looked at: of the chosen layer, or of all layers.
class AnalysisPlotView : public PlotView {
  Q_OBJECT
 public:
  /// `plot`: the name of one in the table of analyses ("distance"); empty or unknown: nothing is drawn.
  AnalysisPlotView(Analyses* analyses, std::string plot, QWidget* parent);
  void choose(const std::string& plot);
  void setAllLayers(bool all);
  bool allLayers() const { return allLayers_; }
  /// What it shows; both nullptr for a plot that there is not.
  FoundPlot found() const;
  std::unique_ptr<Figure> figure() const;
  BoardPanel panel() const override;

 Q_SIGNALS:
  void refreshed();

 private:
  void refresh();
  Analyses* analyses_;
  std::string name_;
  bool allLayers_ = false;
  std::string layer_;  ///< as it was drawn
};

/// A plot as a dock's content, or what it needs.
class PlotDock : public AnalysisDock {
  Q_OBJECT
 public:
  PlotDock(Analyses* analyses, const std::string& plot, QWidget* parent);
  AnalysisPlotView& plot() { return *plot_; }

 private:
  PlotDock(Analyses* analyses, AnalysisPlotView* plot, QWidget* parent);
  void refresh();
  Analyses* analyses_;
  AnalysisPlotView* plot_;
};

/// The view "Plots": one plot at a time of those that have results, and below it the numbers of its analysis.
class PlotsView : public FigureView {
  Q_OBJECT
 public:
  PlotsView(const ViewContext& context, QWidget* parent);
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  QString dataText() const override;
  BoardPanel panel() const override { return plot_->hasData() ? plot_->panel() : BoardPanel(); }
  AnalysisPlotView& plot() { return *plot_; }
  QComboBox& choice() { return *choice_; }
  /// The first plot of this analysis, or that it is not computed yet.
  void showAnalysis(const std::string& analysis);
  ValueTable& measures() { return *measures_; }

 private:
  void refreshChoice();
  void refresh();
  Analyses* analyses_;
  AnalysisPlotView* plot_;
  QComboBox* choice_;
  std::string wanted_;  ///< an analysis whose plots are offered without results, too
  Segments* layers_;
  QLabel* caption_;
  ValueTable* measures_;
};

// Everything that was found, as one table: a row for each layer of each network and one for its mean. Values.

struct MeasureTable {
  std::vector<ValueColumn> columns;
  std::vector<ValueRow> rows;
  std::vector<std::string> layers;  ///< of each row; empty for means
};
/// A row for each layer of each network, one for each level at which the whole of it was measured, one for its mean, of
/// a group one for the spread of its seeds, and one for its mean less the pinned network's. Columns only of analyses
/// that have been computed for any network; cells that were not are empty.
MeasureTable measureTable(const std::vector<AnalysedNetwork>& networks, const std::vector<AnalysisKind>& kinds);

// The view "Table": everything that was found, a row for each layer of each network; choosing a row chooses its layer.

class AnalysisTableView : public FigureView {
  Q_OBJECT
 public:
  AnalysisTableView(const ViewContext& context, QWidget* parent);
  EmptyState emptyState() const override;
  QString dataText() const override;
  ValueTable& table() { return *table_; }

 private:
  void refresh();
  Analyses* analyses_;
  ValueTable* table_;
  std::vector<std::string> layers_;  ///< of each row; empty = a mean
};

// Draws preferred angles, pinwheels and circular variance of a network and its controls, with their keys. Pointer,
// click and arrow keys move the linked cursor and the chosen unit.

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

// The chosen unit as analyses found it: its value for every contrast with the controls' as thin marks, and the stimuli
// that drive it most.

class AnalysedUnitPanel : public InspectorPanel {
  Q_OBJECT
 public:
  AnalysedUnitPanel(Analyses* analyses, QWidget* parent);
  /// false while nobody can see it: no pictures are asked for then.
  void setActive(bool active);

 protected:
  void showValues(UnitBars& bars) override;
  void showDetails() override;

 private:
  void showTokens();
  Analyses* analyses_;
  bool active_ = true;
  QString pictured_;  ///< address of the unit whose pictures are shown or on their way
  QLabel *barsNote_, *stimuliTitle_, *stimuliNote_;
  StimuliStrip* stimuli_;
  UnitTokens* tokens_;
};

}  // namespace studio
