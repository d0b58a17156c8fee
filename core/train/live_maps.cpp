#include "core/train/live_maps.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

namespace studio {
namespace {

constexpr auto kInterval = std::chrono::milliseconds(33);
constexpr double kProbeShare = 0.01;   ///< of the training time

/// Adds the time of its own life.
class Stopwatch {
 public:
  explicit Stopwatch(double& total) : total_(total) {}
  ~Stopwatch() { total_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  double& total_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

LiveMaps::LiveMaps(Model& model, const NetworkMaps& maps, const SelectivityProbe& probe, torch::Device device, bool bfloat16)
    : model_(model), maps_(maps), probe_(probe), bfloat16_(bfloat16), copy_(device) {}

bool LiveMaps::due(const RunChannel& channel) const {
  return channel.snapshotWanted() && !copy_.busy() && Clock::now() - last_ >= kInterval;
}

void LiveMaps::begin(std::int64_t step, double epoch, const ViewRequest& request, double secondsTrained) {
  const Stopwatch watch(spent_);
  last_ = Clock::now();
  step_ = step;
  epoch_ = epoch;
  request_ = request;
  pending_ = maps_.watched(step, {request.cosine, request.norm});
  if (request.selectivity) refreshSelectivity(secondsTrained);
  addUnit();
}

void LiveMaps::capture(const std::vector<UnitMaps>& byProducts) {
  const Stopwatch watch(spent_);
  for (auto& map : maps_.trained(step_, {request_.cosine, request_.norm}, byProducts)) pending_.push_back(std::move(map));
  if (request_.selectivity) pending_.insert(pending_.end(), selectivity_.begin(), selectivity_.end());
  sortMaps(pending_, maps_.layers());
  auto values = joined(pending_);
  if (unit_) values = torch::cat({values, unitValues_});
  copy_.start(values);
}

void LiveMaps::publish(RunChannel& channel) {
  if (!copy_.ready()) return;
  const Stopwatch watch(spent_);
  channel.publish(std::make_shared<const Snapshot>(snapshotOf(step_, epoch_, pending_, copy_.take(), std::move(unit_))));
  unit_.reset();
}

void LiveMaps::adopt(const std::vector<MapTensor>& selectivity, double seconds) {
  selectivity_ = selectivity;
  probeCost_ = probeCost_ < 0 ? seconds : std::min(probeCost_, seconds);
}

/// The first one is always made: a screen that has just opened sees maps at once.
void LiveMaps::refreshSelectivity(double secondsTrained) {
  if (!selectivity_.empty() && probeSpent_ + probeCost_ > kProbeShare * secondsTrained) return;
  const auto start = Clock::now();
  selectivity_ = probe_.measure(model_, maps_.layers(), step_, bfloat16_);
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  probeCost_ = std::max(probeCost_, seconds);   // on a device the host only sees the enqueuing; adopt() knows the whole
  probeSpent_ += probeCost_;
}

void LiveMaps::addUnit() {
  unit_.reset();
  const auto& layers = maps_.layers();
  const auto layer = std::find_if(layers.begin(), layers.end(), [&](const LayerInfo& info) { return info.name == request_.unitLayer; });
  if (layer == layers.end() || request_.unit < 0 || request_.unit >= layer->units) return;
  const torch::NoGradGuard noGrad;
  // Cloned, for the step changes the weights: [inputs] or [inputs, kernel height, kernel width] -> one dimension
  unitValues_ = model_.weightOf(layer->name).detach().select(0, request_.unit).contiguous().clone().reshape(-1).to(torch::kFloat);
  unit_ = UnitWeights{layer->name, request_.unit, layer->weightShape, {}};
}

}  // namespace studio
