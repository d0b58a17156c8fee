// The losses of sheets in ATen operations (sheet_pass.h). Two-dimensional sheets have short sides; only strips (prime
// counts of units) can be long.
#include "topo/sheet_pass.h"

#include <ATen/ATen.h>

namespace studio {
namespace {

constexpr std::int64_t kMatrixSideMax = 2048;  // 16 MB in float; a longer side goes tap by tap

/// The two positions and weights of each tap on a device.
struct TapTensors {
  at::Tensor first, second, weightFirst, weightSecond;
  TapTensors(const std::vector<Tap>& taps, const at::Tensor& like) {
    const auto count = static_cast<std::int64_t>(taps.size());
    auto positions = at::empty({2, count}, at::kLong), weights = at::empty({2, count}, at::kDouble);
    for (std::int64_t i = 0; i < count; ++i) {
      const auto& tap = taps[static_cast<std::size_t>(i)];
      positions.data_ptr<std::int64_t>()[i] = tap.first, positions.data_ptr<std::int64_t>()[count + i] = tap.second;
      weights.data_ptr<double>()[i] = 1 - tap.weight, weights.data_ptr<double>()[count + i] = tap.weight;
    }
    positions = positions.to(like.device());
    weights = weights.to(like.device(), like.scalar_type()).view({2, 1, count, 1});
    first = positions[0], second = positions[1], weightFirst = weights[0], weightSecond = weights[1];
  }
};

at::Tensor applyTaps(const std::vector<Tap>& taps, const at::Tensor& x) {  // [a, in, b] -> [a, out, b]
  const TapTensors t(taps, x);
  return x.index_select(1, t.first) * t.weightFirst + x.index_select(1, t.second) * t.weightSecond;
}

at::Tensor applyTapsTransposed(const std::vector<Tap>& taps, std::int64_t in,
                               const at::Tensor& x) {  // [a, out, b] -> [a, in, b]
  const TapTensors t(taps, x);
  auto sum = at::zeros({x.size(0), in, x.size(2)}, x.options());
  sum.index_add_(1, t.first, x * t.weightFirst);
  return sum.index_add_(1, t.second, x * t.weightSecond);
}

at::Tensor alongAxis(const BlurAxis& axis, const at::Tensor& matrix, const at::Tensor& x,
                     bool transposed) {  // [a, size, b]
  if (axis.identity()) return x;
  if (axis.size <= kMatrixSideMax) return at::matmul(transposed ? matrix.t() : matrix, x);
  if (transposed) return applyTapsTransposed(axis.down, axis.size, applyTapsTransposed(axis.up, axis.low, x));
  return applyTaps(axis.up, applyTaps(axis.down, x));
}

at::Tensor blur(const SheetPlan& plan, const at::Tensor& rows, bool transposed) {
  const auto height = plan.sheet.height, width = plan.sheet.width, features = rows.size(1);
  const bool matrices = std::max(height, width) <= kMatrixSideMax;
  const auto axes = matrices ? plan.matrices(rows.options()) : SheetPlan::Matrices{};
  auto x = alongAxis(plan.columns, axes.columns, rows.reshape({height, width, features}),
                     transposed);  // -> [height, width, features]
  x = alongAxis(plan.rows, axes.rows, x.reshape({1, height, width * features}),
                transposed);  // -> [1, height, width * features]
  return x.reshape({height * width, features});
}

}  // namespace

at::Tensor blurRows(const SheetPlan& plan, const at::Tensor& rows) { return blur(plan, rows, false); }
at::Tensor blurRowsTransposed(const SheetPlan& plan, const at::Tensor& rows) { return blur(plan, rows, true); }

// Groups equal sheets, lays their features side by side and applies the closed form once a group.

namespace {

constexpr double kEpsilon = 1e-8;  // torch's cosine_similarity clamps each norm at it

bool sameGroup(const SheetWork& a, const SheetWork& b) {
  const auto &x = *a.plan, &y = *b.plan;
  return x.sheet == y.sheet && x.perSlice() == y.perSlice() && x.options.mode == y.options.mode &&
         x.options.factorHeight == y.options.factorHeight && x.options.factorWidth == y.options.factorWidth &&
         a.weight.device() == b.weight.device() &&
         (a.weight.scalar_type() == at::kDouble) == (b.weight.scalar_type() == at::kDouble);
}

/// Cosines and what their gradient needs, each [units, layers], or [1, features] per slice.
struct Cosines {
  at::Tensor value, alpha, beta, gamma, norm;
  Cosines(const at::Tensor& cs, const at::Tensor& cc, const at::Tensor& ss) {
    norm = cc.sqrt();
    const auto blurredNorm = ss.sqrt();
    const auto a = norm.clamp_min(kEpsilon), b = blurredNorm.clamp_min(kEpsilon);
    alpha = (a * b).reciprocal();
    value = cs * alpha;
    // A clamped norm does not change, so it has no slope. A NaN is not below the limit and stays.
    gamma = (value / a.square()).masked_fill(norm < kEpsilon, 0);
    beta = (value / b.square()).masked_fill(blurredNorm < kEpsilon, 0);
  }
};

/// Equal sheets: features of all its layers side by side.
class Group {
 public:
  void add(const SheetWork& work, std::size_t index) { work_.push_back(work), indices_.push_back(index); }
  bool accepts(const SheetWork& work) const { return sameGroup(work_.front(), work); }
  void compute(std::vector<OperationsResult>& results);

