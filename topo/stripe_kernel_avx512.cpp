// The kernels for AVX-512; CMakeLists.txt compiles this file for it, the rest of the program for any processor.
namespace studio {
namespace {
constexpr int kVectorBytes = 64;
constexpr int kTile = 4;
}  // namespace
}  // namespace studio
#include "topo/stripe_kernel_body.h"
#include "topo/stripe_kernel.h"

namespace studio {

#if defined(__AVX512F__)
const StripeKernels<float>* avx512Kernels(float) { return &kKernels<float>; }
const StripeKernels<double>* avx512Kernels(double) { return &kKernels<double>; }
#else
const StripeKernels<float>* avx512Kernels(float) { return nullptr; }
const StripeKernels<double>* avx512Kernels(double) { return nullptr; }
#endif

}  // namespace studio
