// Every row of the table of losses that trains something: what holds of each, whatever it is. Rows are taken from the
// table, so that a further one is tested too.
#include <algorithm>
#include <filesystem>
#include <set>

#include "core/engine_jobs.h"
#include "core/losses/losses.h"
#include "core/network/sheet_order.h"
#include "core/network/source.h"
#include "core/train/trainer.h"
#include "core/weights/weights_file.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

std::vector<std::string> trainedRows() {
  std::vector<std::string> names;
  for (const auto* row : losses())
    if (row->make && !row->ownSection) names.push_back(row->name);
  return names;
}

RunConfig withLoss(const std::string& name, double weight) {
  RunConfig config = smallConfig();
  config.model.hidden = {20, 32};  // sheets of 4 x 5 and 4 x 8
  config.topoloss.tau = 0;
  config.train.epochs = 2;
  if (weight != 0) findField("losses." + name + ".weight")->set(config, weight);
  return config;
}

/// One that is strong enough to be seen and leaves the numbers finite.
double seenWeight(const std::string& name) { return name == "llcnn" ? 0.5 : name == "cb_som" ? 0.05 : 1.0; }

SourceRequest runSource(const RunFolder& folder) {
  SourceRequest request;
  request.run = folder.path().string();
  return request;
}

SourceRequest fileSource(const std::filesystem::path& file) {
  SourceRequest request;
  request.model = "mlp";
  request.weights = file.string();
  return request;
}

Computing onCpu() {
  Computing computing;
  computing.device = "cpu";
  computing.threads = 1;
  return computing;
}

Batch batchOf(std::int64_t count) {
  torch::manual_seed(3);
  return {torch::randn({count, 1, 8, 8}), torch::randint(0, 8, {count}, torch::kLong), count};
}

Batch partOf(const Batch& batch, std::int64_t first, std::int64_t count) {
  return {batch.images.narrow(0, first, count).contiguous(), batch.labels.narrow(0, first, count).contiguous(), count};
}

class Rival : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(OfTheTable, Rival, ::testing::ValuesIn(trainedRows()),
                         [](const auto& info) { return info.param; });

TEST_P(Rival, WithoutWeightChangesNoBitAndWritesNoColumn) {
  const TemporaryFolder place;
  auto off = withLoss(GetParam(), 0);
  findField("losses." + GetParam() + ".schedule_steps")->set(off, std::int64_t{7});
  const auto plain = trainedRun(place, "plain", withLoss(GetParam(), 0)), idle = trainedRun(place, "idle", off);
  EXPECT_TRUE(sameBits(newestState(idle), newestState(plain)));
  EXPECT_EQ(storedHeader(idle), storedHeader(plain));
  EXPECT_TRUE(storedHeader(plain).ends_with(",weight_norm")) << storedHeader(plain);
}

TEST_P(Rival, ChangesTheWeightsAndGivesTheSameBitsForTheSameSeed) {
  const TemporaryFolder place;
  const auto config = withLoss(GetParam(), seenWeight(GetParam()));
  const auto plain = trainedRun(place, "plain", withLoss(GetParam(), 0)), once = trainedRun(place, "once", config),
             twice = trainedRun(place, "twice", config);
  EXPECT_FALSE(sameBits(newestState(once), newestState(plain)));
  EXPECT_TRUE(sameBits(newestState(once), newestState(twice)));
  EXPECT_TRUE(once.config() == config);
  for (const auto& column : findLoss(GetParam()).columns) {
    EXPECT_NE(storedHeader(once).find("," + column.name), std::string::npos) << storedHeader(once);
    for (const auto& row : once.scalars())
      EXPECT_TRUE(std::isfinite(row.further.value(column.name))) << column.name << " at step " << row.step;
  }
}

/// With a schedule over the run, so that a resumed run must know where it stands.
TEST_P(Rival, AStoppedRunGoesOnWithTheSameBitsAndColumns) {
  const TemporaryFolder place;
  auto config = withLoss(GetParam(), seenWeight(GetParam()));
  config.train.epochs = 20;
  config.output.maps = "epoch";
  applySetting(config, "losses." + GetParam() + ".schedule=linear");
  const auto whole = trainedRun(place, "whole", config);
  const RunFolder halved = expectAsWhole(place, config, 40, whole);
  const auto ends = halved.scalars(), all = whole.scalars();
  EXPECT_EQ(ends.back().validationLoss, all.back().validationLoss);
  EXPECT_EQ(ends.back().smoothness, all.back().smoothness);
  EXPECT_EQ(ends.back().totalLoss, all.back().totalLoss);
}

