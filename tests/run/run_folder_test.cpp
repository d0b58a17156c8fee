// Files of a run: written, read back, read while another process writes.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <thread>

#include "core/run/text_file.h"
#include "core/run/error.h"
#include "core/run/former_layers.h"
#include "core/run/npy.h"
#include "core/run/run_files.h"
#include "core/run/run_store.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

Snapshot twoMaps(std::int64_t step) {
  Snapshot snapshot;
  snapshot.step = step;
  snapshot.epoch = 1.25;
  snapshot.maps.push_back({"layer1.0.conv1", kCosineQuantity, 2, 3, step, {0.1f, -0.2f, 0.3f, NAN, 1.f, -1.f}});
  snapshot.maps.push_back({"layer1.0.conv1", "digit 3/rest", 2, 3, step - 4, {1, 2, 3, 4, 5, 6}});
  return snapshot;
}

TEST(RunFolder, ConfigAsGivenAndResolved) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  EXPECT_FALSE(run.exists());
  RunConfig config;
  config.topoloss.tau = 7;
  run.writeConfig(config, "# mine\n[topoloss]\ntau = 7\n");
  EXPECT_TRUE(run.exists());
  EXPECT_EQ(readFile(folder.path() / "config.toml"), "# mine\n[topoloss]\ntau = 7\n");
  EXPECT_NE(readFile(folder.path() / "config.resolved.toml").find(toToml(config)), std::string::npos);
  EXPECT_TRUE(run.config() == config);
}

/// Of older programs: no mark at its beginning and end.
TEST(RunFolder, AnOlderConfigurationOpens) {
  TemporaryFolder folder;
  RunConfig config;
  config.topoloss.tau = 7;
  folder.write("config.resolved.toml", toToml(config));
  EXPECT_TRUE(RunFolder(folder.path()).config() == config);
}

TEST(RunFolder, AConfigurationThatIsMissingOrCutShortIsADamageNotDefaults) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  folder.write("config.toml", "[topoloss]\ntau = 3\n");  // killed before the resolved one was there
  EXPECT_TRUE(run.exists());
  EXPECT_TRUE(holds(errorSentence([&] { run.config(); }), "config.resolved.toml", "missing", "--set", "train again"));
  RunConfig config;
  config.topoloss.tau = 0;
  run.writeConfig(config, "");
  const std::string whole = readFile(folder.path() / "config.resolved.toml");
  for (std::size_t size = 0; size < whole.size(); ++size)
    if (size == 0 || whole[size - 1] == '\n') {
      folder.write("config.resolved.toml", whole.substr(0, size));
      EXPECT_TRUE(
          holds(errorSentence([&] { run.config(); }), "config.resolved.toml", size == 0 ? "empty" : "cut short"))
          << size;
    }
}

TEST(RunFolder, AnEditorMayChangeTheLineEndsOfAConfiguration) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  RunConfig config;
  config.topoloss.tau = 7;
  run.writeConfig(config, "");
  const std::string whole = readFile(folder.path() / "config.resolved.toml");
  std::string returns;
  for (const char c : whole) returns += c == '\n' ? "\r\n" : std::string(1, c);
  for (const auto& text : {returns, whole.substr(0, whole.size() - 1), whole + "\n\n", "\xef\xbb\xbf" + whole}) {
    folder.write("config.resolved.toml", text);
    EXPECT_EQ(run.config().topoloss.tau, 7);
  }
}

TEST(RunFolder, LayersSurvive) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  run.writeLayers(
      {{"layer1.0.conv1", "conv", 64, 8, 8, 576, {64, 3, 3}, true}, {"fc", "linear", 10, 2, 5, 512, {512}, false}});
  const auto layers = run.layers();
  ASSERT_EQ(layers.size(), 2u);
  EXPECT_EQ(layers[0].name, "layer1.0.conv1");
  EXPECT_EQ(layers[0].weightShape, (std::vector<std::int64_t>{64, 3, 3}));
  EXPECT_EQ(layers[0].depth, 576);
  EXPECT_TRUE(layers[0].topo);
  EXPECT_EQ(layers[1].height, 2);
  EXPECT_EQ(layers[1].width, 5);
  EXPECT_FALSE(layers[1].topo);
}

