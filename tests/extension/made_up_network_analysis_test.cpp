// An analysis of a whole network, one file and one row, through everything a user of the command line meets.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "app/cli/command_line.h"
#include "core/analysis/analyse.h"
#include "core/analysis/analyses.h"
#include "core/run/analysis_store.h"
#include "core/run/run_store.h"
#include "tests/support/temporary_folder.h"

namespace studio {

namespace {

TEST(MadeUpNetworkAnalysis, IsPrintedBesideItsControlStoredAndReadBack) {
  const TemporaryFolder place;
  const auto answer = [](const std::vector<std::string>& arguments) {
    std::ostringstream out, err;
    EXPECT_EQ(runCommandLine(arguments, out, err), 0) << err.str();
    return out.str();
  };
  const auto config =
      place.write("run.toml",
                  "[model]\nname = \"mlp\"\nhidden = [36, 25]\nclasses = 8\n[data]\nkind = \"bars\"\nimage_size = 12\n"
                  "samples = 80\n[topoloss]\nfactor = [2, 2]\n[train]\nsteps = 4\nbatch_size = 20\n");
  answer({"train", config.string(), "--quiet", "--device", "cpu", "--runs", (place.path() / "runs").string(), "--name",
          "made_up"});
  const auto run = place.path() / "runs" / "made_up";
  const std::vector<std::string> asked{"analyse",          "silence", run.string(), "--data",
                                       "bars:?samples=40", "--quiet", "--device",   "cpu"};
  auto withJson = asked;
  withJson.push_back("--json");
  const auto json = nlohmann::json::parse(answer(withJson));
  ASSERT_EQ(json["rows"].size(), 2u);
  EXPECT_EQ(json["rows"][1]["without"], "fc2");
  EXPECT_TRUE(json["rows"][1]["accuracy"].is_number());
  EXPECT_EQ(json["mean"]["layers_silenced"], 2);
  EXPECT_EQ(json["controls"]["untrained"]["rows"].size(), 2u);
  const std::string text = answer(asked);
  EXPECT_LT(text.find("without"), text.find("untrained")) << text;
  EXPECT_NE(text.find("\nfc2"), std::string::npos) << text;
  const NetworkAnalysis stored = readAnalyses(RunFolder(run), {"4", {}, "silence"});
  ASSERT_NE(stored.result("silence"), nullptr);
  EXPECT_EQ(stored.result("silence")->find("rows")->text(0, "without"), "fc1");
  EXPECT_EQ(findAnalysis("silence").kind.summary(stored, *stored.result("silence")), "2 layers silenced");
}

}  // namespace
}  // namespace studio
