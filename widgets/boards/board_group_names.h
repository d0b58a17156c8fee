// What the networks of a board are called: runs of one network, data and training are a family, and families are named
// by what differs between them ("bars 12 px"), networks within one by their tau or rival loss. Pure functions; any
// thread.
#pragma once
#include <QString>
#include <string>
#include <vector>

#include "core/run/run_config.h"

namespace studio {

/// Everything that decides a run but tau, its seed and what it writes down; of rival losses their weights stay.
std::string familyKey(RunConfig config);
/// What a run is called among others of its family: "τ 5", "tdann 0.5".
std::string tauText(const RunConfig& config);
/// One for each family, no more than what differs: "", "bars 12 px", "bars, mlp"; data come first. Families that
/// differ by rival losses alone may have the same.
std::vector<std::string> familyNames(const std::vector<const RunConfig*>& families);
/// "bars, 12 px, 2,000 images"
QString dataText(const DataConfig& data);

}  // namespace studio
