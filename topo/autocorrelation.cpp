// See autocorrelation.h. Two ways to the same spectrum: products with cosines and sines, which are faster up to a few hundred
// units a side, and fast transforms for the long sides of strips.
#include "topo/autocorrelation.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <numbers>

namespace studio {
namespace {

constexpr std::int64_t kBatchElements = std::int64_t{1} << 18;  // of spectra at a time: 1 MB in float, which stays in the cache
constexpr std::int64_t kLongestByProducts = 512;                // their time grows with the square of a side

/// sums [n] in double += the squares of values [maps, n], map by map, so the bits do not depend on the number of threads. Few
/// pairs lie far apart: sums of all power in float would be too coarse for them.
template <typename T>
void addSquares(const at::Tensor& values, at::Tensor& sums) {
  const auto* from = values.const_data_ptr<T>();
  auto* to = sums.data_ptr<double>();
  const auto maps = values.size(0), count = sums.numel();
  at::parallel_for(0, count, 1024, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t map = 0; map < maps; ++map)
      for (auto i = begin; i < end; ++i)
        to[i] += static_cast<double>(from[map * count + i]) * static_cast<double>(from[map * count + i]);
  });
}

void addPower(const at::Tensor& spectra, at::Tensor& power) {  // real numbers of any shape, maps first
  const auto values = spectra.contiguous();
  if (values.scalar_type() == at::kDouble)
    addSquares<double>(values, power);
  else
    addSquares<float>(values, power);
}

/// With 2 side - 1 samples offsets of both signs are kept apart; being odd, it has `side` frequencies. [2 side, side]: cosines,
/// then sines.
at::Tensor wavesOf(std::int64_t side, at::ScalarType type) {
  const auto places = at::arange(side, at::kDouble);
  const auto angles = at::outer(places, places) * (2 * std::numbers::pi / static_cast<double>(2 * side - 1));
  return at::cat({angles.cos(), angles.sin()}).to(type);
}

/// Sum over the maps of the squared products with every pair of a wave down and a wave across: [2 height, 2 width] in double.
at::Tensor wavePower(const at::Tensor& maps, std::int64_t height, std::int64_t width) {
  const auto down = wavesOf(height, maps.scalar_type());       // [2 height, height]
  const auto across = wavesOf(width, maps.scalar_type()).t();  // [width, 2 width]
  auto power = at::zeros({2 * height, 2 * width}, at::kDouble);
  const auto together = std::max<std::int64_t>(1, kBatchElements / power.numel());
  for (std::int64_t first = 0; first < maps.size(0); first += together) {
    const auto count = std::min(together, maps.size(0) - first);
    const auto rows = at::mm(maps.narrow(0, first, count).view({-1, width}), across).view({count, height, 2 * width});
    addPower(at::bmm(down.expand({count, -1, -1}), rows), power);  // [count, 2 height, 2 width]
  }
  return power;
}

/// Back to offsets. Whether a pair lies along the one diagonal or the other makes no difference to the distance, so the sum over
/// both is wanted: it is even in rows and in columns, and of |spectrum|^2 at (f, k) and (-f, k) only the four squares of
/// wavePower() are left.
at::Tensor byProducts(const at::Tensor& maps, std::int64_t height, std::int64_t width) {
  const auto squares = wavePower(maps, height, width).view({2, height, 2, width}).sum({0, 2});  // [height, width] frequencies
  const auto back = [](std::int64_t side) {  // each frequency but 0 stands for two
    auto cosines = wavesOf(side, at::kDouble).narrow(0, 0, side) * 2 / static_cast<double>(2 * side - 1);
    cosines.select(0, 0).div_(2);
    return cosines;  // [frequencies, offsets]
  };
  auto sums = at::mm(at::mm(back(height).t(), squares), back(width)) * 2;
  sums.select(0, 0).div_(2);  // on an axis both diagonals are the same pair
  sums.select(1, 0).slice(0, 1).div_(2);
  return sums;
}

/// Least size with no prime factor above 5 that keeps offsets of both signs apart.
std::int64_t paddedSize(std::int64_t side) {
  for (std::int64_t size = 2 * side - 1;; ++size) {
    auto rest = size;
    for (const std::int64_t prime : {2, 3, 5})
      while (rest % prime == 0) rest /= prime;
    if (rest == 1) return size;
  }
}

at::Tensor byTransforms(const at::Tensor& maps, std::int64_t height, std::int64_t width) {
  const auto tall = paddedSize(height), wide = paddedSize(width), columns = wide / 2 + 1;
  auto parts = at::zeros({tall, columns, 2}, at::kDouble);  // of real and imaginary parts
  const auto together = std::max<std::int64_t>(1, kBatchElements / parts.numel());
  for (std::int64_t first = 0; first < maps.size(0); first += together) {
    const auto some = maps.narrow(0, first, std::min(together, maps.size(0) - first)).view({-1, height, width});
    addPower(at::view_as_real(at::fft_fft(at::fft_rfft(some, wide, 2), tall, 1)), parts);  // no row of zeros is transformed twice
  }
  const auto power = parts.sum(-1);
  const auto products = at::fft_irfft2(at::complex(power, at::zeros_like(power)), std::vector<std::int64_t>{tall, wide});
  auto sums = products.narrow(0, 0, height).narrow(1, 0, width).clone();  // [height, width] of offsets modulo the size
  sums.slice(0, 1).slice(1, 1).add_(products.slice(0, 1, height).slice(1, wide - width + 1).flip(1));
  return sums;
}

}  // namespace

std::vector<double> autocorrelation(const at::Tensor& maps, std::int64_t height, std::int64_t width) {
  const bool small = std::max(height, width) <= kLongestByProducts;
  const auto sums = (small ? byProducts(maps, height, width) : byTransforms(maps, height, width)).contiguous();
  const auto* values = sums.const_data_ptr<double>();
  std::vector<double> found(values, values + height * width);
  found[0] = 0;
  return found;
}

}  // namespace studio
