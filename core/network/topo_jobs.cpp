// From arrays and sources to sheets and their losses.
#include "core/network/topo_jobs.h"

#include <torch/types.h>

#include <set>

#include "core/data/npy_tensor.h"
#include "core/network/loss_list.h"
#include "core/network/source.h"
#include "core/network/device.h"
#include "core/network/topo_layers.h"
#include "core/run/error.h"
#include "topo/topo_loss.h"

namespace studio {
namespace {

SheetKind kindFrom(const std::string& name) {
  if (name == "weight") return SheetKind::Weight;
  if (name == "input") return SheetKind::Input;
  if (name == "bias") return SheetKind::Bias;
  throw UserError("--kind is \"" + name + "\"; weight, input or bias are possible.");
}

BlurMode modeFrom(const std::string& name) {
  if (name == "bilinear") return BlurMode::Bilinear;
  if (name == "nearest") return BlurMode::Nearest;
  throw UserError("--mode is \"" + name + "\"; bilinear or nearest are possible.");
}

TopoOptions optionsFrom(const TopoQuestion& question) {
  TopoOptions options;
  if (question.factor) std::tie(options.factorHeight, options.factorWidth) = *question.factor;
  if (question.mode) options.mode = modeFrom(*question.mode);
  options.perSlice = question.perSlice;
  return options;
}

/// The array in the type it is computed in: double stays double, all else is float.
torch::Tensor weightFrom(const NpyArray& array, SheetKind kind, const std::string& source) {
  const auto stored = tensorOf(array, source);
  const bool fits = kind == SheetKind::Bias    ? stored.dim() == 1
                    : kind == SheetKind::Input ? stored.dim() == 2
                                               : stored.dim() == 2 || stored.dim() == 4;
  if (!fits || stored.numel() == 0)
    throw UserError(source + " has " + std::to_string(stored.dim()) +
                    " dimensions or no values; a weight is [o, i] or [o, i, kh, kw], for --kind input [o, i], for "
                    "--kind bias [o].");
  return stored.to(stored.scalar_type() == torch::kFloat64 ? torch::kFloat64 : torch::kFloat32).clone();
}

/// The question's factor and interpolation take the place of the configuration's.
TopoLossConfig configFor(const TopoQuestion& question, TopoLossConfig config) {
  if (question.factor) config.factor = *question.factor;
  if (question.mode) config.mode = *question.mode;
  config.perSlice = config.perSlice || question.perSlice;
  return config;
}

std::string nameFor(const LayerLoss& loss, const std::set<std::string>& taken) {
  if (!taken.contains(loss.layer)) return loss.layer;
  const char* kind = loss.kind == SheetKind::Input ? "input" : loss.kind == SheetKind::Bias ? "bias" : "weight";
  auto name = loss.layer + " (" + kind + ")";
  for (int number = 2; taken.contains(name); ++number)
    name = loss.layer + " (" + kind + ", " + std::to_string(number) + ")";
  return name;
}

}  // namespace

ArrayLoss topoLossOfArray(const std::filesystem::path& weight, const TopoQuestion& question,
                          const std::filesystem::path& gradient, int threads) {
  useThreads(threads);
  const auto kind = kindFrom(question.kind);
  const auto values = weightFrom(readArray(weight, {"weight"}), kind, weight.string());
  try {
    const SheetLoss loss(values.sizes().vec(), kind, optionsFrom(question));
    ArrayLoss found{loss.sheet().height, loss.sheet().width, loss.depth(), 0, {}};
    if (const auto broken = nonFiniteIn(values); !broken.empty())
      found.warning = weight.string() + " holds " + broken + ", so its loss is undefined.";
    if (gradient.empty()) {
      found.loss = loss.value(values).item<double>();
    } else {
      auto slope = torch::zeros_like(values);
      found.loss = loss.addGradient(values, slope, 1).item<double>();
      writeNpy(gradient, arrayOf(slope));
    }
    return found;
  } catch (const std::invalid_argument& error) {
    throw UserError(weight.string() + ": " + error.what());
  }
}

ModelLosses topoLossesOfModel(const SourceRequest& request, const std::filesystem::path& losses,
                              const TopoQuestion& question, int threads) {
  useThreads(threads);
  const auto source = openSource(request, {}, SourceUse::Weights);
  const auto loss = losses.empty() ? trainedLoss(*source.model, configFor(question, source.config.topoloss))
                                   : listedLoss(*source.model, losses);
  if (loss.layers().empty())
    throw UserError("The model has no layer with TopoLoss; name its layers with --losses FILE.json.");
  const auto result = loss.value();
  ModelLosses found;
  warnOfWeights(source, {.warn = [&](const std::string& sentence) { found.warning = sentence; }});
  std::set<std::string> taken;
  for (std::size_t index = 0; index < loss.layers().size(); ++index) {
    const auto name = nameFor(loss.layers()[index], taken);
    taken.insert(name);
    found.layers.emplace_back(name, result.values[index].item<double>());
    found.mean += found.layers.back().second / static_cast<double>(loss.layers().size());
  }
  return found;
}

}  // namespace studio
