// The maps of all contrasts of a layer: trained network, baseline and untrained one below each other, with one colour
// bar.
#pragma once
#include "widgets/runs/run_monitor.h"

class QLabel;

namespace studio {

class Analyses;
struct ViewContext;
class MapsBar;
class MapsBoard;
class MapsTable;

class MapsView : public FigureView {
  Q_OBJECT
 public:
  MapsView(const ViewContext& context, QWidget* parent);
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  BoardPanel panel() const override;
  QString dataText() const override;
  MapsBoard& board() { return *board_; }
  MapsBar& bar() { return *bar_; }
  MapsTable& table() { return *table_; }

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void refresh();
  void placeParts();
  void place(int table);
  void toggleLock();
  Analyses* analyses_;
  MapsBoard* board_;
  MapsBar* bar_;
  MapsTable* table_;
  QLabel* message_;  ///< that nothing is selective
  std::string shownLayer_, shownColours_;
  std::size_t networks_ = 0;  ///< rows of maps
};

}  // namespace studio
