#include "core/analysis/analysis_work.h"

#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/run/error.h"

namespace studio {

void AnalysisWork::begin(const LayerResponses& layer) {
  layer_ = &layer;
  statistics_.assign(groups_.contrasts.size(), {});
}

const UnitStatistics& AnalysisWork::statistics(std::size_t contrast) {
  auto& known = statistics_.at(contrast);
  if (!known) known = unitStatistics(layer_->units, groups_.on[contrast], groups_.off[contrast]);
  return *known;
}

torch::Tensor AnalysisWork::map(std::size_t contrast) {
  const auto& all = statistics(contrast);
  const auto name = settings().text("statistic");
  if (name != "t" && name != "welch_t" && name != "d_prime")
    throw UserError("There is no statistic \"" + name + "\"; name t, welch_t or d_prime.");
  const auto& values = name == "t" ? all.t : name == "welch_t" ? all.welchT : all.dPrime;
  return values.view({layer_->height, layer_->width});  // [units] -> [height, width]
}

SheetMap AnalysisWork::sheetMap(const std::string& quantity, const torch::Tensor& values) const {
  const auto plain = values.to(torch::kCPU, torch::kFloat32).contiguous();
  const float* first = plain.const_data_ptr<float>();
  return {layer_->layer,
          quantity,
          layer_->height,
          layer_->width,
          std::max<std::int64_t>(0, found_.step),
          {first, first + plain.numel()}};
}

ChoiceField statisticChoice() {
  return {.key = "statistic",
          .option = "--statistic",
          .label = "Statistic",
          .help = "of which map",
          .kind = FieldKind::Choice,
          .initial = std::string("t"),
          .choices = {"t", "welch_t", "d_prime"},
          .titles = {"t", "t (Welch)", "d′"}};
}

std::string layersText(std::size_t count) { return count == 1 ? "1 layer" : std::to_string(count) + " layers"; }

std::string decimalsText(double value, int decimals) {
  if (!std::isfinite(value)) return "undefined";
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, std::abs(value));
  const bool zero = std::string(text).find_first_of("123456789") == std::string::npos;
  return value < 0 && !zero ? "\u2212" + std::string(text) : text;
}

std::string meanText(double mean, int decimals, std::size_t layers) {
  return std::isfinite(mean) ? decimalsText(mean, decimals) + ", mean of " + layersText(layers)
                             : "Undefined in " + layersText(layers);
}

std::size_t layersIn(const NetworkAnalysis& found, const Result& result) {
  return std::size_t(std::count_if(found.layers.begin(), found.layers.end(),
                                   [&](const AnalysedLayer& layer) { return result.has(layer.layer); }));
}

}  // namespace studio
