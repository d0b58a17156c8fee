// The trainings of a sweep (sweep_work.h).
#include "core/run/sweep_work.h"

#include <cstdio>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

#include "core/run/error.h"
#include "core/run/places.h"
#include "core/run/printable_text.h"
#include "core/run/run_command.h"
#include "core/run/run_files.h"
#include "core/run/run_lock.h"
#include "core/run/text_file.h"

extern char** environ;

namespace studio {
namespace {

/// "93.5 %" for 0.935, as the window says it.
std::string percentText(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f %%", 100 * share);
  return text;
}

namespace fs = std::filesystem;
using SweepClock = std::chrono::steady_clock;

constexpr auto kLookEvery = std::chrono::milliseconds(500);  // at what was changed in the queue
constexpr int kInheritedLock = 3;                            // its number in the training process
constexpr double kLeastDisk = 1 << 20;                       // bytes: with less nothing can go on
constexpr const char* kErrorsFile = "errors.txt";
constexpr std::size_t kMostErrors = 1 << 16;  // bytes
constexpr int kTrainingStopped = 3;           // exit code of `toponets train` that saved and stopped

/// What the program said, without its name before it.
std::string readComplaint(const SweepClaim& claim) {
  try {
    std::string text = claim.folder.read(kErrorsFile, kMostErrors);
    constexpr std::string_view kBegin = "toponets: ";
    const auto at = text.rfind(kBegin);
    if (at == std::string::npos) return {};
    text = text.substr(at + kBegin.size());
    return oneLine(text.substr(0, text.find('\n')));
  } catch (const UserError&) {
    return {};
  }
}

std::string describeFailure(const SweepClaim& claim, int status, const std::string& queue) {
  if (WIFSIGNALED(status))
    return "Its process was ended by the system (" + std::string(::strsignal(WTERMSIG(status))) +
           "), as if for want of memory; `toponets sweep " + shellWord(queue) +
           " --retry` goes on from its last checkpoint.";
  const std::string complaint = readComplaint(claim);
  return complaint.empty() ? "Its process ended with code " + std::to_string(WEXITSTATUS(status)) +
                                 " and said nothing; its log.txt says more."
                           : complaint;
}

/// A person's commands that change no number.
bool isHarmless(const Event& event) {
  constexpr std::array kHarmless{"pause", "resume", "checkpoint", "stop"};
  return std::find(kHarmless.begin(), kHarmless.end(), event.kind) != kHarmless.end();
}

bool isWholeRun(const RunFolder& run, const RunConfig& wanted) {
  const RunStatus status = run.status();
  if (status.state != RunState::Finished || !status.dataChanged.empty()) return false;
  if (!isTrainedAs(run.config(), wanted)) return false;
  std::string problem;
  const auto events = run.events(problem);
  return problem.empty() && std::all_of(events.begin(), events.end(), isHarmless);
}

std::string freeRunName(const fs::path& runs, const std::string& wanted) {
  std::error_code none;
  return RunStore::freeName(wanted,
                            [&](const std::string& each) { return fs::exists(fs::symlink_status(runs / each, none)); });
}

/// Until the training process takes its lock, a run without a status reads as starting while this process is there.
void announceStart(const RunFolder& run) {
  if (run.folder().inspect(RunFiles::kStatus)) return;
  if (const auto lock = RunLock::take(run.folder())) lock->signForAnother();
}

/// The process that was to train it has ended, perhaps without a word of its own: nobody is about to take it.
void endStart(const RunFolder& run) {
  try {
    if (run.isGone() || run.folder().inspect(RunFiles::kStatus)) return;
    if (const auto lock = RunLock::take(run.folder())) lock->blank();
  } catch (const UserError&) {  // a disk that is full or gone, which is said already
  }
}

bool isDiskFull(const fs::path& runs, const std::string& sentence) {
  const double space = freeDiskBytes(runs);
  return (space >= 0 && space < kLeastDisk) || sentence.find("the disk is full") != std::string::npos;
}

}  // namespace

std::string findFinishedRun(const fs::path& runs, const RunConfig& config) {
  std::error_code error;
  std::vector<fs::path> folders;
  for (fs::directory_iterator entry(runs, error), end; !error && entry != end; entry.increment(error))
    folders.push_back(entry->path());
  std::sort(folders.begin(), folders.end());
  for (const fs::path& folder : folders) {
    try {
      const RunFolder run(folder);
      if (run.exists() && isWholeRun(run, config)) return run.name();
    } catch (const std::exception&) {  // damaged, or of another version of the program
    }
  }
  return {};
}

SweepWork::SweepWork(SweepQueue queue, SweepWorkSettings settings)
    : queue_(std::move(queue)), settings_(std::move(settings)), seat_(queue_.sit()) {
  if (settings_.cores < 1) settings_.cores = int(std::max(1u, std::thread::hardware_concurrency()));
  settings_.jobs = std::clamp(settings_.jobs, 1, settings_.cores);
  threadsEach_ = std::max(1, settings_.cores / settings_.jobs);
}

std::vector<std::string> SweepWork::takeNews() { return std::exchange(news_, {}); }

void SweepWork::stop() {
  stopping_ = true;
  for (Training& training : trainings_) {
    if (!std::exchange(training.asked, true)) ::kill(training.process, SIGINT);
  }
}

/// Nothing of the queue is lost: what could not be written is found as interrupted.
void SweepWork::giveUp(const std::string& sentence) {
  if (fault_.empty()) fault_ = sentence;
  stop();
}

bool SweepWork::turn() {
  try {
    reap();
    const auto now = SweepClock::now();
    if (now >= nextLook_) {
      nextLook_ = now + kLookEvery;
      obey();
      if (!stopping_) begin();
    }
    if (!trainings_.empty()) return true;
    if (!stopping_) return !queue_.leaveIfDone(seat_);
  } catch (const UserError& error) {
    giveUp(error.what());
    if (!trainings_.empty()) return true;
  }
  if (!fault_.empty()) sayWaiting();
  try {
    if (!fault_.empty()) queue_.say(fault_);
  } catch (const UserError&) {  // the disk is full: it is said by the program alone
  }
  seat_ = Descriptor();
  return false;
}

// Ends.

void SweepWork::reap() {
  for (std::size_t i = 0; i < trainings_.size();) {
    int status = 0;
    const pid_t ended = ::waitpid(trainings_[i].process, &status, WNOHANG);
    if (ended == 0 || (ended < 0 && errno == EINTR)) {
      ++i;
      continue;
    }
    Training training = std::move(trainings_[i]);
    trainings_.erase(trainings_.begin() + std::ptrdiff_t(i));
    nextLook_ = {};  // another one can begin
    takeEnd(training, status);
  }
}

std::string SweepWork::withoutFault(const std::string& line) const {
  const std::string end = ": " + fault_;
  return !fault_.empty() && line.ends_with(end) ? line.substr(0, line.size() - end.size()) : line;
}

std::string SweepWork::failureLine(const SweepEntry& entry) { return entry.shownName() + " failed: " + entry.error; }

void SweepWork::fail(SweepEntry& entry, const std::string& sentence) {
  entry.state = SweepState::Failed;
  entry.error = sentence;
  news_.push_back(failureLine(entry));
}

void SweepWork::sayStop(const SweepEntry& entry, const RunStatus& run, const std::string& reason) {
  news_.push_back(entry.run + " has stopped at step " + std::to_string(run.step) +
                  (reason.empty() ? "" : ": " + reason));
}

/// Of a queue that gives up: which of its runs wait for another start, and why.
void SweepWork::sayWaiting() {
  constexpr std::size_t kMostNamed = 5;
  std::vector<std::string> names;
  try {
    for (const SweepRow& row : queue_.read().rows)
      if (row.entry.state == SweepState::Queued && !row.held && row.entry.run.empty()) names.push_back(row.entry.name);
  } catch (const UserError&) {  // the queue itself cannot be read, which is what is said
  }
  if (names.empty()) return;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i) text += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > kMostNamed) text += " and " + std::to_string(names.size() - kMostNamed) + " more";
  news_.push_back(text + (names.size() == 1 ? " is" : " are") + " not started: " + fault_);
}

