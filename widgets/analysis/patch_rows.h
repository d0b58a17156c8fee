// Patches of selective units as rows: how many, how large, for each contrast and network; and each patch by itself. Values.
#pragma once
#include <vector>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/readings.h"

namespace studio {

/// One contrast of one network, over its layers.
struct PatchSummary {
  std::size_t network = 0;
  std::string contrast;
  int patches = 0, layers = 0;  ///< layers: with an answer
  double area = kUndefined;     ///< mean over layers of the share of the sheet, 0..1
  std::int64_t largest = 0;     ///< units of the largest patch
  double peak = kUndefined;     ///< largest value in any patch
  double morans = kUndefined;   ///< mean over layers of Moran's I
};
/// `layer` empty = all layers. Contrasts in their order, networks within.
std::vector<PatchSummary> patchSummaries(const std::vector<AnalysedNetwork>& networks, const std::string& layer);

struct PatchRow {
  std::string layer, contrast;
  std::int64_t width = 0, height = 0;
  Patch patch;
  std::int64_t peakUnit = -1;  ///< its unit with the largest value of the contrast's map, else the one nearest to its middle
};
/// Every patch of a network, largest first; `layer` and `contrast` empty = all.
std::vector<PatchRow> patchRows(const AnalysedNetwork& network, const std::string& layer, const std::string& contrast);

}  // namespace studio
