#include "core/train/host_copy.h"

#include <ATen/DeviceAccelerator.h>
#include <ATen/ops/empty.h>
#include <c10/core/impl/VirtualGuardImpl.h>

namespace studio {

void HostCopy::start(const at::Tensor& values) {
  busy_ = true;
  source_ = values.detach();
  if (!at::accelerator::isAccelerator(device_.type())) {
    target_ = source_;
    return;
  }
  if (!target_.defined() || target_.numel() != source_.numel())
    target_ = at::empty(source_.sizes(), at::TensorOptions().dtype(at::kFloat).pinned_memory(true));
  target_.copy_(source_, /*non_blocking=*/true);
  if (!event_) event_.emplace(device_.type());
  event_->record(c10::impl::VirtualGuardImpl(device_.type()).getStream(device_));
}

bool HostCopy::ready() const { return busy_ && (!event_ || event_->query()); }

at::Tensor HostCopy::take() {
  busy_ = false;
  source_ = at::Tensor();
  return target_;
}

}  // namespace studio
