// The engine as the window and the command line see it: all they ask, in plain data. core/engine.h makes the one that
// computes; tests of widgets give a small one of their own (tests/support/fake_engine.h).
//
// Threads: every method may be called from any thread, several at once; nothing is kept between calls but what was read
// before (shapes of data and networks). "At once" is milliseconds, for the GUI thread; all others read files, build
// networks or compute, up to minutes, so that a screen calls them from a worker thread and holds the engine by a shared
// pointer there.
// Errors: what a user can fix is thrown as UserError, one sentence; what a Computing's functions throw ends the call.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/run/analysis_request.h"
#include "core/run/runner.h"
#include "core/run/snapshot.h"
#include "core/run/network_request.h"
#include "core/run/text_request.h"
#include "core/run/training_request.h"
#include "core/run/weights_difference.h"
#include "core/run/weights_report.h"

namespace studio {

class Engine {
 public:
  virtual ~Engine() = default;

  // ---- The program and the machine: at once

  /// "0.1.0", and the LibTorch it computes with: "2.13.0".
  virtual std::string version() const = 0;
  virtual std::string libtorchVersion() const = 0;
  virtual std::vector<DeviceChoice> devices() const = 0;
  /// "auto", "cpu", "cuda:N". Throws when a named device is not there.
  virtual DeviceChoice chooseDevice(const std::string& request) const = 0;

  // ---- Settings

  /// At once: what model.name, data.kind or another field of choices can be.
  virtual std::vector<std::string> choices(const std::string& fieldKey) const = 0;
  /// At once: keys that make no difference to this configuration: of other models, data sets or schedules.
  virtual std::vector<std::string> idleSettings(const RunConfig& config) const = 0;
  /// At once: what probe.data can be for this configuration; a folder of images can be named beside them.
  virtual std::vector<StimuliChoice> probeChoices(const RunConfig& config) const = 0;
  /// At once: the table of losses, TopoLoss and its rivals.
  virtual std::vector<LossKind> losses() const = 0;
  /// The table of models.
  virtual std::vector<ModelRow> models() const = 0;
  /// Layers of a model that have a sheet, at its default settings and input but for those given.
  virtual std::vector<LayerInfo> modelLayers(const std::string& model,
                                             const std::vector<std::string>& settings) const = 0;
  /// Layers with a sheet; `topo` as this configuration sets it.
  virtual std::vector<LayerInfo> layers(const RunConfig& config) const = 0;
  /// settingProblems() and what needs the model and the data's place: unknown layers, impossible factors, missing
  /// folders. Throws nothing of it.
  virtual std::vector<Problem> problems(const RunConfig& config) const = 0;
  virtual BlurPreview blurPreview(const RunConfig& config, const std::string& layer) const = 0;

  // ---- Training

  /// Pre-flight: reads the data, builds the model, times a few batches. Leaves nothing behind.
  virtual CheckReport check(const RunConfig& config, const std::string& device = "auto", int threads = 0,
                            const CheckStage& stage = {}) const = 0;
  /// At once: a job for a Runner; all the work is in its run().
  virtual std::unique_ptr<Job> trainJob(TrainRequest request) const = 0;
  /// What has changed in the data of a run since its newest checkpoint, to be shown before it is resumed: "13 training
  /// images instead of 12"; empty where nothing has, or where the data cannot be opened (which resuming says).
  virtual std::string changedData(const RunFolder& run) const = 0;

  // ---- Files of weights; nothing that they hold is ever run

  /// `heads`: as the user names them; 0 = as the file says.
  virtual WeightsReport weightsReport(const std::filesystem::path& file, std::int64_t heads = 0) const = 0;
  /// The networks that stand in the file; none where there is but one, or where it cannot be read.
  virtual WeightsParts weightsParts(const std::filesystem::path& file) const = 0;
  /// `readValues`: checksums too, and whether every number is finite.
  virtual WeightsInspection inspectWeights(const std::filesystem::path& file, bool readValues) const = 0;
  /// model.weights beside the network of a configuration. Throws UserError for a file that cannot be read.
  virtual WeightsFit weightsFit(const RunConfig& config) const = 0;
  /// Which layers were trained with TopoLoss, by their values.
  virtual TrainedReport trainedLayers(const std::filesystem::path& file) const = 0;
  virtual ConvertedWeights convertWeights(const ConvertRequest& request) const = 0;
  /// Two files, checkpoints or runs (their last checkpoint), tensor by tensor. Throws UserError naming the one that
  /// cannot be read; `computing` gives progress (tensors done and in all) and can stop it.
  virtual WeightsDifference weightsDifference(const std::filesystem::path& a, const std::filesystem::path& b,
                                              const Computing& computing = {}) const = 0;
  /// The weights into one unit: of a run at its checkpoint nearest before `step`, or of a file of weights (whose step
  /// counts for nothing). nullopt where there is no such layer, unit or checkpoint.
  virtual std::optional<UnitWeights> unitWeights(const RunFolder& runOrFile, std::int64_t step,
                                                 const std::string& layer, std::int64_t unit) const = 0;

  // ---- Text

