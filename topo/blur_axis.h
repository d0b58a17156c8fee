// The blur along one axis of a sheet: down by a factor, then up to the old size, each a blend of at most two positions.
// Source: torch.nn.functional.interpolate as the topoloss package calls it (science.md 1.4). No tensors here.
#pragma once
#include <cstdint>
#include <vector>

#include "topo/stripe_kernel.h"
#include "topo/topo_loss.h"

namespace studio {

struct BlurAxis {
  std::int64_t size = 0, low = 0;  ///< positions of the sheet and of its shrunken copy
  std::vector<Tap> down;           ///< [low], reads the sheet
  std::vector<Tap> up;             ///< [size], reads the shrunken copy; `first` never decreases
  bool identity() const { return low == size; }
};

/// Size after shrinking; 0 where the factor does not fit.
std::int64_t lowSize(std::int64_t size, double factor);
/// The factor must fit.
BlurAxis blurAxis(std::int64_t size, double factor, BlurMode mode);
/// up * down as one matrix, row-major [size, size]: the blur of an axis is this matrix times the axis.
std::vector<double> blurMatrix(const BlurAxis& axis);

}  // namespace studio
