// One row of the benchmark program: what is measured, against what, the numbers it answers with, and how they are
// timed: ours and a peer alternately, so that whatever else the machine does meets both.
#pragma once
#include <functional>
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
  const char* peer;  ///< what it is compared with, in words
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
std::vector<Result> measureThresholds(const Row& row, const Options& options);
std::vector<Result> measurePruningCurve(const Row& row, const Options& options);
std::vector<Result> measureAugment(const Row& row, const Options& options);
std::vector<Result> measureStepVocabulary(const Row& row, const Options& options);
std::vector<Result> measureTokens(const Row& row, const Options& options);
std::vector<Result> measureTokenize(const Row& row, const Options& options);
std::vector<Result> measureSample(const Row& row, const Options& options);
std::vector<Result> measureBlimp(const Row& row, const Options& options);

// Ours and a peer timed.

struct PairedTimes {
  std::vector<double> ours, peer;
};  ///< milliseconds, repeat by repeat

/// Runs the work once; milliseconds.
double timed(const std::function<void()>& work);
/// Each function does the work once and answers with its milliseconds. Both run twice unmeasured first.
PairedTimes timeAlternately(int repeats, const std::function<double()>& ours, const std::function<double()>& peer);
/// Shortest of a few copies would flatter; the median of `repeats`.
double computeMedian(std::vector<double> values);
double computeQuantile(std::vector<double> values, double share);

/// Times and ratios of a result.
Result makeResult(const std::string& row, const std::string& peer, const PairedTimes& times);

}  // namespace studio::bench
