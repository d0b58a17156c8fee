// Which vectors the kernels use (sheet_pass.h). Asks the processor once; the kernels themselves are in
// stripe_kernel_*.cpp.
#include "topo/sheet_pass.h"

#include <atomic>

namespace studio {
namespace {

bool processorHas(InstructionSet set) {
#if defined(__x86_64__)
  switch (set) {
    case InstructionSet::Avx512:
      return __builtin_cpu_supports("avx512f");
    case InstructionSet::Avx2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case InstructionSet::Plain:
      return true;
  }
#endif
  return set == InstructionSet::Plain;
}

template <typename Scalar>
const StripeKernels<Scalar>* selectKernels(InstructionSet set) {
  switch (set) {
    case InstructionSet::Avx512:
      return avx512Kernels(Scalar{});
    case InstructionSet::Avx2:
      return avx2Kernels(Scalar{});
    case InstructionSet::Plain:
      break;
  }
  return plainKernels(Scalar{});
}

std::atomic<InstructionSet>& chosen() {
  static std::atomic<InstructionSet> set{instructionSets().back()};
  return set;
}

}  // namespace

std::string_view toString(InstructionSet set) {
  switch (set) {
    case InstructionSet::Avx512:
      return "AVX-512";
    case InstructionSet::Avx2:
      return "AVX2";
    case InstructionSet::Plain:
      break;
  }
  return "plain";
}

std::vector<InstructionSet> instructionSets() {
  std::vector<InstructionSet> sets;
  for (const auto set : {InstructionSet::Plain, InstructionSet::Avx2, InstructionSet::Avx512})
    if (processorHas(set) && selectKernels<float>(set)) sets.push_back(set);
  return sets;
}

InstructionSet instructionSet() { return chosen().load(std::memory_order_relaxed); }
void useInstructionSet(InstructionSet set) { chosen().store(set, std::memory_order_relaxed); }

template <typename Scalar>
const StripeKernels<Scalar>& stripeKernels() {
  return *selectKernels<Scalar>(instructionSet());
}
template const StripeKernels<float>& stripeKernels<float>();
template const StripeKernels<double>& stripeKernels<double>();

}  // namespace studio
