// The view of the cortical sheets: film strip of all layers, one large sheet (flat or raised), colour bar with histogram.
#pragma once
#include "widgets/frame/figure_view.h"

class QButtonGroup;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace studio {

class ColourBar;
class FilmStrip;
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

 private:
  void makeHeader(QHBoxLayout* row);
  void openRun();
  void refresh();
  void fillQuantities();
  void choose(const std::function<void(ViewState&)>& change);
  const LayerInfo* layer() const;

  QLabel* title_;
  QLabel* size_;
  QLabel* note_;
  QHBoxLayout* segments_;
  QButtonGroup* buttons_;
  QComboBox* classes_;
  FilmStrip* strip_;
  SheetBoard* board_;
  ColourBar* bar_;
  std::vector<std::string> shownQuantities_;
};

}  // namespace studio
