// What a run learns from: files that cannot be read, classes by their names, and data that changed while it was stopped.
#include <nlohmann/json.hpp>

#include "core/analysis/analysis_shelf.h"
#include "core/analysis/fingerprint.h"
#include "core/data/batcher.h"
#include "core/data/tensor_dataset.h"
#include "core/eval/class_match.h"
#include "core/eval/source_jobs.h"
#include "core/train/training_data.h"
#include "core/weights/class_names.h"
#include "core/weights/convert.h"
#include "core/weights/weights_file.h"
#include "tests/core/train_fixture.h"
#include "tests/support/image_files.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

std::string pngOfColour(int red, int green, int blue, int shift = 0) {
  std::vector<std::uint8_t> pixels;
  for (int pixel = 0; pixel < 64; ++pixel)
    for (const int value : {red, green, blue}) pixels.push_back(std::uint8_t(std::clamp(value + (pixel + shift) % 5, 0, 255)));
  return pngOf(pixels.data(), 8, 8, PNG_FORMAT_RGB);
}

/// Red, green and blue squares in folders a, b, c: what a perceptron tells apart after a few steps.
void writeColours(const TemporaryFolder& place, const std::string& below, const std::string& classes, int each = 8) {
  for (const char name : classes)
    for (int number = 0; number < each; ++number)
      place.write(below + "/" + name + "/" + std::to_string(number) + ".png",
                  pngOfColour(name == 'a' ? 250 : 0, name == 'b' ? 250 : 0, name == 'c' ? 250 : 0, number));
}

RunConfig coloursConfig(const fs::path& root) {
  RunConfig config;
  config.model.name = "mlp";
  config.model.classes = 3;
  config.model.hidden = {16};
  config.data.kind = "image_folder";
  config.data.root = root.string();
  config.data.imageSize = 8;
  config.data.validation = 0.25;
  config.topoloss.factor = {2, 2};
  config.topoloss.tau = 1;
  config.optimizer.kind = "adam";
  config.optimizer.learningRate = 0.01;
  config.train.epochs = 20;
  config.train.batchSize = 6;
  config.output.scalarsEvery = 1;
  config.output.checkpointEpochs = 1;
  return config;
}

Evaluation evaluated(const RunFolder& folder, const std::string& data) {
  SourceRequest source;
  source.run = folder.path().string();
  return evaluateSource(source, data, {"cpu", 1, {}, {}});
}

std::string sizedFolder(const fs::path& root) { return "image_folder:" + root.string() + "?image_size=8"; }

TEST(ClassNames, EvaluationMatchesThemByName) {
  const TemporaryFolder place;
  writeColours(place, "abc", "abc");
  writeColours(place, "ac", "ac", 3);
  writeColours(place, "dac", "ac", 3);
  place.write("dac/d/0.png", pngOfColour(90, 90, 90));
  writeColours(place, "xy", "bc", 2);
  for (const auto& [from, to] : {std::pair{"b", "x"}, std::pair{"c", "y"}}) fs::rename(place.path() / "xy" / from, place.path() / "xy" / to);
  const RunFolder folder = RunStore(place.path()).create("run");
  runHere(requestFor(coloursConfig(place.path() / "abc"), folder));
  ASSERT_EQ(folder.status().validationAccuracy, 1);

  const auto subset = evaluated(folder, sizedFolder(place.path() / "ac"));
  EXPECT_EQ(subset.accuracy, 1);
  EXPECT_EQ(subset.count, 6);
  EXPECT_EQ(subset.missingClasses, (std::vector<std::string>{"b"}));
  ASSERT_EQ(subset.remarks.size(), 1U);
  EXPECT_TRUE(holds(subset.remarks[0], "no image of the class b")) << subset.remarks[0];

  const auto superset = evaluated(folder, sizedFolder(place.path() / "dac"));
  EXPECT_EQ(superset.accuracy, 1);
  EXPECT_EQ(superset.count, 6);
  EXPECT_EQ(superset.unknownClasses, (std::vector<std::string>{"d"}));
  EXPECT_TRUE(holds(superset.remarks[0], "class d of the data is not among the 3 classes", "(a, b, c)", "1 image is left out")) << superset.remarks[0];

  EXPECT_TRUE(holds(sentenceOf([&] { evaluated(folder, sizedFolder(place.path() / "xy")); }), "None of the 2 classes", "x, y", "a, b, c"));
}

