#include "core/data/photographs.h"

#include <algorithm>

#include "core/data/image_cache.h"
#include "core/data/image_file.h"
#include "core/data/sized_dataset.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

/// ImageNet's mean and standard deviation, of torchvision's models.
const std::vector<double> kMean{0.485, 0.456, 0.406}, kStd{0.229, 0.224, 0.225};

/// The photographs as they are stored; a SizedDataset brings them to one size.
class Photographs : public Dataset {
 public:
  /// `shape` is that of file `first`. Where `oneSize` is set, get() refuses others.
  Photographs(ImageList list, std::vector<std::int64_t> shape, std::size_t first, bool oneSize)
      : list_(std::move(list)), shape_(std::move(shape)), first_(first), oneSize_(oneSize), kept_(size()) {}
  std::int64_t size() const override { return static_cast<std::int64_t>(list_.files.size()); }
  Example get(std::int64_t index) const override;
  Example stored(std::int64_t index) const override {
    return {kept_.get(index, [&] { return decode(index); }), label(index)};
  }
  void requireReadable(std::int64_t index) const override {
    if (!looksWhole(fileOf(index))) decode(index);
  }
  std::vector<std::string> remarks() const override { return list_.remarks; }
  std::int64_t label(std::int64_t index) const override { return list_.files[static_cast<std::size_t>(index)].second; }
  std::vector<std::int64_t> imageShape() const override { return shape_; }
  std::vector<std::string> classNames() const override { return list_.classes; }
  std::string stimulusName(std::int64_t index) const override {
    return visible(fileOf(index).lexically_relative(list_.root).generic_string());
  }
  std::vector<double> defaultMean() const override { return kMean; }
  std::vector<double> defaultStd() const override { return kStd; }

 private:
  const fs::path& fileOf(std::int64_t index) const { return list_.files[static_cast<std::size_t>(index)].first; }
  torch::Tensor decode(std::int64_t index) const;

  ImageList list_;
  std::vector<std::int64_t> shape_;
  std::size_t first_;
  bool oneSize_;
  ImageCache kept_;
};

Example Photographs::get(std::int64_t index) const {
  const auto image = decode(index);
  if (oneSize_ && image.sizes() != torch::IntArrayRef(shape_))
    throw UserError(fileOf(index).string() + " is " + std::to_string(image.size(2)) + " x " +
                    std::to_string(image.size(1)) + " pixels, " + list_.files[first_].first.filename().string() +
                    " is " + std::to_string(shape_[2]) + " x " + std::to_string(shape_[1]) +
                    "; set data.image_size to bring all to one size.");
  return {image, label(index)};
}

torch::Tensor Photographs::decode(std::int64_t index) const {
  const auto image = decodeImage(fileOf(index));
  if (std::max(image.size(1), image.size(2)) / std::min(image.size(1), image.size(2)) > 256)
    throw UnreadableImage(fileOf(index), "it is too long and thin");
  return image;
}

/// The first file whose header can be read, and the size it tells; where there is none the first file's own error is
/// thrown.
std::pair<std::size_t, ImageSize> firstSize(const ImageList& list) {
  for (std::size_t index = 0; index < list.files.size(); ++index) try {
      return {index, imageSizeOf(list.files[index].first)};
    } catch (const UnreadableImage&) {
      continue;
    }
  return {0, imageSizeOf(list.files.front().first)};
}

}  // namespace

std::shared_ptr<const Dataset> photographsOf(ImageList list, const DataConfig& config) {
  const bool oneSize = config.imageSize == 0;
  const auto [first, size] =
      oneSize ? firstSize(list) : std::pair{std::size_t{0}, ImageSize{config.imageSize, config.imageSize}};
  auto photographs = std::make_shared<Photographs>(
      std::move(list), std::vector<std::int64_t>{3, size.height, size.width}, first, oneSize);
  return std::make_shared<SizedDataset>(std::move(photographs), config.imageSize, config.cropRatio);
}

}  // namespace studio
