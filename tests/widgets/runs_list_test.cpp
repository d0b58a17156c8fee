// What the Runs dock shows: honest states, colours, notes, and what its filter leaves.
#include <gtest/gtest.h>

#include <QApplication>
#include <QLineEdit>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>

#include "core/run/run_keeping.h"
#include "tests/widgets/runs_list_fixture.h"
#include "tests/widgets/sample_run.h"
#include "widgets/frame/theme.h"
#include "widgets/runs/run_list.h"

namespace studio {
namespace {

TEST(RunList, theRunThatIsTrainedSaysWhatIsKnownAtThisMoment) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path(), "live", RunState::Stopped);
  RunListModel model;
  model.setFolder(folder.path());
  ASSERT_TRUE(comes([&] { return model.rowCount() == 1; }));
  const auto line = [&] { return model.data(model.index(0), RunListModel::LineRole).toString(); };
  model.showTrained(run.path(), makeStatus(RunState::Training));
  EXPECT_TRUE(line().contains(QStringLiteral("41\u202f%"))) << line().toStdString();
  model.refresh();
  letPass(200);
  EXPECT_TRUE(line().contains(QStringLiteral("41\u202f%"))) << "the disk says it later";
  model.showTrained({}, {});
  model.refresh();
  EXPECT_TRUE(comes([&] { return line().startsWith("Stopped"); }));
}

TEST(RunList, saysWhatToDoWhileEmptyThenListsWhatComes) {
  Listed listed;
  listed.open();
  EXPECT_TRUE(comes([&] { return listed.emptyText().startsWith("No runs here yet"); }));
  writeSampleRun(listed.folder.path(), "first");
  ASSERT_TRUE(listed.hasRows(1));  // read again within two seconds
  EXPECT_EQ(listed.emptyText(), "");
  EXPECT_EQ(listed.row("first").data(RunListModel::LineRole).toString(),
            QStringLiteral("Finished · top-1 93.5\u202f%"));
}

TEST(RunList, showsHonestStatesAndDamagedRuns) {
  Listed listed;
  RunStatus silent = makeStatus(RunState::Training);
  silent.host = "another-machine";
  silent.heartbeat = 1000;  // long ago
  writeSampleRun(listed.folder.path(), "gone").writeStatus(silent);
  const RunFolder damaged = writeSampleRun(listed.folder.path(), "damaged");
  listed.folder.write("damaged/status.json", "{ cut");
  listed.open();
  ASSERT_TRUE(listed.hasRows(2));
  EXPECT_EQ(RunState(listed.row("gone").data(RunListModel::StateRole).toInt()), RunState::Interrupted);
  EXPECT_EQ(RunState(listed.row("damaged").data(RunListModel::StateRole).toInt()), RunState::Failed);
  EXPECT_TRUE(listed.row("damaged").data(RunListModel::LineRole).toString().contains("status.json"));
}

TEST(RunList, aRunThatAnotherProcessTrainsSaysWhoAndCannotBeResumed) {
  Listed listed;
  RunStatus elsewhere = makeStatus(RunState::Training);
  elsewhere.host = "another-machine";
  elsewhere.pid = 77;
  elsewhere.secondsLeft = 75;
  elsewhere.heartbeat = secondsNow();
  writeSampleRun(listed.folder.path(), "elsewhere").writeStatus(elsewhere);
  writeSampleRun(listed.folder.path(), "here").writeStatus(makeStatus(RunState::Training));  // by this process
  listed.open();
  ASSERT_TRUE(listed.hasRows(2));
  EXPECT_EQ(listed.row("elsewhere").data(RunListModel::LineRole).toString(),
            QStringLiteral("Training 41\u202f% · process 77 on another-machine"));
  EXPECT_TRUE(listed.row("elsewhere").data(RunListModel::HeldRole).toBool());
  EXPECT_FALSE(listed.row("elsewhere").data(RunListModel::ResumableRole).toBool());
  EXPECT_TRUE(listed.row("elsewhere").data(Qt::ToolTipRole).toString().contains("stop it there"));
  EXPECT_FALSE(listed.row("here").data(RunListModel::HeldRole).toBool());
  EXPECT_EQ(listed.row("here").data(RunListModel::LineRole).toString(), QStringLiteral("Training 41\u202f%"));
}

