#include "core/network/weight_pictures.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cstring>

#include "core/network/network.h"
#include "core/network/topo_layers.h"
#include "core/run/error.h"
#include "core/weights/safetensors.h"

namespace studio {
namespace {

/// Slice `depth` of [units, depth] as a map of the layer.
SheetMap sliceOf(const at::Tensor& sheet, const LayerInfo& layer, std::int64_t depth, const char* quantity) {
  const auto column = sheet.select(1, depth).to(torch::kFloat).contiguous();  // [units]
  const float* values = column.const_data_ptr<float>();
  return {layer.name, quantity, layer.height, layer.width, 0, {values, values + column.numel()}};
}

/// The slice that varies most: a first weight's border pixels may all look alike.
std::int64_t livelySlice(const at::Tensor& sheet) {
  return sheet.std(0, /*unbiased=*/false).argmax().item<std::int64_t>();
}

}  // namespace

BlurPreview blurPreview(const RunConfig& config, const std::string& layerName) {
  InputShape input;
  try {
    input = factsOf(config).input;
  } catch (const UserError&) {
    input = defaultInputOf(config.model);
  }
  const torch::NoGradGuard noGrad;
  const auto model = previewNetwork(config, input);
  const auto weight = model->weightOf(layerName).detach();  // throws with the nearest name
  const auto layers = model->layers();
  const auto layer =
      *std::find_if(layers.begin(), layers.end(), [&](const LayerInfo& info) { return info.name == layerName; });
  const auto options = settingOf(config.topoloss, layer).options;
  const CorticalSheet sheet{layer.height, layer.width};
  if (const auto problem = factorProblem(sheet, options); !problem.empty()) throw UserError(layerName + ": " + problem);

  const auto weights = weight.flatten(1);  // [units, depth]
  const auto blurred = SheetLoss(weight.sizes().vec(), SheetKind::Weight, options).blurred(weight);
  const auto slice = livelySlice(weights);
  return {sliceOf(weights, layer, slice, "weight"), sliceOf(blurred, layer, slice, "blurred weight"),
          std::int64_t(double(sheet.height) * (1.0 / options.factorHeight)),  // as the loss computes it, science.md 1.4
          std::int64_t(double(sheet.width) * (1.0 / options.factorWidth))};
}

std::optional<UnitWeights> unitWeights(const RunFolder& folder, std::int64_t step, const std::string& layer,
                                       std::int64_t unit) {
  std::optional<std::int64_t> nearest;
  for (const auto stored : folder.weightSteps())
    if (stored <= step) nearest = stored;
  if (!nearest) return std::nullopt;
  const SafetensorsFile file(folder.checkpointFolder(*nearest), "model.safetensors");
  const auto* tensor = file.find(layer + ".weight");
  if (!tensor || tensor->dtype != "F32" || tensor->shape.size() < 2 || unit < 0 || unit >= tensor->shape[0])
    return std::nullopt;
  const std::size_t bytes = tensor->bytes.size() / std::size_t(tensor->shape[0]);
  UnitWeights weights{
      layer, unit, {tensor->shape.begin() + 1, tensor->shape.end()}, std::vector<float>(bytes / sizeof(float))};
  std::memcpy(weights.values.data(), tensor->bytes.data() + std::size_t(unit) * bytes,
              weights.values.size() * sizeof(float));
  return weights;
}

}  // namespace studio