TEST_P(Rival, PartsOfABatchAddUp) {
  const auto& row = findLoss(GetParam());
  auto config = withLoss(GetParam(), seenWeight(GetParam()));
  config.optimizer.kind = "sgd";
  const auto batch = batchOf(24);
  const auto build = [&] { return buildNetwork(config, {1, 8, 8}); };
  Trainer whole(config, build(), 100);
  const auto once = whole.step(batch, {.scalars = true});
  config.train.parts = 2;
  Trainer parted(config, build(), 100);
  const auto twice = parted.step(batch, {.scalars = true});
  if (row.on == ActsOn::Activations && twice.scalar(GetParam() + "_loss").defined()) {
    double mean = 0;  // each part is judged by its own responses
    for (const std::int64_t first : {0, 12}) {
      config.train.parts = 1;
      Trainer half(config, build(), 100);
      mean += 0.5 * half.step(partOf(batch, first, 12), {.scalars = true}).scalar(GetParam() + "_loss").item<double>();
    }
    EXPECT_NEAR(twice.scalar(GetParam() + "_loss").item<double>(), mean, 1e-6);
    return;
  }
  const auto expected = makeStateDict(whole.model()), found = makeStateDict(parted.model());
  ASSERT_FALSE(expected.empty());
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i)
    EXPECT_LT((expected[i].second - found[i].second).abs().max().item<double>(), 1e-5) << expected[i].first;
}

TEST_P(Rival, TrainsInBfloat16) {
  const TemporaryFolder place;
  auto config = withLoss(GetParam(), seenWeight(GetParam()));
  config.train.precision = "bf16";
  const auto folder = trainedRun(place, "half", config);
  for (const auto& row : folder.scalars()) EXPECT_TRUE(std::isfinite(row.totalLoss)) << row.step;
  EXPECT_TRUE(sameBits(newestState(trainedRun(place, "again", config)), newestState(folder)));
}

TEST_P(Rival, ItsLayersHaveTheirSheets) {
  const TemporaryFolder place;
  const auto folder = trainedRun(place, "run", withLoss(GetParam(), seenWeight(GetParam())));
  const auto snapshot = folder.maps(folder.mapSteps().back());
  std::set<std::string> seen;
  for (const auto& map : snapshot.maps) seen.insert(map.layer + "/" + map.quantity);
  for (const char* map : {"fc1/cosine", "fc1/norm", "fc2/cosine", "fc2/norm"}) EXPECT_TRUE(seen.contains(map)) << map;
}

TEST_P(Rival, ActsOnTheLayersThatAreNamed) {
  if (!findField("losses." + GetParam() + ".layers")) return;
  auto config = withLoss(GetParam(), seenWeight(GetParam()));
  applySetting(config, "losses." + GetParam() + ".layers=fc9");
  const auto network = buildNetwork(config, {1, 8, 8});
  EXPECT_NE(errorSentence([&] { makeLosses(*network, config); }).find("no layer `fc9`"), std::string::npos);
  EXPECT_EQ(lossProblems(config, network->layers()).size(), 1u);
  applySetting(config, "losses." + GetParam() + ".layers=fc2");
  EXPECT_TRUE(lossProblems(config, network->layers()).empty());
  EXPECT_EQ(makeLosses(*network, config).size(), 2u);
}

/// What a run was trained with goes with its checkpoint: it is evaluated as it was validated.
TEST_P(Rival, ACheckpointIsEvaluatedAsItWasTrained) {
  const TemporaryFolder place;
  const auto folder = trainedRun(place, "run", withLoss(GetParam(), seenWeight(GetParam())));
  const auto found = evaluateSource(runSource(folder), {}, onCpu());
  EXPECT_NEAR(found.loss, folder.scalars().back().validationLoss, 1e-5);
}

/// value and gradient of an array, in double, against central differences.
TEST_P(Rival, TheGradientOfAnArrayIsItsSlope) {
  const auto& row = findLoss(GetParam());
  if (!row.ofArray) return;
  torch::manual_seed(8);
  const auto array = torch::randn({20, 20}, torch::kDouble);
  for (const bool allPairs : {false, true}) {
    if (allPairs && row.on != ActsOn::Activations) continue;
    const auto found = row.ofArray(array, RunConfig{}, {.allPairs = allPairs});
    EXPECT_EQ(found.sheet, (CorticalSheet{4, 5}));
    const auto direction = torch::randn_like(array);
    const double step = 1e-5, slope = (found.gradient * direction).sum().item<double>();
    const auto at = [&](double far) {
      return row.ofArray(array + far * direction, RunConfig{}, {.allPairs = allPairs}).loss.item<double>();
    };
    EXPECT_NEAR((at(step) - at(-step)) / (2 * step), slope, 1e-6 * std::max(1.0, std::abs(slope)));
  }
}

double changeOf(const RunFolder& folder, const std::string& column) {
  const auto rows = folder.scalars();
  return rows.back().value(column) / rows.front().value(column);
}

