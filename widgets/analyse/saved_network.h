// "Save network…": which of the networks that an analysis makes, under which name; what is offered before anybody has
// chosen. The questions on the GUI thread, the rest on any.
#pragma once
#include <QString>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/run/analysis_request.h"

class QWidget;

namespace studio {

/// The strongest level that costs little accuracy, as far as `found` says; without one the middle of those that leave
/// something out. An index of `levels`; 0 where there is none but the whole network.
std::size_t offeredLevel(const std::vector<double>& levels, const Result* found);
/// "digits_tau10_s0_pruned50.safetensors".
QString savedNetworkName(const QString& run, const std::string& analysis, double level);
/// With the ending that such a file has, where a person has left it out.
QString withNetworkEnding(const QString& file);

class Analyses;

/// Of the open network: which level, then where to; nullopt where a person has thought better of it. `run`: its name.
std::optional<SaveNetworkRequest> askForSavedNetwork(QWidget* parent, const Analyses& analyses,
                                                     const std::string& analysis, const std::filesystem::path& folder,
                                                     const QString& run);

}  // namespace studio
