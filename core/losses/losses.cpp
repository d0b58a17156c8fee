// The table of losses, where a further row is one line, and the settings of a row (losses.h).
#include "core/losses/losses.h"

#include <list>
#include <mutex>
#include <stdexcept>

namespace studio {
namespace {

struct LossTable {
  std::mutex mutex;
  std::list<LossRow> rows;  ///< they stay where they are
};

/// The built-in rows, one a line. TopoLoss has its settings in [topoloss].
LossTable& lossTable() {
  static LossTable table;
  static const bool made = [] {
    table.rows.push_back(topoLossRow());
    return true;
  }();
  static_cast<void>(made);
  return table;
}

std::string weightKey(const std::string& name) { return "losses." + name + ".weight"; }

ConfigField weightField(const LossRow& row) {
  constexpr double kMost = 1e6;
  auto field = furtherField(weightKey(row.name), row.title, row.purpose + "; 0: off", 0.0);
  field.maximum = kMost;
  return field;
}

}  // namespace

std::vector<const LossRow*> losses() {
  const std::lock_guard lock(lossTable().mutex);
  std::vector<const LossRow*> rows;
  for (const auto& row : lossTable().rows) rows.push_back(&row);
  return rows;
}

bool addLoss(LossRow row) {
  const std::lock_guard lock(lossTable().mutex);
  for (const auto& other : lossTable().rows)
    if (other.name == row.name) throw std::logic_error("there is a loss named " + row.name + " already");
  std::vector<ConfigField> fields{weightField(row)};
  fields.insert(fields.end(), row.fields.begin(), row.fields.end());
  addConfigFields(std::move(fields));
  for (const auto& column : row.columns) describeScalar(column);
  lossTable().rows.push_back(std::move(row));
  return true;
}

ConfigField lossField(const std::string& name, const std::string& key, const std::string& label,
                      const std::string& help, const ConfigValue& standard) {
  auto field = furtherField("losses." + name + "." + key, label, help, standard);
  field.applies = [name](const RunConfig& config) { return lossWeight(config, name) != 0; };
  return field;
}

double lossWeight(const RunConfig& config, const std::string& name) {
  const auto found = config.further.find(weightKey(name));
  return found == config.further.end() ? 0 : std::get<double>(found->second);
}

std::vector<TrainedLoss> makeLosses(Model& model, const RunConfig& config) {
  std::vector<TrainedLoss> made;
  for (const auto* row : losses()) {
    if (row->name != kTopoLossName && lossWeight(config, row->name) == 0) continue;
    if (auto loss = row->make(model, config)) made.push_back({row, std::move(loss)});
  }
  return made;
}

}  // namespace studio
