// A run's folder as it is written (run_store.h), and what keeps others from writing into it.
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <string_view>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/run_files.h"
#include "core/run/run_lock.h"
#include "core/run/run_store.h"
#include "core/run/scalars_file.h"
#include "core/run/stimuli_seed.h"
#include "core/run/tensorboard_file.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

/// Cuts a file, where there is one, to the bytes that `keep` finds in it; how many they are.
template <class Keep>
std::uint64_t cutTo(const FolderHandle& run, const char* file, Keep keep) {
  const auto facts = run.inspect(file);
  if (!facts) return 0;
  const std::uint64_t size = keep(run.openFile(file), (run.path() / file).string());
  if (size != static_cast<std::uint64_t>(facts->st_size)) run.cut(file, size);
  return size;
}

constexpr std::int64_t kEveryStep = std::numeric_limits<std::int64_t>::max();

/// The first line of scalars.csv; empty where there is none.
std::string readScalarsHeader(const FolderHandle& run) {
  constexpr std::size_t kMost = 65536;  // bytes
  if (!run.inspect(RunFiles::kScalars)) return {};
  const std::string start = RunFiles::bytesAt(run.openFile(RunFiles::kScalars), 0, kMost);
  const auto end = start.find('\n');
  return end == std::string::npos ? std::string() : start.substr(0, end + 1);
}

/// Under the header of an older program, or of a spreadsheet, rows of today's would not fit: the file gets today's
/// columns, and these further ones.
void rewriteScalars(const FolderHandle& run, std::int64_t afterStep, const std::vector<std::string>& further) {
  std::string csv = scalarsHeader(further);
  ScalarsReader reader((run.path() / RunFiles::kScalars).string());
  reader.read(run.read(RunFiles::kScalars, RunFiles::kLargeFile), [&](const ScalarRow& row) {
    if (row.step <= afterStep) csv += formatScalar(row, further);
  });
  run.write(RunFiles::kScalars, csv);
}

void dropEvents(const FolderHandle& run, std::int64_t afterStep) {
  std::string problem, kept;
  const auto events = RunFiles::eventsIn(run, problem);
  const auto isLater = [afterStep](const Event& event) { return event.step > afterStep; };
  if (std::none_of(events.begin(), events.end(), isLater)) return;
  for (const Event& event : events)
    if (!isLater(event)) kept += formatEvent(event);
  run.write(RunFiles::kEvents, kept);
}

bool hasOtherColumns(const std::string& header) {
  return !header.empty() && header != scalarsHeader(furtherColumns(header));
}

/// The columns of the file and those that these rows bring; true where they bring some.
bool addNewColumns(const std::vector<ScalarRow>& rows, std::vector<std::string>& further) {
  const auto before = further.size();
  for (const ScalarRow& row : rows)
    for (const std::string& name : row.further.names())
      if (std::find(further.begin(), further.end(), name) == further.end()) further.push_back(name);
  return further.size() > before;
}

}  // namespace

void requireOutsideOfRuns(const fs::path& file) {
  std::error_code none;
  const fs::path whole = fs::weakly_canonical(fs::absolute(file, none), none);
  for (const fs::path& place : {whole, whole.parent_path()})  // a checkpoint that was copied out of its run, too
    if (fs::is_regular_file(place / RunFiles::kTrainer, none))
      throw UserError(
          visible(file.string()) +
          " lies in the folder of a checkpoint, whose files must stay as training wrote them; name a file elsewhere.");
  fs::path entry = whole.filename();
  for (fs::path place = whole.parent_path(); place != place.root_path(); place = place.parent_path()) {
    const bool own =
        entry == RunLock::kFile || entry.string().starts_with(TensorboardFile::kPrefix) || entry == "maps" ||
        entry == RunFiles::kCheckpoints ||
        std::find(RunFiles::kOwnFiles.begin(), RunFiles::kOwnFiles.end(), entry) != RunFiles::kOwnFiles.end();
    if (own && fs::exists(place / RunFiles::kResolved, none))
      throw UserError("Cannot write " + visible(file.string()) +
                      ": it would take the place of what training wrote into the run " +
                      visible(place.filename().string()) + "; name another place.");
    entry = place.filename();
  }
}

void RunFolder::requireOwnEntries() const {
  const auto refuse = [](const fs::path& entry, const char* is) {
    throw UserError("Cannot write " + visible(entry.string()) + ": what has this name is no " + is +
                    "; move it away, or copy the " + is + " back.");
  };
  const FolderHandle run = folder();
  for (const char* name : RunFiles::kOwnFiles)
    if (const auto facts = run.inspect(name); facts && !S_ISREG(facts->st_mode)) refuse(path_ / name, "file");
  for (const char* name : {"maps", RunFiles::kCheckpoints}) {
    const auto facts = run.inspect(name);
    if (facts && !S_ISDIR(facts->st_mode)) refuse(path_ / name, "folder");
    if (!facts) continue;
    for (const FolderHandle::Entry& entry : run.inside(name).list())  // what stands in a checkpoint's place is replaced
      if (RunFiles::mapsStep(entry.name) && !entry.isFile) refuse(path_ / name / entry.name, "file");
  }
}

