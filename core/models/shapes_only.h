// While it lives, operations of this thread compute shapes and no values: a network is built in milliseconds, without drawing
// its weights and without touching their memory. For tables and forms.
#pragma once
#include <c10/core/impl/LocalDispatchKeySet.h>

namespace studio {

class ShapesOnly {
 public:
  ShapesOnly() : meta_(c10::DispatchKeySet(c10::DispatchKey::Meta)) {}   // torch's own kernels for tensors without data
  /// What depends on values cannot be computed then.
  static bool active() { return c10::impl::tls_local_dispatch_key_set().included_.has(c10::DispatchKey::Meta); }

 private:
  c10::impl::IncludeDispatchKeyGuard meta_;
};

}  // namespace studio
