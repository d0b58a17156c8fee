// While it lives, matrix products and convolutions of this thread run in bfloat16 (weights stay float32).
#pragma once
#include <c10/core/Device.h>

namespace studio {

class Autocast {
 public:
  /// on = false does nothing.
  Autocast(c10::Device device, bool on);
  ~Autocast();
  Autocast(const Autocast&) = delete;
  Autocast& operator=(const Autocast&) = delete;

 private:
  c10::DeviceType type_;
  bool on_;
};

}  // namespace studio
