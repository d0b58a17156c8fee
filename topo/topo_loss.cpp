// One sheet's loss, then a network's; where they are computed follows from the device of the weights.
#include "topo/topo_loss.h"

#include <ATen/ATen.h>

#include "topo/sheet_pass.h"
#include "topo/sheet_plan.h"

namespace studio {
namespace {

at::Tensor compute(const SheetWork& work, UnitMaps* maps) {
  const at::NoGradGuard noGraph;
  work.plan->require(work.weight);
  if (!work.weight.is_cpu()) {
    auto result = std::move(computeByOperations({work}).front());
    if (maps) *maps = std::move(result.maps);
    return result.loss.to(at::kFloat);
  }
  auto result = std::move(computeOnCpu({work}).front());
  if (maps) *maps = std::move(result.maps);
  return at::scalar_tensor(result.loss, at::kDouble);
}

}  // namespace

std::optional<BlurMode> parseBlurMode(std::string_view name) {
  if (name == "bilinear") return BlurMode::Bilinear;
  if (name == "nearest") return BlurMode::Nearest;
  return std::nullopt;
}

SheetLoss::SheetLoss(std::vector<std::int64_t> weightShape, SheetKind kind, TopoOptions options)
    : plan_(std::make_shared<SheetPlan>(std::move(weightShape), kind, options)) {}

const CorticalSheet& SheetLoss::sheet() const { return plan_->sheet; }
std::int64_t SheetLoss::depth() const { return plan_->depth; }

at::Tensor SheetLoss::value(const at::Tensor& weight, UnitMaps* maps) const {
  return compute({plan_.get(), weight, nullptr, 0, maps != nullptr}, maps);
}

at::Tensor SheetLoss::addGradient(const at::Tensor& weight, at::Tensor& gradient, double scale, UnitMaps* maps) const {
  plan_->require(gradient);
  return compute({plan_.get(), weight, &gradient, scale, maps != nullptr}, maps);
}

at::Tensor SheetLoss::blurred(const at::Tensor& weight) const {
  const at::NoGradGuard noGraph;
  plan_->require(weight);
  // In the weight's own order of features, whatever its storage's.
  const auto order = plan_->kind == SheetKind::Input ? RowOrder::Transposed : RowOrder::AsIs;
  return blurRows(*plan_, unitRows(weight, order));  // -> [units, depth]
}

// The network's loss: which layers count, with which tau, and on which device each is computed.

namespace {

at::Tensor& ensureGradient(at::Tensor& weight) {
  auto& gradient = weight.mutable_grad();
  if (!gradient.defined()) gradient = at::zeros_like(weight);
  return gradient;
}

/// What each layer's loss is multiplied by in the total: tau / number of layers that count; 0 for those that are
/// watched only.
std::vector<double> shares(const std::vector<LayerLoss>& layers) {
  double count = 0;
  for (const auto& layer : layers) count += layer.watchOnly ? 0 : 1;
  std::vector<double> result;
  for (const auto& layer : layers) result.push_back(layer.watchOnly ? 0.0 : layer.tau / count);
  return result;
}

/// Losses stay where they are: doubles on the CPU, tensors on a device.
TopoLoss::Result computeAll(const std::vector<SheetWork>& work) {
  TopoLoss::Result result;
  result.values.resize(work.size()), result.maps.resize(work.size());
  std::vector<SheetWork> cpu, device;
  std::vector<std::size_t> cpuIndex, deviceIndex;
  for (std::size_t i = 0; i < work.size(); ++i) {
    work[i].plan->require(work[i].weight);
    const bool onCpu = work[i].weight.is_cpu();
    (onCpu ? cpu : device).push_back(work[i]), (onCpu ? cpuIndex : deviceIndex).push_back(i);
  }
  auto onCpu = computeOnCpu(cpu);
  for (std::size_t i = 0; i < onCpu.size(); ++i) {
    result.values[cpuIndex[i]] = at::scalar_tensor(onCpu[i].loss, at::kDouble);
    result.maps[cpuIndex[i]] = std::move(onCpu[i].maps);
  }
  auto onDevice = computeByOperations(device);
  for (std::size_t i = 0; i < onDevice.size(); ++i) {
    result.values[deviceIndex[i]] = onDevice[i].loss.to(at::kFloat);
    result.maps[deviceIndex[i]] = std::move(onDevice[i].maps);
  }
  return result;
}

/// sum of weights[i] * values[i], on the device of the first value.
at::Tensor weightedSum(const std::vector<at::Tensor>& values, const std::vector<double>& weights) {
  if (values.empty()) return at::scalar_tensor(0.0, at::kDouble);
  std::vector<at::Tensor> together;
  for (const auto& value : values) together.push_back(value.to(values.front().options(), /*non_blocking=*/true));
  const std::vector<at::Scalar> factors(weights.begin(), weights.end());
  return at::stack(at::_foreach_mul(together, factors)).sum();
}

}  // namespace

TopoLoss::TopoLoss(std::vector<LayerLoss> layers) : layers_(std::move(layers)) {}

TopoLoss::Result TopoLoss::value(bool maps) const {
  const at::NoGradGuard noGraph;
  std::vector<SheetWork> work;
  for (const auto& layer : layers_) work.push_back({&layer.loss.plan(), layer.weight, nullptr, 0, maps});
  auto result = computeAll(work);
  result.total = weightedSum(result.values, shares(layers_));
  result.mean =
      weightedSum(result.values, std::vector<double>(layers_.size(), 1.0 / static_cast<double>(layers_.size())));
  return result;
}

TopoLoss::Result TopoLoss::addGradients(bool maps) const {
  const at::NoGradGuard noGraph;
  const auto share = shares(layers_);
  std::vector<at::Tensor> weights;  // handles; the parameters themselves
  for (const auto& layer : layers_) weights.push_back(layer.weight);
  std::vector<SheetWork> work;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    auto* gradient = share[i] != 0 ? &ensureGradient(weights[i]) : nullptr;
    work.push_back({&layers_[i].loss.plan(), weights[i], gradient, share[i], maps});
  }
  auto result = computeAll(work);
  result.total = weightedSum(result.values, share);
  result.mean =
      weightedSum(result.values, std::vector<double>(layers_.size(), 1.0 / static_cast<double>(layers_.size())));
  return result;
}

}  // namespace studio
