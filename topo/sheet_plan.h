// What the loss of a sheet knows before it sees a weight: the sheet, the blur of both axes, and how a weight becomes rows.
#pragma once
#include <ATen/core/Tensor.h>

#include <mutex>
#include <vector>

#include "topo/blur_axis.h"
#include "topo/stripe_kernel.h"
#include "topo/topo_loss.h"

namespace studio {

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

  /// Blur matrices of the two axes on a device, made at the first use: the operations of blur_operations.h need them.
  struct Matrices { at::Tensor rows, columns; };
  Matrices matrices(const at::TensorOptions& options) const;

 private:
  mutable std::mutex mutex_;
  mutable std::vector<Matrices> matrices_;
};

}  // namespace studio
