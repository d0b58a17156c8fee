// One sheet's sweeps for float or double, cut into independent tasks, and the run of the tasks of many sheets on all
// threads. See sheet_pass.h for the formulas and stripe_kernel_body.h for the loops.
#include "topo/sheet_pass.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <iterator>
#include <memory>

#include "topo/sheet_plan.h"

namespace studio {

/// Memory that a thread keeps from task to task; aligned to a vector.
class Scratch {
 public:
  std::byte* get(std::size_t bytes);

 private:
  std::unique_ptr<std::byte[]> bytes_;
  std::size_t size_ = 0;
};

class StripePass {
 public:
  virtual ~StripePass() = default;
  virtual std::int64_t stripes() const = 0;
  virtual std::int64_t bytes() const = 0;  ///< of the weight
  virtual std::int64_t units() const = 0;
  virtual bool wantsGradient() const = 0;
  virtual void sum(std::int64_t stripe, Scratch& scratch) = 0;          ///< sweep 1, any order
  virtual void finishUnits(std::int64_t from, std::int64_t to) = 0;     ///< after all of sweep 1, any order
  virtual void addGradient(std::int64_t stripe, Scratch& scratch) = 0;  ///< sweep 2, after all units, any order
  virtual SheetResult finish() = 0;                                     ///< last, one thread
};

std::unique_ptr<StripePass> makeStripePass(const SheetWork& work);

namespace {

constexpr double kEpsilonSquared = 1e-16;  // torch's cosine_similarity clamps each norm at 1e-8
constexpr std::int64_t kStripeBytes =
    3072;  // of one unit's row in a stripe, at most; longer rows stream better, shorter ones share out better

/// A cosine and the coefficients of its gradient from the three sums.
struct Cosine {
  double value, alpha, beta, gamma;
  Cosine(double cs, double cc, double ss, double k) {
    const double c2 = cc < kEpsilonSquared ? kEpsilonSquared : cc, s2 = ss < kEpsilonSquared ? kEpsilonSquared : ss;
    const double product = std::sqrt(c2 * s2);  // so that S = C gives exactly 1
    value = cs / product;
    alpha = k / product;
    // A clamped norm does not change, so it has no slope.
    beta = ss < kEpsilonSquared ? 0.0 : k * value / s2;
    gamma = cc < kEpsilonSquared ? 0.0 : k * value / c2;
  }
};

template <typename Scalar>
class TypedStripePass final : public StripePass {
 public:
  explicit TypedStripePass(const SheetWork& work)
      : plan_(*work.plan),
        work_(work),
        order_(rowOrder(work.weight, plan_.kind)),
        rows_(unitRows(work.weight, order_)),
        units_(plan_.sheet.units()),
        depth_(plan_.depth),
        kernels_(stripeKernels<Scalar>()) {
    // Stripes of one width; a function of the weight's shape alone, as the order of the sums follows from it.
    const auto vectors = depth_ / kLanes, parts = std::max<std::int64_t>(1, (whole() + kStripeMax - 1) / kStripeMax);
    stripe_ = std::max<std::int64_t>(1, (vectors + parts - 1) / parts) * kLanes;
    perSlice_ = plan_.perSlice();
    needsUnits_ = !perSlice_ || work.maps;
    gradient_ = work.gradient && work.scale != 0 && !plan_.identity();
    if (needsUnits_) {
      partials_ =
          std::make_unique_for_overwrite<Scalar[]>(static_cast<std::size_t>(stripes() * units_ * 3 * kPartLanes));
      cosines_.resize(static_cast<std::size_t>(units_)), norms_.resize(static_cast<std::size_t>(units_));
    }
    if (perSlice_) sliceCosines_.resize(static_cast<std::size_t>(depth_));
    if (!gradient_) return;
    const auto coefficients = static_cast<std::size_t>(perSlice_ ? depth_ + kLanes : units_);
    for (auto* values : {&alpha_, &beta_, &gamma_}) values->assign(coefficients, Scalar(0));
    target_ = rowsInPlace(*work.gradient, rows_, order_);
    inPlace_ = target_.defined();
    if (!inPlace_) target_ = at::zeros_like(rows_);
  }

