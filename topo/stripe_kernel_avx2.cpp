// The kernels for AVX2 with FMA; CMakeLists.txt compiles this file for it, the rest of the program for any processor.
namespace studio {
namespace {
constexpr int kVectorBytes = 32;
constexpr int kTile = 2;
}  // namespace
}  // namespace studio
#include "topo/stripe_kernel_body.h"
#include "topo/stripe_kernel.h"

namespace studio {

#if defined(__AVX2__) && defined(__FMA__)
const StripeKernels<float>* avx2Kernels(float) { return &kKernels<float>; }
const StripeKernels<double>* avx2Kernels(double) { return &kKernels<double>; }
#else
const StripeKernels<float>* avx2Kernels(float) { return nullptr; }
const StripeKernels<double>* avx2Kernels(double) { return nullptr; }
#endif

}  // namespace studio
