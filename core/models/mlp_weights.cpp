// Rows of linear layers in files of weights, under anybody's names: fc1, fc2, ... or numbered as nn.Sequential does,
// behind any prefix, beside counters, losses and copies. Whatever may be a layer before, between or behind the linear
// ones makes the network another one. Counters of averages (n_averaged), losses and copies cannot.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/models/model.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

constexpr std::string_view kWeightEnd = ".weight", kNamedLayer = "fc";

/// 3 of "fc3", or of "3" where layers are numbered; -1 for another name.
long layerNumber(std::string_view own, bool numbered) {
  if (!numbered) {
    if (!own.starts_with(kNamedLayer)) return -1;
    own.remove_prefix(kNamedLayer.size());
  }
  const bool digits = !own.empty() && own.size() < 7 && own.find_first_not_of("0123456789") == std::string_view::npos;
  return digits ? std::stol(std::string(own)) : -1;
}

/// "net.0" of a matrix named "net.0.weight"; empty for anything else.
std::string layerKey(const std::string& name, const std::vector<std::int64_t>& shape) {
  return shape.size() == 2 && name.ends_with(kWeightEnd) ? name.substr(0, name.size() - kWeightEnd.size()) : "";
}

/// "net." of "net.0".
std::string placeOfLayer(const std::string& layer) {
  const auto dot = layer.rfind('.');
  return dot == std::string::npos ? std::string() : layer.substr(0, dot + 1);
}

/// What stands before rows of layers, the best first.
std::vector<std::string> rowPrefixes(const TensorShapes& shapes, bool numbered) {
  std::vector<std::string> prefixes;
  for (const auto& [name, shape] : shapes) {
    const auto layer = layerKey(name, shape), place = placeOfLayer(layer);
    const auto number = layerNumber(std::string_view(layer).substr(place.size()), numbered);
    if (numbered ? number >= 0 : number == 1) prefixes.push_back(place);
  }
  std::sort(prefixes.begin(), prefixes.end(), isBetterPrefix);
  prefixes.erase(std::unique(prefixes.begin(), prefixes.end()), prefixes.end());
  return prefixes;
}

/// fc1, fc2, ... without a gap; numbered ones with a function between each two.
std::vector<std::string> rowBehind(const TensorShapes& shapes, const std::string& prefix, bool numbered) {
  std::map<long, std::string> layers;
  for (const auto& [name, shape] : shapes) {
    const auto layer = layerKey(name, shape);
    if (layer.empty() || placeOfLayer(layer) != prefix) continue;
    const auto number = layerNumber(std::string_view(layer).substr(prefix.size()), numbered);
    if (number >= 0) layers[number] = layer;
  }
  std::vector<std::string> row;
  long last = numbered ? -2 : 0;
  for (const auto& [number, layer] : layers) {
    if (numbered ? number - last < 2 : number != last + 1) break;
    row.push_back(layer);
    last = number;
  }
  return row;
}