/// A run of one epoch on the folder abc, three images of each of three classes.
RunFolder runOnColours(const TemporaryFolder& place) {
  writeColours(place, "abc", "abc", 3);
  auto config = coloursConfig(place.path() / "abc");
  config.train.epochs = 1;
  const RunFolder folder = RunStore(place.path()).create("run");
  runHere(requestFor(config, folder));
  return folder;
}

TEST(ClassNames, AreInTheCheckpointAndInWhatIsExportedFromIt) {
  const TemporaryFolder place;
  const RunFolder folder = runOnColours(place);
  const std::vector<std::string> names{"a", "b", "c"};
  EXPECT_EQ(classNamesIn(openWeights(folder.path()).metadata), names);
  exportWeights(folder.path(), place.path() / "out.safetensors");
  EXPECT_EQ(classNamesIn(openWeights(place.path() / "out.safetensors").metadata), names);
  SourceRequest source;
  source.model = "mlp";
  source.weights = (place.path() / "out.safetensors").string();
  fs::remove_all(place.path() / "abc/b");
  EXPECT_EQ(evaluateSource(source, sizedFolder(place.path() / "abc"), {"cpu", 1, {}, {}}).missingClasses, (std::vector<std::string>{"b"}));
}

TEST(ClassNames, OfStrangersAreReadWithCare) {
  EXPECT_TRUE(classNamesIn({}).empty());
  for (const char* text : {"", "[", "{}", "[1]", "\"a\"", "[\"a\",null]"}) EXPECT_TRUE(classNamesIn({{"class_names", text}}).empty()) << text;
  EXPECT_EQ(classNamesIn({{"class_names", R"(["a\u001b[2J","b"])"}}), (std::vector<std::string>{"a?[2J", "b"}));
  EXPECT_EQ(classNamesIn({{"class_names", classNamesText({"über", "\xff"})}}).size(), 2U);
}

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
  request.stimuli.data = "bars:?samples=16";   // nothing is read: as it was
  EXPECT_EQ(shelfOf(request)->inputs, older().text());
  request.stimuli.data = sizedFolder(place.path() / "abc");
  EXPECT_NE(shelfOf(request)->inputs, older().addPlace(place.path() / "abc").text());
}

/// One pixel an image, its label in it.
std::shared_ptr<const Dataset> labelled(const std::vector<std::string>& names) {
  std::vector<std::int64_t> labels;
  for (std::size_t label = 0; label < names.size(); ++label) labels.push_back(std::int64_t(label));
  return std::make_shared<TensorDataset>(torch::arange(std::int64_t(names.size())).view({-1, 1, 1, 1}).to(torch::kUInt8), labels, names);
}

std::vector<std::int64_t> labelsOf(const Dataset& data) {
  std::vector<std::int64_t> labels;
  for (std::int64_t index = 0; index < data.size(); ++index) {
    labels.push_back(data.label(index));
    EXPECT_EQ(data.get(index).label, data.label(index));
  }
  return labels;
}

TEST(ClassNames, NumbersAreNamesToo) {
  // A network that was trained on folders 0, 1, 10, 2 and data whose label is the number.
  const auto match = matchClasses(labelled({"0", "1", "2"}), {"0", "1", "10", "2"}, 4, "net");
  EXPECT_EQ(labelsOf(*match.data), (std::vector<std::int64_t>{0, 1, 3}));
  EXPECT_EQ(match.missing, (std::vector<std::string>{"10"}));
  // Numbers against names: by position, and said.
  const auto positions = matchClasses(labelled({"0", "1"}), {"cat", "dog"}, 2, "net");
  EXPECT_EQ(labelsOf(*positions.data), (std::vector<std::int64_t>{0, 1}));
  ASSERT_EQ(positions.remarks.size(), 1U);
  EXPECT_TRUE(holds(positions.remarks[0], "by position", "0 is cat, 1 is dog"));
  // A network without names: by position, said where the counts differ.
  EXPECT_TRUE(matchClasses(labelled({"a", "b"}), {}, 2, "net").remarks.empty());
  EXPECT_TRUE(holds(matchClasses(labelled({"a", "b"}), {}, 1000, "net").remarks.at(0), "no names", "1000 outputs", "0 is a, 1 is b"));
  // The same names in another order.
  EXPECT_EQ(labelsOf(*matchClasses(labelled({"b", "a"}), {"a", "b"}, 2, "net").data), (std::vector<std::int64_t>{1, 0}));
}

