// The kernel as a matrix over the units: a linear layer or a 1 x 1 convolution (llcnn.h).
#include "topo/llcnn.h"

#include <ATen/ATen.h>

#include <cmath>
#include <stdexcept>

namespace studio {
namespace {

double kernelAt(SmoothingKernel kernel, double down, double right, double width) {
  if (kernel == SmoothingKernel::Mean) return std::max(std::abs(down), std::abs(right)) <= std::round(width) ? 1 : 0;
  const double far = (down * down + right * right) / (2 * width * width);
  return kernel == SmoothingKernel::MexicanHat ? (1 - far) * std::exp(-far) : std::exp(-far);
}

}  // namespace

at::Tensor smoothingMatrix(const CorticalSheet& sheet, SmoothingKernel kernel, double width) {
  if (!(width > 0)) throw std::invalid_argument("the width of a kernel must be above 0");
  const auto units = sheet.units();
  auto matrix = at::empty({units, units}, at::kDouble);
  auto* value = matrix.data_ptr<double>();
  for (std::int64_t u = 0; u < units; ++u)
    for (std::int64_t v = 0; v < units; ++v)
      *value++ =
          kernelAt(kernel, double(sheet.row(u) - sheet.row(v)), double(sheet.column(u) - sheet.column(v)), width);
  return matrix / matrix.abs().sum(1, /*keepdim=*/true);
}

at::Tensor smoothed(const at::Tensor& values, const at::Tensor& matrix, double share) {
  const auto other =
      values.dim() == 4 ? at::conv2d(values, matrix.unsqueeze(2).unsqueeze(3)) : at::linear(values, matrix);
  if (share == 1) return other.to(values.scalar_type());
  return values + share * (other - values).to(values.scalar_type());
}

}  // namespace studio
