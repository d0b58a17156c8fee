// A network to look at: a checkpoint of a run, or a model with a weights file or random weights.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/run/network_request.h"
#include "core/models/model.h"
#include "core/run/run_store.h"

namespace studio {

struct OpenedSource {
  std::string name;              ///< "digits:1410", "resnet18 (weights.safetensors)"
  RunConfig config;              ///< of the run, or the model's defaults with the settings
  std::shared_ptr<Model> model;  ///< in evaluation mode, on the CPU
  std::int64_t step = -1;        ///< of the checkpoint; -1 = no run
  std::vector<std::string> classNames =
      {};                               ///< index = output, as the file of weights states them; empty where it does not
  std::vector<std::string> notes = {};  ///< sentences: what was chosen where a file of weights leaves a choice
};

/// Responses need what the weights do not show (attention heads); their values alone do not.
enum class SourceUse { Responses, Weights };

/// The configuration alone: of the run, or the model's defaults, what the file of weights states, and the settings,
/// with plain data. Throws UserError.
RunConfig makeConfig(const SourceRequest& request);
/// The run and the checkpoint that the request means. Throws UserError where there is none of that step.
struct StoredNetwork {
  RunFolder run;
  std::int64_t step = -1;
};
StoredNetwork resolveCheckpoint(const SourceRequest& request);
/// `input` is the shape of what will be shown to it, where that is known: random weights are made to fit it; stored
/// weights decide for themselves. Throws UserError.
OpenedSource openSource(const SourceRequest& request, const std::optional<InputShape>& input = {},
                        SourceUse use = SourceUse::Responses);
/// What a network gets beside its weights as it is opened, by what the text `losses` of its file of
/// weights says (core/losses). One for the program, set before main().
using NetworkCompletion = void (*)(Model& model, const RunConfig& config);
void setNetworkCompletion(NetworkCompletion complete);
/// The text of a file of weights that says, as TOML, what the losses it was trained with do to a network.
inline constexpr const char* kLossesKey = "losses";

/// Calls `computing.warn` where the network's weights hold what is not finite: nothing that comes out of it can be
/// relied on.
void warnOfWeights(const OpenedSource& source, const Computing& computing);
/// Throws UserError when images or rows of this shape cannot be shown to the model.
void requireFits(const OpenedSource& source, const InputShape& input, const std::string& dataName);

}  // namespace studio
