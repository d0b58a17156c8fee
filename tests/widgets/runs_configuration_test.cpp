// A stored run as a configuration to begin another with: what was written, no more, with its places as they were.
#include <gtest/gtest.h>

#include <filesystem>

#include "core/run/places.h"
#include "tests/widgets/sample_run.h"
#include "widgets/runs/run_configuration.h"

namespace studio {
namespace {

TEST(RunConfiguration, saysOnlyWhatDiffers) {
  EXPECT_EQ(differingToml(RunConfig{}), "");
  RunConfig config;
  config.topoloss.tau = 7;
  config.train.seed = 3;
  config.topoloss.overrides.push_back({"fc1", 2.0, std::nullopt});
  const std::string text = differingToml(config);
  EXPECT_EQ(parseConfig(text), config);
  EXPECT_EQ(text, "[topoloss]\ntau = 7.0\n\n[[topoloss.override]]\nlayer = \"fc1\"\ntau = 2.0\n\n[train]\nseed = 3\n");
}

struct Written {
  TemporaryFolder folder;
  RunFolder run = writeSampleRun(folder.path());
  WrittenConfig from(const RunConfig& given, const std::string& text) {
    RunConfig resolved = withResolvedPaths(given);
    resolved.train.precision = "fp32";
    run.writeConfig(resolved, text);
    return writtenConfig(run);
  }
};

TEST(RunConfiguration, keepsTheTextAndThePlacesThatWereGiven) {
  Written written;
  const auto before = std::filesystem::current_path();
  std::filesystem::create_directories(written.folder.path() / "pictures");
  std::filesystem::current_path(written.folder.path());
  RunConfig given = sampleConfig();
  given.data.root = "pictures";
  given.train.precision = "auto";
  const std::string text = "# mine\n" + differingToml(given);
  const WrittenConfig made = written.from(given, text);
  EXPECT_NE(written.run.config().data.root, "pictures") << "the run itself has the whole path";
  EXPECT_EQ(made.config, given);
  EXPECT_EQ(made.text, text);
  EXPECT_EQ(written.from(given, toToml(given)).text, differingToml(given)) << "of a text that spells every setting out";
  std::filesystem::current_path(before);
  EXPECT_TRUE(std::filesystem::path(writtenConfig(written.run).config.data.root).is_absolute())
      << "from elsewhere the short place would be another one";
}

TEST(RunConfiguration, withoutATextTheResolvedOneIsEnough) {
  Written written;
  written.run.writeConfig(sampleConfig(3), "[model\nname");
  EXPECT_EQ(writtenConfig(written.run).config, sampleConfig(3));
  EXPECT_EQ(parseConfig(writtenConfig(written.run).text), sampleConfig(3));
}

}  // namespace
}  // namespace studio
