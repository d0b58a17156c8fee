// See pruning.h. A float's magnitude is in the order of its bits without the sign, so that magnitudes are counted and
// compared as whole numbers.
#include "topo/pruning.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "topo/undefined.h"

namespace studio {
namespace {

constexpr int kLowBits = 15;
constexpr std::size_t kHighBins = std::size_t{1} << (31 - kLowBits), kLowBins = std::size_t{1} << kLowBits;
constexpr std::uint32_t kMagnitude = 0x7fffffff, kLowMask = kLowBins - 1;
constexpr std::int64_t kGrain = std::int64_t{1} << 18;  // weights a thread takes at a time

std::uint32_t magnitudeBits(float value) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return bits & kMagnitude;
}

at::Tensor plainWeights(const at::Tensor& weights) {
  return weights.detach().to(at::kCPU, at::kFloat).contiguous();  // no copy where it is so already
}

using WeightCounts = std::vector<std::int64_t>;

/// visit(counts, weight) for all weights on all threads, each with counts of its own, which are added up.
template <class Visit>
WeightCounts countWeights(const std::vector<at::Tensor>& weights, std::size_t bins, const Visit& visit) {
  WeightCounts sum(bins);
  std::mutex adding;
  for (const at::Tensor& each : weights) {
    const float* values = each.const_data_ptr<float>();
    at::parallel_for(0, each.numel(), kGrain, [&](std::int64_t begin, std::int64_t end) {
      std::vector<std::uint32_t> own(bins);
      for (std::int64_t first = begin; first < end;) {  // so that no count overflows
        const auto last = std::min(end, first + (std::int64_t{1} << 31));
        for (std::int64_t i = first; i < last; ++i) visit(own, values[i]);
        const std::scoped_lock lock(adding);
        for (std::size_t bin = 0; bin < bins; ++bin) sum[bin] += std::exchange(own[bin], 0);
        first = last;
      }
    });
  }
  return sum;
}

/// Where the weight of this rank (from 1) lies: the bin, and its rank within.
struct RankPlace {
  std::size_t bin = 0;
  std::int64_t rank = 0;
};

RankPlace findRank(const std::int64_t* counts, std::size_t bins, std::int64_t rank) {
  std::size_t bin = 0;
  while (bin + 1 < bins && rank > counts[bin]) rank -= counts[bin++];
  return {bin, rank};
}

float magnitudeFrom(std::size_t high, std::size_t low) {
  const auto bits = static_cast<std::uint32_t>(high << kLowBits | low);
  float value = 0;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

/// Bins of the first sweep in which thresholds lie, numbered from 0; -1 for all others.
std::vector<std::int8_t> numberBins(const std::vector<RankPlace>& places, std::size_t& used) {
  std::vector<std::int8_t> numbers(kHighBins, -1);
  for (const RankPlace& place : places)
    if (place.rank > 0 && numbers[place.bin] < 0) numbers[place.bin] = static_cast<std::int8_t>(used++);
  return numbers;
}

/// As pruningCuts, of at most so many counts as an int8 numbers.
std::vector<PruningCut> cutsAtOnce(const std::vector<at::Tensor>& weights, const WeightCounts& high,
                                   const WeightCounts& counts) {
  std::vector<RankPlace> places;
  for (const std::int64_t count : counts)
    places.push_back(count > 0 ? findRank(high.data(), kHighBins, count) : RankPlace());
  std::size_t used = 0;
  const auto numbers = numberBins(places, used);
  const auto low = countWeights(weights, used * kLowBins, [&](std::vector<std::uint32_t>& own, float weight) {
    const auto bits = magnitudeBits(weight);
    if (const auto number = numbers[bits >> kLowBits]; number >= 0)
      ++own[static_cast<std::size_t>(number) * kLowBins + (bits & kLowMask)];
  });
  std::vector<PruningCut> cuts;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) {
      cuts.push_back({0, static_cast<float>(kUndefinedMeasure), 0, 0});
      continue;
    }
    const std::int64_t* own = low.data() + static_cast<std::size_t>(numbers[places[i].bin]) * kLowBins;
    const auto [bin, ties] = findRank(own, kLowBins, places[i].rank);
    cuts.push_back({counts[i], magnitudeFrom(places[i].bin, bin), ties, own[bin]});
  }
  return cuts;
}

/// All that fall but ties that stay, which are found one after the other.
void pruneInto(const at::Tensor& weights, at::Tensor& pruned, std::uint32_t threshold, bool allTies) {
  const float* from = weights.const_data_ptr<float>();
  float* to = pruned.mutable_data_ptr<float>();
  const std::uint32_t first = allTies ? threshold + 1 : threshold;  // that stays
  at::parallel_for(0, weights.numel(), kGrain, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i)
      to[i] = magnitudeBits(from[i]) < first ? std::copysign(0.0F, from[i]) : from[i];
  });
}

void pruneTies(const at::Tensor& weights, at::Tensor& pruned, std::uint32_t threshold, std::int64_t& left) {
  const float* from = weights.const_data_ptr<float>();
  float* to = pruned.mutable_data_ptr<float>();
  for (std::int64_t i = 0; i < weights.numel() && left > 0; ++i)
    if (magnitudeBits(from[i]) == threshold) to[i] = std::copysign(0.0F, from[i]), --left;
}

}  // namespace

std::int64_t prunedCount(double amount, std::int64_t count) {
  return static_cast<std::int64_t>(std::nearbyint(amount * static_cast<double>(count)));  // half to even by default
}

std::vector<PruningCut> pruningCuts(const std::vector<at::Tensor>& weights, const std::vector<std::int64_t>& counts) {
  std::vector<at::Tensor> plain;
  std::int64_t all = 0;
  for (const at::Tensor& each : weights) plain.push_back(plainWeights(each)), all += each.numel();
  for (const std::int64_t count : counts)
    if (count < 0 || count > all) throw std::invalid_argument("more weights would be pruned than there are");
  const auto high = countWeights(plain, kHighBins, [](std::vector<std::uint32_t>& own, float weight) {
    ++own[magnitudeBits(weight) >> kLowBits];
  });
  constexpr std::size_t kMost = 64;  // counts at once: the memory of the second sweep stays small
  std::vector<PruningCut> cuts;
  for (std::size_t first = 0; first < counts.size(); first += kMost) {
    const auto begin = counts.begin() + static_cast<std::ptrdiff_t>(first);
    const auto some =
        cutsAtOnce(plain, high, WeightCounts(begin, begin + std::ptrdiff_t(std::min(kMost, counts.size() - first))));
    cuts.insert(cuts.end(), some.begin(), some.end());
  }
  return cuts;
}

std::vector<at::Tensor> prunedWeights(const std::vector<at::Tensor>& weights, const PruningCut& cut) {
  const auto threshold = magnitudeBits(cut.threshold);
  const bool allTies = cut.ties == cut.equal;
  std::int64_t left = allTies ? 0 : cut.ties;
  std::vector<at::Tensor> result;
  for (const at::Tensor& each : weights) {
    const auto plain = plainWeights(each);
    result.push_back(cut.count == 0 ? plain.clone() : at::empty_like(plain));
    if (cut.count == 0) continue;
    pruneInto(plain, result.back(), threshold, allTies);
    if (left > 0) pruneTies(plain, result.back(), threshold, left);
  }
  return result;
}

}  // namespace studio
