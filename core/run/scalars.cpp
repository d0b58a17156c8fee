#include "core/run/scalars.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

namespace studio {
namespace {

const ScalarColumn* columnOfEveryRun(std::string_view name) {
  for (const ScalarColumn& column : scalarColumns())
    if (column.name == name) return &column;
  return nullptr;
}

struct Descriptions {
  std::mutex mutex;
  std::map<std::string, ScalarColumn, std::less<>> byName;
};

/// Made at first use: columns are described before main() too.
Descriptions& descriptions() {
  static Descriptions all;
  return all;
}

/// "made_up_loss" -> "Made up loss"
std::string titleFrom(std::string_view name) {
  std::string title(name);
  std::replace(title.begin(), title.end(), '_', ' ');
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

}  // namespace

std::span<const ScalarColumn> scalarColumns() {
  using enum ScalarKind;
  static const std::vector<ScalarColumn> kColumns{
      {"epoch", "Epoch", "epochs", Number, &ScalarRow::epoch},
      {"seconds", "Time", "s", Time, &ScalarRow::seconds},
      {"task_loss", "Task loss", "", Loss, &ScalarRow::taskLoss},
      {"topo_loss", "Topo loss", "", Loss, &ScalarRow::topoLoss},
      {"total_loss", "Total loss", "", Loss, &ScalarRow::totalLoss},
      {"learning_rate", "Learning rate", "", Number, &ScalarRow::learningRate},
      {"tau", "τ", "", Number, &ScalarRow::tau},
      {"validation_loss", "Validation loss", "", Loss, &ScalarRow::validationLoss},
      {"validation_accuracy", "Validation accuracy", "", Share, &ScalarRow::validationAccuracy},
      {"train_accuracy", "Training accuracy", "", Share, &ScalarRow::trainAccuracy},
      {"images_per_second", "Speed", "images/s", Rate, &ScalarRow::imagesPerSecond},
      {"smoothness", "Smoothness", "", Number, &ScalarRow::smoothness},
      {"dimensionality", "Dimensionality", "", Number, &ScalarRow::dimensionality}};
  return kColumns;
}

const std::vector<std::string>& FurtherScalars::names() const {
  static const std::vector<std::string> kNone;
  return names_ ? *names_ : kNone;
}

double FurtherScalars::value(std::string_view name) const {
  for (std::size_t i = 0; i < values_.size(); ++i)
    if ((*names_)[i] == name) return values_[i];
  return kNoValue;
}

void FurtherScalars::set(std::string_view name, double value) {
  for (std::size_t i = 0; i < values_.size(); ++i)
    if ((*names_)[i] == name) return setAt(i, value);
  auto longer = names();
  longer.emplace_back(name);
  names_ = std::make_shared<const std::vector<std::string>>(std::move(longer));
  values_.push_back(value);
}

double ScalarRow::value(std::string_view column) const {
  const auto* own = columnOfEveryRun(column);
  return own ? this->*own->value : further.value(column);
}

void ScalarRow::set(std::string_view column, double value) {
  if (const auto* own = columnOfEveryRun(column))
    this->*own->value = value;
  else
    further.set(column, value);
}

void describeScalar(const ScalarColumn& column) {
  std::lock_guard lock(descriptions().mutex);
  descriptions().byName[column.name] = column;
}

ScalarColumn scalarColumn(std::string_view name) {
  if (const auto* own = columnOfEveryRun(name)) return *own;
  std::lock_guard lock(descriptions().mutex);
  const auto found = descriptions().byName.find(name);
  if (found != descriptions().byName.end()) return found->second;
  return {std::string(name), titleFrom(name), ""};
}

std::vector<ScalarColumn> columnsIn(std::span<const ScalarRow> rows) {
  std::vector<ScalarColumn> columns;
  for (const ScalarColumn& column : scalarColumns())
    if (std::any_of(rows.begin(), rows.end(), [&](const ScalarRow& row) { return !std::isnan(row.*column.value); }))
      columns.push_back(column);
  std::vector<std::string> further;
  for (const ScalarRow& row : rows)
    for (std::size_t i = 0; i < row.further.values().size(); ++i) {
      const std::string& name = row.further.names()[i];
      if (!std::isnan(row.further.values()[i]) && std::find(further.begin(), further.end(), name) == further.end())
        further.push_back(name);
    }
  for (const std::string& name : further) columns.push_back(scalarColumn(name));
  return columns;
}

}  // namespace studio