 private:
  bool wantsGradient() const;
  bool wantsMaps() const;
  at::Tensor layerSums(const at::Tensor& values) const;    // [rows, features] -> [rows, layers]
  at::Tensor layerValues(const at::Tensor& values) const;  // [rows, layers] -> [rows, features]
  void addGradients(const Cosines& cosines, const at::Tensor& c, const at::Tensor& s);

  std::vector<SheetWork> work_;
  std::vector<std::size_t> indices_;
  std::vector<RowOrder> orders_;
  std::vector<std::int64_t> depths_;
  bool perSlice_ = false;
};

bool Group::wantsGradient() const {
  for (const auto& work : work_)
    if (work.gradient && work.scale != 0 && !work.plan->identity()) return true;
  return false;
}

bool Group::wantsMaps() const {
  for (const auto& work : work_)
    if (work.maps) return true;
  return false;
}

at::Tensor Group::layerSums(const at::Tensor& values) const {
  std::vector<at::Tensor> sums;
  for (const auto& part : values.split_with_sizes(depths_, 1)) sums.push_back(part.sum(1));
  return at::stack(sums, 1);
}

at::Tensor Group::layerValues(const at::Tensor& values) const {
  std::vector<at::Tensor> wide;
  for (std::size_t i = 0; i < depths_.size(); ++i)
    wide.push_back(values.narrow(1, static_cast<std::int64_t>(i), 1).expand({values.size(0), depths_[i]}));
  return at::cat(wide, 1);
}

void Group::addGradients(const Cosines& cosines, const at::Tensor& c, const at::Tensor& s) {
  const auto wide = [&](const at::Tensor& values) { return perSlice_ ? values : layerValues(values); };
  const auto alpha = wide(cosines.alpha);
  auto total = alpha * s - wide(cosines.gamma) * c;
  total +=
      blurRowsTransposed(*work_.front().plan, alpha * c - wide(cosines.beta) * s);  // [units, features of all layers]
  const auto parts = total.split_with_sizes(depths_, 1);
  for (std::size_t i = 0; i < work_.size(); ++i) {
    const auto& work = work_[i];
    if (!work.gradient || work.scale == 0 || work.plan->identity()) continue;
    const double count = static_cast<double>(perSlice_ ? depths_[i] : work.plan->sheet.units());
    addRows(*work.gradient, parts[i].contiguous(), orders_[i], -work.scale / count);
  }
}

void Group::compute(std::vector<OperationsResult>& results) {
  const auto& plan = *work_.front().plan;
  perSlice_ = plan.perSlice();
  std::vector<at::Tensor> rows;
  for (const auto& work : work_) {
    orders_.push_back(rowOrder(work.weight, work.plan->kind));
    depths_.push_back(work.plan->depth);
    rows.push_back(unitRows(work.weight, orders_.back()));
  }
  const auto c = rows.size() == 1 ? rows.front() : at::cat(rows, 1);  // -> [units, features of all layers]
  const auto s = blurRows(plan, c);
  const auto cs = c * s, cc = c * c, ss = s * s;
  const bool units = !perSlice_ || wantsMaps();
  const Cosines perUnit = units ? Cosines(layerSums(cs), layerSums(cc), layerSums(ss)) : Cosines(cs, cc, ss);
  const Cosines cosines = perSlice_ ? Cosines(cs.sum(0, true), cc.sum(0, true), ss.sum(0, true)) : perUnit;
  const auto slices = perSlice_ ? cosines.value.split_with_sizes(depths_, 1) : std::vector<at::Tensor>{};
  const auto losses = perSlice_ ? at::Tensor() : 1.0 - cosines.value.mean(0);  // [layers]
  for (std::size_t i = 0; i < work_.size(); ++i) {
    auto& result = results[indices_[i]];
    const auto layer = static_cast<std::int64_t>(i);
    result.loss = perSlice_ ? 1.0 - slices[i].mean() : losses.select(0, layer);
    if (work_[i].maps)
      result.maps = {perUnit.value.select(1, layer).to(at::kFloat), perUnit.norm.select(1, layer).to(at::kFloat)};
  }
  if (wantsGradient()) addGradients(cosines, c, s);
}

}  // namespace

std::vector<OperationsResult> computeByOperations(const std::vector<SheetWork>& work) {
  const at::NoGradGuard noGraph;
  std::vector<Group> groups;
  for (std::size_t i = 0; i < work.size(); ++i) {
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.accepts(work[i]); });
    if (group == groups.end()) group = groups.emplace(groups.end());
    group->add(work[i], i);
  }
  std::vector<OperationsResult> results(work.size());
  for (auto& group : groups) group.compute(results);
  return results;
}

}  // namespace studio
