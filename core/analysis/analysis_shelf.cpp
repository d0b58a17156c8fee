#include "core/analysis/analysis_shelf.h"

#include "core/analysis/analyses.h"
#include "core/data/fingerprint.h"
#include "core/data/data_reference.h"
#include "core/network/source.h"
#include "core/run/analysis_json.h"
#include "core/run/places.h"
#include "core/train/train_job.h"

namespace studio {
namespace {

/// To be raised when other images, labels or tokens come to be read from the same files.
constexpr const char* kReading = "reading 2";

void addStimuli(Fingerprint& print, const AnalysisRequest& request, const RunConfig& config) {
  print.add(stimuliText(request)).add(toToml(config));
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

AnalysisKey AnalysisShelf::key(const std::string& analysis, const AnalysisSettings& settings) const {
  return {analysis, step,
          Fingerprint().add(inputs).add(decidingSettings(findAnalysis(analysis).kind, settings)).text()};
}

std::string stimuliText(const AnalysisRequest& request) {
  if (!request.stimuli.array.empty())
    return std::filesystem::absolute(request.stimuli.array).lexically_normal().string();
  return request.stimuli.data.empty() ? kOwnStimuli : wholeReference(request.stimuli.data);
}

std::optional<AnalysisShelf> shelfOf(const AnalysisRequest& request) {
  if (request.source.run.empty() || !request.arrays.responses.empty()) return {};
  const auto checkpoint = checkpointOf(request.source);
  const RunConfig config = checkpoint.run.config();
  Fingerprint print;
  print.add("analyses 1");  // to be raised when an analysis comes to find something else
  if (!request.firstWeights) print.addPlace(checkpoint.run.checkpoint(checkpoint.step) / "model.safetensors");
  addStimuli(print, request, config);
  const bool own = request.stimuli.data.empty() && request.stimuli.array.empty();
  if (own)
    print.add(trainedDataText(checkpoint.run));  // what is said of data that have changed since is a part of the result
  addContrasts(print, request.settings);
  const AnalysisStore store = request.store.empty() ? AnalysisStore(checkpoint.run) : AnalysisStore(request.store);
  return AnalysisShelf{store, request.firstWeights ? "untrained" : std::to_string(checkpoint.step), print.text()};
}

void takeStored(const std::optional<AnalysisShelf>& shelf, const AnalysisRequest& request, NetworkAnalysis& found,
                std::vector<std::string>& analyses) {
  if (!shelf) return;
  std::erase_if(analyses,
                [&](const std::string& name) { return shelf->store.read(shelf->key(name, request.settings), found); });
}

}  // namespace studio
