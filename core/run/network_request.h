// What is asked of a network that is there (a run's checkpoint, a file of weights, random weights), and what it
// answers: loss and accuracy over data, responses of its layers, TopoLoss of its weights. Values; any thread.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/run/snapshot.h"

namespace studio {

/// SOURCE of the command line: RUN[:step], or --model NAME --weights FILE [--set model.key=value].
struct SourceRequest {
  std::string run;                  ///< folder or name, with an optional ":step"; empty when a model is named
  std::string runsFolder = "runs";  ///< where names are looked up
  std::string model;
  std::string weights;                ///< a file, or "random:SEED"
  std::vector<std::string> settings;  ///< "model.classes=10"
};

/// Images or rows of tokens to show: DATA (core/data/data_reference.h) or a .npy as it is; both empty = the validation
/// images of the source's run.
struct StimuliRequest {
  std::string data;
  std::filesystem::path array;
};

/// Called after each batch: images (rows of tokens) done and in all. Called by the computing thread; what it throws
/// ends the work.
using BatchProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Ends a computation whose Computing::stop was asked to stop; nothing of it is kept.
struct ComputingStopped {};

/// Where and with how many threads to compute, and what is called meanwhile: all on the computing thread, all may be
/// empty.
struct Computing {
  std::string device = "auto";  ///< auto, cpu, cuda:N
  int threads = 0;              ///< 0 = all cores
  BatchProgress progress = {};
  BatchProgress reading = {};  ///< while files are decoded for the first time, before the progress begins
  std::function<void(const std::string& sentence)> warn = {};  ///< what a person should know and nothing is stopped for
  std::function<void(const std::string&)> report = {};         ///< what was chosen for the user, a sentence each
  std::stop_token stop = {};  ///< looked at with each progress: the call throws ComputingStopped
  BatchProgress layers = {};  ///< while analyses go over the layers of a network, after the progress has ended
  /// Before these analyses of a network are computed, once for each part that is done together: of maps that are
  /// stored, or with the stimuli.
  std::function<void(const std::vector<std::string>& analyses, bool fromMaps)> begun = {};
};

struct Evaluation {
  double loss = 0;        ///< mean cross-entropy of softmax; NaN where no image was seen, as the rest
  double accuracy = 0;    ///< top-1, 0..1; language: of the next token
  double top5 = 0;        ///< the right class is among the five (or all, if fewer) most likely
  double perplexity = 0;  ///< exp(loss)
  /// language: the loss by bytes of text in place of tokens; NaN where no tokenizer is known
  double bitsPerByte = std::numeric_limits<double>::quiet_NaN();
  std::int64_t count = 0;  ///< images seen; language: tokens that were predicted
  bool language = false;
  std::vector<std::string> skipped = {};  ///< images that cannot be read: name and reason
  std::vector<std::string> unknownClasses =
      {};  ///< of the data, that the network was not trained on; their images are left out
  std::vector<std::string> missingClasses = {};  ///< of the network, that the data have no image of
  std::vector<std::string> remarks = {};         ///< what a person should know of the data, a sentence each
};

struct NamedShape {
  std::string name;
  std::vector<std::int64_t> shape;
};

struct WrittenActivations {
  std::vector<NamedShape> layers;    ///< in the model's order
  std::vector<std::string> skipped;  ///< stimuli that could not be read: name and reason; they are in none of the files
  std::vector<std::string> remarks;  ///< on files that are not read and the like, a sentence each
};

/// How TopoLoss is to be computed where the configuration's own way is not meant.
struct TopoLossRequest {
  std::string kind = "weight";                      ///< of an array: weight, input, bias
  std::optional<std::pair<double, double>> factor;  ///< default: that of the configuration, 3 x 3
  std::optional<std::string> mode;                  ///< bilinear, nearest
  bool perSlice = false;
  std::string loss = "topoloss";           ///< of an array: a row of the table of losses (Engine::losses)
  bool allPairs = false;                   ///< of responses: the whole sheet as one neighbourhood, in its own order
  std::vector<std::string> settings = {};  ///< of that loss, "losses.NAME.key=value"
};

struct ArrayLoss {
  std::int64_t height = 0, width = 0, depth = 0;
  double loss = 0;      ///< unscaled; NaN for weights that are not finite
  std::string warning;  ///< one sentence, of such weights; else empty
};

struct ModelLosses {
  std::vector<std::pair<std::string, double>> layers;  ///< unscaled, in the order of the list
  double mean = 0;
  std::string warning;  ///< one sentence, of weights that are not finite; else empty
};

/// A row of the table of losses.
struct LossKind {
  std::string name, title;
  std::string on;  ///< what it acts on: weights, activations, or update (the weights, after the optimizer's step)
};

/// A row of the table of models, at its default settings.
struct ModelRow {
  std::string name, title, input;
  std::int64_t parameters = 0;
};

/// One slice of a layer's first weights and its blur, as the loss compares them at step 0.
struct BlurPreview {
  SheetMap weights, blurred;                 ///< [height, width] each
  std::int64_t lowHeight = 0, lowWidth = 0;  ///< the small grid that the blur goes through
};

}  // namespace studio
