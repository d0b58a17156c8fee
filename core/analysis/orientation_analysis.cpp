// Preferred orientation and circular variance of every unit from its mean response to each angle, and pinwheels (science.md 5).
#include "topo/orientation.h"

#include <torch/utils.h>

#include "core/analysis/analyses.h"
#include "core/run/error.h"

namespace studio {
namespace {

torch::Tensor preferredOf(const Tuning& tuning, const std::string& wish) {
  if (wish != "vector" && wish != "argmax") throw UserError("There is no preferred angle by \"" + wish + "\"; name vector or argmax.");
  return wish == "vector" ? tuning.preferredDegrees : tuning.preferredArgmax;
}

}  // namespace

void analyseOrientation(AnalysisWork& work, LayerAnalysis& found) {
  const auto& groups = work.groups();
  const auto& layer = work.layer();
  const auto curves = tuningCurves(layer.units, groups.angles, std::int64_t(groups.degrees.size()));   // [angles, units]
  const auto tuning = orientationTuning(curves, groups.degrees);
  const auto preferred = preferredOf(tuning, work.settings().preferred);
  work.addMap("preferred_degrees", preferred);
  work.addMap("circular_variance", tuning.circularVariance);
  const auto wheels = findPinwheels(preferred.view({layer.height, layer.width}));   // [units] -> [height, width]
  auto& orientation = found.orientation.emplace();
  orientation.degrees = groups.degrees;
  orientation.positive = wheels.positive;
  orientation.negative = wheels.negative;
  for (const auto& wheel : wheels.pinwheels) orientation.pinwheels.push_back({wheel.row, wheel.column, wheel.sign});
  orientation.circularVariance = torch::nanmean(tuning.circularVariance).item<double>();
}

}  // namespace studio
