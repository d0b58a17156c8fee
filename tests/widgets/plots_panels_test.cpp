// Monitor dock, Curves view and Log dock over a stored and a live run.
#include <gtest/gtest.h>

#include <QComboBox>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <cmath>
#include <fstream>

#include "tests/support/fake_engine.h"
#include "tests/widgets/pictures.h"
#include "tests/widgets/sample_run.h"
#include "widgets/frame/theme.h"
#include "widgets/train/curves_view.h"
#include "widgets/runs/run_panels.h"
#include "widgets/train/train_panels.h"

namespace studio {
namespace {

bool hasLabel(const QWidget& widget, const QString& text) {
  for (const auto* label : widget.findChildren<QLabel*>())
    if (label->text() == text) return true;
  return false;
}

QString plain(const LogPanel& log) { return log.toPlainText().replace(QChar(0xa0), QLatin1Char(' ')); }

struct ShownMonitor {
  TemporaryFolder folder;
  RunMonitor monitor;
  MonitorPanel panel{&monitor, nullptr};
  explicit ShownMonitor(QSize size = {1240, 184}) {
    panel.resize(size);
    panel.show();
  }
};

TEST(MonitorPanel, showsFourCurvesAndTheThroughput) {
  ShownMonitor shown;
  EXPECT_TRUE(hasLabel(shown.panel, "–"));
  shown.monitor.openStored(writeSampleRun(shown.folder.path()));
  PlotView* topo = shown.panel.group().plot("topo_loss");
  ASSERT_TRUE(comes([&] { return !topo->painter().labels().isEmpty(); }));
  EXPECT_EQ(topo->painter().labels().front(), "mean of 2 layers 0.0818");
  EXPECT_EQ(shown.panel.group().plots().size(), 4u);
  EXPECT_TRUE(hasLabel(shown.panel, QLocale().toString(9100)));
  const PlotView* norm = shown.panel.group().plot("weight_norm");
  EXPECT_FALSE(norm->isHidden()) << "beside the loss: a penalty that only shrinks the weights is seen";
  EXPECT_EQ(norm->plot().series.at(0).y.back(), 0.5);
}

TEST(MonitorPanel, aRunWithoutWeightNormsHasThreeCurves) {
  ShownMonitor shown({900, 184});
  const RunFolder run = writeSampleRun(shown.folder.path());
  const auto file = run.path() / "scalars.csv";
  std::string csv = readFileBytes(file);  // as an older program wrote it
  for (std::size_t end = csv.find('\n'); end != std::string::npos; end = csv.find('\n', end)) {
    const auto comma = csv.rfind(',', end);
    csv.erase(comma, end - comma);
    end = comma + 1;
  }
  std::ofstream(file, std::ios::binary) << csv;
  shown.monitor.openStored(run);
  ASSERT_TRUE(comes([&] { return !shown.panel.group().plot("topo_loss")->painter().labels().isEmpty(); }));
  EXPECT_TRUE(shown.panel.group().plot("weight_norm")->isHidden());
  EXPECT_FALSE(shown.panel.group().plot("accuracy")->isHidden());
}

TEST(MonitorPanel, aFileOfWeightsHasNoHistory) {
  ShownMonitor shown;
  RunData file;
  file.folder = RunFolder(shown.folder.path() / "resnet18.pt");
  file.caption = "ResNet-18, 10 classes";
  shown.monitor.openStandalone(std::move(file));
  EXPECT_FALSE(shown.panel.group().isVisible());
  const auto sentence = [&] {
    for (const auto* label : shown.panel.findChildren<QLabel*>())
      if (label->isVisible() && label->text().contains("no history")) return true;
    return false;
  };
  EXPECT_TRUE(sentence());
  shown.monitor.openStored(writeSampleRun(shown.folder.path()));
  ASSERT_TRUE(comes([&] { return shown.panel.group().isVisible(); }));
  EXPECT_FALSE(sentence());
}

TEST(MonitorPanel, choicesSmoothAndChangeTheAxis) {
  ShownMonitor shown;
  QWidget* extra = shown.panel.makeTitleExtra(&shown.panel);
  shown.monitor.openStored(writeSampleRun(shown.folder.path()));
  PlotView* loss = shown.panel.group().plot("task_loss");
  ASSERT_TRUE(comes([&] { return !loss->painter().labels().isEmpty(); }));
  EXPECT_FALSE(loss->painter().labels()[0].contains("EMA"));  // off at first
  extra->findChild<QComboBox*>("smoothing")->setCurrentIndex(2);
  EXPECT_TRUE(loss->painter().labels()[0].contains("EMA 0.9"));
  extra->findChild<QComboBox*>("axis")->setCurrentIndex(1);
  EXPECT_NEAR(loss->xAxis->range().upper, 2, 0.05);  // epochs
}

TEST(MonitorPanel, drawsLiveRowsAsTheyCome) {
  ShownMonitor shown;
  const RunFolder run = RunStore(shown.folder.path()).create("live");
  auto channel = std::make_shared<RunChannel>();
  RunStatus status = sampleStatus(RunState::Training);
  status.imagesPerSecond = 4321;
  status.secondsLeft = 75;
  channel->setStatus(status);
  shown.monitor.followLive(channel, run, sampleConfig(), sampleLayers());
  channel->append(sampleRow(0));
  PlotView* loss = shown.panel.group().plot("task_loss");
  ASSERT_TRUE(comes([&] { return !loss->plot().series.empty(); }));
  for (std::int64_t step = 10; step <= 500; step += 10) channel->append(sampleRow(step));
  EXPECT_TRUE(comes([&] { return loss->plot().series.front().x.size() == 51; }));
  EXPECT_TRUE(hasLabel(shown.panel, QLocale().toString(4321)));
  EXPECT_TRUE(hasLabel(shown.panel, QStringLiteral("1\u202fmin 15\u202fs")));
}

TEST(MonitorPanel, ofASlowRunItSaysTheTimeOfAStep) {
  ShownMonitor shown;
  auto channel = std::make_shared<RunChannel>();
  RunStatus status = sampleStatus(RunState::Training);
  status.iterationsPerSecond = 1 / 12.0;
  status.imagesPerSecond = 8 / 12.0;
  channel->setStatus(status);
  shown.monitor.followLive(channel, RunStore(shown.folder.path()).create("live"), sampleConfig(), sampleLayers());
  EXPECT_TRUE(comes([&] { return hasLabel(shown.panel, QStringLiteral("12\u202fs a step")); }));
  EXPECT_FALSE(hasLabel(shown.panel, "Throughput, images/s"));
  status.iterationsPerSecond = 2;
  status.imagesPerSecond = 4.04;
  channel->setStatus(status);
  EXPECT_TRUE(comes([&] { return hasLabel(shown.panel, "4.0"); }));
  EXPECT_TRUE(hasLabel(shown.panel, "Throughput, images/s"));
}

TEST(CurvesView, asksForARunThenShowsAllCurvesAndMakesTheFigure) {
  TemporaryFolder folder;
  RunMonitor monitor;
  CurvesView view(&monitor, nullptr);
  view.resize(900, 600);
  view.show();
  EXPECT_EQ(view.emptyState().actionId, "file.new");
  EXPECT_EQ(view.figure(), nullptr);
  monitor.openStored(writeSampleRun(folder.path()));
  ASSERT_TRUE(comes(
      [&] { return !monitor.data().scalars.empty() && !view.group().plot("tau")->painter().labels().isEmpty(); }));
  EXPECT_TRUE(view.emptyState().text.isEmpty());
  ASSERT_EQ(view.group().plots().size(), 9u);
  for (PlotView* plot : view.group().plots()) EXPECT_FALSE(plot->painter().labels().isEmpty()) << plot->plot().name;
  ASSERT_NE(view.figure(), nullptr);
  EXPECT_EQ(view.figure()->data().tables.size(), 9u);
}

TEST(CurvesView, aLineStandsAtTheStepThatTheMapsShow) {
  TemporaryFolder folder;
  RunMonitor monitor;
  CurvesView view(&monitor, nullptr);
  view.show();
  monitor.openStored(writeSampleRun(folder.path()));
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot != nullptr; }));
  auto* cursor = qobject_cast<QCPItemStraightLine*>(view.group().plot("task_loss")->item(0));
  ASSERT_NE(cursor, nullptr);
  EXPECT_FALSE(cursor->visible());
  ViewState chosen = monitor.view();
  chosen.followLive = false;
  chosen.step = 50;
  monitor.setView(chosen);
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot->step == 50; }));
  EXPECT_TRUE(cursor->visible());
  EXPECT_EQ(cursor->point1->key(), 50);
}