std::vector<std::string> dottedParts(std::string_view name) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= name.size();) {
    const auto end = std::min(name.find('.', begin), name.size());
    parts.emplace_back(name.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

bool isCopy(const std::string& prefix) {
  const auto parts = dottedParts(prefix);
  return std::any_of(parts.begin(), parts.end(), [](const auto& part) { return namesCopy(part); });
}

/// By its name and its sizes: a layer takes or gives what the row's layers do, or has a weight or a bias of its own.
bool mayBeLayer(const std::string& name, const std::vector<std::int64_t>& shape, const std::set<std::int64_t>& widths) {
  constexpr std::array kNoLayers = std::to_array<std::string_view>(
      {"loss", "loss_fn", "criterion", "metric", "metrics", "optimizer", "optim", "scheduler"});
  if (shape.empty()) return false;  // a counter
  for (const auto& part : dottedParts(name))
    if (std::find(kNoLayers.begin(), kNoLayers.end(), part) != kNoLayers.end()) return false;
  const bool named = name.ends_with("weight") || name.ends_with("bias");
  return named || std::any_of(shape.begin(), shape.end(), [&](auto size) { return widths.contains(size); });
}

/// Of several rows the trained one, not its copies, of these the one with the shortest prefix.
NetworkNames mlpNames(const TensorShapes& shapes) {
  NetworkNames names;
  auto prefixes = rowPrefixes(shapes, false);
  const bool numbered = prefixes.empty();
  if (numbered) prefixes = rowPrefixes(shapes, true);
  if (prefixes.empty()) return names;
  names.prefix = prefixes.front();
  std::set<std::int64_t> widths;
  std::set<std::string> taken;
  for (const auto& layer : rowBehind(shapes, names.prefix, numbered)) {
    const auto ours = "fc" + std::to_string(taken.size() + 1);
    for (const auto size : shapes.at(layer + ".weight")) widths.insert(size);
    taken.insert(layer);
    for (const std::string ending : {".weight", ".bias"})
      if (shapes.contains(layer + ending)) names.sources[ours + ending] = {layer + ending};
  }
  std::set<std::string> known;
  for (const auto& [ours, sources] : names.sources) known.insert(sources.front());
  for (const auto& prefix : prefixes)
    if (prefix != names.prefix && isCopy(prefix)) names.otherPrefixes.push_back(prefix);
  for (const auto& [name, shape] : shapes) {
    if (known.contains(name)) continue;
    const bool copied = std::any_of(names.otherPrefixes.begin(), names.otherPrefixes.end(),
                                    [&](const auto& prefix) { return name.starts_with(prefix); });
    (!copied && mayBeLayer(name, shape, widths) ? names.unexpected : names.beside).push_back(name);
  }
  return names;
}

/// Why what stands beside the row makes it another network.
std::string unexpectedProblem(const NetworkNames& names) {
  const auto none = "Its names are those of none of the models (" + modelNames() + ")";
  if (names.unexpected.size() > names.sources.size()) return none + ".";
  std::vector<std::string> unexpected;
  for (const auto& name : names.unexpected) unexpected.push_back(printable(name));
  return none + "; it has linear layers as mlp has, and beside them" +
         listText("what may be further layers", unexpected) +
         " where these change nothing, save the file without them.";
}

StatedNetwork describeMlp(const TensorShapes& ours, const NetworkNames& names) {
  StatedNetwork stated;
  if (!names.unexpected.empty()) {
    stated.problem = unexpectedProblem(names);
    return stated;
  }
  ModelConfig model;
  model.name = "mlp";
  model.bias = ours.contains("fc1.bias");
  model.hidden.clear();
  std::int64_t given = 0;  // what the layer before gives
  for (std::size_t layer = 1; ours.contains("fc" + std::to_string(layer) + ".weight"); ++layer) {
    const auto name = "fc" + std::to_string(layer);
    const auto& sizes = ours.at(name + ".weight");
    if (layer > 1 && sizes[1] != given) {
      const auto before = "fc" + std::to_string(layer - 1);
      stated.problem = "It is no perceptron: " + before + " has " + std::to_string(given) + " units, but " + name +
                       " expects " + std::to_string(sizes[1]) + " inputs.";
      return stated;
    }
    if (ours.contains(name + ".bias") != model.bias) {
      stated.problem = "It is no perceptron that can be read: some of its layers have a bias and " + name +
                       (model.bias ? " has none." : " has one while fc1 has none.");
      return stated;
    }
    given = sizes[0];
    model.hidden.push_back(given);
  }
  model.classes = given;
  model.hidden.pop_back();
  stated.model = std::move(model);
  return stated;
}

}  // namespace

const WeightsForm& mlpWeights() {
  static const WeightsForm form{.anchor = "fc1.weight", .describeNetwork = describeMlp, .names = mlpNames};
  return form;
}

}  // namespace studio
