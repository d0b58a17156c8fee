// Where the responses of many layers to many stimuli are kept: in memory while they are few, else in unnamed files that
// the system reads and drops as it needs memory. So 10,000 images take no more memory than 100. One thread.
#pragma once
#include <torch/types.h>

#include <cstdint>
#include <filesystem>

namespace studio {

class ResponseRoom {
 public:
  explicit ResponseRoom(std::int64_t bytesInMemory = std::int64_t{1} << 30,
                        std::filesystem::path folder = std::filesystem::temp_directory_path())
      : left_(bytesInMemory), folder_(std::move(folder)) {}
  /// Float32 [rows, columns], not initialised. Throws UserError naming the folder where the disk has no room for it.
  torch::Tensor take(std::int64_t rows, std::int64_t columns);

 private:
  std::int64_t left_;  ///< bytes that may still be taken from memory
  std::filesystem::path folder_;
};

}  // namespace studio
