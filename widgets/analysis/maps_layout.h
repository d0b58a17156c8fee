// Where the maps of contrasts stand: geometry only, px, from the upper left corner of the board. One block has all
// networks down and all contrasts across. Where that would make maps small, contrasts are broken into lines below each
// other, or few contrasts of several networks stand beside each other.
#pragma once
#include <QRectF>
#include <QSize>
#include <cstdint>
#include <vector>

namespace studio {

class MapsLayout {
 public:
  static constexpr int kLabels = 96, kMostLabels = 132, kHeadings = 30;  ///< left of each block, above it
  static constexpr int kBetweenColumns = 9, kBetweenRows = 13, kBetweenBlocks = 20, kLeastColumn = 84, kLeastRow = 68,
                       kNote = 40;  ///< names and numbers need the least
  /// A network's name or a contrast's, and the place for it.
  struct Name {
    std::size_t index = 0;
    QRectF place;
  };

  MapsLayout() = default;
  /// `space`: what can be seen at once. One block of many columns may be wider: it is scrolled under its labels.
  /// `rows`: of each network whether it has or will have maps; others are only as high as their note.
  /// `labels`: px that the networks' names need.
  MapsLayout(const QSize& space, const std::vector<bool>& rows, std::size_t columns, std::int64_t height,
             std::int64_t width, int labels = kLabels);
  bool isOneBlock() const { return lines_ == 1 && beside_ == 1; }
  QRectF map(std::size_t row, std::size_t column) const;
  std::vector<Name> headings() const;
  std::vector<Name> labels() const;
  /// In place of a network's maps.
  QRectF note(std::size_t row) const;
  /// Left and width of a column within its line; numbers under it end at its right.
  double columnLeft(std::size_t column) const;
  double columnWidth() const { return columnWidth_; }
  QSizeF size() const;

 private:
  struct Fit {
    std::size_t lines = 1, beside = 1;
    double cell = 0;  ///< px of a unit
  };
  double cellFor(const QSize& space, std::size_t lines, std::size_t beside) const;
  void place(const Fit& fit, const QSize& space);
  std::size_t perLine() const { return (columns_ + lines_ - 1) / lines_; }
  std::size_t perBlock() const { return (rows_.size() + beside_ - 1) / beside_; }
  double blockWidth() const { return labels_ + double(perLine()) * (columnWidth_ + kBetweenColumns) - kBetweenColumns; }
  double lineHeight(std::size_t line) const;
  double lineTop(std::size_t line) const;
  /// Of a row within its line, below the headings: why a network has no maps is said in the first line alone.
  double rowTop(std::size_t row, std::size_t line) const { return line == 0 ? tops_[row] : laterTops_[row]; }
  std::vector<bool> rows_;
  int labels_ = kLabels;
  std::size_t columns_ = 0, lines_ = 1, beside_ = 1;
  std::int64_t height_ = 1, width_ = 1;
  std::vector<double> tops_, laterTops_, heights_;  ///< of the rows, in the first line and in those below
  double columnWidth_ = 0, mapWidth_ = 0, mapHeight_ = 0;
};

}  // namespace studio
