// The view of the cortical sheets: film strip of all layers, one large sheet (flat or raised), colour bar with
// histogram, and small maps of the same layer (its other quantities, its first step) in the room that is left.
#pragma once
#include <map>

#include "widgets/runs/run_monitor.h"
#include "widgets/sheets/colour_maps.h"

class QFrame;
class QLabel;

namespace studio {

class ColourBar;
class CompanionMaps;
struct MapDisplay;
struct Companion;
struct SheetArrangement;
class FilmStrip;
class FilmStripArea;
class QuantitySelector;
class SheetBoard;

class SheetsView : public FigureView {
  Q_OBJECT
 public:
  SheetsView(RunMonitor* monitor, QWidget* parent, bool raised = false);
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  BoardPanel panel() const override { return mapsPanel("sheets", *monitor_); }
  FilmStrip& strip() { return *strip_; }
  SheetBoard& board() { return *board_; }
  ColourBar& bar() { return *bar_; }
  CompanionMaps& companions() { return *companions_; }

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  /// What a click on a companion shows.
  struct Target {
    std::string layer, quantity;
    bool first = false;  ///< at the first stored step
  };
  void openRun();
  void refresh();
  void setPace();
  void readFirst();
  std::map<std::string, Limits> ownLimits() const;
  std::vector<Companion> makeCompanions(const Snapshot& snapshot, const MapDisplay& display);
  void chooseTargets(const Snapshot& snapshot);
  Companion makeCompanion(const Target& target, const Snapshot& snapshot, const MapDisplay& display) const;
  void addNeighbours(std::vector<Companion>& companions, const Snapshot& snapshot, const MapDisplay& display);
  void chooseCompanion(int index);
  void placeParts();
  void keepChosenInView();
  QString waitingText() const;
  /// The bar begins `barBelow` px below the upper edge of the sheet.
  void place(int boardTop, int barBelow = 0);
  SheetArrangement arrange(const QSizeF& space) const;
  void placeBar(int boardTop, int space, int note);
  void toggleLock();
  void choose(const std::function<void(ViewState&)>& change);
  const LayerInfo* layer() const;

  bool raised_;
  std::vector<Target> targets_;
  std::shared_ptr<const Snapshot> first_;  ///< the first stored one of the run, to compare with
  std::vector<std::string> known_;         ///< quantities that the run has been seen to have
  std::int64_t firstAsked_ = -1;
  std::filesystem::path shownRun_;
  int generation_ = 0;  ///< of the run: what was read for another one is dropped
  QLabel *title_, *size_, *note_;
  QString sizedLayer_;
  int sizeSpace_ = 0;  ///< px of the longest text that size_ has had of that layer
  FilmStrip* strip_;
  FilmStripArea* scroll_;
  QFrame* rule_;  ///< below the strip
  QuantitySelector* selector_;
  SheetBoard* board_;
  ColourBar* bar_;
  CompanionMaps* companions_;
};

}  // namespace studio
