// Responses of layers to a set of images, gathered batch by batch.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/data/batcher.h"
#include "core/eval/evaluation.h"
#include "core/eval/response_room.h"
#include "core/models/model.h"

namespace studio {

/// Layers by the wish of the command line: "topo" (those with TopoLoss by default), "all", or names separated by
/// commas. Throws UserError with the nearest name for an unknown one.
std::vector<std::string> chooseLayers(const Model& model, const std::string& wish);

struct ResponseWish {
  std::vector<std::string> layers;
  Pooling pooling = Pooling::Mean;  ///< other than Mean: `pooled` is gathered too
  bool everyToken = false;          ///< language: each token is a row
};
/// Of each layer, on the CPU, in the set's order.
struct Responses {
  std::map<std::string, torch::Tensor> units;   ///< float32 [stimuli, units], one value a unit (science.md 2.1)
  std::map<std::string, torch::Tensor> pooled;  ///< float32 [stimuli, features], as the wish has it
};
/// Batch by batch on the device of the options; memory stays bounded whatever the number of images (ResponseRoom).
Responses collectResponses(Model& model, std::shared_ptr<const Dataset> data, Batcher::Options options,
                           const ResponseWish& wish, ResponseRoom& room, const BatchProgress& progress = {});

}  // namespace studio
