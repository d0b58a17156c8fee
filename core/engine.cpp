// The engine: what window and command line ask, answered by the floors of core/ below.
#include "core/engine.h"

#include <algorithm>

#include "core/analysis/analyse.h"
#include "core/analysis/analyses.h"
#include "core/engine_jobs.h"
#include "core/data/dataset.h"
#include "core/data/dataset_place.h"
#include "core/losses/losses.h"
#include "core/network/device.h"
#include "core/network/network.h"
#include "core/run/error.h"
#include "core/run/places.h"
#include "core/text/tokenize.h"
#include "core/train/preflight.h"
#include "core/train/train_job.h"
#include "core/weights/weights_jobs.h"
#include "core/weights/recognise.h"
#include "core/weights/stated_settings.h"

namespace studio {
namespace {

/// The input a configuration's data give, or the model's own where the data cannot be opened.
InputShape inputFor(const RunConfig& config) {
  try {
    return readDataFacts(config).input;
  } catch (const std::exception&) {
    return defaultInputShape(config.model);
  }
}

/// A key that some rows of a table read, but not the chosen one.
template <class Rows, class ReadName>
bool belongsToAnother(const Rows& rows, const std::string& chosen, const std::string& key, ReadName readName) {
  bool known = false;
  for (const auto& row : rows) {
    const bool reads = std::find(row.settings.begin(), row.settings.end(), key) != row.settings.end();
    if (reads && chosen == readName(row)) return false;
    known |= reads;
  }
  return known;
}

/// Progress is where a computation can be stopped: it is called after each batch and each file.
Computing stoppable(const Computing& computing) {
  Computing watched = computing;
  const auto stopping = [stop = computing.stop](const BatchProgress& report) -> BatchProgress {
    return [stop, report](std::int64_t done, std::int64_t total) {
      if (stop.stop_requested()) throw ComputingStopped();
      if (report) report(done, total);
    };
  };
  watched.progress = stopping(computing.progress);
  watched.reading = stopping(computing.reading);
  watched.layers = stopping(computing.layers);
  return watched;
}

/// What the shapes of a transformer's weights do not show.
void addTransformer(WeightsInspection& inspection, const Recognition& found) {
  inspection.headsFrom = found.headsFrom;
  inspection.conflictingHeads = found.conflictingHeads;
  inspection.geluFrom = found.geluFrom;
  if (found.geluFrom.empty()) return;
  inspection.gelu = found.model->gelu == "published" ? publishedGelu(found.model->name) : found.model->gelu;
}

void addModel(WeightsInspection& inspection, const Recognition& found) {
  inspection.model = found.model;
  inspection.tau = found.tau;
  inspection.headsGuessed = found.headsGuessed;
  inspection.title = found.title;
  inspection.problem = found.problem;
  inspection.leftOver = found.leftOver;
  inspection.notes = found.model ? notesOn(found, *found.model) : found.notes;
  for (const auto& clause : found.unsupported)
    inspection.notes.push_back("The outputs of the network differ here: " + clause + ".");
  if (!found.model) return;
  inspection.settings = describeSettings(*found.model);
  if (found.model->width > 0) addTransformer(inspection, found);
}

class ComputingEngine final : public Engine {
 public:
  std::string version() const override { return versionString(); }
  std::string libtorchVersion() const override { return studio::libtorchVersion(); }
  std::vector<DeviceChoice> devices() const override { return studio::devices(); }
  DeviceChoice chooseDevice(const std::string& request) const override { return studio::chooseDevice(request); }

  std::vector<std::string> choices(const std::string& fieldKey) const override {
    std::vector<std::string> names;
    if (fieldKey == "model.name")
      for (const auto& entry : studio::models()) names.push_back(entry.name);
    else if (fieldKey == "data.kind")
      for (const auto& entry : datasets()) names.push_back(entry.kind);
    else if (const auto* field = findField(fieldKey))
      names = field->choices;
    return names;
  }

