#include "core/train/selectivity_probe.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/run/snapshot.h"
#include "core/train/autocast.h"
#include "topo/selectivity.h"

namespace studio {
namespace {

constexpr std::int64_t kImages = 512, kClasses = 20, kBatch = 128;

/// Indices of the first images of each class, as many of each as there are of the others, in the set's order.
std::vector<std::int64_t> probeIndices(const Dataset& data) {
  const auto classes = std::max<std::int64_t>(1, std::int64_t(data.classNames().size()));
  const std::int64_t share = std::max<std::int64_t>(2, (kImages + classes - 1) / classes);
  std::vector<std::int64_t> taken(std::size_t(classes), 0), chosen;
  for (std::int64_t i = 0; i < data.size() && std::int64_t(chosen.size()) < kImages; ++i) {
    const auto label = data.label(i);
    if (label < 0 || label >= classes || taken[std::size_t(label)] >= share) continue;
    ++taken[std::size_t(label)];
    chosen.push_back(i);
  }
  return chosen;
}

/// A class may be called as a quantity every layer has.
std::string quantityName(const std::string& className) {
  return className == kCosineQuantity || className == kNormQuantity ? "class " + className : className;
}

}  // namespace

SelectivityProbe::SelectivityProbe(const Dataset& data, const Batcher::Options& options) : device_(options.device) {
  if (data.classNames().size() < 2) return;   // nothing to tell apart
  const auto indices = probeIndices(data);
  std::vector<torch::Tensor> labels;
  for (std::size_t from = 0; from < indices.size(); from += kBatch) {
    const auto to = std::min(indices.size(), from + std::size_t(kBatch));
    batches_.push_back(makeBatch(data, {indices.begin() + std::ptrdiff_t(from), indices.begin() + std::ptrdiff_t(to)}, options));
    labels.push_back(batches_.back().labels);
  }
  if (labels.empty()) return;
  labels_ = torch::cat(labels);
  for (const auto& name : data.classNames())
    if (std::int64_t(classes_.size()) < kClasses) classes_.push_back(quantityName(name));
}

std::vector<MapTensor> SelectivityProbe::measure(Model& model, const std::vector<LayerInfo>& layers, std::int64_t step, bool bfloat16) const {
  std::vector<MapTensor> maps;
  if (batches_.empty() || classes_.size() < 2) return maps;
  const torch::NoGradGuard noGrad;
  std::map<std::string, std::vector<torch::Tensor>> responses;   // layer -> [batch, units] each
  model.eval();
  for (const auto& batch : batches_) {
    Activations activations;
    for (const auto& layer : layers) activations.wanted.push_back(layer.name);
    const Autocast autocast(device_, bfloat16);
    model.forward(batch.images, &activations);
    for (const auto& [layer, seen] : activations.seen) responses[layer].push_back(seen.to(torch::kFloat));
  }
  model.train();
  for (const auto& layer : layers) {
    const auto found = responses.find(layer.name);
    if (found == responses.end()) continue;
    const auto t = selectivityOfClasses(torch::cat(found->second), labels_, std::int64_t(classes_.size()));   // [classes, units]
    for (std::size_t c = 0; c < classes_.size(); ++c)
      maps.push_back({layer.name, classes_[c], layer.height, layer.width, step, t[std::int64_t(c)]});
  }
  return maps;
}

}  // namespace studio
