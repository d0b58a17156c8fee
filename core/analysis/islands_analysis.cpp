// Moran's I within the islands of units that are selective for a contrast (anchors-2026.md c3).
#include <torch/types.h>

#include <cmath>
#include <limits>

#include "core/analysis/analyses.h"
#include "topo/map_patterns.h"
#include "topo/selectivity.h"

namespace studio {
namespace {

/// Units with t > 0 and p below the level, by Student's t of so many stimuli. Where the number of stimuli is not known,
/// the normal distribution.
torch::Tensor significantUnits(const torch::Tensor& t, std::int64_t stimuli, double level) {
  const double freedom = stimuli > 2 ? double(stimuli - 2) : std::numeric_limits<double>::infinity();
  const auto plain = t.contiguous();
  auto chosen = torch::zeros_like(plain);
  const double* values = plain.const_data_ptr<double>();
  double* marks = chosen.mutable_data_ptr<double>();
  for (std::int64_t unit = 0; unit < plain.numel(); ++unit)
    marks[unit] = values[unit] > 0 && twoSidedP(values[unit], freedom) < level ? 1 : 0;
  return chosen;
}

void analyseIslands(AnalysisTask& work, Result& result) {
  const auto& settings = work.settings();
  const double level = settings.number("island_p");
  const IslandOptions options{.smallest = std::int64_t(settings.number("smallest_island")),
                              .permutations = std::int64_t(settings.number("permutations")),
                              .seed = std::uint64_t(settings.number("seed"))};
  for (std::size_t i = 0; i < work.groups().contrasts.size(); ++i) {
    const auto map = work.map(i, "t");
    const auto found = islandMorans(map, significantUnits(map, work.stimulusCount(i), level), options);
    result.table("").add({{"layer", work.layer().layer},
                          {"contrast", work.groups().contrasts[i].name},
                          {"i", found.i},
                          {"islands", found.islands},
                          {"significant", found.significant},
                          {"units", found.units}});
  }
}

std::string islandsSummary(const NetworkAnalysis& found, const Result& result) {
  double islands = 0;
  const Table* table = result.find("");
  for (std::size_t row = 0; table && row < table->rows(); ++row) islands += table->number(row, "islands");
  return fixedText(islands, 0) + (islands == 1 ? " island in " : " islands in ") + layersText(layersIn(found, result));
}

}  // namespace

AnalysisEntry islandsAnalysis() {
  AnalysisKind kind{.name = "island-morans-i",
                    .title = "Moran's I of islands",
                    .contrasts = true,
                    .ofMaps = true,
                    .summary = islandsSummary};
  kind.choices = {{{.key = "island_p",
                    .label = "p below",
                    .help = "of units that belong to an island, with t above 0",
                    .kind = FieldKind::Number,
                    .minimum = 1e-12,
                    .maximum = 1},
                   "--island-p",
                   0.05},
                  {{.key = "smallest_island",
                    .label = "Fewest units",
                    .help = "fewest units of an island",
                    .kind = FieldKind::Integer,
                    .minimum = 2,
                    .maximum = 1e9},
                   "--smallest-island",
                   std::int64_t{8}},
                  permutationsChoice(),
                  seedChoice()};
  kind.columns = {{"", "i", "Moran's I in islands"},
                  {"", "islands", "islands", 0},
                  {"", "significant", "significant islands", 0},
                  {"", "units", "units in islands", 0}};
  kind.means = {{"", "i", "i"}, {"", "islands", "islands"}, {"", "significant", "significant"}};
  return {kind, analyseIslands};
}

}  // namespace studio
