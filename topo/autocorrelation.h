// The autocorrelation of sheets, summed over many of them, by their spectra.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace studio {

/// maps [count, units] float or double, on the CPU, contiguous. Entry |rows| * width + |columns| is the sum over maps,
/// and over all unordered pairs of units that far apart, of the product of their two values; entry 0 is 0. By the
/// Wiener-Khinchin theorem: the squared magnitudes of the zero-padded maps' spectra are summed and transformed back
/// once. Memory grows with units; time, for a map, with units * (height + width) as products of matrices up to 512
/// units a side, above with units * log(units).
std::vector<double> autocorrelation(const at::Tensor& maps, std::int64_t height, std::int64_t width);

}  // namespace studio
