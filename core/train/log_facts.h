// What the log of a run says of itself at its beginning and at its end, for who writes a notebook: versions, machine,
// data, network, settings that decide, times and sizes. Sentences of the log, a line each. The training thread.
#pragma once
#include <string>
#include <vector>

#include "core/network/network.h"
#include "core/run/run_store.h"
#include "core/run/training_request.h"
#include "core/train/training_data.h"

namespace studio {

struct StartFacts {
  const RunConfig& config;
  const DeviceChoice& device;
  const DataRecord& data;
  InputShape input;
  std::vector<LayerInfo> layers;  ///< `topo` as this run trains them
  std::int64_t parameters = 0;    ///< numbers that are learned
  std::int64_t steps = 0, batchesPerEpoch = 0;
};
std::vector<std::string> startLines(const StartFacts& facts);

/// `seconds` of training, pauses left out. Looks at the folder for what was stored.
std::vector<std::string> endLines(const RunFolder& folder, const RunStatus& status, double seconds);

}  // namespace studio
