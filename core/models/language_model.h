// A network of language asked about more than rows of tokens that follow each other: places that see others of their
// row, as the trees of sentences that begin alike (core/language/prefix_plan.h), and logits of some places alone.
#pragma once
#include <torch/types.h>

#include <cstdint>

#include "core/models/model.h"

namespace studio {

/// Who sees whom is said place by place; everything else is as in a forward pass of rows.
struct PlacedTokens {
  torch::Tensor tokens, positions;  ///< int64 [rows, length]; positions are below LanguageModel::context()
  torch::Tensor visible;            ///< bool [rows, length, length]: the first place sees the second one of its row
};

/// What a model of language is beside a Model.
class LanguageModel {
 public:
  virtual ~LanguageModel() = default;
  /// [rows, length, width]: of each place what the head makes its logits of. The model's taps see the values of layers
  /// as in forward().
  virtual torch::Tensor lastValues(const PlacedTokens& placed) = 0;
  /// [vocabulary, width]: logits are at::linear(values, head()).
  virtual torch::Tensor head() const = 0;
  virtual std::int64_t context() const = 0;  ///< positions that it has
};

/// nullptr: a network of images.
inline LanguageModel* asLanguageModel(Model& model) { return dynamic_cast<LanguageModel*>(&model); }

}  // namespace studio
