// The table of losses that may be trained beside the task's, one row each. A further one is a file with its row, and
// that row's name in losses.cpp.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/losses/auxiliary_loss.h"
#include "core/models/model.h"
#include "core/run/config_fields.h"
#include "core/run/scalars.h"

namespace studio {

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

}  // namespace studio
