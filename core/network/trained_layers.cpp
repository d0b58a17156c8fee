// A layer counts as trained with TopoLoss where its loss is below four fifths of that of its own units in random order,
// and by more than chance. The order of units means nothing to any other training: without TopoLoss both losses are
// equal up to chance, 0.87 to 0.95 at factor 3 for units that have nothing in common and less for those that have.
// Topography too weak to lower it by a fifth is not told.
#include "core/network/trained_layers.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <regex>

#include "core/models/model.h"
#include "topo/topo_loss.h"

namespace studio {
namespace {

constexpr double kLowShare = 0.8, kDeviations = 5;
constexpr std::int64_t kSmallWeight = 1'000'000;  // values; their losses scatter more, and shuffling costs nothing
constexpr int kFewOrders = 4, kManyOrders = 16;

/// "mlp.3" of "encoder.layers.encoder_layer_11.mlp.3"; a layer outside of blocks has its own name.
std::string setOf(const std::string& layer) {
  static const std::regex block(R"(^(encoder\.layers\.encoder_layer_\d+|transformer\.h\.\d+|layer\d+\.\d+)\.(.+)$)");
  static const std::regex convolution(R"(^conv\d+(\.conv)?$)");
  std::smatch parts;
  if (!std::regex_match(layer, parts, block)) return layer;
  const auto place = parts[2].str();
  return std::regex_match(place, convolution) ? "block convolutions" : place;
}

struct Measured {
  double loss = 0, shuffled = 0;
  bool low = false;
};

Measured measure(const torch::Tensor& weight, const SheetLoss& loss, at::Generator& order) {
  Measured found{loss.value(weight).item<double>()};
  const int orders = weight.numel() < kSmallWeight ? kManyOrders : kFewOrders;
  double sum = 0, squares = 0;
  for (int time = 0; time < orders; ++time) {
    const auto shuffled =
        loss.value(weight.index_select(0, at::randperm(weight.size(0), order, torch::TensorOptions(torch::kLong))))
            .item<double>();
    sum += shuffled, squares += shuffled * shuffled;
  }
  found.shuffled = sum / orders;
  const double deviation = std::sqrt(std::max(0.0, squares / orders - found.shuffled * found.shuffled));
  found.low = found.loss < kLowShare * found.shuffled &&
              found.loss < found.shuffled - kDeviations * deviation;  // false for NaN
  return found;
}

std::string rounded(double loss) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", loss);
  return std::isfinite(loss) ? text : "undefined";
}

std::string joinedWith(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t index = 0; index < parts.size(); ++index)
    text += (index == 0 ? "" : index + 1 == parts.size() ? " and " : ", ") + parts[index];
  return text;
}

}  // namespace

std::string TrainedLayers::sentence() const {
  std::vector<std::string> lowSets, others, names;
  for (const auto& set : sets) {
    if (set.low.empty()) {
      if (others.size() < 4) others.push_back(set.name + " (" + rounded(set.loss) + ")");
      continue;
    }
    const bool all = std::int64_t(set.low.size()) == set.layers;
    const auto share = all ? "" : std::to_string(set.low.size()) + " of " + std::to_string(set.layers) + " layers ";
    lowSets.push_back(share + set.name + " (" + rounded(set.loss) + "; with shuffled units " + rounded(set.shuffled) +
                      ")");
    names.push_back(share + set.name);
  }
  if (sets.empty()) return "No layer has a sheet large enough to tell TopoLoss by.";
  if (lowSets.empty())
    return "TopoLoss is no lower than with shuffled units, " + joinedWith(others) +
           ": no layer was trained with it, or hardly.";
  return "TopoLoss is low in " + joinedWith(lowSets) + (others.empty() ? "" : ", not in " + joinedWith(others)) +
         ": trained with TopoLoss, " + joinedWith(names) + ".";
}

TrainedLayers trainedLayersOf(const Model& model) {
  const torch::NoGradGuard noGrad;
  auto order = at::detail::createCPUGenerator(0);  // of its own: the answer is the same every time
  TrainedLayers found;
  for (const auto& layer : model.layers()) {
    const TopoOptions options;
    if (!factorProblem({layer.height, layer.width}, options).empty()) continue;
    const auto weight = model.weightOf(layer.name).detach();
    const auto measured = measure(weight, SheetLoss(weight.sizes().vec(), SheetKind::Weight, options), order);
    const auto name = setOf(layer.name);
    auto set =
        std::find_if(found.sets.begin(), found.sets.end(), [&](const LayerSet& other) { return other.name == name; });
    if (set == found.sets.end()) {
      set = found.sets.emplace(set);
      set->name = name;
    }
    set->loss += measured.loss, set->shuffled += measured.shuffled, ++set->layers;
    if (measured.low) set->low.push_back(layer.name), found.low.push_back(layer.name);
  }
  for (auto& set : found.sets) set.loss /= double(set.layers), set.shuffled /= double(set.layers);
  return found;
}

}  // namespace studio
