// toponets check CONFIG: pre-flight of a run.
#include <cmath>
#include <cstdio>

#include "app/cli/command.h"
#include "app/cli/text_table.h"
#include "core/run/check_report.h"
#include "core/run/printable_text.h"
#include "core/run/run_status.h"

namespace studio {
namespace {

bool isError(const Problem& problem) { return problem.severity == Problem::Severity::Error; }

class CheckCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App& app) override {
    app.add_option("config", file_, "Configuration (TOML); - reads standard input")->required();
    app.add_option("--set", settings_, "Setting to change, e.g. topoloss.tau=3; may be given again")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    app.add_flag("--stages", stages_, "Say on standard error what is being done, a line each");
  }

  CommandResult run(const GlobalOptions& options) override {
    const auto report = engine_.check(givenConfig(file_, settings_).config, options.device, options.threads,
                                      stages_ ? CheckStage(sayStage) : CheckStage());
    CommandResult answer{nlohmann::ordered_json::parse(formatCheckReport(report)), formatText(report), kExitDone, {}};
    for (const auto& problem : report.problems)
      if (isError(problem)) {
        answer.exitCode = kExitUserError;
        answer.complaint += "toponets: " + oneLine(problem.sentence) + "\n";
      }
    return answer;
  }
  std::string lessMemory() const override { return kLessTrainingMemory; }

 private:
  /// For a window that waits for the answer (widgets/forms/preflight_check.cpp).
  static void sayStage(const std::string& words) { std::fprintf(stderr, "stage: %s\n", words.c_str()); }

  /// "21 × 0.8 s = 17 s, 12 % of the run"; where that is much, a note below says what helps.
  static std::string mapsText(const CheckReport& report) {
    return groupedText(report.storedMaps) + " × " + durationText(report.probeSeconds / double(report.storedMaps)) +
           " = " + durationText(report.probeSeconds) + ", " + std::to_string(std::lround(100 * mapsShare(report))) +
           " % of the run";
  }
  /// "21 × 0.2 s = 4 s"
  static std::string drawnText(const CheckReport& report) {
    return groupedText(report.storedMaps) + " × " + durationText(report.textSeconds / double(report.storedMaps)) +
           " = " + durationText(report.textSeconds);
  }
  static std::string formatText(const CheckReport& report) {
    std::string text;
    for (const auto& problem : report.problems)  // errors are said on standard error
      if (!isError(problem)) text += "Warning: " + oneLine(problem.sentence) + "\n";
    if (report.steps == 0) return text;
    if (report.problems.empty()) text += "No problems.\n";
    TextTable table;
    table.add({"Parameters", groupedText(report.parameters)});
    table.add({"Data", groupedText(report.trainingImages) + " to train, " + groupedText(report.validationImages) +
                           " to validate, " +
                           (report.classes > 0 ? groupedText(report.classes) + " classes" : "rows of tokens")});
    table.add({"Steps", groupedText(report.steps)});
    table.add({"Time", durationText(report.seconds) + " (" + stepRateText(1 / report.secondsPerStep) + ")"});
    table.add({"Precision",
               report.precision + (report.otherPrecision.empty() ? ""
                                                                 : "; " + report.otherPrecision + ": " +
                                                                       stepRateText(1 / report.otherSecondsPerStep))});
    if (report.storedMaps > 0) table.add({"Maps", mapsText(report)});
    if (report.textSeconds > 0) table.add({"Drawn text", drawnText(report)});
    table.add({"Memory", bytesText(report.memoryBytes)});
    table.add({"Run folder", bytesText(report.runBytes)});
    table.add(
        {"First losses", "task " + roundedText(report.taskLoss, 4) + ", topo " + roundedText(report.topoLoss, 4)});
    table.add({"Device", report.device.title});
    text += table.text();
    for (const auto& note : report.notes) text += note + "\n";
    return text + (report.device.reason.empty() ? "" : report.device.reason + "\n");
  }

  std::string file_;
  std::vector<std::string> settings_;
  bool stages_ = false;
};

}  // namespace

CommandEntry checkCommand() {
  return {"check", "Check a configuration before training", "toponets check run.toml", makeCommand<CheckCommand>};
}

}  // namespace studio
