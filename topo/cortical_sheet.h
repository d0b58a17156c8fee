// The sheet a layer's units lie on, and how a weight is seen as one (science.md 1.1-1.2). No tensors here.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace studio {

/// Which units of a layer a sheet shows. Source: the topoloss package's cortical_sheet.
enum class SheetKind {
  Weight,  ///< output units; depth = a unit's incoming weights
  Input,   ///< input units of a linear layer; depth = a unit's outgoing weights
  Bias     ///< output units of a linear layer; one scalar each
};

/// Grid of n units: height is the largest divisor of n that is at most sqrt(n), width = n / height.
/// Unit u lies at row u / width, column u % width.
struct CorticalSheet {
  std::int64_t height = 0, width = 0;

  /// Throws std::invalid_argument for n < 1.
  static CorticalSheet ofUnits(std::int64_t n);
  std::int64_t units() const { return height * width; }
  std::int64_t row(std::int64_t unit) const { return unit / width; }
  std::int64_t column(std::int64_t unit) const { return unit % width; }
  bool operator==(const CorticalSheet&) const = default;
};

}  // namespace studio
