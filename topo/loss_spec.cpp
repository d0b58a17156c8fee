// The package's list of losses (topo_loss.h) as JSON. The keys and class names are the package's.
#include "topo/topo_loss.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::pair<SheetKind, const char*> kKinds[] = {{SheetKind::Weight, "LaplacianPyramid"},
                                                        {SheetKind::Bias, "LaplacianPyramidOnBias"},
                                                        {SheetKind::Input, "LaplacianPyramidOnInput"}};

/// A name from a file, as far as it belongs in a sentence.
std::string shown(const std::string& name) { return "\"" + name.substr(0, 100) + "\""; }

SheetKind parseSheetKind(const std::string& wanted) {
  for (const auto& [value, name] : kKinds)
    if (wanted == name) return value;
  throw std::invalid_argument("no loss is called " + shown(wanted) +
                              "; use LaplacianPyramid, LaplacianPyramidOnBias or LaplacianPyramidOnInput");
}

BlurMode requireBlurMode(const std::string& wanted) {
  if (const auto mode = parseBlurMode(wanted)) return *mode;
  throw std::invalid_argument("no interpolation is called " + shown(wanted) + "; use bilinear or nearest");
}

LossSpec parseSpec(const Json& json) {
  LossSpec spec;
  spec.layer = json.at("layer_name").get<std::string>();
  spec.kind = parseSheetKind(json.at("name").get<std::string>());
  spec.options.factorHeight = json.at("factor_h").get<double>();
  spec.options.factorWidth = json.at("factor_w").get<double>();
  spec.options.mode = requireBlurMode(json.value("interpolation", "bilinear"));
  spec.options.perSlice = json.value("per_slice", false);
  if (const auto scale = json.find("scale"); scale != json.end())
    spec.scale = scale->is_null() ? std::nullopt : std::optional(scale->get<double>());
  if (const auto attribute = json.find("custom_weight_attribute_name");
      attribute != json.end() && !attribute->is_null())
    spec.weightAttribute = attribute->get<std::string>();
  return spec;
}

}  // namespace

std::vector<LossSpec> parseLosses(std::string_view text, const std::string& sourceName) {
  const auto json = Json::parse(text, nullptr, false);
  if (!json.is_array())
    throw std::invalid_argument(sourceName +
                                " holds no list of losses in JSON; save one with the topoloss package's save_json.");
  std::vector<LossSpec> losses;
  for (const auto& entry : json) {
    const auto where = sourceName + ", entry " + std::to_string(losses.size() + 1) + ": ";
    try {
      losses.push_back(parseSpec(entry));
    } catch (const Json::exception&) {
      throw std::invalid_argument(
          where +
          "a loss needs layer_name, factor_h, factor_w, scale and name, with numbers for the factors and the scale.");
    } catch (const std::invalid_argument& problem) {
      throw std::invalid_argument(where + problem.what() + ".");
    }
  }
  return losses;
}

}  // namespace studio