void SweepWork::takeEnd(Training& training, int status) {
  SweepEntry& entry = training.claim.entry;
  endStart(training.run);
  const bool saved = WIFEXITED(status) && WEXITSTATUS(status) == kTrainingStopped;
  RunStatus run;
  try {
    run = training.run.status();
  } catch (const UserError&) {  // deleted meanwhile, or damaged: its process has said it
  }
  if (run.state == RunState::Finished) {
    entry.state = SweepState::Finished;
    entry.error.clear();
    news_.push_back(entry.run + " is finished" +
                    (run.validationAccuracy >= 0 ? ", accuracy " + percentText(run.validationAccuracy) : ""));
  } else if (training.asked || saved) {
    entry.state = training.asked ? SweepState::Queued : SweepState::Stopped;
    const std::string complaint = saved ? std::string() : readComplaint(training.claim);
    sayStop(entry, run, complaint.empty() ? fault_ : complaint);
  } else if (const std::string sentence = describeFailure(training.claim, status, queue_.folder().string());
             isDiskFull(queue_.runsFolder(), sentence)) {
    entry.state = SweepState::Queued;
    sayStop(entry, run, sentence);
    giveUp(sentence);
  } else {
    fail(entry, sentence);
  }
  queue_.store(entry);
}

// What was changed in the queue.

