// See analyses.h: the table, what analyses share, then the pass over the layers.
#include "core/analysis/analyses.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/analysis/map_notes.h"
#include "core/data/npy_tensor.h"
#include "core/network/activations.h"
#include "core/run/analysis.h"
#include "core/run/error.h"
#include "core/run/measures.h"
#include "core/run/names.h"

namespace studio {

// The rows, in the order of lists: the function of this name stands in the analysis' own file and makes its row.
// clang-format off
#define STUDIO_ANALYSES(row)  \
  row(selectivityAnalysis)    \
  row(smoothnessAnalysis)     \
  row(dimensionalityAnalysis) \
  row(similarityAnalysis)     \
  row(patchesAnalysis)        \
  row(moransAnalysis)         \
  row(islandsAnalysis)        \
  row(frequenciesAnalysis)    \
  row(coherenceAnalysis)      \
  row(orientationAnalysis)    \
  row(clustersAnalysis)       \
  row(pruneAnalysis)          \
  row(downsampleAnalysis)     \
  row(blimpAnalysis)          \
  row(windowsAnalysis)
// clang-format on

#define STUDIO_DECLARE(make) AnalysisEntry make();
STUDIO_ANALYSES(STUDIO_DECLARE)

namespace {

/// What a screen should know of the row's functions, and tables of runs of its columns.
void describeRow(AnalysisEntry& entry) {
  entry.kind.takesMap = entry.map != nullptr;
  describeMeasures(entry.kind);
}

std::deque<AnalysisEntry>& analysisTable() {
#define STUDIO_MAKE(make) make(),
  static std::deque<AnalysisEntry> table = [] {
    std::deque<AnalysisEntry> made = {STUDIO_ANALYSES(STUDIO_MAKE)};
    for (AnalysisEntry& entry : made) describeRow(entry);
    return made;
  }();
  return table;
}

}  // namespace

const std::deque<AnalysisEntry>& analyses() { return analysisTable(); }

void translateAnalyses(const TextTranslation& translate) {
  const auto change = [&](std::string& text) {
    if (!text.empty()) text = translate(text);
  };
  for (AnalysisEntry& entry : analysisTable()) {
    change(entry.kind.title);
    for (ChoiceField& choice : entry.kind.choices) {
      change(choice.label);
      change(choice.help);
      for (std::string& title : choice.titles) change(title);
    }
    for (ShownColumn& column : entry.kind.columns) {
      change(column.title);
      change(column.help);
    }
    for (PlotKind& plot : entry.kind.plots) change(plot.title);
  }
}

const AnalysisEntry& findAnalysis(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& entry : analyses()) {
    if (entry.kind.name == name) return entry;
    names.push_back(entry.kind.name);
  }
  const auto meant = suggestion(name, names);
  if (!meant.empty()) throw UserError("There is no analysis \"" + name + "\"" + meant);
  std::string all;
  for (const auto& each : names) all += (all.empty() ? "" : ", ") + each;
  throw UserError("There is no analysis \"" + name + "\"; there are " + all + ".");
}

// What the analyses share.

void AnalysisTask::begin(const LayerResponses& layer) {
  layer_ = &layer;
  statistics_.assign(groups_.contrasts.size(), {});
}

const UnitStatistics& AnalysisTask::statistics(std::size_t contrast) {
  auto& known = statistics_.at(contrast);
  if (!known) known = unitStatistics(layer_->units, groups_.on[contrast], groups_.off[contrast]);
  return *known;
}

torch::Tensor AnalysisTask::map(std::size_t contrast) { return map(contrast, settings().statistic()); }

std::int64_t AnalysisTask::stimulusCount(std::size_t contrast) const {
  if (!stored_) return (groups_.on.at(contrast).sum() + groups_.off.at(contrast).sum()).item<std::int64_t>();
  const Result* result = stored_->result(kMapsAnalysis);
  const Keys keys{{"layer", layer_->layer}, {"contrast", groups_.contrasts.at(contrast).name}};
  const double count = result ? result->number("", keys, "on") + result->number("", keys, "off") : kUndefined;
  return std::isfinite(count) ? std::int64_t(count) : 0;
}

