// Log-probabilities of sentences by a network of language: its passes are planned so that what sentences have in common
// is computed once (core/language/prefix_plan.h), and logits are made of the asked places alone, some at a time.
#pragma once
#include <cstdint>
#include <vector>

#include "core/language/prefix_plan.h"
#include "core/models/model.h"
#include "core/run/network_request.h"

namespace studio {

/// log P of each target of the plan, natural logarithms: [PrefixPlan::targets]. The softmax is over all logits, as
/// everywhere. On the device that the network is on, without gradients, in evaluation mode. `progress` is called after
/// each pass with the token positions done and in all; what it throws ends the work. Throws UserError where the network
/// reads no tokens.
std::vector<double> computeTargets(Model& model, const PrefixPlan& plan, const BatchProgress& progress = {});

/// Places whose logits are made together, of a vocabulary of this size: about 32 MB of them.
std::int64_t placesAtOnce(std::int64_t vocabulary);

}  // namespace studio
