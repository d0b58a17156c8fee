// The kernels for any processor: 16-byte vectors.
namespace studio {
namespace {
constexpr int kVectorBytes = 16;
constexpr int kTile = 2;
}  // namespace
}  // namespace studio
#include "topo/stripe_kernel_body.h"
#include "topo/stripe_kernel.h"

namespace studio {

const StripeKernels<float>* plainKernels(float) { return &kKernels<float>; }
const StripeKernels<double>* plainKernels(double) { return &kKernels<double>; }

}  // namespace studio
