// See map_notes.h.
#include "core/analysis/map_notes.h"

#include <torch/utils.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>

#include "core/analysis/analyses.h"

namespace studio {
namespace {

constexpr double kSelectiveFrom = 2;  // |t|, as outlines begin where nobody chooses (patches)
constexpr double kAlike = 1e-6;       // of the largest value: some bits of float32
constexpr const char* kNoUnit = "No unit is selective";
constexpr const char* kNoAngle = "No unit prefers an angle to the others";
constexpr const char* kNothing = " What is made of such maps says nothing about selectivity.";

/// "No unit is selective" of all maps, "In 3 of 8 maps no unit is selective" of some.
std::string ofSome(std::size_t some, std::size_t all, const char* what, const std::string& sentence) {
  std::string text = sentence;
  if (some == all) return text;
  text[0] = char(std::tolower(static_cast<unsigned char>(text[0])));
  return "In " + std::to_string(some) + " of " + std::to_string(all) + " " + what + " " + text;
}

std::vector<double> weakOf(const std::vector<double>& largest, double threshold) {
  std::vector<double> weak;
  std::copy_if(largest.begin(), largest.end(), std::back_inserter(weak), [&](double t) { return t < threshold; });
  return weak;
}

std::vector<std::string> weakSentences(const std::vector<double>& weak, std::size_t all, const char* what,
                                       const std::string& sentence, double threshold) {
  const double largest = *std::max_element(weak.begin(), weak.end());
  return {ofSome(weak.size(), all, what,
                 sentence + ": the largest |t| is " + significantText(largest, 2) + ", below " +
                     significantText(threshold, 3) + ".") +
          kNothing};
}

torch::Tensor definedOf(const torch::Tensor& map) { return map.masked_select(map.isfinite()); }

}  // namespace

void MapNotes::add(AnalysisTask& work) {
  for (std::size_t i = 0; i < work.groups().contrasts.size(); ++i) {
    const auto t = definedOf(work.map(i, "t"));
    if (t.numel() == 0) continue;  // undefined, and said so
    largest_.push_back(t.abs().max().item<double>());
    alike_ += areAlike(t) ? 1 : 0;
  }
}

std::vector<std::string> MapNotes::sentences(double threshold) const {
  const auto weak = weakOf(largest_, threshold);
  return weak.empty() ? alikeSentences(alike_, largest_.size())
                      : weakSentences(weak, largest_.size(), "maps", kNoUnit, threshold);
}

double selectiveFrom(const AnalysisKind& kind, const AnalysisSettings& settings) {
  const bool isOwn = std::any_of(kind.choices.begin(), kind.choices.end(),
                                 [](const ChoiceField& field) { return field.key == "threshold"; });
  return isOwn && settings.statistic() == "t" ? settings.number("threshold", kSelectiveFrom) : kSelectiveFrom;
}

bool areAlike(const torch::Tensor& map) {
  const auto values = definedOf(map);
  if (values.numel() < 2) return false;
  const double low = values.min().item<double>(), high = values.max().item<double>();
  return high - low <= kAlike * std::max(std::abs(low), std::abs(high));
}

std::vector<std::string> alikeSentences(std::size_t alike, std::size_t all) {
  if (alike == 0) return {};
  return {ofSome(alike, all, "maps", "All units have practically the same value.") + kNothing};
}

std::vector<std::string> angleSentences(const std::vector<double>& largest) {
  std::vector<double> defined = largest;
  std::erase_if(defined, [](double t) { return !std::isfinite(t); });
  const auto weak = weakOf(defined, kSelectiveFrom);
  if (weak.empty()) return {};
  return weakSentences(weak, defined.size(), "layers", kNoAngle, kSelectiveFrom);
}

}  // namespace studio
