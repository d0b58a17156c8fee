// One thread claims an empty place and writes it; others that want the same image meanwhile decode it for themselves.
#include "core/data/image_cache.h"

#include <functional>
#include <numeric>

namespace studio {
namespace {

constexpr std::int64_t kLargestCache = std::int64_t{1} << 30;   // bytes

}  // namespace

ImageCache::ImageCache(std::int64_t count, const std::vector<std::int64_t>& shape) {
  const auto pixels = std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
  if (count == 0 || pixels > kLargestCache / count) return;
  std::vector<std::int64_t> sizes{count};
  sizes.insert(sizes.end(), shape.begin(), shape.end());
  images_ = torch::empty(sizes, torch::kUInt8);
  states_ = std::vector<std::atomic<std::uint8_t>>(static_cast<std::size_t>(count));
}

torch::Tensor ImageCache::get(std::int64_t index, const std::function<torch::Tensor()>& decode) const {
  if (states_.empty()) return decode();
  auto& state = states_[static_cast<std::size_t>(index)];
  if (state.load(std::memory_order_acquire) == kReady) return images_[index];
  auto image = decode();
  std::uint8_t expected = kEmpty;
  if (state.compare_exchange_strong(expected, kBeingWritten)) {
    images_[index].copy_(image);
    state.store(kReady, std::memory_order_release);
  }
  return image;
}

}  // namespace studio
