// Patches of selective units: connected regions of the smoothed map above a threshold (science.md 4.5).
#include "topo/map_measures.h"

#include "core/analysis/analyses.h"

namespace studio {
namespace {

void analysePatches(AnalysisTask& work, Result& result) {
  const auto& settings = work.settings();
  const PatchOptions options{settings.number("sigma"), settings.number("threshold"),
                             std::int64_t(settings.number("smallest_patch"))};
  result.table("patches", false);  // there may be none
  for (std::size_t i = 0; i < work.groups().contrasts.size(); ++i) {
    const auto found = findPatches(work.map(i), options);
    const Cell layer("layer", work.layer().layer), contrast("contrast", work.groups().contrasts[i].name);
    result.table("").add(
        {layer, contrast, {"count", std::int64_t(found.patches.size())}, {"area_fraction", found.areaFraction}});
    for (const auto& patch : found.patches)  // largest first
      result.table("patches").add({layer,
                                   contrast,
                                   {"units", std::int64_t(patch.units.size())},
                                   {"peak", patch.peak},
                                   {"centroid", std::vector<double>{patch.row, patch.column}},
                                   {"members", patch.units}});
  }
}

std::string patchesSummary(const NetworkAnalysis& found, const Result& result) {
  const Table* patches = result.find("patches");
  return std::to_string(patches ? patches->rows() : 0) + " in " + layersText(layersIn(found, result));
}

}  // namespace

AnalysisEntry patchesAnalysis() {
  AnalysisKind kind{
      .name = "patches", .title = "Patches", .contrasts = true, .ofMaps = true, .summary = patchesSummary};
  kind.choices = {statisticChoice(),
                  {{.key = "threshold",
                    .label = "Outline >",
                    .help = "smallest smoothed value",
                    .kind = FieldKind::Number,
                    .minimum = -1000,
                    .maximum = 1000},
                   "--threshold",
                   2.0},
                  {{.key = "sigma",
                    .help = "width of the smoothing, in units (default 0.034 of the longer side)",
                    .kind = FieldKind::Number,
                    .minimum = 0,
                    .maximum = 1e9},
                   "--sigma",
                   -1.0},
                  {{.key = "smallest_patch",
                    .help = "fewest units (default 3, or 2 % of the sheet)",
                    .kind = FieldKind::Integer,
                    .minimum = 0,
                    .maximum = 1e9},
                   "--smallest",
                   std::int64_t{-1}}};
  kind.viewChoices = {"statistic", "threshold"};
  kind.columns = {{"", "count", "patches", 0},
                  {"", "area_fraction", "area, %", 1, 100},
                  {"patches", "units", "largest", 0},
                  {"patches", "peak", "peak"}};
  kind.means = {{"", "count", "count"}, {"", "area_fraction", "area_fraction"}};
  return {kind, analysePatches};
}

}  // namespace studio
