// A network that an analysis makes of another one, smaller, as a file of weights (analyse.h). What it is made of stays
// as it is: a run is only read, and no file within a run is written.
#include <torch/types.h>

#include <algorithm>
#include <set>

#include "core/analysis/analyse.h"
#include "core/analysis/analyses.h"
#include "core/analysis/shown_network.h"
#include "core/network/device.h"
#include "core/network/source.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"
#include "core/run/run_files.h"
#include "core/run/run_store.h"
#include "core/text/stored_tokenizer.h"
#include "core/weights/recognise.h"
#include "core/weights/state_dict.h"
#include "core/weights/stated_settings.h"
#include "core/weights/stated_texts.h"
#include "core/weights/weights_jobs.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

const AnalysisEntry& savingAnalysis(const SaveNetworkRequest& request) {
  const auto& names = request.analysis.analyses;
  const AnalysisEntry& entry = findAnalysis(names.empty() ? std::string() : names.front());
  if (entry.reduce) return entry;
  std::vector<std::string> saving;
  for (const AnalysisEntry& each : analyses())
    if (each.reduce) saving.push_back(each.kind.name);
  throw UserError("The analysis " + entry.kind.name + " makes no network to save; " + listedNames(saving, "and") +
                  " do.");
}

/// What a run holds is what training and analyses wrote into it.
void requireOutsideOfRun(const fs::path& file) {
  std::error_code none;
  const fs::path whole = fs::weakly_canonical(fs::absolute(file, none), none);
  for (fs::path place = whole.parent_path(); place != place.root_path(); place = place.parent_path())
    if (fs::is_regular_file(place / RunFiles::kResolved, none))
      throw UserError(file.string() + " lies in the folder of the run " + place.filename().string() +
                      ", which stays as it is; name a file elsewhere.");
  requireOutsideOfRuns(file);  // a checkpoint that was copied out of its run
}

void requireNewFile(const SaveNetworkRequest& request) {
  const fs::path& file = request.file;
  if (file.extension() != ".safetensors")
    throw UserError(file.string() +
                    " does not end with .safetensors, the form in which a network is saved; name it so.");
  std::error_code none;
  if (fs::is_directory(file, none)) throw UserError(file.string() + " is a folder; name a file to write.");
  requireOutsideOfRun(file);
  if (!request.analysis.source.weights.empty() && fs::equivalent(file, request.analysis.source.weights, none))
    throw UserError(file.string() + " is the file that is read; name another one to write.");
}

double levelToSave(const SaveNetworkRequest& request, const std::string& key, const AnalysisKind& kind) {
  if (request.level) return *request.level;
  AnalysisSettings usual;
  usual.values[key] = findChoice({kind}, key)->initial;
  const auto list = request.analysis.settings.numbers(key);
  const auto levels = list.empty() ? usual.numbers(key) : list;
  if (levels.empty()) throw UserError("No level was named; give --at N.");
  return levels.back();
}

OpenedSource sourceToReduce(const AnalysisRequest& request, const Computing& computing) {
  if (request.source.weights.starts_with("random:")) return openShown(request, computing).source;  // fits its stimuli
  useThreads(computing.threads);
  return openSource(request.source);
}

/// The file; nothing that is there for random ones.
fs::path weightsOf(const SourceRequest& request) {
  if (request.run.empty()) return findWeightsPlace(request.weights).file;
  const auto [run, step] = resolveCheckpoint(request);
  return run.checkpoint(step) / "model.safetensors";
}

std::map<std::string, std::string> textsFor(const SourceRequest& request, const OpenedSource& source) {
  std::map<std::string, std::string> texts{{"format", "pt"}};
  if (!request.run.empty())
    texts = textsOfWeights(weightsOf(request));
  else if (!request.weights.starts_with("random:"))
    texts = textsOfWeights(request.weights);
  Recognition seen;  // how its images were prepared, where the configuration says it
  seen.mean = source.config.data.mean;
  seen.std = source.config.data.std;
  texts.merge(normaliserTexts(seen));
  texts.merge(settingTexts(source.config.model));
  return texts;
}

/// A tied head is its table of tokens under a second name: the file, which is to be small, holds the table alone, and
/// opening it finds the head there (core/weights/key_maps.cpp).
void leaveOutSecondNames(StateDict& tensors, const torch::nn::Module& model) {
  std::set<std::string> parameters;
  std::set<const void*> places;
  for (const auto& item : model.named_parameters()) parameters.insert(item.key());
  for (const auto& [name, tensor] : tensors)
    if (parameters.contains(name) && tensor.numel() > 0) places.insert(tensor.const_data_ptr());
  std::erase_if(tensors, [&](const auto& item) {
    return !parameters.contains(item.first) && places.contains(item.second.const_data_ptr());
  });
}

}  // namespace

NetworkSaved saveNetwork(const SaveNetworkRequest& request, const Computing& computing) {
  const AnalysisEntry& entry = savingAnalysis(request);
  requireNewFile(request);
  const double level = levelToSave(request, entry.kind.saves, entry.kind);
  const auto source = sourceToReduce(request.analysis, computing);
  source.model->to(torch::kCPU);
  const auto reduced = entry.reduce(*source.model, request.analysis.settings, level);
  auto tensors = makeStateDict(*source.model);
  for (auto& [name, tensor] : tensors)
    for (const auto& [changed, values] : reduced.tensors)
      if (changed == name) tensor = values;
  leaveOutSecondNames(tensors, *source.model);
  auto texts = textsFor(request.analysis.source, source);
  for (const auto& [key, text] : reduced.texts) texts[key] = text;
  writeWeights(request.file, tensors, texts);
  if (defaultInputShape(source.config.model).language())
    takeTokenizerAlong(weightsOf(request.analysis.source), request.file);
  return {level, std::int64_t(tensors.size()), std::int64_t(fs::file_size(request.file)), reduced.description};
}

}  // namespace studio