torch::Tensor statisticValues(const UnitStatistics& all, const std::string& name) {
  if (name == "t") return all.t;
  if (name == "welch_t") return all.welchT;
  if (name == "d_prime") return all.dPrime;
  throw std::logic_error("no values of the statistic " + name);
}

torch::Tensor AnalysisTask::map(std::size_t contrast, const std::string& name) {
  if (!findStatistic(name))
    throw UserError("There is no statistic \"" + name + "\"; name " + listedNames(statisticNames(), "or") + ".");
  if (stored_) return storedMap(groups_.contrasts.at(contrast).name + "." + name);
  return statisticValues(statistics(contrast), name)
      .to(torch::kFloat32)
      .to(torch::kDouble)
      .view({layer_->height, layer_->width});  // [units] -> [height, width]
}

torch::Tensor AnalysisTask::storedMap(const std::string& quantity) const {
  const SheetMap* map = stored_->map(layer_->layer, quantity);
  if (!map)
    throw UserError("The stored maps of selectivity have no " + quantity + " of " + layer_->layer +
                    "; run selectivity again.");
  auto values = torch::empty({map->height, map->width}, torch::kFloat32);
  std::copy(map->values.begin(), map->values.end(), values.mutable_data_ptr<float>());
  return values.to(torch::kDouble);
}

SheetMap AnalysisTask::sheetMap(const std::string& quantity, const torch::Tensor& values) const {
  const auto plain = values.to(torch::kCPU, torch::kFloat32).contiguous();
  const float* first = plain.const_data_ptr<float>();
  return {layer_->layer,
          quantity,
          layer_->height,
          layer_->width,
          std::max<std::int64_t>(0, found_.step),
          {first, first + plain.numel()}};
}

ChoiceField statisticChoice() {
  std::vector<std::string> titles;
  for (const ContrastStatistic& each : contrastStatistics()) titles.push_back(each.title);
  return {{.key = kStatisticChoice,
           .label = "Statistic",
           .help = "of which map",
           .kind = FieldKind::Choice,
           .choices = statisticNames()},
          "--statistic",
          contrastStatistics().front().name,
          titles};
}

ChoiceField permutationsChoice() {
  return {{.key = "permutations",
           .label = "Shuffles",
           .help = "permutations behind p",
           .kind = FieldKind::Integer,
           .minimum = 0,
           .maximum = 1000000},
          "--permutations",
          std::int64_t{999}};
}

ChoiceField seedChoice() {
  return {{.key = "seed",
           .help = "seed of the permutations",
           .kind = FieldKind::Integer,
           .minimum = 0,
           .maximum = 9007199254740992.0},
          "--seed",
          std::int64_t{0}};
}

std::string layersText(std::size_t count) { return count == 1 ? "1 layer" : std::to_string(count) + " layers"; }

std::string meanText(double mean, int decimals, std::size_t layers) {
  return std::isfinite(mean) ? fixedText(mean, decimals) + ", mean of " + layersText(layers)
                             : "Undefined in " + layersText(layers);
}

std::size_t layersIn(const NetworkAnalysis& found, const Result& result) {
  return std::size_t(std::count_if(found.layers.begin(), found.layers.end(),
                                   [&](const AnalysedLayer& layer) { return result.has(layer.layer); }));
}

// The pass over the layers.

void beginResult(const AnalysisKind& kind, NetworkAnalysis& found) {
  for (const ChoiceField& field : kind.choices)
    if (!field.follows) found.settings.values.try_emplace(field.key, field.initial);
  Result& result = found.resultFor(kind.name);
  result.ofContrasts = kind.contrasts;
  result.ofNetwork = kind.ofNetwork;
  result.settings = choicesMade(kind, found.settings);
}

void requireChoices(const AnalysisKind& kind, const AnalysisSettings& settings) {
  for (const auto& field : kind.choices) {
    const auto value = settings.values.find(field.key);
    if (value == settings.values.end()) continue;
    if (const auto sentence = choiceProblem(field, value->second); !sentence.empty()) throw UserError(sentence);
  }
}

