// Responses of layers to a set of images, gathered batch by batch, and where so many are kept.
#pragma once
#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/data/batcher.h"
#include "core/models/model.h"
#include "core/run/analysis.h"
#include "core/run/network_request.h"

namespace studio {

/// Where the responses of many layers to many stimuli are kept: in memory while they are few, else in unnamed files
/// that the system reads and drops as it needs memory. So 10,000 images take no more memory than 100. One thread.
class ResponseStorage {
 public:
  explicit ResponseStorage(std::int64_t bytesInMemory = std::int64_t{1} << 30,
                           std::filesystem::path folder = std::filesystem::temp_directory_path())
      : left_(bytesInMemory), folder_(std::move(folder)) {}
  /// Float32 [rows, columns], not initialised. Throws UserError naming the folder where the disk has no space for it.
  torch::Tensor take(std::int64_t rows, std::int64_t columns);

 private:
  std::int64_t left_;  ///< bytes that may still be taken from memory
  std::filesystem::path folder_;
};

/// Layers as requested on the command line: "topo" (those with TopoLoss by default), "all", or names separated by
/// commas. Throws UserError with the nearest name for an unknown one.
std::vector<std::string> chooseLayers(const Model& model, const std::string& request);

struct ResponseRequest {
  std::vector<std::string> layers;
  Pooling pooling = Pooling::Mean;  ///< other than Mean: `pooled` is gathered too
  bool everyToken = false;          ///< language: each position of a sequence is a row; else a sequence's mean is one
  Taps taps = {};                   ///< at work meanwhile (lesions, stimulation); what they give back is recorded
};
/// Of each layer, on the CPU, in the set's order.
struct Responses {
  ResponseRows rows;                            ///< whose each row is; "stimuli" below
  std::map<std::string, torch::Tensor> units;   ///< float32 [stimuli, units], one value a unit (science.md 2.1)
  std::map<std::string, torch::Tensor> pooled;  ///< float32 [stimuli, features], as the request has it
};
/// Batch by batch on the device of the options; memory stays bounded whatever the number of images (ResponseStorage).
Responses collectResponses(Model& model, std::shared_ptr<const Dataset> data, Batcher::Options options,
                           const ResponseRequest& request, ResponseStorage& storage,
                           const BatchProgress& progress = {});

}  // namespace studio
