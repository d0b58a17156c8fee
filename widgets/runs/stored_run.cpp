#include "widgets/runs/stored_run.h"

#include <ctime>
#include <exception>
#include <sstream>

#include "core/run/printable_text.h"

namespace studio {
namespace {

constexpr std::size_t kLines = 5000;

/// "2026-11-24 16:03:07 warning: text"; another line is taken as it is.
LogLine parseLine(const std::string& line) {
  LogLine result;
  std::tm local{};
  const char* rest = ::strptime(line.c_str(), "%Y-%m-%d %H:%M:%S ", &local);
  const std::size_t colon = line.find(": ");
  if (!rest || colon == std::string::npos) {
    result.text = visible(line);
    return result;
  }
  local.tm_isdst = -1;
  result.time = double(std::mktime(&local));
  const std::string level(rest, line.c_str() + colon);
  if (level.rfind("warn", 0) == 0) result.level = LogLine::Level::Warning;
  if (level.rfind("err", 0) == 0) result.level = LogLine::Level::Error;
  result.text = visible(line.substr(colon + 2));
  return result;
}

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

std::vector<LogLine> parseLog(const std::string& text) {
  std::vector<LogLine> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);)
    if (!line.empty()) lines.push_back(parseLine(line));
  if (lines.size() > kLines) lines.erase(lines.begin(), lines.end() - std::ptrdiff_t(kLines));
  return lines;
}

RunData readStoredRun(const RunFolder& folder) {
  ScalarsFile scalars = folder.scalarsFile();
  return readStoredRun(folder, scalars);
}

RunData readStoredRun(const RunFolder& folder, ScalarsFile& scalars) {
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
  attempt(data, [&] { data.log = parseLog(folder.log()); });
  return data;
}

}  // namespace studio