TEST(LogPanel, showsStoredLinesWithTimeAndLevel) {
  TemporaryFolder folder;
  RunMonitor monitor;
  LogPanel log(&monitor, nullptr);
  monitor.openStored(writeSampleRun(folder.path()));
  ASSERT_TRUE(comes([&] { return log.toPlainText().contains("rises"); }));
  EXPECT_EQ(plain(log), "2026-01-02 03:04:05  Training starts.\n2026-01-02 03:04:06  The loss rises.");
  EXPECT_TRUE(log.isReadOnly());
  EXPECT_EQ(QTextCursor(log.document()->lastBlock()).charFormat().foreground().color(),
            QTextCursor(log.document()->firstBlock()).charFormat().foreground().color());
  QTextCursor end(log.document());
  end.movePosition(QTextCursor::End);
  EXPECT_EQ(end.charFormat().foreground().color(), theme().color(Role::Warn));
}

/// The log of a run that is trained.
struct LiveLog {
  LiveLog(int width, int height) {
    channel->setStatus(sampleStatus(RunState::Training));
    log.resize(width, height);
    log.show();
    monitor.followLive(channel, run, sampleConfig(), sampleLayers());
  }
  TemporaryFolder folder;
  RunFolder run = RunStore(folder.path()).create("live");
  std::shared_ptr<RunChannel> channel = std::make_shared<RunChannel>();
  RunMonitor monitor;
  LogPanel log{&monitor, nullptr};
};