/// Labels 1, 2, ... of files, read as 0, 1, ...
class CountedFromOne : public TensorDataset {
 public:
  using TensorDataset::TensorDataset;
  std::int64_t firstLabel() const override { return 1; }
};

std::shared_ptr<const Dataset> lettersABC() {
  const std::vector<std::int64_t> labels{0, 1, 2};
  const std::vector<std::string> names{"A", "B", "C"};
  return std::make_shared<CountedFromOne>(torch::zeros({3, 1, 1, 1}, torch::kUInt8), labels, names);
}

TEST(ClassNames, OutputsThatCountAsTheFilesAreTakenSo) {
  for (const auto& names : {std::vector<std::string>{}, std::vector<std::string>{"0", "1", "2", "3"}}) {
    const auto match = matchClasses(lettersABC(), names, 4, "net");
    EXPECT_EQ(labelsOf(*match.data), (std::vector<std::int64_t>{1, 2, 3}));
    ASSERT_EQ(match.remarks.size(), 1U);
    EXPECT_TRUE(holds(match.remarks[0], "count from 1", "4 outputs of net", "1 is A, 2 is B, 3 is C"));
  }
  for (const auto& names : {std::vector<std::string>{}, std::vector<std::string>{"A", "B", "C"}})
    EXPECT_EQ(labelsOf(*matchClasses(lettersABC(), names, 3, "net").data), (std::vector<std::int64_t>{0, 1, 2}));
  EXPECT_EQ(firstImages(lettersABC(), 2)->firstLabel(), 1);
}

TEST(UnreadableImages, AreSkippedNamedAndCountedInTrainingAsInEvaluation) {
  const TemporaryFolder place;
  writeColours(place, "set", "abc");
  place.write("set/b/3.png", "broken");
  place.write("set/c/0.png", "");
  place.write("set/c/9.gif", "GIF89a");
  const RunFolder folder = RunStore(place.path()).create("run"), again = RunStore(place.path()).create("again");
  const auto config = coloursConfig(place.path() / "set");
  runHere(requestFor(config, folder));
  runHere(requestFor(config, again));
  EXPECT_EQ(folder.status().state, RunState::Finished);
  EXPECT_EQ(folder.status().skipped, 2);
  EXPECT_TRUE(sameBits(newestState(folder), newestState(again)));
  EXPECT_TRUE(holds(folder.log(), "2 images cannot be read and are left out", "b/3.png: it is neither", "c/0.png: it is empty", "1 file that is no JPEG", "c/9.gif"))
      << folder.log();
  const auto found = evaluated(folder, sizedFolder(place.path() / "set"));
  EXPECT_EQ(found.count, 22);
  EXPECT_EQ(found.skipped.size(), 2U);
  EXPECT_TRUE(holds(found.remarks.at(0), "c/9.gif"));
  const auto report = check(config, "cpu", 1);
  EXPECT_EQ(report.skipped, 2);
  ASSERT_EQ(report.problems.size(), 2U);
  EXPECT_TRUE(holds(report.problems[0].sentence, "c/9.gif"));
  EXPECT_TRUE(holds(report.problems[1].sentence, "2 images cannot be read"));
  EXPECT_GT(report.secondsPerStep, 0);
}

