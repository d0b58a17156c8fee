// toponets check CONFIG: pre-flight of a run.
#include "app/cli/command.h"
#include "app/cli/text_table.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

bool isError(const Problem& problem) { return problem.severity == Problem::Severity::Error; }

Json problemJson(const Problem& problem) {
  return {{"key", problem.key}, {"severity", isError(problem) ? "error" : "warning"}, {"problem", problem.sentence}};
}

class CheckCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App& app) override {
    app.add_option("config", file_, "Configuration (TOML)")->required();
    app.add_option("--set", settings_, "Setting to change, e.g. topoloss.tau=3; may be given again")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
  }

  CommandResult run(const GlobalOptions& options) override {
    const auto report = engine_.check(givenConfig(file_, settings_).config, options.device, options.threads);
    CommandResult answer{makeDocument(report), formatText(report), kExitDone, {}};
    for (const auto& problem : report.problems) {
      if (isError(problem)) answer.exitCode = kExitUserError;
      if (isError(problem) || !options.quiet)
        answer.complaint += (isError(problem) ? "toponets: " : "warning: ") + oneLine(problem.sentence) + "\n";
    }
    return answer;
  }
  std::string lessMemory() const override { return kLessTrainingMemory; }

 private:
  static Json makeDocument(const CheckReport& report) {
    Json problems = Json::array();
    for (const auto& problem : report.problems) problems.push_back(problemJson(problem));
    return {{"problems", problems},
            {"parameters", report.parameters},
            {"seconds_per_step", report.secondsPerStep},
            {"memory_bytes", report.memoryBytes},
            {"steps", report.steps},
            {"seconds", report.seconds},
            {"training_images", report.trainingImages},
            {"validation_images", report.validationImages},
            {"classes", report.classes},
            {"task_loss", report.taskLoss},
            {"topo_loss", report.topoLoss},
            {"run_bytes", report.runBytes},
            {"precision", report.precision},
            {"other_precision", report.otherPrecision.empty() ? Json(nullptr)
                                                              : Json{{"precision", report.otherPrecision},
                                                                     {"seconds_per_step", report.otherSecondsPerStep}}},
            {"probe_seconds", report.probeSeconds},
            {"stored_maps", report.storedMaps},
            {"busy", report.busy},
            {"notes", report.notes},
            {"skipped", report.skipped},
            {"device", report.device.name},
            {"device_reason", report.device.reason}};
  }

  static std::string formatText(const CheckReport& report) {
    std::string text;
    for (const auto& problem : report.problems)
      text += (isError(problem) ? "Error:   " : "Warning: ") + oneLine(problem.sentence) + "\n";
    if (report.steps == 0) return text;
    if (report.problems.empty()) text += "No problems.\n";
    TextTable table;
    table.add({"Parameters", countText(report.parameters)});
    table.add({"Data", countText(report.trainingImages) + " to train, " + countText(report.validationImages) +
                           " to validate, " +
                           (report.classes > 0 ? countText(report.classes) + " classes" : "rows of tokens")});
    table.add({"Steps", countText(report.steps)});
    table.add({"Time", durationText(report.seconds) + " (" + durationText(report.secondsPerStep) + " a step)"});
    table.add({"Precision", report.precision + (report.otherPrecision.empty()
                                                    ? ""
                                                    : "; " + report.otherPrecision + " would take " +
                                                          durationText(report.otherSecondsPerStep) + " a step")});
    if (report.storedMaps > 0)
      table.add({"Probe", durationText(report.probeSeconds) + " for " + countText(report.storedMaps) +
                              " stored snapshots, within the time above"});
    table.add({"Memory", byteText(report.memoryBytes)});
    table.add({"Run folder", byteText(report.runBytes)});
    table.add(
        {"First losses", "task " + roundedText(report.taskLoss, 4) + ", topo " + roundedText(report.topoLoss, 4)});
    table.add({"Device", report.device.title});
    text += table.text();
    for (const auto& note : report.notes) text += note + "\n";
    return text + (report.device.reason.empty() ? "" : report.device.reason + "\n");
  }

  std::string file_;
  std::vector<std::string> settings_;
};

}  // namespace

std::unique_ptr<Command> makeCheckCommand(const Engine& engine) { return std::make_unique<CheckCommand>(engine); }

}  // namespace studio
