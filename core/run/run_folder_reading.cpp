// A run's folder as it is read (run_store.h): its settings, state, rows, events, layers, maps and checkpoints.
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <string_view>

#include "core/run/error.h"
#include "core/run/failure.h"
#include "core/run/former_layers.h"
#include "core/run/mapped_file.h"
#include "core/run/printable_text.h"
#include "core/run/program_start.h"
#include "core/run/run_files.h"
#include "core/run/run_lock.h"
#include "core/run/run_store.h"
#include "core/run/scalars_file.h"
#include "core/run/stimuli_seed.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

constexpr const char* kEnvironmentFile = "environment.json";

/// Steps of the entries of a folder that `accept`s, ascending; none when there is no folder.
template <class Accept>
std::vector<std::int64_t> stepsIn(const FolderHandle& run, const char* name, Accept accept) {
  std::vector<std::int64_t> steps;
  if (const auto folder = run.find(name))
    for (const FolderHandle::Entry& entry : folder->list())
      if (const auto step = accept(*folder, entry)) steps.push_back(*step);
  std::sort(steps.begin(), steps.end());
  return steps;
}

template <std::size_t N>
std::vector<std::int64_t> checkpointsWith(const FolderHandle& run, const char* const (&parts)[N]) {
  return stepsIn(run, RunFiles::kCheckpoints,
                 [&](const FolderHandle& folder, const FolderHandle::Entry& entry) -> std::optional<std::int64_t> {
                   const auto step = entry.isFolder ? stepFromName(entry.name) : std::nullopt;
                   const auto inner = step ? folder.find(entry.name) : std::nullopt;  // gone meanwhile: nullopt
                   if (!inner || !std::all_of(std::begin(parts), std::end(parts),
                                              [&](const char* part) { return inner->hasFile(part); }))
                     return std::nullopt;
                   return step;
                 });
}

/// Older files have no mark at their end, but have always ended with the same setting. An editor may have changed the
/// ends of lines.
bool isWholeConfig(std::string_view text) {
  const bool marked = text.starts_with(RunFiles::kConfigBegin.substr(0, RunFiles::kConfigBegin.find(';')));
  if (!marked) return text.ends_with('\n') && text.find("\nkeep_checkpoints = ") != std::string_view::npos;
  return text.substr(0, text.find_last_not_of(" \t\n") + 1).ends_with(RunFiles::kConfigEnd);
}

void requireWholeConfig(std::string_view text, const FolderHandle& run, const fs::path& file) {
  if (isWholeConfig(plainText(text, file.string()))) return;
  throw UserError("Cannot read " + file.string() + ": it is " + (text.empty() ? "empty" : "cut short") +
                  ", and what is missing is not guessed; copy the file from a backup, or train again" +
                  (run.hasFile(RunFiles::kGiven) ? " with the config.toml beside it." : "."));
}

/// In a handler: what cannot be read of a run that another version of the program made is not called damaged.
[[noreturn]] void throwUnread(const RunFolder& run, const UserError& error) {
  const std::string version = run.version();
  if (version.empty() || version == programVersion()) throw;
  std::string what = error.what();
  if (what.ends_with('.')) what.pop_back();
  throw OtherVersion("The run " + run.name() + " was made by version " + version + " of the program, this is " +
                         programVersion() + ", which cannot read it (" + what + "); open it with that version.",
                     version);
}

/// A run from before its model's default changed goes on with the layers that it trained, as its list of layers says.
void takeFormerDefault(const RunFolder& run, RunConfig& config) {
  const FormerDefault wasDefault = config.topoloss.defaultLayers ? formerDefault(config.model.name) : nullptr;
  if (!wasDefault || !run.folder().hasFile("layers.json")) return;
  std::vector<std::string> former;
  try {
    for (const auto& layer : run.layers())
      if (layer.topo && wasDefault(layer.name)) former.push_back(layer.name);
  } catch (const UserError&) {  // a run that says nothing of its layers
  }
  if (former.empty()) return;
  config.topoloss.defaultLayers = false;
  config.topoloss.layers = former;
}

/// Whether the status is of the process that holds the run now, and not of one before it. Both times are that process'
/// own.
bool hasUpdatedSince(const LockHolder& holder, const RunStatus& status) {
  constexpr double kRounded = 0.01;  // seconds
  return holder.pid == status.pid && holder.host == status.host && status.heartbeat > holder.since - kRounded;
}

