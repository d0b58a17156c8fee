// What "Save network…" offers before anybody has chosen: which level, and under which name. Values; any thread.
#pragma once
#include <QString>
#include <vector>

#include "core/run/analysis.h"

namespace studio {

/// The strongest level that costs little accuracy, as far as `found` says; without one the middle of those that leave
/// something out. An index of `levels`; 0 where there is none but the whole network.
std::size_t offeredLevel(const std::vector<double>& levels, const Result* found);
/// "digits_tau10_s0_pruned50.safetensors".
QString savedNetworkName(const QString& run, const std::string& analysis, double level);
/// With the ending that such a file has, where a person has left it out.
QString withNetworkEnding(const QString& file);

}  // namespace studio
