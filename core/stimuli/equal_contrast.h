// Pictures with the same mean and spread, so that neither tells what is shown. No torch.
#pragma once
#include <vector>

namespace studio {

inline constexpr double kMiddle = 127.5, kSpread = 40;  ///< mean and standard deviation of 0..255

/// In place: values around `kMiddle` with a standard deviation of `kSpread`, within 0..255 (the few beyond are cut and
/// the rest spread again). A picture of one value becomes kMiddle everywhere.
void equaliseContrast(std::vector<double>& pixels);

}  // namespace studio
