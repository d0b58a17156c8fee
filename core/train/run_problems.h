// What stands in the way of a run, with the data's shape at hand.
#pragma once
#include <vector>

#include "core/network/network.h"
#include "core/run/config_fields.h"

namespace studio {

/// settingProblems() and what the model and the data say. Builds the network's shape (remembered), never its data.
std::vector<Problem> runProblems(const RunConfig& config, const DataFacts& facts);
/// What is done differently for the network's sake: a last batch or a part that would be too small for its batch norm.
/// Whole sentences.
std::vector<std::string> batchNotes(const RunConfig& config, const DataFacts& facts);
/// Without data: settings, model and layers at the model's own input shape.
std::vector<Problem> modelProblems(const RunConfig& config, const InputShape& input);
/// Throws UserError with the first error of the list.
void requireNoErrors(const std::vector<Problem>& problems);

}  // namespace studio