/// A process has signed the run's lock and starts another one, which will take it: what a sweep does. Nothing where
/// that process is gone.
std::optional<RunStatus> awaitedStatus(const FolderHandle& run) {
  const auto signer = RunLock::signer(run);
  if (!signer || !signer->forAnother || !isAlive(*signer)) return std::nullopt;
  RunStatus status;
  status.state = RunState::Starting;
  status.stage = "starting its process";
  status.pid = signer->pid;
  status.host = signer->host;
  status.started = signer->since;
  return status;
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

std::string RunFiles::bytesAt(const Descriptor& file, std::uint64_t offset, std::size_t most) {
  std::string bytes(most, '\0');
  bytes.resize(readAt(file.get(), bytes.data(), most, static_cast<off_t>(offset), RunFiles::kScalars));
  return bytes;
}

std::vector<Event> RunFiles::eventsIn(const FolderHandle& run, std::string& problem) {
  if (!run.inspect(RunFiles::kEvents)) return {};
  return parseEvents(run.read(RunFiles::kEvents, RunFiles::kLargeFile), (run.path() / RunFiles::kEvents).string(),
                     problem);
}

RunFolder RunFolder::held() const { return held_ ? *this : RunFolder(path_, FolderHandle::open(path_)); }

FolderHandle RunFolder::folder() const { return held_ ? *held_ : FolderHandle::open(path_); }

fs::path RunFolder::place() const {
  if (!held_) return path_;
  try {
    if (FolderHandle::open(path_).isSame(*held_)) return path_;
  } catch (const UserError&) {  // renamed, moved or deleted
  }
  return held_->place();
}

bool RunFolder::isGone() const { return held_ && (held_->isDeleted() || !held_->hasFile(RunFiles::kResolved)); }

bool RunFolder::exists() const {
  try {
    const FolderHandle run = folder();
    return run.inspect(RunFiles::kResolved) || run.inspect(RunFiles::kGiven);
  } catch (const UserError&) {
    return false;
  }
}

RunConfig RunFolder::config() const {
  const FolderHandle run = folder();
  const fs::path file = path_ / RunFiles::kResolved;
  if (!run.inspect(RunFiles::kResolved) && run.hasFile(RunFiles::kGiven))
    throw UserError(
        "Cannot read " + file.string() +
        ": it is missing, so settings given with --set are not known; copy it back, or train again with the "
        "config.toml beside it.");
  const std::string text = run.read(RunFiles::kResolved, RunFiles::kConfigFile);
  RunConfig config;
  try {
    config = parseConfig(text, file.string());
  } catch (const UserError& error) {
    throwUnread(*this, error);
  }
  requireWholeConfig(text, run, file);
  takeFormerDefault(*this, config);
  config.probe.data = readStimuliText(config.probe.data, config.train.seed);
  return config;
}

/// Never throws: a record that cannot be read says nothing.
std::string RunFolder::version() const {
  try {
    const FolderHandle run = folder();
    if (!run.hasFile(kEnvironmentFile)) return {};
    const auto json = nlohmann::json::parse(run.read(kEnvironmentFile, RunFiles::kSmallFile), nullptr, false);
    const bool isNamed = json.is_object() && json.contains("version") && json["version"].is_string();
    return isNamed ? printable(json["version"].get<std::string>()) : std::string();
  } catch (const UserError&) {
    return {};
  }
}

std::string RunFolder::configAsGiven() const {
  const FolderHandle run = folder();
  return run.inspect(RunFiles::kGiven) ? run.read(RunFiles::kGiven, RunFiles::kConfigFile) : toToml(config());
}

RunStatus RunFolder::status() const { return status(RunLock::inspect(folder())); }

RunStatus RunFolder::status(LockState lock) const {
  const FolderHandle run = folder();
  if (lock != LockState::Held && !run.inspect(RunFiles::kStatus)) {
    if (auto awaited = awaitedStatus(run)) return *awaited;
    return statusOfRows();  // killed before it wrote one: a run all the same
  }
  RunStatus status;
  if (run.inspect(RunFiles::kStatus)) {
    const std::string text = run.read(RunFiles::kStatus, RunFiles::kSmallFile);
    try {
      status = parseStatus(text, (path_ / RunFiles::kStatus).string(), lock);
    } catch (const UserError& error) {
      throwUnread(*this, error);
    }
  }
  const auto holder = lock == LockState::Held ? RunLock::signer(run) : std::nullopt;
  if (lock == LockState::Held &&
      !(holder ? hasUpdatedSince(*holder, status) : isLive(status.state))) {  // it is being opened
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
  return {(path_ / RunFiles::kScalars).string(),
          [run = *this]() -> std::optional<Descriptor> {
            const FolderHandle folder = run.folder();
            if (!folder.inspect(RunFiles::kScalars)) return std::nullopt;
            return folder.openFile(RunFiles::kScalars);
          },
          wrong};
}

std::optional<ScalarRow> RunFolder::lastScalar() const {
  constexpr std::size_t kTail = 16384;  // a row takes some 200 bytes
  try {
    const FolderHandle run = folder();
    const auto facts = run.inspect(RunFiles::kScalars);
    if (!facts) return std::nullopt;
    const Descriptor file = run.openFile(RunFiles::kScalars);
    const auto size = static_cast<std::uint64_t>(facts->st_size);
    const std::string start = RunFiles::bytesAt(file, 0, kTail),
                      tail = RunFiles::bytesAt(file, size > kTail ? size - kTail : 0, kTail);
    const std::string rows =
        size > kTail ? start.substr(0, start.find('\n') + 1) + tail.substr(tail.find('\n') + 1) : tail;
    std::string problem;
    const auto read = parseReadableScalars(rows, {}, problem);
    return read.empty() ? std::nullopt : std::optional(read.back());
  } catch (const UserError&) {  // whoever needs the rows gets the error about them
    return std::nullopt;
  }
}

std::vector<LayerInfo> RunFolder::layers() const {
  return parseLayers(folder().read("layers.json", RunFiles::kSmallFile), (path_ / "layers.json").string());
}

std::vector<std::int64_t> RunFolder::mapSteps() const {
  return stepsIn(folder(), "maps", [](const FolderHandle&, const FolderHandle::Entry& entry) {
    return entry.isFile ? RunFiles::mapsStep(entry.name) : std::nullopt;
  });
}

std::vector<std::int64_t> RunFolder::checkpointSteps() const {
  return checkpointsWith(folder(), {"model.safetensors", "optimizer.safetensors", RunFiles::kTrainer});
}

std::vector<std::int64_t> RunFolder::weightSteps() const { return checkpointsWith(folder(), {"model.safetensors"}); }

Snapshot RunFolder::maps(std::int64_t step) const {
  const auto maps = folder().find("maps");
  if (!maps) throwReadError(path_ / "maps" / RunFiles::mapsName(step), ENOENT);
  const MappedFile file(*maps, RunFiles::mapsName(step));
  Snapshot snapshot = parseMaps(file.bytes(), maps->path() / RunFiles::mapsName(step), step);
  requireWhole(file.bytes().data());
  snapshot.text = text(step);
  if (!snapshot.text.empty()) snapshot.textStep = step;
  return snapshot;
}

std::string RunFolder::text(std::int64_t step) const {
  const auto maps = folder().find("maps");
  const auto name = RunFiles::textName(step);
  return maps && maps->hasFile(name) ? maps->read(name, RunFiles::kSmallFile) : std::string();
}

std::vector<std::string> RunFolder::measuredMaps(std::int64_t step) const {
  const auto maps = folder().find("maps");
  if (!maps) throwReadError(path_ / "maps" / RunFiles::mapsName(step), ENOENT);
  const MappedFile file(*maps, RunFiles::mapsName(step));
  auto measured = readMeasuredMaps(file.bytes(), maps->path() / RunFiles::mapsName(step), step);
  requireWhole(file.bytes().data());
  return measured;
}

std::vector<Event> RunFolder::events(std::string& problem) const { return RunFiles::eventsIn(folder(), problem); }

std::string RunFolder::log() const {
  const FolderHandle run = folder();
  return run.inspect(RunFiles::kLog) ? run.read(RunFiles::kLog, RunFiles::kLargeFile) : std::string();
}

fs::path RunFolder::checkpoint(std::int64_t step) const { return path_ / RunFiles::kCheckpoints / stepName(step); }

FolderHandle RunFolder::checkpointFolder(std::int64_t step) const {
  return folder().inside(RunFiles::kCheckpoints).inside(stepName(step));
}

}  // namespace studio
