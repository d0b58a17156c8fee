// The one table of commands, where a new command is one line, and the options that several commands share (command.h).
#include "app/cli/command.h"

#include <iostream>
#include <iterator>

#include "core/run/places.h"
#include "core/run/text_file.h"

namespace studio {

std::span<const CommandEntry> commands() {
  static constexpr CommandEntry kCommands[] = {
      {"info", "Versions, devices and threads", "toponets info", makeInfoCommand},
      {"losses", "TopoLoss and its rivals", "toponets losses", makeLossesCommand},
      {"models", "The available models", "toponets models", makeModelsCommand},
      {"layers", "The layers of a model that have a cortical sheet", "toponets layers resnet18 --set model.classes=10",
       makeLayersCommand},
      {"check", "Check a configuration before training", "toponets check run.toml", makeCheckCommand},
      {"train", "Train a network, or continue a run", "toponets train run.toml --set topoloss.tau=3 --name first",
       makeTrainCommand},
      {"sweep", "Train many runs in which some settings differ", "toponets sweep sweep.toml --jobs 2",
       makeSweepCommand},
      {"evaluate", "Loss and accuracy on a data set", "toponets evaluate runs/first --data idx:digits?limit=1000",
       makeEvaluateCommand},
      {"topoloss", "TopoLoss, or another loss, of an array or of a model's weights",
       "toponets topoloss weight.npy --factor 4 4", makeTopolossCommand},
      {"predict", "Forward pass over an array", "toponets predict runs/first --input x.npy --output y.npy",
       makePredictCommand},
      {"activations", "Responses of layers to stimuli",
       "toponets activations runs/first --data idx:digits --output responses", makeActivationsCommand},
      {"analyse", "Smoothness, dimensionality, selectivity and more of the sheets",
       "toponets analyse smoothness runs/first --data idx:digits?limit=1000", makeAnalyseCommand},
      {"inspect", "What a weights file holds, and of which model", "toponets inspect model.safetensors",
       makeInspectCommand},
      {"convert", "Weights into another format or other names",
       "toponets convert all_topo_tau_10.0.pt weights.safetensors --model resnet18", makeConvertCommand},
      {"runs", "List runs", "toponets runs", makeRunsCommand},
      {"show", "Details of a run", "toponets show first", makeShowCommand},
      {"control", "Pause, resume, stop a run or save its checkpoint, whoever trains it", "toponets control first pause",
       makeControlCommand},
  };
  return kCommands;
}

namespace {

/// "-" is standard input.
GivenConfig readGiven(const std::string& file) {
  if (file != "-") return {loadConfig(file), readFile(file)};
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  return {parseConfig(text, "standard input"), text};
}

}  // namespace

GivenConfig givenConfig(const std::string& file, const std::vector<std::string>& settings) {
  GivenConfig given = readGiven(file);
  for (const auto& setting : settings) {
    applySetting(given.config, setting);
    given.toml += (given.toml.empty() || given.toml.ends_with('\n') ? "# --set " : "\n# --set ") + setting + "\n";
  }
  given.config = withResolvedPaths(given.config, std::filesystem::path(file).parent_path());
  return given;
}

// Options shared by the commands that look at a network.

void addSourceOptions(CLI::App& app, SourceRequest& request, bool runs) {
  if (runs) {
    app.add_option("source", request.run, "A run's folder or name, with :STEP for a checkpoint other than the last")
        ->type_name("RUN[:STEP]");
    app.add_option("--runs", request.runsFolder, "Folder in which runs are looked up by name")
        ->type_name("DIR")
        ->capture_default_str();
  }
  app.add_option("--model", request.model, "A model instead of a run, by its name (toponets models)")
      ->type_name("NAME");
  app.add_option("--weights", request.weights,
                 "The model's weights: a file (FILE#PART: a part of it, e.g. dino.pth#teacher), or random:SEED")
      ->type_name("FILE");
  app.add_option("--set", request.settings,
                 "A setting of the model, e.g. model.classes=100; may be given several times")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
}

}  // namespace studio
