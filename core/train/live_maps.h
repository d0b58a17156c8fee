// Maps for whoever is looking: made only when asked for, at most 30 a second, copied without waiting for the device.
// Cosine and norm are by-products of the step; selectivity is refreshed only as often as it costs 1 % of the training time.
#pragma once
#include <chrono>

#include "core/run/run_channel.h"
#include "core/train/host_copy.h"
#include "core/train/network_maps.h"
#include "core/train/selectivity_probe.h"

namespace studio {

class LiveMaps {
 public:
  /// The first three must outlive this.
  LiveMaps(Model& model, const NetworkMaps& maps, const SelectivityProbe& probe, torch::Device device, bool bfloat16);

  /// Someone waits, 33 ms have passed and no copy is under way: the coming step is to make maps.
  bool due(const RunChannel& channel) const;
  /// Before that step: what it does not give.
  void begin(std::int64_t step, double epoch, const ViewRequest& request, double secondsTrained);
  /// After it: its by-products (of the weights before the update); starts the copy.
  void capture(const std::vector<UnitMaps>& byProducts);
  /// Publishes what has arrived; never waits.
  void publish(RunChannel& channel);

  /// Selectivity measured for the disk, with the seconds it took: costs nothing here.
  void adopt(const std::vector<MapTensor>& selectivity, double seconds);
  /// Seconds spent on live maps so far.
  double secondsSpent() const { return spent_; }

 private:
  using Clock = std::chrono::steady_clock;
  void refreshSelectivity(double secondsTrained);
  void addUnit();

  Model& model_;
  const NetworkMaps& maps_;
  const SelectivityProbe& probe_;
  bool bfloat16_;
  HostCopy copy_;

  std::int64_t step_ = 0;                    ///< of the snapshot under way, with what belongs to it
  double epoch_ = 0;
  ViewRequest request_;
  std::vector<MapTensor> pending_;
  std::optional<UnitWeights> unit_;
  at::Tensor unitValues_;

  std::vector<MapTensor> selectivity_;       ///< the newest
  Clock::time_point last_{};
  double spent_ = 0, probeSpent_ = 0, probeCost_ = -1;
};

}  // namespace studio
