// See autocorrelation.h.
#include "topo/autocorrelation.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>

namespace studio {
namespace {

constexpr std::int64_t kBatchElements = std::int64_t{1} << 20;  // of spectra at a time: a few MB, which stay in the cache

/// Least size with no prime factor above 5 that keeps offsets of both signs apart.
std::int64_t paddedSize(std::int64_t side) {
  for (std::int64_t size = 2 * side - 1;; ++size) {
    auto rest = size;
    for (const std::int64_t prime : {2, 3, 5})
      while (rest % prime == 0) rest /= prime;
    if (rest == 1) return size;
  }
}

/// power [frequencies] += |spectra|^2, summed over the maps in their order, so the bits do not depend on the number of threads.
template <typename T>
void addPower(const at::Tensor& spectra, at::Tensor& power) {  // [maps, rows, columns] complex
  const auto* values = reinterpret_cast<const T*>(spectra.const_data_ptr());
  auto* sums = power.data_ptr<double>();
  const auto maps = spectra.size(0), frequencies = power.numel();
  at::parallel_for(0, frequencies, 256, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t map = 0; map < maps; ++map) {
      const auto* one = values + 2 * map * frequencies;
      for (auto f = begin; f < end; ++f)
        sums[f] += static_cast<double>(one[2 * f] * one[2 * f] + one[2 * f + 1] * one[2 * f + 1]);
    }
  });
}

at::Tensor powerOf(const at::Tensor& maps, std::int64_t height, std::int64_t width) {
  const auto tall = paddedSize(height), wide = paddedSize(width), columns = wide / 2 + 1;
  auto power = at::zeros({tall, columns}, at::kDouble);
  const auto batch = std::max<std::int64_t>(1, kBatchElements / (tall * columns));
  for (std::int64_t first = 0; first < maps.size(0); first += batch) {
    const auto some =
        maps.narrow(0, first, std::min(batch, maps.size(0) - first)).view({-1, height, width});  // [batch, height, width]
    const auto alongRows = at::fft_rfft(some, wide, 2);  // [batch, height, columns]: no row of zeros is transformed
    const auto spectra = at::fft_fft(alongRows, tall, 1).contiguous();  // [batch, tall, columns]
    if (maps.scalar_type() == at::kDouble)
      addPower<double>(spectra, power);
    else
      addPower<float>(spectra, power);
  }
  return power;
}

}  // namespace

std::vector<double> autocorrelation(const at::Tensor& maps, std::int64_t height, std::int64_t width) {
  const auto tall = paddedSize(height), wide = paddedSize(width);
  const auto products = at::fft_irfft2(at::complex(powerOf(maps, height, width), at::zeros({tall, wide / 2 + 1}, at::kDouble)),
                                       std::vector<std::int64_t>{tall, wide})
                            .contiguous();  // [tall, wide], offsets modulo the size
  const auto* offsets = products.const_data_ptr<double>();
  std::vector<double> sums(static_cast<std::size_t>(height * width));
  for (std::int64_t row = 0; row < height; ++row)
    for (std::int64_t column = 0; column < width; ++column) {
      const auto* line = offsets + row * wide;
      sums[static_cast<std::size_t>(row * width + column)] = line[column] + (row > 0 && column > 0 ? line[wide - column] : 0.0);
    }
  sums[0] = 0;
  return sums;
}

}  // namespace studio
