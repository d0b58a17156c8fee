// One tensor a layer for all images, allocated when the first batch has told the number of units.
#include "core/eval/activations.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <sstream>

#include "core/eval/evaluation_mode.h"
#include "core/run/error.h"
#include "core/run/nearest_name.h"

namespace studio {
namespace {

/// A batch's rows into all rows, which are made when the first batch has told how many there are: one a stimulus, or
/// one a token.
void put(torch::Tensor& all, const torch::Tensor& seen, std::int64_t first, std::int64_t batch, std::int64_t count,
         ResponseRoom& room) {
  const auto each = seen.size(0) / batch;
  if (!all.defined()) all = room.take(count * each, seen.size(1));
  all.narrow(0, first * each, seen.size(0)).copy_(seen);  // [batch, units] into [stimuli, units]
}

}  // namespace

std::vector<std::string> chooseLayers(const Model& model, const std::string& wish) {
  std::vector<std::string> all, topo, chosen;
  for (const auto& layer : model.layers()) {
    all.push_back(layer.name);
    if (layer.topo) topo.push_back(layer.name);
  }
  if (wish == "all") return all;
  if (wish == "topo") return topo;
  std::istringstream names(wish);
  for (std::string name; std::getline(names, name, ',');) {
    if (std::find(all.begin(), all.end(), name) == all.end()) {
      const auto meant = suggestion(name, all);
      throw UserError("The model has no layer \"" + name + "\"" +
                      (meant.empty() ? "; `toponets layers MODEL` lists them." : meant));
    }
    if (std::find(chosen.begin(), chosen.end(), name) == chosen.end()) chosen.push_back(name);
  }
  if (chosen.empty()) throw UserError("No layer was named; give topo, all, or names separated by commas.");
  return chosen;
}

Responses collectResponses(Model& model, std::shared_ptr<const Dataset> data, Batcher::Options options,
                           const ResponseWish& wish, ResponseRoom& room, const BatchProgress& progress) {
  torch::NoGradGuard noGrad;
  const EvaluationMode mode(model);
  options.shuffle = false;
  options.augment = "none";
  options.sizeAt = {};
  const auto count = data->size();
  Responses responses;
  Batcher batcher(std::move(data), options);
  std::int64_t first = 0;
  while (const auto batch = batcher.next()) {
    Activations activations;
    activations.wanted = wish.layers;
    activations.pooling = wish.pooling;
    activations.everyToken = wish.everyToken;
    model.forward(batch->images, &activations);
    for (const auto& [layer, seen] : activations.seen)
      put(responses.units[layer], seen, first, batch->size, count, room);
    for (const auto& [layer, seen] : activations.pooled)
      put(responses.pooled[layer], seen, first, batch->size, count, room);
    first += batch->size;
    if (progress) progress(first, batcher.images());
  }
  return responses;
}

}  // namespace studio