  std::int64_t stripes() const override { return (whole() + stripe_ - 1) / stripe_ + (whole() < depth_ ? 1 : 0); }
  std::int64_t bytes() const override { return units_ * depth_ * static_cast<std::int64_t>(sizeof(Scalar)); }
  std::int64_t units() const override { return needsUnits_ ? units_ : 0; }
  bool wantsGradient() const override { return gradient_; }

  void sum(std::int64_t index, Scratch& scratch) override {
    auto stripe = stripeAt(index, scratch, false);
    if (needsUnits_) {
      stripe.partials = partials_.get() + index * units_ * 3 * kPartLanes;
      kernels_.sums(stripe);
    }
    if (!perSlice_) return;
    std::vector<double> sums(static_cast<std::size_t>(3 * stripe.columns), 0.0);  // [3, columns]
    stripe.columnSums = sums.data();
    kernels_.sliceSums(stripe);
    finishSlices(index, sums, static_cast<std::size_t>(stripe.columns));
  }

  void finishUnits(std::int64_t from, std::int64_t to) override {
    const double k = -work_.scale / static_cast<double>(units_);
    for (auto unit = from; unit < to; ++unit) {
      double sums[3] = {};
      for (std::int64_t stripe = 0; stripe < stripes(); ++stripe) {
        const Scalar* part = partials_.get() + (stripe * units_ + unit) * 3 * kPartLanes;
        for (int quantity = 0; quantity < 3; ++quantity, part += kPartLanes)
          for (std::int64_t lane = 0; lane < kPartLanes; ++lane) sums[quantity] += static_cast<double>(part[lane]);
      }
      const Cosine cosine(sums[0], sums[1], sums[2], k);
      const auto u = static_cast<std::size_t>(unit);
      cosines_[u] = cosine.value, norms_[u] = std::sqrt(sums[1]);
      if (gradient_ && !perSlice_) setCoefficients(u, cosine);
    }
  }

  void addGradient(std::int64_t index, Scratch& scratch) override {
    auto stripe = stripeAt(index, scratch, true);
    const auto offset = perSlice_ ? firstColumn(index) : 0;
    stripe.alpha = alpha_.data() + offset, stripe.beta = beta_.data() + offset, stripe.gamma = gamma_.data() + offset;
    (perSlice_ ? kernels_.sliceGradient : kernels_.gradient)(stripe);
    if (packed(index)) unpackGradient(stripe);
  }

  SheetResult finish() override {
    if (gradient_ && !inPlace_) addRows(*work_.gradient, target_, order_);
    const auto& cosines = perSlice_ ? sliceCosines_ : cosines_;
    double sum = 0;
    for (const double cosine : cosines) sum += cosine;
    SheetResult result;
    result.loss = 1.0 - sum / static_cast<double>(cosines.size());
    if (work_.maps) result.maps = {toTensor(cosines_), toTensor(norms_)};
    return result;
  }

 private:
  static constexpr std::int64_t kStripeMax = kStripeBytes / static_cast<std::int64_t>(sizeof(Scalar));
  static constexpr std::int64_t kLanes = kVectorBytesMax / static_cast<std::int64_t>(sizeof(Scalar));
  static constexpr std::int64_t kPartLanes = kPartialBytes / static_cast<std::int64_t>(sizeof(Scalar));

  /// Columns that fill whole vectors; the few after them are packed into a vector of their own.
  std::int64_t whole() const { return depth_ / kLanes * kLanes; }
  std::int64_t firstColumn(std::int64_t index) const { return std::min(index * stripe_, whole()); }
  bool packed(std::int64_t index) const { return firstColumn(index) == whole(); }

