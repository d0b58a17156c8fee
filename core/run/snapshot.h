// One moment of a run: the maps asked for. Immutable once published; shared between threads as shared_ptr<const
// Snapshot>.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace studio {

/// Names of map quantities that every layer has. Any other quantity is a contrast: selectivity t of one class against
/// the rest.
inline constexpr const char* kCosineQuantity = "cosine";  ///< cosine of a unit's weights to their blur, -1..1
inline constexpr const char* kNormQuantity = "norm";      ///< L2 norm of a unit's weights, 0 or more

/// One value a unit, row-major: unit u at row u / width, column u % width. NaN = undefined.
struct SheetMap {
  std::string layer;
  std::string quantity;
  std::int64_t height = 0, width = 0;
  std::int64_t step = 0;      ///< the step it was measured at (selectivity may be a few steps older than its snapshot)
  std::vector<float> values;  ///< [height * width]
};

/// What the probe found of one sheet; NaN = undefined.
struct LayerScore {
  std::string layer;
  double smoothness = 0;      ///< max minus min of the correlation by distance (science.md 2.3)
  double dimensionality = 0;  ///< effective, of the responses to the probe's stimuli (science.md 3)
};

/// The incoming weights of one unit.
struct UnitWeights {
  std::string layer;
  std::int64_t unit = 0;
  std::vector<std::int64_t> shape;  ///< [inputs] or [inputs, kernel height, kernel width]
  std::vector<float> values;
};

struct Snapshot {
  std::int64_t step = 0;
  double epoch = 0;
  std::vector<SheetMap> maps;      ///< layers in the model's order
  std::vector<LayerScore> scores;  ///< of the probe, at `probeStep`; empty without one
  std::int64_t probeStep = -1;
  std::optional<UnitWeights> unit;  ///< of ViewRequest::unitLayer

  const SheetMap* find(const std::string& layer, const std::string& quantity) const {
    for (const auto& map : maps)
      if (map.layer == layer && map.quantity == quantity) return &map;
    return nullptr;
  }
  const LayerScore* score(const std::string& layer) const {
    for (const auto& each : scores)
      if (each.layer == layer) return &each;
    return nullptr;
  }
};

/// What the screen wants to see next; newest wins.
struct ViewRequest {
  bool cosine = true, norm = true, selectivity = true;
  std::string unitLayer;  ///< empty: no unit weights wanted
  std::int64_t unit = -1;
  bool operator==(const ViewRequest&) const = default;
};

}  // namespace studio
