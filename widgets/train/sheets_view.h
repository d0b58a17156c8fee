// The view of the cortical sheets: film strip of all layers, one large sheet (flat or raised), colour bar with
// histogram.
#pragma once
#include "widgets/runs/run_monitor.h"

class QLabel;
class QScrollArea;

namespace studio {

class ColourBar;
class FilmStrip;
class QuantitySelector;
class SheetBoard;

class SheetsView : public FigureView {
  Q_OBJECT
 public:
  SheetsView(RunMonitor* monitor, QWidget* parent, bool raised = false);
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  FilmStrip& strip() { return *strip_; }
  SheetBoard& board() { return *board_; }
  ColourBar& bar() { return *bar_; }

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void openRun();
  void refresh();
  void placeParts();
  void keepChosenInView();
  QString waitingText() const;
  void place(int boardTop);
  void toggleLock();
  void choose(const std::function<void(ViewState&)>& change);
  const LayerInfo* layer() const;

  QLabel *title_, *size_, *note_;
  QScrollArea* scroll_;
  FilmStrip* strip_;
  QuantitySelector* selector_;
  SheetBoard* board_;
  ColourBar* bar_;
};

}  // namespace studio
