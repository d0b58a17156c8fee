// Copies to the host, then the snapshots made of them (live_maps.h).
#include "core/train/live_maps.h"

#include <ATen/DeviceAccelerator.h>
#include <ATen/ops/empty.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/network/sheet_order.h"
#include "core/network/text_probe.h"
#include "core/run/error.h"

namespace studio {
namespace {

constexpr auto kInterval = std::chrono::milliseconds(33);
constexpr auto kTextInterval = std::chrono::milliseconds(250);
constexpr const char* kNoTokenizer =
    "It is not known which tokenizer made the tokens of this run; put its tokenizer.json beside them.";
constexpr int kTextRest = 20;  ///< times as long as reading took: about 5 % of the time

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

void HostCopy::start(const at::Tensor& values) {
  busy_ = true;
  source_ = values.detach();
  if (!at::accelerator::isAccelerator(device_.type())) {
    target_ = source_;
    return;
  }
  if (!target_.defined() || target_.numel() != source_.numel())
    target_ = at::empty(source_.sizes(), at::TensorOptions().dtype(at::kFloat).pinned_memory(true));
  target_.copy_(source_, /*non_blocking=*/true);
  if (!event_) event_.emplace(device_.type());
  event_->record(c10::impl::VirtualGuardImpl(device_.type()).getStream(device_));
}

bool HostCopy::ready() const { return busy_ && (!event_ || event_->query()); }

at::Tensor HostCopy::take() {
  busy_ = false;
  source_ = at::Tensor();
  return target_;
}

LiveMaps::LiveMaps(Model& model, const NetworkMaps& maps, PacedProbe& probe, torch::Device device)
    : model_(model), maps_(maps), probe_(probe), copy_(device), device_(device) {}

bool LiveMaps::due(const RunChannel& channel) const {
  return channel.snapshotWanted() && !copy_.busy() && Clock::now() - last_ >= kInterval;
}

void LiveMaps::begin(const Moment& moment, const ViewRequest& request) {
  if (request.selectivity && moment.paused)
    probe_.measurePaused(moment.step);
  else if (request.selectivity)
    probe_.measureLive(moment.step, moment.secondsTrained);  // it has a watch of its own
  const Stopwatch watch(spent_);
  last_ = Clock::now();
  step_ = moment.step;
  epoch_ = moment.epoch;
  request_ = request;
  pending_ = maps_.watched(moment.step, {request.cosine, request.norm});
  addUnit();
  readText(moment);
}

void LiveMaps::capture(const std::vector<MapTensor>& byProducts) {
  const Stopwatch watch(spent_);
  for (const auto& map : byProducts)
    if ((request_.cosine || map.quantity != kCosineQuantity) && (request_.norm || map.quantity != kNormQuantity))
      pending_.push_back(map);
  if (request_.selectivity) pending_.insert(pending_.end(), probe_.newest().maps.begin(), probe_.newest().maps.end());
  sortMaps(pending_, maps_.layers());
  auto values = joined(pending_);
  if (unit_) values = torch::cat({values, unitValues_});
  copy_.start(values);
}

void LiveMaps::publish(RunChannel& channel) {
  if (!copy_.ready()) return;
  const Stopwatch watch(spent_);
  auto snapshot = makeSnapshot(step_, epoch_, pending_, copy_.take(), std::move(unit_));
  addScores(snapshot, probe_.newest());
  snapshot.text = text_;
  snapshot.textStep = textStep_;
  snapshot.probed = probed_;
  channel.publish(std::make_shared<const Snapshot>(std::move(snapshot)));
  unit_.reset();
}

void LiveMaps::addUnit() {
  unit_.reset();
  const auto& layers = maps_.layers();
  const auto layer = std::find_if(layers.begin(), layers.end(),
                                  [&](const LayerInfo& info) { return info.name == request_.unitLayer; });
  if (layer == layers.end() || request_.unit < 0 || request_.unit >= layer->units) return;
  const torch::NoGradGuard noGrad;
  // Cloned, for the step changes the weights: [inputs] or [inputs, kernel height, kernel width] -> one dimension
  unitValues_ = model_.layerWeight(layer->name)
                    .detach()
                    .select(0, unitAtPlace(model_, layer->name, request_.unit))
                    .contiguous()
                    .clone()
                    .reshape(-1)
                    .to(torch::kFloat);
  unit_ = UnitWeights{layer->name, request_.unit, layer->weightShape, {}};
}

/// Another text, or layer, is read at once; the same one again as the network has learned on, at a pace that costs
/// little.
void LiveMaps::readText(const Moment& moment) {
  const auto& asked = request_.text;
  if (asked.text.empty()) return probed_.reset();
  const auto begun = Clock::now();
  const bool isSame = probed_ && probed_->request == asked;
  if (isSame && (probed_->step == moment.step || begun < probedNext_)) return;
  TextProbe probe;
  try {
    if (!tokenizer_) throw UserError(kNoTokenizer);
    probe = probeText(model_, *tokenizer_, asked, device_);
  } catch (const UserError& error) {
    probe.request = asked;
    probe.problem = error.what();
  }
  probe.step = moment.step;
  probed_ = std::make_shared<const TextProbe>(std::move(probe));
  const auto end = Clock::now();
  probedNext_ = end + std::max<Clock::duration>(kTextInterval, (end - begun) * kTextRest);
}

}  // namespace studio
