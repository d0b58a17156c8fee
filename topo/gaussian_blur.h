// Smoothing of a map with a Gaussian over the sheet (science.md 2.4 and 4.5).
#pragma once
#include <ATen/core/Tensor.h>

namespace studio {

enum class BlurBorder {
  Normalised,  ///< divided by the weight that fell on the sheet: a constant map stays constant (TDANN's patches)
  Zero         ///< what lies outside counts as 0, so values fall towards the edges (TopoLM's Moran's I)
};

/// SD of a Gaussian from its full width at half maximum: fwhm / sqrt(8 ln 2).
double sigmaOfFwhm(double fwhm);

/// map [height, width] -> double [height, width] on the CPU. sigma in units; 0 leaves the map as it is. Units that are not finite
/// have no weight and stay NaN. The Gaussian ends at 8 sigma, below the last digit of a double. Throws std::invalid_argument for
/// another shape and for a sigma below 0.
at::Tensor gaussianSmoothed(const at::Tensor& map, double sigma, BlurBorder border = BlurBorder::Normalised);

}  // namespace studio
