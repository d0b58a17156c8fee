// A data set, one file and one row, where a user of the command line meets data sets: named in the help of --data, said
// in a mistake, shown to a network under the row's own settings.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/cli/command_line.h"
#include "core/engine.h"

namespace studio {
namespace {

struct Replied {
  int code = -1;
  std::string out, err;
};

/// As a user would call `toponets`, with the rows of this program.
Replied replied(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  const int code = runCommandLine(arguments, out, err);
  return {code, out.str(), err.str()};
}

/// A network that nobody has trained, shown these data.
Replied shown(const std::string& data) {
  return replied({"evaluate", "--model", "made_up", "--weights", "random:1", "--data", data, "--json", "--device",
                  "cpu", "--threads", "1"});
}

TEST(MadeUpDataSet, IsNamedInTheHelpOfData) {
  for (const char* command : {"evaluate", "activations", "analyse"}) {
    const Replied help = replied({command, "--help"});
    EXPECT_EQ(help.code, 0) << command;
    EXPECT_NE(help.out.find("checkers"), std::string::npos) << command << help.out;
  }
}

TEST(MadeUpDataSet, IsAmongTheChoicesAndKinds) {
  const auto engine = makeEngine();
  const auto choices = engine->choices("data.kind");
  EXPECT_EQ(std::count(choices.begin(), choices.end(), "checkers"), 1);
  const auto kinds = engine->dataKinds();
  const DataKind* kind = findDataKind(kinds, "checkers:?samples=3");
  ASSERT_NE(kind, nullptr);
  EXPECT_EQ(kind->title, "Checkerboards, made up");
  EXPECT_FALSE(kind->language);
}

TEST(MadeUpDataSet, MistakesNameItOrListIt) {
  const Replied near = shown("chekers:?samples=20"), far = shown("nonsense:?samples=20");
  EXPECT_EQ(near.code, 2);
  EXPECT_NE(near.err.find("checkers"), std::string::npos) << near.err;
  EXPECT_EQ(far.code, 2);
  EXPECT_NE(far.err.find("checkers"), std::string::npos) << far.err;
}

TEST(MadeUpDataSet, IsShownToANetworkUnderItsOwnSettings) {
  const Replied usual = shown("checkers:?samples=20"), dark = shown("checkers:?samples=20&checkers.darkest=10");
  ASSERT_EQ(usual.code, 0) << usual.err;
  const auto answer = nlohmann::json::parse(usual.out);
  EXPECT_EQ(answer["count"], 20);
  ASSERT_EQ(dark.code, 0) << dark.err;
  EXPECT_NE(nlohmann::json::parse(dark.out)["loss"], answer["loss"]);
}

}  // namespace
}  // namespace studio
