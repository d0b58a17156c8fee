// What every command has in common: help with an example, global options, exit codes, suggestions.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <sstream>

#include "app/cli/command.h"
#include "app/cli/command_line.h"
#include "app/cli/progress.h"
#include "app/cli/text_table.h"

namespace studio {
namespace {

struct CommandOutput {
  int code;
  std::string out, err;
};

CommandOutput runCommand(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  const int code = runCommandLine(arguments, out, err);
  return {code, out.str(), err.str()};
}

class EveryCommand : public ::testing::TestWithParam<CommandEntry> {};

TEST_P(EveryCommand, HelpsWithAnExampleAndTheGlobalOptions) {
  const auto& entry = GetParam();
  const auto output = runCommand({entry.name, "--help"});
  EXPECT_EQ(output.code, kExitDone);
  EXPECT_TRUE(output.err.empty());
  for (const std::string part : {entry.title, entry.example, "--json", "--quiet", "--device", "--threads", "--help"})
    EXPECT_NE(output.out.find(part), std::string::npos) << part;
  EXPECT_TRUE(std::string(entry.example).starts_with(std::string("toponets ") + entry.name));
}

TEST_P(EveryCommand, RefusesAnUnknownOptionInOneSentence) {
  const auto output = runCommand({GetParam().name, "--no-such-option"});
  EXPECT_EQ(output.code, kExitUserError);
  EXPECT_TRUE(output.out.empty());
  EXPECT_EQ(std::count(output.err.begin(), output.err.end(), '\n'), 1) << output.err;
  EXPECT_NE(output.err.find("--help"), std::string::npos) << output.err;
}

INSTANTIATE_TEST_SUITE_P(Table, EveryCommand, ::testing::ValuesIn(commands().begin(), commands().end()),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(CommandLine, ListsItsCommands) {
  const auto output = runCommand({"--help"});
  EXPECT_EQ(output.code, kExitDone);
  for (const auto& entry : commands())
    EXPECT_NE(output.out.find(std::string("  ") + entry.name + " "), std::string::npos) << entry.name;
  EXPECT_EQ(runCommand({}).code, kExitUserError);
}

TEST(CommandLine, EveryFileOfACommandStandsInTheTable) {
  std::set<std::string> files, rows;
  const std::string ending = "_command.cpp";
  for (const auto& entry : std::filesystem::directory_iterator(STUDIO_SOURCE_DIR "/app/cli"))
    if (const std::string name = entry.path().filename().string(); name.ends_with(ending))
      files.insert(name.substr(0, name.size() - ending.size()));
  for (const auto& entry : commands()) rows.insert(entry.name);
  EXPECT_EQ(files, rows) << "a file without its row in app/cli/command.cpp is compiled, and nobody can call it";
  EXPECT_EQ(rows.size(), commands().size()) << "each name once";
}

TEST(CommandLine, TellsItsVersion) {
  const auto output = runCommand({"--version"});
  EXPECT_EQ(output.code, kExitDone);
  EXPECT_NE(output.out.find("LibTorch"), std::string::npos);
}

TEST(CommandLine, SuggestsTheNearestCommand) {
  const auto output = runCommand({"trian", "run.toml"});
  EXPECT_EQ(output.code, kExitUserError);
  EXPECT_NE(output.err.find("`trian`"), std::string::npos);
  EXPECT_NE(output.err.find("did you mean `train`"), std::string::npos) << output.err;
}

TEST(CommandLine, EachSetTakesOneSettingAndTheSentenceSaysWhatToWrite) {
  for (const char* command :
       {"train", "check", "evaluate", "topoloss", "activations", "predict", "analyse", "sample", "layers"}) {
    const auto answer = runCommand({command, "--set", "model.classes=10", "model.width=2", "topoloss.tau=1"});
    EXPECT_EQ(answer.code, kExitUserError) << command;
    EXPECT_EQ(answer.err,
              "toponets: Each --set takes one KEY=VALUE, so `model.width=2` is not read as a setting; write `--set "
              "model.classes=10 --set model.width=2 --set topoloss.tau=1`.\n")
        << command;
  }
  EXPECT_NE(runCommand({"evaluate", "--set=a=1", "b=2"}).err.find("write `--set a=1 --set b=2`"), std::string::npos);
  EXPECT_EQ(runCommand({"evaluate", "--set", "a=1", "--set", "b=2"}).err.find("Each --set"), std::string::npos);
}

TEST(CommandLine, RefusesANegativeNumberOfThreads) {
  EXPECT_EQ(runCommand({"models", "--threads", "-3"}).code, kExitUserError);
}

TEST(CommandLine, NumbersThatAreNotFiniteBecomeNull) {
  EXPECT_EQ(nlohmann::ordered_json({{"loss", std::nan("")}}).dump(), "{\"loss\":null}");
}

TEST(TrainProgressLine, ARunOfWhichNothingIsKnownYetIsStarting) { EXPECT_EQ(TrainProgress::line({}), "starting"); }

TEST(TrainProgressLine, ASlowRunSaysHowLongAStepTakes) {
  RunStatus status;
  status.steps = 10;
  status.step = 3;
  status.iterationsPerSecond = 0.08;
  EXPECT_NE(TrainProgress::line(status).find(" · 12 s a step"), std::string::npos) << TrainProgress::line(status);
  status.iterationsPerSecond = 310;
  EXPECT_NE(TrainProgress::line(status).find(" · 310 it/s"), std::string::npos) << TrainProgress::line(status);
}

TEST(TextTable, AlignsTextLeftAndNumbersRight) {
  TextTable table({"run", "loss"});
  table.add({"τ 3", "0.25"});
  table.add({"longer", "12.5"});
  EXPECT_EQ(table.text(), "run     loss\nτ 3     0.25\nlonger  12.5\n");
  EXPECT_EQ(groupedText(11689512), "11,689,512");
  EXPECT_EQ(groupedText(-1000), "-1,000");
  EXPECT_EQ(durationText(75), "1 min 15 s");
  EXPECT_EQ(durationText(1.4e-05), "under 1 ms");
  EXPECT_EQ(durationText(0), "0 s");
  EXPECT_EQ(shareText(1), "100.0 %") << "as the window says it";
  EXPECT_EQ(shareText(-1), "-");
  EXPECT_EQ(durationText(7300), "2 h 1 min");
  EXPECT_EQ(bytesText(47e6), "47 MB");
  EXPECT_EQ(roundedText(std::nan("")), "-");
}

}  // namespace
}  // namespace studio