namespace {

/// Units that no correlation is defined for; what is the matter with them is added to the warnings.
std::int64_t undefinedUnits(const LayerResponses& layer, NetworkAnalysis& found) {
  const auto& units = layer.units;
  const auto least = std::get<0>(units.min(0)), most = std::get<0>(units.max(0));  // NaN where a response is NaN
  const auto finite = least.isfinite().logical_and(most.isfinite());
  const auto all = units.size(1), broken = all - finite.sum().item<std::int64_t>();
  const auto constant = finite.logical_and((most - least) > 0).logical_not().sum().item<std::int64_t>() - broken;
  const auto of = [&](std::int64_t count) {
    return (count == all ? "all " : std::to_string(count) + " of ") + std::to_string(all) + " units";
  };
  if (broken > 0)
    found.warnings.push_back("Of " + layer.layer + ", the responses of " + of(broken) +
                             " are not finite: " + nonFiniteIn(units, {"stimulus", "unit"}) +
                             (broken == all ? "; they cannot be analysed." : "; these units are left out."));
  if (constant > 0)
    found.warnings.push_back("Of " + layer.layer + ", the responses of " + of(constant) +
                             " are the same to every stimulus, so no correlation is defined for " +
                             (constant == all ? "any." : "these."));
  return broken + constant;
}

void describe(const StimulusGroups& groups, const std::vector<LayerResponses>& layers, NetworkAnalysis& found) {
  found.stimuliCount = layers.empty() ? 0 : layers.front().units.size(0);
  found.categories = groups.categories;
  found.contrasts = groups.contrasts;
}

void finishResult(const AnalysisEntry& entry, AnalysisTask& work, const MapNotes& notes, NetworkAnalysis& found) {
  Result& result = found.resultFor(entry.kind.name);
  if (entry.kind.contrasts) result.notes = notes.sentences(selectiveFrom(entry.kind, found.settings));
  if (entry.finish) entry.finish(work, result);
  std::vector<std::string> contrasts;
  for (const Contrast& contrast : found.contrasts) contrasts.push_back(contrast.name);
  addMeans(result, entry.kind.means, contrasts);
}

}  // namespace

void analyseLayers(const std::vector<std::string>& names, const std::vector<LayerResponses>& layers,
                   const StimulusGroups& groups, const Computing& computing, NetworkAnalysis& found) {
  describe(groups, layers, found);
  for (const auto& name : names) beginResult(findAnalysis(name).kind, found);
  AnalysisTask work(groups, found);
  MapNotes notes;
  for (const auto& layer : layers) {
    const auto undefined = undefinedUnits(layer, found);
    found.layers.push_back({layer.layer, layer.height, layer.width, layer.units.size(1), undefined});
    work.begin(layer);
    for (const auto& name : names) findAnalysis(name).layer(work, found.resultFor(name));
    if (anyNeeds(names, &AnalysisKind::contrasts)) notes.add(work);
    if (computing.layers) computing.layers(std::int64_t(found.layers.size()), std::int64_t(layers.size()));
  }
  for (const auto& name : names) finishResult(findAnalysis(name), work, notes, found);
}

/// What a result says beside its own numbers (stimuli, warnings, units that are undefined) is what was said when the
/// maps were made.
NetworkAnalysis analyseStoredMaps(const std::vector<std::string>& names, const NetworkAnalysis& selectivity,
                                  const AnalysisSettings& settings, const Computing& computing) {
  NetworkAnalysis found = selectivity;
  found.results.clear();
  found.settings = settings;
  StimulusGroups groups;
  groups.contrasts = selectivity.contrasts;
  for (const auto& name : names) beginResult(findAnalysis(name).kind, found);
  AnalysisTask work(groups, found, &selectivity);
  MapNotes notes;
  std::int64_t done = 0;
  for (const auto& layer : selectivity.layers) {
    const LayerResponses place{layer.layer, layer.height, layer.width, {}, {}};
    work.begin(place);
    for (const auto& name : names) findAnalysis(name).layer(work, found.resultFor(name));
    notes.add(work);
    if (computing.layers) computing.layers(++done, std::int64_t(selectivity.layers.size()));
  }
  for (const auto& name : names) finishResult(findAnalysis(name), work, notes, found);
  return found;
}

