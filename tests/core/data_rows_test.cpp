// What holds for every row of the table of data sets: it is listed and offered, has its settings, and refuses nonsense
// in a sentence; those that the program draws open without a place.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/data/dataset.h"
#include "core/engine.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

class EachDataset : public ::testing::TestWithParam<DatasetEntry> {
 protected:
  static const DatasetEntry& row() { return GetParam(); }
  static DataConfig nowhere() {
    DataConfig config;
    config.kind = row().kind;
    config.root = "/nonexistent/folder";
    config.samples = 40;
    config.context = 8;  // of rows of tokens
    return config;
  }
};

TEST_P(EachDataset, HasATitleAndIsOffered) {
  EXPECT_FALSE(std::string(row().title).empty());
  ASSERT_NE(findDataset(row().kind), nullptr);
  EXPECT_EQ(findDataset(row().kind)->title, std::string(row().title));
  const auto engine = makeEngine();
  const auto choices = engine->choices("data.kind");
  EXPECT_EQ(std::count(choices.begin(), choices.end(), row().kind), 1);
  const auto kinds = engine->dataKinds();
  const DataKind* kind = findDataKind(kinds, row().kind);
  ASSERT_NE(kind, nullptr);
  EXPECT_EQ(kind->title, row().title);
  EXPECT_EQ(kind->language, row().language);
}

/// Stimuli that the program draws are among those of every run on images, by the name that the row gives them.
TEST_P(EachDataset, DrawnOnesAreOfferedAsStimuli) {
  RunConfig config;
  config.data.kind = "bars";
  const auto choices = makeEngine()->probeChoices(config);
  const bool isThere = std::any_of(choices.begin(), choices.end(), [](const StimuliChoice& choice) {
    return choice.data.starts_with(std::string(row().kind) + ":");
  });
  EXPECT_EQ(isThere, row().offered != nullptr);
}

TEST_P(EachDataset, ItsSettingsAreSettingsAndThoseOfOthersMakeNoDifference) {
  const auto& own = row().settings;
  ASSERT_FALSE(own.empty());
  for (const auto& key : own) EXPECT_NE(findField(key), nullptr) << key;
  RunConfig config;
  config.data.kind = row().kind;
  const auto idle = makeEngine()->idleSettings(config);
  for (const auto& other : datasets())
    for (const auto& key : other.settings) {
      const bool isIdle = std::count(idle.begin(), idle.end(), key) > 0;
      const bool isOwn = std::count(own.begin(), own.end(), key) > 0;
      EXPECT_TRUE(isIdle || isOwn) << key;
    }
}

TEST_P(EachDataset, RefusesNonsenseWithASentence) {
  auto config = nowhere();
  config.validation = 5;
  EXPECT_FALSE(errorSentence([&] { openData(config, 0); }).empty());
  config.limit = -1;
  EXPECT_TRUE(holds(errorSentence([&] { openData(config, 0); }), "data.limit"));
}

/// Where a place is needed, it is named; the others draw what they say they do.
TEST_P(EachDataset, OpensWithoutAPlaceOrNamesIt) {
  const bool needsPlace = std::count(row().settings.begin(), row().settings.end(), "data.root") > 0;
  EXPECT_FALSE(needsPlace && row().offered) << "what is offered without asking needs no place";
  if (needsPlace) {
    EXPECT_TRUE(holds(errorSentence([] { openData(nowhere(), 0); }), "/nonexistent/folder"));
    return;
  }
  const DataSplit split = openData(nowhere(), 0);
  ASSERT_GT(split.training->size(), 0);
  EXPECT_EQ(split.training->isLanguage(), row().language);
  const Example first = split.training->get(0);
  EXPECT_EQ(first.image.sizes().vec(), split.training->imageShape());
  EXPECT_EQ(first.label, split.training->label(0));
}

INSTANTIATE_TEST_SUITE_P(Table, EachDataset, ::testing::ValuesIn(datasets()),
                         [](const auto& info) { return std::string(info.param.kind); });

}  // namespace
}  // namespace studio
