// The rows of a run in bounded memory: a run of ten million steps is shown by some ten thousand of them. A value: no
// locks.
#pragma once
#include <array>
#include <cstddef>
#include <deque>
#include <vector>

#include "core/run/scalars.h"

namespace studio {

/// The newest rows are whole. Older ones share spans of steps, equally long over the whole run and doubled when there
/// are too many; of a span's rows stay those of its smallest and its largest task loss, so that a curve keeps its
/// peaks, and the last that was validated or probed. Rows come in the order of their steps.
class ThinnedRows {
 public:
  static constexpr std::size_t kWhole = 4096, kSpans = 4096;
  /// Rows kept at most. Of steps that are all logged the first kWhole + kSpans are kept whole.
  static constexpr std::size_t kMost = kWhole + 4 * kSpans;

  void add(const ScalarRow& row);
  /// Drops the rows of this step and later ones.
  void dropFrom(std::int64_t step);

  std::vector<ScalarRow> rows() const { return rowsFrom(0); }
  /// Without the first `seen` that were ever added.
  std::vector<ScalarRow> rowsFrom(std::size_t seen) const;
  std::size_t added() const { return added_; }
  std::size_t kept() const;
  const ScalarRow* newest() const;  ///< nullptr before the first

 private:
  struct Kept {
    std::size_t number = 0;  ///< of all that were added, from 0
    ScalarRow row;
  };
  struct Span {
    std::int64_t number = 0;  ///< step / span_
    std::array<Kept, 4> rows{};
    std::size_t count = 0;
  };
  void addOld(const Kept& kept);
  void join(Span& into, const Kept& kept);
  void doubleSpans();

  std::vector<Span> old_;
  std::deque<Kept> newest_;
  std::int64_t span_ = 1;  ///< steps
  std::size_t added_ = 0;
};

}  // namespace studio
