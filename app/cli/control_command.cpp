// toponets control RUN pause|resume|stop|checkpoint: tells the process that trains a run, whichever it is.
#include <chrono>
#include <thread>

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
    const std::string file = sendCommand(folder, command);
    const bool taken = waitUntilTaken(folder, file);
    if (taken && command == RunCommand::Stop) waitUntilStopped(folder);
    const RunStatus status = folder.status();
    CommandResult result;
    result.document = {{"run", folder.name()}, {"state", toString(status.state)}, {"step", status.step}};
    result.text =
        folder.name() + ": " + std::string(toString(status.state)) + " at step " + std::to_string(status.step) + "\n";
    if (!taken) result.complaint = "The command waits in the run's folder and is obeyed after the step at work.\n";
    return result;
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

  /// The last checkpoint is written first.
  static void waitUntilStopped(const RunFolder& folder) {
    for (const auto end = Clock::now() + kPatience; Clock::now() < end && isLive(folder.status().state);)
      std::this_thread::sleep_for(kPoll);
  }

  std::string run_, command_, folder_ = "runs";
};

}  // namespace

std::unique_ptr<Command> makeControlCommand(const Engine& engine) { return std::make_unique<ControlCommand>(engine); }

}  // namespace studio
