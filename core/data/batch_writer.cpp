// (value / 255 - mean) / std becomes one multiplication and one addition, done where the image is written into the
// batch: a row is brought into the batch's order where it is not yet, then computed in one loop over memory that lies
// together.
#include "core/data/batch_writer.h"

#include <ATen/DeviceAccelerator.h>

#include <algorithm>
#include <cstring>

#include "core/data/image_crop.h"
#include "core/run/error.h"

namespace studio {
namespace {

/// `count` pixels of `channels` values each, one behind the other. kChannels 0: as many as `channels` says.
template <std::int64_t kChannels, typename Value>
void takePixels(const Value* from, std::int64_t columnStride, std::int64_t channelStride, std::int64_t channels,
                std::int64_t count, Value* into) {
  const auto all = kChannels > 0 ? kChannels : channels;
  for (std::int64_t pixel = 0; pixel < count; ++pixel, from += columnStride, into += all)
    for (std::int64_t channel = 0; channel < all; ++channel) into[channel] = from[channel * channelStride];
}

template <typename Value>
void computeRow(const Value* __restrict from, const float* __restrict scale, const float* __restrict offset,
                float* __restrict to, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) to[i] = static_cast<float>(from[i]) * scale[i] + offset[i];
}

/// The channels of a row from `first` on, again for each of its pixels.
std::vector<float> repeated(const std::vector<float>& channels, std::int64_t first, std::int64_t together,
                            std::int64_t width) {
  std::vector<float> row(static_cast<std::size_t>(width * together));
  for (std::size_t i = 0; i < row.size(); ++i)
    row[i] = channels[static_cast<std::size_t>(first) + i % static_cast<std::size_t>(together)];
  return row;
}

// Batches.

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

template <typename Value>
void PixelWriter::writeAs(const torch::Tensor& image, const torch::Tensor& place, const PixelMove& move) const {
  const auto channels = image.size(0), height = image.size(1), width = image.size(2);
  const auto together = place.stride(2) == channels ? channels : 1;  // values of a pixel that lie together in the batch
  const auto begin = std::clamp<std::int64_t>(-move.columns, 0, width),
             end = std::clamp(width - move.columns, begin, width);  // columns inside
  const auto column = move.flip ? width - 1 - begin - move.columns : begin + move.columns,
             step = move.flip ? -image.stride(2) : image.stride(2);
  const bool asItIs = step == together && (together == 1 || image.stride(0) == 1);
  std::vector<Value> taken(static_cast<std::size_t>(width * together));
  const auto take = together == 1 ? takePixels<1, Value> : together == 3 ? takePixels<3, Value> : takePixels<0, Value>;
  for (std::int64_t channel = 0; channel < channels; channel += together) {
    const auto scale = repeated(scale_, channel, together, width), offset = repeated(offset_, channel, together, width);
    for (std::int64_t row = 0; row < height; ++row) {
      auto* to = place.data_ptr<float>() + channel * place.stride(0) + row * place.stride(1);
      const auto source = row + move.rows;
      const bool inside = source >= 0 && source < height;
      std::copy(offset.begin(), offset.begin() + (inside ? begin : width) * together, to);
      if (!inside) continue;
      const auto* from =
          image.data_ptr<Value>() + channel * image.stride(0) + source * image.stride(1) + column * image.stride(2);
      if (!asItIs) take(from, step, image.stride(0), together, end - begin, taken.data());
      computeRow(asItIs ? from : taken.data(), scale.data(), offset.data(), to + begin * together,
                 (end - begin) * together);
      std::copy(offset.begin() + end * together, offset.end(), to + end * together);
    }
  }
}

void PixelWriter::write(const torch::Tensor& image, const torch::Tensor& place, const PixelMove& move) const {
  if (image.scalar_type() == torch::kUInt8)
    writeAs<std::uint8_t>(image, place, move);
  else
    writeAs<float>(image, place, move);
}

BatchWriter::Augment BatchWriter::parseAugment(const std::string& name) {
  if (name == "none") return Augment::None;
  if (name == "crop_flip") return Augment::CropFlip;
  if (name == "random_resized_crop") return Augment::RandomResizedCrop;
  throw UserError("data.augment is \"" + name + "\"; none, crop_flip or random_resized_crop are possible.");
}

BatchWriter::BatchWriter(const Dataset& data, const Batcher::Options& options)
    : data_(data),
      options_(options),
      augment_(parseAugment(options.augment)),
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

void BatchWriter::writeTokens(Batch& batch, std::int64_t row, std::int64_t index) const {
  const auto first = row * shape_[0];
  data_.readRow(index, batch.images.data_ptr<std::int64_t>() + first, batch.labels.data_ptr<std::int64_t>() + first);
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
