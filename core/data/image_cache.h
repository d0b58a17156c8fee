// Decoded images that are worth keeping. Filled as images are first asked for; any number of threads.
#pragma once
#include <torch/types.h>

#include <atomic>
#include <functional>
#include <vector>

namespace studio {

inline constexpr std::int64_t kImageCacheBytes = std::int64_t{1} << 30;

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

}  // namespace studio
