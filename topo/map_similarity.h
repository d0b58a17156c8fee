// How alike two maps of one sheet are (science.md 4.6). Pearson's r is never to be called structural similarity: both
// are given, by name.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>

namespace studio {

struct SsimOptions {
  std::int64_t window = 7;  ///< side of the uniform window: odd, 3 or more
  bool gaussian = false;    ///< instead an 11 x 11 window of sigma 1.5
  double range = 0;         ///< of the values; 0 = 2 max(max |a|, max |b|), for signed maps such as t
};

/// NaN = undefined.
struct MapSimilarity {
  double pearson;   ///< over the units finite in both; NaN where a map is constant
  double spearman;  ///< Pearson's r of the ranks, ties at their mean rank
  double ssim;  ///< structural similarity as scikit-image computes it: mean over the windows that lie inside the sheet,
                ///< K1 .01, K2 .03, sample covariance (uniform) or population covariance (Gaussian). Windows with an
                ///< undefined unit are left out. NaN where the window does not fit the sheet (it is never shrunk) and
                ///< for two maps of zeros.
};

/// a, b [height, width], any real type. Throws std::invalid_argument for unlike shapes, a window that is even or below
/// 3, a range below 0.
MapSimilarity mapSimilarity(const at::Tensor& a, const at::Tensor& b, const SsimOptions& options = {});

}  // namespace studio
