// The System dock: what it shows of loads, what it leaves out, and that it measures all the time.
#include <gtest/gtest.h>

#include <QLabel>
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

TEST(MachinePanel, saysThatThereIsNoGpuOrThatItDoesNotAnswer) {
  MachinePanel panel;
  const auto* none = panel.findChild<QLabel*>("noGpu");
  ASSERT_NE(none, nullptr);
  EXPECT_TRUE(none->isHidden()) << "nothing is known before the first look";
  MachineLoad load = loadAt(100, 0.25);
  panel.add(load);
  EXPECT_FALSE(none->isHidden());
  EXPECT_EQ(none->text(), "No GPU here");
  load.hasGpu = true;
  panel.add(load);
  EXPECT_EQ(none->text(), "The GPU does not answer");
  load.gpu = GpuLoad{"NVIDIA H200", 0.8, 10e9, 140e9};
  panel.add(load);
  EXPECT_TRUE(none->isHidden());
}

/// The axis has numbers, left of what is drawn and apart from each other.
TEST(MachinePanel, axesHaveNumbers) {
  MachinePanel panel;
  panel.add(loadAt(100, 0.25));
  for (const char* title : {"Processors", "Memory", "Written to disk"}) {
    LoadChart* chart = chartOf(panel, title);
    for (const QSize& size : {QSize(120, 96), QSize(182, 104), QSize(420, 140)}) {
      chart->resize(size);
      const auto labels = chart->valueLabels();
      ASSERT_GE(labels.size(), 2u) << title;
      EXPECT_EQ(labels.back().text, "0");
      const QFontMetrics metrics(studio::textFont(TextStyle::Label));
      for (std::size_t i = 0; i < labels.size(); ++i) {
        EXPECT_LE(labels[i].place.right(), chart->area().left()) << title;
        EXPECT_LE(metrics.horizontalAdvance(labels[i].text), labels[i].place.width() + 0.5) << title;
        if (i == 0) continue;
        EXPECT_GE(labels[i].place.top(), labels[i - 1].place.bottom()) << title << " " << size.height();
      }
      EXPECT_GT(chart->area().width(), size.width() / 3);
    }
  }
  EXPECT_EQ(chartOf(panel, "Processors")->valueLabels().front().text, QString::fromUtf8("100\u202f%"));
  EXPECT_EQ(chartOf(panel, "Memory")->valueLabels().front().text, QString::fromUtf8("16\u202fGB"));
  EXPECT_EQ(chartOf(panel, "Written to disk")->valueLabels().front().text, QString::fromUtf8("2.5\u202fMB/s"));
}

/// Of a run that another process trains: its share, by its number, and none of what this program used before.
TEST(MachinePanel, saysWhoseShareItIs) {
  MachinePanel panel;
  panel.add(loadAt(100, 0.25));
  LoadChart* chart = chartOf(panel, "Processors");
  EXPECT_TRUE(chart->detailText().contains("by this program")) << chart->detailText().toStdString();
  EXPECT_TRUE(chartOf(panel, "Written to disk")->detailText().startsWith("By this program"));
  MachineLoad load = loadAt(102, 0.5);
  load.process = 4242;
  panel.add(load);
  for (const char* title : {"Processors", "Memory", "Written to disk"})
    EXPECT_TRUE(chartOf(panel, title)->detailText().contains("process 4242, which trains")) << title;
  ASSERT_EQ(chart->points().size(), 2u);
  EXPECT_EQ(chart->points()[0].own, -1) << "of another process";
  EXPECT_NEAR(chart->points()[1].own, 0.25, 1e-9);
  EXPECT_NEAR(chart->points()[0].all, 0.25, 1e-9);
}

TEST(MachinePanel, looksAtTheProcessThatTrainsTheRun) {
  MachinePanel panel;
  panel.setTrainer(1);  // it is there on every machine
  LoadChart* chart = chartOf(panel, "Processors");
  EXPECT_TRUE(comes([&] { return chart->detailText().contains("process 1, which trains"); }))
      << chart->detailText().toStdString();
  panel.setTrainer(0);
  EXPECT_TRUE(comes([&] { return chart->detailText().contains("by this program"); }));
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
  EXPECT_GT(accent, chart->area().width() / 2) << "the course of this program";
}

/// What is drawn at one place: a tick below the ground line for each minute, words at both ends.
TEST(MachinePanel, chartsSayHowLongAgoItWas) {
  ThemeManager::instance().choose(ThemeChoice::Light);
  MachinePanel panel;
  for (int i = 0; i <= 300; i += 2) panel.add(loadAt(1000 + i, 0.5));
  LoadChart* chart = chartOf(panel, "Processors");
  for (const QSize& size : {QSize(120, 96), QSize(182, 104), QSize(260, 110), QSize(420, 110)}) {
    chart->resize(size);
    const auto labels = chart->timeLabels();
    ASSERT_GE(labels.size(), 2u);
    EXPECT_EQ(labels.front().text, "5 min ago");
    EXPECT_EQ(labels.back().text, "now");
    EXPECT_EQ(labels.size(), size.width() == 420 ? 6u : 2u) << "every minute where there is space, else the ends";
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

TEST(MachinePanel, ATitleEndsBeforeTheValueBesideIt) {
  LoadChart chart("Auf die Platte geschrieben", nullptr);
  chart.resize(120, 96);
  chart.show({}, {}, "123 MB/s", "Durch dieses Programm");
  const QFontMetrics metrics(textFont(TextStyle::Label));
  EXPECT_LE(metrics.horizontalAdvance(chart.shownTitle()) + metrics.horizontalAdvance("123 MB/s"), 120);
  EXPECT_TRUE(chart.toolTip().startsWith("Auf die Platte geschrieben"));
  chart.resize(420, 96);
  EXPECT_EQ(chart.shownTitle(), "Auf die Platte geschrieben");
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
