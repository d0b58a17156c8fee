// Images that are all in memory, a choice of some images of another set, and another set at one size, whose images are
// kept in memory as far as it goes.
#pragma once
#include <torch/types.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace studio {

class TensorDataset : public Dataset {
 public:
  /// images uint8 or float32 [n, channels, height, width]; one label an image; no class names = unlabelled.
  TensorDataset(torch::Tensor images, std::vector<std::int64_t> labels, std::vector<std::string> classNames,
                bool scales = true);
  std::int64_t size() const override { return images_.size(0); }
  Example get(std::int64_t index) const override;
  std::int64_t label(std::int64_t index) const override { return labels_[static_cast<std::size_t>(index)]; }
  std::vector<std::int64_t> imageShape() const override { return images_.sizes().slice(1).vec(); }
  std::vector<std::string> classNames() const override { return classNames_; }
  bool scales() const override { return scales_; }

 private:
  torch::Tensor images_;
  std::vector<std::int64_t> labels_;
  std::vector<std::string> classNames_;
  bool scales_;
};

class SubsetDataset : public Dataset {
 public:
  SubsetDataset(std::shared_ptr<const Dataset> whole, std::vector<std::int64_t> indices);
  std::int64_t size() const override { return static_cast<std::int64_t>(indices_.size()); }
  Example get(std::int64_t index) const override { return whole_->get(at(index)); }
  Example stored(std::int64_t index) const override { return whole_->stored(at(index)); }
  Example sized(std::int64_t index, std::int64_t side) const override { return whole_->sized(at(index), side); }
  void readRow(std::int64_t index, std::int64_t* tokens, std::int64_t* next) const override {
    whole_->readRow(at(index), tokens, next);
  }
  std::int64_t label(std::int64_t index) const override { return whole_->label(at(index)); }
  std::string stimulusName(std::int64_t index) const override { return whole_->stimulusName(at(index)); }
  std::vector<std::string> skipped() const override { return whole_->skipped(); }
  std::vector<std::string> remarks() const override { return whole_->remarks(); }
  void requireReadable(std::int64_t index) const override { whole_->requireReadable(at(index)); }
  std::vector<std::int64_t> imageShape() const override { return whole_->imageShape(); }
  std::vector<std::string> classNames() const override { return whole_->classNames(); }
  std::int64_t firstLabel() const override { return whole_->firstLabel(); }
  std::vector<double> defaultMean() const override { return whole_->defaultMean(); }
  std::vector<double> defaultStd() const override { return whole_->defaultStd(); }
  bool scales() const override { return whole_->scales(); }
  std::int64_t vocabulary() const override { return whole_->vocabulary(); }
  const TokenParts* parts() const override { return parts_ ? &*parts_ : nullptr; }

 private:
  std::int64_t at(std::int64_t index) const { return indices_.at(static_cast<std::size_t>(index)); }
  std::shared_ptr<const Dataset> whole_;
  std::vector<std::int64_t> indices_;
  std::optional<TokenParts> parts_;
};

/// The first `limit` images (0 = all).
std::shared_ptr<const Dataset> firstImages(std::shared_ptr<const Dataset> data, std::int64_t limit);
/// Throws UserError for a data.validation that leaves nothing to train or is no share.
void requireShare(double share);
/// Draws `share` of the images for validation, by the seed alone; both parts keep the order of the set.
/// share 0 gives a validation part of size 0, never a null pointer.
DataSplit drawSplit(const std::shared_ptr<const Dataset>& data, double share, std::int64_t seed);

inline constexpr std::int64_t kImageCacheBytes = std::int64_t{1} << 30;

/// Decoded images that are worth keeping. Filled as images are first asked for; any number of threads.
class ImageCache {
 public:
  /// Of a set of so many images. Never holds more than `budget` bytes, and nothing of sets of more than twice that: few
  /// of their images would be found again.
  explicit ImageCache(std::int64_t count, std::int64_t budget = kImageCacheBytes);
  /// The kept image, else what `decode` gives, which is then kept where it fits. What decode throws passes through.
  torch::Tensor get(std::int64_t index, const std::function<torch::Tensor()>& decode) const;

 private:
  enum State : std::uint8_t { kEmpty, kBeingWritten, kReady };
  bool reserve(std::int64_t bytes) const;
  std::int64_t largest_;                       ///< bytes of an image that is kept
  mutable std::atomic<std::int64_t> left_;     ///< of the budget
  mutable std::vector<torch::Tensor> images_;  ///< of any size; a place is written once
  mutable std::vector<std::atomic<std::uint8_t>> states_;
};

/// A set whose images are brought to one size as they are asked for, and kept where memory allows.
class SizedDataset : public Dataset {
 public:
  /// `size` 0 keeps the images as they are; then the set's are all of one size.
  SizedDataset(std::shared_ptr<const Dataset> whole, std::int64_t size, double cropRatio);
  std::int64_t size() const override { return whole_->size(); }
  Example get(std::int64_t index) const override;
  Example stored(std::int64_t index) const override { return whole_->stored(index); }
  Example sized(std::int64_t index, std::int64_t side) const override;
  std::int64_t label(std::int64_t index) const override { return whole_->label(index); }
  std::string stimulusName(std::int64_t index) const override { return whole_->stimulusName(index); }
  std::vector<std::string> skipped() const override { return whole_->skipped(); }
  std::vector<std::string> remarks() const override { return whole_->remarks(); }
  void requireReadable(std::int64_t index) const override { whole_->requireReadable(index); }
  std::vector<std::int64_t> imageShape() const override;
  std::vector<std::string> classNames() const override { return whole_->classNames(); }
  std::int64_t firstLabel() const override { return whole_->firstLabel(); }
  std::vector<double> defaultMean() const override { return whole_->defaultMean(); }
  std::vector<double> defaultStd() const override { return whole_->defaultStd(); }
  bool scales() const override { return whole_->scales(); }

 private:
  std::shared_ptr<const Dataset> whole_;
  std::int64_t size_;
  double cropRatio_;
  ImageCache cache_;
};

/// Images of one size, at data.image_size and data.crop_ratio; the set itself where these change nothing.
std::shared_ptr<const Dataset> atSize(std::shared_ptr<const Dataset> data, const DataConfig& config);

}  // namespace studio
