// Which forward passes give the log-probabilities of many sentences: sentences that begin alike share what they have in
// common, as a tree of prefixes packed into rows, rows of similar length together. Plain C++; any thread.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace studio {

/// One forward of [rows, length] tokens. A place sees itself and the places before it in its sentence (its parent, that
/// one's parent, ...), nothing else of its row; its position is how many those are. `queries` say which tokens come
/// after a place: only their log-probabilities are needed, so logits need be made of places with queries alone, some at
/// a time. Attention to the newest w tokens sees of these places those whose positions are less than w lower.
struct ForwardPass {
  /// log P(token | the place's prefix) is the value `target` of PrefixPlan; ordered by place.
  struct Query {
    std::int64_t place = 0;  ///< row * length + place in the row
    std::int64_t token = 0;
    std::int64_t target = 0;
  };

  std::int64_t rows = 0, length = 0;
  std::vector<std::int64_t> tokens;     ///< [rows * length], as the next two; 0 behind the end of a row
  std::vector<std::int64_t> positions;  ///< 0 behind the end of a row
  std::vector<std::int64_t> parents;    ///< in the same row; -1 = none, and behind the end of a row
  std::vector<Query> queries;

  /// [length, length] of a row, 1 where a place (first axis) sees another one. A place behind the end sees itself.
  std::vector<std::uint8_t> visible(std::int64_t row) const;
};

enum class LongSentences {
  Cut,  ///< what fits is scored: the first tokens
  Skip  ///< not scored at all
};

struct PrefixPlanOptions {
  std::int64_t context = 1024;       ///< positions of the model
  std::int64_t vocabulary = 0;       ///< ids below this only; 0 = not checked
  std::int64_t prefix = -1;          ///< token before each sentence, <|endoftext|>; -1 = none, the first is not scored
  std::int64_t placesOfRow = 128;    ///< rows are filled up to this; more where one sentence is longer
  std::int64_t placesOfPass = 4096;  ///< at most in one forward, unless one row is longer
  LongSentences longSentences = LongSentences::Skip;
};

/// What was planned, and for whom.
struct PrefixPlan {
  std::vector<ForwardPass> passes;
  std::int64_t targets = 0;                   ///< how many log-probabilities the passes give together
  std::vector<std::int64_t> firstOfSentence;  ///< [sentences + 1]: where its targets begin in the next
  std::vector<std::int64_t> targetsOfSentences;
  std::vector<bool> skipped;  ///< [sentences]: too long, or without a token to score

  std::int64_t positions = 0;        ///< token positions of all passes, those behind the ends of rows counted too
  std::int64_t filled = 0;           ///< without these
  std::int64_t paddedPositions = 0;  ///< the same sentences, each alone and padded to the longest of all
  std::int64_t tooLong = 0;          ///< sentences that were cut or skipped for their length
  std::int64_t empty = 0;            ///< sentences without a token to score

  double share() const { return paddedPositions > 0 ? double(positions) / double(paddedPositions) : 0; }
};

/// Equal sentences are computed once; the last token of a sentence is asked for and never shown. The same plan for the
/// same sentences. Throws UserError for an id outside of the vocabulary, naming the sentence (counted from 1), and
/// std::invalid_argument for options that are not positive.
PrefixPlan planPrefixes(std::span<const std::vector<std::int64_t>> sentences, const PrefixPlanOptions& options);

/// Log-probability of each sentence: the sum over its tokens, not divided by their number. NaN where it was skipped.
/// values [targets]. Throws std::invalid_argument for another number of them.
std::vector<double> sumOfTargets(const PrefixPlan& plan, std::span<const double> values);

}  // namespace studio