// Analyses of whole networks.

std::vector<LayerInfo> NetworkTask::layers() const { return chosenLayers(model_, settings()); }

Evaluation NetworkTask::evaluate() {
  const std::int64_t images = data_.images(), before = done_++ * images;
  return data_.evaluate(model_, flip_, [&](std::int64_t seen, std::int64_t) {
    if (computing_.progress) computing_.progress(before + seen, std::max(passes_ * images, before + seen));
  });
}

std::vector<LayerInfo> chosenLayers(const Model& model, const AnalysisSettings& settings) {
  const auto chosen = chooseLayers(model, settings.layers);
  if (chosen.empty()) throw UserError("The model has no layers of that kind; give --layers all.");
  std::vector<LayerInfo> layers = model.layers();
  std::erase_if(layers, [&](const LayerInfo& layer) {
    return std::find(chosen.begin(), chosen.end(), layer.name) == chosen.end();
  });
  return layers;
}

namespace {

/// The data with the network's classes as labels; what a person should know of them goes to `found`.
std::shared_ptr<const Dataset> labelledData(const OpenedSource& source, const Stimuli& stimuli,
                                            NetworkAnalysis& found) {
  if (source.config.model.classes == 0 && !stimuli.data->isLanguage())
    throw UserError(source.name + " has no classifier (model.classes is 0), so there is no accuracy to measure.");
  auto match = matchClasses(stimuli.data, source.classNames, source.config.model.classes, source.name);
  for (auto& remark : match.remarks)
    if (std::find(found.remarks.begin(), found.remarks.end(), remark) == found.remarks.end())
      found.remarks.push_back(std::move(remark));
  return match.data;
}

void sayDecoding(const LabelledBatches& batches, const Computing& computing) {
  if (!batches.areKept() && computing.report)
    computing.report("The images do not fit into a quarter of the memory, so they are decoded again for each level.");
}

}  // namespace

void analyseWholeNetwork(const std::vector<std::string>& names, const OpenedSource& source, const Stimuli& stimuli,
                         const Computing& computing, NetworkAnalysis& found) {
  LabelledBatches batches(labelledData(source, stimuli, found), stimuli.options);
  sayDecoding(batches, computing);
  found.stimuliCount = stimuli.data->size();
  std::int64_t passes = 0;
  for (const auto& name : names) {
    beginResult(findAnalysis(name).kind, found);
    passes += findAnalysis(name).passes(found.settings);
  }
  NetworkTask work(*source.model, batches, stimuli.flip, found, passes, computing);
  for (const auto& name : names) {
    const AnalysisEntry& entry = findAnalysis(name);
    Result& result = found.resultFor(name);
    entry.network(work, result);
    addMeans(result, entry.kind.means, {});
  }
}

void analyseSentences(const std::vector<std::string>& names, const OpenedSource& source, const SourceRequest& request,
                      bool trained, const Computing& computing, NetworkAnalysis& found) {
  for (const auto& name : names) {
    const AnalysisEntry& entry = findAnalysis(name);
    beginResult(entry.kind, found);
    SentenceTask work(source, request, found, computing, trained);
    Result& result = found.resultFor(name);
    entry.sentences(work, result);
    found.layers = work.takeLayers();
    addMeans(result, entry.kind.means, {});
  }
}

bool isOfSentences(const std::string& analysis) { return !findAnalysis(analysis).kind.sentences.empty(); }

bool anyNeeds(const std::vector<std::string>& names, bool AnalysisKind::*needs) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return findAnalysis(name).kind.*needs; });
}

void requireAngles(const StimulusGroups& groups, const std::string& stimuli) {
  if (groups.degrees.size() < 2)
    throw UserError("Preferred angles need gratings or bars at two angles or more, but " + stimuli +
                    " do not say theirs; name --data gratings: or files like 022.5deg_05.50sf_072phase_bw.png.");
}

}  // namespace studio
