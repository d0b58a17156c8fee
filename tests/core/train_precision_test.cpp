// train.precision = "auto": what the device can do, written down when the run starts and kept.
#include "core/network/device.h"
#include "core/run/check_report.h"
#include "core/run/text_file.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

TEST(Precision, TheProcessorsFlagsDecide) {
  EXPECT_TRUE(processorComputesBfloat16("processor\t: 0\nflags\t\t: fpu sse avx512f avx512_bf16 xsave\n"));
  EXPECT_TRUE(processorComputesBfloat16("flags\t\t: fpu amx_bf16 amx_tile\n"));
  EXPECT_TRUE(processorComputesBfloat16("Features\t: fp asimd i8mm bf16\n"));
  EXPECT_FALSE(processorComputesBfloat16("model name\t: the bf16 one\nflags\t\t: fpu sse avx2 avx512f avx512_bf16x\n"));
  EXPECT_FALSE(processorComputesBfloat16(""));
}

TEST(Precision, AutoIsResolvedWrittenDownAndKept) {
  const std::string expected = computesBfloat16(c10::Device("cpu")) ? "bf16" : "fp32";
  const TemporaryFolder place;
  RunConfig config = longConfig();
  config.train.precision = "auto";
  const RunFolder folder = RunStore(place.path()).create("auto");
  runUntil(requestFor(config, folder), 5);
  EXPECT_EQ(folder.config().train.precision, expected);
  RunConfig other = folder.config();  // as another machine would have resolved it
  other.train.precision = expected == "bf16" ? "fp32" : "bf16";
  other.train.steps = 30;
  folder.writeConfig(other, "");
  runHere(requestFor({}, folder, true));
  EXPECT_EQ(folder.config().train.precision, other.train.precision);
  EXPECT_EQ(loadConfig(folder.path() / "config.resolved.toml").train.precision, other.train.precision);
}

TEST(Precision, CheckTellsWhatAutoComesToAndTimesTheOther) {
  RunConfig config = smallConfig();
  config.train.precision = "auto";
  const auto report = checkRun(config, "cpu", 1);
  const bool computes = computesBfloat16(c10::Device("cpu"));
  EXPECT_EQ(report.precision, computes ? "bf16" : "fp32");
  EXPECT_EQ(report.otherPrecision, computes ? "fp32" : "");  // where bf16 is not computed it is not tried
  for (const auto& problem : report.problems) EXPECT_NE(problem.key, "train.precision") << "nobody chose it";
  config.train.precision = "bf16";
  const auto asked = checkRun(config, "cpu", 1);
  EXPECT_EQ(asked.otherPrecision, "fp32");
  EXPECT_GT(asked.otherSecondsPerStep, 0);
  for (const auto& problem : asked.problems)
    EXPECT_TRUE(holds(problem.sentence, "in bf16 and", "set train.precision to fp32")) << problem.sentence;
}

TEST(Precision, Bf16WhereItIsNotComputedIsSaidInTheLog) {
  const TemporaryFolder place;
  RunConfig config = smallConfig();
  config.train.steps = 2;
  config.train.precision = "bf16";
  const RunFolder folder = RunStore(place.path()).create("bf16");
  runHere(requestFor(config, folder));
  EXPECT_EQ(holds(readFile(folder.path() / "log.txt"), "no bf16 arithmetic"), !computesBfloat16(c10::Device("cpu")));
}

TEST(Precision, CheckTellsWhatStoredSnapshotsCost) {
  const auto report = checkRun(smallConfig(), "cpu", 1);
  EXPECT_EQ(report.storedMaps, 11);  // steps 0 1 2 5 10 20 50 and four epochs
  EXPECT_GT(report.probeSeconds, 0);
  EXPECT_GE(report.seconds, report.probeSeconds);
  EXPECT_EQ(mapsShare(report), report.probeSeconds / report.seconds);
  const auto advises = [](const std::string& note) { return holds(note, "Measuring the 11 snapshots"); };
  EXPECT_EQ(std::any_of(report.notes.begin(), report.notes.end(), advises), mapsTakeMuch(report));
  EXPECT_GE(report.busy, 0);
  EXPECT_LE(report.busy, 1);
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  runHere(requestFor(smallConfig(), folder));
  EXPECT_EQ(std::int64_t(folder.mapSteps().size()), report.storedMaps);
  RunConfig config = smallConfig();
  config.output.maps = "none";
  EXPECT_EQ(checkRun(config, "cpu", 1).storedMaps, 0);
}

}  // namespace
}  // namespace studio
