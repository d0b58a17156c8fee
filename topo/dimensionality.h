// Effective dimensionality: the participation ratio of the variances of features (science.md 3), without eigenvalues.
// Any thread.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>

namespace studio {

/// ED = (sum lambda)^2 / sum lambda^2 = trace(M)^2 / ||M||_F^2 with M = Xc^T Xc or Xc Xc^T, whichever is smaller; Xc is
/// centred by column. features [stimuli, features]; in [1, min(stimuli - 1, features)], the same for any scale and
/// rotation of the features. NaN for fewer than two stimuli, for features that do not vary, and where a value is not
/// finite. Large float features are multiplied in float, in blocks, and summed in double: relative error below 1e-5.
/// All else in double. Computed on the features' device; throws std::invalid_argument for another number of axes.
double effectiveDimensionality(const at::Tensor& features);

/// The same over batches of stimuli: memory features^2 in double, whatever the number of stimuli. Values are shifted by
/// the mean of the first batch, so that a large offset costs no digits.
class DimensionalityStream {
 public:
  /// batch [stimuli, features], any number of stimuli. Throws std::invalid_argument when the number of features
  /// changes.
  void add(const at::Tensor& batch);
  double value() const;
  std::int64_t stimuli() const { return stimuli_; }

 private:
  std::int64_t stimuli_ = 0;
  at::Tensor shift_, sum_;  ///< [features]
  at::Tensor products_;     ///< [features, features]
};

/// The same over blocks of features of one set of stimuli: memory stimuli^2 in double; for many more features than
/// stimuli.
class DimensionalityBlocks {
 public:
  /// block [stimuli, features of the block]. Throws std::invalid_argument when the number of stimuli changes.
  void add(const at::Tensor& block);
  double value() const;
  std::int64_t features() const { return features_; }

 private:
  std::int64_t features_ = 0;
  at::Tensor products_;  ///< [stimuli, stimuli]
};

}  // namespace studio