TEST(Rivals, LossesFall) {
  const TemporaryFolder place;
  for (const auto& [name, weight] :
       std::vector<std::pair<std::string, double>>{{"all_tnn", 20}, {"tdann", 5}, {"wiring_cost", 200}}) {
    auto config = withLoss(name, weight);
    config.train.epochs = 10;
    EXPECT_LT(changeOf(trainedRun(place, name, config), name + "_loss"), 0.7) << name;
  }
}

/// anchors-2026.md c5: a penalty that only shrinks the weights is seen beside the loss.
TEST(Rivals, APenaltyThatShrinksTheWeightsIsSeen) {
  const TemporaryFolder place;
  auto shrinks = withLoss("wiring_cost", 100);
  applySetting(shrinks, "losses.wiring_cost.power=0");
  auto turns = withLoss("all_tnn", 5);
  turns.train.epochs = shrinks.train.epochs = 10;
  const auto shrunk = trainedRun(place, "shrinks", shrinks), turned = trainedRun(place, "turns", turns);
  EXPECT_LT(changeOf(shrunk, "weight_norm"), 0.5);
  EXPECT_GT(changeOf(turned, "weight_norm"), 0.8) << "a cosine knows no lengths";
  for (const auto& row : turned.scalars()) EXPECT_TRUE(std::isfinite(row.weightNorm)) << row.step;
}

TEST(Rivals, TheWeightNormIsTheMeanOverUnitsThenLayers) {
  const auto config = withLoss("none", 0);
  Trainer trainer(config, buildNetwork(config, {1, 8, 8}), 100);
  const auto mean = [&](const char* layer) {
    return trainer.model().layerWeight(layer).detach().norm(2, 1).mean().item<double>();
  };
  const double expected = (mean("fc1") + mean("fc2")) / 2;
  EXPECT_NEAR(trainer.lossesNow({.scalars = true}).scalar("weight_norm").item<double>(), expected, 1e-6);
  EXPECT_NEAR(trainer.step(batchOf(24), {.scalars = true}).scalar("weight_norm").item<double>(), expected, 1e-6);
}

TEST(Rivals, TheFactorFollowsItsSchedule) {
  auto config = smallConfig();
  config.topoloss.factorSchedule = "steps";
  config.topoloss.factorAt = {1};
  config.topoloss.factorValues = {4};
  Trainer trainer(config, buildNetwork(config, {1, 8, 8}), 100);
  const auto loss = [&](double factor) {
    const auto weight = trainer.model().layerWeight("fc1").detach();
    return SheetLoss(weight.sizes().vec(), SheetKind::Weight, {factor, factor}).value(weight).item<double>();
  };
  const double before = loss(2);
  EXPECT_NEAR(trainer.step(batchOf(24), {.scalars = true}).scalar("topo_loss").item<double>(), before, 1e-7);
  const double now = loss(4), shown = loss(2);
  const auto result = trainer.step(batchOf(24), {.scalars = true, .maps = true});
  EXPECT_NEAR(result.scalar("topo_loss").item<double>(), now, 1e-7);
  EXPECT_NEAR(1 - result.maps().front().values.mean().item<double>(), shown, 1e-5) << "maps keep one measure";
  config.topoloss.factorValues = {40};
  EXPECT_NE(errorSentence([&] {
              trainedLoss(*buildNetwork(config, {1, 8, 8}), config.topoloss);
            }).find("40 × 40"),
            std::string::npos);
}

TEST(Rivals, ARunIsNamedAndItsLogBeginsWithThem) {
  const TemporaryFolder place;
  EXPECT_EQ(RunStore::nameFor(withLoss("all_tnn", 10)), "mlp_tau0_all_tnn10_s5");
  EXPECT_EQ(RunStore::nameFor(withLoss("none", 0)), "mlp_tau0_s5");
  const auto folder = trainedRun(place, "run", withLoss("all_tnn", 10));
  const auto log = readFileBytes(folder.path() / "log.txt");
  EXPECT_NE(log.find("; All-TNN with weight 10."), std::string::npos) << log;
  RunConfig wrong;
  applySetting(wrong, "losses.llcnn.weight=2");
  ASSERT_EQ(settingProblems(wrong).size(), 1u) << "it is a share";
  EXPECT_EQ(settingProblems(wrong)[0].key, "losses.llcnn.weight");
}

