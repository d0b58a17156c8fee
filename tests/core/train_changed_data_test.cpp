// Data that changed while a run was stopped, and results that were stored of data which are read otherwise now.
#include <nlohmann/json.hpp>

#include "core/analysis/analyse.h"
#include "core/data/data_reference.h"
#include "core/train/training_data.h"
#include "tests/core/colours_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

TEST(StoredResults, OfDataThatAreReadOtherwiseNowAreMadeAnew) {
  const TemporaryFolder place;
  const RunFolder folder = runOnColours(place);
  AnalysisRequest request;
  request.source.run = folder.path().string();
  const auto weights = folder.checkpoint(folder.checkpointSteps().back()) / "model.safetensors";
  const auto older = [&] {
    Fingerprint print;
    return print.add("analyses 1").addPlace(weights).add(stimuliText(request)).add(toToml(folder.config()));
  };
  request.stimuli.data = "bars:?samples=16";  // nothing is read: as it was
  EXPECT_EQ(findAnalysisCache(request)->inputs, older().text());
  request.stimuli.data = sizedFolder(place.path() / "abc");
  EXPECT_NE(findAnalysisCache(request)->inputs, older().addPlace(place.path() / "abc").text());
}

/// A run of 600 steps stopped soon after its seventh: 18 images to train, three batches an epoch.
RunFolder stoppedRun(const TemporaryFolder& place, std::int64_t epochs = 200) {
  writeColours(place, "set", "abc");
  auto config = coloursConfig(place.path() / "set");
  config.train.epochs = epochs;
  config.output.checkpointEpochs = 1000;
  config.output.maps = "none";
  const RunFolder folder = RunStore(place.path() / "runs").create("run");
  runUntil(requestFor(config, folder), 7);
  EXPECT_EQ(folder.status().state, RunState::Stopped);
  return folder;
}

std::map<std::string, std::string> readFiles(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files[entry.path().string()] = readFileBytes(entry.path());
  return files;
}

TEST(ChangedData, AreRefusedInASentenceAndNothingIsTouched) {
  const TemporaryFolder place;
  const RunFolder folder = stoppedRun(place);
  const auto stored = readFiles(folder.path());
  const auto refuse = [&] { return errorSentence([&] { runHere(requestFor({}, folder, true)); }); };
  const auto aside = place.path() / "aside.png";
  fs::rename(place.path() / "set/a/1.png", aside);
  EXPECT_TRUE(holds(refuse(), "have changed", "17 training images instead of 18", "--accept-changed-data")) << refuse();
  fs::rename(aside, place.path() / "set/a/1.png");
  EXPECT_EQ(describeChangedData(folder), "");
  place.write("set/d/0.png", pngOfColour(9, 9, 9));
  EXPECT_TRUE(holds(describeChangedData(folder), "the new class d")) << describeChangedData(folder);
  fs::remove_all(place.path() / "set/d");
  fs::rename(place.path() / "set/c", place.path() / "set/e");
  EXPECT_TRUE(holds(refuse(), "the new class e", "without the class c"));
  fs::rename(place.path() / "set/e", place.path() / "set/c");
  const auto before = readFileBytes(place.path() / "set/a/1.png");
  place.write("set/a/1.png", pngOfColour(3, 3, 3));
  EXPECT_TRUE(holds(refuse(), "not the same ones"));
  place.write("set/a/1.png", before);
  EXPECT_EQ(readFiles(folder.path()), stored);
  place.write("set/a/.DS_Store", "no data");
  fs::rename(place.path() / "set", place.path() / "moved");  // where it lies does not matter
  fs::create_directory_symlink(place.path() / "moved", place.path() / "set");
  runHere(requestFor({}, folder, true));
  EXPECT_EQ(folder.status().state, RunState::Finished);
  EXPECT_EQ(folder.status().step, 600);
  EXPECT_EQ(folder.status().dataChanged, "");
}

