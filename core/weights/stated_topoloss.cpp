// Keys are those of the configuration, values as `--set` takes them. Texts that are no settings state nothing.
#include "core/weights/stated_topoloss.h"

#include <array>
#include <charconv>
#include <cmath>
#include <exception>
#include <nlohmann/json.hpp>

#include "core/run/printable_text.h"
#include "core/weights/recognise.h"
#include "core/weights/stated_settings.h"

namespace studio {
namespace {

using StatedTexts = std::map<std::string, std::string>;

constexpr const char* kStepKey = "step";
constexpr const char* kFactorKey = "topoloss.factor";
constexpr std::array kLossKeys = {"topoloss.tau", kFactorKey, "topoloss.mode", "topoloss.per_slice"};

bool isUsable(const TopoLossConfig& config) {
  const auto [height, width] = config.factor;
  return std::isfinite(height) && std::isfinite(width) && height >= 1 && width >= 1 && std::isfinite(config.tau) &&
         config.tau >= 0;
}

/// Nothing where the factor is not stated: without it the loss is another one.
std::optional<TopoLossConfig> topoLossIn(const StatedTexts& metadata) try {
  if (!metadata.contains(kFactorKey)) return {};
  RunConfig config;
  for (const auto* key : kLossKeys)
    if (const auto text = metadata.find(key); text != metadata.end())
      applySetting(config, std::string(key) + "=" + text->second);
  return isUsable(config.topoloss) ? std::optional(config.topoloss) : std::nullopt;
} catch (const std::exception&) {
  return {};
}

std::optional<std::int64_t> stepIn(const StatedTexts& metadata) {
  const auto text = metadata.find(kStepKey);
  if (text == metadata.end()) return {};
  std::int64_t step = 0;
  const auto* end = text->second.data() + text->second.size();
  const auto read = std::from_chars(text->second.data(), end, step);
  return read.ec == std::errc() && read.ptr == end && step >= 0 ? std::optional(step) : std::nullopt;
}

}  // namespace

std::map<std::string, std::string> topoLossTexts(const TopoLossConfig& config, const std::vector<std::string>& layers,
                                                 std::int64_t step) {
  return {{"topoloss.tau", numberText(config.tau)},
          {kFactorKey, "[" + numberText(config.factor.first) + ", " + numberText(config.factor.second) + "]"},
          {"topoloss.mode", config.mode},
          {"topoloss.per_slice", config.perSlice ? "true" : "false"},
          {"topoloss.layers", nlohmann::json(layers).dump()},
          {kStepKey, std::to_string(step)}};
}

void takeStatedTopoLoss(Recognition& found, const StatedTexts& metadata, const AccompanyingFiles& around) {
  found.step = stepIn(metadata);
  found.topoloss = topoLossIn(metadata);
  const bool isOfRun = around.run && found.model && around.run->name == found.model->name;
  if (isOfRun && around.topoloss && isUsable(*around.topoloss)) found.topoloss = around.topoloss;  // overrides too
  if (!found.tau && found.topoloss) found.tau = found.topoloss->tau;
}

}  // namespace studio