  std::vector<std::string> idleSettings(const RunConfig& config) const override {
    std::vector<std::string> idle;
    for (const auto& field : configFields()) {
      const bool another =
          belongsToAnother(studio::models(), config.model.name, field.key,
                           [](const ModelEntry& row) { return row.name; }) ||
          belongsToAnother(datasets(), config.data.kind, field.key, [](const DatasetEntry& row) { return row.kind; });
      if (another || (field.applies && !field.applies(config))) idle.push_back(field.key);
    }
    return idle;
  }

  std::vector<DataKind> dataKinds() const override {
    std::vector<DataKind> kinds;
    for (const auto& row : datasets())
      kinds.push_back({row.kind, row.title, row.language, row.angles, row.ownCategories});
    return kinds;
  }

  std::vector<StimuliChoice> probeChoices(const RunConfig& config) const override { return listProbeChoices(config); }

  std::vector<LossKind> losses() const override {
    std::vector<LossKind> kinds;
    for (const auto* row : studio::losses()) kinds.push_back({row->name, row->title, actsOnText(row->on)});
    return kinds;
  }

  std::vector<ModelRow> models() const override {
    std::vector<ModelRow> rows;
    for (const auto& entry : studio::models()) {
      RunConfig config = entry.defaults();
      config.model.name = entry.name;
      rows.push_back({entry.name, entry.title, entry.input, describeNetwork(config, entry.defaultInput).parameters});
    }
    return rows;
  }

  std::vector<LayerInfo> modelLayers(const std::string& model,
                                     const std::vector<std::string>& settings) const override {
    return studio::modelLayers(model, settings);
  }
  std::vector<LayerInfo> layers(const RunConfig& config) const override {
    return describeNetwork(config, inputFor(config)).layers;
  }
  std::vector<Problem> problems(const RunConfig& config) const override { return findProblems(config); }
  BlurPreview blurPreview(const RunConfig& config, const std::string& layer) const override {
    return studio::blurPreview(config, layer);
  }

  CheckReport check(const RunConfig& config, const std::string& device, int threads,
                    const CheckStage& stage) const override {
    return checkRun(config, device, threads, stage);
  }
  std::unique_ptr<Job> trainJob(TrainRequest request) const override {
    return std::make_unique<TrainJob>(std::move(request));
  }
  std::string changedData(const RunFolder& run) const override { return describeChangedData(run); }

  WeightsReport weightsReport(const std::filesystem::path& file, std::int64_t heads) const override {
    return readWeightsReport(file, heads);
  }
  WeightsParts weightsParts(const std::filesystem::path& file) const override { return partsOfWeights(file); }
  WeightsInspection inspectWeights(const std::filesystem::path& file, bool readValues) const override {
    const auto stored = openWeights(file);
    WeightsInspection inspection;
    inspection.format = stored.format;
    inspection.metadata = stored.metadata;
    for (const auto& tensor : stored.tensors) inspection.tensors.push_back({tensor.name, tensor.dtype, tensor.shape});
    addModel(inspection, recognise(stored));
    if (!readValues) return inspection;
    inspection.notFinite = tensorsNotFinite(stored);
    inspection.variancesBelowZero = variancesBelowZero(stored);
    return inspection;
  }
  WeightsFit weightsFit(const RunConfig& config) const override { return findWeightsFit(config); }
  TrainedReport trainedLayers(const std::filesystem::path& file) const override { return readTrainedLayers(file); }
  TokenizedText tokenize(const TokenizeRequest& request, const BatchProgress& progress) const override {
    return tokenizeText(request, progress);
  }
  SampledText sample(const SourceRequest& source, const SampleRequest& request, const Computing& computing,
                     const std::function<void(std::string_view bytes)>& said) const override {
    return sampleSource(source, request, computing, said);
  }
  TextProbe probeText(const SourceRequest& source, const TextProbeRequest& request,
                      const Computing& computing) const override {
    return probeSource(source, request, computing);
  }
  StrongestTokens strongestTokens(const AnalysisRequest& request, const std::string& layer, std::int64_t each,
                                  const Computing& computing) const override {
    return strongestTokensOf(request, layer, each, stoppable(computing));
  }
  ConvertedWeights convertWeights(const ConvertRequest& request) const override {
    return studio::convertWeights(request);
  }
  WeightsDifference weightsDifference(const std::filesystem::path& a, const std::filesystem::path& b,
                                      const Computing& computing) const override {
    return compareWeightsFiles(a, b, computing);
  }
  std::optional<UnitWeights> unitWeights(const RunFolder& runOrFile, std::int64_t step, const std::string& layer,
                                         std::int64_t unit) const override {
    return isWeightsFile(runOrFile.path()) ? unitOfWeights(runOrFile.path(), layer, unit)
                                           : studio::unitWeights(runOrFile, step, layer, unit);
  }

