// Preferred orientation and circular variance of every unit from its mean response to each angle, and pinwheels
// (science.md 5).
#include "topo/orientation.h"

#include <torch/utils.h>

#include "core/analysis/analyses.h"
#include "core/analysis/map_notes.h"
#include "core/run/error.h"

namespace studio {
namespace {

torch::Tensor preferredAngles(const Tuning& tuning, const std::string& request) {
  if (request != "vector" && request != "argmax")
    throw UserError("There is no preferred angle by \"" + request + "\"; name vector or argmax.");
  return request == "vector" ? tuning.preferredDegrees : tuning.preferredArgmax;
}

/// |t| of one angle against the others, over angles and units; NaN where none is defined.
double largestT(const torch::Tensor& units, const StimulusGroups& groups) {
  double largest = kUndefined;
  for (std::size_t angle = 0; angle < groups.degrees.size(); ++angle) {
    const auto on = groups.angles.eq(std::int64_t(angle)), off = groups.angles.ge(0).logical_and(on.logical_not());
    const auto t = unitStatistics(units, on, off).t.abs();
    const auto defined = t.masked_select(t.isfinite());
    if (defined.numel() == 0) continue;
    if (const double found = defined.max().item<double>(); !(found <= largest)) largest = found;
  }
  return largest;
}

void addPinwheels(const Pinwheels& wheels, const Cell& layer, Result& result) {
  result.table("pinwheels").add({layer, {"positive", wheels.positive}, {"negative", wheels.negative}});
  Table& places = result.table("pinwheels.places", false);
  for (const auto& wheel : wheels.pinwheels)
    places.add({layer, {"row", wheel.row}, {"column", wheel.column}, {"sign", std::int64_t(wheel.sign)}});
}

void analyseOrientation(AnalysisTask& work, Result& result) {
  const auto& groups = work.groups();
  const auto& layer = work.layer();
  const auto curves = tuningCurves(layer.units, groups.angles, std::int64_t(groups.degrees.size()));  // [angles, units]
  const auto tuning = orientationTuning(curves, groups.degrees);
  const auto preferred = preferredAngles(tuning, work.settings().text("preferred"));
  result.printsMaps = true;
  result.maps.push_back(work.sheetMap("preferred_degrees", preferred));
  result.maps.push_back(work.sheetMap("circular_variance", tuning.circularVariance));
  const Cell name("layer", layer.layer);
  result.table("").add({name,
                        {"angles", groups.degrees},
                        {"mean_circular_variance", torch::nanmean(tuning.circularVariance).item<double>()},
                        {"largest_t", largestT(layer.units, groups)}});
  addPinwheels(findPinwheels(preferred.view({layer.height, layer.width})), name, result);  // [units] -> [height, width]
}

void finishOrientation(AnalysisTask&, Result& result) {
  std::vector<double> largest;
  const Table* layers = result.find("");
  for (std::size_t row = 0; layers && row < layers->rows(); ++row) largest.push_back(layers->number(row, "largest_t"));
  result.notes = angleSentences(largest);
}

std::string orientationSummary(const NetworkAnalysis& found, const Result& result) {
  double count = 0;
  const Table* wheels = result.find("pinwheels");
  for (std::size_t row = 0; wheels && row < wheels->rows(); ++row)
    count += wheels->number(row, "positive") + wheels->number(row, "negative");
  const auto layers = layersText(layersIn(found, result));
  return count == 1 ? "1 pinwheel in " + layers : fixedText(count, 0) + " pinwheels in " + layers;
}

}  // namespace

AnalysisEntry orientationAnalysis() {
  AnalysisKind kind{.name = "orientation", .title = "Orientation", .angles = true, .summary = orientationSummary};
  kind.choices = {{{.key = "preferred",
                    .label = "Preferred",
                    .help = "preferred angle by vector sum or largest response",
                    .kind = FieldKind::Choice,
                    .choices = {"vector", "argmax"}},
                   "--preferred",
                   std::string("vector"),
                   {"Vector sum", "Strongest"}}};
  kind.columns = {{"", "mean_circular_variance", "Circular variance"},
                  {"pinwheels", "positive", "Pinwheels +", 0},
                  {"pinwheels", "negative", "Pinwheels −", 0}};
  kind.means = {{"", "mean_circular_variance", "circular_variance"}};
  return {kind, analyseOrientation, finishOrientation};
}

}  // namespace studio
