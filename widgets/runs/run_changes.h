// What is new between two readings of a run, and how what an earlier process wrote joins what this one measures.
#pragma once
#include "widgets/runs/run_data.h"

namespace studio {

/// Steps of both lists, ascending, each once.
std::vector<std::int64_t> merged(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b);
/// What a reader would notice; the heartbeat alone is no news.
bool sameStatus(const RunStatus& a, const RunStatus& b);
bool sameRows(const std::vector<ScalarRow>& a, const std::vector<ScalarRow>& b);
bool sameLines(const LogLines& before, const LogLines& after);
void dropFrom(std::vector<std::int64_t>& steps, std::int64_t step);
/// Lines of a log file older than the first one that this process has written itself.
LogLines linesBefore(LogLines log, double time);
/// The layer chosen at first: the first with TopoLoss.
std::string firstSheet(const std::vector<LayerInfo>& layers);

}  // namespace studio
