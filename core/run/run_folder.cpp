// Files of one run.
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <system_error>

#include "core/run/atomic_file.h"
#include "core/run/disk_error.h"
#include "core/run/error.h"
#include "core/run/layers_json.h"
#include "core/run/maps_npz.h"
#include "core/run/process_identity.h"
#include "core/run/run_store.h"
#include "core/run/scalars_csv.h"
#include "core/run/status_json.h"
#include "core/run/step_name.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kSmallFile = std::size_t{64} << 20;    ///< bytes; statuses, layer lists
constexpr std::size_t kLargeFile = std::size_t{4} << 30;     ///< bytes; scalars, logs

bool isFile(const fs::path& file) {
  std::error_code error;
  return fs::exists(file, error);
}

/// Steps of the entries of a folder that `accept`s, ascending; none when there is no folder.
template <class Accept>
std::vector<std::int64_t> stepsIn(const fs::path& folder, Accept accept) {
  std::vector<std::int64_t> steps;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    if (const auto step = accept(entry->path())) steps.push_back(*step);
  std::sort(steps.begin(), steps.end());
  return steps;
}

fs::path mapsFile(const fs::path& run, std::int64_t step) { return run / "maps" / (stepName(step) + ".npz"); }

bool endsWithNewline(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  in.seekg(-1, std::ios::end);
  return in.get() == '\n';
}

/// A crash may have left half a line, or the header alone without its end; rows must not be glued to it.
void cutTornLine(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error) || endsWithNewline(file)) return;
  const std::string csv = readFile(file, kLargeFile);
  const std::size_t whole = csv.rfind('\n') == std::string::npos ? 0 : csv.rfind('\n') + 1;
  fs::resize_file(file, whole, error);
  if (error) throwWriteError(file, error.value());
}

}  // namespace

bool RunFolder::exists() const { return isFile(path_ / "config.resolved.toml") || isFile(path_ / "config.toml"); }

RunConfig RunFolder::config() const {
  const fs::path resolved = path_ / "config.resolved.toml";
  return loadConfig(isFile(resolved) ? resolved : path_ / "config.toml");
}

RunStatus RunFolder::status() const {
  const fs::path file = path_ / "status.json";
  return parseStatus(readFile(file, kSmallFile), file.string());
}

std::vector<ScalarRow> RunFolder::scalars() const {
  const fs::path file = path_ / "scalars.csv";
  return isFile(file) ? parseScalars(readFile(file, kLargeFile), file.string()) : std::vector<ScalarRow>{};
}

std::vector<LayerInfo> RunFolder::layers() const {
  const fs::path file = path_ / "layers.json";
  return parseLayers(readFile(file, kSmallFile), file.string());
}

std::vector<std::int64_t> RunFolder::mapSteps() const {
  return stepsIn(path_ / "maps", [](const fs::path& file) {
    return file.extension() == ".npz" ? stepFromName(file.stem().string()) : std::nullopt;
  });
}

std::vector<std::int64_t> RunFolder::checkpointSteps() const {
  return stepsIn(path_ / "checkpoints", [](const fs::path& folder) -> std::optional<std::int64_t> {
    for (const char* part : {"model.safetensors", "optimizer.safetensors", "trainer.json"})
      if (!isFile(folder / part)) return std::nullopt;
    return stepFromName(folder.filename().string());
  });
}

Snapshot RunFolder::maps(std::int64_t step) const { return readMapsFile(mapsFile(path_, step), step); }

std::string RunFolder::log() const {
  const fs::path file = path_ / "log.txt";
  return isFile(file) ? readFile(file, kLargeFile) : std::string();
}

fs::path RunFolder::checkpoint(std::int64_t step) const { return path_ / "checkpoints" / stepName(step); }

void RunFolder::writeConfig(const RunConfig& resolved, const std::string& asGiven) const {
  writeFileAtomically(path_ / "config.toml", asGiven);
  writeFileAtomically(path_ / "config.resolved.toml", toToml(resolved));
}

void RunFolder::writeEnvironment(const std::string& json) const { writeFileAtomically(path_ / "environment.json", json); }

void RunFolder::writeLayers(const std::vector<LayerInfo>& layers) const { writeFileAtomically(path_ / "layers.json", formatLayers(layers)); }

void RunFolder::writeStatus(const RunStatus& status) const {
  RunStatus complete = status;
  if (complete.pid == 0) complete.pid = ::getpid();
  if (complete.host.empty()) complete.host = hostName();
  // The rows before the status that speaks of them: a crash of the machine never leaves a step without its scalars.
  syncFile(path_ / "scalars.csv");
  syncFile(path_ / "log.txt");
  writeFileAtomically(path_ / "status.json", formatStatus(complete));
}

void RunFolder::appendScalars(const std::vector<ScalarRow>& rows) const {
  if (rows.empty()) return;
  const fs::path file = path_ / "scalars.csv";
  cutTornLine(file);
  std::error_code error;
  const bool empty = !isFile(file) || fs::file_size(file, error) == 0;
  std::string lines = empty ? scalarsHeader() : std::string();
  for (const ScalarRow& row : rows) lines += formatScalar(row);
  appendToFile(file, lines);
}

void RunFolder::truncateScalars(std::int64_t afterStep) const {
  std::vector<ScalarRow> rows = scalars();
  std::erase_if(rows, [afterStep](const ScalarRow& row) { return row.step > afterStep; });
  std::string csv = scalarsHeader();
  for (const ScalarRow& row : rows) csv += formatScalar(row);
  if (isFile(path_ / "scalars.csv")) writeFileAtomically(path_ / "scalars.csv", csv);
  for (const std::int64_t step : mapSteps()) {
    std::error_code error;
    if (step > afterStep && !fs::remove(mapsFile(path_, step), error) && error) throwWriteError(mapsFile(path_, step), error.value());
  }
}

void RunFolder::writeMaps(const Snapshot& snapshot) const {
  makeFolders(path_ / "maps");
  writeMapsFile(mapsFile(path_, snapshot.step), snapshot);
}

void RunFolder::appendLog(const std::string& line) const { appendToFile(path_ / "log.txt", line.ends_with('\n') ? line : line + "\n"); }

}  // namespace studio