TEST(UnreadableImages, AResumedRunLeavesOutTheSameOnes) {
  const TemporaryFolder place;
  writeColours(place, "set", "abc");
  place.write("set/b/3.png", "broken");
  auto config = coloursConfig(place.path() / "set");
  config.train.epochs = 200;
  config.output.checkpointEpochs = 1000;
  config.output.maps = "none";
  const RunFolder straight = RunStore(place.path()).create("straight"), folder = RunStore(place.path()).create("stopped");
  runHere(requestFor(config, straight));
  runUntil(requestFor(config, folder), 7);
  ASSERT_EQ(folder.status().state, RunState::Stopped);
  ASSERT_LT(folder.status().step, folder.status().steps);
  runHere(requestFor({}, folder, true));
  EXPECT_EQ(folder.status().skipped, 1);
  EXPECT_TRUE(sameBits(newestState(folder), newestState(straight)));
}

TEST(UnreadableImages, AClassOfThemIsRefusedAndLeavesNoRun) {
  const TemporaryFolder place;
  writeColours(place, "set", "abc", 2);
  for (const char* name : {"set/b/0.png", "set/b/1.png"}) place.write(name, "broken");
  auto config = coloursConfig(place.path() / "set");
  config.data.validation = 0;
  const RunFolder folder = RunStore(place.path() / "runs").create("run");
  EXPECT_TRUE(holds(sentenceOf([&] { runHere(requestFor(config, folder)); }), "None of the 2 images of the class b", "b/0.png", "take the class's folder out"));
  EXPECT_FALSE(fs::exists(folder.path()));
  EXPECT_TRUE(holds(sentenceOf([&] { check(config, "cpu", 1); }), "class b"));
}

TEST(UnreadableImages, OfALargeSetAreLookedAtOnly) {
  const TemporaryFolder place;
  writeColours(place, "set", "abc");
  auto broken = pngOfColour(1, 2, 3);
  broken.replace(broken.find("IDAT") + 6, 4, "xxxx");   // in its middle: only decoding tells
  place.write("set/a/1.png", broken);
  place.write("set/a/2.png", broken.substr(0, 40));
  const auto config = coloursConfig(place.path() / "set");
  EXPECT_EQ(openTrainingData(config, {nullptr, false, 3}).record.skipped.size(), 1U);
  EXPECT_EQ(openTrainingData(config, {}).record.skipped.size(), 2U);
}

/// Damaged in its middle: only decoding tells.
std::string pngDamagedWithin() {
  auto bytes = pngOfColour(1, 2, 3);
  return bytes.replace(bytes.find("IDAT") + 6, 4, "xxxx");
}

/// A run that looks at no more than the ends of the files before it starts.
TrainRequest largeSetRequest(const RunConfig& config, const RunFolder& folder, bool resume = false) {
  auto request = requestFor(config, folder, resume);
  request.mostDecoded = 3;
  return request;
}

std::size_t timesIn(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++times;
  return times;
}

TEST(UnreadableImages, OneMetInTrainingIsReplacedAndToldOnce) {
  const TemporaryFolder place;
  writeColours(place, "set", "abc");
  const std::vector<std::string> damaged{"a/1.png", "b/2.png", "c/7.png"};
  for (const auto& name : damaged) place.write("set/" + name, pngDamagedWithin());
  auto config = coloursConfig(place.path() / "set");
  config.train.epochs = 200;
  config.output.checkpointEpochs = 1000;
  config.output.maps = "none";
  const RunStore store(place.path() / "runs");
  const RunFolder straight = store.create("straight"), again = store.create("again"), stopped = store.create("stopped");
  runHere(largeSetRequest(config, straight));
  runHere(largeSetRequest(config, again));
  runUntil(largeSetRequest(config, stopped), 7);
  ASSERT_LT(stopped.status().step, stopped.status().steps);
  runHere(largeSetRequest({}, stopped, true));
  EXPECT_EQ(straight.status().state, RunState::Finished);
  EXPECT_EQ(straight.status().step, 600);   // three batches an epoch, as of a sound set
  EXPECT_EQ(straight.status().skipped, 3);
  EXPECT_EQ(stopped.status().state, RunState::Finished);
  for (const auto& name : damaged)
    EXPECT_EQ(timesIn(straight.log(), name + " cannot be read ("), 1U) << straight.log();
  EXPECT_TRUE(holds(straight.log(), "c/7.png cannot be read", "so c/", "is shown in its place; repair the file."));
  EXPECT_TRUE(sameBits(newestState(straight), newestState(again)));
  EXPECT_TRUE(sameBits(newestState(straight), newestState(stopped)));
  EXPECT_EQ(evaluated(straight, sizedFolder(place.path() / "set")).skipped.size(), 3U);
}

