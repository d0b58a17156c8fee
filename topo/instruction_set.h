// Which vectors the kernels use: the widest that both this processor and this build have, chosen at run time.
#pragma once
#include <string_view>
#include <vector>

#include "topo/stripe_kernel.h"

namespace studio {

enum class InstructionSet { Plain, Avx2, Avx512 };

std::string_view toString(InstructionSet set);
/// Those that run here, narrowest first; Plain always.
std::vector<InstructionSet> instructionSets();
/// The one in use: the widest, unless useInstructionSet() said otherwise.
InstructionSet instructionSet();
/// For tests and measurements; must be one of instructionSets(). Not while a loss is being computed.
void useInstructionSet(InstructionSet set);

template <typename Scalar>
const StripeKernels<Scalar>& stripeKernels();
extern template const StripeKernels<float>& stripeKernels<float>();
extern template const StripeKernels<double>& stripeKernels<double>();

}  // namespace studio
