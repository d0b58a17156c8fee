// Live maps: what a reader gets, and that looking changes nothing.
#include <atomic>

#include "core/train/live_maps.h"
#include "core/train/trainer.h"
#include "tests/core/train_fixture.h"

namespace studio {
namespace {

/// Trains 50 steps while a reader asks for maps every `pause`; -1 = nobody looks. Counts the snapshots that arrived.
StateDict trainWatched(const std::filesystem::path& place, std::chrono::milliseconds pause, int& seen) {
  auto config = smallConfig();
  config.train.steps = 50;
  config.output.maps = "none";
  const RunFolder folder = RunStore(place).create("run");
  RunChannel channel;
  RunControl control;
  JobContext context{control, channel};
  std::atomic<int> count = 0;
  std::jthread reader;
  if (pause.count() >= 0) {
    channel.want({true, true, true, "fc1", 5});
    reader = std::jthread([&](std::stop_token ended) {
      while (!ended.stop_requested()) {
        if (channel.takeSnapshot()) ++count;
        channel.want({true, true, true, "fc1", 5});
        allScalars(channel);
        std::this_thread::sleep_for(pause);
      }
    });
  }
  std::make_unique<TrainJob>(requestFor(config, folder))->run(context);
  reader = {};
  if (channel.takeSnapshot()) ++count;
  seen = count;
  return newestState(folder);
}

TEST(LiveMaps, NoReaderAFastOneAndASlowOneEndWithTheSameBits) {
  const TemporaryFolder place;
  int nobody = 0, fast = 0, slow = 0;
  const auto expected = trainWatched(place.path(), std::chrono::milliseconds(-1), nobody);
  EXPECT_TRUE(sameBits(trainWatched(place.path(), std::chrono::milliseconds(0), fast), expected));
  EXPECT_TRUE(sameBits(trainWatched(place.path(), std::chrono::milliseconds(150), slow), expected));
  EXPECT_EQ(nobody, 0);
  EXPECT_GT(fast, 0);
  EXPECT_GT(slow, 0);
}

struct Watched {
  explicit Watched(const RunConfig& config)
      : data(openData(config.data, config.train.seed)),
        trainer(config, buildNetwork(config, {1, 8, 8}), 100),
        probe(data.validation, {}, {}),
        maps(trainer.model(), config.topoloss),
        paced(probe, trainer.model(), maps.layers(), {}, 8, false),
        live(trainer.model(), maps, paced, torch::kCPU) {
    paced.measure(0);  // as a run stores it
  }

  std::shared_ptr<const Snapshot> measureLive(const ViewRequest& request) {
    Batcher::Options options;
    const auto batch = makeBatch(*data.training, {0, 1, 2, 3, 4, 5, 6, 7}, options);
    channel.want(request);
    EXPECT_TRUE(live.due(channel));
    live.begin({trainer.steps(), 0.5}, channel.request());
    live.capture(trainer.step(batch, {.maps = true}).maps());
    live.publish(channel);
    return channel.takeSnapshot();
  }

