// Views of what contrasts found: the maps of a layer, one contrast as a stack of all layers, patches, and how similar
// contrasts are. Each has its own .cpp. GUI thread.
#pragma once
#include <vector>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/readings.h"
#include "widgets/analysis/similarity_matrix.h"
#include "widgets/runs/run_monitor.h"
#include "widgets/sheets/stack_view.h"

class QGridLayout;
class QLabel;
class QScrollArea;

namespace studio {

class Analyses;
class MapsBar;
class MapsBoard;
class MapsTable;
class NetworkChoice;
class ValueTable;
struct ViewContext;

// The maps of all contrasts of a layer: trained network, baseline and untrained one below each other, with one colour
// bar.

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
  void placeShort();
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

// The maps of one contrast in all analysed layers of a network, as a stack: early layers in front.

class ContrastStackView : public StackView {
  Q_OBJECT
 public:
  ContrastStackView(const ViewContext& context, QWidget* parent);
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  BoardPanel panel() const override;

 protected:
  StackMaps maps() const override;
  void setQuantity(const std::string& quantity) override;
  void setLimits(bool locked, const Limits& limits) override;

 private:
  Analyses* analyses_;
  NetworkChoice* network_;
  std::string contrast_;  ///< the first, until one has been chosen
  bool locked_ = false;
  Limits limits_;
};

// Patches of selective units as rows: how many, how large, for each contrast and network; and each patch by itself.
// Values.

/// One contrast of one network, over its layers.
struct PatchSummary {
  std::size_t network = 0;
  std::string contrast;
  int layers = 0;              ///< with an answer
  double patches = 0;          ///< of all layers; of a group of seeds this and the rest are means over them
  double area = kUndefined;    ///< mean over layers of the share of the sheet, 0..1
  double largest = 0;          ///< units of the largest patch
  double peak = kUndefined;    ///< largest value in any patch
  double morans = kUndefined;  ///< mean over layers of Moran's I
};
/// `layer` empty = all layers. Contrasts in their order, networks within.
std::vector<PatchSummary> patchSummaries(const std::vector<AnalysedNetwork>& networks, const std::string& layer);

struct PatchRow {
  std::string layer, contrast;
  std::int64_t width = 0, height = 0;
  ShownPatch patch;
  std::int64_t peakUnit =
      -1;  ///< its unit with the largest value of the contrast's map, else the one nearest to its middle
};
/// Every patch of a network, largest first; `layer` and `contrast` empty = all.
std::vector<PatchRow> patchRows(const AnalysedNetwork& network, const std::string& layer, const std::string& contrast);

// The view "Patches": above, each contrast of each network in one row; below, the patches of the chosen row. Choosing a
// patch chooses its layer and its peak unit in all views.

class PatchesView : public FigureView {
  Q_OBJECT
 public:
  PatchesView(const ViewContext& context, QWidget* parent);
  EmptyState emptyState() const override;
  QString dataText() const override;
  ValueTable& summary() { return *summary_; }
  ValueTable& list() { return *list_; }
  const std::vector<PatchRow>& patches() const { return patches_; }
  /// Only the chosen layer, or all of them.
  void setAllLayers(bool all);

 private:
  void refresh();
  void refreshList();
  void choosePatch(int row);
  Analyses* analyses_;
  ValueTable *summary_, *list_;
  QLabel* listTitle_;
  std::vector<AnalysedNetwork> networks_;
  std::vector<PatchSummary> summaries_;
  std::vector<PatchRow> patches_;
  std::string shownLayer_;
  QString statistic_;  ///< "t": what the peak is a value of
  bool allLayers_ = true, choosing_ = false;
};

// The view "Similarity": the matrices of all layers of a network side by side, one measure, one colour scale.

class SimilarityView : public FigureView {
  Q_OBJECT
 public:
  SimilarityView(const ViewContext& context, QWidget* parent);
  EmptyState emptyState() const override;
  QString dataText() const override;
  std::unique_ptr<Figure> figure() const override;
  BoardPanel panel() const override;
  const std::vector<SimilarityMatrix*>& matrices() const { return matrices_; }
  MeasureChoice& choice() { return *choice_; }
  NetworkChoice& network() { return *network_; }

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void refresh();
  void place();
  std::vector<AnalysedLayer> layers() const;  ///< with pairs
  Analyses* analyses_;
  NetworkChoice* network_;
  MeasureChoice* choice_;
  QScrollArea* scroll_;
  QGridLayout* grid_;
  std::vector<QLabel*> titles_;
  std::vector<SimilarityMatrix*> matrices_;
  int columns_ = 0;
};

}  // namespace studio
