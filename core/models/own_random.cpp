// torch's functions take a generator or, without one, the default of the process. A fallback on a dispatch key that
// only such a thread includes fills the thread's own one in, before the call goes on to the kernels.
#include "core/models/own_random.h"

#include <ATen/CPUGeneratorImpl.h>
#include <c10/core/impl/LocalDispatchKeySet.h>
#include <torch/library.h>

namespace studio {
namespace {

constexpr auto kOwnRandomKey = c10::DispatchKey::TESTING_ONLY_GenericMode;  // otherwise of torch's own tests alone

thread_local at::Generator* ownGenerator = nullptr;

/// An argument that is a generator and was left out.
void fillGenerators(const c10::FunctionSchema& schema, torch::jit::Stack& stack) {
  const auto& arguments = schema.arguments();
  const auto first = stack.size() - arguments.size();
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto optional = arguments[i].type()->cast<c10::OptionalType>();
    const bool generator = optional && optional->getElementType()->kind() == c10::TypeKind::GeneratorType;
    if (generator && stack[first + i].isNone()) stack[first + i] = *ownGenerator;
  }
}

void drawFromOwn(const c10::OperatorHandle& op, c10::DispatchKeySet keys, torch::jit::Stack* stack) {
  if (ownGenerator) fillGenerators(op.schema(), *stack);
  op.redispatchBoxed(keys & c10::DispatchKeySet(c10::DispatchKeySet::FULL_AFTER, kOwnRandomKey), stack);
}

TORCH_LIBRARY_IMPL(_, TESTING_ONLY_GenericMode, library) {
  library.fallback(torch::CppFunction::makeFromBoxedFunction<&drawFromOwn>());
}

}  // namespace

struct OwnRandom::Switch {
  c10::impl::IncludeDispatchKeyGuard guard{kOwnRandomKey};
};

OwnRandom::OwnRandom(std::uint64_t seed)
    : generator_(at::detail::createCPUGenerator(seed)), before_(ownGenerator), switch_(std::make_unique<Switch>()) {
  ownGenerator = &generator_;
}

OwnRandom::~OwnRandom() { ownGenerator = before_; }

}  // namespace studio