  DataSplit data;
  Trainer trainer;
  Probe probe;
  NetworkMaps maps;
  PacedProbe paced;
  LiveMaps live;
  RunChannel channel;
};

TEST(LiveMaps, ShowTheWeightsBeforeTheUpdate) {
  Watched run(smallConfig());
  const auto weight = run.trainer.model().layerWeight("fc1").detach().clone(),
             last = run.trainer.model().layerWeight("fc2").detach().clone();
  UnitMaps expected;
  SheetLoss({64, 64}, SheetKind::Weight, {2, 2}).value(weight, &expected);
  const auto snapshot = run.measureLive({true, true, true, "fc1", 9});
  ASSERT_TRUE(snapshot);
  EXPECT_EQ(snapshot->step, 0);
  for (std::size_t u = 0; u < 64; ++u) {
    EXPECT_NEAR(snapshot->find("fc1", kCosineQuantity)->values[u], expected.cosine[std::int64_t(u)].item<float>(),
                1e-6);
    EXPECT_NEAR(snapshot->find("fc1", kNormQuantity)->values[u], weight[std::int64_t(u)].norm().item<float>(), 1e-5);
  }
  EXPECT_NEAR(snapshot->find("fc2", kNormQuantity)->values[3], last[3].norm().item<float>(), 1e-5);
  ASSERT_TRUE(snapshot->unit);
  EXPECT_EQ(snapshot->unit->shape, (std::vector<std::int64_t>{64}));
  for (std::size_t i = 0; i < 64; ++i) EXPECT_EQ(snapshot->unit->values[i], weight[9][std::int64_t(i)].item<float>());
  EXPECT_EQ(snapshot->maps.front().layer, "fc1");  // the model's order, cosine and norm first
  EXPECT_EQ(snapshot->maps.front().quantity, kCosineQuantity);
  EXPECT_EQ(snapshot->maps[2].quantity, "0°");
}

TEST(LiveMaps, GiveOnlyWhatWasAskedFor) {
  Watched run(smallConfig());
  const auto snapshot = run.measureLive({false, true, false, "", -1});
  ASSERT_TRUE(snapshot);
  EXPECT_EQ(snapshot->maps.size(), 2u);
  EXPECT_FALSE(snapshot->unit);
  EXPECT_FALSE(run.live.due(run.channel));  // nobody waits now
}

TEST(LiveMaps, CarryOldSelectivityWithItsOwnStepWhileANewOneCostsTooMuch) {
  Watched run(smallConfig());
  const auto first = run.measureLive({});
  std::this_thread::sleep_for(std::chrono::milliseconds(40));
  const auto second = run.measureLive({});
  ASSERT_TRUE(first && second);
  EXPECT_EQ(second->step, 1);
  EXPECT_EQ(second->find("fc1", kCosineQuantity)->step, 1);
  EXPECT_EQ(second->find("fc1", "90°")->step, 0);  // no training time has passed that could pay for a new one
  EXPECT_EQ(second->find("fc1", "90°")->values, first->find("fc1", "90°")->values);
}

TEST(LiveMaps, AFactorThatDoesNotFitTheClassifierLeavesItsNorm) {
  auto config = smallConfig();
  config.topoloss.factor = {4, 4};  // the classifier's sheet is 2 x 4
  Watched run(config);
  const auto snapshot = run.measureLive({});
  ASSERT_TRUE(snapshot);
  EXPECT_EQ(snapshot->find("fc2", kCosineQuantity), nullptr);
  EXPECT_NE(snapshot->find("fc2", kNormQuantity), nullptr);
}

TEST(HostCopy, BringsValuesFromEveryDevicePresent) {
  ASSERT_FALSE(devices().empty());
  for (const auto& device : devices()) {
    HostCopy copy(c10::Device(device.name));
    copy.start(torch::arange(5, torch::TensorOptions(c10::Device(device.name)).dtype(torch::kFloat)));
    for (int i = 0; i < 10000 && !copy.ready(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    ASSERT_TRUE(copy.ready()) << device.name;
    EXPECT_TRUE(torch::equal(copy.take(), torch::arange(5).to(torch::kFloat)));
    EXPECT_FALSE(copy.busy());
  }
}

TEST(CudaTraining, EndsLikeTheCpu) {
  if (devices().front().name == "cpu") GTEST_SKIP() << "skipped: no CUDA device";
  const TemporaryFolder place;
  const RunFolder here = RunStore(place.path()).create("cpu"), there = RunStore(place.path()).create("device");
  runHere(requestFor(smallConfig(), here));
  auto request = requestFor(smallConfig(), there);
  request.device = "auto";
  RunChannel channel;
  RunControl control;
  JobContext context{control, channel};
  channel.want({});
  std::make_unique<TrainJob>(request)->run(context);
  EXPECT_NE(there.status().device, "cpu");
  EXPECT_NEAR(there.scalars().front().topoLoss, here.scalars().front().topoLoss, 1e-5);
  EXPECT_NEAR(there.scalars().back().topoLoss, here.scalars().back().topoLoss, 0.02);
  EXPECT_TRUE(channel.takeSnapshot());
}

}  // namespace
}  // namespace studio
