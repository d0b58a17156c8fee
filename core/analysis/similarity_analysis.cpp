// How alike the maps of two contrasts are: Pearson, Spearman and SSIM side by side (science.md 4.6), for each pair.
#include "topo/map_measures.h"

#include <cmath>
#include <optional>

#include "core/analysis/analyses.h"

namespace studio {
namespace {

void analyseSimilarity(AnalysisTask& work, Result& result) {
  SsimOptions options;
  options.window = std::int64_t(work.settings().number("ssim_window"));
  Table& pairs = result.table("pairs", false);
  const auto& contrasts = work.groups().contrasts;
  for (std::size_t a = 0; a < contrasts.size(); ++a)
    for (std::size_t b = a + 1; b < contrasts.size(); ++b) {
      const auto alike = mapSimilarity(work.map(a), work.map(b), options);
      pairs.add({{"layer", work.layer().layer},
                 {"a", contrasts[a].name},
                 {"b", contrasts[b].name},
                 {"pearson", alike.pearson},
                 {"ssim", alike.ssim},
                 {"spearman", alike.spearman}});
    }
}

/// The pair of contrasts that is most alike in the last layer that has pairs: where one would look first.
std::string similaritySummary(const NetworkAnalysis& found, const Result& result) {
  const Table* pairs = result.find("pairs");
  for (auto layer = found.layers.rbegin(); pairs && layer != found.layers.rend(); ++layer) {
    std::optional<std::size_t> most;
    for (const std::size_t row : pairs->find({{"layer", layer->layer}}))
      if (const double r = pairs->number(row, "pearson");
          std::isfinite(r) && (!most || r > pairs->number(*most, "pearson")))
        most = row;
    if (most)
      return pairs->text(*most, "a") + " and " + pairs->text(*most, "b") + " " +
             fixedText(pairs->number(*most, "pearson"), 2);
  }
  return "Undefined";
}

std::string windowProblem(const ConfigValue& value) {
  const auto* window = std::get_if<std::int64_t>(&value);
  if (!window || *window % 2 != 0) return {};
  return "--window " + std::to_string(*window) + " is even; SSIM needs an odd window, e.g. 7.";
}

}  // namespace

AnalysisEntry similarityAnalysis() {
  AnalysisKind kind{.name = "similarity",
                    .title = "Similarity of maps",
                    .contrasts = true,
                    .ofMaps = true,
                    .summary = similaritySummary};
  kind.choices = {statisticChoice(),
                  {{.key = "ssim_window",
                    .label = "Window",
                    .help = "window of SSIM, an odd number of units",
                    .kind = FieldKind::Integer,
                    .minimum = 1,
                    .maximum = 1001},
                   "--window",
                   std::int64_t{7},
                   {},
                   windowProblem}};
  kind.columns = {{"pairs", "pearson", "Pearson"}, {"pairs", "ssim", "SSIM"}, {"pairs", "spearman", "Spearman"}};
  kind.means = {{"pairs", "pearson", "pearson"}, {"pairs", "ssim", "ssim"}, {"pairs", "spearman", "spearman"}};
  return {kind, analyseSimilarity};
}

}  // namespace studio