void SweepWork::obey() {
  if (trainings_.empty()) return;
  const bool paused = queue_.isPaused();
  for (Training& training : trainings_) {
    if (training.asked) continue;
    if (queue_.entry(training.claim.entry.id).state == SweepState::Dropped) {
      training.asked = true;
      ::kill(training.process, SIGINT);
    } else if (training.paused != paused) {
      pauseOrResume(training, paused);
    }
  }
}

/// Before the first step nobody listens; it is said again at the next look.
void SweepWork::pauseOrResume(Training& training, bool paused) {
  try {
    sendCommand(training.run, paused ? RunCommand::Pause : RunCommand::Resume);
    training.paused = paused;
  } catch (const UserError&) {
  }
}

// Beginnings.

bool SweepWork::isOwn(const SweepEntry& entry) const {
  return std::any_of(trainings_.begin(), trainings_.end(),
                     [&entry](const Training& training) { return training.claim.entry.id == entry.id; });
}

/// What other processes and its own trainings leave. One of its own that goes on with the threads of another start
/// takes the place of one that begins: as many as were asked for are trained at once.
int SweepWork::freeThreads(const std::vector<SweepEntry>& atWork) const {
  int free = settings_.cores;
  for (const SweepEntry& entry : atWork)
    if (!isOwn(entry)) free -= entry.threads;
  for (const Training& training : trainings_) free -= std::min(training.threads, threadsEach_);
  return free;
}

/// A process always has one at work, be it on a core that is taken: it takes its share as soon as others end. A run
/// that goes on keeps its threads, for with others it would end in other last bits.
int SweepWork::shareFor(const SweepEntry& entry, const std::vector<SweepEntry>& atWork) const {
  const int free = freeThreads(atWork);
  if (free < 1 && !trainings_.empty()) return 0;
  return entry.threads > 0 ? std::min(entry.threads, settings_.cores) : std::clamp(free, 1, threadsEach_);
}

void SweepWork::begin() {
  while (!stopping_ && int(trainings_.size()) < settings_.jobs && beginOne()) {
  }
}