TEST(RunList, seedsShareAColourAndOtherSettingsDoNot) {
  Listed listed;
  writeSampleRun(listed.folder.path(), "s0", RunState::Finished, 0);
  writeSampleRun(listed.folder.path(), "s1", RunState::Finished, 1);
  const RunFolder other = writeSampleRun(listed.folder.path(), "other");
  RunConfig config = sampleConfig();
  config.topoloss.tau = 50;
  other.writeConfig(config, toToml(config));
  listed.open();
  ASSERT_TRUE(listed.hasRows(3));
  const auto colour = [&](const char* name) { return listed.row(name).data(RunListModel::ColourRole).toInt(); };
  EXPECT_EQ(colour("s0"), colour("s1"));
  EXPECT_NE(colour("s0"), colour("other"));
  EXPECT_EQ(listed.panel.model().colourIndex(other.path()), colour("other"));
}

TEST(RunList, filtersByNameStateAndTau) {
  Listed listed;
  writeSampleRun(listed.folder.path(), "one");
  writeSampleRun(listed.folder.path(), "two", RunState::Stopped);
  listed.open();
  ASSERT_TRUE(listed.hasRows(2));
  auto* filter = listed.panel.findChild<QLineEdit*>();
  for (const auto& [text, rows] :
       std::vector<std::pair<QString, int>>{{"tw", 1}, {"stopped", 1}, {"τ 3", 2}, {"nothing", 0}}) {
    filter->clear();
    if (text.contains(QChar(0x3c4)))
      filter->setText(text);  // QTest's keyboard has no τ
    else
      QTest::keyClicks(filter, text);
    EXPECT_EQ(listed.panel.list()->model()->rowCount(), rows) << text.toStdString();
  }
  EXPECT_EQ(listed.emptyText(), "No run matches the filter.");
}

TEST(RunList, aRunThatIsTrainedIsNeverFilteredAway) {
  Listed listed;
  writeSampleRun(listed.folder.path(), "done");
  const RunFolder busy = writeSampleRun(listed.folder.path(), "busy");
  busy.writeStatus(makeStatus(RunState::Training));
  listed.open();
  ASSERT_TRUE(listed.hasRows(2));
  QTest::keyClicks(listed.panel.findChild<QLineEdit*>(), "nothing of this");
  ASSERT_TRUE(listed.hasRows(1));
  EXPECT_TRUE(listed.row("busy").isValid());
  busy.writeStatus(makeStatus(RunState::Stopped));
  listed.panel.model().refresh();
  EXPECT_TRUE(listed.hasRows(0));
}

TEST(RunList, theFilterReadsNotesAndARowWithOneHasAMark) {
  Listed listed;
  const RunFolder noted = writeSampleRun(listed.folder.path(), "noted");
  writeSampleRun(listed.folder.path(), "plain");
  writeNote(noted, "stripes at fc1");
  listed.open();
  ASSERT_TRUE(listed.hasRows(2));
  EXPECT_TRUE(listed.row("noted").data(Qt::ToolTipRole).toString().endsWith("stripes at fc1"));
  const QImage drawn = listed.panel.list()->viewport()->grab().toImage();
  const auto mark = [&](const char* name) {
    const QRect row = listed.panel.list()->visualRect(listed.row(name));
    const QRect place(row.right() - 20, row.top() + 6, 12, 12);
    int painted = 0;
    for (int y = place.top(); y <= place.bottom(); ++y)
      for (int x = place.left(); x <= place.right(); ++x)
        painted += drawn.pixelColor(x, y) != drawn.pixelColor(place.left() - 3, place.top());
    return painted;
  };
  EXPECT_GT(mark("noted"), 10);
  EXPECT_EQ(mark("plain"), 0);
  QTest::keyClicks(listed.panel.findChild<QLineEdit*>(), "stripes");
  EXPECT_TRUE(listed.hasRows(1));
  EXPECT_TRUE(listed.row("noted").isValid());
}