  Stripe<Scalar> stripeAt(std::int64_t index, Scratch& scratch, bool withGradient) {
    Stripe<Scalar> stripe;
    stripe.blur = plan_.view();
    stripe.columns = packed(index) ? kLanes : std::min(stripe_, whole() - firstColumn(index));
    const auto anchors = plan_.rows.low * plan_.columns.low * stripe.columns;
    const auto packedValues = packed(index) ? units_ * kLanes : 0;
    const auto values = (withGradient ? 2 : 1) * (anchors + packedValues);
    auto* memory = reinterpret_cast<Scalar*>(scratch.get(static_cast<std::size_t>(values) * sizeof(Scalar)));
    stripe.anchors = memory;
    if (withGradient) stripe.pulls = memory + anchors;
    auto* c = rows_.template data_ptr<Scalar>() + firstColumn(index);
    auto* g = withGradient ? target_.template data_ptr<Scalar>() + firstColumn(index) : nullptr;
    stripe.c = c, stripe.g = g, stripe.cStride = stripe.gStride = depth_;
    if (packed(index)) pack(stripe, memory + (withGradient ? 2 : 1) * anchors, withGradient);
    return stripe;
  }

  /// Copies the last columns into whole vectors, zeros behind them -> [units, kLanes]
  void pack(Stripe<Scalar>& stripe, Scalar* memory, bool withGradient) const {
    std::fill_n(memory, (withGradient ? 2 : 1) * units_ * kLanes, Scalar(0));
    for (std::int64_t unit = 0; unit < units_; ++unit)
      std::copy_n(stripe.c + unit * depth_, depth_ - whole(), memory + unit * kLanes);
    stripe.c = memory, stripe.cStride = kLanes;
    if (withGradient) stripe.g = memory + units_ * kLanes, stripe.gStride = kLanes;
  }

  void unpackGradient(const Stripe<Scalar>& stripe) {
    auto* g = target_.template data_ptr<Scalar>() + whole();
    for (std::int64_t unit = 0; unit < units_; ++unit)
      for (std::int64_t j = 0; j < depth_ - whole(); ++j) g[unit * depth_ + j] += stripe.g[unit * kLanes + j];
  }

  void finishSlices(std::int64_t index, const std::vector<double>& sums, std::size_t columns) {
    const double k = -work_.scale / static_cast<double>(depth_);
    const auto first = static_cast<std::size_t>(firstColumn(index));
    for (std::size_t j = 0; j < columns && first + j < sliceCosines_.size(); ++j) {
      const Cosine cosine(sums[j], sums[columns + j], sums[2 * columns + j], k);
      sliceCosines_[first + j] = cosine.value;
      if (gradient_) setCoefficients(first + j, cosine);
    }
  }

  void setCoefficients(std::size_t index, const Cosine& cosine) {
    alpha_[index] = static_cast<Scalar>(cosine.alpha);
    beta_[index] = static_cast<Scalar>(cosine.beta);
    gamma_[index] = static_cast<Scalar>(cosine.gamma);
  }

  static at::Tensor toTensor(const std::vector<double>& values) {
    auto tensor = at::empty({static_cast<std::int64_t>(values.size())}, at::kFloat);
    std::transform(values.begin(), values.end(), tensor.template data_ptr<float>(),
                   [](double v) { return static_cast<float>(v); });
    return tensor;
  }