TEST(Rivals, AScheduleOfAWeightHasEveryChoice) {
  RunConfig config;
  for (const char* setting : {"losses.all_tnn.weight=4", "losses.all_tnn.schedule=cosine_growth"})
    applySetting(config, setting);
  EXPECT_NEAR(ScheduledWeight(config, "all_tnn").at(50, 100), 2, 1e-12);
  applySetting(config, "losses.all_tnn.schedule=chained");
  EXPECT_EQ(settingProblems(config).size(), 1u);
  applySetting(config, "losses.all_tnn.stages=linear 0 1 10, cosine_decay 1 0 10");
  EXPECT_TRUE(settingProblems(config).empty());
  EXPECT_NEAR(ScheduledWeight(config, "all_tnn").at(5, 100), 0.5, 1e-12);
  applySetting(config, "losses.all_tnn.weight=0");
  EXPECT_TRUE(isLossUsed(config, "all_tnn")) << "its stages have other values";
  EXPECT_TRUE(parseConfig(toToml(config)) == config);
}

// TDANN lays the units of a layer in a random order: sheets and responses are shown in it.

TEST(Rivals, SheetsAreInTheOrderThatTdannGaveTheUnits) {
  const TemporaryFolder place;
  const auto folder = trainedRun(place, "run", withLoss("tdann", 1));
  const auto opened = openSource(runSource(folder));
  const auto order = opened.model->taps().order("fc1");
  ASSERT_TRUE(order.defined());
  EXPECT_FALSE(torch::equal(order, torch::arange(20)));
  EXPECT_FALSE(torch::equal(opened.model->taps().order("fc2").narrow(0, 0, 20), order)) << "each layer has its own";
  const auto weight = opened.model->layerWeight("fc1").detach();
  for (const auto& map : folder.maps(folder.mapSteps().back()).maps)
    if (map.layer == "fc1" && map.quantity == "norm")
      for (std::int64_t unit = 0; unit < 20; ++unit) {
        EXPECT_NEAR(map.values[std::size_t(unit)], weight[order[unit].item<std::int64_t>()].norm().item<double>(),
                    1e-5);
      }
  const auto shown = unitWeights(folder, folder.checkpointSteps().back(), "fc1", 3);
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->values.front(), weight[order[3].item<std::int64_t>()][0].item<float>());

  const torch::NoGradGuard noGrad;
  Recording recording({"fc1"});
  Taps taps = opened.model->taps(), plain;
  recording.addTo(taps);
  Recording unordered({"fc1"});
  unordered.addTo(plain);
  const auto images = batchOf(5).images;
  opened.model->forward(images, taps);
  opened.model->forward(images, plain);
  EXPECT_TRUE(torch::equal(recording.seen["fc1"], unordered.seen["fc1"].index_select(1, order)));
}

TEST(Rivals, AnOrderThatIsNoneIsPassedOver) {
  const auto config = withLoss("none", 0);
  const auto network = buildNetwork(config, {1, 8, 8});
  for (const char* text : {"", "0,1", "0,0,1", "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20", "a", "-1"}) {
    takeSheetOrders(*network, {{"sheet_order.fc1", text}});
    EXPECT_FALSE(network->taps().order("fc1").defined()) << text;
    EXPECT_EQ(unitAtPlace({{"sheet_order.fc1", text}}, "fc1", 4, 20), 4);
  }
}

TEST(Rivals, ATextOfLossesThatIsNoneOpensTheNetworkAllTheSame) {
  const TemporaryFolder place;
  const auto folder = trainedRun(place, "run", withLoss("llcnn", 0.5));
  const auto file = folder.checkpoint(folder.checkpointSteps().back()) / "model.safetensors";
  auto texts = openWeights(file).metadata;
  ASSERT_TRUE(texts.contains(kLossesKey));
  const auto smoothing = openSource(fileSource(file));
  EXPECT_FALSE(smoothing.model->taps().empty()) << "a file of weights has it too";
  for (const char* text :
       {"[losses.llcnn]\nweight = 0.5\nwidth = -3\n", "nonsense", "[losses.none_such]\nweight = 1\n"}) {
    texts[kLossesKey] = text;
    const auto copy = place.path() / "copy.safetensors";
    writeWeights(copy, makeStateDict(*smoothing.model), texts);
    const auto opened = openSource(fileSource(copy));
    EXPECT_TRUE(opened.model->taps().empty()) << text;
    EXPECT_FALSE(opened.notes.empty()) << text;
  }
}

/// One that is not in the table is known to nobody.
TEST(LossTable, HoldsTheRowOfEveryFile) {
  const auto plain = [](std::string name) {
    std::erase(name, '_');
    return name;
  };
  std::set<std::string> files, rows;
  const std::string ending = "_row.cpp";
  for (const auto& entry : std::filesystem::directory_iterator(STUDIO_SOURCE_DIR "/core/losses"))
    if (const std::string name = entry.path().filename().string(); name.ends_with(ending))
      files.insert(plain(name.substr(0, name.size() - ending.size())));
  for (const auto* row : losses())
    if (row->make) rows.insert(plain(row->name));
  EXPECT_EQ(files, rows);
}

}  // namespace
}  // namespace studio
