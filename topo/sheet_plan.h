// What the loss of a sheet knows before it sees a weight: the sheet, the blur of both axes, and how a weight becomes
// rows. Any thread.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <mutex>
#include <vector>

#include "topo/cortical_sheet.h"
#include "topo/stripe_kernel.h"
#include "topo/topo_loss.h"

namespace studio {

// The blur along one axis of a sheet: down by a factor, then up to the old size, each a blend of at most two positions.
// Source: torch.nn.functional.interpolate as the topoloss package calls it (science.md 1.4). No tensors here.

struct BlurAxis {
  std::int64_t size = 0, low = 0;  ///< positions of the sheet and of its shrunken copy
  std::vector<Tap> down;           ///< [low], reads the sheet
  std::vector<Tap> up;             ///< [size], reads the shrunken copy; `first` never decreases
  bool identity() const { return low == size; }
};

/// Size after shrinking; 0 where the factor does not fit.
std::int64_t lowSize(std::int64_t size, double factor);
/// The factor must fit.
BlurAxis blurAxis(std::int64_t size, double factor, BlurMode mode);
/// up * down as one matrix, row-major [size, size]: the blur of an axis is this matrix times the axis.
std::vector<double> blurMatrix(const BlurAxis& axis);

// How a weight becomes rows, one a unit.

enum class RowOrder { AsIs, ChannelsLast, Transposed };

RowOrder rowOrder(const at::Tensor& weight, SheetKind kind);
/// A view with the units first and the features in that order: [units, ...].
at::Tensor unitsFirst(const at::Tensor& tensor, RowOrder order);
/// [units, depth], contiguous, float or double (half precision is computed in float); a view of the weight where
/// possible.
at::Tensor unitRows(const at::Tensor& weight, RowOrder order);
/// A view [units, depth] of the gradient's own memory for kernels to add to, or an undefined tensor where there is
/// none.
at::Tensor rowsInPlace(const at::Tensor& gradient, const at::Tensor& rows, RowOrder order);
/// gradient += scale * rows, whatever the gradient's layout.
void addRows(at::Tensor& gradient, const at::Tensor& rows, RowOrder order, double scale = 1);

/// All that follows from a weight's shape and the options.
struct SheetPlan {
  std::vector<std::int64_t> shape;
  SheetKind kind = SheetKind::Weight;
  TopoOptions options;
  CorticalSheet sheet;
  std::int64_t depth = 0;
  BlurAxis rows, columns;

  /// Throws std::invalid_argument with a sentence.
  SheetPlan(std::vector<std::int64_t> weightShape, SheetKind kind, TopoOptions options);

  /// One cosine for each depth slice instead of each unit. A bias has one slice: the whole sheet.
  bool perSlice() const { return options.perSlice || kind == SheetKind::Bias; }
  /// Factor 1: the blur changes nothing, the loss is 0 and its gradient too.
  bool identity() const { return rows.identity() && columns.identity(); }
  BlurView view() const;
  /// Throws std::invalid_argument when the weight's shape is another or it is no floating-point tensor.
  void require(const at::Tensor& weight) const;

  /// Blur matrices of the two axes on a device, made at the first use: the operations of topo_operations.cpp need them.
  struct Matrices {
    at::Tensor rows, columns;
  };
  Matrices matrices(const at::TensorOptions& options) const;

 private:
  mutable std::mutex mutex_;
  mutable std::vector<Matrices> matrices_;
};

}  // namespace studio
