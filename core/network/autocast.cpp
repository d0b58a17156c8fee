#include "core/network/autocast.h"

#include <ATen/autocast_mode.h>

namespace studio {

Autocast::Autocast(c10::Device device, bool on) : type_(device.type()), on_(on) {
  if (!on_) return;
  at::autocast::set_autocast_dtype(type_, at::kBFloat16);
  at::autocast::set_autocast_enabled(type_, true);
  at::autocast::increment_nesting();
}

Autocast::~Autocast() {
  if (!on_) return;
  // The cache holds bfloat16 copies of the weights; they are stale after the next update.
  if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
  at::autocast::set_autocast_enabled(type_, false);
}

}  // namespace studio
