// (value / 255 - mean) / std as one multiplication and one addition, written straight into the batch in its memory format.
#include "core/data/batch_writer.h"

#include <ATen/DeviceAccelerator.h>

#include <algorithm>

#include "core/data/counter_random.h"
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

BatchWriter::BatchWriter(const Dataset& data, const Batcher::Options& options) : data_(data), options_(options), shape_(data.imageShape()) {
  if (options.augment != "none" && options.augment != "crop_flip")
    throw UserError("data.augment is \"" + options.augment + "\"; none or crop_flip are possible.");
  crops_ = options.augment == "crop_flip";
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

BatchWriter::Move BatchWriter::moveOf(std::int64_t epoch, std::int64_t index) const {
  if (!crops_) return {};
  CounterRandom random(options_.seed, epoch, index, kAugmentPurpose);
  Move move;
  move.rows = random.below(2 * kPadding + 1) - kPadding;
  move.columns = random.below(2 * kPadding + 1) - kPadding;
  move.flip = random.below(2) == 1;
  return move;
}

void BatchWriter::write(const torch::Tensor& image, const torch::Tensor& place, const Move& move) const {
  const auto height = shape_[1], width = shape_[2];
  for (std::int64_t channel = 0; channel < shape_[0]; ++channel) {
    const Plane plane{place.data_ptr<float>() + channel * place.stride(0), place.stride(1), place.stride(2), height, width, move.rows, move.columns, move.flip,
                      scale_[static_cast<std::size_t>(channel)], offset_[static_cast<std::size_t>(channel)]};
    const auto start = channel * height * width;
    if (image.scalar_type() == torch::kUInt8) writePlane(image.data_ptr<std::uint8_t>() + start, plane);
    else writePlane(image.data_ptr<float>() + start, plane);
  }
}

Batch BatchWriter::make(const std::vector<std::int64_t>& indices, std::int64_t epoch) const {
  const bool pinned = at::accelerator::isAccelerator(options_.device.type());
  Batch batch;
  batch.size = static_cast<std::int64_t>(indices.size());
  const auto options = torch::TensorOptions(torch::kFloat32).pinned_memory(pinned);
  const auto format = options_.channelsLast ? torch::MemoryFormat::ChannelsLast : torch::MemoryFormat::Contiguous;
  batch.images = torch::empty({batch.size, shape_[0], shape_[1], shape_[2]}, options, format);
  batch.labels = torch::empty({batch.size}, torch::TensorOptions(torch::kInt64).pinned_memory(pinned));
  auto* labels = batch.labels.data_ptr<std::int64_t>();
  for (std::int64_t row = 0; row < batch.size; ++row) {
    const auto index = indices[static_cast<std::size_t>(row)];
    const auto example = data_.get(index);
    labels[row] = example.label;
    write(example.image.contiguous(), batch.images[row], moveOf(epoch, index));
  }
  return batch;
}

}  // namespace studio