TEST(LogPanel, ofALongLogTheNewestLinesStandHereAndItSaysWhereTheOthersAre) {
  LiveLog live(400, 200);
  RunChannel* channel = live.channel.get();
  LogPanel& log = live.log;
  channel->log(LogLine::Level::Info, "line 0");
  ASSERT_TRUE(comes([&] { return log.toPlainText().contains("line 0"); }));
  EXPECT_EQ(log.headText(), "");
  for (int line = 1; line < 7000; ++line) channel->log(LogLine::Level::Info, "line " + std::to_string(line));
  ASSERT_TRUE(comes([&] { return log.toPlainText().contains("line 6999"); }));
  EXPECT_EQ(log.blockCount(), int(kMostLogLines));
  EXPECT_EQ(log.headText(), QStringLiteral("The newest %L1 lines; earlier lines are in log.txt.").arg(kMostLogLines));
  channel->log(LogLine::Level::Warning, "line 7000");
  ASSERT_TRUE(comes([&] { return log.toPlainText().contains("line 7000"); }));
  EXPECT_EQ(log.toPlainText().count("line 6999"), 1) << "lines that stand here are not written again";
  EXPECT_TRUE(plain(log).startsWith(plain(log).left(19) + QStringLiteral("  line 2001")))
      << plain(log).left(40).toStdString();
  EXPECT_EQ(log.verticalScrollBar()->value(), log.verticalScrollBar()->maximum());
}

TEST(LogPanel, addsLiveLinesOnceAndFollowsTheEnd) {
  LiveLog live(300, 100);
  RunChannel* channel = live.channel.get();
  LogPanel& log = live.log;
  for (int line = 0; line < 200; ++line) channel->log(LogLine::Level::Info, "line " + std::to_string(line));
  ASSERT_TRUE(comes([&] { return log.toPlainText().contains("line 199"); }));
  EXPECT_EQ(log.blockCount(), 200);
  EXPECT_EQ(log.verticalScrollBar()->value(), log.verticalScrollBar()->maximum());
  log.verticalScrollBar()->setValue(0);
  channel->log(LogLine::Level::Info, "line 200");
  ASSERT_TRUE(comes([&] { return log.toPlainText().contains("line 200"); }));
  EXPECT_EQ(log.verticalScrollBar()->value(), 0);  // who reads further up is left alone
}

/// A plot without values has no axis that a cursor could stand on.
TEST(PlotView, cursorsComeWithTheValues) {
  PlotView plot;
  plot.resize(320, 200);
  plot.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&plot));
  plot.setPlot({});
  plot.setMarked(20);
  plot.setLinkedPointer(30);
  EXPECT_FALSE(plot.showsMarked());
  EXPECT_FALSE(plot.showsLinkedPointer());
  QSignalSpy moved(&plot, &PlotView::pointerMoved);
  movePointer(plot, QPointF(160, 100));
  ASSERT_EQ(moved.count(), 1);
  EXPECT_TRUE(std::isnan(moved.front().front().toDouble())) << "nor does it send one to its neighbours";
  PlotSpec spec;
  PlotSeries line;
  line.x = {0, 50, 100};
  line.y = {3, 2, 1};
  spec.series.push_back(line);
  plot.setPlot(spec);
  EXPECT_TRUE(plot.showsMarked());
  EXPECT_TRUE(plot.showsLinkedPointer());
  movePointer(plot, QPointF(160, 100));
  EXPECT_TRUE(std::isfinite(moved.back().front().toDouble()));
  plot.setPlot({});
  EXPECT_FALSE(plot.showsMarked());
  EXPECT_FALSE(plot.showsLinkedPointer());
}

