#include "core/run/thinned_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace studio {
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
  const std::int64_t number = kept.row.step / span_;
  if (old_.empty() || number > old_.back().number) {
    old_.push_back({number, {kept}, 1});
    if (old_.size() > kSpans) doubleSpans();
  } else {
    join(old_.back(), kept);
  }
}

/// The run's first row stays whatever comes: curves begin there. So at most four rows stay.
void ThinnedRows::join(Span& into, const Kept& kept) {
  std::array<Kept, 5> rows;
  std::copy_n(into.rows.begin(), into.count, rows.begin());
  rows[into.count] = kept;
  const std::span all(rows.data(), into.count + 1);
  const auto lower = [](const Kept& a, const Kept& b) { return lossOr(a.row, kInfinite) < lossOr(b.row, kInfinite); };
  const auto higher = [](const Kept& a, const Kept& b) {
    return lossOr(a.row, -kInfinite) < lossOr(b.row, -kInfinite);
  };
  std::array<bool, 5> stays{};
  const auto last = std::find_if(all.rbegin(), all.rend(), [](const Kept& each) { return isMeasured(each.row); });
  const auto least = std::min_element(all.begin(), all.end(), lower),
             most = std::max_element(all.begin(), all.end(), higher);
  stays[std::size_t(least - all.begin())] = stays[std::size_t(most - all.begin())] = true;
  if (last != all.rend()) stays[std::size_t(all.rend() - last) - 1] = true;
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
  if (newest_.empty() || seen < newest_.front().number)
    for (const Span& span : old_)
      for (std::size_t i = 0; i < span.count; ++i)
        if (span.rows[i].number >= seen) rows.push_back(span.rows[i].row);
  for (const Kept& kept : newest_)
    if (kept.number >= seen) rows.push_back(kept.row);
  return rows;
}

const ScalarRow* ThinnedRows::newest() const {
  if (!newest_.empty()) return &newest_.back().row;
  return old_.empty() ? nullptr : &old_.back().rows[old_.back().count - 1].row;
}

std::size_t ThinnedRows::kept() const {
  std::size_t count = newest_.size();
  for (const Span& span : old_) count += span.count;
  return count;
}

}  // namespace studio
