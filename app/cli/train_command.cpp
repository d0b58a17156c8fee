// toponets train CONFIG | --resume RUN: a Runner trains while this thread shows progress and handles signals.
#include <unistd.h>

#include <chrono>
#include <exception>
#include <iostream>

#include "app/cli/command.h"
#include "app/cli/text_table.h"
#include "app/cli/progress.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/runner.h"
#include "core/run/program_start.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

class TrainCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App& app) override {
    app.add_option("config", file_, "Configuration (TOML)");
    app.add_option("--set", settings_,
                   "Setting to change, e.g. topoloss.tau=3; may be given again; with --resume data.root alone, where "
                   "the data have moved")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    app.add_option("--runs", runs_, "Folder that holds the runs")->capture_default_str();
    app.add_option("--name", name_, "Name of the run's folder; default from model, tau and seed");
    app.add_option("--resume", resume_, "Continue this run (folder or name); needs no configuration");
    app.add_flag("--accept-changed-data", accept_,
                 "With --resume: go on although the data are not those it was trained with; recorded in the run");
    app.add_option("--extend", extend_, "With --resume: train up to this many epochs")
        ->check(CLI::Range(1, 1000000000))
        ->type_name("EPOCHS");
    app.add_flag(
        "--restart", restart_,
        "With --resume: begin again at step 0 where the run's checkpoints are lost; its rows and maps are replaced");
    app.add_flag("--paused", paused_, "Begin paused; `toponets control RUN resume` lets it train");
    app.add_flag(
        "--take-over", takeOver_,
        "With --resume: go on although another machine, which cannot be seen from here, may still train the run");
  }

  CommandResult run(const GlobalOptions& options) override {
    const StopSignals signals;  // from before the folder is made until the answer is there
    TrainRequest request = resume_.empty() ? newRun(options) : oldRun();
    request.device = options.device;
    request.threads = options.threads;
    const RunFolder folder = request.folder;
    auto answer = makeResult(folder, train(std::move(request), signals, options.quiet));
    if (!note_.empty()) answer.document["notes"] = Json::array({note_});
    return answer;
  }
  std::string lessMemory() const override { return kLessTrainingMemory; }

 private:
  TrainRequest newRun(const GlobalOptions& options) {
    if (file_.empty())
      throw UserError("Name a configuration, or a run with --resume; `toponets train --help` has an example.");
    if (accept_) throw UserError("--accept-changed-data goes with --resume RUN; a new run takes the data as they are.");
    if (extend_ > 0)
      throw UserError("--extend goes with --resume RUN; a new run takes its epochs from the configuration.");
    if (restart_ || takeOver_)
      throw UserError("--restart and --take-over go with --resume RUN; a new run needs neither.");
    auto given = givenConfig(file_, settings_);
    engine_.chooseDevice(options.device);  // before anything is made
    for (const auto& problem : engine_.problems(given.config))
      if (problem.severity == Problem::Severity::Error)
        throw UserError(problem.sentence);
      else if (!options.quiet && problem.key != "data.root")  // those of the data are in the run's log
        std::cerr << "warning: " << visible(problem.sentence) << "\n";
    TrainRequest request;
    request.folder = RunStore(runs_).create(name_.empty() ? RunStore::nameFor(given.config) : name_);
    if (!name_.empty() && request.folder.name() != name_)
      note_ = "The name " + name_ + " is taken, so this run is called " + request.folder.name() + ".";
    if (!note_.empty() && !options.quiet) std::cerr << visible(note_) << "\n";
    request.config = std::move(given.config);
    request.asGiven = std::move(given.toml);
    return request;
  }

  TrainRequest oldRun() const {
    const bool moved = settings_.size() == 1 && settings_[0].starts_with("data.root=");
    if (!file_.empty() || (!settings_.empty() && !moved) || !name_.empty())
      throw UserError(
          "A resumed run keeps its settings and its name; leave out the configuration, --set (but --set "
          "data.root=PLACE, where its data "
          "have moved) and --name, or train a new run.");
    TrainRequest request;
    if (moved) {
      RunConfig named;
      applySetting(named, settings_[0]);
      request.dataRoot = named.data.root;
    }
    request.folder = RunStore(runs_).find(resume_).held();
    request.restart = restart_;
    request.takeOver = takeOver_;
    request.resume = true;
    request.extendToEpochs = extend_;
    request.acceptChangedData = accept_;
    return request;
  }

  /// How it ended; a run that was stopped before its first step says so here alone, as what is stored stays as it was.
  /// Throws what ended it from within.
  RunState train(TrainRequest request, const StopSignals& signals, bool quiet) const {
    Runner runner;
    runner.start(engine_.trainJob(std::move(request)));
    if (paused_) runner.pause();  // it has yet to open its folder and its data
    TrainProgress progress(*runner.channel(), std::cerr, ::isatty(STDERR_FILENO) != 0);
    while (!runner.waitFor(std::chrono::milliseconds(100))) {
      if (signals.received()) runner.stop();
      if (!quiet) progress.show();
    }
    if (!quiet) progress.finish();
    if (const auto failure = runner.failure()) std::rethrow_exception(failure);
    return runner.channel()->status().state;
  }

  /// A run that was renamed or moved meanwhile is named where it is.
  static CommandResult makeResult(const RunFolder& folder, RunState ended) {
    const std::string place = folder.place().string();
    const auto status = folder.status();
    ScalarsFile scalars = folder.scalarsFile();
    scalars.refresh();
    const double total = scalars.rows().newest() ? scalars.rows().newest()->totalLoss : kUndefined;
    CommandResult answer;
    answer.document = {
        {"run", place},
        {"state", std::string(toString(status.state))},
        {"step", status.step},
        {"epoch", status.epoch},
        {"train_loss", measured(total)},
        {"task_loss", measured(status.taskLoss)},
        {"topo_loss", measured(status.topoLoss)},
        {"validation", {{"loss", measured(status.validationLoss)}, {"accuracy", measured(status.validationAccuracy)}}},
        {"seconds", status.secondsTrained},
        {"skipped", status.skipped}};
    TextTable table;
    table.add({"Run", place});
    table.add({"State", std::string(toString(status.state)) + ", step " + groupedText(status.step) + " of " +
                            groupedText(status.steps)});
    table.add({"Losses", "task " + measuredText(status.taskLoss) + ", topo " + measuredText(status.topoLoss)});
    table.add({isValidatedAtEnd(status) ? "Validation" : "Validation of step " + groupedText(status.validationStep),
               "loss " + measuredText(status.validationLoss) + ", accuracy " + shareText(status.validationAccuracy)});
    table.add({"Time", durationText(status.secondsTrained)});
    if (status.skipped > 0)
      table.add({"Left out", groupedText(status.skipped) + (status.skipped == 1 ? " image" : " images") +
                                 " that cannot be read (log.txt names them)"});
    answer.text = table.text();
    if (ended == RunState::Stopped) {
      answer.exitCode = kExitInterrupted;
      answer.text += "Stopped; go on with: toponets train --resume " + shellWord(place) + "\n";
    }
    return answer;
  }

  std::string file_, runs_ = "runs", name_, resume_, note_;
  std::vector<std::string> settings_;
  std::int64_t extend_ = 0;
  bool restart_ = false, takeOver_ = false, accept_ = false, paused_ = false;
};

}  // namespace

std::unique_ptr<Command> makeTrainCommand(const Engine& engine) { return std::make_unique<TrainCommand>(engine); }

}  // namespace studio
