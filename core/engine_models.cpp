// Tables and shapes for forms and listings.
#include <torch/version.h>

#include <algorithm>

#include "core/data/dataset.h"
#include "core/engine.h"
#include "core/network/network.h"
#include "core/run/error.h"
#include "core/train/run_problems.h"
#include "core/train/train_job.h"

namespace studio {
namespace {

/// The input a configuration's data give, or the model's own where the data cannot be opened.
InputShape inputOf(const RunConfig& config) {
  try {
    return factsOf(config).input;
  } catch (const std::exception&) {
    return defaultInputOf(config.model);
  }
}

bool has(const std::vector<std::string>& keys, const std::string& key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// A key that some rows of a table read, but not the chosen one.
template <class Rows, class NameOf>
bool isOfAnother(const Rows& rows, const std::string& chosen, const std::string& key, NameOf nameOf) {
  bool known = false;
  for (const auto& row : rows) {
    const bool reads = has(row.settings, key);
    if (reads && chosen == nameOf(row)) return false;
    known |= reads;
  }
  return known;
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
  else if (const auto* field = findField(fieldKey))
    names = field->choices;
  return names;
}

std::vector<std::string> idleSettings(const RunConfig& config) {
  std::vector<std::string> idle;
  for (const auto& field : configFields()) {
    const bool ofAnother =
        isOfAnother(models(), config.model.name, field.key, [](const ModelEntry& row) { return row.name; }) ||
        isOfAnother(datasets(), config.data.kind, field.key, [](const DatasetEntry& row) { return row.kind; });
    if (ofAnother || (field.applies && !field.applies(config))) idle.push_back(field.key);
  }
  return idle;
}

std::vector<LayerInfo> layersOf(const RunConfig& config) { return networkFactsOf(config, inputOf(config)).layers; }

std::int64_t parameterCount(const RunConfig& config) { return networkFactsOf(config, inputOf(config)).parameters; }

std::vector<Problem> problemsOf(const RunConfig& config) {
  try {
    return runProblems(config, factsOf(config));
  } catch (const UserError& error) {
    std::vector<Problem> problems;
    try {
      problems = modelProblems(config, defaultInputOf(config.model));
    } catch (const UserError& modelError) {
      problems.push_back({"model.name", Problem::Severity::Error, modelError.what(), "", {}});
    }
    for (const auto& problem : problems)  // said already by the settings themselves
      if (problem.key == "data.kind" || problem.key == "data.root") return problems;
    problems.push_back({"data.root", Problem::Severity::Error, error.what(), "", {}});
    return problems;
  }
}

std::unique_ptr<Job> makeTrainJob(TrainRequest request) { return std::make_unique<TrainJob>(std::move(request)); }

std::string versionString() { return STUDIO_VERSION; }

std::string libtorchVersion() { return TORCH_VERSION; }

}  // namespace studio
