// What answers are written with: columns of text for people (widths from the content, numbers to the right, two spaces
// between columns), their numbers, and a run as several commands answer it.
#pragma once
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "core/run/printable_text.h"  // groupedText
#include "core/run/run_store.h"

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
/// 75 -> "1 min 15 s"
std::string durationText(double seconds);
/// 47000000 -> "47 MB"
std::string byteText(double bytes);

// A run as `runs` and `show` answer: the fields of status.json with what the configuration adds.

nlohmann::ordered_json runRow(const RunSummary& run);
/// null where nothing was measured yet (-1 in a status, NaN in a row).
nlohmann::ordered_json measured(double value);
/// The same for people: "-".
std::string measuredText(double value);
/// "93.5 %" for 0.935, as the window says it; "-" where nothing was measured.
std::string shareText(double value);

}  // namespace studio
