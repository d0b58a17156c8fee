// A weight seen as rows [units, depth] (science.md 1.2), without copying where its storage already lies that way. The order of
// the features in a row does not matter to a cosine, so a channels_last convolution is used as it is stored.
#pragma once
#include <ATen/core/Tensor.h>

#include "topo/cortical_sheet.h"

namespace studio {

enum class RowOrder { AsIs, ChannelsLast, Transposed };

RowOrder rowOrder(const at::Tensor& weight, SheetKind kind);
/// A view with the units first and the features in that order: [units, ...].
at::Tensor unitsFirst(const at::Tensor& tensor, RowOrder order);
/// [units, depth], contiguous, float or double (half precision is computed in float); a view of the weight where possible.
at::Tensor rowsOf(const at::Tensor& weight, RowOrder order);
/// A view [units, depth] of the gradient's own memory for kernels to add to, or an undefined tensor where there is none.
at::Tensor rowsInPlace(const at::Tensor& gradient, const at::Tensor& rows, RowOrder order);
/// gradient += scale * rows, whatever the gradient's layout.
void addRows(at::Tensor& gradient, const at::Tensor& rows, RowOrder order, double scale = 1);

}  // namespace studio
