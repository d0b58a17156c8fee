// The functions behind the rows of the data-set table, and what several of them share.
#pragma once
#include "core/data/dataset.h"

namespace studio {

DataSplit openIdx(const DataConfig& config, std::int64_t seed);
DataSplit openImageFolder(const DataConfig& config, std::int64_t seed);
DataSplit openArrays(const DataConfig& config, std::int64_t seed);
DataSplit openBars(const DataConfig& config, std::int64_t seed);

/// Shorter side to `size` pixels (antialiased bilinear), then the centre square; 0 = as they are.
/// uint8 [n, channels, height, width] -> [n, channels, size, size]
torch::Tensor resizedImages(const torch::Tensor& images, std::int64_t size);

inline constexpr std::int64_t kLargestImageSize = 4096;   ///< px a side, of data.image_size

}  // namespace studio
