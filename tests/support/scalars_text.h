// A whole scalars.csv as text, read by the reader of growing files, which refuses lines that are wrong.
#pragma once
#include "core/run/scalars_file.h"

namespace studio {

inline std::vector<ScalarRow> parseScalars(std::string_view csv, const std::string& sourceName) {
  std::vector<ScalarRow> rows;
  ScalarsReader(sourceName).read(csv, [&rows](const ScalarRow& row) { rows.push_back(row); });
  return rows;
}

}  // namespace studio
