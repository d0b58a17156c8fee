#include "widgets/analysis/maps_board.h"

#include <algorithm>
#include <cmath>

namespace studio {
namespace {

constexpr double kThinnestRow = 8;  // px; a strip can be seen

double wholePixels(double cell) { return cell >= 1 ? std::floor(cell) : cell; }

}  // namespace

MapsLayout::MapsLayout(const QSize& space, const std::vector<bool>& rows, std::size_t columns, std::int64_t height,
                       std::int64_t width, int labels)
    : rows_(rows),
      labels_(labels),
      columns_(columns),
      height_(std::max<std::int64_t>(1, height)),
      width_(std::max<std::int64_t>(1, width)) {
  if (rows.empty() || columns == 0) return;
  Fit best{1, 1, cellFor(space, 1, 1)};
  place(best, space);
  const bool scrolls = size().width() > space.width();
  if (scrolls) best.cell *= 0.6;  // rather somewhat smaller than out of sight
  const auto consider = [&](std::size_t lines, std::size_t beside) {
    const double cell = cellFor(space, lines, beside);
    if (cell > best.cell) best = {lines, beside, cell};
  };
  for (std::size_t lines = 2; lines <= columns; ++lines) consider(lines, 1);
  for (std::size_t beside = 2; beside <= rows.size(); ++beside) consider(1, beside);
  if (best.lines * best.beside > 1) place(best, space);
}

/// px of a unit that this many lines and blocks beside each other allow; 0 where names would not fit.
double MapsLayout::cellFor(const QSize& space, std::size_t lines, std::size_t beside) const {
  const double perLine = double((columns_ + lines - 1) / lines), blocks = double(beside);
  const std::size_t perBlock = (rows_.size() + beside - 1) / beside;
  double full = 1, notes = 0;
  for (std::size_t block = 0; block < beside; ++block) {
    double withMaps = 0, without = 0;
    for (std::size_t row = block * perBlock; row < std::min(rows_.size(), (block + 1) * perBlock); ++row)
      ++(rows_[row] ? withMaps : without);
    full = std::max(full, withMaps);
    notes = std::max(notes, without * kNote);
  }
  const double lineCount = double(lines);
  double across =
      (space.width() - blocks * labels_ - (blocks - 1) * kBetweenBlocks - blocks * (perLine - 1) * kBetweenColumns) /
      (blocks * perLine);
  const double gaps =
      double(perBlock - 1) * kBetweenRows + (lineCount - 1) * (kBetweenBlocks + (full - 1) * kBetweenRows);
  double down = (space.height() - lineCount * kHeadings - notes - gaps) / (lineCount * full);
  const bool oneBlock = lines == 1 && beside == 1;
  if (!oneBlock && (across < kLeastColumn || down < kLeastRow)) return 0;
  across = std::max(across, double(kLeastColumn));
  down = std::max(down, kThinnestRow);
  return wholePixels(std::min(across / double(width_), down / double(height_)));
}

void MapsLayout::place(const Fit& fit, const QSize& space) {
  lines_ = fit.lines;
  beside_ = fit.beside;
  const double cell = cellFor(space, lines_, beside_);
  mapWidth_ = cell * double(width_);
  columnWidth_ = std::max(mapWidth_, double(kLeastColumn));
  const double full = double(std::max<std::ptrdiff_t>(1, std::count(rows_.begin(), rows_.end(), true))),
               notes = kNote * double(std::count(rows_.begin(), rows_.end(), false));
  const double down =
      std::max(kThinnestRow, (space.height() - kHeadings - notes - double(rows_.size() - 1) * kBetweenRows) / full);
  mapHeight_ = std::max(cell * double(height_), kThinnestRow);
  if (isOneBlock()) mapHeight_ = std::min(mapHeight_, down);
  tops_.clear();
  laterTops_.clear();
  heights_.clear();
  double top = 0, laterTop = 0;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    if (row % perBlock() == 0) top = laterTop = 0;
    tops_.push_back(top);
    laterTops_.push_back(laterTop);
    const double least = isOneBlock() ? std::min(down, double(kLeastRow)) : kLeastRow;
    heights_.push_back(rows_[row] ? std::max(mapHeight_, least) : kNote);
    top += heights_.back() + kBetweenRows;
    if (rows_[row]) laterTop += heights_.back() + kBetweenRows;
  }
}

double MapsLayout::lineHeight(std::size_t line) const {
  double bottom = 0;
  for (std::size_t row = 0; row < rows_.size(); ++row)
    if (line == 0 || rows_[row]) bottom = std::max(bottom, rowTop(row, line) + heights_[row]);
  return kHeadings + bottom;
}

double MapsLayout::lineTop(std::size_t line) const {
  return line == 0 ? 0 : lineHeight(0) + double(line - 1) * lineHeight(1) + double(line) * kBetweenBlocks;
}

double MapsLayout::columnLeft(std::size_t column) const {
  return labels_ + double(column % std::max<std::size_t>(1, perLine())) * (columnWidth_ + kBetweenColumns);
}

QRectF MapsLayout::map(std::size_t row, std::size_t column) const {
  const double block = double(row / perBlock());
  const std::size_t line = column / perLine();
  return {block * (blockWidth() + kBetweenBlocks) + columnLeft(column), lineTop(line) + kHeadings + rowTop(row, line),
          mapWidth_, std::min(mapHeight_, heights_[row])};
}

std::vector<MapsLayout::Name> MapsLayout::headings() const {
  std::vector<Name> names;
  for (std::size_t block = 0; tops_.size() > 0 && block < beside_; ++block)
    for (std::size_t column = 0; column < columns_; ++column) {
      const QRectF first = map(std::min(rows_.size() - 1, block * perBlock()), column);
      names.push_back({column, QRectF(first.left(), lineTop(column / perLine()), columnWidth_, kHeadings - 6)});
    }
  return names;
}

std::vector<MapsLayout::Name> MapsLayout::labels() const {
  std::vector<Name> names;
  for (std::size_t line = 0; line < lines_; ++line)
    for (std::size_t row = 0; row < tops_.size(); ++row) {
      if (line > 0 && !rows_[row]) continue;  // why it has no maps is said once
      const QRectF first = map(row, line * perLine());
      names.push_back({row, QRectF(first.left() - labels_, first.top(), labels_, heights_[row])});
    }
  return names;
}

QRectF MapsLayout::note(std::size_t row) const {
  const QRectF first = map(row, 0);
  return {first.left(), first.top(), blockWidth() - labels_, heights_[row]};
}

QSizeF MapsLayout::size() const {
  if (tops_.empty()) return {};
  const double blocks = double(beside_);
  return {blocks * blockWidth() + (blocks - 1) * kBetweenBlocks, lineTop(lines_ - 1) + lineHeight(lines_ - 1)};
}

}  // namespace studio
