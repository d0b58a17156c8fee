// A set whose images are brought to one size as they are asked for, and kept where memory allows.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/image_cache.h"

namespace studio {

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
