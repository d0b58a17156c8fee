// toponets control RUN pause|resume|stop|checkpoint: asks the process that trains a run, whichever it is, and answers
// with what has come of it.
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "app/cli/command.h"
#include "app/cli/text_table.h"
#include "core/run/error.h"
#include "core/run/run_command.h"

namespace studio {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kPoll = std::chrono::milliseconds(100);
constexpr auto kPatience = std::chrono::seconds(10);  // a command is obeyed between two steps

class ControlCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App& app) override {
    app.add_option("run", run_, "Run folder or its name")->required();
    app.add_option("command", command_, "pause, resume, stop (with a checkpoint) or checkpoint")
        ->required()
        ->check(CLI::IsMember({"pause", "resume", "stop", "checkpoint"}));
    app.add_option("--runs", folder_, "Folder with runs")->capture_default_str();
  }

  CommandResult run(const GlobalOptions&) override {
    const RunFolder folder = RunStore(folder_).find(run_).held();
    const RunCommand command = *runCommandFrom(command_);
    const std::size_t before = checkpointEvents(folder).size();
    const std::string file = sendCommand(folder, command);
    const bool taken = waitUntilTaken(folder, file);
    const bool seen = taken && waitUntil([&] { return isDone(folder, command, before); });
    return answer(folder, command, taken, seen);
  }

 private:
  /// Throws UserError where the process ends without having taken it.
  static bool waitUntilTaken(const RunFolder& folder, const std::string& file) {
    for (const auto end = Clock::now() + kPatience; Clock::now() < end; std::this_thread::sleep_for(kPoll)) {
      if (isTaken(folder, file)) return true;
      if (isLive(folder.status().state)) continue;
      if (isTaken(folder, file)) return true;
      withdrawCommand(folder, file);
      throw UserError("The process that trained " + folder.name() +
                      " has ended before it took the command; `toponets train --resume` goes on with the run.");
    }
    return false;
  }

  template <class Holds>
  static bool waitUntil(Holds holds) {
    for (const auto end = Clock::now() + kPatience; !holds(); std::this_thread::sleep_for(kPoll))
      if (Clock::now() >= end) return false;
    return true;
  }

  /// Steps at which checkpoints were asked for, in the order in which they took effect.
  static std::vector<std::int64_t> checkpointEvents(const RunFolder& folder) {
    std::vector<std::int64_t> steps;
    std::string unread;
    for (const Event& event : folder.events(unread))
      if (event.kind == toString(RunCommand::Checkpoint)) steps.push_back(event.step);
    return steps;
  }

  /// What the run itself says: a stop is done once its last checkpoint is written, a checkpoint once it is stored.
  static bool isDone(const RunFolder& folder, RunCommand command, std::size_t checkpointsBefore) {
    const RunStatus status = folder.status();
    if (!isLive(status.state)) return true;
    if (command == RunCommand::Pause) return status.state == RunState::Paused;
    if (command == RunCommand::Resume) return status.state != RunState::Paused;
    if (command == RunCommand::Stop) return false;
    const auto asked = checkpointEvents(folder);
    return asked.size() > checkpointsBefore && status.checkpoint >= asked.back();
  }

  static CommandResult answer(const RunFolder& folder, RunCommand command, bool taken, bool seen) {
    const RunStatus status = folder.status();
    CommandResult result;
    result.document = {{"run", folder.name()}, {"state", toString(status.state)}, {"step", status.step}};
    result.text =
        folder.name() + ": " + std::string(toString(status.state)) + " at step " + std::to_string(status.step);
    if (seen && command == RunCommand::Checkpoint && status.checkpoint >= 0) {
      result.document["checkpoint"] = status.checkpoint;
      result.text += ", checkpoint saved at step " + std::to_string(status.checkpoint);
    }
    result.text += "\n";
    if (!taken) result.complaint = "The command waits in the run's folder and is obeyed after the step at work.\n";
    if (taken && !seen)
      result.complaint = "The command was taken; what comes of it is not seen yet (`toponets runs` shows it).\n";
    return result;
  }

  std::string run_, command_, folder_ = "runs";
};

}  // namespace

CommandEntry controlCommand() {
  return {"control", "Pause, resume, stop a run or save its checkpoint, whoever trains it",
          "toponets control first pause", makeCommand<ControlCommand>};
}

}  // namespace studio
