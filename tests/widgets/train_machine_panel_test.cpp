// The System dock: what it shows of loads, what it leaves out, and that it measures all the time.
#include <gtest/gtest.h>

#include <QTest>

#include "tests/widgets/sample_run.h"
#include "widgets/train/train_panels.h"

namespace studio {
namespace {

LoadChart* chartOf(MachinePanel& panel, const char* title) {
  for (auto* chart : panel.findChildren<LoadChart*>())
    if (chart->accessibleName() == QLatin1String(title)) return chart;
  return nullptr;
}

MachineLoad loadAt(double time, double share) {
  MachineLoad load;
  load.time = time;
  load.processors = share;
  load.ownShare = share / 2;
  load.processorCount = 4;
  load.memoryTotal = 16e9;
  load.memoryUsed = 4e9;
  load.ownMemory = 1.5e9;
  load.diskWritten = 2.5e6;
  load.diskFree = 50e9;
  load.diskTotal = 100e9;
  return load;
}

TEST(MachinePanel, saysWhatIsUsedAndByWhom) {
  MachinePanel panel;
  panel.add(loadAt(100, 0.25));
  panel.add(loadAt(102, 0.5));
  EXPECT_EQ(chartOf(panel, "Processors")->valueText(), QString::fromUtf8("50\u202f%"));
  EXPECT_TRUE(chartOf(panel, "Processors")->toolTip().contains("25"));
  EXPECT_EQ(chartOf(panel, "Memory")->valueText(), QString::fromUtf8("4.0\u202fGB"));
  EXPECT_TRUE(chartOf(panel, "Memory")->toolTip().contains(QString::fromUtf8("1.5\u202fGB")));
  EXPECT_EQ(chartOf(panel, "Written to disk")->valueText(), QString::fromUtf8("2.5\u202fMB/s"));
  EXPECT_TRUE(chartOf(panel, "GPU")->isHidden());
}

TEST(MachinePanel, aGpuHasAChartWhereThereIsOne) {
  MachinePanel panel;
  MachineLoad load = loadAt(100, 0.25);
  load.gpu = GpuLoad{"NVIDIA H200", 0.8, 10e9, 140e9};
  panel.add(load);
  EXPECT_FALSE(chartOf(panel, "GPU")->isHidden());
  EXPECT_EQ(chartOf(panel, "GPU")->valueText(), QString::fromUtf8("80\u202f%"));
  EXPECT_TRUE(chartOf(panel, "GPU")->toolTip().contains("NVIDIA H200"));
}

TEST(MachinePanel, keepsFiveMinutesAndDrawsThem) {
  ThemeManager::instance().choose(ThemeChoice::Light);
  MachinePanel panel;
  for (int i = 0; i <= 400; i += 2) panel.add(loadAt(1000 + i, 1));
  LoadChart* chart = chartOf(panel, "Processors");
  ASSERT_EQ(chart->points().size(), 151u);
  chart->resize(200, 110);
  const QImage drawn = chart->grab().toImage();
  int accent = 0;
  for (int x = 0; x < drawn.width(); ++x)
    for (int y = 0; y < drawn.height(); ++y) accent += drawn.pixelColor(x, y) == theme().color(Role::Accent);
  EXPECT_GT(accent, 100) << "the course of this program";
}

/// What is drawn at one place: a tick below the ground line for each minute, words at both ends.
TEST(MachinePanel, chartsSayHowLongAgoItWas) {
  ThemeManager::instance().choose(ThemeChoice::Light);
  MachinePanel panel;
  for (int i = 0; i <= 300; i += 2) panel.add(loadAt(1000 + i, 0.5));
  LoadChart* chart = chartOf(panel, "Processors");
  for (const QSize& size : {QSize(120, 96), QSize(182, 104), QSize(420, 110)}) {
    chart->resize(size);
    const auto labels = chart->timeLabels();
    ASSERT_GE(labels.size(), 2u);
    EXPECT_EQ(labels.front().text, "5 min ago");
    EXPECT_EQ(labels.back().text, "now");
    EXPECT_EQ(labels.size() == 6, size.width() == 420) << "every minute where there is space";
    EXPECT_GT(chart->area().height(), 30);
    EXPECT_EQ(chart->minimumSize(), QSize(120, 96)) << "it takes no room from the window";
    const QImage drawn = chart->grab().toImage();
    const qreal scale = drawn.devicePixelRatio();
    for (int minute = 0; minute <= 5; ++minute) {
      const double x = chart->area().right() - minute * chart->area().width() / 5;
      bool tick = false;
      for (const int beside : {-1, 0, 1}) {
        const int column = std::clamp(int((x + beside) * scale), 0, drawn.width() - 1);
        tick = tick || drawn.pixelColor(column, int((chart->area().bottom() + 2) * scale)) == theme().color(Role::Line);
      }
      EXPECT_TRUE(tick) << minute << " min ago, " << size.width() << " px";
    }
  }
}

/// No hole in the course while another workspace was looked at.
TEST(MachinePanel, measuresThisMachineWhileSomethingElseIsSeen) {
  MachinePanel panel;
  panel.show();
  ASSERT_TRUE(comes([&] { return !chartOf(panel, "Processors")->points().empty(); }));
  panel.hide();
  const auto count = chartOf(panel, "Processors")->points().size();
  EXPECT_TRUE(comes([&] { return chartOf(panel, "Processors")->points().size() > count + 1; }));
}

}  // namespace
}  // namespace studio
