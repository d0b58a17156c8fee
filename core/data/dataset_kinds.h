// What several rows of the data-set table share.
#pragma once
#include "core/data/dataset.h"
#include "core/data/image_crop.h"

namespace studio {

/// Keys of a kind's own, and those that all sets of pictures read.
std::vector<std::string> settingsOfPictures(std::vector<std::string> keys);

inline constexpr std::int64_t kLargestImageSize = 4096;  ///< px a side, of data.image_size
inline constexpr double kLeastCropRatio = 0.25;          ///< of data.crop_ratio

}  // namespace studio
