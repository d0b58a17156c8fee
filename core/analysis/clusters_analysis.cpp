// The cluster radius: how far around a unit one must look to meet every preferred angle of the sheet (anchors-2026.md
// c8).
#include <torch/types.h>
#include <torch/utils.h>

#include "core/analysis/analyses.h"
#include "topo/map_patterns.h"
#include "topo/orientation.h"

namespace studio {
namespace {

void analyseClusters(AnalysisTask& work, Result& result) {
  const auto& groups = work.groups();
  const auto& layer = work.layer();
  const auto curves = tuningCurves(layer.units, groups.angles, std::int64_t(groups.degrees.size()));  // [angles, units]
  const auto tuning = orientationTuning(curves, groups.degrees);
  const auto found = clusterRadius(tuning.preferredDegrees.view({layer.height, layer.width}),
                                   std::int64_t(work.settings().number("angle_bins")));
  result.table("").add({{"layer", layer.layer},
                        {"mean_radius", found.mean},
                        {"median_radius", found.median},
                        {"angles_met", found.bins}});
}

std::string clustersSummary(const NetworkAnalysis& found, const Result& result) {
  return meanText(found.mean("cluster-radius", "mean_radius"), 1, layersIn(found, result));
}

}  // namespace

AnalysisEntry clustersAnalysis() {
  AnalysisKind kind{.name = "cluster-radius", .title = "Cluster radius", .angles = true, .summary = clustersSummary};
  kind.choices = {{{.key = "angle_bins",
                    .label = "Angle bins",
                    .help = "bins of the preferred angle that must all be met",
                    .kind = FieldKind::Integer,
                    .minimum = 2,
                    .maximum = 180},
                   "--angle-bins",
                   std::int64_t{8}}};
  kind.columns = {{"", "mean_radius", "cluster radius", 1, 1,
                   "Units around one within which all preferred angles of the sheet are met, mean over the units"},
                  {"", "median_radius", "median radius", 1},
                  {"", "angles_met", "angles", 0, 1, "Bins of the preferred angle that occur on the sheet"}};
  kind.means = {{"", "mean_radius", "mean_radius"}, {"", "median_radius", "median_radius"}};
  return {kind, analyseClusters};
}

}  // namespace studio
