// The one table of models: each is a file of its own with one function that makes its row.
#include <algorithm>

#include "core/models/model.h"
#include "core/run/error.h"
#include "core/run/names.h"

namespace studio {

// The rows, in the order of lists: the function of this name stands in the model's own file and makes its row.
// clang-format off
#define STUDIO_MODELS(row) \
  row(mlpModel)            \
  row(resNet18Model)       \
  row(resNet50Model)       \
  row(vitModel)            \
  row(nanoGptModel)        \
  row(gptNeoModel)
// clang-format on

#define STUDIO_DECLARE_MODEL(make) ModelEntry make();
STUDIO_MODELS(STUDIO_DECLARE_MODEL)

namespace {

void addRow(std::deque<ModelEntry>& rows, ModelEntry row) {
  if (row.formerDefault) addFormerDefault(row.name, row.formerDefault);
  addRowWithFields(rows, std::move(row));
}

const std::deque<ModelEntry>& modelTable() {
#define STUDIO_ADD_MODEL(make) addRow(rows, make());
  static const std::deque<ModelEntry> table = [] {
    std::deque<ModelEntry> rows;
    STUDIO_MODELS(STUDIO_ADD_MODEL)
    return rows;
  }();
  return table;
}

/// The settings of its rows are there before a configuration is read.
[[maybe_unused]] const bool kModelsAdded = (modelTable(), true);

}  // namespace

const std::deque<ModelEntry>& models() { return modelTable(); }

bool ModelEntry::reads(std::string_view key) const {
  return std::find(settings.begin(), settings.end(), key) != settings.end();
}

const ModelEntry& findModel(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& entry : models()) {
    if (name == entry.name) return entry;
    names.emplace_back(entry.name);
  }
  const auto meant = suggestion(name, names);
  throw UserError("There is no model named \"" + name + "\"" +
                  (meant.empty() ? "; `toponets models` lists them." : meant));
}

InputShape defaultInputShape(const ModelConfig& config) {
  auto input = findModel(config.name).defaultInput;
  if (input.language() && config.context > 0) input.tokens = config.context;
  if (input.language() && config.vocabulary > 0) input.vocabulary = config.vocabulary;
  if (!input.language() && config.patchSize > 0)  // whole patches
    input.height = input.width = std::max<std::int64_t>(1, input.height / config.patchSize) * config.patchSize;
  return input;
}

}  // namespace studio
