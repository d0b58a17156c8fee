// Temporal integration windows of a language model's units by swapped words (Skrill and Norman-Haignere 2023;
// anchors-2026.md a1): how far back a word still moves a unit, and whether that follows the sentences. A row of
// responses is a word: of several tokens their mean. Any thread; on the CPU but for the sums of differences, which stay
// on the responses' device. NaN = undefined.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

namespace studio {

/// D[i, i + d, u]: what swapping word i does to unit u at the word d places on. In bands, as later words alone change.
struct SwapEffect {
  at::Tensor
      differences;   ///< double [positions, lags + 1, units] on the CPU; NaN behind the end and where none was seen
  at::Tensor level;  ///< double [units]: mean |response|, to know an effect from rounding
};

/// Means of |response with word i swapped - original response| over sequences. Memory positions (lags + 1) units in
/// double, whatever the number of sequences.
class SwapDifferences {
 public:
  /// Throws std::invalid_argument for less than 1 position and negative lags.
  SwapDifferences(std::int64_t positions, std::int64_t lags);

  /// original [positions, units] of one sequence; swapped [rows, units]: the responses to the same with the word at
  /// `position` swapped, from that word on, at least as far as the lags reach. One forward of a swapped sequence serves
  /// every later position. Throws std::invalid_argument for shapes that do not belong together.
  void add(const at::Tensor& original, std::int64_t position, const at::Tensor& swapped);
  SwapEffect effect() const;
  std::int64_t swaps() const { return swaps_; }

 private:
  std::int64_t positions_, lags_, swaps_ = 0;
  std::vector<std::int64_t> counts_;  ///< [positions]
  at::Tensor sums_;                   ///< [positions, lags + 1, units]
  at::Tensor level_;                  ///< [units]
};

/// Each double on the CPU.
struct IntegrationWindows {
  at::Tensor window;       ///< [units, lags + 1], 1 at lag 0; NaN for silent units
  at::Tensor powerWeight;  ///< [units], as the rest: c of w(d) = c (d + 1)^-a + (1 - c) exp(-b d)
  at::Tensor exponent;     ///< a; NaN where c is 0
  at::Tensor rate;         ///< b; NaN where c is 1
  at::Tensor r2;
  at::Tensor aicc, aiccExponential, aiccPower, aiccConstant;  ///< of the mixture, its terms alone, a constant
  at::Tensor lagOfThreeQuarters, meanLag;                     ///< how far the window reaches, without a shape
  at::Tensor silent;      ///< bool: no swap moves the unit at the swapped word itself by more than rounding
  std::string notFitted;  ///< why nothing was fitted; empty where it was
};

/// The window of each unit: at each measured word j > lags + 1 the effects of the words j - d, d = 0 ... lags, divided
/// by that of word j itself; their median over j (words whose own swap does nothing are left out); then fitWindow().
/// Not fitted, with the reason, for a network that is not trained. Uses torch's threads; the same bits with any number
/// of them. Throws std::invalid_argument for sequences of fewer than lags + 3 words, and for fewer than 4 lags.
IntegrationWindows integrationWindows(const SwapEffect& effect, bool trained = true);

/// Sentences of equal length in every sequence.
struct SentenceGrid {
  std::int64_t first = 0;   ///< word with which the first sentence begins
  std::int64_t words = 12;  ///< of a sentence
  std::int64_t sentences = 5;
};

struct StructureYoking {
  at::Tensor index;    ///< double [units]: above 0 where the first word of a sentence reaches further than the last one
                       ///< of the sentence before
  at::Tensor profile;  ///< double [units, words]: the same step from each word of a sentence to its place; index first
};

/// Swap and measured word go one place on together: g[j + 1] = mean over lags k = 0 ... words - 2 of D[j + 1, j + 1 +
/// k]
/// - D[j, j + k], divided by the unit's median effect at the swapped word; its mean over all sentences but the first,
/// by the place of j + 1 in its sentence. NaN for silent units and for places that lie too near the end of the
/// sequence. Throws std::invalid_argument for effects of fewer lags, fewer than 2 sentences and sentences behind the
/// end.
StructureYoking structureYoking(const SwapEffect& effect, const SentenceGrid& grid = {});

/// Of units whose value is defined, the mean of the two middle ones for an even number. values [units] or [units,
/// columns] -> one each.
std::vector<double> definedMedians(const at::Tensor& values);

}  // namespace studio
