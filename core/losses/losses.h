// The losses that may be trained beside the task's: what such a loss is, and the table of them, one row each. A further
// one is a file with its row, and that row's name in losses.cpp.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/models/model.h"
#include "core/network/topo_layers.h"
#include "core/run/config_fields.h"
#include "core/run/scalars.h"

namespace studio {

// A loss that is trained beside the task's. The trainer holds a list of them and knows none by name: after the task's
// backward pass each adds its gradient to the parameters', before clipping and the update. Nothing is read back from
// the device there: values stay on it until a step whose row is logged.

/// What the coming step is, and what is asked for beside the gradient.
struct LossRequest {
  std::int64_t step = 0, length = 0;  ///< 0-based, of the run
  bool scalars = false, maps = false;
};

/// What a loss says of one step, of the weights before the update.
struct LossResult {
  at::Tensor total = {};  ///< as it adds to the task loss, 0-dim; undefined where it was not computed
  std::vector<std::pair<std::string, at::Tensor>> scalars =
      {};                            ///< of its row's columns, 0-dim; missing or undefined = no value
  std::vector<MapTensor> maps = {};  ///< of its layers, when asked for
};

class AuxiliaryLoss {
 public:
  virtual ~AuxiliaryLoss() = default;
  /// Adds its gradient to the parameters' .grad (made where there is none). Engine thread; waits for no device.
  virtual LossResult addGradients(const LossRequest& request) = 0;
  /// The same values, and no gradient is touched.
  virtual LossResult value(const LossRequest& request) = 0;
};

// The table.

struct LossRow {
  std::string name;     ///< "topoloss"; the section of its settings is [losses.NAME]
  std::string title;    ///< "TopoLoss"
  std::string purpose;  ///< half a line: what it is for
  /// Its settings beside `weight`, which every row but TopoLoss has: see lossField().
  std::vector<ConfigField> fields = {};
  std::vector<ScalarColumn> columns = {};  ///< that it brings; those of kind Loss are watched for infinity
  /// Of the network on its device; asked only where the weight is not 0. May return none. Throws UserError.
  std::unique_ptr<AuxiliaryLoss> (*make)(Model& model, const RunConfig& config) = nullptr;
};

/// TopoLoss first, then its rivals. Any thread; rows stay where they are.
std::vector<const LossRow*> losses();
/// Adds a row and its settings, among them `losses.NAME.weight`, which is 0 by default: then the loss costs nothing and
/// changes nothing. To be called before configurations are read (before main() too). Returns true, so that one line at
/// the end of a file can add it. Throws std::logic_error for a name that is there already.
bool addLoss(LossRow row);

/// A setting `losses.NAME.KEY` that makes no difference while the loss has no weight.
ConfigField lossField(const std::string& name, const std::string& key, const std::string& label,
                      const std::string& help, const ConfigValue& standard);
/// 0 = off.
double lossWeight(const RunConfig& config, const std::string& name);

struct TrainedLoss {
  const LossRow* row;
  std::unique_ptr<AuxiliaryLoss> loss;
};
/// Those that this configuration trains with, in the table's order, of a network on its device. Throws UserError.
std::vector<TrainedLoss> makeLosses(Model& model, const RunConfig& config);

// TopoLoss as a row of the table of losses: its weight is tau, which [topoloss] schedules over the run.

inline constexpr const char* kTopoLossName = "topoloss";
inline constexpr const char* kTopoLossColumn = "topo_loss";  ///< mean over its layers, before tau

/// First in the table; its settings are those of [topoloss].
LossRow topoLossRow();

/// tau of step `step` (0-based); a schedule without a length of its own takes `steps`, the whole run.
double tauAt(const TopoLossConfig& config, std::int64_t step, std::int64_t steps);

}  // namespace studio
