// (value / 255 - mean) / std as one multiplication and one addition, written straight into the batch in its memory format.
#include "core/data/batch_writer.h"

#include <ATen/DeviceAccelerator.h>

#include <algorithm>

#include "core/data/image_crop.h"
#include "core/run/error.h"

namespace studio {
namespace {

constexpr std::int64_t kPadding = 4;   // px, of crop_flip: the usual choice for CIFAR

/// One number for all channels, or one a channel.
std::vector<double> perChannel(const std::vector<double>& given, const std::vector<double>& standard, std::int64_t channels, const char* key) {
  auto values = given.empty() ? standard : given;
  if (given.empty() && values.size() != 1 && static_cast<std::int64_t>(values.size()) != channels) values.resize(1);
  if (values.size() == 1) values.assign(static_cast<std::size_t>(channels), values[0]);
  if (static_cast<std::int64_t>(values.size()) != channels)
    throw UserError(std::string(key) + " has " + std::to_string(values.size()) + " numbers, but the images have " + std::to_string(channels) +
                    (channels == 1 ? " channel" : " channels") + "; give one number or one a channel.");
  return values;
}

/// Where one channel of an image goes and how it is moved under its frame.
struct Plane {
  float* into;
  std::int64_t rowStride, columnStride;
  std::int64_t height, width;
  std::int64_t rows, columns;   ///< the frame begins this far down and to the right in the image, px; may be negative
  bool flip;
  float scale, offset;
};

template <typename Value>
void writePlane(const Value* from, const Plane& plane) {
  const auto begin = std::clamp<std::int64_t>(-plane.columns, 0, plane.width);   // columns of the frame that lie inside the image
  const auto end = std::clamp(plane.width - plane.columns, begin, plane.width);
  const std::int64_t step = plane.flip ? -1 : 1;
  for (std::int64_t row = 0; row < plane.height; ++row) {
    float* to = plane.into + row * plane.rowStride;
    const auto source = row + plane.rows;
    const bool inside = source >= 0 && source < plane.height;
    const auto first = begin + plane.columns;
    const Value* pixel = from + (inside ? source * plane.width + (plane.flip ? plane.width - 1 - first : first) : 0);
    const auto fillTo = [&](std::int64_t column, std::int64_t last) {   // black before normalising, as torchvision pads
      for (; column < last; ++column) to[column * plane.columnStride] = plane.offset;
    };
    fillTo(0, inside ? begin : plane.width);
    if (!inside) continue;
    for (std::int64_t column = begin; column < end; ++column, pixel += step) to[column * plane.columnStride] = static_cast<float>(*pixel) * plane.scale + plane.offset;
    fillTo(end, plane.width);
  }
}

}  // namespace

BatchWriter::Augment BatchWriter::augmentOf(const std::string& name) {
  if (name == "none") return Augment::None;
  if (name == "crop_flip") return Augment::CropFlip;
  if (name == "random_resized_crop") return Augment::RandomResizedCrop;
  throw UserError("data.augment is \"" + name + "\"; none, crop_flip or random_resized_crop are possible.");
}

BatchWriter::BatchWriter(const Dataset& data, const Batcher::Options& options)
    : data_(data), options_(options), augment_(augmentOf(options.augment)), shape_(data.imageShape()) {
  const auto channels = shape_[0];
  scale_.assign(static_cast<std::size_t>(channels), 1);
  offset_.assign(static_cast<std::size_t>(channels), 0);
  if (!data.scales()) return;
  const auto mean = perChannel(options.mean, data.defaultMean(), channels, "data.mean");
  const auto std = perChannel(options.std, data.defaultStd(), channels, "data.std");
  for (std::size_t channel = 0; channel < mean.size(); ++channel) {
    if (!(std[channel] > 0)) throw UserError("data.std holds " + std::to_string(std[channel]) + "; numbers above 0 are needed.");
    scale_[channel] = static_cast<float>(1 / (255 * std[channel]));
    offset_[channel] = static_cast<float>(-mean[channel] / std[channel]);
  }
}

Batch BatchWriter::place(std::int64_t count, std::int64_t epoch) const {
  const bool pinned = at::accelerator::isAccelerator(options_.device.type());
  const auto side = options_.sizeAt && data_.scales() ? options_.sizeAt(epoch) : 0;   // arrays are taken as they are
  const auto height = side > 0 ? side : shape_[1], width = side > 0 ? side : shape_[2];
  const auto options = torch::TensorOptions(torch::kFloat32).pinned_memory(pinned);
  const auto format = options_.channelsLast ? torch::MemoryFormat::ChannelsLast : torch::MemoryFormat::Contiguous;
  return {torch::empty({count, shape_[0], height, width}, options, format), torch::empty({count}, torch::TensorOptions(torch::kInt64).pinned_memory(pinned)), count};
}

Example BatchWriter::imageFor(std::int64_t index, std::int64_t height, std::int64_t width, CounterRandom& random) const {
  if (augment_ != Augment::RandomResizedCrop) return height == shape_[1] && width == shape_[2] ? data_.get(index) : data_.sized(index, height);
  auto example = data_.stored(index);
  const auto box = randomBox(example.image.size(1), example.image.size(2), random);
  example.image = resizedCrop(example.image, box, height, width);
  return example;
}

BatchWriter::Move BatchWriter::moveFor(CounterRandom& random) const {
  Move move;
  if (augment_ == Augment::CropFlip) {
    move.rows = random.below(2 * kPadding + 1) - kPadding;
    move.columns = random.below(2 * kPadding + 1) - kPadding;
  }
  if (augment_ != Augment::None) move.flip = random.below(2) == 1;
  return move;
}

void BatchWriter::writePlanes(const torch::Tensor& image, const torch::Tensor& place, const Move& move) const {
  const auto height = image.size(1), width = image.size(2);
  for (std::int64_t channel = 0; channel < shape_[0]; ++channel) {
    const Plane plane{place.data_ptr<float>() + channel * place.stride(0), place.stride(1), place.stride(2), height, width, move.rows, move.columns, move.flip,
                      scale_[static_cast<std::size_t>(channel)], offset_[static_cast<std::size_t>(channel)]};
    const auto start = channel * height * width;
    if (image.scalar_type() == torch::kUInt8) writePlane(image.data_ptr<std::uint8_t>() + start, plane);
    else writePlane(image.data_ptr<float>() + start, plane);
  }
}

void BatchWriter::write(Batch& batch, std::int64_t row, std::int64_t index, std::int64_t epoch) const {
  CounterRandom random(options_.seed, epoch, index, kAugmentPurpose);
  const auto example = imageFor(index, batch.images.size(2), batch.images.size(3), random);
  batch.labels.data_ptr<std::int64_t>()[row] = example.label;
  writePlanes(example.image.contiguous(), batch.images[row], moveFor(random));
}

Batch BatchWriter::make(const std::vector<std::int64_t>& indices, std::int64_t epoch) const {
  auto batch = place(static_cast<std::int64_t>(indices.size()), epoch);
  for (std::int64_t row = 0; row < batch.size; ++row) write(batch, row, indices[static_cast<std::size_t>(row)], epoch);
  return batch;
}

}  // namespace studio
