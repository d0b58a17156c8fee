// The one table of commands; a new command is one line here.
#include "app/cli/command.h"

namespace studio {

std::span<const CommandEntry> commands() {
  static constexpr CommandEntry kCommands[] = {
      {"info", "Versions, devices and threads", "toponets info", makeInfoCommand},
      {"models", "The models there are", "toponets models", makeModelsCommand},
      {"layers", "The layers of a model that have a cortical sheet", "toponets layers resnet18 --set model.classes=10",
       makeLayersCommand},
      {"check", "Look over a configuration before training", "toponets check run.toml", makeCheckCommand},
      {"train", "Train a network, or go on with a run", "toponets train run.toml --set topoloss.tau=3 --name first",
       makeTrainCommand},
      {"evaluate", "Loss and accuracy on a data set", "toponets evaluate runs/first --data idx:digits?limit=1000",
       makeEvaluateCommand},
      {"topoloss", "TopoLoss of an array or of a model's weights", "toponets topoloss weight.npy --factor 4 4",
       makeTopolossCommand},
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
  };
  return kCommands;
}

}  // namespace studio
