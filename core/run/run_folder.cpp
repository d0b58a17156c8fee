// Files of one run.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <limits>
#include <string_view>

#include "core/run/failure.h"
#include "core/run/error.h"
#include "core/run/stored_maps.h"
#include "core/run/mapped_file.h"
#include "core/run/printable_text.h"
#include "core/run/run_lock.h"
#include "core/run/run_store.h"
#include "core/run/scalars_csv.h"
#include "core/run/status_json.h"
#include "core/run/step_name.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kSmallFile = std::size_t{64} << 20;  ///< bytes; statuses, layer lists
constexpr std::size_t kLargeFile = std::size_t{4} << 30;   ///< bytes; scalars, logs
constexpr std::size_t kConfigFile = std::size_t{2} << 20;
constexpr const char* kGiven = "config.toml";
constexpr const char* kResolved = "config.resolved.toml";
constexpr const char* kScalars = "scalars.csv";
constexpr const char* kLog = "log.txt";
constexpr const char* kEvents = "events.jsonl";
constexpr const char* kStatus = "status.json";
constexpr const char* kTrainer = "trainer.json";  ///< of every checkpoint
constexpr std::array kOwnFiles{kStatus, kScalars, kLog, kEvents, kGiven, kResolved, "environment.json", "layers.json"};
constexpr std::string_view kConfigBegin = "# Every setting of this run; the last line of a whole file is `# end`.\n";
constexpr std::string_view kConfigEnd = "\n# end";

/// Steps of the entries of a folder that `accept`s, ascending; none when there is no folder.
template <class Accept>
std::vector<std::int64_t> stepsIn(const HeldFolder& run, const char* name, Accept accept) {
  std::vector<std::int64_t> steps;
  if (const auto folder = run.find(name))
    for (const HeldFolder::Entry& entry : folder->list())
      if (const auto step = accept(*folder, entry)) steps.push_back(*step);
  std::sort(steps.begin(), steps.end());
  return steps;
}

template <std::size_t N>
std::vector<std::int64_t> checkpointsWith(const HeldFolder& run, const char* const (&parts)[N]) {
  return stepsIn(
      run, "checkpoints", [&](const HeldFolder& folder, const HeldFolder::Entry& entry) -> std::optional<std::int64_t> {
        const auto step = entry.isFolder ? stepFromName(entry.name) : std::nullopt;
        const auto inner = step ? folder.find(entry.name) : std::nullopt;  // gone meanwhile: nullopt
        if (!inner ||
            !std::all_of(std::begin(parts), std::end(parts), [&](const char* part) { return inner->hasFile(part); }))
          return std::nullopt;
        return step;
      });
}

std::string mapsName(std::int64_t step) { return stepName(step) + ".npz"; }

/// Bytes of an open file from `offset` on, at most `most`.
std::string bytesAt(const Descriptor& file, std::uint64_t offset, std::size_t most) {
  std::string bytes(most, '\0');
  bytes.resize(readAt(file.get(), bytes.data(), most, static_cast<off_t>(offset), kScalars));
  return bytes;
}

/// Older files have no mark at their end, but have always ended with the same setting. An editor may have changed the
/// ends of lines.
bool isWholeConfig(std::string_view text) {
  const bool marked = text.starts_with(kConfigBegin.substr(0, kConfigBegin.find(';')));
  if (!marked) return text.ends_with('\n') && text.find("\nkeep_checkpoints = ") != std::string_view::npos;
  return text.substr(0, text.find_last_not_of(" \t\n") + 1).ends_with(kConfigEnd);
}

void requireWholeConfig(std::string_view text, const HeldFolder& run, const fs::path& file) {
  if (isWholeConfig(plainText(text, file.string()))) return;
  throw UserError("Cannot read " + file.string() + ": it is " + (text.empty() ? "empty" : "cut short") +
                  ", and what is missing is not guessed; copy the file from a backup, or train anew" +
                  (run.hasFile(kGiven) ? " with the config.toml beside it." : "."));
}

