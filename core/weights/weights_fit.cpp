// See weights_fit.h.
#include "core/weights/weights_fit.h"

#include <torch/nn/module.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <map>
#include <utility>

#include "core/run/error.h"
#include "core/run/mapped_file.h"
#include "core/run/printable_text.h"
#include "core/weights/key_maps.h"

namespace studio {
namespace {

using Kind = WeightsFit::Kind;
using NamedTensors = std::map<std::string, torch::Tensor>;

NamedTensors namedAs(const StateDict& tensors, const TensorShapes& ours) {
  NamedTensors named;
  for (auto& [name, tensor] : fitNames(tensors, ours)) named[name] = tensor;
  return named;
}

/// Files from before PyTorch 0.4.1 lack these counters, which weigh nothing.
bool isCounter(const std::string& name) { return name.ends_with("num_batches_tracked"); }

Kind compareOne(const torch::Tensor& theirs, const std::vector<std::int64_t>& ours, const std::string& name) {
  if (theirs.sizes().vec() != ours) return Kind::OtherShape;
  return theirs.is_floating_point() || isCounter(name) ? Kind::Fits : Kind::WholeNumbers;
}

}  // namespace

WeightsFit compareWeights(const StateDict& tensors, const TensorShapes& ours) {
  NamedTensors theirs = namedAs(tensors, ours);
  WeightsFit fit;
  for (const auto& [name, shape] : ours) {
    const auto found = theirs.find(name);
    if (found == theirs.end() && isCounter(name)) continue;
    const Kind kind = found == theirs.end() ? Kind::NotInFile : compareOne(found->second, shape, name);
    fit.tensors.push_back(
        {name, kind, found == theirs.end() ? "" : shapeText(found->second.sizes()), shapeText(shape)});
    ++fit.ours;
    fit.fitting += kind == Kind::Fits;
    if (found != theirs.end()) theirs.erase(found);
  }
  for (const auto& [name, tensor] : theirs)
    fit.tensors.push_back({printable(name), Kind::NotInModel, shapeText(tensor.sizes()), ""});
  std::stable_partition(fit.tensors.begin(), fit.tensors.end(),
                        [](const WeightsFit::Tensor& tensor) { return tensor.kind != Kind::Fits; });
  return fit;
}

std::vector<std::string> namesWithoutFile(const WeightsFit& fit) {
  std::vector<std::string> names;
  for (const auto& tensor : fit.tensors)
    if (tensor.kind != Kind::Fits && tensor.kind != Kind::NotInModel) names.push_back(tensor.name);
  return names;
}

void loadFitting(torch::nn::Module& module, const StateDict& tensors, const std::string& sourceName) {
  StateDict own;
  for (const auto& item : module.named_parameters()) own.emplace_back(item.key(), item.value());
  for (const auto& item : module.named_buffers()) own.emplace_back(item.key(), item.value());
  const NamedTensors theirs = namedAs(tensors, listShapes(own));
  const torch::NoGradGuard noGrad;
  bool any = false;
  for (auto& [name, tensor] : own) {
    const auto found = theirs.find(name);
    if (found == theirs.end() || compareOne(found->second, tensor.sizes().vec(), name) != Kind::Fits) continue;
    tensor.copy_(found->second);
    requireWhole(found->second.const_data_ptr());
    any = any || !isCounter(name);
  }
  if (!any)
    throw UserError("No weight of " + sourceName +
                    " fits the model by name and shape; take another file, or start from random weights.");
}

}  // namespace studio