TEST(UnreadableImages, TheReplacementIsTheSameOnAnyNumberOfThreads) {
  const TemporaryFolder place;
  writeColours(place, "set", "abc");
  for (const char* name : {"a/1.png", "a/2.png", "a/3.png", "c/7.png"})
    place.write(std::string("set/") + name, pngDamagedWithin());
  auto config = coloursConfig(place.path() / "set");
  config.data.validation = 0;
  const auto batchOf = [&](int workers) {
    const auto opened = openTrainingData(config, {nullptr, false, 3});
    Batcher::Options options;
    options.batchSize = opened.split.training->size();
    options.augment = "random_resized_crop";
    options.workers = workers;
    std::vector<std::string> told;
    Batcher batcher(opened.split.training, options);
    batcher.onEachBatch([&] {
      for (auto& sentence : opened.replaced->takeNew()) told.push_back(std::move(sentence));
    });
    const auto batch = batcher.next();
    EXPECT_EQ(told.size(), 4U);
    std::sort(told.begin(), told.end());
    EXPECT_TRUE(holds(told.at(0), "a/1.png", "so a/4.png, the next image of its class")) << told[0];
    EXPECT_TRUE(holds(told.at(3), "c/7.png", "so c/0.png")) << told[3];
    return batch->images;
  };
  EXPECT_TRUE(torch::equal(batchOf(1), batchOf(4)));
}

TEST(UnreadableImages, AClassOfThemMetInTrainingStopsTheRunByName) {
  const TemporaryFolder place;
  writeColours(place, "set", "abc", 2);
  for (const char* name : {"set/b/0.png", "set/b/1.png"}) place.write(name, pngDamagedWithin());
  auto config = coloursConfig(place.path() / "set");
  config.data.validation = 0;
  const RunFolder folder = RunStore(place.path() / "runs").create("run");
  const auto refusal = sentenceOf([&] { runHere(largeSetRequest(config, folder)); });
  EXPECT_TRUE(holds(refusal, "set/b/", "cannot be read", "take it out")) << refusal;
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

std::map<std::string, std::string> filesOf(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files[entry.path().string()] = bytesOf(entry.path());
  return files;
}

TEST(ChangedData, AreRefusedInASentenceAndNothingIsTouched) {
  const TemporaryFolder place;
  const RunFolder folder = stoppedRun(place);
  const auto stored = filesOf(folder.path());
  const auto refuse = [&] { return sentenceOf([&] { runHere(requestFor({}, folder, true)); }); };
  const auto aside = place.path() / "aside.png";
  fs::rename(place.path() / "set/a/1.png", aside);
  EXPECT_TRUE(holds(refuse(), "have changed", "17 training images instead of 18", "--accept-changed-data")) << refuse();
  fs::rename(aside, place.path() / "set/a/1.png");
  EXPECT_EQ(changedDataOf(folder), "");
  place.write("set/d/0.png", pngOfColour(9, 9, 9));
  EXPECT_TRUE(holds(changedDataOf(folder), "the new class d")) << changedDataOf(folder);
  fs::remove_all(place.path() / "set/d");
  fs::rename(place.path() / "set/c", place.path() / "set/e");
  EXPECT_TRUE(holds(refuse(), "the new class e", "without the class c"));
  fs::rename(place.path() / "set/e", place.path() / "set/c");
  const auto before = bytesOf(place.path() / "set/a/1.png");
  place.write("set/a/1.png", pngOfColour(3, 3, 3));
  EXPECT_TRUE(holds(refuse(), "not the same ones"));
  place.write("set/a/1.png", before);
  EXPECT_EQ(filesOf(folder.path()), stored);
  place.write("set/a/.DS_Store", "no data");
  fs::rename(place.path() / "set", place.path() / "moved");   // where it lies does not matter
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
    const auto trainer = nlohmann::json::parse(bytesOf(folder.checkpoint(at) / "trainer.json"));
    const std::int64_t epoch = trainer.at("epoch"), batch = trainer.at("batch");
    if (more) writeColours(place, "set", "abc", 16);   // 36 to train: six batches
    else for (const char* name : {"a/0.png", "a/1.png", "b/0.png", "b/1.png", "c/0.png", "c/1.png", "a/2.png", "b/2.png", "c/2.png", "a/3.png", "b/3.png", "c/3.png"})
      fs::remove(place.path() / "set" / name);         // 9 to train: two batches
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
    EXPECT_TRUE(holds(status.dataChanged, "step " + std::to_string(at), more ? "36 training images instead of 18" : "9 training images instead of 18")) << status.dataChanged;
    EXPECT_TRUE(holds(folder.log(), "accepted (--accept-changed-data)"));
    double last = -1;
    for (const auto& row : folder.scalars()) {
      EXPECT_GE(row.epoch, last) << row.step;
      last = row.epoch;
    }
    EXPECT_EQ(changedDataOf(folder), "");
    auto further = requestFor({}, folder, true);   // an extension counts from there
    further.extendToEpochs = 201;
    runHere(further);
    EXPECT_EQ(folder.status().step, status.steps + batches);
    EXPECT_FALSE(folder.status().dataChanged.empty());
  }
}