/// Cuts a file, where there is one, to the bytes that `keep` finds in it; how many they are.
template <class Keep>
std::uint64_t cutTo(const HeldFolder& run, const char* file, Keep keep) {
  const auto facts = run.look(file);
  if (!facts) return 0;
  const std::uint64_t size = keep(run.openFile(file), (run.path() / file).string());
  if (size != static_cast<std::uint64_t>(facts->st_size)) run.cut(file, size);
  return size;
}

constexpr std::int64_t kEveryStep = std::numeric_limits<std::int64_t>::max();

/// The first line of scalars.csv; empty where there is none.
std::string scalarsHeaderOf(const HeldFolder& run) {
  constexpr std::size_t kMost = 65536;  // bytes
  if (!run.look(kScalars)) return {};
  const std::string start = bytesAt(run.openFile(kScalars), 0, kMost);
  const auto end = start.find('\n');
  return end == std::string::npos ? std::string() : start.substr(0, end + 1);
}

/// Under the header of an older program, or of a spreadsheet, rows of today's would not fit: the file gets today's
/// columns, and these further ones.
void rewriteScalars(const HeldFolder& run, std::int64_t afterStep, const std::vector<std::string>& further) {
  std::string csv = scalarsHeader(further);
  ScalarsReader reader((run.path() / kScalars).string());
  reader.read(run.read(kScalars, kLargeFile), [&](const ScalarRow& row) {
    if (row.step <= afterStep) csv += formatScalar(row, further);
  });
  run.write(kScalars, csv);
}

std::vector<Event> eventsIn(const HeldFolder& run, std::string& problem) {
  if (!run.look(kEvents)) return {};
  return parseEvents(run.read(kEvents, kLargeFile), (run.path() / kEvents).string(), problem);
}

void dropEvents(const HeldFolder& run, std::int64_t afterStep) {
  std::string problem, kept;
  const auto events = eventsIn(run, problem);
  const auto isLater = [afterStep](const Event& event) { return event.step > afterStep; };
  if (std::none_of(events.begin(), events.end(), isLater)) return;
  for (const Event& event : events)
    if (!isLater(event)) kept += formatEvent(event);
  run.write(kEvents, kept);
}

bool hasOtherColumns(const std::string& header) {
  return !header.empty() && header != scalarsHeader(furtherColumns(header));
}

/// The columns of the file and those that these rows bring; true where they bring some.
bool addColumnsOf(const std::vector<ScalarRow>& rows, std::vector<std::string>& further) {
  const auto before = further.size();
  for (const ScalarRow& row : rows)
    for (const std::string& name : row.further.names())
      if (std::find(further.begin(), further.end(), name) == further.end()) further.push_back(name);
  return further.size() > before;
}

/// Runs of vision transformers from before mlp.3 became the default (science.md 1.8) trained mlp.0, as their list of
/// layers says.
void takeFormerDefault(const RunFolder& run, RunConfig& config) {
  if (!config.topoloss.defaultLayers || config.model.name != "vit_b_32" || !run.folder().hasFile("layers.json")) return;
  std::vector<std::string> former;
  try {
    for (const auto& layer : run.layers())
      if (layer.topo && layer.name.ends_with(".mlp.0")) former.push_back(layer.name);
  } catch (const UserError&) {  // a run that says nothing of its layers
  }
  if (former.empty()) return;
  config.topoloss.defaultLayers = false;
  config.topoloss.layers = former;
}

/// Whether the status is of the process that holds the run now, and not of one before it. Both times are that process'
/// own.
bool hasSpokenSince(const LockHolder& holder, const RunStatus& status) {
  constexpr double kRounded = 0.01;  // seconds
  return holder.pid == status.pid && holder.host == status.host && status.heartbeat > holder.since - kRounded;
}

double orElse(double value, double other) { return std::isnan(value) ? other : value; }

