// Which part of a set a network is shown is said where it was not named.
#include "core/network/stimuli.h"
#include "tests/core/colours_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

TEST(ShownParts, TheTestPartIsTakenAndSaid) {
  const TemporaryFolder place;
  const RunFolder folder = runOnColours(place);
  for (const auto& [part, each] : {std::pair{"train", 4}, std::pair{"val", 2}, std::pair{"test", 1}})
    writeColours(place, std::string("set/") + part, "abc", each);
  const auto found = evaluated(folder, sizedFolder(place.path() / "set"));
  EXPECT_EQ(found.count, 6);
  ASSERT_EQ(found.remarks.size(), 2U);
  EXPECT_TRUE(holds(found.remarks[0], "image_folder:", "the one for tests is taken, 6 images",
                    "the 12 images of its training part"))
      << found.remarks[0];
  EXPECT_TRUE(holds(found.remarks[1], "Beside train and val", "test")) << found.remarks[1];
  std::filesystem::remove_all(place.path() / "set/val");
  std::filesystem::remove_all(place.path() / "set/test");
  const auto training = evaluated(folder, sizedFolder(place.path() / "set"));
  EXPECT_EQ(training.count, 12);
  EXPECT_TRUE(holds(training.remarks.at(0), "no folder val or test", "those of train")) << training.remarks.at(0);
}

TEST(ShownParts, ARunsOwnImagesAreItsValidationPartOrSaidToBeTheTrainingImages) {
  const TemporaryFolder place;
  for (const auto& remark : evaluated(runOnColours(place), "").remarks) EXPECT_FALSE(holds(remark, "taken")) << remark;
  auto config = coloursConfig(place.path() / "abc");
  config.data.validation = 0;
  config.train.epochs = 1;
  const RunFolder folder = RunStore(place.path()).create("whole");
  runHere(requestFor(config, folder));
  const auto found = evaluated(folder, "");
  EXPECT_EQ(found.count, 9);
  ASSERT_EQ(found.remarks.size(), 1U);
  EXPECT_TRUE(holds(found.remarks[0], "no validation part", "9 images that it was trained on")) << found.remarks[0];
}

}  // namespace
}  // namespace studio
