// See sheet_rows.h. Everything here is views, except for weights in half precision or with gaps.
#include "topo/sheet_rows.h"

#include <ATen/ATen.h>

namespace studio {

RowOrder rowOrder(const at::Tensor& weight, SheetKind kind) {
  if (kind == SheetKind::Input) return RowOrder::Transposed;
  const bool channelsLast = weight.dim() == 4 && !weight.is_contiguous() && weight.is_contiguous(at::MemoryFormat::ChannelsLast);
  return channelsLast ? RowOrder::ChannelsLast : RowOrder::AsIs;
}

at::Tensor unitsFirst(const at::Tensor& tensor, RowOrder order) {
  switch (order) {
    case RowOrder::ChannelsLast: return tensor.permute({0, 2, 3, 1});   // [o, i, kh, kw] -> [o, kh, kw, i]
    case RowOrder::Transposed: return tensor.t();                       // [o, i] -> [i, o]
    case RowOrder::AsIs: break;
  }
  return tensor;
}

at::Tensor rowsOf(const at::Tensor& weight, RowOrder order) {
  const auto type = weight.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
  const auto view = unitsFirst(weight.detach(), order);
  return view.reshape({view.size(0), -1}).to(type).contiguous();   // -> [units, depth]
}

at::Tensor rowsInPlace(const at::Tensor& gradient, const at::Tensor& rows, RowOrder order) {
  const auto view = unitsFirst(gradient.detach(), order);
  if (view.scalar_type() != rows.scalar_type() || !view.is_contiguous()) return {};
  return view.view(rows.sizes());   // -> [units, depth]
}

void addRows(at::Tensor& gradient, const at::Tensor& rows, RowOrder order, double scale) {
  auto view = unitsFirst(gradient.detach(), order);
  view.add_(rows.view(view.sizes()), scale);
}

}  // namespace studio