  Evaluation evaluate(const SourceRequest& source, const std::string& data, bool flip,
                      const Computing& computing) const override {
    return evaluateSource(source, data, stoppable(computing), flip);
  }
  std::vector<std::int64_t> predict(const SourceRequest& source, const std::filesystem::path& input,
                                    const std::filesystem::path& output, const Computing& computing) const override {
    return predictFile(source, input, output, stoppable(computing));
  }
  WrittenActivations writeActivations(const SourceRequest& source, const StimuliRequest& stimuli,
                                      const std::string& layers, const std::filesystem::path& folder,
                                      const Computing& computing) const override {
    return studio::writeActivations(source, stimuli, layers, folder, stoppable(computing));
  }
  ArrayLoss topoLoss(const std::filesystem::path& weight, const TopoLossRequest& question,
                     const std::filesystem::path& gradient, int threads) const override {
    return lossOfArray(weight, question, gradient, threads);
  }
  ModelLosses topoLosses(const SourceRequest& source, const std::filesystem::path& list,
                         const TopoLossRequest& question, int threads) const override {
    return topoLossesOfModel(source, list, question, threads);
  }

  std::vector<AnalysisKind> analyses() const override { return analysisKinds(); }
  std::vector<AnalysisNetwork> networks(const std::filesystem::path& open, std::int64_t step,
                                        std::int64_t heads) const override {
    return listNetworks(open, step, heads);
  }
  std::vector<StimuliChoice> stimuliChoices(const std::filesystem::path& open) const override {
    return listStimuliChoices(open);
  }
  std::string stimuliAt(const std::filesystem::path& place, bool language) const override {
    return dataAt(place, language);
  }
  std::vector<std::string> stimuliFileNames(bool language) const override { return dataFileNames(language); }
  Baseline baseline(const SourceRequest& run) const override { return findBaseline(run); }
  AnalysisPlan analysisPlan(const AnalysisRequest& request) const override {
    return planAnalyses(withSortedLists(request));
  }
  NetworkAnalysis analyse(const AnalysisRequest& request, const Computing& computing) const override {
    return studio::analyse(withSortedLists(request), stoppable(computing));
  }
  NetworkAnalysis storedAnalysis(const AnalysisRequest& request) const override {
    return studio::storedAnalysis(withSortedLists(request));
  }
  NetworkSaved saveNetwork(const SaveNetworkRequest& request, const Computing& computing) const override {
    SaveNetworkRequest sorted = request;
    sorted.analysis = withSortedLists(request.analysis);
    return studio::saveNetwork(sorted, stoppable(computing));
  }
  NetworkAnalysis analyseMap(const std::string& name, const std::filesystem::path& map,
                             const AnalysisSettings& settings) const override {
    return studio::analyseMap(name, map, settings);
  }
  std::vector<StimulusPicture> stimulusPictures(const AnalysisRequest& request,
                                                const std::vector<std::int32_t>& indices, int side) const override {
    return studio::stimulusPictures(request, indices, side);
  }
};

}  // namespace

std::unique_ptr<Engine> makeEngine() {
  analyses();  // tables of runs, which have no engine, know the measures of its rows from here on
  return std::make_unique<ComputingEngine>();
}

void translateTables(const TextTranslation& translate) {
  translateConfigFields(translate);
  translateScalars(translate);
  translateAnalyses(translate);
}

}  // namespace studio
