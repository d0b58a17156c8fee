// What live maps add to a training step: a reader asks for all maps 30 times a second, or for nothing.
#include <atomic>
#include <chrono>
#include <cmath>
#include <thread>

#include "core/network/topo_layers.h"
#include "core/run/run_channel.h"
#include "core/train/live_maps.h"
#include "core/train/probe.h"
#include "bench_row.h"
#include "training_step.h"

namespace studio::bench {
namespace {

/// The screen's side: takes what is there and asks for the next, while it looks.
class Reader {
 public:
  explicit Reader(RunChannel& channel) : channel_(channel), thread_([this](std::stop_token stop) { look(stop); }) {}
  void watch(bool on) { watching_ = on; }
  std::int64_t seen() const { return seen_; }

 private:
  void look(std::stop_token stop) {
    while (!stop.stop_requested()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(33));
      if (!watching_) continue;
      if (channel_.takeSnapshot()) ++seen_;
      channel_.want({});
    }
  }

  RunChannel& channel_;
  std::atomic<bool> watching_{false};
  std::atomic<std::int64_t> seen_{0};
  std::jthread thread_;
};

/// The training loop's side (core/train/training_run.cpp): one step with whatever is asked for.
class WatchedTraining {
 public:
  WatchedTraining()
      : maps_(training_.trainer().model(), training_.config().topoloss),
        probe_(randomImages(512), Batcher::Options{}, ProbeConfig{}),
        paced_(probe_, training_.trainer().model(), maps_.layers(), 0.01, 64, false),
        live_(training_.trainer().model(), maps_, paced_, torch::kCPU) {}

  double step(RunChannel& channel) {
    const double milliseconds = timed([&] {
      const bool seen = live_.due(channel);
      if (seen) live_.begin({step_, 0, seconds_}, channel.request());
      auto result = training_.trainer().step(training_.batch(), {.scalars = false, .maps = seen});
      if (seen) live_.capture(result.maps());
      live_.publish(channel);
    });
    ++step_, seconds_ += milliseconds / 1e3;
    return milliseconds;
  }

 private:
  TrainingCase training_{10.0};
  NetworkMaps maps_;
  Probe probe_;
  PacedProbe paced_;
  LiveMaps live_;
  std::int64_t step_ = 0;
  double seconds_ = 0;
};

}  // namespace

std::vector<Result> measureLiveView(const Row& row, const Options& options) {
  RunChannel channel;
  Reader reader(channel);
  WatchedTraining training;
  const auto step = [&](bool on) {
    reader.watch(on);
    std::this_thread::sleep_for(std::chrono::milliseconds(70));  // the reader has asked, or has stopped asking
    if (!on) channel.publish(nullptr);                           // withdraws a request that was left
    return training.step(channel);
  };
  auto result = makeResult(row.name, row.peer,
                           timeAlternately(
                               options.repeats, [&] { return step(true); }, [&] { return step(false); }));
  result.error = reader.seen() > 0 ? computeOverhead(result.ratio) : std::nan("");  // nothing seen: nothing measured
  result.errorBound = 0.01;
  result.errorMeaning = "of the step's time added";
  return {result};
}

}  // namespace studio::bench
