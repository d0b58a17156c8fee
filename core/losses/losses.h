// The losses that may be trained beside the task's: what such a loss is, and the table of them, one row each. A further
// one is a file with its row, and the name of the function that makes it in losses.cpp.
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
#include "core/run/schedule.h"

namespace studio {

// A loss that is trained beside the task's. The trainer holds a list of them and knows none by name. In a step it calls
// for each: addTaps, the forward pass, activationLoss, the backward pass (these four for each part of the batch), then
// addGradients, before clipping and the optimizer's step, then update. Nothing is read back from the device there:
// values stay on it until a step whose row is logged.

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

/// All on the engine thread; none waits for a device.
class AuxiliaryLoss {
 public:
  virtual ~AuxiliaryLoss() = default;
  /// The run stands before this step: whatever passes through the network now (validation and probe too) is as of it.
  virtual void enter(std::int64_t /*step*/, std::int64_t /*length*/) {}
  /// Taps that see the values of layers in one forward pass, with their graph.
  virtual void addTaps(Taps& /*taps*/, const LossRequest& /*request*/) {}
  /// What it adds to the loss of that part of a batch, 0-dim with its graph; undefined: nothing. `share` of the batch's
  /// examples: a loss of responses sees each part alone, as batch norm does, and counts by this.
  virtual at::Tensor activationLoss(const LossRequest& /*request*/, double /*share*/) { return {}; }
  /// Adds its gradient to the parameters' .grad (made where there is none).
  virtual LossResult addGradients(const LossRequest& request) = 0;
  /// The same values, and no gradient is touched. What can only be measured in a step is that of the newest one.
  virtual LossResult value(const LossRequest& request) = 0;
  /// After the optimizer's step; the gradients are still there.
  virtual void update(const LossRequest& /*request*/) {}
};

// The table.

/// What a loss acts on: the weights' gradient, the values of layers (its gradient passes through them), or the weights
/// after the optimizer's step.
enum class ActsOn { Weights, Activations, Update };
/// "weights", "activations", "update"
const char* actsOnText(ActsOn on);

/// How an array is meant.
struct ArrayUse {
  SheetKind kind = SheetKind::Weight;  ///< which of a layer's parameters it is; of a row that `blurs`
  bool allPairs = false;               ///< of responses: the whole sheet as one neighbourhood
  bool gradient = true;                ///< is wanted too
};

/// A loss of one array, without a network: of a weight, or of responses [stimuli, units].
struct ArrayLossValue {
  CorticalSheet sheet;
  std::int64_t depth = 0;  ///< weights of a unit, or stimuli
  at::Tensor loss;         ///< 0-dim
  at::Tensor gradient;     ///< as the array; may be undefined where it is not wanted
};

struct LossRow {
  std::string name;     ///< "all_tnn"
  std::string title;    ///< "All-TNN"
  std::string purpose;  ///< half a line: what it is for
  ActsOn on = ActsOn::Weights;
  double largestWeight = 1e6;  ///< that makes sense, of its schedule's values too
  bool ownSection = false;     ///< its settings are [NAME] of every configuration, a schedule among them
  bool blurs = false;          ///< over the sheet, with the blur of [topoloss]: an array may be of any kind
  /// Its settings in [losses.NAME] beside the weight and its schedule, which come with every row that trains and has no
  /// section of its own: see lossField().
  std::vector<ConfigField> fields = {};
  std::vector<ScalarColumn> columns = {};  ///< that it brings; those of kind Loss are watched for infinity
  /// Whether a run trains with it or watches it. Null: where its weight is other than 0 at some step.
  bool (*isUsed)(const RunConfig& config) = nullptr;
  /// A clause for a run's log, without a stop; `layers` as the run trains them. Null: "TITLE with weight 10, linear".
  std::string (*describe)(const RunConfig& config, const std::vector<LayerInfo>& layers) = nullptr;
  /// Of the network on its device; asked only where the loss is used. May return none. Throws UserError. Null: a row
  /// that trains nothing.
  std::unique_ptr<AuxiliaryLoss> (*make)(Model& model, const RunConfig& config) = nullptr;
  /// Its value and gradient, unscaled, of an array in float or double on the CPU; the settings are the configuration's.
  /// Throws UserError, or std::invalid_argument with a reason that the array's name is to be put before. Null: none.
  ArrayLossValue (*ofArray)(const at::Tensor& array, const RunConfig& config, const ArrayUse& use) = nullptr;
  /// What it does to a network beside its weights, so that it goes with a file of weights: gives the network's taps an
  /// operation on the values of layers, as of the weight's constant value. Null: nothing.
  void (*complete)(Model& model, const RunConfig& config) = nullptr;

  std::string section() const { return ownSection ? name : "losses." + name; }  ///< of its settings
};

/// `none` first, then TopoLoss and its rivals. With a row come its settings, among them `losses.NAME.weight` and its
/// schedule; the weight is 0 by default: then the loss costs nothing and changes nothing. Any thread.
std::vector<const LossRow*> losses();
/// Throws UserError with the nearest name.
const LossRow& findLoss(const std::string& name);

/// A setting `losses.NAME.KEY` that makes no difference while the loss has no weight.
ConfigField lossField(const std::string& name, const std::string& key, const std::string& label,
                      const std::string& help, const ConfigValue& standard);
/// The value of such a setting.
template <class T>
T lossSetting(const RunConfig& config, const std::string& name, const std::string& key) {
  return std::get<T>(findField("losses." + name + "." + key)->get(config));
}
/// 0 = off, unless its schedule brings other values.
double lossWeight(const RunConfig& config, const std::string& name);
/// Whether the weight is other than 0 at some step.
bool isLossUsed(const RunConfig& config, const std::string& name);
/// Whether a run of this configuration has this loss.
bool isLossUsed(const RunConfig& config, const LossRow& row);

/// The weight of a loss over the steps of a run: constant, or as its schedule says.
class ScheduledWeight {
 public:
  ScheduledWeight(const RunConfig& config, const std::string& name);
  double at(std::int64_t step, std::int64_t length) const { return schedule_.valueAt(weight_, step, length); }
  double at(const LossRequest& request) const { return at(request.step, request.length); }

 private:
  double weight_;
  Schedule schedule_;
};

struct TrainedLoss {
  const LossRow* row;
  std::unique_ptr<AuxiliaryLoss> loss;
};
/// Those that this configuration trains with, in the table's order, of a network on its device. Throws UserError.
std::vector<TrainedLoss> makeLosses(Model& model, const RunConfig& config);

/// Layers that a loss names and the model has not.
std::vector<Problem> lossProblems(const RunConfig& config, const std::vector<LayerInfo>& layers);

/// The used rows that complete a network, as TOML with the weights of this step, for the text `losses` of a file of
/// weights (core/network/source.h); empty where there are none.
std::string completionText(const RunConfig& config, std::int64_t step, std::int64_t length);

}  // namespace studio
