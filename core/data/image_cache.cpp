// One thread claims an empty place and writes it; others that want the same image meanwhile decode it for themselves.
#include "core/data/image_cache.h"

#include <algorithm>

namespace studio {

ImageCache::ImageCache(std::int64_t count, std::int64_t budget)
    : largest_(2 * budget / std::max<std::int64_t>(count, 1)),
      left_(budget),
      images_(static_cast<std::size_t>(count)),
      states_(static_cast<std::size_t>(count)) {}

bool ImageCache::reserve(std::int64_t bytes) const {
  if (bytes > largest_) return false;
  if (left_.fetch_sub(bytes) >= bytes) return true;
  left_.fetch_add(bytes);
  return false;
}

torch::Tensor ImageCache::get(std::int64_t index, const std::function<torch::Tensor()>& decode) const {
  const auto place = static_cast<std::size_t>(index);
  auto& state = states_[place];
  if (state.load(std::memory_order_acquire) == kReady) return images_[place];
  auto image = decode();
  std::uint8_t expected = kEmpty;
  if (!state.compare_exchange_strong(expected, kBeingWritten)) return image;
  const bool kept = reserve(static_cast<std::int64_t>(image.nbytes()));
  if (kept) images_[place] = image;
  state.store(kept ? kReady : kEmpty, std::memory_order_release);
  return image;
}

}  // namespace studio
