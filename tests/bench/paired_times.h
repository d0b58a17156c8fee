// Ours and a peer timed alternately, so that whatever else the machine does meets both.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "bench_row.h"

namespace studio::bench {

struct PairedTimes {
  std::vector<double> ours, peer;
};  ///< milliseconds, repeat by repeat

/// Runs the work once; milliseconds.
double timed(const std::function<void()>& work);
/// Each function does the work once and answers with its milliseconds. Both run twice unmeasured first.
PairedTimes timeAlternately(int repeats, const std::function<double()>& ours, const std::function<double()>& peer);
/// Shortest of a few copies would flatter; the median of `repeats`.
double medianOf(std::vector<double> values);
double quantileOf(std::vector<double> values, double share);

/// Times and ratios of a result.
Result resultOf(const std::string& row, const std::string& peer, const PairedTimes& times);

}  // namespace studio::bench
