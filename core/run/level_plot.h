// What networks still can while they are made smaller level by level (pruned weights, sheets that are stored small), as
// one picture: the plots of those analyses and the panels of boards are made here. Values; any thread.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/run/plot_spec.h"

namespace studio {

/// A network, or runs of one configuration and several seeds.
struct LevelSource {
  std::string name{};   ///< under the pointer: "trained, τ 10"
  std::string label{};  ///< beside its line: "trained"
  PlotColour colour{};
  bool control = false;                                     ///< a baseline, an untrained network: dashed
  std::vector<std::pair<std::string, std::string>> keys{};  ///< PlotSeries::keys
  std::vector<const Table*> seeds{};                        ///< the rows of levels of each; never nullptr
};

struct LevelRequest {
  PlotSpec plot{};                         ///< name, title and x; what measures the networks is added
  std::string along{};                     ///< column of the share that is gone, 0..1; x is in per cent
  std::string accuracyTitle = "Accuracy";  ///< of y, where it is an accuracy
  bool relative = false;                   ///< y in per cent of what the whole network has
  bool published = false;                  ///< with what was published of downsampled sheets, where that compares
};

/// y is the first that one of them has: accuracy in per cent, perplexity on a log axis, loss. Several seeds are their
/// mean with a band of one standard deviation (n - 1). Without series where nobody has levels: what was published says
/// nothing by itself.
PlotSpec levelPlot(const std::vector<LevelSource>& networks, LevelRequest request);

}  // namespace studio
