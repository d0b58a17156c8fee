// A row is brought into the batch's order where it is not yet, then computed in one loop over memory that lies
// together.
#include "core/data/pixel_writer.h"

#include <algorithm>

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

}  // namespace studio
