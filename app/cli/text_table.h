// Columns of text for people: widths from the content, numbers to the right, two spaces between columns.
#pragma once
#include <string>
#include <vector>

namespace studio {

class TextTable {
 public:
  /// Empty heading list: no heading line.
  explicit TextTable(std::vector<std::string> headings = {}) : headings_(std::move(headings)) {}
  void add(std::vector<std::string> row);
  /// All lines, each ending with a newline.
  std::string text() const;

 private:
  std::vector<std::string> headings_;
  std::vector<std::vector<std::string>> rows_;
};

/// Shortest text with at most `digits` significant digits; "-" for NaN.
std::string roundedText(double value, int digits = 5);
/// 11689512 -> "11,689,512"
std::string countText(long long value);
/// 75 -> "1 min 15 s"
std::string durationText(double seconds);
/// 47000000 -> "47 MB"
std::string byteText(double bytes);

}  // namespace studio
