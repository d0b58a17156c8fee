// The autocorrelation of sheets, summed over many of them, by Fourier transform.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace studio {

/// maps [count, units] float or double, on the CPU, contiguous. Entry |rows| * width + |columns| is the sum over maps, and over
/// all unordered pairs of units that far apart, of the product of their two values; entry 0 is 0. By the Wiener-Khinchin theorem:
/// the squared magnitudes of the zero-padded maps' spectra are summed and transformed back once. Time grows with count * units *
/// log(units), memory with units.
std::vector<double> autocorrelation(const at::Tensor& maps, std::int64_t height, std::int64_t width);

}  // namespace studio