void takeLastRow(RunStatus& status, const std::optional<ScalarRow>& row) {
  if (!row || row->step < status.step) return;
  status.step = row->step;
  status.epoch = row->epoch;
  status.secondsTrained = std::max(status.secondsTrained, row->seconds);
  status.taskLoss = orElse(row->taskLoss, status.taskLoss);
  status.topoLoss = orElse(row->topoLoss, status.topoLoss);
}

}  // namespace

void requireOutsideOfRuns(const fs::path& file) {
  std::error_code none;
  const fs::path whole = fs::weakly_canonical(fs::absolute(file, none), none);
  for (const fs::path& place : {whole, whole.parent_path()})  // a checkpoint that was copied out of its run, too
    if (fs::is_regular_file(place / kTrainer, none))
      throw UserError(
          visible(file.string()) +
          " lies in the folder of a checkpoint, whose files must stay as training wrote them; name a file elsewhere.");
  fs::path entry = whole.filename();
  for (fs::path place = whole.parent_path(); place != place.root_path(); place = place.parent_path()) {
    const bool own = entry == RunLock::kFile || entry == "maps" || entry == "checkpoints" ||
                     std::find(kOwnFiles.begin(), kOwnFiles.end(), entry) != kOwnFiles.end();
    if (own && fs::exists(place / kResolved, none))
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
  const HeldFolder run = folder();
  for (const char* name : kOwnFiles)
    if (const auto facts = run.look(name); facts && !S_ISREG(facts->st_mode)) refuse(path_ / name, "file");
  for (const char* name : {"maps", "checkpoints"}) {
    const auto facts = run.look(name);
    if (facts && !S_ISDIR(facts->st_mode)) refuse(path_ / name, "folder");
    if (!facts) continue;
    for (const HeldFolder::Entry& entry : run.inside(name).list())  // what stands in a checkpoint's place is replaced
      if (entry.name.starts_with("step_") && entry.name.ends_with(".npz") && !entry.isFile)
        refuse(path_ / name / entry.name, "file");
  }
}

void RunFolder::removeUntrained() const {
  const HeldFolder run = folder();
  const auto place = run.place();
  for (const char* name : kOwnFiles) run.remove(name);
  run.remove(RunLock::kFile);
  std::error_code notEmpty;
  fs::remove(place, notEmpty);
}

RunFolder RunFolder::held() const { return held_ ? *this : RunFolder(path_, HeldFolder::open(path_)); }

HeldFolder RunFolder::folder() const { return held_ ? *held_ : HeldFolder::open(path_); }

HeldFolder RunFolder::folderToWrite(const char* file) const {
  return held_ ? *held_ : HeldFolder::open(path_, path_ / file);
}

fs::path RunFolder::place() const {
  if (!held_) return path_;
  try {
    if (HeldFolder::open(path_).isSame(*held_)) return path_;
  } catch (const UserError&) {  // renamed, moved or deleted
  }
  return held_->place();
}

bool RunFolder::isGone() const { return held_ && (held_->isDeleted() || !held_->hasFile(kResolved)); }

bool RunFolder::exists() const {
  try {
    const HeldFolder run = folder();
    return run.look(kResolved) || run.look(kGiven);
  } catch (const UserError&) {
    return false;
  }
}

RunConfig RunFolder::config() const {
  const HeldFolder run = folder();
  const fs::path file = path_ / kResolved;
  if (!run.look(kResolved) && run.hasFile(kGiven))
    throw UserError("Cannot read " + file.string() +
                    ": it is missing, so settings given with --set are not known; copy it back, or train anew with the "
                    "config.toml beside it.");
  const std::string text = run.read(kResolved, kConfigFile);
  RunConfig config = parseConfig(text, file.string());
  requireWholeConfig(text, run, file);
  takeFormerDefault(*this, config);
  return config;
}

std::string RunFolder::configAsGiven() const {
  const HeldFolder run = folder();
  return run.look(kGiven) ? run.read(kGiven, kConfigFile) : toToml(config());
}

RunStatus RunFolder::status() const { return status(RunLock::look(folder())); }

RunStatus RunFolder::status(LockSeen lock) const {
  const HeldFolder run = folder();
  if (lock != LockSeen::Held && !run.look(kStatus))
    return statusOfRows();  // killed before it wrote one: a run all the same
  RunStatus status;
  if (run.look(kStatus)) status = parseStatus(run.read(kStatus, kSmallFile), (path_ / kStatus).string(), lock);
  const auto holder = lock == LockSeen::Held ? RunLock::signer(run) : std::nullopt;
  if (lock == LockSeen::Held &&
      !(holder ? hasSpokenSince(*holder, status) : isLive(status.state))) {  // it is being opened
    status.state = RunState::Starting;
    status.stage = "opening the run";
    status.error.clear();
    status.note.clear();
    status.pid = holder ? holder->pid : 0;  // what stands there is of an earlier process
    status.host = holder ? holder->host : std::string();
  }
  if (status.state == RunState::Interrupted) takeLastRow(status, lastScalar());
  return status;
}

RunStatus RunFolder::statusOfRows() const {
  RunStatus status;
  status.state = RunState::Interrupted;
  takeLastRow(status, lastScalar());
  return status;
}

std::vector<ScalarRow> RunFolder::scalars() const {
  ScalarsFile file = scalarsFile();
  file.refresh();
  return file.rows().rows();
}

ScalarsFile RunFolder::scalarsFile(ScalarsFile::WrongLines wrong) const {
  return {(path_ / kScalars).string(),
          [run = *this]() -> std::optional<Descriptor> {
            const HeldFolder folder = run.folder();
            if (!folder.look(kScalars)) return std::nullopt;
            return folder.openFile(kScalars);
          },
          wrong};
}

std::optional<ScalarRow> RunFolder::lastScalar() const {
  constexpr std::size_t kTail = 16384;  // a row takes some 200 bytes
  try {
    const HeldFolder run = folder();
    const auto facts = run.look(kScalars);
    if (!facts) return std::nullopt;
    const Descriptor file = run.openFile(kScalars);
    const auto size = static_cast<std::uint64_t>(facts->st_size);
    const std::string start = bytesAt(file, 0, kTail), tail = bytesAt(file, size > kTail ? size - kTail : 0, kTail);
    const std::string rows =
        size > kTail ? start.substr(0, start.find('\n') + 1) + tail.substr(tail.find('\n') + 1) : tail;
    std::string problem;
    const auto read = parseReadableScalars(rows, {}, problem);
    return read.empty() ? std::nullopt : std::optional(read.back());
  } catch (const UserError&) {  // whoever needs the rows hears what is wrong with them
    return std::nullopt;
  }
}

std::vector<LayerInfo> RunFolder::layers() const {
  return parseLayers(folder().read("layers.json", kSmallFile), (path_ / "layers.json").string());
}

std::vector<std::int64_t> RunFolder::mapSteps() const {
  return stepsIn(folder(), "maps", [](const HeldFolder&, const HeldFolder::Entry& entry) {
    return entry.isFile && entry.name.ends_with(".npz")
               ? stepFromName(std::string_view(entry.name).substr(0, entry.name.size() - 4))
               : std::nullopt;
  });
}

std::vector<std::int64_t> RunFolder::checkpointSteps() const {
  return checkpointsWith(folder(), {"model.safetensors", "optimizer.safetensors", kTrainer});
}

std::vector<std::int64_t> RunFolder::weightSteps() const { return checkpointsWith(folder(), {"model.safetensors"}); }

Snapshot RunFolder::maps(std::int64_t step) const {
  const auto maps = folder().find("maps");
  if (!maps) throwReadError(path_ / "maps" / mapsName(step), ENOENT);
  const MappedFile file(*maps, mapsName(step));
  Snapshot snapshot = parseMaps(file.bytes(), maps->path() / mapsName(step), step);
  requireWhole(file.bytes().data());
  return snapshot;
}

std::vector<Event> RunFolder::events(std::string& problem) const { return eventsIn(folder(), problem); }

std::string RunFolder::log() const {
  const HeldFolder run = folder();
  return run.look(kLog) ? run.read(kLog, kLargeFile) : std::string();
}

fs::path RunFolder::checkpoint(std::int64_t step) const { return path_ / "checkpoints" / stepName(step); }

HeldFolder RunFolder::checkpointFolder(std::int64_t step) const {
  return folder().inside("checkpoints").inside(stepName(step));
}

/// The resolved one decides, so it comes first: killed in between, the run has all its settings.
void RunFolder::writeConfig(const RunConfig& resolved, const std::string& asGiven) const {
  const HeldFolder run = folderToWrite(kResolved);
  run.write(kResolved, std::string(kConfigBegin) + toToml(resolved) + std::string(kConfigEnd) + "\n");
  run.write(kGiven, asGiven);
}

void RunFolder::writeEnvironment(const std::string& json) const {
  folderToWrite("environment.json").write("environment.json", json);
}

void RunFolder::writeLayers(const std::vector<LayerInfo>& layers) const {
  folderToWrite("layers.json").write("layers.json", formatLayers(layers));
}

void RunFolder::writeStatus(const RunStatus& status) const {
  RunStatus complete = status;
  if (complete.pid == 0) complete.pid = ::getpid();
  if (complete.host.empty()) complete.host = hostName();
  // The rows before the status that speaks of them: a crash of the machine never leaves a step without its scalars.
  const HeldFolder run = folderToWrite(kStatus);
  run.sync(kScalars);
  run.sync(kLog);
  run.sync(kEvents);
  run.write(kStatus, formatStatus(complete));
}

void RunFolder::appendScalars(const std::vector<ScalarRow>& rows) const {
  if (rows.empty()) return;
  const HeldFolder run = folderToWrite(kScalars);
  const std::uint64_t whole = cutTo(run, kScalars, wholeBytes);
  auto further = furtherColumns(scalarsHeaderOf(run));
  const bool widens = addColumnsOf(rows, further);
  if (whole > 0 && widens) rewriteScalars(run, kEveryStep, further);
  std::string lines = whole > 0 ? std::string() : scalarsHeader(further);
  for (const ScalarRow& row : rows) lines += formatScalar(row, further);
  run.append(kScalars, lines);
}

void RunFolder::appendEvent(const Event& event) const {
  const HeldFolder run = folderToWrite(kEvents);
  cutTo(run, kEvents, wholeBytes);
  run.append(kEvents, formatEvent(event));
}

void RunFolder::dropAfter(std::int64_t afterStep) const {
  const HeldFolder run = folderToWrite(kScalars);
  if (const auto header = scalarsHeaderOf(run); hasOtherColumns(header))
    rewriteScalars(run, afterStep, furtherColumns(header));
  else
    cutTo(run, kScalars,
          [afterStep](const Descriptor& file, const std::string& name) { return bytesUpTo(file, name, afterStep); });
  dropEvents(run, afterStep);
  const auto steps = mapSteps();
  if (steps.empty()) return;
  const HeldFolder maps = run.inside("maps");
  for (const std::int64_t step : steps)
    if (step > afterStep) maps.remove(mapsName(step));
}

void RunFolder::writeMaps(const Snapshot& snapshot) const {
  folderToWrite("maps").make("maps").write(mapsName(snapshot.step), formatMaps(snapshot));
}

void RunFolder::appendLog(const std::string& line) const {
  const std::string_view text =
      line.ends_with('\n') ? std::string_view(line).substr(0, line.size() - 1) : std::string_view(line);
  folderToWrite(kLog).append(kLog, visible(text) + "\n");
}

}  // namespace studio
