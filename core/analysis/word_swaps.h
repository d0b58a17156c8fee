// Words of a text exchanged for others, and what that does to the units of a language model: what integration windows
// are made of (topo/integration_windows.h; the kinds of swaps: anchors-2026.md a1).
#pragma once
#include <torch/types.h>

#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "core/language/words.h"
#include "core/models/model.h"
#include "core/run/network_request.h"
#include "topo/integration_windows.h"

namespace studio {

/// Words in their order, by their tokens, and what is put in the place of each of them once; empty: it stays.
struct SwapSequence {
  std::vector<std::vector<std::int64_t>> words, swaps;
};

enum class SwapKind {
  Random,     ///< any other word of the text
  OneToken,   ///< another word of one token
  Embedding,  ///< a word of one token about as far away in the embedding as words are from each other
  Likely,     ///< one of the five tokens that the model itself finds likeliest there
  SameTag     ///< a word of one token with the same tag; where 20 tries find none, any word
};

/// Draws what words are exchanged for; same seed, same words. One thread. All must outlive it.
class WordSwapper {
 public:
  /// `tags` of SameTag alone. Throws UserError where the text has too few words for the kind.
  WordSwapper(SwapKind kind, const TextWords& text, Model& model, const WordTags* tags, std::int64_t seed,
              std::size_t context, torch::Device device);
  /// Words of the text by their indices; each is exchanged where a word of the kind fits into the context.
  SwapSequence make(const std::vector<std::size_t>& words);
  /// Any word of the text.
  std::size_t anyWord() { return below(text_.size()); }

 private:
  std::size_t below(std::size_t count) { return std::size_t(random_() % count); }
  std::vector<std::int64_t> swapFor(std::size_t word, const torch::Tensor& likeliest);
  std::vector<std::int64_t> swapRandom(std::size_t word);
  std::vector<std::int64_t> swapOneToken(std::size_t word);
  std::vector<std::int64_t> swapEmbedding(std::size_t word);
  std::vector<std::int64_t> swapLikely(std::size_t word, const torch::Tensor& likeliest);
  std::vector<std::int64_t> swapSameTag(std::size_t word);
  std::vector<std::int64_t> drawOther(std::size_t word, const std::vector<std::size_t>& from);
  void measureEmbedding();

  SwapKind kind_;
  const TextWords& text_;
  Model& model_;
  const WordTags* tags_;
  std::mt19937_64 random_;
  std::size_t context_;
  torch::Device device_;
  std::vector<std::size_t> short_;                          ///< words of one token, each token once
  std::map<std::string, std::vector<std::size_t>> tagged_;  ///< short ones by tag
  torch::Tensor embedding_;                                 ///< float [vocabulary, width]
  torch::Tensor candidates_, candidateVectors_;             ///< of short words: int64 [n] and float [n, width]
  double distance_ = 0;                                     ///< mean absolute difference of two of them, on average
};

/// Responses that are in memory at once, in floats: 256 MiB.
inline constexpr std::int64_t kSwapFloats = std::int64_t{1} << 26;

/// Of each layer: means over the sequences of |response with a word exchanged - original|, by word and lag. All have
/// the same number of words. One forward pass of a sequence with one word exchanged serves all layers and all words
/// behind it; `progress` counts exchanged words (swapCount). Beside `floats` the effects themselves take memory, words
/// (lags + 1) units in double twice over.
std::map<std::string, SwapEffect> swapEffects(Model& model, const std::vector<std::string>& layers,
                                              const std::vector<SwapSequence>& sequences, std::int64_t lags,
                                              torch::Device device, const BatchProgress& progress = {},
                                              std::int64_t floats = kSwapFloats);
/// Words that are exchanged, of all sequences.
std::int64_t swapCount(const std::vector<SwapSequence>& sequences);

}  // namespace studio
