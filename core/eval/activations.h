// Responses of layers to a set of images, gathered batch by batch.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/data/batcher.h"
#include "core/train/evaluation.h"
#include "core/models/model.h"

namespace studio {

/// Layers by the wish of the command line: "topo" (those with TopoLoss by default), "all", or names separated by commas.
/// Throws UserError with the nearest name for an unknown one.
std::vector<std::string> chooseLayers(const Model& model, const std::string& wish);

/// Float32 [images, units] of each layer, on the CPU, in the set's order.
std::map<std::string, torch::Tensor> collectActivations(Model& model, std::shared_ptr<const Dataset> data, Batcher::Options options,
                                                        const std::vector<std::string>& layers, const BatchProgress& progress = {});

}  // namespace studio
