// (value / 255 - mean) / std becomes one multiplication and one addition, done where the image is written into the
// batch.
#include "core/data/batch_writer.h"

#include <ATen/DeviceAccelerator.h>

#include <algorithm>
#include <cstring>

#include "core/data/image_crop.h"
#include "core/run/error.h"

namespace studio {
namespace {

constexpr std::int64_t kPadding = 4;  // px, of crop_flip: the usual choice for CIFAR

/// One number for all channels, or one a channel.
std::vector<double> perChannel(const std::vector<double>& given, const std::vector<double>& standard,
                               std::int64_t channels, const char* key) {
  auto values = given.empty() ? standard : given;
  if (given.empty() && values.size() != 1 && static_cast<std::int64_t>(values.size()) != channels) values.resize(1);
  if (values.size() == 1) values.assign(static_cast<std::size_t>(channels), values[0]);
  if (static_cast<std::int64_t>(values.size()) != channels)
    throw UserError(std::string(key) + " has " + std::to_string(values.size()) + " numbers, but the images have " +
                    std::to_string(channels) + (channels == 1 ? " channel" : " channels") +
                    "; give one number or one a channel.");
  return values;
}

/// value * scale + offset: of values 0..255 where the set is scaled, else as they are.
PixelWriter pixelWriter(const Dataset& data, const Batcher::Options& options) {
  if (data.isLanguage()) return {{}, {}};  // tokens have no pixels
  const auto channels = data.imageShape()[0];
  std::vector<float> scale(static_cast<std::size_t>(channels), 1), offset(static_cast<std::size_t>(channels), 0);
  if (!data.scales()) return {scale, offset};
  const auto mean = perChannel(options.mean, data.defaultMean(), channels, "data.mean");
  const auto std = perChannel(options.std, data.defaultStd(), channels, "data.std");
  for (std::size_t channel = 0; channel < mean.size(); ++channel) {
    if (!(std[channel] > 0))
      throw UserError("data.std holds " + std::to_string(std[channel]) + "; numbers above 0 are needed.");
    scale[channel] = static_cast<float>(1 / (255 * std[channel]));
    offset[channel] = static_cast<float>(-mean[channel] / std[channel]);
  }
  return {scale, offset};
}

}  // namespace

BatchWriter::Augment BatchWriter::augmentOf(const std::string& name) {
  if (name == "none") return Augment::None;
  if (name == "crop_flip") return Augment::CropFlip;
  if (name == "random_resized_crop") return Augment::RandomResizedCrop;
  throw UserError("data.augment is \"" + name + "\"; none, crop_flip or random_resized_crop are possible.");
}

BatchWriter::BatchWriter(const Dataset& data, const Batcher::Options& options)
    : data_(data),
      options_(options),
      augment_(augmentOf(options.augment)),
      shape_(data.imageShape()),
      pixels_(pixelWriter(data, options)) {
  if (data.isLanguage() && augment_ != Augment::None)
    throw UserError("data.augment is \"" + options.augment + "\", which changes images; set it to none for tokens.");
}

Batch BatchWriter::place(std::int64_t count, std::int64_t epoch) const {
  const bool pinned = at::accelerator::isAccelerator(options_.device.type());
  const auto whole = torch::TensorOptions(torch::kInt64).pinned_memory(pinned);
  if (data_.isLanguage())
    return {torch::empty({count, shape_[0]}, whole), torch::empty({count, shape_[0]}, whole), count};
  const auto side = options_.sizeAt && data_.scales() ? options_.sizeAt(epoch) : 0;  // arrays are taken as they are
  const auto height = side > 0 ? side : shape_[1], width = side > 0 ? side : shape_[2];
  const auto options = torch::TensorOptions(torch::kFloat32).pinned_memory(pinned);
  const auto format = options_.channelsLast ? torch::MemoryFormat::ChannelsLast : torch::MemoryFormat::Contiguous;
  return {torch::empty({count, shape_[0], height, width}, options, format), torch::empty({count}, whole), count};
}

Example BatchWriter::imageFor(std::int64_t index, std::int64_t height, std::int64_t width,
                              CounterRandom& random) const {
  if (augment_ != Augment::RandomResizedCrop)
    return height == shape_[1] && width == shape_[2] ? data_.get(index) : data_.sized(index, height);
  auto example = data_.stored(index);
  const auto box = randomBox(example.image.size(1), example.image.size(2), random);
  example.image = resizedCrop(example.image, box, height, width);
  return example;
}

PixelMove BatchWriter::moveFor(CounterRandom& random) const {
  PixelMove move;
  if (augment_ == Augment::CropFlip) {
    move.rows = random.below(2 * kPadding + 1) - kPadding;
    move.columns = random.below(2 * kPadding + 1) - kPadding;
  }
  if (augment_ != Augment::None) move.flip = random.below(2) == 1;
  return move;
}

/// Tokens and the token after each; where a set tells no next ones, kNoToken.
void BatchWriter::writeTokens(Batch& batch, std::int64_t row, std::int64_t index) const {
  const auto example = data_.get(index);  // its tensors are dense
  const auto bytes = static_cast<std::size_t>(shape_[0]) * sizeof(std::int64_t);
  auto* labels = batch.labels.data_ptr<std::int64_t>() + row * shape_[0];
  std::memcpy(batch.images.data_ptr<std::int64_t>() + row * shape_[0], example.image.const_data_ptr<std::int64_t>(),
              bytes);
  if (example.next.defined())
    std::memcpy(labels, example.next.const_data_ptr<std::int64_t>(), bytes);
  else
    std::fill(labels, labels + shape_[0], kNoToken);
}

void BatchWriter::write(Batch& batch, std::int64_t row, std::int64_t index, std::int64_t epoch) const {
  if (data_.isLanguage()) return writeTokens(batch, row, index);
  CounterRandom random(options_.seed, epoch, index, kAugmentPurpose);
  const auto example = imageFor(index, batch.images.size(2), batch.images.size(3), random);
  batch.labels.data_ptr<std::int64_t>()[row] = example.label;
  pixels_.write(example.image, batch.images[row], moveFor(random));
}

Batch BatchWriter::make(const std::vector<std::int64_t>& indices, std::int64_t epoch) const {
  auto batch = place(static_cast<std::int64_t>(indices.size()), epoch);
  for (std::int64_t row = 0; row < batch.size; ++row) write(batch, row, indices[static_cast<std::size_t>(row)], epoch);
  return batch;
}

}  // namespace studio
