// toponets runs [DIR]: the runs of a folder, newest first.
#include <cmath>

#include "app/cli/command.h"
#include "app/cli/text_table.h"
#include "core/run/error.h"

namespace studio {
namespace {

class RunsCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App& app) override { app.add_option("dir", folder_, "Folder with runs")->capture_default_str(); }

  CommandResult run(const GlobalOptions&) override {
    std::error_code none;
    if (!std::filesystem::is_directory(folder_, none)) {
      const bool other = std::filesystem::exists(std::filesystem::symlink_status(folder_, none));
      if (other) throw UserError(folder_ + " is no folder; name the folder that holds runs.");
      if (folder_ != "runs")
        throw UserError("The folder " + folder_ + " does not exist; name the folder that holds runs.");
      return {nlohmann::ordered_json::array(), "No runs yet in ./runs.\n"};
    }
    std::string notes;
    CommandResult answer{nlohmann::ordered_json::array(), {}};
    TextTable table({"run", "state", "model", "tau", "step", "of", "task loss", "topo loss", "accuracy", "seconds"});
    for (const auto& run : RunStore(folder_).list()) {
      answer.document.push_back(runRow(run));
      const auto& status = run.status;
      if (!status.note.empty()) notes += run.name + ": " + status.note + "\n";
      if (!run.error.empty()) {  // a whole sentence would tear the table apart
        table.add({run.name, "damaged"});
        notes += run.name + ": " + run.error + "\n";
      } else
        table.add({run.name, std::string(toString(status.state)), run.model, roundedText(run.tau),
                   std::to_string(status.step), status.steps > 0 ? std::to_string(status.steps) : "-",
                   measuredText(status.taskLoss), measuredText(status.topoLoss), shareText(status.validationAccuracy),
                   roundedText(std::round(status.secondsTrained), 8)});
    }
    answer.text = answer.document.empty() ? "No runs in " + folder_ + ".\n" : table.text() + notes;
    return answer;
  }

 private:
  std::string folder_ = "runs";
};

}  // namespace

std::unique_ptr<Command> makeRunsCommand(const Engine& engine) { return std::make_unique<RunsCommand>(engine); }

}  // namespace studio
