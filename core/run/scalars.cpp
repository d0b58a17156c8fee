// See scalars.h: columns, then rows in bounded memory.
#include "core/run/scalars.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <span>

#include "core/run/table_texts.h"

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

std::vector<ScalarColumn>& columnTable() {
  using enum ScalarKind;
  static std::vector<ScalarColumn> columns{
      {"epoch", "Epoch", "epochs", Number, &ScalarRow::epoch},
      {"seconds", "Time", "s", Time, &ScalarRow::seconds},
      {"task_loss", "Task loss", "", Loss, &ScalarRow::taskLoss},
      {"topo_loss", "Topo loss", "", Loss, &ScalarRow::topoLoss},
      {"total_loss", "Total loss", "", Loss, &ScalarRow::totalLoss},
      {"learning_rate", "Learning rate", "", Number, &ScalarRow::learningRate},
      {"tau", "τ", "", Number, &ScalarRow::tau},
      {"validation_loss", "Validation loss", "", Loss, &ScalarRow::validationLoss},
      {"validation_accuracy", "Validation accuracy", "", Share, &ScalarRow::validationAccuracy,
       PublishedQuantity::Accuracy},
      {"train_accuracy", "Training accuracy", "", Share, &ScalarRow::trainAccuracy},
      {"images_per_second", "Speed", "images/s", Rate, &ScalarRow::imagesPerSecond},
      {"smoothness", "Smoothness", "", Number, &ScalarRow::smoothness},
      {"dimensionality", "Dimensionality", "", Number, &ScalarRow::dimensionality},
      {"weight_norm", "Weight norm", "", Number, &ScalarRow::weightNorm}};
  return columns;
}

}  // namespace

std::span<const ScalarColumn> scalarColumns() { return columnTable(); }

void translateScalars(const TextTranslation& translate) {
  const auto change = [&](ScalarColumn& column) {
    for (std::string* text : {&column.title, &column.unit})
      if (!text->empty()) *text = translate(*text);
  };
  for (ScalarColumn& column : columnTable()) change(column);
  Descriptions& all = descriptions();
  const std::lock_guard lock(all.mutex);
  for (auto& [name, column] : all.byName) change(column);
}

const std::vector<std::string>& FurtherScalars::names() const {
  static const std::vector<std::string> kNone;
  return names_ ? *names_ : kNone;
}

double FurtherScalars::value(std::string_view name) const {
  for (std::size_t i = 0; i < values_.size(); ++i)
    if ((*names_)[i] == name) return values_[i];
  return kUndefined;
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

// Rows in bounded memory.

namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

/// A row without a loss is neither the smallest nor the largest.
double lossOr(const ScalarRow& row, double other) { return std::isnan(row.taskLoss) ? other : row.taskLoss; }

bool isMeasured(const ScalarRow& row) {
  return !std::isnan(row.validationLoss) || !std::isnan(row.smoothness) || !std::isnan(row.dimensionality);
}

}  // namespace

void ThinnedRows::add(const ScalarRow& row) {
  newest_.push_back({added_++, row});
  if (newest_.size() <= kWhole) return;
  addOld(newest_.front());
  newest_.pop_front();
}

void ThinnedRows::addOld(const Kept& kept) {
  if (kept.number > 0 && isMeasured(kept.row)) return addMeasured(kept);
  const std::int64_t number = kept.row.step / span_;
  if (old_.empty() || number > old_.back().number) {
    old_.push_back({number, {kept}, 1});
    if (old_.size() > kSpans) doubleSpans();
  } else {
    join(old_.back(), kept);
  }
}

/// Of too many every second, fourth, eighth ... stays, as many of the first as of the last.
void ThinnedRows::addMeasured(const Kept& kept) {
  if (measuredAdded_++ % measuredEvery_ == 0) measured_.push_back(kept);
  if (measured_.size() <= kMeasured) return;
  measuredEvery_ *= 2;
  std::size_t count = 0;
  for (std::size_t i = 0; i < measured_.size(); i += 2) measured_[count++] = measured_[i];
  measured_.resize(count);
}