void RunFolder::removeUntrained() const {
  const FolderHandle run = folder();
  const auto place = run.place();
  for (const char* name : RunFiles::kOwnFiles) run.remove(name);
  run.remove(RunLock::kFile);
  std::error_code notEmpty;
  fs::remove(place, notEmpty);
}

FolderHandle RunFolder::folderToWrite(const char* file) const {
  return held_ ? *held_ : FolderHandle::open(path_, path_ / file);
}

/// The resolved one decides, so it comes first: killed in between, the run has all its settings.
void RunFolder::writeConfig(const RunConfig& resolved, const std::string& asGiven) const {
  const FolderHandle run = folderToWrite(RunFiles::kResolved);
  RunConfig stored = resolved;
  stored.probe.data = storedStimuliText(resolved.probe.data);
  run.write(RunFiles::kResolved,
            std::string(RunFiles::kConfigBegin) + toToml(stored) + std::string(RunFiles::kConfigEnd) + "\n");
  run.write(RunFiles::kGiven, asGiven);
}

void RunFolder::writeEnvironment(const std::string& json) const {
  folderToWrite("environment.json").write("environment.json", json);
}

void RunFolder::writeLayers(const std::vector<LayerInfo>& layers) const {
  folderToWrite("layers.json").write("layers.json", formatLayers(layers));
}

void RunFolder::writeTokenizer(const std::string& json) const {
  folderToWrite(RunFiles::kTokenizer).write(RunFiles::kTokenizer, json);
}

void RunFolder::writeStatus(const RunStatus& status) const {
  RunStatus complete = status;
  if (complete.pid == 0) complete.pid = ::getpid();
  if (complete.host.empty()) complete.host = hostName();
  // The rows before the status that mentions them: a crash of the machine never leaves a step without its scalars.
  const FolderHandle run = folderToWrite(RunFiles::kStatus);
  run.sync(RunFiles::kScalars);
  run.sync(RunFiles::kLog);
  run.sync(RunFiles::kEvents);
  run.write(RunFiles::kStatus, formatStatus(complete));
}

void RunFolder::appendScalars(const std::vector<ScalarRow>& rows) const {
  if (rows.empty()) return;
  const FolderHandle run = folderToWrite(RunFiles::kScalars);
  const std::uint64_t whole = cutTo(run, RunFiles::kScalars, wholeBytes);
  auto further = furtherColumns(readScalarsHeader(run));
  const bool widens = addNewColumns(rows, further);
  if (whole > 0 && widens) rewriteScalars(run, kEveryStep, further);
  std::string lines = whole > 0 ? std::string() : scalarsHeader(further);
  for (const ScalarRow& row : rows) lines += formatScalar(row, further);
  run.append(RunFiles::kScalars, lines);
}

void RunFolder::appendEvent(const Event& event) const {
  const FolderHandle run = folderToWrite(RunFiles::kEvents);
  cutTo(run, RunFiles::kEvents, wholeBytes);
  run.append(RunFiles::kEvents, formatEvent(event));
}

void RunFolder::dropAfter(std::int64_t afterStep) const {
  const FolderHandle run = folderToWrite(RunFiles::kScalars);
  if (const auto header = readScalarsHeader(run); hasOtherColumns(header))
    rewriteScalars(run, afterStep, furtherColumns(header));
  else
    cutTo(run, RunFiles::kScalars,
          [afterStep](const Descriptor& file, const std::string& name) { return bytesUpTo(file, name, afterStep); });
  dropEvents(run, afterStep);
  const auto steps = mapSteps();
  if (steps.empty()) return;
  const FolderHandle maps = run.inside("maps");
  for (const std::int64_t step : steps)
    if (step > afterStep) maps.remove(RunFiles::mapsName(step)), maps.remove(RunFiles::textName(step));
}

void RunFolder::writeMaps(const Snapshot& snapshot) const {
  const FolderHandle maps = folderToWrite("maps").make("maps");
  if (!snapshot.text.empty()) maps.write(RunFiles::textName(snapshot.step), snapshot.text);
  maps.write(RunFiles::mapsName(snapshot.step), formatMaps(snapshot));  // last: whoever sees it finds the text
}

void RunFolder::appendLog(const std::string& line) const {
  const std::string_view text =
      line.ends_with('\n') ? std::string_view(line).substr(0, line.size() - 1) : std::string_view(line);
  folderToWrite(RunFiles::kLog).append(RunFiles::kLog, visible(text) + "\n");
}

}  // namespace studio
