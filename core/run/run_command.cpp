#include "core/run/run_command.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/run_files.h"

namespace studio {
namespace {

constexpr std::string_view kPrefix = "command_";
constexpr std::size_t kLongest = 64;  // bytes of a command's file

struct CommandName {
  RunCommand command;
  std::string_view name;
};
constexpr std::array<CommandName, 4> kCommandNames{{{RunCommand::Pause, "pause"},
                                                    {RunCommand::Resume, "resume"},
                                                    {RunCommand::Stop, "stop"},
                                                    {RunCommand::Checkpoint, "checkpoint"}}};

/// Names sort in the order in which the commands were given.
std::string newName() {
  static std::atomic<unsigned> count{0};
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  char name[80];
  std::snprintf(name, sizeof name, "%s%020lld_%ld_%u", std::string(kPrefix).c_str(),
                static_cast<long long>(std::chrono::duration_cast<std::chrono::nanoseconds>(since).count()),
                static_cast<long>(::getpid()), count++);
  return name;
}

/// Throws UserError where nobody is there to obey.
void requireTraining(const RunFolder& run) {
  const RunStatus status = run.status();
  const bool isAwaited = status.state == RunState::Starting && !run.folder().inspect(RunFiles::kStatus) &&
                         RunLock::inspect(run.folder()) != LockState::Held;
  if (isAwaited)
    throw UserError("The process that is to train " + printable(run.name()) +
                    " has not started yet; try again in a moment.");
  if (isLive(status.state)) return;
  const std::string where = status.step > 0 ? " (it is " + std::string(toString(status.state)) + " at step " +
                                                  std::to_string(status.step) + ")"
                                            : " (it is " + std::string(toString(status.state)) + ")";
  const bool isFinished = status.state == RunState::Finished;  // resumed, it has nothing left to do
  throw UserError("No process trains " + printable(run.name()) + where +
                  (isFinished ? "; `toponets train --resume` with `--extend EPOCHS` trains it further."
                              : "; `toponets train --resume` goes on with it."));
}

/// In the order in which they were given; none where the disk does not answer.
std::vector<std::string> listCommands(const FolderHandle& run) {
  std::vector<std::string> names;
  try {
    for (const auto& entry : run.list())
      if (entry.name.starts_with(kPrefix)) names.push_back(entry.name);
  } catch (const UserError&) {
    return {};
  }
  std::sort(names.begin(), names.end());
  return names;
}

void removeQuietly(const FolderHandle& run, const std::string& name) {
  try {
    run.remove(name);
  } catch (const UserError&) {
  }
}

}  // namespace

std::string_view toString(RunCommand command) {
  return std::find_if(kCommandNames.begin(), kCommandNames.end(),
                      [command](const CommandName& each) { return each.command == command; })
      ->name;
}

std::optional<RunCommand> runCommandFrom(std::string_view name) {
  for (const CommandName& each : kCommandNames)
    if (each.name == name) return each.command;
  return std::nullopt;
}

std::string sendCommand(const RunFolder& run, RunCommand command) {
  requireTraining(run);
  const FolderHandle folder = run.folder();
  const auto status = folder.inspect(RunFiles::kStatus);
  if (status && status->st_uid != ::geteuid())
    throw UserError("The run " + printable(run.name()) +
                    " is trained by another user, who alone can control it; ask them, or train a run of your own.");
  const std::string name = newName();
  folder.write(name, std::string(toString(command)) + "\n");
  return name;
}

bool isTaken(const RunFolder& run, const std::string& file) { return !run.folder().inspect(file); }

void withdrawCommand(const RunFolder& run, const std::string& file) { run.folder().remove(file); }

std::vector<RunCommand> takeCommands(const FolderHandle& run) {
  std::vector<RunCommand> commands;
  for (const std::string& name : listCommands(run)) {
    try {
      const auto facts = run.inspect(name);
      const bool isOwn = facts && S_ISREG(facts->st_mode) && facts->st_uid == ::geteuid();
      std::string text = isOwn ? run.read(name, kLongest) : std::string();
      while (!text.empty() && text.back() == '\n') text.pop_back();
      run.remove(name);  // taken only where it cannot come again
      if (const auto command = runCommandFrom(text)) commands.push_back(*command);
    } catch (const UserError&) {  // too long, or of somebody else: no reason to end a training
      removeQuietly(run, name);
    }
  }
  return commands;
}

}  // namespace studio