/// False where none is to be had.
bool SweepWork::beginOne() {
  auto claim = queue_.claim([this](const auto& entry, const auto& atWork) { return shareFor(entry, atWork); });
  if (!claim) return false;
  try {
    const RunConfig config = queue_.config(claim->entry.id);
    if (takeFinished(*claim, config)) return true;
    const RunFolder run = openRun(*claim, config);
    const int threads = claim->entry.threads;
    const pid_t process = startTraining(*claim, run, threads);
    news_.push_back(claim->entry.run + (run.checkpointSteps().empty() ? " begins, " : " goes on, ") +
                    std::to_string(threads) + (threads == 1 ? " thread" : " threads"));
    trainings_.push_back({std::move(*claim), run, process, threads, false, false});
  } catch (const UserError& error) {
    if (isDiskFull(queue_.runsFolder(), error.what())) throw;
    if (!claim->begun) claim->entry.threads = 0;
    fail(claim->entry, error.what());
    queue_.store(claim->entry);
  }
  return true;
}

/// The entry's own run that has come to its end unnoticed, or one that was there before.
bool SweepWork::takeFinished(SweepClaim& claim, const RunConfig& config) {
  SweepEntry& entry = claim.entry;
  const std::string found = findFinishedRun(queue_.runsFolder(), config);
  if (found.empty()) return false;
  entry.taken = found != entry.run;
  if (!claim.begun) entry.threads = 0;
  entry.run = found;
  entry.state = SweepState::Finished;
  entry.error.clear();
  queue_.store(entry);
  news_.push_back(found + (entry.taken ? " was there already with these settings and is taken" : " is finished"));
  return true;
}

/// Its name is stored before it is made, so that what was made is found again. One whose folder was deleted begins
/// anew.
RunFolder SweepWork::openRun(SweepClaim& claim, const RunConfig& config) {
  SweepEntry& entry = claim.entry;
  const fs::path runs = queue_.runsFolder();
  if (!entry.run.empty()) {
    const RunFolder there(runs / entry.run);
    const bool exists = there.exists();
    if (exists && isTrainedAs(there.config(), config)) {
      announceStart(there);
      return there.held();
    }
    if (claim.begun)
      news_.push_back("The run " + entry.run + " was deleted or changed, so it begins again at its first step");
    if (exists) entry.run.clear();
  }
  if (entry.run.empty()) {
    entry.run = freeRunName(runs, entry.name);
    queue_.store(entry);
  }
  const RunFolder made = RunStore(runs).create(entry.run);
  if (made.name() != entry.run) {
    entry.run = made.name();
    queue_.store(entry);
  }
  announceStart(made);  // before it is a run that can be listed
  made.writeConfig(config, toToml(config));
  return made;
}

/// Of a process group of its own, so that Ctrl-C on the terminal reaches it through stop() alone, once: a second one
/// would end it without a checkpoint.
pid_t SweepWork::startTraining(const SweepClaim& claim, const RunFolder& run, int threads) const {
  const std::string errors = (claim.folder.place() / kErrorsFile).string();
  const std::vector<std::string> words{
      settings_.program.string(), "train",  "--resume", run.place().string(), "--device", settings_.device, "--threads",
      std::to_string(threads),    "--quiet"};
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addopen(&files, STDERR_FILENO, errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW,
                                     0644);
  ::posix_spawn_file_actions_adddup2(&files, claim.lock.get(), kInheritedLock);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  pid_t process = 0;
  const int error = ::posix_spawn(&process, words[0].c_str(), &files, &attributes, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&files);
  ::posix_spawnattr_destroy(&attributes);
  if (error != 0) endStart(run);
  if (error != 0)
    throw UserError("No process could be started to train " + claim.entry.run + " (" + words[0] + ": " +
                    std::strerror(error) + "); end other programs, or install the studio again.");
  return process;
}

}  // namespace studio
