// Open, gather responses, let the analyses go over the layers one by one, store.
#include "core/analysis/analyse.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/analysis/analyses.h"
#include "core/analysis/shown_network.h"
#include "core/data/data_reference.h"
#include "core/network/activations.h"
#include "core/network/device.h"
#include "core/network/source.h"
#include "core/run/analysis.h"
#include "core/run/analysis_store.h"
#include "core/run/error.h"
#include "core/run/failure.h"
#include "core/run/places.h"
#include "core/run/run_store.h"
#include "core/run/stimuli_seed.h"
#include "core/train/train_job.h"

namespace studio {
namespace {

Pooling parsePooling(const std::string& request) {
  if (request == "mean") return Pooling::Mean;
  if (request == "max") return Pooling::Max;
  if (request == "flatten") return Pooling::Flatten;
  throw UserError("There is no pooling \"" + request + "\"; name mean, max or flatten.");
}

/// One layer's share of the responses, on the network's sheet.
std::vector<LayerResponses> splitResponses(const Model& model, const std::vector<std::string>& chosen,
                                           Responses& responses) {
  std::vector<LayerResponses> layers;
  for (const auto& info : model.layers()) {
    if (std::find(chosen.begin(), chosen.end(), info.name) == chosen.end()) continue;
    LayerResponses& layer = layers.emplace_back();
    layer.layer = info.name;
    layer.height = info.height;
    layer.width = info.width;
    layer.units = responses.units.at(info.name);
    if (const auto pooled = responses.pooled.find(info.name); pooled != responses.pooled.end())
      layer.pooled = pooled->second;
  }
  return layers;
}

/// How responses are pooled over space for the analysis that reads them so.
Pooling poolingFor(const std::vector<std::string>& names, const AnalysisSettings& settings) {
  for (const auto& name : names)
    if (const auto& entry = findAnalysis(name); entry.pools) return parsePooling(settings.text("pooling", "mean"));
  return Pooling::Mean;
}

/// Of the responses of its layers.
void computeLayers(const ShownNetwork& shown, const AnalysisRequest& request, const std::vector<std::string>& names,
                   const Computing& computing, NetworkAnalysis& found) {
  const auto groups =
      readStimulusGroups(*shown.stimuli.data, request.settings, anyNeeds(names, &AnalysisKind::contrasts));
  if (anyNeeds(names, &AnalysisKind::angles)) requireAngles(groups, shown.stimuli.name);
  const auto chosen = chooseLayers(*shown.source.model, request.settings.layers);
  if (chosen.empty()) throw UserError("The model has no layers of that kind; give --layers all.");
  ResponseStorage storage;
  auto responses = collectResponses(*shown.source.model, shown.stimuli.data, shown.stimuli.options,
                                    {chosen, poolingFor(names, request.settings), shown.stimuli.data->isLanguage()},
                                    storage, computing.progress);
  found.rows = responses.rows;
  analyseLayers(names, splitResponses(*shown.source.model, chosen, responses), groups, computing, found);
}

/// What is said of network and stimuli before anything is computed.
NetworkAnalysis beginAnalysis(const ShownNetwork& shown, const AnalysisRequest& request) {
  NetworkAnalysis found;
  found.network = shown.source.name;
  found.step = shown.source.step;
  found.stimuli = stimuliText(request);
  found.skipped = shown.stimuli.data->skipped();
  found.remarks = shown.stimuli.data->remarks();
  if (!shown.changed.empty() && !request.firstWeights)
    found.warnings.push_back(shown.changed);  // first weights have seen no data
  found.settings = request.settings;
  return found;
}

/// Arrays of responses are of no network that could be evaluated.
void requireNetwork(const AnalysisRequest& request) {
  if (request.arrays.responses.empty()) return;
  for (const auto& name : request.analyses)
    if (const auto& kind = findAnalysis(name).kind; kind.ofNetwork || !kind.sentences.empty())
      throw UserError("The analysis " + name +
                      " evaluates a network; name a run, or a model with weights, instead of " +
                      request.arrays.responses.string() + ".");
}

void sayBegun(const Computing& computing, const std::vector<std::string>& names, bool fromMaps) {
  if (computing.begun) computing.begun(names, fromMaps);
}

NetworkAnalysis computeNetwork(const AnalysisRequest& request, const std::vector<std::string>& names,
                               const Computing& computing) {
  const auto shown = openShown(request, computing);
  auto found = beginAnalysis(shown, request);
  std::vector<std::string> ofLayers, ofNetwork;
  for (const auto& name : names) (findAnalysis(name).kind.ofNetwork ? ofNetwork : ofLayers).push_back(name);
  if (!ofNetwork.empty()) {
    sayBegun(computing, ofNetwork, false);
    analyseWholeNetwork(ofNetwork, shown.source, shown.stimuli, computing, found);
  }
  if (!ofLayers.empty()) {
    sayBegun(computing, ofLayers, false);
    computeLayers(shown, request, ofLayers, computing, found);
  }
  return found;
}

/// What the sentences were read from, as --data takes it; of given sequences their file.
std::string placeOfSentences(const std::string& analysis, const AnalysisSettings& settings) {
  const auto& key = findAnalysis(analysis).kind.sentences;
  const bool isGiven = settings.text(key).empty();
  const std::string place = isGiven ? settings.text("input") : settings.text(key);
  if (place.empty()) return {};
  const auto whole = std::filesystem::absolute(place).lexically_normal().string();
  return isGiven ? whole : (key == "text" ? key : analysis) + ":" + whole;
}

/// As they are asked for now: a result that is found may be of a copy of them, or older than its place.
void namePlaces(const AnalysisRequest& request, NetworkAnalysis& found) {
  for (Result& result : found.results)
    if (isOfSentences(result.analysis)) result.place = placeOfSentences(result.analysis, request.settings);
}

NetworkAnalysis computeSentences(const AnalysisRequest& request, const std::string& name, const Computing& computing) {
  const auto source = openNetwork(request, computing);
  NetworkAnalysis found;
  found.network = source.name;
  found.step = source.step;
  found.stimuli = stimuliText(request);
  found.settings = request.settings;
  sayBegun(computing, {name}, false);
  const bool trained = !request.firstWeights && source.step != 0 && !request.source.weights.starts_with("random:");
  analyseSentences({name}, source, request.source, trained, computing, found);
  namePlaces(request, found);
  return found;
}

template <class T>
void sortOnce(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

}  // namespace

AnalysisRequest withSortedLists(AnalysisRequest request) {
  for (const auto& name : request.analyses)
    for (const auto& field : findAnalysis(name).kind.choices) {
      const auto value = request.settings.values.find(field.key);
      if (value == request.settings.values.end() || !field.sorts || !field.sorts(request.settings)) continue;
      if (auto* numbers = std::get_if<std::vector<double>>(&value->second)) sortOnce(*numbers);
      if (auto* wholes = std::get_if<std::vector<std::int64_t>>(&value->second)) sortOnce(*wholes);
    }
  return request;
}

std::vector<AnalysisKind> analysisKinds() {
  std::vector<AnalysisKind> kinds;
  for (const auto& entry : analyses()) kinds.push_back(entry.kind);
  return kinds;
}

namespace {

/// Results that cannot be compared with their stimuli: the newest of the step.
NetworkAnalysis readWithoutStimuli(const AnalysisRequest& request) {
  const auto [run, step] = resolveCheckpoint(request.source);
  const auto text = std::to_string(step);
  const bool named = request.source.run.ends_with(":" + text);  // else the last step that has any
  return readAnalyses(run, {request.firstWeights ? "untrained"
                            : named              ? text
                                                 : std::string(),
                            request.stimuli.data,
                            {}});
}

/// A disk that cannot be written costs the record, not the result.
void store(const AnalysisCache& cache, const AnalysisRequest& request, const std::vector<std::string>& names,
           NetworkAnalysis& computed) {
  try {
    for (const auto& name : names) cache.store.write(cache.key(name, request.settings), computed);
  } catch (const UserError& error) {
    computed.notStored = std::string("The results are not stored. ") + error.what();
  }
}

/// Beside what is in `found` already.
void addResults(NetworkAnalysis& found, NetworkAnalysis more) {
  if (found.empty()) {
    found = std::move(more);
    return;
  }
  if (found.layers.empty()) found.layers = std::move(more.layers);  // what was there was of the whole network
  if (found.stimuliCount == 0) {                                    // or of sentences
    found.stimuliCount = more.stimuliCount, found.rows = more.rows;
    found.skipped = more.skipped, found.remarks = more.remarks, found.warnings = more.warnings;
    found.categories = more.categories, found.contrasts = more.contrasts;
  }
  for (Result& result : more.results) found.resultFor(result.analysis) = std::move(result);
  for (const auto& [key, value] : more.settings.values) found.settings.values[key] = value;
  found.notStored = more.notStored;
}

/// Analyses that need only maps, where those are stored: no stimulus is shown for them. What it has found leaves the
/// list.
void analyseMapsThatAreThere(const AnalysisCache& cache, const AnalysisRequest& request, const Computing& computing,
                             NetworkAnalysis& found, std::vector<std::string>& missing) {
  std::vector<std::string> ofMaps;
  for (const auto& name : missing)
    if (findAnalysis(name).kind.ofMaps) ofMaps.push_back(name);
  NetworkAnalysis selectivity;
  if (ofMaps.empty() || !cache.store.read(cache.key(kMapsAnalysis, request.settings), selectivity)) return;
  useThreads(computing.threads);
  sayBegun(computing, ofMaps, true);
  auto computed = analyseStoredMaps(ofMaps, selectivity, request.settings, computing);
  store(cache, request, ofMaps, computed);
  std::erase_if(missing, [](const std::string& name) { return findAnalysis(name).kind.ofMaps; });
  if (!computed.notStored.empty()) return addResults(found, std::move(computed));
  takeStored(cache, request, found, ofMaps);
  if (!ofMaps.empty()) addResults(found, std::move(computed));
}

/// Those of stimuli; `found` has what was stored.
NetworkAnalysis analyseStimuli(const std::optional<AnalysisCache>& cache, const AnalysisRequest& request,
                               const Computing& computing, NetworkAnalysis found, std::vector<std::string> missing) {
  const bool nothing = found.empty();
  if (cache) analyseMapsThatAreThere(*cache, request, computing, found, missing);
  if (missing.empty()) return found;
  auto computed = computeNetwork(request, missing, computing);
  if (cache) store(*cache, request, missing, computed);
  if (nothing && found.empty()) return computed;
  if (!cache || !computed.notStored.empty()) {
    addResults(found, std::move(computed));
    return found;
  }
  takeStored(cache, request, found, missing);  // beside what was there before
  if (!missing.empty())
    throw UserError("The result of " + missing.front() +
                    " was stored but cannot be read back; run the analysis again.");
  return found;
}

}  // namespace

NetworkAnalysis analyse(const AnalysisRequest& request, const Computing& computing) {
  for (const auto& name : request.analyses) requireChoices(findAnalysis(name).kind, request.settings);
  requireNetwork(request);
  if (!request.store.empty()) {  // before minutes of computing
    requireOutsideOfRuns(request.store);
    makeFolders(request.store);
  }
  if (!request.arrays.responses.empty()) return analyseArrays(request, computing);
  const auto cache = findAnalysisCache(request);
  NetworkAnalysis found;
  auto missing = request.analyses;
  takeStored(cache, request, found, missing);
  namePlaces(request, found);
  const auto sentences = std::stable_partition(missing.begin(), missing.end(),
                                               [](const std::string& name) { return !isOfSentences(name); });
  const std::vector<std::string> ofSentences(sentences, missing.end());
  missing.erase(sentences, missing.end());
  if (!missing.empty()) found = analyseStimuli(cache, request, computing, std::move(found), std::move(missing));
  for (const auto& name : ofSentences) {
    auto computed = computeSentences(request, name, computing);
    if (cache) store(*cache, request, {name}, computed);
    addResults(found, std::move(computed));
  }
  return found;
}

NetworkAnalysis storedAnalysis(const AnalysisRequest& request) {
  if (!request.source.run.empty() && !areHere(request.stimuli.data)) return readWithoutStimuli(request);
  NetworkAnalysis found;
  auto missing = request.analyses;
  takeStored(findAnalysisCache(request), request, found, missing);
  namePlaces(request, found);
  return found;
}

// Where results are kept.

namespace {

/// To be raised when other images, labels or tokens come to be read from the same files.
constexpr const char* kReading = "reading 2";

/// As programs named and drew the same stimuli that knew no seed but the run's: their results count for as long as
/// they are of these. Another seed makes another result.
void addDrawn(Fingerprint& print, const std::string& text, const RunConfig& config) {
  const auto [data, seed] = splitSeed(text);
  print.add(data).add(toToml(withoutRunsSeed(config)));
  const std::int64_t former = wereOfRunsSeed(data) ? config.train.seed : 0;
  if (seed.value_or(0) != former) print.add("seed").add(std::to_string(seed.value_or(0)));
}

void addStimuli(Fingerprint& print, const AnalysisRequest& request, const RunConfig& config) {
  addDrawn(print, stimuliText(request), config);
  if (!request.stimuli.array.empty()) {
    print.addPlace(request.stimuli.array);
    return;
  }
  RunConfig shown = config;
  if (!request.stimuli.data.empty()) shown.data = parseDataReference(request.stimuli.data);
  if (!shown.data.root.empty()) print.add(kReading).addPlace(withOpenablePaths(shown).data.root);
}

/// Contrasts of a file count by what the file says.
void addContrasts(Fingerprint& print, const AnalysisSettings& settings) {
  if (settings.chosen.empty() && settings.contrasts.ends_with(".toml")) print.addPlace(settings.contrasts);
}

}  // namespace

AnalysisKey AnalysisCache::key(const std::string& analysis, const AnalysisSettings& settings) const {
  if (const AnalysisKind& kind = findAnalysis(analysis).kind; !kind.sentences.empty()) {
    Fingerprint print;
    print.add(network).add(decidingSettings(kind, settings));
    if (!tokenizer.empty()) print.addPlace(tokenizer);
    for (const ChoiceField& field : kind.choices)
      if (field.kind == FieldKind::Path && !settings.text(field.key).empty()) print.addPlace(settings.text(field.key));
    if (!kind.ofNetwork) print.add(settings.layers);
    return {analysis, step, print.text(), stimuli};
  }
  return {analysis, step, Fingerprint().add(inputs).add(decidingSettings(findAnalysis(analysis).kind, settings)).text(),
          stimuli};
}

std::string stimuliText(const AnalysisRequest& request) {
  if (!request.stimuli.array.empty())
    return std::filesystem::absolute(request.stimuli.array).lexically_normal().string();
  return request.stimuli.data.empty() ? kOwnStimuli : plainStimuli(wholeReference(request.stimuli.data));
}

namespace {

/// Of a file of weights, in the folder that the request names: by what the file holds, how it is read, and the stimuli.
/// What is wrong with the file is said when it is opened.
std::optional<AnalysisCache> findCacheOfFile(const AnalysisRequest& request) try {
  const SourceRequest& source = request.source;
  const bool own = request.stimuli.data.empty() && request.stimuli.array.empty();  // which a file has not
  const bool ofStimuli = !std::all_of(request.analyses.begin(), request.analyses.end(), isOfSentences);
  if (request.store.empty() || source.weights.empty() || (own && ofStimuli)) return {};
  const auto place = findWeightsPlace(source.weights);
  Fingerprint print;
  print.add("analyses 1").add("file").add(source.model).add(source.weights).addPlace(place.file).add(place.part);
  for (const auto& setting : source.settings) print.add(setting);
  const RunConfig config = makeConfig(source);
  const auto network = print.text();
  addStimuli(print, request, config);
  addContrasts(print, request.settings);
  return AnalysisCache{AnalysisStore(request.store),
                       request.firstWeights ? "untrained" : "file",
                       stimuliText(request),
                       print.text(),
                       network,
                       sourceTokenizerPlace(source, config, {})};
} catch (const UserError&) {
  return {};
}

}  // namespace

std::optional<AnalysisCache> findAnalysisCache(const AnalysisRequest& request) {
  if (!request.arrays.responses.empty()) return {};
  if (request.source.run.empty()) return findCacheOfFile(request);
  const auto checkpoint = resolveCheckpoint(request.source);
  const RunConfig config = checkpoint.run.config();
  Fingerprint print;
  print.add("analyses 1");  // to be raised when an analysis comes to find something else
  if (!request.firstWeights) print.addPlace(checkpoint.run.checkpoint(checkpoint.step) / "model.safetensors");
  const auto network = Fingerprint().add(print.text()).add(toToml(config)).text();
  addStimuli(print, request, config);
  const bool own = request.stimuli.data.empty() && request.stimuli.array.empty();
  if (own)
    print.add(trainedDataText(checkpoint.run));  // what is said of data that have changed since is a part of the result
  addContrasts(print, request.settings);
  const AnalysisStore store = request.store.empty() ? AnalysisStore(checkpoint.run) : AnalysisStore(request.store);
  return AnalysisCache{store,
                       request.firstWeights ? "untrained" : std::to_string(checkpoint.step),
                       stimuliText(request),
                       print.text(),
                       network,
                       sourceTokenizerPlace(request.source, config, {})};
}

void takeStored(const std::optional<AnalysisCache>& cache, const AnalysisRequest& request, NetworkAnalysis& found,
                std::vector<std::string>& analyses) {
  if (!cache) return;
  std::erase_if(analyses,
                [&](const std::string& name) { return cache->store.read(cache->key(name, request.settings), found); });
}

}  // namespace studio
