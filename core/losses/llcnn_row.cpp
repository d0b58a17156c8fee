// LLCNN's smoothing as a row of the table of losses: no loss, but an operation on the values of layers in every forward
// pass (topo/rival_losses.h). Its weight is the share of the smoothed values: 1 is LLCNN. It belongs to the network, so
// that it acts while the network is validated and probed too, and goes with the file of weights (LossRow::complete).
#include <torch/types.h>
#include <torch/utils.h>

#include <memory>

#include "core/losses/layer_loss.h"
#include "core/run/error.h"
#include "topo/rival_losses.h"

namespace studio {
namespace {

constexpr const char* kLlcnn = "llcnn";
constexpr const char* kLlcnnTitle = "LLCNN";
constexpr std::int64_t kMostUnits = 16384;  ///< the kernel is a matrix over them: 1 GB

SmoothingKernel kernelFrom(const std::string& name) {
  return name == "mexican_hat" ? SmoothingKernel::MexicanHat
         : name == "mean"      ? SmoothingKernel::Mean
                               : SmoothingKernel::Gaussian;
}

/// The kernel of a layer in the type and on the device of what passes, made when those change.
class LayerKernel {
 public:
  explicit LayerKernel(at::Tensor matrix) : matrix_(std::move(matrix)) {}
  const at::Tensor& as(const at::TensorOptions& options) {
    if (!made_.defined() || made_.dtype() != options.dtype() || made_.device() != options.device())
      made_ = matrix_.to(options);
    return made_;
  }

 private:
  at::Tensor matrix_, made_;
};

/// Under autocast values may be half; the product takes care of that itself.
at::TensorOptions kernelOptions(const at::Tensor& values) {
  const auto type = values.scalar_type() == torch::kDouble ? torch::kDouble : torch::kFloat;
  return torch::TensorOptions().dtype(type).device(values.device());
}

at::Tensor layerKernel(const LayerInfo& layer, const RunConfig& config) {
  if (layer.units > kMostUnits)
    throw UserError("LLCNN's kernel over the " + std::to_string(layer.units) + " units of " + layer.name +
                    " would not fit into memory; name other layers in losses.llcnn.layers.");
  return smoothingMatrix({layer.height, layer.width}, kernelFrom(lossSetting<std::string>(config, kLlcnn, "kernel")),
                         lossSetting<double>(config, kLlcnn, "width"))
      .to(torch::kFloat);
}

/// Adds the operation to the network's own taps; `share` is read in each pass.
void addSmoothing(Model& model, const RunConfig& config, const std::shared_ptr<const double>& share) {
  for (const auto& layer : lossLayers(model, config, kLlcnn))
    model.taps().add(layer.name, [kernel = std::make_shared<LayerKernel>(layerKernel(layer, config)),
                                  share](const torch::Tensor& values) {
      return *share == 0 ? values : smoothed(values, kernel->as(kernelOptions(values)), *share);
    });
}

class LlcnnSmoothing : public AuxiliaryLoss {
 public:
  LlcnnSmoothing(Model& model, const RunConfig& config)
      : weight_(config, kLlcnn), share_(std::make_shared<double>(weight_.at(0, 1))) {
    addSmoothing(model, config, share_);
  }
  void enter(std::int64_t step, std::int64_t length) override { *share_ = weight_.at(step, length); }
  LossResult addGradients(const LossRequest& request) override { return value(request); }
  LossResult value(const LossRequest& request) override {
    if (!request.scalars) return {};
    return {.scalars = {{"llcnn_weight", torch::scalar_tensor(weight_.at(request), torch::kDouble)}}};
  }

 private:
  ScheduledWeight weight_;
  std::shared_ptr<double> share_;
};

std::unique_ptr<AuxiliaryLoss> makeLlcnn(Model& model, const RunConfig& config) {
  return std::make_unique<LlcnnSmoothing>(model, config);
}

void completeWithLlcnn(Model& model, const RunConfig& config) {
  addSmoothing(model, config, std::make_shared<const double>(lossWeight(config, kLlcnn)));
}

std::vector<ConfigField> llcnnFields() {
  auto kernel = lossField(kLlcnn, "kernel", "Kernel",
                          "how neighbours are weighed; gaussian, mexican_hat: of the width "
                          "as σ; mean: all within it",
                          std::string("gaussian"));
  kernel.kind = FieldKind::Choice;
  kernel.choices = {"gaussian", "mexican_hat", "mean"};
  auto width = lossField(kLlcnn, "width", "Width", "of the kernel; σ, or rows and columns on each side", 1.0);
  width.unit = "units";
  width.minimum = 0.1;
  width.maximum = 100;
  return {kernel, width, layersField(kLlcnn)};
}

}  // namespace

LossRow llcnnRow() {
  return {.name = kLlcnn,
          .title = kLlcnnTitle,
          .purpose = "smooths over the channels; share of the smoothed values, 1: LLCNN",
          .on = ActsOn::Activations,
          .largestWeight = 1,
          .fields = llcnnFields(),
          .columns = {weightColumn(kLlcnn, kLlcnnTitle)},
          .make = makeLlcnn,
          .complete = completeWithLlcnn};
}

}  // namespace studio
