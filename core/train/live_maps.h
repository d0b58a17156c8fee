// Maps for whoever is looking: made only when asked for, at most 30 a second, copied without waiting for the device.
// Cosine and norm are by-products of the step; selectivity, smoothness and dimensionality come from the probe, at its
// own pace.
#pragma once
#include <ATen/core/Tensor.h>
#include <c10/core/Event.h>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "core/network/topo_layers.h"
#include "core/run/run_channel.h"
#include "core/text/tokenizer.h"
#include "core/train/probe.h"

namespace studio {

/// Values from the device to the host without stalling the device: enqueued on its stream into pinned memory, taken
/// when the copy's event has passed. One at a time. On the CPU the values are simply there.
class HostCopy {
 public:
  explicit HostCopy(c10::Device device) : device_(device) {}
  bool busy() const { return busy_; }
  /// values: float, one dimension, on the device.
  void start(const at::Tensor& values);
  /// True once everything has arrived; never waits.
  bool ready() const;
  /// Float on the CPU; valid until the next start().
  at::Tensor take();

 private:
  c10::Device device_;
  at::Tensor source_, target_;
  std::optional<c10::Event> event_;
  bool busy_ = false;
};

class LiveMaps {
 public:
  /// The first three must outlive this.
  LiveMaps(Model& model, const NetworkMaps& maps, PacedProbe& probe, torch::Device device);

  /// Someone waits, 33 ms have passed and no copy is under way: the coming step is to make maps.
  bool due(const RunChannel& channel) const;
  /// Where a run stands when somebody looks.
  struct Moment {
    std::int64_t step = 0;
    double epoch = 0, secondsTrained = 0;
    bool paused = false;  ///< then the probe may take its time
  };
  /// Before that step: what it does not give.
  void begin(const Moment& moment, const ViewRequest& request);
  /// After it: its by-products (of the weights before the update) as far as they are wanted; starts the copy.
  void capture(const std::vector<MapTensor>& byProducts);
  /// With which a network of language reads ViewRequest::text; without one that is said in place of it.
  void setTokenizer(TokenizerPointer tokenizer) { tokenizer_ = std::move(tokenizer); }
  /// What the network has drawn at this step: it goes with every snapshot from here on.
  void setText(std::string text, std::int64_t step) { text_ = std::move(text), textStep_ = step; }
  /// Publishes what has arrived; never waits.
  void publish(RunChannel& channel);

  /// Seconds spent on live maps so far, the probe left out.
  double secondsSpent() const { return spent_; }

 private:
  using Clock = std::chrono::steady_clock;
  void addUnit();
  void readText(const Moment& moment);

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

  std::string text_;
  std::int64_t textStep_ = -1;

  torch::Device device_;
  TokenizerPointer tokenizer_;
  std::shared_ptr<const TextProbe> probed_;
  Clock::time_point probedNext_{};  ///< the same text is not read again before

  Clock::time_point last_{};
  double spent_ = 0;
};

}  // namespace studio