  /// Writes the tokens of a text as nanoGPT's 16-bit .bin, and beside it the tokenizer.json that they were made with.
  /// `progress` in bytes of the text; what it throws leaves nothing behind. Throws UserError.
  virtual TokenizedText tokenize(const TokenizeRequest& request, const BatchProgress& progress) const = 0;
  /// Text that a network of language goes on with. `said` gets the bytes of each token as it is drawn, on this thread;
  /// `computing.progress` counts tokens. Throws UserError.
  virtual SampledText sample(const SourceRequest& source, const SampleRequest& request, const Computing& computing,
                             const std::function<void(std::string_view bytes)>& said = {}) const = 0;
  /// A text that a network of language reads, token by token: surprisals, and responses of one layer. Throws UserError.
  virtual TextProbe probeText(const SourceRequest& source, const TextProbeRequest& request,
                              const Computing& computing) const = 0;
  /// The tokens of the request's stimuli, text or sentences, that drive each unit of a layer most, `each` of a unit,
  /// with what stands around them. Throws UserError.
  virtual StrongestTokens strongestTokens(const AnalysisRequest& request, const std::string& layer, std::int64_t each,
                                          const Computing& computing) const = 0;

  // ---- A network over data

  /// `flip` adds the logits of the mirror images. Images that cannot be read are left out and named.
  virtual Evaluation evaluate(const SourceRequest& source, const std::string& data, bool flip,
                              const Computing& computing) const = 0;
  /// Raw forward pass over an array; writes float32 [n, classes], of rows of tokens [n, tokens, vocabulary], and
  /// returns that shape.
  virtual std::vector<std::int64_t> predict(const SourceRequest& source, const std::filesystem::path& input,
                                            const std::filesystem::path& output, const Computing& computing) const = 0;
  /// Writes LAYER.npy [stimuli, units] for each layer of the request ("topo", "all", names) and labels.txt.
  virtual WrittenActivations writeActivations(const SourceRequest& source, const StimuliRequest& stimuli,
                                              const std::string& layers, const std::filesystem::path& folder,
                                              const Computing& computing) const = 0;
  /// TopoLoss of a weight [o, i], [o, i, kh, kw] or bias [o], or another loss of the table of a weight or of responses
  /// [stimuli, units]; writes its gradient where a file is named.
  virtual ArrayLoss topoLoss(const std::filesystem::path& weight, const TopoLossRequest& question,
                             const std::filesystem::path& gradient, int threads) const = 0;
  /// TopoLoss of each listed layer: those of the topoloss package's JSON file where one is named, else the model's.
  virtual ModelLosses topoLosses(const SourceRequest& source, const std::filesystem::path& list,
                                 const TopoLossRequest& question, int threads) const = 0;

  // ---- Analyses of sheets

  /// At once: the table of data sets.
  virtual std::vector<DataKind> dataKinds() const = 0;
  /// At once: the table of analyses.
  virtual std::vector<AnalysisKind> analyses() const = 0;
  /// The open run at a step (-1 = the last checkpoint) or the open file of weights and their controls, the trained one
  /// first. `heads`: as a person named them for a file that does not say how many its network has; 0 = nobody did.
  virtual std::vector<AnalysisNetwork> networks(const std::filesystem::path& open, std::int64_t step,
                                                std::int64_t heads = 0) const = 0;
  /// What suits the open run or file without asking; that which has results comes first.
  virtual std::vector<StimuliChoice> stimuliChoices(const std::filesystem::path& open) const = 0;
  /// A folder or file that a person chose, as a DATA text ("tokens:FOLDER"), by the names of its files; "" where none
  /// is of a kind that the network reads. `language`: rows of tokens, else images.
  virtual std::string stimuliAt(const std::filesystem::path& place, bool language) const = 0;
  /// At once: what files of such kinds are called: "*.bin".
  virtual std::vector<std::string> stimuliFileNames(bool language) const = 0;
  /// The run that is the same but for tau 0.
  virtual Baseline baseline(const SourceRequest& run) const = 0;
  /// Which of the request's analyses are stored, which the stored maps are enough for, which need the stimuli to be
  /// shown, and how long that takes. Computes nothing; opens no network.
  virtual AnalysisPlan analysisPlan(const AnalysisRequest& request) const = 0;
  /// All analyses of the request with one pass over the stimuli; what the run's folder has already is read, not
  /// computed, and what needs only maps that are there is computed of these.
  virtual NetworkAnalysis analyse(const AnalysisRequest& request, const Computing& computing) const = 0;
  /// What is stored of it, without computing; layers empty where nothing is.
  virtual NetworkAnalysis storedAnalysis(const AnalysisRequest& request) const = 0;
  /// Writes a network that an analysis makes of the source's: weights of their own in a file, whole or not there, to be
  /// opened like any other. The source stays as it is. Throws UserError.
  virtual NetworkSaved saveNetwork(const SaveNetworkRequest& request, const Computing& computing) const = 0;
  /// An analysis of one map [height, width] of a .npy or .npz file, where it can be made of one
  /// (AnalysisKind::takesMap); its layer is called "map". Throws UserError.
  virtual NetworkAnalysis analyseMap(const std::string& name, const std::filesystem::path& map,
                                     const AnalysisSettings& settings) const = 0;
  /// Stimuli as the network sees them, before normalising; sides at most `side` px. Indices that there are not are left
  /// out.
  virtual std::vector<StimulusPicture> stimulusPictures(const AnalysisRequest& request,
                                                        const std::vector<std::int32_t>& indices, int side) const = 0;
};

}  // namespace studio