TEST(RunList, isDrawnInBothThemesWithTheRunsColour) {
  Listed listed;
  writeSampleRun(listed.folder.path(), "digits");
  listed.open();
  ASSERT_TRUE(listed.hasRows(1));
  for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
    ThemeManager::instance().choose(choice);
    const QImage drawn = listed.panel.list()->viewport()->grab().toImage();
    const QRect row = listed.panel.list()->visualRect(listed.row("digits"));
    EXPECT_EQ(drawn.pixelColor(row.left() + 20, row.top() + 12), theme().runMark(0));
    EXPECT_NE(drawn.pixelColor(row.right() - 4, row.top() + 20), theme().runMark(0));
  }
}

TEST(RunList, followsItsFolderAlsoWhileTheDockIsBehindSomethingElse) {
  TemporaryFolder folder;
  QWidget window;
  RunListPanel panel(&window);
  panel.setFolder(folder.path());
  window.show();
  panel.hide();  // another workspace is in front
  writeSampleRun(folder.path(), "copied");
  EXPECT_TRUE(comes([&] { return panel.model().rowCount() == 1; }));
}

/// Above all others.
void addNewest(Listed& listed) {
  RunStatus status = sampleStatus(RunState::Finished);
  status.started = 4e9;
  writeSampleRun(listed.folder.path(), "newer").writeStatus(status);
}

void pointAt(Listed& listed, const QPoint& place) {
  QMouseEvent move(QEvent::MouseMove, QPointF(place), listed.panel.list()->viewport()->mapToGlobal(QPointF(place)),
                   Qt::NoButton, Qt::NoButton, Qt::NoModifier);
  QApplication::sendEvent(listed.panel.list()->viewport(), &move);
}

/// Runs of a sweep come one after the other, above the one that a person is about to click.
TEST(RunList, newRunsSlideNoOtherRowUnderThePointer) {
  Listed listed;
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"})
    writeSampleRun(listed.folder.path(), name);
  listed.open();
  ASSERT_TRUE(listed.hasRows(14));
  auto* list = listed.panel.list();
  const QPoint place(60, 120);
  pointAt(listed, place);
  const QString before = list->indexAt(place).data().toString();
  addNewest(listed);
  listed.panel.model().refresh();
  ASSERT_TRUE(listed.hasRows(15));
  EXPECT_EQ(list->indexAt(place).data().toString(), before) << "the list has scrolled with it";
}

TEST(RunList, whereNothingCanBeScrolledAClickIsForTheRunThatWasSeen) {
  Listed listed;
  for (const char* name : {"a", "b", "c"}) writeSampleRun(listed.folder.path(), name);
  listed.open();
  ASSERT_TRUE(listed.hasRows(3));
  auto* list = listed.panel.list();
  const QPoint place = listed.middle(list->model()->index(1, 0));
  pointAt(listed, place);
  const QString seen = list->indexAt(place).data(RunListModel::PathRole).toString();
  addNewest(listed);
  listed.panel.model().refresh();
  ASSERT_TRUE(listed.hasRows(4));
  const bool slid = list->indexAt(place).data(RunListModel::PathRole).toString() != seen;
  QSignalSpy chosen(&listed.panel, &RunListPanel::runChosen);
  QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, place);
  ASSERT_EQ(chosen.size(), 1);
  EXPECT_EQ(chosen[0][0].toString(), seen);
  EXPECT_TRUE(slid) << "else this is no test";
  listed.panel.model().refresh();
  letPass(900);
  QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, place);
  EXPECT_NE(chosen.back()[0].toString(), seen) << "by now everybody sees what is there";
}

}  // namespace
}  // namespace studio
