// The functions behind the rows of the data-set table, and what several of them share.
#pragma once
#include "core/data/dataset.h"
#include "core/data/image_crop.h"

namespace studio {

DataSplit openIdx(const DataConfig& config, std::int64_t seed);
DataSplit openImageFolder(const DataConfig& config, std::int64_t seed);
DataSplit openCifar10(const DataConfig& config, std::int64_t seed);
DataSplit openCifar100(const DataConfig& config, std::int64_t seed);
DataSplit openArrays(const DataConfig& config, std::int64_t seed);
DataSplit openBars(const DataConfig& config, std::int64_t seed);
DataSplit openTokens(const DataConfig& config, std::int64_t seed);
DataSplit openText(const DataConfig& config, std::int64_t seed);
// core/stimuli
DataSplit openLocalizer(const DataConfig& config, std::int64_t seed);
DataSplit openSyntheticLocalizer(const DataConfig& config, std::int64_t seed);
DataSplit openGratings(const DataConfig& config, std::int64_t seed);

inline constexpr std::int64_t kLargestImageSize = 4096;  ///< px a side, of data.image_size
inline constexpr double kLeastCropRatio = 0.25;          ///< of data.crop_ratio

}  // namespace studio