TEST(ChangedData, AcceptedOnesAreTrainedOnAndRecorded) {
  for (const bool more : {true, false}) {
    const TemporaryFolder place;
    const RunFolder folder = stoppedRun(place);
    const auto at = folder.status().step;
    const auto trainer = nlohmann::json::parse(readFileBytes(folder.checkpoint(at) / "trainer.json"));
    const std::int64_t epoch = trainer.at("epoch"), batch = trainer.at("batch");
    if (more)
      writeColours(place, "set", "abc", 16);  // 36 to train: six batches
    else
      for (const char* name : {"a/0.png", "a/1.png", "b/0.png", "b/1.png", "c/0.png", "c/1.png", "a/2.png", "b/2.png",
                               "c/2.png", "a/3.png", "b/3.png", "c/3.png"})
        fs::remove(place.path() / "set" / name);  // 9 to train: two batches
    const std::int64_t batches = more ? 6 : 2;
    auto request = requestFor({}, folder, true);
    request.acceptChangedData = true;
    runHere(request);
    const auto status = folder.status();
    EXPECT_EQ(status.state, RunState::Finished);
    const std::int64_t done = batch < batches ? batch : 0, begun = batch < batches ? epoch : epoch + 1;
    EXPECT_EQ(status.steps, at - done + (200 - begun) * batches);
    EXPECT_EQ(status.step, status.steps);
    EXPECT_NEAR(status.epoch, 200, 1e-9);
    EXPECT_EQ(status.epochs, 200);
    EXPECT_TRUE(holds(status.dataChanged, "step " + std::to_string(at),
                      more ? "36 training images instead of 18" : "9 training images instead of 18"))
        << status.dataChanged;
    EXPECT_TRUE(holds(folder.log(), "accepted (--accept-changed-data)"));
    double last = -1;
    for (const auto& row : folder.scalars()) {
      EXPECT_GE(row.epoch, last) << row.step;
      last = row.epoch;
    }
    EXPECT_EQ(describeChangedData(folder), "");
    auto further = requestFor({}, folder, true);  // an extension counts from there
    further.extendToEpochs = 201;
    runHere(further);
    EXPECT_EQ(folder.status().step, status.steps + batches);
    EXPECT_FALSE(folder.status().dataChanged.empty());
  }
}

/// As an older version left it: the newest checkpoint alone, which says nothing of the data.
void forgetData(const TemporaryFolder& place, const RunFolder& folder) {
  const auto file = folder.checkpoint(folder.checkpointSteps().back()) / "trainer.json";
  auto trainer = nlohmann::json::parse(readFileBytes(file));
  trainer.erase("data");
  trainer.erase("checksum");
  for (const auto step : folder.checkpointSteps())
    if (step != folder.checkpointSteps().back()) fs::remove_all(folder.checkpoint(step));
  place.write(file.lexically_relative(place.path()).string(), trainer.dump());
}

TEST(ChangedData, CheckpointsOfOlderVersionsGoOn) {
  const TemporaryFolder place;
  const RunFolder folder = stoppedRun(place);
  forgetData(place, folder);
  EXPECT_EQ(describeChangedData(folder), "");
  for (const char* name : {"a/0.png", "a/1.png", "b/0.png", "b/1.png", "c/0.png", "c/1.png", "a/2.png", "b/2.png"})
    fs::remove(place.path() / "set" / name);
  EXPECT_TRUE(holds(errorSentence([&] { runHere(requestFor({}, folder, true)); }), "an epoch has 2 batches now",
                    "--accept-changed-data"));
  auto request = requestFor({}, folder, true);
  request.acceptChangedData = true;
  runHere(request);
  EXPECT_EQ(folder.status().state, RunState::Finished);
}

std::string idxBytes(const std::vector<std::uint8_t>& sizes, const std::string& values) {
  std::string bytes{0, 0, 8, char(sizes.size())};
  for (const auto size : sizes) bytes.append(3, '\0').append(1, char(size));
  return bytes + values;
}

