// Patches of selective units as rows: how many, how large, for each contrast and network; and each patch by itself.
// Values.
#pragma once
#include <vector>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/readings.h"
#include "widgets/runs/run_monitor.h"

class QLabel;

namespace studio {

struct ViewContext;
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

class ValueTable;

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

}  // namespace studio
