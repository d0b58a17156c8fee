// Scalars of a run: one row a logged step, named columns with title, unit and kind. Some columns every run has, and
// ScalarRow has a member for each; a loss or a measure adds further ones by name. Values; describeScalar() and
// scalarColumn() may be called from any thread.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

inline constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// Values of columns beside those every run has. Rows of one run share the list of names.
class FurtherScalars {
 public:
  using Names = std::shared_ptr<const std::vector<std::string>>;
  FurtherScalars() = default;
  explicit FurtherScalars(Names names) : names_(std::move(names)), values_(names_ ? names_->size() : 0, kUndefined) {}

  const std::vector<std::string>& names() const;
  const std::vector<double>& values() const { return values_; }  ///< one for each name; NaN = not measured
  double value(std::string_view name) const;                     ///< NaN where there is no such column
  void set(std::string_view name, double value);                 ///< a new column where there is none of that name
  void setAt(std::size_t place, double value) { values_[place] = value; }

 private:
  Names names_;
  std::vector<double> values_;
};

/// NaN = not measured at this step; an empty cell in the file.
struct ScalarRow {
  std::int64_t step = 0;  ///< updates done before the values were measured
  double epoch = 0;
  double seconds = 0;            ///< of training, pauses left out
  double taskLoss = kUndefined;  ///< of the batch
  double topoLoss = kUndefined;  ///< mean over TopoLoss layers, before tau
  double totalLoss =
      kUndefined;  ///< task loss + what every further loss adds to it, as TopoLoss' mean of tau * layer loss
  double learningRate = kUndefined;
  double tau = kUndefined;
  double trainAccuracy = kUndefined;  ///< of the batch, 0..1
  double validationLoss = kUndefined;
  double validationAccuracy = kUndefined;
  double imagesPerSecond = kUndefined;
  double smoothness = kUndefined;      ///< of the probe: mean over the layers with TopoLoss, or over all where none has
  double dimensionality = kUndefined;  ///< the same, effective dimensionality
  double weightNorm = kUndefined;      ///< L2 norm of a unit's weights: mean over units, then over the TopoLoss layers
  FurtherScalars further;              ///< of other losses and measures

  double value(std::string_view column) const;  ///< of any column but step; NaN where there is none of that name
  void set(std::string_view column, double value);
};

/// What the values of a column are, so that curves and tables know how to show them.
enum class ScalarKind { Loss, Share, Rate, Time, Number };  ///< Share: 0..1

/// Quantities of which values of topographic networks were published (published_values.h).
enum class PublishedQuantity { Smoothness, Accuracy, Dimensionality, Blimp };

struct ScalarColumn {
  std::string name;   ///< in scalars.csv: "task_loss"
  std::string title;  ///< "Task loss"
  std::string unit;   ///< "s", "images/s", or empty
  ScalarKind kind = ScalarKind::Number;
  double ScalarRow::*value = nullptr;  ///< of the columns every run has
  std::optional<PublishedQuantity> published{};
};
/// The columns every run has after `step`, in the file's order: epoch, seconds, task_loss, ...
std::span<const ScalarColumn> scalarColumns();
/// Title, unit and kind of a further column, for whoever shows it. The same name again: the newer description.
void describeScalar(const ScalarColumn& column);
/// As it is described; a name that nobody has described is its own title.
ScalarColumn scalarColumn(std::string_view name);
/// The columns that hold a value in one of these rows: those of every run in their order, then the further ones.
std::vector<ScalarColumn> columnsIn(std::span<const ScalarRow> rows);

// The rows of a run in bounded memory: a run of ten million steps is shown by some ten thousand of them. A value: no
// locks.

/// The newest rows are whole. Older ones share spans of steps, equally long over the whole run and doubled when there
/// are too many; of a span's rows stay those of its smallest and its largest task loss, so that a curve keeps its
/// peaks. Rows that were validated or probed are few and no neighbour stands for them: they all stay, up to kMeasured,
/// then an even selection. Rows come in the order of their steps.
class ThinnedRows {
 public:
  static constexpr std::size_t kWhole = 4096, kSpans = 4096, kMeasured = 4096;
  /// Rows kept at most. Of steps that are all logged the first kWhole + kSpans are kept whole.
  static constexpr std::size_t kMost = kWhole + 3 * kSpans + kMeasured;

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
    std::array<Kept, 3> rows{};
    std::size_t count = 0;
  };
  void addOld(const Kept& kept);
  void addMeasured(const Kept& kept);
  void join(Span& into, const Kept& kept);
  void doubleSpans();

  std::vector<Span> old_;
  std::vector<Kept> measured_;  ///< as old as those of the spans, in the order of their steps
  std::deque<Kept> newest_;
  std::size_t measuredAdded_ = 0, measuredEvery_ = 1;  ///< one of so many of these is kept
  std::int64_t span_ = 1;                              ///< steps
  std::size_t added_ = 0;
};

}  // namespace studio
