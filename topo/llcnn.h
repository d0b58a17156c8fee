// The smoothing of LLCNN (Qian et al. 2024; github.com/BashivanLab/LLCNN; science.md 11): no loss, but a layer's units
// take up what their neighbours on the sheet respond: y_u = sum over v of K_uv x_v, at every place of an image and
// every token. Kernels over the Euclidean distance d on the sheet, of width s:
//     gaussian     exp(-d^2 / (2 s^2)), divided by its sum over the sheet
//     mexican_hat  (1 - d^2 / (2 s^2)) exp(-d^2 / (2 s^2)), divided by the sum of its absolute values
//     mean         1 within s rows and columns (rounded), divided by their number
// A kernel ends at the sheet's edge and is divided by what of it lies on the sheet, so that a constant stays what it is
// at the edges too; LLCNN pads with 0 (gaussian) or mirrors (mexican_hat), and adds noise, which this does not.
#pragma once
#include <ATen/core/Tensor.h>

#include "topo/cortical_sheet.h"

namespace studio {

enum class SmoothingKernel { Gaussian, MexicanHat, Mean };

/// K, double [units, units] on the CPU. Throws std::invalid_argument for a width that is not above 0.
at::Tensor smoothingMatrix(const CorticalSheet& sheet, SmoothingKernel kernel, double width);

/// values [batch, units], [batch, tokens, units] or [batch, units, height, width], with a graph where they have one:
/// (1 - share) values + share K values. `matrix` [units, units] of their type and on their device.
at::Tensor smoothed(const at::Tensor& values, const at::Tensor& matrix, double share);

}  // namespace studio
