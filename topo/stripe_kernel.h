// The inner loops of TopoLoss on the CPU: one stripe of columns (features) of all units of a sheet at a time.
// Plain pointers and no standard headers but <cstdint>, because the files behind it are compiled for newer processors.
#pragma once
#include <cstdint>

namespace studio {

/// One output position of a 1-D interpolation: (1 - weight) * x[first] + weight * x[second]
struct Tap {
  std::int64_t first = 0, second = 0;
  double weight = 0;
};

/// Both axes of a blur, as the kernels see them; see BlurAxis in sheet_plan.h.
struct BlurView {
  std::int64_t height = 0, width = 0, lowHeight = 0, lowWidth = 0;
  const Tap *upRows = nullptr, *downRows = nullptr, *upColumns = nullptr, *downColumns = nullptr;
};

inline constexpr std::int64_t kVectorBytesMax = 64;
/// Bytes of a partial sum: one quantity of one unit in one stripe, still spread over 16 bytes.
inline constexpr std::int64_t kPartialBytes = 16;

/// One stripe. Units are rows: row u of the weights starts at c + u * cStride. `columns` is a multiple of 64 bytes.
template <typename Scalar>
struct Stripe {
  BlurView blur;
  const Scalar* c = nullptr;
  std::int64_t cStride = 0;
  std::int64_t columns = 0;
  Scalar* anchors = nullptr;  ///< scratch [lowHeight * lowWidth, columns]: the shrunken sheet Z = D C

  // Sums per unit: three partials (c.s, c.c, s.s) of kPartialBytes each -> [units, 3, 16 bytes].
  Scalar* partials = nullptr;
  // Sums per column (per-slice cosine) -> [3, columns].
  double* columnSums = nullptr;

  // Gradient: g += alpha s - gamma c + D^T U^T (alpha c - beta s); coefficients per unit, or per column of this stripe.
  Scalar* g = nullptr;
  std::int64_t gStride = 0;
  const Scalar *alpha = nullptr, *beta = nullptr, *gamma = nullptr;
  Scalar* pulls = nullptr;  ///< scratch [lowHeight * lowWidth, columns]: U^T (alpha c - beta s)
};

/// The kernels of one instruction set. sums() fills `anchors` and then its sums; the gradients find `anchors` empty
/// again.
template <typename Scalar>
struct StripeKernels {
  void (*sums)(const Stripe<Scalar>&);
  void (*sliceSums)(const Stripe<Scalar>&);
  void (*gradient)(const Stripe<Scalar>&);
  void (*sliceGradient)(const Stripe<Scalar>&);
};

// The kernel tables of each instruction set; nullptr where this build has none. The argument only picks the number
// type.

const StripeKernels<float>* plainKernels(float);
const StripeKernels<double>* plainKernels(double);
const StripeKernels<float>* avx2Kernels(float);
const StripeKernels<double>* avx2Kernels(double);
const StripeKernels<float>* avx512Kernels(float);
const StripeKernels<double>* avx512Kernels(double);

}  // namespace studio
