// What is asked about files of weights from anywhere, and what is answered: which network it is, the sheets of its
// layers, which of them were trained with TopoLoss, and its copy in another format. Values; any thread.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/run/snapshot.h"
#include "core/run/run_config.h"

namespace studio {

/// A file of weights, looked at: which network it is, and the sheets of all its layers.
struct WeightsReport {
  std::string title;   ///< "ResNet-18 with BlurPool, 1000 classes"
  std::string format;  ///< "pytorch", "safetensors", ...
  RunConfig
      config;  ///< the model as it was recognised, TopoLoss on the layers trained with it; model.weights is the file
  std::int64_t parameters = 0, tensors = 0;
  std::int64_t leftOver = 0;  ///< of the tensors: those that are no part of the network
  std::optional<double> tau;  ///< as its metadata or its name state it
  bool assumesBlur = false;   ///< nothing states the blur that the cosine is to: it is the paper's
  bool lacksHeads = false;    ///< how many attention heads is stated nowhere: responses need `heads` (sheets do not)
  std::string headsFrom;      ///< of a transformer: "model_args.n_head in the file", "as published for this size"
  std::vector<std::string> notes;  ///< sentences: what was chosen where the file leaves a choice
  std::string trained;             ///< which layers were trained with TopoLoss, by its values: a sentence
  bool judgesTraining = false;     ///< the values allow to say so of some layer; else `trained` says why not
  std::vector<LayerInfo> layers;
  Snapshot snapshot;  ///< cosine to the blur and norm of every unit
};

/// Layers that lie at the same place of every block: "mlp.3", "block convolutions", "fc1".
struct LayerSet {
  std::string name;
  double loss = 0;      ///< mean TopoLoss at the paper's factor 3
  double shuffled = 0;  ///< the same with the units in random order: what weights without topography have
  std::int64_t layers = 0;
  std::vector<std::string> low;  ///< the layers whose loss is low
};

struct TrainedReport {
  std::vector<LayerSet> sets;
  std::string sentence;
};

/// What a file holds and states, without its values but where these were asked for.
struct WeightsInspection {
  struct Tensor {
    std::string name, dtype;
    std::vector<std::int64_t> shape;
  };
  std::string format;
  std::vector<Tensor> tensors;
  std::map<std::string, std::string> metadata;
  std::optional<ModelConfig> model;   ///< none: `problem` says why
  std::vector<std::string> settings;  ///< as `--set` takes them: "model.classes=10"
  std::optional<double> tau;
  bool headsGuessed = false;          ///< neither the file nor what stands beside it states the heads
  std::string headsFrom;              ///< "model_args.n_head in the file"; empty where they are not known
  std::string conflictingHeads;       ///< two numbers and where they stand
  std::string gelu, geluFrom;         ///< of a transformer: "exact" or "tanh", and where that is stated; empty: nowhere
  std::string title;                  ///< "ResNet-18, 10 classes in Hugging Face's names under the prefix `module.`"
  std::vector<std::string> notes;     ///< sentences on what was found, chosen and computed otherwise here
  std::vector<std::string> leftOver;  ///< tensors that are no part of it, by their names in the file
  std::string problem;
  std::vector<std::string> notFinite;           ///< where values were read: tensors that hold NaN or infinity
  std::vector<std::string> variancesBelowZero;  ///< the same: clauses on norms
};

/// The tensors of a file of weights beside those of a network that is to start from it.
struct WeightsFit {
  enum class Kind { Fits, OtherShape, NotInFile, NotInModel, WholeNumbers };
  struct Tensor {
    std::string name;
    Kind kind = Kind::Fits;
    std::string theirs, ours;  ///< shapes as text, "512 x 10"; empty: there is none
  };
  std::vector<Tensor> tensors;         ///< first what does not fit
  std::int64_t fitting = 0, ours = 0;  ///< of the network's tensors
};

/// The networks that stand in one file: a pair of encoders, a model and its teacher.
struct WeightsParts {
  /// What may stand behind FILE#, only those with a network that is recognised; "" is the file without a part. None
  /// where there is but one.
  std::vector<std::string> names;
  std::string taken;  ///< the one that is opened: the part that `path` names, else the engine's choice; empty where
                      ///< that is none of them
};

struct ConvertRequest {
  std::filesystem::path from;         ///< a file, an index of parts, a checkpoint or a run
  std::filesystem::path to;           ///< .safetensors, .pt, .pth or .bin
  std::string model;                  ///< names and completeness of this model; empty: the names stay
  std::optional<bool> blurPool;       ///< with or without it; nothing: as it is
  std::vector<std::string> settings;  ///< what the weights do not show: "model.heads=6"; it stands in the new file
};

struct ConvertedWeights {
  std::int64_t tensors = 0, bytes = 0;  ///< bytes of the written file
  std::vector<std::string> notes = {};  ///< sentences on what the file is, what was taken of it and what was left out
};

}  // namespace studio
