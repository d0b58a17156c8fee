// Spatial coherence: how close the units most selective for a contrast lie, against random sets of as many
// (anchors-2026.md c6).
#include <torch/types.h>

#include <cmath>

#include "core/analysis/analyses.h"
#include "topo/map_patterns.h"

namespace studio {
namespace {

void analyseCoherence(AnalysisTask& work, Result& result) {
  const auto& settings = work.settings();
  const CoherenceOptions options{std::int64_t(settings.number("selective_units")),
                                 std::int64_t(settings.number("random_sets")), std::uint64_t(settings.number("seed"))};
  for (std::size_t i = 0; i < work.groups().contrasts.size(); ++i) {
    const auto found = spatialCoherence(work.map(i), options);
    result.table("").add({{"layer", work.layer().layer},
                          {"contrast", work.groups().contrasts[i].name},
                          {"z", found.z},
                          {"p", found.p},
                          {"distance", found.distance},
                          {"expected", found.expected}});
  }
}

std::string coherenceSummary(const NetworkAnalysis& found, const Result& result) {
  std::vector<double> all;
  const Table* table = result.find("");
  for (std::size_t row = 0; table && row < table->rows(); ++row) all.push_back(table->number(row, "z"));
  const double mean = meanOfDefined(all);
  return (std::isfinite(mean) ? "z " + fixedText(mean, 1) : "Undefined") + ", " + layersText(layersIn(found, result));
}

}  // namespace

AnalysisEntry coherenceAnalysis() {
  AnalysisKind kind{.name = "coherence",
                    .title = "Spatial coherence",
                    .contrasts = true,
                    .ofMaps = true,
                    .summary = coherenceSummary};
  kind.choices = {statisticChoice(),
                  {{.key = "selective_units",
                    .label = "Units",
                    .help = "how many of the most selective units",
                    .kind = FieldKind::Integer,
                    .minimum = 2,
                    .maximum = 1e6},
                   "--selective-units",
                   std::int64_t{16}},
                  {{.key = "random_sets",
                    .label = "Random sets",
                    .help = "random sets of as many units",
                    .kind = FieldKind::Integer,
                    .minimum = 1,
                    .maximum = 1e6},
                   "--random-sets",
                   std::int64_t{1000}},
                  seedChoice()};
  kind.columns = {{"", "z", "z", 2, 1, "Below 0 where the units lie closer together than random ones"},
                  {"", "p", "p", 3},
                  {"", "distance", "mean distance", 2, 1, "Between two of the most selective units"},
                  {"", "expected", "expected distance", 2}};
  kind.means = {{"", "z", "z"}, {"", "distance", "distance"}, {"", "expected", "expected"}};
  return {kind, analyseCoherence};
}

}  // namespace studio
