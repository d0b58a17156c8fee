// What is shown of a run's sheets: which layers have one, and one moment of it, the maps asked for; both also as the
// run's folder stores them (layers.json, maps/*.npz). Values; any thread; no disk.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/text_request.h"

namespace studio {

/// What a screen may know of a layer that has a cortical sheet.
struct LayerInfo {
  std::string name;                       ///< PyTorch's module path, e.g. "layer4.1.conv2"
  std::string kind;                       ///< "linear" or "conv"
  std::int64_t units = 0;                 ///< output units (rows of the weight)
  std::int64_t height = 0;                ///< sheet rows; unit u lies at row u / width, column u % width
  std::int64_t width = 0;                 ///< sheet columns
  std::int64_t depth = 0;                 ///< weights a unit (inputs, or inputs * kernel height * kernel width)
  std::vector<std::int64_t> weightShape;  ///< of one unit: [inputs] or [inputs, kernel height, kernel width]
  bool topo = false;                      ///< has TopoLoss by default (science.md 1.8)
};

// One moment of a run: the maps asked for. Immutable once published; shared between threads as shared_ptr<const
// Snapshot>.

/// Names of map quantities that every layer has. Any other quantity is a contrast: selectivity t of one class against
/// the rest.
inline constexpr const char* kCosineQuantity = "cosine";  ///< cosine of a unit's weights to their blur, -1..1
inline constexpr const char* kNormQuantity = "norm";      ///< L2 norm of a unit's weights, 0 or more

/// 0 = cosine, 1 = norm, 2 = a contrast: a layer's maps are listed in this order, and all of a kind share a scale.
std::size_t quantityKind(std::string_view quantity);

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
  std::string text{};               ///< language: drawn by the network, the prompt first; empty where none was
  std::int64_t textStep = -1;       ///< of what weights; live views have the newest one that was stored
  std::shared_ptr<const TextProbe> probed{};  ///< live: what was found of ViewRequest::text, of its own step

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
  TextProbeRequest text{};  ///< language: read as often as its share of the time allows; empty: none is read
  bool operator==(const ViewRequest&) const = default;
};

// layers.json: what a reader of a run must know of its layers without building the model.

std::string formatLayers(const std::vector<LayerInfo>& layers);
/// Throws UserError naming `sourceName`.
std::vector<LayerInfo> parseLayers(std::string_view json, const std::string& sourceName);

// A stored snapshot as .npz: one float32 array LAYER/QUANTITY [height, width] a map; _meta/epoch and _meta/steps beside
// them. What the probe found of a layer are single numbers: LAYER/smoothness and LAYER/dimensionality, measured at
// _meta/probe_step. Of a map that was measured at another step (as older programs stored them) the values are undefined
// and SheetMap::step says which; such scores are left out.

std::string formatMaps(const Snapshot& snapshot);
/// Throws UserError naming the file. Arrays that are no maps are skipped.
Snapshot parseMaps(std::string_view bytes, const std::filesystem::path& name, std::int64_t step);
/// Which of its maps were measured at this very step, LAYER/QUANTITY each, sorted: by the list of the archive and
/// _meta/steps alone, so that no map is read. Throws UserError naming the file.
std::vector<std::string> readMeasuredMaps(std::string_view bytes, const std::filesystem::path& name, std::int64_t step);

}  // namespace studio
