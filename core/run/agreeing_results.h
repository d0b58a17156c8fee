// Which stored results of several runs can be put beside each other: of runs of the same data those that were measured
// alike, with the same stimuli and choices. A mean, a difference or a front over others would compare measurements and
// not networks. Pure functions; any thread.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/run/run_record.h"

namespace studio {

/// How most of the runs were measured, of several ways the first that is met; each run's ways, the newest first. Empty
/// where there are none.
std::string commonWay(const std::vector<std::vector<std::string>>& ways);

/// By analysis: how its results were measured.
using ResultWays = std::map<std::string, std::string>;

/// Of each analysis the newest result.
ResultWays newestWays(const RunRecord& record);
/// For each record, of those of the same data: how most of them were measured. Where a record has no result of this
/// way, its entry names it all the same.
std::vector<ResultWays> agreeingWays(const RunRecords& records);
/// Fills `results`, `taken` and `otherwise`.
void takeResults(RunRecord& record, const ResultWays& ways);

}  // namespace studio
