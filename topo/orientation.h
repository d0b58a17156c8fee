// Orientation tuning of units and the pinwheels of their map (science.md 5: TDANN's V1 maps and the paper's notebook,
// on a lattice). Angles in degrees; an orientation is the same after 180. Any thread.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace studio {

/// Mean response of each unit to each group of stimuli (an angle, a spatial frequency): responses [stimuli, units],
/// group int64 [stimuli] with 0 .. groups - 1, or -1 for a stimulus of no group -> double [groups, units] on the CPU.
/// Responses that are not finite are left out; NaN where none is left. Throws std::invalid_argument for shapes that do
/// not belong together and for other group numbers.
at::Tensor tuningCurves(const at::Tensor& responses, const at::Tensor& group, std::int64_t groups);

/// Each double [units]; NaN = undefined: a flat curve has no preferred angle, a curve without responses nothing at all.
struct Tuning {
  at::Tensor circularVariance;  ///< 1 - |sum f e^(2 i theta)| / sum f, in [0, 1]; 1 - this is the orientation
                                ///< selectivity index
  at::Tensor preferredDegrees;  ///< half the angle of that sum, in [0, 180)
  at::Tensor preferredArgmax;   ///< the angle with the largest response, in [0, 180); the first of equals
};

/// curves [angles, units] mean responses at `degrees`. A curve with a value below 0 is first shifted so that its
/// smallest is 0; others stay as they are. Throws std::invalid_argument for fewer than two angles or another number of
/// them than curves.
Tuning orientationTuning(const at::Tensor& curves, const std::vector<double>& degrees);

struct Pinwheel {
  double row, column;  ///< mean place of its units
  int sign;            ///< +1: the preferred angle grows clockwise around it, as the sheet is drawn (row 0 at the top)
};

struct Pinwheels {
  std::vector<Pinwheel> pinwheels;  ///< those of sign +1 first, each sign by row, then column, of its first unit
  std::int64_t positive = 0, negative = 0;
};

struct PinwheelOptions {
  bool smooth3x3 = false;     ///< take the circular mean of each unit and its neighbours first
  double winding = 0.3;       ///< least |turns| of the ring; a pinwheel has 1/2
  std::int64_t smallest = 2;  ///< units of an island; smaller ones are noise of single units
};

/// preferredDegrees [height, width]. A unit is a candidate where the angles of its 8 neighbours, once round and back to
/// the first, wind by more than options.winding turns; 8-connected candidates of one sign are one pinwheel. Units at
/// the edge and beside undefined ones are none. (TDANN leaves the ring open and adds a test of circular spread.) Throws
/// std::invalid_argument for another shape.
Pinwheels findPinwheels(const at::Tensor& preferredDegrees, const PinwheelOptions& options = {});

}  // namespace studio
