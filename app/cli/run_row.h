// A run as `runs` and `show` answer: the fields of status.json with what the configuration adds.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "core/run/run_store.h"

namespace studio {

nlohmann::ordered_json runRow(const RunSummary& run);
/// null where nothing was measured yet (-1 in a status, NaN in a row).
nlohmann::ordered_json measured(double value);
/// The same for people: "-".
std::string measuredText(double value);

}  // namespace studio
