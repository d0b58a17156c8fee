// What a file of weights to start from says against the configured model; the settings it was made for are the way out.
#pragma once
#include <string>
#include <vector>

#include "core/network/network.h"
#include "core/run/config_fields.h"

namespace studio {

/// Of model.weights; empty where none is named or it fits. Reads the file's list of tensors, never their values.
std::vector<Problem> weightsProblems(const RunConfig& config, const InputShape& input);
/// What the file says about its images (mean and deviation of the pixels) and its classes against the data at hand:
/// warnings.
std::vector<Problem> weightsDataProblems(const RunConfig& config, const DataFacts& facts);
/// What was recognised of them, which of several networks was taken and what was left out: sentences for the run's log.
std::vector<std::string> weightsNotes(const RunConfig& config);

}  // namespace studio