/// The run's first row stays whatever comes: curves begin there. So at most three rows stay.
void ThinnedRows::join(Span& into, const Kept& kept) {
  std::array<Kept, 4> rows;
  std::copy_n(into.rows.begin(), into.count, rows.begin());
  rows[into.count] = kept;
  const std::span all(rows.data(), into.count + 1);
  const auto lower = [](const Kept& a, const Kept& b) { return lossOr(a.row, kInfinite) < lossOr(b.row, kInfinite); };
  const auto higher = [](const Kept& a, const Kept& b) {
    return lossOr(a.row, -kInfinite) < lossOr(b.row, -kInfinite);
  };
  std::array<bool, 4> stays{};
  const auto least = std::min_element(all.begin(), all.end(), lower),
             most = std::max_element(all.begin(), all.end(), higher);
  stays[std::size_t(least - all.begin())] = stays[std::size_t(most - all.begin())] = true;
  if (all.front().number == 0) stays[0] = true;
  into.count = 0;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (stays[i]) into.rows[into.count++] = all[i];
}

/// At least a quarter fewer: joining is not to happen at every row.
void ThinnedRows::doubleSpans() {
  while (old_.size() > kSpans * 3 / 4 && span_ <= std::numeric_limits<std::int64_t>::max() / 2) {
    span_ *= 2;
    std::vector<Span> joined;
    for (const Span& span : old_)
      for (std::size_t i = 0; i < span.count; ++i)
        if (const std::int64_t number = span.rows[i].row.step / span_; joined.empty() || number > joined.back().number)
          joined.push_back({number, {span.rows[i]}, 1});
        else
          join(joined.back(), span.rows[i]);
    old_ = std::move(joined);
  }
}

void ThinnedRows::dropFrom(std::int64_t step) {
  while (!newest_.empty() && newest_.back().row.step >= step) newest_.pop_back();
  if (!newest_.empty()) return;
  while (!measured_.empty() && measured_.back().row.step >= step) measured_.pop_back();
  measuredAdded_ = measured_.size() * measuredEvery_;
  while (!old_.empty()) {
    Span& span = old_.back();
    while (span.count > 0 && span.rows[span.count - 1].row.step >= step) --span.count;
    if (span.count > 0) return;
    old_.pop_back();
  }
}

std::vector<ScalarRow> ThinnedRows::rowsFrom(std::size_t seen) const {
  std::vector<ScalarRow> rows;
  if (seen >= added_) return rows;
  if (newest_.empty() || seen < newest_.front().number) {
    auto measured = std::lower_bound(measured_.begin(), measured_.end(), seen,
                                     [](const Kept& kept, std::size_t number) { return kept.number < number; });
    for (const Span& span : old_)
      for (std::size_t i = 0; i < span.count; ++i) {
        for (; measured != measured_.end() && measured->number < span.rows[i].number; ++measured)
          rows.push_back(measured->row);
        if (span.rows[i].number >= seen) rows.push_back(span.rows[i].row);
      }
    for (; measured != measured_.end(); ++measured) rows.push_back(measured->row);
  }
  for (const Kept& kept : newest_)
    if (kept.number >= seen) rows.push_back(kept.row);
  return rows;
}

const ScalarRow* ThinnedRows::newest() const {
  if (!newest_.empty()) return &newest_.back().row;
  const Kept* last = old_.empty() ? nullptr : &old_.back().rows[old_.back().count - 1];
  if (!measured_.empty() && (!last || measured_.back().number > last->number)) last = &measured_.back();
  return last ? &last->row : nullptr;
}

std::size_t ThinnedRows::kept() const {
  std::size_t count = newest_.size() + measured_.size();
  for (const Span& span : old_) count += span.count;
  return count;
}

}  // namespace studio
