// Settings that a row of a table brings: added before configurations are read, kept by key, written where they differ.
#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

#include "core/run/config_fields.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

/// Before main(), as a table does it.
const bool kAdded = [] {
  auto share = furtherField("samples.first.share", "Share", "of something", 0.5);
  share.maximum = 1;
  addConfigFields({share, furtherField("samples.first.count", "Count", "of something", std::int64_t{3})});
  addConfigFields({furtherField("samples.second.name", "Name", "of something", std::string("a"))});
  return true;
}();

TEST(FurtherFields, StandBehindTopoLossInOneSectionEach) {
  ASSERT_TRUE(kAdded);
  RunConfig config;
  findField("samples.second.name")->set(config, std::string("b"));
  EXPECT_EQ(toToml(config).find("[samples.first]"), std::string::npos);
  const auto place = toToml(config).find("\n[samples.second]\nname = \"b\"\n\n[optimizer]\n");
  EXPECT_NE(place, std::string::npos) << toToml(config);
}

TEST(FurtherFields, AWholeSectionIsWrittenWhereSomethingInItDiffers) {
  RunConfig config;
  findField("samples.first.count")->set(config, std::int64_t{4});
  EXPECT_NE(toToml(config).find("[samples.first]\nshare = 0.5\ncount = 4\n"), std::string::npos) << toToml(config);
  EXPECT_TRUE(parseConfig(toToml(config)) == config);
  findField("samples.first.count")->set(config, std::int64_t{3});
  EXPECT_TRUE(config == RunConfig{}) << "set to its default";
}

TEST(FurtherFields, OverridesAndStagesStayWithTopoLoss) {
  RunConfig config;
  config.topoloss.overrides = {{"fc1", 2.0, {}}};
  findField("samples.first.count")->set(config, std::int64_t{4});
  EXPECT_TRUE(parseConfig(toToml(config)) == config) << toToml(config);
}

TEST(FurtherFields, AreReadWithTheirTypes) {
  EXPECT_EQ(findField("samples.first.share")->get(parseConfig("[samples.first]\nshare = 1\n")), ConfigValue(1.0));
  EXPECT_NE(errorSentence([] { parseConfig("[samples.first]\ncount = 1.5\n"); }).find("must be a whole number"),
            std::string::npos);
  EXPECT_NE(errorSentence([] { parseConfig("[samples.firts]\ncount = 1\n"); }).find("did you mean `first`?"),
            std::string::npos);
  RunConfig config;
  EXPECT_THROW(findField("samples.first.count")->set(config, std::string("4")), std::invalid_argument);
}

TEST(FurtherFields, WhatIsThereAlreadyIsRefused) {
  EXPECT_THROW(addConfigFields({furtherField("samples.first.share", "Share", "again", 0.5)}), std::logic_error);
  EXPECT_THROW(addConfigFields({furtherField("topoloss.third", "Third", "of no table", 0.5)}), std::logic_error);
}

TEST(FurtherFields, MayBeAddedWhileOthersRead) {
  const ConfigField* held = findField("samples.first.count");
  std::jthread reader([](std::stop_token ended) {
    while (!ended.stop_requested()) EXPECT_NE(findField("topoloss.tau"), nullptr);
  });
  for (int i = 0; i < 20; ++i)
    addConfigFields({furtherField("threads.row" + std::to_string(i) + ".value", "Value", "of a thread", 0.5)});
  reader = {};
  EXPECT_EQ(held->label, "Count") << "what was returned stays valid";
  for (int i = 0; i < 20; ++i) EXPECT_NE(findField("threads.row" + std::to_string(i) + ".value"), nullptr);
}

}  // namespace
}  // namespace studio
