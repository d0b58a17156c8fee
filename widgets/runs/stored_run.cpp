#include "widgets/runs/stored_run.h"

#include <exception>

namespace studio {
namespace {

void leaveOut(RunData& data, const std::string& sentence) {
  if (data.error.empty()) data.error = sentence;
  data.leftOut.push_back(sentence);
}

/// Keeps the failure's sentence and goes on: a run with a damaged log still has its maps.
template <typename Read>
void attempt(RunData& data, Read read) {
  try {
    read();
  } catch (const std::exception& failure) {
    leaveOut(data, failure.what());
  }
}

}  // namespace

RunData readStoredRun(const RunFolder& folder) {
  ScalarsFile scalars = folder.scalarsFile();
  LogTail log(folder);
  return readStoredRun(folder, scalars, log);
}

RunData readStoredRun(const RunFolder& folder, ScalarsFile& scalars, LogTail& log) {
  RunData data;
  data.folder = folder;
  attempt(data, [&] { data.config = folder.config(); });
  attempt(data, [&] { data.status = folder.status(); });
  attempt(data, [&] { data.layers = folder.layers(); });
  attempt(data, [&] { scalars.refresh(); });
  if (!scalars.problem().empty()) leaveOut(data, scalars.problem());
  data.scalars = scalars.rows().rows();
  attempt(data, [&] { data.mapSteps = folder.mapSteps(); });
  attempt(data, [&] { data.checkpointSteps = folder.checkpointSteps(); });
  attempt(data, [&] { log.refresh(); });
  data.log = log.log();
  return data;
}

}  // namespace studio
