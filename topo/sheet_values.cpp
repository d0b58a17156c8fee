// See sheet_values.h.
#include "topo/sheet_values.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <stdexcept>

namespace studio {

SheetValues sheetValuesOf(const at::Tensor& map) {
  if (map.dim() != 2 || map.numel() == 0)
    throw std::invalid_argument("a map needs one value for each unit of a sheet, [height, width]");
  const auto plain = map.detach().to(at::kCPU, at::kDouble).contiguous();
  const auto* first = plain.const_data_ptr<double>();
  return {{plain.size(0), plain.size(1)}, std::vector<double>(first, first + plain.numel())};
}

at::Tensor mapOf(const SheetValues& values) {
  auto map = at::empty({values.sheet.height, values.sheet.width}, at::kDouble);
  std::copy(values.values.begin(), values.values.end(), map.data_ptr<double>());
  return map;
}

std::vector<std::vector<std::int64_t>> connectedParts(const std::vector<char>& inside, const CorticalSheet& sheet) {
  auto open = inside;
  std::vector<std::vector<std::int64_t>> parts;
  for (std::int64_t start = 0; start < sheet.units(); ++start) {
    if (!open[static_cast<std::size_t>(start)]) continue;
    std::vector<std::int64_t> part{start};
    open[static_cast<std::size_t>(start)] = 0;
    for (std::size_t next = 0; next < part.size(); ++next)
      forNeighbours(sheet, part[next], true, [&](std::int64_t unit) {
        if (!open[static_cast<std::size_t>(unit)]) return;
        open[static_cast<std::size_t>(unit)] = 0;
        part.push_back(unit);
      });
    std::sort(part.begin(), part.end());
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace studio