/// 52 images of the letters 1 to 26, each marked by one bright pixel.
void writeLetters(const TemporaryFolder& place, const std::string& name) {
  std::string images, labels;
  for (int image = 0; image < 52; ++image) {
    std::string pixels(64, '\0');
    pixels[std::size_t(image % 26)] = '\xff';
    images += pixels;
    labels += char(1 + image % 26);
  }
  place.write("letters/" + name + "-train-images-idx3-ubyte", idxBytes({52, 8, 8}, images));
  place.write("letters/" + name + "-train-labels-idx1-ubyte", idxBytes({52}, labels));
}

TEST(ChangedData, LabelsThatOlderVersionsTookAsTheyAreAreNotTrainedOn) {
  const TemporaryFolder place;
  writeLetters(place, "emnist-letters");
  auto config = coloursConfig(place.path() / "letters");
  config.data.kind = "idx";
  config.data.validation = 0;
  config.model.classes = 27;  // as older versions counted
  config.train.epochs = 200;
  config.output.checkpointEpochs = 1000;
  config.output.maps = "none";
  const RunFolder folder = RunStore(place.path() / "runs").create("run");
  runUntil(requestFor(config, folder), 7);
  ASSERT_EQ(folder.status().state, RunState::Stopped);
  forgetData(place, folder);
  const auto stored = readFiles(folder.path());
  const auto refusal = errorSentence([&] { runHere(requestFor({}, folder, true)); });
  EXPECT_TRUE(holds(refusal, "learned the labels 1 to 26", "classes 0 to 25 now", "model.classes = 26")) << refusal;
  EXPECT_EQ(readFiles(folder.path()), stored);
  auto request = requestFor({}, folder, true);
  request.acceptChangedData = true;
  runHere(request);
  EXPECT_TRUE(holds(folder.status().dataChanged, "26 classes for 27 outputs")) << folder.status().dataChanged;
}

TEST(ChangedData, OtherClassesThanOutputsAreAQuestionWhereNothingTellsWhatTheyWere) {
  const TemporaryFolder place;
  const RunFolder folder = stoppedRun(place);
  forgetData(place, folder);
  place.write("set/d/0.png", pngOfColour(9, 9, 9));
  place.write("set/d/1.png", pngOfColour(9, 9, 9));
  const auto refusal = errorSentence([&] { runHere(requestFor({}, folder, true)); });
  EXPECT_TRUE(holds(refusal, "4 classes for 3 outputs", "--accept-changed-data")) << refusal;
  writeColours(place, "fewer", "abc");
  auto config = coloursConfig(place.path() / "fewer");
  config.model.classes = 10;  // killed before its first checkpoint: it begins again as it began
  config.train.epochs = 1;
  const RunFolder killed = RunStore(place.path() / "runs").create("killed");
  runHere(requestFor(config, killed));
  fs::remove_all(killed.path() / "checkpoints");
  auto status = killed.status();
  status.checkpoint = kNoCheckpointYet;
  killed.writeStatus(status);
  runHere(requestFor({}, killed, true));
  EXPECT_EQ(killed.status().state, RunState::Finished);
}

TEST(ChangedData, ArraysAndTokensAreComparedByTheirValues) {
  const TemporaryFolder place;
  std::string tokens;
  for (int token = 0; token < 400; ++token) tokens += std::string{char(token % 50), '\0'};
  place.write("train.bin", tokens);
  RunConfig config;
  config.model.name = "nanogpt";
  config.model.layers = 1;
  config.model.heads = 1;
  config.model.width = 8;
  config.model.context = 8;
  config.model.vocabulary = 64;
  config.data.kind = "tokens";
  config.data.root = (place.path() / "train.bin").string();
  const auto before = makeDataRecord(config);
  EXPECT_EQ(describeDifference(before, makeDataRecord(config)), "");
  tokens[0] = 7;
  place.write("train.bin", tokens);
  EXPECT_FALSE(describeDifference(before, makeDataRecord(config)).empty());
  place.write("train.bin", tokens.substr(0, 600));
  EXPECT_TRUE(holds(describeDifference(before, makeDataRecord(config)), " instead of "));
}

}  // namespace
}  // namespace studio
