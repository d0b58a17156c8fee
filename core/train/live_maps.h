// Maps for whoever is looking: made only when asked for, at most 30 a second, copied without waiting for the device.
// Cosine and norm are by-products of the step; selectivity, smoothness and dimensionality come from the probe, at its
// own pace.
#pragma once
#include <chrono>

#include "core/network/network_maps.h"
#include "core/run/run_channel.h"
#include "core/train/host_copy.h"
#include "core/train/paced_probe.h"

namespace studio {

class LiveMaps {
 public:
  /// The first three must outlive this.
  LiveMaps(Model& model, const NetworkMaps& maps, PacedProbe& probe, torch::Device device);

  /// Someone waits, 33 ms have passed and no copy is under way: the coming step is to make maps.
  bool due(const RunChannel& channel) const;
  /// Before that step: what it does not give.
  void begin(std::int64_t step, double epoch, const ViewRequest& request, double secondsTrained);
  /// After it: its by-products (of the weights before the update); starts the copy.
  void capture(const std::vector<UnitMaps>& byProducts);
  /// Publishes what has arrived; never waits.
  void publish(RunChannel& channel);

  /// Seconds spent on live maps so far, the probe left out.
  double secondsSpent() const { return spent_; }

 private:
  using Clock = std::chrono::steady_clock;
  void addUnit();

  Model& model_;
  const NetworkMaps& maps_;
  PacedProbe& probe_;
  HostCopy copy_;

  std::int64_t step_ = 0;  ///< of the snapshot under way, with what belongs to it
  double epoch_ = 0;
  ViewRequest request_;
  std::vector<MapTensor> pending_;
  std::optional<UnitWeights> unit_;
  at::Tensor unitValues_;

  Clock::time_point last_{};
  double spent_ = 0;
};

}  // namespace studio
