// scalars.csv as text. Columns are read by name, so that files with other columns open too.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/run/scalars.h"

namespace studio {

std::string scalarsHeader();                       ///< "step,epoch,...\n"
std::string formatScalar(const ScalarRow& row);    ///< one line with its end
/// A last line without its end is left out. Throws UserError naming `sourceName` and the line of anything else that is wrong.
std::vector<ScalarRow> parseScalars(std::string_view csv, const std::string& sourceName);

}  // namespace studio
