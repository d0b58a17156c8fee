// What a language model has drawn, as its dock shows it.
#include <gtest/gtest.h>

#include "tests/widgets/sample_run.h"
#include "widgets/train/train_panels.h"

namespace studio {
namespace {

TEST(TextPanel, showsTheTextOfTheSnapshotThatIsShown) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path());
  for (const std::int64_t step : kSampleSteps) {
    Snapshot drawn = sampleSnapshot(step);
    drawn.text = "ROMEO: " + std::to_string(step) + "\nno UTF-8: \xff";
    run.writeMaps(drawn);
  }
  RunMonitor monitor;
  TextPanel panel(&monitor, nullptr);
  QWidget title;
  auto* step = qobject_cast<QLabel*>(panel.makeTitleExtra(&title));
  EXPECT_TRUE(panel.toPlainText().isEmpty()) << "there is no run";
  monitor.openStored(run);
  const auto shows = [&](std::int64_t at) { return panel.toPlainText().startsWith(QString("ROMEO: %1\n").arg(at)); };
  const auto last = kSampleSteps[std::size(kSampleSteps) - 1];
  ASSERT_TRUE(comes([&] { return shows(last); })) << panel.toPlainText().toStdString();
  EXPECT_TRUE(panel.toPlainText().endsWith(QChar(0xfffd)));
  EXPECT_TRUE(step->text().startsWith("Step")) << step->text().toStdString();
  ViewState view = monitor.view();
  view.followLive = false;
  view.step = kSampleSteps[0];
  monitor.setView(view);
  EXPECT_TRUE(comes([&] { return shows(kSampleSteps[0]); })) << panel.toPlainText().toStdString();
}

TEST(TextPanel, isEmptyForARunThatDrawsNone) {
  Stored stored;
  TextPanel panel(&stored.monitor, nullptr);
  EXPECT_TRUE(panel.toPlainText().isEmpty());
  EXPECT_FALSE(panel.placeholderText().isEmpty());
}

}  // namespace
}  // namespace studio
