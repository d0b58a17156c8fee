// The engine's front door without torch: what the window's session and the command line ask of it.
// Every call may take seconds (it may build a model or read data): a screen calls from a worker thread, except
// problems(), layersOf() and choicesFor(), which answer from cached shapes in milliseconds after the first call.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/run/config_fields.h"
#include "core/run/job.h"
#include "core/run/layer_info.h"
#include "core/run/run_config.h"
#include "core/run/run_store.h"
#include "core/run/snapshot.h"

namespace studio {

struct DataSplit;  // core/data/dataset.h

struct DeviceChoice {
  std::string name;    ///< "cpu", "cuda:0"
  std::string title;   ///< "CPU, 2 threads", "NVIDIA H100"
  std::string reason;  ///< why the CPU was taken, one sentence, or empty
};

/// The folder with demo data and presets: $STUDIO_RESOURCES, beside the installed program, or in the source tree.
/// Empty: none.
std::filesystem::path resourceFolder();
/// Relative places (data.root, model.weights) made absolute where they exist: from the working directory, then from the
/// configuration file's folder. "resources/..." that is in neither comes from resourceFolder() and stays as it is
/// written.
RunConfig withResolvedPaths(RunConfig config, const std::filesystem::path& configFolder = {});
/// The data's place as it can be opened here (resources/... included).
RunConfig withOpenablePaths(RunConfig config);

/// "auto", "cpu", "cuda:N". Throws UserError when a named device is not there.
DeviceChoice chooseDevice(const std::string& wish);
std::vector<DeviceChoice> devices();

struct ModelRow {
  std::string name, title, input;
  std::int64_t parameters = 0;
};
std::vector<ModelRow> modelRows();                                 ///< at each row's default settings
std::vector<std::string> choicesFor(const std::string& fieldKey);  ///< of model.name, data.kind
/// Keys that make no difference to this configuration: of other models, data sets or schedules. Answers at once.
std::vector<std::string> idleSettings(const RunConfig& config);

/// Layers with a sheet; `topo` as this configuration sets it. Throws UserError.
std::vector<LayerInfo> layersOf(const RunConfig& config);
std::int64_t parameterCount(const RunConfig& config);
/// settingProblems() and what needs the model and the data's place: unknown layers, impossible factors, missing
/// folders.
std::vector<Problem> problemsOf(const RunConfig& config);

/// One slice of a layer's first weights and its blur, as the loss compares them at step 0 (for the form's picture).
struct BlurPreview {
  SheetMap weights, blurred;
  std::int64_t lowHeight = 0, lowWidth = 0;
};
BlurPreview blurPreview(const RunConfig& config, const std::string& layer);

struct CheckReport {
  std::vector<Problem> problems;
  std::int64_t parameters = 0, trainingImages = 0, validationImages = 0, classes = 0, steps = 0;
  double secondsPerStep = 0, seconds = 0;  ///< of one step; of the whole run with its validations and maps
  double memoryBytes = 0, taskLoss = 0, topoLoss = 0, runBytes = 0;
  std::string precision,
      otherPrecision;  ///< "fp32" or "bf16", what train.precision comes to; the one timed beside it, or empty
  double otherSecondsPerStep = 0;
  std::int64_t storedMaps = 0;  ///< snapshots that the run will store
  double probeSeconds = 0;      ///< of `seconds`: what measuring all of them takes
  double busy = 0;              ///< share of the processors, 0..1, that other programs took while the steps were timed
  std::vector<std::string> notes;  ///< whole sentences that are no problems
  std::int64_t skipped = 0;        ///< images that cannot be read; `problems` names them
  DeviceChoice device;
};
/// What a run that takes too much memory can be told, as the end of a sentence (failure.h).
inline constexpr const char* kLessTrainingMemory =
    "lower train.batch_size, raise train.parts, or lower data.image_size or model.context";
/// Pre-flight: reads the data, builds the model, times a few batches. Leaves nothing behind.
CheckReport check(const RunConfig& config, const std::string& device = "auto", int threads = 0);

struct TrainRequest {
  RunConfig config;  ///< ignored when resuming
  RunFolder folder;  ///< made by RunStore::create
  bool resume = false;
  bool restart = false;   ///< resume at step 0 where the run's checkpoints are lost; its rows and maps are made anew
  bool takeOver = false;  ///< resume although another machine's process may still train it
  std::int64_t extendToEpochs = 0;  ///< resume a finished run up to this many epochs; 0 = as configured
  std::string device = "auto";
  int threads = 0;                     ///< 0 = all cores; resuming: as the run had it
  bool acceptChangedData = false;      ///< resume although the data are not those it was trained with
  std::string dataRoot;                ///< resume: where the run's data have moved to; empty = where they were
  std::string asGiven;                 ///< the TOML as it was given, for config.toml; empty: the resolved one
  std::int64_t mostDecoded = 100'000;  ///< of sets of more files only the ends of each are looked at before the start
};
std::unique_ptr<Job> makeTrainJob(TrainRequest request);
/// What has changed in the data of a run since its newest checkpoint, to be told before it is resumed: "13 training
/// images instead of 12"; empty where nothing has, or where the data cannot be opened (which resuming says).
std::string changedDataOf(const RunFolder& folder);
/// The same of data that are open, as a sentence for whoever shows the run its own data again: their parts may be drawn
/// anew by now.
std::string changedDataWarning(const RunFolder& folder, const DataSplit& data);
/// What the newest checkpoint remembers of the data it was trained with, as one short text; empty where it tells
/// nothing.
std::string trainedDataText(const RunFolder& folder);

/// The weights into one unit of a stored run at its checkpoint nearest before `step`; nullopt when there is none.
std::optional<UnitWeights> unitWeights(const RunFolder& folder, std::int64_t step, const std::string& layer,
                                       std::int64_t unit);

/// A file of weights from anywhere, looked at: which network it is, and the sheets of all its layers.
struct WeightsReport {
  std::string title;   ///< "ResNet-18 with BlurPool, 1000 classes"
  std::string format;  ///< "pytorch", "safetensors", ...
  RunConfig
      config;  ///< the model as it was recognised, TopoLoss on the layers trained with it; model.weights is the file
  std::int64_t parameters = 0, tensors = 0;
  std::int64_t leftOver = 0;       ///< of the tensors: those that are no part of the network
  std::optional<double> tau;       ///< as its metadata or its name tell it
  bool lacksHeads = false;         ///< how many attention heads is told nowhere: responses need `heads` (sheets do not)
  std::string headsFrom;           ///< of a transformer: "model_args.n_head in the file", "as published for this size"
  std::vector<std::string> notes;  ///< sentences: what was chosen where the file leaves a choice
  std::string trained;             ///< which layers were trained with TopoLoss, by its values: a sentence
  std::vector<LayerInfo> layers;
  Snapshot snapshot;  ///< cosine to the blur and norm of every unit
};
/// By its ending: .safetensors, .pt, .pth, .bin, an index of several.
bool isWeightsName(const std::filesystem::path& path);
/// Throws UserError naming the file and what does not fit. Never runs what a file holds. `heads`: as the user names
/// them; 0 = as the file says.
WeightsReport readWeightsReport(const std::filesystem::path& path, std::int64_t heads = 0);
/// Sets of layers and their TopoLoss, as WeightsReport::trained sums them up; reads all weights.
struct SetLoss {
  std::string name;
  double loss = 0, shuffled = 0;
  std::vector<std::string> low;
};
struct TrainedReport {
  std::vector<SetLoss> sets;
  std::string sentence;
};
TrainedReport readTrainedLayers(const std::filesystem::path& path);
std::optional<UnitWeights> unitOfWeights(const std::filesystem::path& path, const std::string& layer,
                                         std::int64_t unit);
/// Weights of a file, a checkpoint or a run into .safetensors or .pt; `blurPool` gives a ResNet's names with or without
/// it, `heads` as above. Returns sentences on what was chosen and left out.
std::vector<std::string> exportWeights(const std::filesystem::path& from, const std::filesystem::path& to,
                                       std::optional<bool> blurPool = {}, std::int64_t heads = 0);

std::string versionString();
std::string libtorchVersion();

}  // namespace studio
