// TopoLoss (TopoNets, ICLR 2025): 1 - mean cosine between each unit's weights and their blur over the cortical sheet.
// Value and gradient in closed form; no autograd graph. Formula as the topoloss package 0.0.2 computes it
// (science.md 1.3-1.6). Any thread.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "topo/cortical_sheet.h"

namespace studio {

enum class BlurMode { Bilinear, Nearest };
/// "bilinear", "nearest"; nullopt for any other word.
std::optional<BlurMode> parseBlurMode(std::string_view name);

struct TopoOptions {
  double factorHeight = 3, factorWidth = 3;  ///< 1 or more, may be fractional
  BlurMode mode = BlurMode::Bilinear;
  bool perSlice = false;  ///< cosine over the sheet for each depth slice (the paper's wording)
};

/// Why a factor does not fit a sheet, as one sentence ending with what would fit; empty when it fits.
std::string factorProblem(const CorticalSheet& sheet, const TopoOptions& options);

struct SheetPlan;  // everything that depends on a weight's shape alone: sheet_plan.h

/// Values measured on the way: one a unit, float, on the weight's device. Empty tensors where not asked for.
struct UnitMaps {
  at::Tensor cosine;  ///< [units] cosine of a unit to its blur
  at::Tensor norm;    ///< [units] L2 norm of a unit
};

/// One sheet's loss. Immutable after construction; may be used from several threads, each with its own weight.
class SheetLoss {
 public:
  /// Shape of the weight: linear [o, i], convolution [o, i, kh, kw] or bias [o]. Throws std::invalid_argument
  /// (factorProblem()).
  SheetLoss(std::vector<std::int64_t> weightShape, SheetKind kind, TopoOptions options);

  const CorticalSheet& sheet() const;
  std::int64_t depth() const;

  /// The unscaled loss, 0-dim, double on the CPU, float on other devices; NaN weights give NaN. Any memory format.
  at::Tensor value(const at::Tensor& weight, UnitMaps* maps = nullptr) const;
  /// The loss; adds scale * gradient to `gradient` (same shape as weight). CPU: the same bits whatever the thread
  /// count.
  at::Tensor addGradient(const at::Tensor& weight, at::Tensor& gradient, double scale, UnitMaps* maps = nullptr) const;
  /// The blurred sheet itself, [units, depth], for pictures and tests.
  at::Tensor blurred(const at::Tensor& weight) const;

  const SheetPlan& plan() const { return *plan_; }

 private:
  std::shared_ptr<const SheetPlan> plan_;
};

/// A layer's loss inside a network's.
struct LayerLoss {
  std::string layer;  ///< module path
  SheetKind kind = SheetKind::Weight;
  at::Tensor weight;  ///< the parameter itself (its .grad is added to)
  SheetLoss loss;
  double tau = 0;          ///< 0 with watchOnly = false still counts in the mean
  bool watchOnly = false;  ///< package: scale None: value logged, left out of the training loss
};

/// The network's TopoLoss: mean over the layers that are not watch-only of tau * loss (package:
/// compute(reduce_mean=True)).
class TopoLoss {
 public:
  TopoLoss() = default;
  explicit TopoLoss(std::vector<LayerLoss> layers);
  std::vector<LayerLoss>& layers() { return layers_; }
  const std::vector<LayerLoss>& layers() const { return layers_; }

  struct Result {
    at::Tensor total;  ///< mean of tau * loss, 0-dim, on the weights' device; 0 where every layer is watch-only
    at::Tensor mean;   ///< mean of the unscaled losses of all listed layers
    std::vector<at::Tensor> values;  ///< each layer's unscaled loss
    std::vector<UnitMaps> maps;      ///< when asked for
  };
  Result value(bool maps = false) const;
  /// Adds the gradient of `total` to each weight's .grad (made when undefined). One parallel pass over all layers on
  /// the CPU; a few ATen operations per group of equal sheets on other devices. Never reads a value back.
  Result addGradients(bool maps = false) const;

 private:
  std::vector<LayerLoss> layers_;
};

// The list of losses that the topoloss package saves and loads as JSON (TopoLoss.save_json; science.md 1.6).

/// One entry of the list. `scale` is tau; null in the file = watched only.
struct LossSpec {
  std::string layer;
  SheetKind kind = SheetKind::Weight;
  TopoOptions options;
  std::optional<double> scale = 1.0;
  std::string weightAttribute;  ///< custom_weight_attribute_name, e.g. "weight_hh_l0"; empty = "weight" (or "bias")

  bool watchOnly() const { return !scale; }
};

/// Throws std::invalid_argument with a sentence that names the entry. `sourceName` is the file, for that sentence.
std::vector<LossSpec> parseLosses(std::string_view json, const std::string& sourceName);

}  // namespace studio