/// "default" meant another layer then: such a run goes on with what it trained.
TEST(RunFolder, RunsFromBeforeAModelsDefaultChangedKeepTheirLayers) {
  addFormerDefault("changed", [](std::string_view layer) { return layer.ends_with("first"); });
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  RunConfig config;
  config.model.name = "changed";
  run.writeConfig(config, toToml(config));
  LayerInfo first{"block.first", "linear", 6, 2, 3, 4, {4}, true},
      second{"block.second", "linear", 4, 2, 2, 6, {6}, false};
  run.writeLayers({first, second});
  EXPECT_FALSE(run.config().topoloss.defaultLayers);
  EXPECT_EQ(run.config().topoloss.layers, std::vector<std::string>{"block.first"});
  std::swap(first.topo, second.topo);
  run.writeLayers({first, second});
  EXPECT_TRUE(run.config().topoloss.defaultLayers);
  folder.write("layers.json", "no list");
  EXPECT_TRUE(run.config().topoloss.defaultLayers);
  std::swap(first.topo, second.topo);
  run.writeLayers({first, second});
  config.model.name = "unchanged";
  run.writeConfig(config, toToml(config));
  EXPECT_TRUE(run.config().topoloss.defaultLayers) << "of any other model the default is what it was";
}

TEST(RunFolder, DamagedLayersAreRefused) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  const std::string start = R"([{"name": "a", "kind": "linear", "depth": 3, "topo": true, )";
  for (const std::string& text :
       {std::string("{}"), std::string("[1]"), start + R"("units": 9, "sheet": [3]}])",
        start + R"("units": 9, "sheet": [3, 4]}])", start + R"("units": 0, "sheet": [4294967296, 4294967296]}])",
        start + R"("units": 9, "sheet": "3x3"}])"}) {
    folder.write("layers.json", text);
    EXPECT_NE(errorSentence([&] { run.layers(); }).find("layers.json: it is no list of layers"), std::string::npos)
        << text;
  }
}

TEST(RunFolder, MapsSurviveAndAreNumPys) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  run.writeMaps(twoMaps(126));
  EXPECT_TRUE(fs::exists(folder.path() / "maps/step_000000126.npz"));
  const Snapshot back = run.maps(126);
  ASSERT_EQ(back.maps.size(), 2u);
  EXPECT_EQ(back.step, 126);
  EXPECT_EQ(back.epoch, 1.25);
  EXPECT_EQ(back.maps[0].values[1], -0.2f);
  EXPECT_TRUE(std::isnan(back.maps[0].values[3]));
  EXPECT_EQ(back.maps[1].quantity, "digit 3/rest");
  EXPECT_EQ(back.maps[1].step, 122);
  for (const float value : back.maps[1].values) EXPECT_TRUE(std::isnan(value)) << "not measured at step 126";
  EXPECT_EQ(back.maps[1].height, 2);
  EXPECT_EQ(back.maps[1].width, 3);
  EXPECT_EQ(readNpz(folder.path() / "maps/step_000000126.npz")[0].first, "layer1.0.conv1/cosine");
  EXPECT_NE(errorSentence([&] { run.maps(127); }).find("step_000000127.npz: it does not exist"), std::string::npos);
}

TEST(RunFolder, WhichMapsWereMeasuredIsKnownWithoutReadingOne) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  Snapshot snapshot = twoMaps(126);
  snapshot.scores.push_back({"layer1.0.conv1", 0.5, 7});
  run.writeMaps(snapshot);
  EXPECT_EQ(run.measuredMaps(126), std::vector<std::string>{"layer1.0.conv1/cosine"}) << "a score is no map";
  snapshot.maps[1].step = 126;
  run.writeMaps(snapshot);
  const std::string name = snapshot.maps[1].layer + "/digit 3/rest";
  EXPECT_EQ(run.measuredMaps(126), (std::vector<std::string>{"layer1.0.conv1/cosine", name}));
  std::string bytes = readFileBytes(folder.path() / "maps/step_000000126.npz");
  bytes[bytes.find("\x93NUMPY") + 130] ^= 1;  // a value of the first map: reading the map would be refused
  folder.write("maps/step_000000126.npz", bytes);
  EXPECT_FALSE(errorSentence([&] { run.maps(126); }).empty());
  EXPECT_EQ(run.measuredMaps(126).size(), 2u);
  folder.write("maps/step_000000126.npz", "no archive");
  EXPECT_TRUE(holds(errorSentence([&] { run.measuredMaps(126); }), "step_000000126.npz"));
  EXPECT_TRUE(holds(errorSentence([&] { run.measuredMaps(127); }), "step_000000127.npz"));
}