  const SheetPlan& plan_;
  SheetWork work_;
  RowOrder order_;
  at::Tensor rows_, target_;  // [units, depth]; target_: the gradient's memory or a copy to be added
  std::int64_t units_, depth_, stripe_ = 0;
  const StripeKernels<Scalar>& kernels_;
  bool perSlice_ = false, needsUnits_ = false, gradient_ = false, inPlace_ = false;
  std::unique_ptr<Scalar[]> partials_;        // [stripes, units, 3, 16 bytes]
  std::vector<double> cosines_, norms_;       // [units]
  std::vector<double> sliceCosines_;          // [depth]
  std::vector<Scalar> alpha_, beta_, gamma_;  // [units], per slice [depth]
};

}  // namespace

std::byte* Scratch::get(std::size_t bytes) {
  constexpr auto alignment = static_cast<std::size_t>(kVectorBytesMax);
  if (bytes + alignment > size_) {
    bytes_.reset();
    size_ = bytes + alignment;
    bytes_ = std::make_unique_for_overwrite<std::byte[]>(size_);
  }
  void* start = bytes_.get();
  auto space = size_;
  return static_cast<std::byte*>(std::align(alignment, bytes, start, space));
}

std::unique_ptr<StripePass> makeStripePass(const SheetWork& work) {
  if (work.weight.scalar_type() == at::kDouble) return std::make_unique<TypedStripePass<double>>(work);
  return std::make_unique<TypedStripePass<float>>(work);
}

// Runs the tasks of many sheets on all threads, a few sheets at a time so that sweep 2 finds the weights in the cache.

namespace {

constexpr std::int64_t kWaveBytes = std::int64_t{12}
                                    << 20;   // of weights between the two sweeps; a third of a common L3 cache
constexpr std::int64_t kTasksPerThread = 4;  // at least, in a wave, so that no thread waits long for another
constexpr std::int64_t kUnitsTogether = 64;

struct Task {
  StripePass* pass;
  std::int64_t first, last;  // a stripe (first), or units from first to last
};

/// Each thread takes the next task when it has done one; which thread does which task changes no result.
template <typename Work>
void runTasks(const std::vector<Task>& tasks, std::vector<Scratch>& scratches, const Work& work) {
  std::atomic<std::size_t> next{0};
  const auto workers = std::min(scratches.size(), tasks.size());
  at::parallel_for(0, static_cast<std::int64_t>(workers), 1, [&](std::int64_t begin, std::int64_t) {
    auto& scratch = scratches[static_cast<std::size_t>(begin)];
    for (auto i = next.fetch_add(1); i < tasks.size(); i = next.fetch_add(1)) work(tasks[i], scratch);
  });
}

void runWave(const std::vector<StripePass*>& wave, std::vector<Scratch>& scratches) {
  std::vector<Task> stripes, units, gradients;
  for (auto* pass : wave) {
    for (std::int64_t i = 0; i < pass->stripes(); ++i) stripes.push_back({pass, i, i});
    for (std::int64_t u = 0; u < pass->units(); u += kUnitsTogether)
      units.push_back({pass, u, std::min(u + kUnitsTogether, pass->units())});
  }
  runTasks(stripes, scratches, [](const Task& task, Scratch& scratch) { task.pass->sum(task.first, scratch); });
  runTasks(units, scratches, [](const Task& task, Scratch&) { task.pass->finishUnits(task.first, task.last); });
  // Backwards: what sweep 1 read last is still in the cache.
  std::copy_if(stripes.rbegin(), stripes.rend(), std::back_inserter(gradients),
               [](const Task& t) { return t.pass->wantsGradient(); });
  runTasks(gradients, scratches,
           [](const Task& task, Scratch& scratch) { task.pass->addGradient(task.first, scratch); });
}

/// Two losses on one weight add to one gradient: they must not run side by side.
bool sharesGradient(const std::vector<SheetWork>& work, std::size_t first, std::size_t candidate) {
  const auto* gradient = work[candidate].gradient;
  if (!gradient) return false;
  return std::any_of(work.begin() + static_cast<std::ptrdiff_t>(first),
                     work.begin() + static_cast<std::ptrdiff_t>(candidate),
                     [&](const SheetWork& other) { return other.gradient && other.gradient->is_alias_of(*gradient); });
}

}  // namespace

std::vector<SheetResult> computeOnCpu(const std::vector<SheetWork>& work) {
  std::vector<std::unique_ptr<StripePass>> passes;
  for (const auto& sheet : work) passes.push_back(makeStripePass(sheet));
  std::vector<Scratch> scratches(static_cast<std::size_t>(std::max(1, at::get_num_threads())));
  std::vector<StripePass*> wave;
  std::int64_t bytes = 0, tasks = 0;
  std::size_t first = 0;  // of the wave
  const auto tasksWanted = kTasksPerThread * static_cast<std::int64_t>(scratches.size());
  for (std::size_t i = 0; i < passes.size(); ++i) {
    wave.push_back(passes[i].get());
    bytes += passes[i]->bytes(), tasks += passes[i]->stripes();
    const bool last = i + 1 == passes.size();
    const bool more = !last && (tasks < tasksWanted || bytes + passes[i + 1]->bytes() <= kWaveBytes);
    if (more && !sharesGradient(work, first, i + 1)) continue;
    runWave(wave, scratches);
    wave.clear(), bytes = tasks = 0, first = i + 1;
  }
  std::vector<SheetResult> results;
  for (auto& pass : passes) results.push_back(pass->finish());
  return results;
}

}  // namespace studio
