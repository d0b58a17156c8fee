// A folder or file of one's own as stimuli: the engine says of what kind it is, on a worker.
#include <gtest/gtest.h>

#include <QSignalSpy>

#include "tests/widgets/analysis_fixture.h"

namespace studio {
namespace {

TEST(StimuliPlace, whatCannotFitIsRefusedInOneSentenceAndChangesNothing) {
  FakeEngine engine = sampleEngine();
  engine.onStimuliAt = [](const std::filesystem::path&, bool) { return std::string(); };
  SampleAnalyses sample(engine);
  QSignalSpy failures(&sample.analyses, &Analyses::failed);
  const std::string before = sample.analyses.choices().stimuli();
  sample.analyses.choices().setStimuliPlace(QStringLiteral("tokens/train.bin"));
  ASSERT_TRUE(failures.size() == 1 || failures.wait());
  EXPECT_EQ(failures[0][0].toString(),
            "train.bin holds no images that can be shown (*.png); choose another folder or file.");
  EXPECT_EQ(sample.analyses.choices().stimuli(), before);
  EXPECT_FALSE(sample.analyses.work().running());
}

}  // namespace
}  // namespace studio