TEST(RunFolder, StepsListOnlyWhatIsComplete) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  EXPECT_TRUE(run.mapSteps().empty());
  EXPECT_TRUE(run.checkpointSteps().empty());
  for (const std::int64_t step : {1000000000, 20, 3}) run.writeMaps(twoMaps(step));
  for (const char* foreign :
       {"maps/.step_000000007.npz.12.0.part", "maps/step_7.npz", "maps/step_00000000x.npz", "maps/notes.txt"})
    folder.write(foreign, "x");
  EXPECT_EQ(run.mapSteps(), (std::vector<std::int64_t>{3, 20, 1000000000}));
  for (const std::int64_t step : {40, 20}) {
    fs::create_directories(run.checkpoint(step));
    for (const char* part : {"model.safetensors", "optimizer.safetensors", "trainer.json"})
      folder.write(run.checkpoint(step) / part, "x");
  }
  fs::create_directories(run.checkpoint(60));
  folder.write(run.checkpoint(60) / "model.safetensors", "x");
  EXPECT_EQ(run.checkpointSteps(), (std::vector<std::int64_t>{20, 40}));
  EXPECT_EQ(run.checkpoint(126).filename(), "step_000000126");
}

TEST(RunFolder, ACheckpointIsToldFromOtherFoldersByTheNameThatTrainingWrites) {
  const auto found = checkpointIn("/runs/digits/checkpoints/step_000000126");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->run, "/runs/digits");
  EXPECT_EQ(found->step, 126);
  EXPECT_EQ(checkpointIn(RunFolder("/runs/digits").checkpoint(1234567890))->step, 1234567890);
  for (const char* other : {"/runs/digits", "/runs/digits/maps/step_000000126", "/runs/digits/checkpoints/step_126",
                            "/runs/digits/checkpoints/set_aside_step_000000126", "step_000000126", ""})
    EXPECT_FALSE(checkpointIn(other)) << other;
  EXPECT_EQ(RunFiles::mapsStep(RunFiles::mapsName(126)), 126);
  EXPECT_FALSE(RunFiles::mapsStep("step_000000126"));
}

TEST(RunFolder, TheLogGrowsByLines) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  EXPECT_EQ(run.log(), "");
  run.appendLog("one");
  run.appendLog("two\n");
  EXPECT_EQ(run.log(), "one\ntwo\n");
  run.appendLog("three\nrm x\x1b[2J");
  EXPECT_EQ(run.log(), "one\ntwo\nthree\\nrm x\\x1b[2J\n");
}

TEST(RunFolder, RowsOfAnOlderProgramGetTodaysColumnsBeforeRowsAreAdded) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  folder.write("scalars.csv", "step,epoch,task_loss\n0,0,2.5\n10,1,1.5\n20,2,1.25\n");
  run.dropAfter(10);
  ScalarRow row;
  row.step = 20;
  row.dimensionality = 7;
  run.appendScalars({row});
  const auto rows = run.scalars();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[1].taskLoss, 1.5);
  EXPECT_EQ(rows[2].dimensionality, 7);
  EXPECT_TRUE(std::isnan(rows[2].taskLoss));
}

TEST(RunFolder, MissingFilesAreNamed) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  EXPECT_NE(errorSentence([&] { run.config(); }).find("config.resolved.toml: it does not exist"), std::string::npos);
  EXPECT_EQ(run.status().state, RunState::Interrupted);  // killed before it wrote one
  EXPECT_NE(errorSentence([&] { run.layers(); }).find("layers.json: it does not exist"), std::string::npos);
}

TEST(RunFolder, AReaderNeverSeesHalfAFile) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  std::atomic<bool> done{false};
  RunStatus status;
  status.state = RunState::Finished;
  run.writeStatus(status);
  std::jthread writer([&] {
    for (int i = 0; i < 200; ++i) {
      status.step = i;
      status.error.assign(static_cast<std::size_t>(i * 50), 'e');
      run.writeStatus(status);
      ScalarRow row;
      row.step = i;
      run.appendScalars({row});
    }
    done = true;
  });
  std::int64_t last = 0;
  int reads = 0;
  while (!done || reads == 0) {
    const RunStatus seen = run.status();
    EXPECT_EQ(static_cast<std::int64_t>(seen.error.size()), seen.step * 50);
    EXPECT_GE(seen.step, last);
    last = seen.step;
    const auto rows = run.scalars();
    for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i].step, static_cast<std::int64_t>(i));
    ++reads;
  }
  writer.join();
  EXPECT_EQ(run.scalars().size(), 200u);
  for (const auto& entry : fs::directory_iterator(folder.path()))
    EXPECT_NE(entry.path().filename().string()[0], '.') << "a temporary file is left: " << entry.path();
}

}  // namespace
}  // namespace studio
