// Images that cannot be read: left out, named and counted before a run, replaced and reported in the middle of one.
#include "core/data/batcher.h"
#include "core/train/training_data.h"
#include "tests/core/colours_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

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
  EXPECT_TRUE(holds(folder.log(), "2 images cannot be read and are left out", "b/3.png: it is neither",
                    "c/0.png: it is empty", "1 file that is no JPEG", "c/9.gif"))
      << folder.log();
  const auto found = evaluated(folder, sizedFolder(place.path() / "set"));
  EXPECT_EQ(found.count, 22);
  EXPECT_EQ(found.skipped.size(), 2U);
  EXPECT_TRUE(holds(found.remarks.at(0), "c/9.gif"));
  const auto report = checkRun(config, "cpu", 1);
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
  const RunFolder straight = RunStore(place.path()).create("straight"),
                  folder = RunStore(place.path()).create("stopped");
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
  EXPECT_TRUE(holds(errorSentence([&] { runHere(requestFor(config, folder)); }), "None of the 2 images of the class b",
                    "b/0.png", "take the class's folder out"));
  EXPECT_FALSE(fs::exists(folder.path()));
  EXPECT_TRUE(holds(errorSentence([&] { checkRun(config, "cpu", 1); }), "class b"));
}

TEST(UnreadableImages, CountsAreThoseOfTheImagesThatWereLookedAt) {
  const TemporaryFolder place;
  for (const char* name : {"a", "b", "c"})
    for (int number = 0; number < 8; ++number)
      place.write("set/" + std::string(name) + "/" + std::to_string(number) + ".png", "broken");
  auto config = coloursConfig(place.path() / "set");  // a quarter of 24 is for validation
  EXPECT_TRUE(holds(errorSentence([&] { checkRun(config, "cpu", 1); }), "None of the 18 training images can be read"));
  config.data.validation = 0;
  EXPECT_TRUE(
      holds(errorSentence([&] { checkRun(config, "cpu", 1); }), "None of the 24 images can be read", "a/0.png"));
  writeColours(place, "set", "ab");
  config.data.validation = 0.25;
  const auto refusal = errorSentence([&] { checkRun(config, "cpu", 1); });
  EXPECT_TRUE(holds(refusal, " training images of the class c can be read")) << refusal;
}

TEST(UnreadableImages, OfALargeSetAreLookedAtOnly) {
  const TemporaryFolder place;
  writeColours(place, "set", "abc");
  auto broken = pngOfColour(1, 2, 3);
  broken.replace(broken.find("IDAT") + 6, 4, "xxxx");  // in its middle: only decoding shows it
  place.write("set/a/1.png", broken);
  place.write("set/a/2.png", broken.substr(0, 40));
  const auto config = coloursConfig(place.path() / "set");
  EXPECT_EQ(openTrainingData(config, {nullptr, false, 3}).record.skipped.size(), 1U);
  EXPECT_EQ(openTrainingData(config, {}).record.skipped.size(), 2U);
}

/// Damaged in its middle: only decoding shows it.
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
  EXPECT_EQ(straight.status().step, 600);  // three batches an epoch, as of a sound set
  EXPECT_EQ(straight.status().skipped, 3);
  EXPECT_EQ(stopped.status().state, RunState::Finished);
  for (const auto& name : damaged) EXPECT_EQ(timesIn(straight.log(), name + " cannot be read ("), 1U) << straight.log();
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
  const auto readBatch = [&](int workers) {
    const auto opened = openTrainingData(config, {nullptr, false, 3});
    Batcher::Options options;
    options.batchSize = opened.split.training->size();
    options.augment = "random_resized_crop";
    options.workers = workers;
    std::vector<std::string> message;
    Batcher batcher(opened.split.training, options);
    batcher.onEachBatch([&] {
      for (auto& sentence : opened.replaced->takeNew()) message.push_back(std::move(sentence));
    });
    const auto batch = batcher.next();
    EXPECT_EQ(message.size(), 4U);
    std::sort(message.begin(), message.end());
    EXPECT_TRUE(holds(message.at(0), "a/1.png", "so a/4.png, the next image of its class")) << message[0];
    EXPECT_TRUE(holds(message.at(3), "c/7.png", "so c/0.png")) << message[3];
    return batch->images;
  };
  EXPECT_TRUE(torch::equal(readBatch(1), readBatch(4)));
}

TEST(UnreadableImages, AClassOfThemMetInTrainingStopsTheRunByName) {
  const TemporaryFolder place;
  writeColours(place, "set", "abc", 2);
  for (const char* name : {"set/b/0.png", "set/b/1.png"}) place.write(name, pngDamagedWithin());
  auto config = coloursConfig(place.path() / "set");
  config.data.validation = 0;
  const RunFolder folder = RunStore(place.path() / "runs").create("run");
  const auto refusal = errorSentence([&] { runHere(largeSetRequest(config, folder)); });
  EXPECT_TRUE(holds(refusal, "set/b/", "cannot be read", "take it out")) << refusal;
}

}  // namespace
}  // namespace studio
