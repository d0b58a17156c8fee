// A network of language asked about more than rows of tokens that follow each other: places that see others of their
// row, as the trees of sentences that begin alike (core/language/prefix_plan.h), logits of some places alone, and
// tokens one after another, of which what came before is not computed again.
#pragma once
#include <torch/types.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "core/models/model.h"

namespace studio {

/// Keys and values of the tokens that a network has seen, block by block.
class PastTokens {
 public:
  explicit PastTokens(std::int64_t most) : most_(most) {}  ///< as many as there will be
  std::int64_t length() const { return length_; }
  /// Puts those of the newest tokens, [1, tokens, width], behind the others of this block and returns all of them.
  std::pair<torch::Tensor, torch::Tensor> add(std::size_t block, const torch::Tensor& keys,
                                              const torch::Tensor& values);
  void advance(std::int64_t tokens) { length_ += tokens; }  ///< once all blocks have theirs

 private:
  std::int64_t most_, length_ = 0;
  std::vector<torch::Tensor> keys_, values_;  ///< [1, most, width] each
};

/// Who sees whom is said place by place; everything else is as in a forward pass of rows.
struct PlacedTokens {
  torch::Tensor tokens, positions;  ///< int64 [rows, length]; positions are below LanguageModel::context()
  torch::Tensor visible;            ///< bool [rows, length, seen]: the place sees this one of its row, or of the past
  /// Of those that are seen, int64 [rows, seen]; undefined = `positions`.
  torch::Tensor seenPositions = {};
  PastTokens* past = nullptr;  ///< one row that goes on from there
  std::size_t block = 0;       ///< at work, of the past
};

/// What a model of language is beside a Model.
class LanguageModel {
 public:
  virtual ~LanguageModel() = default;
  /// [rows, length, width]: of each place what the head makes its logits of. The model's taps see the values of layers
  /// as in forward().
  virtual torch::Tensor lastValues(const PlacedTokens& placed) = 0;
  /// Of rows of tokens, int64 [rows, length], as forward() has them before its head.
  virtual torch::Tensor lastValues(const torch::Tensor& rows, const Taps& taps) = 0;
  /// float [vocabulary]: logits of the token after these, int64 [tokens], which follow the past and become part of it;
  /// all of them together are at most context().
  torch::Tensor nextLogits(const torch::Tensor& tokens, PastTokens& past);
  /// [vocabulary, width]: logits are at::linear(values, head()).
  virtual torch::Tensor head() const = 0;
  virtual std::int64_t context() const = 0;  ///< positions that it has
};

/// nullptr: a network of images.
inline LanguageModel* asLanguageModel(Model& model) { return dynamic_cast<LanguageModel*>(&model); }

}  // namespace studio
