// BLiMP (Warstadt et al. 2020; science.md 8.1): pairs of sentences that differ in grammar alone, and how often a model
// finds the good one more probable. Files in, shares out; which forward passes it takes is prefix_plan. Any thread;
// blocks for the disk alone.
#pragma once
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace studio {

// Files.

struct BlimpPair {
  std::string id;  ///< "pairID"
  std::string good, bad;
};

/// One file: pairs of one construction.
struct BlimpParadigm {
  std::string name;        ///< "UID": "wh_island"
  std::string field;       ///< "syntax"; "syntax/semantics" is "syntax_semantics"
  std::string phenomenon;  ///< "linguistics_term", but s-selection counts as argument_structure: 12 in all
  std::vector<BlimpPair> pairs;
};

/// The first `limit` pairs of a .jsonl file, 0 = all; the lines behind them are not read. Throws UserError naming the
/// file, and of a line its number: no JSON object, a field that is missing, empty or no text, another paradigm.
BlimpParadigm readBlimpParadigm(const std::filesystem::path& file, std::int64_t limit = 0);

/// All .jsonl files of a folder, or those named ("wh_island"), in the order of their names. Throws UserError as above,
/// for a folder without such files, for a name that is none of them, and for one paradigm in two files.
std::vector<BlimpParadigm> readBlimpFolder(const std::filesystem::path& folder,
                                           const std::vector<std::string>& names = {}, std::int64_t limit = 0);

// Scores.

/// A share of pairs with its interval of 95 per cent; NaN where no pair counts.
struct PairAccuracy {
  double value = 0, low = 0, high = 0;
  std::int64_t pairs = 0;  ///< that count
  std::int64_t correct = 0;
  std::int64_t ties = 0;       ///< of equal probability: wrong
  std::int64_t undefined = 0;  ///< one of the sentences has no probability (it was too long): left out
};

/// Wilson's interval of a share out of `count`, which need not be whole: {low, high}, NaN for a count of 0.
struct ShareInterval {
  double low = 0, high = 0;
};
ShareInterval wilsonInterval(double share, double count);

/// log-probabilities [pairs] of the good and the bad sentences, sums over their tokens. A pair is right where the good
/// one's is larger, strictly. Throws std::invalid_argument for different lengths.
PairAccuracy scorePairs(std::span<const double> good, std::span<const double> bad);

/// The mean of several shares, each with equal weight however many pairs it has (as published: over the paradigms); its
/// interval is Wilson's for as many pairs as would give a mean of this variance. Shares without pairs are left out.
PairAccuracy meanAccuracy(std::span<const PairAccuracy> shares);

struct BlimpScores {
  struct Row {
    std::string name, phenomenon;
    PairAccuracy accuracy;
  };
  std::vector<Row> paradigms;  ///< in the order given
  std::vector<Row> phenomena;  ///< means over their paradigms, in the order of their first one; name = phenomenon
  PairAccuracy mean;           ///< over the paradigms
};
/// shares: one of each paradigm. Throws std::invalid_argument for another number.
BlimpScores scoreParadigms(std::span<const BlimpParadigm> paradigms, std::span<const PairAccuracy> shares);

/// All sentences of the paradigms as they are scored: good and bad of each pair in turn.
std::vector<std::string> blimpSentences(std::span<const BlimpParadigm> paradigms);
/// values: one of each of blimpSentences(). Throws std::invalid_argument for another number.
BlimpScores scoreBlimp(std::span<const BlimpParadigm> paradigms, std::span<const double> values);
/// "paradigm,pair,good,bad" and a line for each pair; numbers read back as the same, nothing for NaN.
std::string blimpCsv(std::span<const BlimpParadigm> paradigms, std::span<const double> values);

}  // namespace studio
