// Values from the device to the host without stalling the device: enqueued on its stream into pinned memory, taken when
// the copy's event has passed. One at a time. On the CPU the values are simply there.
#pragma once
#include <ATen/core/Tensor.h>
#include <c10/core/Event.h>

#include <optional>

namespace studio {

class HostCopy {
 public:
  explicit HostCopy(c10::Device device) : device_(device) {}
  bool busy() const { return busy_; }
  /// values: float, one dimension, on the device.
  void start(const at::Tensor& values);
  /// True once everything has arrived; never waits.
  bool ready() const;
  /// Float on the CPU; valid until the next start().
  at::Tensor take();

 private:
  c10::Device device_;
  at::Tensor source_, target_;
  std::optional<c10::Event> event_;
  bool busy_ = false;
};

}  // namespace studio
