// One row of the benchmark program: what is measured, against what, and the numbers it answers with.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace studio::bench {

struct Options {
  int repeats = 9;
};

/// Times are medians in milliseconds; ratio = peer / ours from the paired repeats, with its 10 % and 90 % quantile.
struct Result {
  std::string row, peer;
  double oursMs = 0, peerMs = 0, ratio = 0, ratioLow = 0, ratioHigh = 0;
  std::optional<double> copyMs;  ///< copying the same bytes once
  double error = 0, errorBound = 0;
  std::string errorMeaning;                        ///< what `error` is
  bool ok() const { return error <= errorBound; }  // false for NaN
};

struct Row {
  const char* name;
  const char* peer;  ///< what it is held against, in words
  std::vector<Result> (*measure)(const Row& row, const Options& options);
};

/// The one table.
std::span<const Row> rows();

std::vector<Result> measureTopolossResnet18(const Row& row, const Options& options);
std::vector<Result> measureTopolossGpt(const Row& row, const Options& options);
std::vector<Result> measureStepTopoloss(const Row& row, const Options& options);
std::vector<Result> measureOpenPt(const Row& row, const Options& options);
std::vector<Result> measureStepResnet18(const Row& row, const Options& options);
std::vector<Result> measureStepGpt(const Row& row, const Options& options);
std::vector<Result> measureLiveView(const Row& row, const Options& options);
std::vector<Result> measureSmoothness(const Row& row, const Options& options);
std::vector<Result> measureSmoothnessLarge(const Row& row, const Options& options);
std::vector<Result> measureDimensionality(const Row& row, const Options& options);
std::vector<Result> measureAugment(const Row& row, const Options& options);

}  // namespace studio::bench
