// Decoded images of a set that is small enough to keep. Filled as images are first asked for; any number of threads.
#pragma once
#include <torch/types.h>

#include <atomic>
#include <functional>
#include <vector>

namespace studio {

class ImageCache {
 public:
  /// Images of this shape; sets of more than 1 GiB are not kept.
  ImageCache(std::int64_t count, const std::vector<std::int64_t>& shape);
  /// The kept image, else what `decode` gives, which is then kept. What decode throws passes through.
  torch::Tensor get(std::int64_t index, const std::function<torch::Tensor()>& decode) const;

 private:
  enum State : std::uint8_t { kEmpty, kBeingWritten, kReady };
  torch::Tensor images_;                               ///< uint8 [count, channels, height, width]; pages are committed as written
  mutable std::vector<std::atomic<std::uint8_t>> states_;
};

}  // namespace studio
