// One sheet's loss: the kernels for a weight on the CPU, operations for one elsewhere.
#include <ATen/ATen.h>

#include "topo/blur_operations.h"
#include "topo/sheet_pass.h"
#include "topo/sheet_rows.h"
#include "topo/topo_operations.h"

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
  return blurRows(*plan_, rowsOf(weight, order));   // -> [units, depth]
}

}  // namespace studio
