// The kernel tables of each instruction set; nullptr where this build has none. The argument only picks the number
// type.
#pragma once
#include "topo/stripe_kernel.h"

namespace studio {

const StripeKernels<float>* plainKernels(float);
const StripeKernels<double>* plainKernels(double);
const StripeKernels<float>* avx2Kernels(float);
const StripeKernels<double>* avx2Kernels(double);
const StripeKernels<float>* avx512Kernels(float);
const StripeKernels<double>* avx512Kernels(double);

}  // namespace studio
