// Shares of right pairs and their intervals (blimp.h).
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/language/blimp.h"
#include "core/run/printable_text.h"
#include "core/run/scalars.h"

namespace studio {
namespace {

constexpr double kNormalQuantile = 1.959963984540054;  // 97.5 per cent of the normal distribution lie below

PairAccuracy withInterval(PairAccuracy accuracy, double share, double count) {
  const auto interval = wilsonInterval(share, count);
  accuracy.value = count > 0 ? share : kUndefined;
  accuracy.low = interval.low, accuracy.high = interval.high;
  return accuracy;
}

/// As CSV wants it: in quotes where it holds a comma, a quote or a line end.
std::string csvCell(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char each : text) quoted.append(each == '"' ? 2 : 1, each);
  return quoted + '"';
}

std::string csvNumber(double value) { return std::isnan(value) ? std::string() : numberText(value); }

std::size_t countPairs(std::span<const BlimpParadigm> paradigms) {
  std::size_t pairs = 0;
  for (const BlimpParadigm& each : paradigms) pairs += each.pairs.size();
  return pairs;
}

void requireTwoEach(std::span<const BlimpParadigm> paradigms, std::span<const double> values) {
  if (values.size() != 2 * countPairs(paradigms))
    throw std::invalid_argument("BLiMP needs one log-probability of each sentence");
}

}  // namespace

/// Wilson (1927): the shares p for which (share - p)^2 <= z^2 p (1 - p) / count.
ShareInterval wilsonInterval(double share, double count) {
  if (!(count > 0) || !std::isfinite(share)) return {kUndefined, kUndefined};
  const double z = kNormalQuantile * kNormalQuantile / count;
  const double middle = (share + z / 2) / (1 + z);
  const double half = std::sqrt(std::max(0.0, z * (share * (1 - share) + z / 4))) / (1 + z);
  return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

PairAccuracy scorePairs(std::span<const double> good, std::span<const double> bad) {
  if (good.size() != bad.size()) throw std::invalid_argument("each good sentence has a bad one");
  PairAccuracy accuracy;
  for (std::size_t pair = 0; pair < good.size(); ++pair) {
    if (std::isnan(good[pair]) || std::isnan(bad[pair])) {
      ++accuracy.undefined;
      continue;
    }
    ++accuracy.pairs;
    accuracy.correct += good[pair] > bad[pair];
    accuracy.ties += good[pair] == bad[pair];
  }
  const double count = double(accuracy.pairs);
  return withInterval(accuracy, count > 0 ? double(accuracy.correct) / count : 0, count);
}

PairAccuracy meanAccuracy(std::span<const PairAccuracy> shares) {
  PairAccuracy mean;
  double sum = 0, variance = 0, count = 0;  // of a share's variance p (1 - p) / pairs the part 1 / pairs
  for (const PairAccuracy& each : shares) {
    mean.pairs += each.pairs, mean.correct += each.correct;
    mean.ties += each.ties, mean.undefined += each.undefined;
    if (each.pairs == 0) continue;
    sum += each.value, variance += 1 / double(each.pairs), ++count;
  }
  return count > 0 ? withInterval(mean, sum / count, count * count / variance) : withInterval(mean, 0, 0);
}

BlimpScores scoreParadigms(std::span<const BlimpParadigm> paradigms, std::span<const PairAccuracy> shares) {
  if (paradigms.size() != shares.size()) throw std::invalid_argument("each paradigm has one share of right pairs");
  BlimpScores scores;
  for (std::size_t each = 0; each < paradigms.size(); ++each) {
    const std::string& phenomenon = paradigms[each].phenomenon;
    scores.paradigms.push_back({paradigms[each].name, phenomenon, shares[each]});
    const auto isIt = [&](const BlimpScores::Row& row) { return row.name == phenomenon; };
    if (std::none_of(scores.phenomena.begin(), scores.phenomena.end(), isIt))
      scores.phenomena.push_back({phenomenon, phenomenon, {}});
  }
  for (BlimpScores::Row& row : scores.phenomena) {
    std::vector<PairAccuracy> own;
    for (const BlimpScores::Row& each : scores.paradigms)
      if (each.phenomenon == row.name) own.push_back(each.accuracy);
    row.accuracy = meanAccuracy(own);
  }
  scores.mean = meanAccuracy(shares);
  return scores;
}

std::vector<std::string> blimpSentences(std::span<const BlimpParadigm> paradigms) {
  std::vector<std::string> sentences;
  sentences.reserve(2 * countPairs(paradigms));
  for (const BlimpParadigm& each : paradigms)
    for (const BlimpPair& pair : each.pairs) sentences.push_back(pair.good), sentences.push_back(pair.bad);
  return sentences;
}

BlimpScores scoreBlimp(std::span<const BlimpParadigm> paradigms, std::span<const double> values) {
  requireTwoEach(paradigms, values);
  std::vector<PairAccuracy> shares;
  std::size_t next = 0;
  for (const BlimpParadigm& each : paradigms) {
    std::vector<double> good, bad;
    for (std::size_t pair = 0; pair < each.pairs.size(); ++pair, next += 2)
      good.push_back(values[next]), bad.push_back(values[next + 1]);
    shares.push_back(scorePairs(good, bad));
  }
  return scoreParadigms(paradigms, shares);
}

std::string blimpCsv(std::span<const BlimpParadigm> paradigms, std::span<const double> values) {
  requireTwoEach(paradigms, values);
  std::string text = "paradigm,pair,good,bad\n";
  std::size_t next = 0;
  for (const BlimpParadigm& each : paradigms)
    for (const BlimpPair& pair : each.pairs) {
      text += csvCell(each.name) + ',' + csvCell(pair.id) + ',' + csvNumber(values[next]) + ',' +
              csvNumber(values[next + 1]) + '\n';
      next += 2;
    }
  return text;
}

}  // namespace studio
