#include "widgets/analysis/patch_outline.h"

namespace studio {
namespace {

/// Edges of one line of the grid, `length` of them: runs of edges become one line each.
template <typename IsEdge, typename Add>
void joinEdges(std::int64_t length, IsEdge isEdge, Add add) {
  std::int64_t start = -1;
  for (std::int64_t at = 0; at <= length; ++at) {
    const bool edge = at < length && isEdge(at);
    if (edge && start < 0) start = at;
    if (!edge && start >= 0) {
      add(start, at);
      start = -1;
    }
  }
}

}  // namespace

std::vector<QLineF> patchOutline(const std::vector<std::int64_t>& units, std::int64_t height, std::int64_t width) {
  std::vector<char> inside(std::size_t(height * width), 0);
  for (const std::int64_t unit : units)
    if (unit >= 0 && unit < height * width) inside[std::size_t(unit)] = 1;
  const auto in = [&](std::int64_t row, std::int64_t column) {
    return row >= 0 && column >= 0 && row < height && column < width && inside[std::size_t(row * width + column)];
  };
  std::vector<QLineF> lines;
  for (std::int64_t row = 0; row <= height; ++row)
    joinEdges(
        width, [&](std::int64_t column) { return in(row - 1, column) != in(row, column); },
        [&](std::int64_t from, std::int64_t to) {
          lines.emplace_back(double(from), double(row), double(to), double(row));
        });
  for (std::int64_t column = 0; column <= width; ++column)
    joinEdges(
        height, [&](std::int64_t row) { return in(row, column - 1) != in(row, column); },
        [&](std::int64_t from, std::int64_t to) {
          lines.emplace_back(double(column), double(from), double(column), double(to));
        });
  return lines;
}

}  // namespace studio