/// In a small window three plots and the rates, none of them cut.
TEST(MonitorPanel, whatFindsNoRoomIsLeftOut) {
  Stored stored;
  MonitorPanel panel(&stored.monitor, nullptr);
  panel.resize(1200, 184);
  panel.show();
  const PlotView* loss = panel.group().plot("task_loss");
  ASSERT_TRUE(comes([&] { return loss->isVisible(); }));
  panel.resize(600, 184);
  QCoreApplication::processEvents();
  EXPECT_FALSE(panel.group().plot("weight_norm")->isVisible());
  EXPECT_TRUE(loss->isVisible());
  EXPECT_LE(panel.minimumSizeHint().width(), 1120 - 240 - 280 - 2 * 5) << "between the docks of the smallest window";
}

/// Labels stand for the moment that is looked at: the pointer's, else that of the time bar, else the newest.
TEST(MonitorPanel, labelsReadTheValuesWhereOneLooks) {
  Stored stored;
  MonitorPanel panel(&stored.monitor, nullptr);
  panel.resize(2400, 184);  // wide enough for words beside the cursor's line
  panel.show();
  PlotView* topo = panel.group().plot("topo_loss");
  PlotView* loss = panel.group().plot("task_loss");
  ASSERT_TRUE(comes([&] { return !topo->painter().labels().isEmpty(); }));
  const QString newest = topo->painter().labels().front();
  stored.edit([](ViewState& view) {
    view.followLive = false;
    view.step = 50;
  });
  ASSERT_TRUE(comes([&] { return stored.monitor.data().snapshot->step == 50; }));
  EXPECT_TRUE(topo->painter().labels().front().contains(QStringLiteral("0.15"))) << "0.9 / 6";
  EXPECT_TRUE(topo->painter().labels().front().endsWith(QStringLiteral("at step 50")))
      << topo->painter().labels().front().toStdString();
  QCoreApplication::processEvents();
  const QRect axes = loss->axisRect()->rect();
  movePointer(*loss, QPointF(loss->xAxis->coordToPixel(20), axes.center().y()));
  for (PlotView* plot : {topo, loss})
    EXPECT_TRUE(plot->painter().labels().front().endsWith(QStringLiteral("at step 20")))
        << plot->painter().labels().front().toStdString();
  EXPECT_TRUE(topo->painter().labels().front().contains(QStringLiteral("0.3"))) << "0.9 / 3";
  QEvent leave(QEvent::Leave);
  QCoreApplication::sendEvent(loss, &leave);
  EXPECT_TRUE(topo->painter().labels().front().endsWith(QStringLiteral("at step 50")));
  stored.edit([](ViewState& view) { view.followLive = true; });
  ASSERT_TRUE(comes([&] { return topo->painter().labels().front() == newest; }));
}

/// What was not measured where the pointer is has the name of the step at which it was.
TEST(MonitorPanel, aLabelNamesTheStepOfItsValue) {
  Stored stored;
  MonitorPanel panel(&stored.monitor, nullptr);
  panel.resize(1200, 184);
  panel.show();
  PlotView* loss = panel.group().plot("task_loss");
  ASSERT_TRUE(comes([&] { return loss->painter().labels().size() == 2; }));
  QCoreApplication::processEvents();
  movePointer(*loss, QPointF(loss->xAxis->coordToPixel(24), loss->axisRect()->rect().center().y()));
  EXPECT_TRUE(loss->painter().labels()[0].endsWith(QStringLiteral("at step 20")))
      << loss->painter().labels()[0].toStdString();
  EXPECT_TRUE(loss->painter().labels()[1].endsWith(QStringLiteral("at step 0")))
      << "validated at 0 and at 50: " << loss->painter().labels()[1].toStdString();
}

TEST(MonitorPanel, ofALanguageModelItSaysTokens) {
  ShownMonitor shown;
  auto channel = std::make_shared<RunChannel>();
  RunStatus status = sampleStatus(RunState::Training);
  status.iterationsPerSecond = 2;
  status.imagesPerSecond = 16;  // rows
  channel->setStatus(status);
  RunConfig config = sampleConfig();
  config.data.kind = "tokens";
  config.data.context = 64;
  shown.monitor.setEngine(std::make_shared<FakeEngine>());
  shown.monitor.followLive(channel, RunStore(shown.folder.path()).create("live"), config, sampleLayers());
  EXPECT_TRUE(comes([&] { return hasLabel(shown.panel, "Throughput, tokens/s"); }));
  EXPECT_TRUE(hasLabel(shown.panel, QLocale().toString(16 * 64)));
  EXPECT_FALSE(hasLabel(shown.panel, "Throughput, images/s"));
}

}  // namespace
}  // namespace studio