/// As an older version left it: the newest checkpoint alone, which tells nothing of the data.
void forgetData(const TemporaryFolder& place, const RunFolder& folder) {
  const auto file = folder.checkpoint(folder.checkpointSteps().back()) / "trainer.json";
  auto trainer = nlohmann::json::parse(bytesOf(file));
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
  EXPECT_EQ(changedDataOf(folder), "");
  for (const char* name : {"a/0.png", "a/1.png", "b/0.png", "b/1.png", "c/0.png", "c/1.png", "a/2.png", "b/2.png"}) fs::remove(place.path() / "set" / name);
  EXPECT_TRUE(holds(sentenceOf([&] { runHere(requestFor({}, folder, true)); }), "an epoch has 2 batches now", "--accept-changed-data"));
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

/// 52 images of the letters 1 to 26, told by one bright pixel.
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
  config.model.classes = 27;   // as older versions counted
  config.train.epochs = 200;
  config.output.checkpointEpochs = 1000;
  config.output.maps = "none";
  const RunFolder folder = RunStore(place.path() / "runs").create("run");
  runUntil(requestFor(config, folder), 7);
  ASSERT_EQ(folder.status().state, RunState::Stopped);
  forgetData(place, folder);
  const auto stored = filesOf(folder.path());
  const auto refusal = sentenceOf([&] { runHere(requestFor({}, folder, true)); });
  EXPECT_TRUE(holds(refusal, "learned the labels 1 to 26", "classes 0 to 25 now", "model.classes = 26")) << refusal;
  EXPECT_EQ(filesOf(folder.path()), stored);
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
  const auto refusal = sentenceOf([&] { runHere(requestFor({}, folder, true)); });
  EXPECT_TRUE(holds(refusal, "4 classes for 3 outputs", "--accept-changed-data")) << refusal;
  writeColours(place, "fewer", "abc");
  auto config = coloursConfig(place.path() / "fewer");
  config.model.classes = 10;   // killed before its first checkpoint: it begins again as it began
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
  const auto before = recordOf(config);
  EXPECT_EQ(differenceOf(before, recordOf(config)), "");
  tokens[0] = 7;
  place.write("train.bin", tokens);
  EXPECT_FALSE(differenceOf(before, recordOf(config)).empty());
  place.write("train.bin", tokens.substr(0, 600));
  EXPECT_TRUE(holds(differenceOf(before, recordOf(config)), " instead of "));
}

}  // namespace
}  // namespace studio
