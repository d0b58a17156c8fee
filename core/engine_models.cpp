// Tables and shapes for forms and listings.
#include <torch/version.h>

#include "core/data/dataset.h"
#include "core/engine.h"
#include "core/run/error.h"
#include "core/train/network.h"
#include "core/train/run_problems.h"
#include "core/train/train_job.h"

namespace studio {
namespace {

/// The input a configuration's data give, or the model's own where the data cannot be opened.
InputShape inputOf(const RunConfig& config) {
  try {
    return factsOf(withOpenablePaths(config)).input;
  } catch (const std::exception&) {
    return findModel(config.model.name).defaultInput;
  }
}

}  // namespace

std::vector<ModelRow> modelRows() {
  std::vector<ModelRow> rows;
  for (const auto& entry : models()) {
    RunConfig config = entry.defaults();
    config.model.name = entry.name;
    rows.push_back({entry.name, entry.title, entry.input, networkFactsOf(config, entry.defaultInput).parameters});
  }
  return rows;
}

std::vector<std::string> choicesFor(const std::string& fieldKey) {
  std::vector<std::string> names;
  if (fieldKey == "model.name")
    for (const auto& entry : models()) names.push_back(entry.name);
  else if (fieldKey == "data.kind")
    for (const auto& entry : datasets()) names.push_back(entry.kind);
  else if (const auto* field = findField(fieldKey)) names = field->choices;
  return names;
}

std::vector<LayerInfo> layersOf(const RunConfig& config) { return networkFactsOf(config, inputOf(config)).layers; }

std::int64_t parameterCount(const RunConfig& config) { return networkFactsOf(config, inputOf(config)).parameters; }

std::vector<Problem> problemsOf(const RunConfig& config) {
  try {
    return runProblems(config, factsOf(withOpenablePaths(config)));
  } catch (const UserError& error) {
    std::vector<Problem> problems;
    try {
      problems = modelProblems(config, findModel(config.model.name).defaultInput);
    } catch (const UserError& modelError) {
      problems.push_back({"model.name", Problem::Severity::Error, modelError.what(), "", {}});
    }
    for (const auto& problem : problems)   // said already by the settings themselves
      if (problem.key == "data.kind" || problem.key == "data.root") return problems;
    problems.push_back({"data.root", Problem::Severity::Error, error.what(), "", {}});
    return problems;
  }
}

std::unique_ptr<Job> makeTrainJob(TrainRequest request) { return std::make_unique<TrainJob>(std::move(request)); }

std::string versionString() { return STUDIO_VERSION; }

std::string libtorchVersion() { return TORCH_VERSION; }

}  // namespace studio
