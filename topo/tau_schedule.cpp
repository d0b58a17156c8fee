#include "topo/tau_schedule.h"

#include <cmath>
#include <numbers>

namespace studio {

double TauSegment::at(std::int64_t t) const {
  if (t >= steps) return end;
  const double share = static_cast<double>(t) / static_cast<double>(steps);
  if (mode == TauMode::Linear) return start + (end - start) * share;
  return end + (start - end) * 0.5 * (1 + std::cos(std::numbers::pi * share));
}

double tauOf(const std::vector<TauSegment>& segments, std::int64_t t) {
  for (const auto& segment : segments) {
    if (t < segment.steps) return segment.at(t);
    t -= segment.steps;
  }
  return segments.back().end;
}

}  // namespace studio
