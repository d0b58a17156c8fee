// The Runs dock and the settings under it, over folders of real runs.
#include <gtest/gtest.h>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include "core/run/run_keeping.h"
#include "tests/widgets/sample_run.h"
#include "widgets/frame/theme.h"
#include "widgets/runs/run_text.h"
#include "widgets/runs/run_list.h"
#include "widgets/runs/run_panels.h"

namespace studio {
namespace {

RunStatus makeStatus(RunState state) {
  RunStatus status;
  status.state = state;
  status.step = 1240;
  status.steps = 3000;
  return status;
}

TEST(StateText, everyStateHasAnIconAWordAndAReason) {
  for (int state = 0; state <= int(RunState::Failed); ++state) {
    EXPECT_FALSE(stateStyle(RunState(state)).word.isEmpty());
    EXPECT_FALSE(iconPixmap(stateStyle(RunState(state)).icon, Role::Muted, 12, 1).isNull());
  }
  RunStatus status = makeStatus(RunState::Training);
  status.secondsLeft = 75;
  EXPECT_EQ(stateLine(status), QStringLiteral("Training 41\u202f% · 1\u202fmin 15\u202fs left"));
  EXPECT_EQ(stateLine(makeStatus(RunState::Interrupted)), "Interrupted at step 1240");
  status = makeStatus(RunState::Finished);
  status.validationAccuracy = 0.935;
  EXPECT_EQ(stateLine(status), QStringLiteral("Finished · top-1 93.5\u202f%"));
  status = makeStatus(RunState::Failed);
  status.error = "GPU memory full";
  EXPECT_EQ(stateLine(status), "Failed: GPU memory full");
  status = makeStatus(RunState::Starting);
  status.stage = "reading data";
  EXPECT_EQ(stateLine(status), "Starting: reading data");
}

TEST(StateText, everyShareIsTheSame) {
  RunStatus status = makeStatus(RunState::Training);
  EXPECT_EQ(shareText(status), QStringLiteral("41\u202f%"));
  EXPECT_TRUE(stateLine(status).contains(shareText(status)));
  status.steps = 0;
  EXPECT_TRUE(shareText(status).isEmpty());
  status.stage = "first validation, 40 %";
  EXPECT_EQ(stateLine(status), "Training: first validation, 40 %");
  EXPECT_EQ(stageText(status), "First validation, 40 %");
}

TEST(StateText, whatEndedSaysWhatIsLostAndFromWhereItGoesOn) {
  RunStatus status = makeStatus(RunState::Stopped);
  status.step = 69;
  EXPECT_EQ(endedText(status, 69).sentence, "Stopped at step 69. Nothing is lost.");
  EXPECT_EQ(endedText(status, 69).resume, "Resume from 69");
  status.state = RunState::Interrupted;
  EXPECT_TRUE(endedText(status, 50).sentence.endsWith("19 steps are trained again."));
  EXPECT_EQ(endedText(status, 50).resume, "Resume from 50");
  EXPECT_EQ(endedText(status, -1).resume, "Start again");
  status.state = RunState::Failed;
  status.error = "The disk is full.";
  EXPECT_EQ(endedText(status, 68).sentence, "Failed: The disk is full. 1 step is trained again.");
  for (const RunState state : {RunState::Training, RunState::Paused, RunState::Finished, RunState::Draft})
    EXPECT_TRUE(endedText(makeStatus(state), 10).sentence.isEmpty());
}

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

struct Listed {
  TemporaryFolder folder;
  RunListPanel panel;
  void open() {
    panel.resize(256, 500);
    panel.setFolder(folder.path());
    panel.show();
  }
  bool hasRows(int rows) {
    return comes([&] { return panel.list()->model()->rowCount() == rows; });
  }
  QModelIndex row(const std::string& name) {
    auto* model = panel.list()->model();
    for (int i = 0; i < model->rowCount(); ++i)
      if (model->index(i, 0).data().toString().toStdString() == name) return model->index(i, 0);
    return {};
  }
  QPoint middle(const QModelIndex& index) { return panel.list()->visualRect(index).center(); }
  QString emptyText() {
    for (auto* label : panel.findChildren<QLabel*>())
      if (label->isVisible()) return label->text();
    return {};
  }
};

TEST(RunList, saysWhatToDoWhileEmptyThenListsWhatComes) {
  Listed listed;
  listed.open();
  letPass(50);
  EXPECT_TRUE(listed.emptyText().startsWith("No runs here yet"));
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

TEST(RunList, aRunOfAMachineWhoseClockIsAheadCanBeAskedFor) {
  RunStatus status = makeStatus(RunState::Training);
  status.host = "another-machine";
  status.heartbeat = 1000;
  EXPECT_FALSE(canBeResumed(status, 1000));
  EXPECT_FALSE(canBeTakenOver(status, 950)) << "clocks differ by some seconds";
  EXPECT_TRUE(canBeTakenOver(status, 900));
  EXPECT_TRUE(canBeResumed(status, 900));
  EXPECT_TRUE(holderSentence(status, 900).contains("ahead of this machine's clock"));
  status.state = RunState::Stopped;
  EXPECT_TRUE(canBeResumed(status, 1000));
  EXPECT_FALSE(canBeTakenOver(status, 900));
  EXPECT_EQ(holderSentence(status, 900), "");
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

TEST(RunList, mouseAndKeyboardChooseARun) {
  Listed listed;
  const RunFolder a = writeSampleRun(listed.folder.path(), "a"), b = writeSampleRun(listed.folder.path(), "b");
  listed.open();
  ASSERT_TRUE(listed.hasRows(2));
  QSignalSpy chosen(&listed.panel, &RunListPanel::runChosen);
  QTest::mouseClick(listed.panel.list()->viewport(), Qt::LeftButton, {}, listed.middle(listed.row("b")));
  ASSERT_EQ(chosen.count(), 1);
  EXPECT_EQ(chosen[0][0].toString().toStdString(), b.path().string());
  listed.panel.list()->setCurrentIndex(listed.row("a"));
  listed.panel.model().refresh();
  letPass(200);
  EXPECT_EQ(listed.panel.list()->currentIndex(), listed.row("a"));  // reading again leaves the keyboard's place alone
  QTest::keyClick(listed.panel.list(), Qt::Key_Return);
  ASSERT_EQ(chosen.count(), 2);
  EXPECT_EQ(chosen[1][0].toString().toStdString(), a.path().string());
}

/// Chooses an entry of the list's menu by its words.
void chooseInMenu(Listed& listed, const std::string& run, const QString& text) {
  QTimer::singleShot(0, [text] {
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    ASSERT_NE(menu, nullptr);
    for (QAction* action : menu->actions())
      if (action->text() == text) {
        menu->setActiveAction(action);
        QTest::keyClick(menu, Qt::Key_Return);
        return;
      }
    menu->close();
    ADD_FAILURE() << "no entry " << text.toStdString();
  });
  Q_EMIT listed.panel.list()->customContextMenuRequested(listed.middle(listed.row(run)));
}

TEST(RunList, theMenuAsksForWhatARunAllows) {
  Listed listed;
  const RunFolder stopped = writeSampleRun(listed.folder.path(), "stopped", RunState::Stopped);
  listed.open();
  ASSERT_TRUE(listed.hasRows(1));
  const std::vector<std::pair<QString, void (RunListPanel::*)(const QString&)>> entries = {
      {"Open", &RunListPanel::runChosen},
      {"Show folder", &RunListPanel::folderWanted},
      {"Resume", &RunListPanel::resumeWanted},
      {"Note...", &RunListPanel::noteWanted},
      {"Duplicate as new configuration", &RunListPanel::duplicateWanted}};
  for (const auto& [text, signal] : entries) {
    QSignalSpy asked(&listed.panel, signal);
    chooseInMenu(listed, "stopped", text);
    ASSERT_EQ(asked.count(), 1) << text.toStdString();
    EXPECT_EQ(asked[0][0].toString().toStdString(), stopped.path().string());
  }
  QSignalSpy trash(&listed.panel, &RunListPanel::trashWanted);
  chooseInMenu(listed, "stopped", "Move to trash");
  ASSERT_EQ(trash.count(), 1);
  EXPECT_EQ(trash[0][0].toStringList(), QStringList(QString::fromStdString(stopped.path().string())));
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

TEST(RunList, severalAreChosenAtOnceAndStayChosenWhenTheListGrows) {
  Listed listed;
  for (const char* name : {"a", "b", "c"}) writeSampleRun(listed.folder.path(), name);
  listed.open();
  ASSERT_TRUE(listed.hasRows(3));
  QSignalSpy opened(&listed.panel, &RunListPanel::runChosen), trash(&listed.panel, &RunListPanel::trashWanted);
  auto* list = listed.panel.list();
  QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, listed.middle(listed.row("a")));
  QTest::mouseClick(list->viewport(), Qt::LeftButton, Qt::ControlModifier, listed.middle(listed.row("c")));
  EXPECT_EQ(opened.count(), 1) << "a click with Ctrl opens nothing";
  EXPECT_EQ(listed.panel.chosen().size(), 2);
  writeSampleRun(listed.folder.path(), "d");
  listed.panel.model().refresh();
  ASSERT_TRUE(listed.hasRows(4));
  EXPECT_EQ(listed.panel.chosen().size(), 2);
  QTest::keyClick(list, Qt::Key_Delete);
  ASSERT_EQ(trash.count(), 1);
  QStringList names;
  for (const QString& path : trash[0][0].toStringList()) names << path.section('/', -1);
  names.sort();
  EXPECT_EQ(names, QStringList({"a", "c"}));
  chooseInMenu(listed, "c", "Move 2 runs to trash");
  EXPECT_EQ(trash.count(), 2);
}

TEST(RunList, aNameIsEditedInItsRowAndReadingAgainDoesNotDisturb) {
  Listed listed;
  const RunFolder run = writeSampleRun(listed.folder.path(), "first");
  listed.open();
  ASSERT_TRUE(listed.hasRows(1));
  QSignalSpy renamed(&listed.panel.model(), &RunListModel::renameWanted);
  listed.panel.beginRename(QString::fromStdString(run.path().string()));
  auto* field = listed.panel.findChild<QLineEdit*>("runName");
  ASSERT_NE(field, nullptr);
  EXPECT_EQ(field->text(), "first");
  field->selectAll();
  QTest::keyClicks(field, "second");
  QSignalSpy read(&listed.panel.model(), &RunListModel::refreshed);
  listed.panel.model().refresh();
  ASSERT_TRUE(comes([&] { return read.count() > 0; }));
  EXPECT_EQ(field->text(), "second");
  QTest::keyClick(field, Qt::Key_Return);
  ASSERT_TRUE(comes([&] { return renamed.count() == 1; }));
  EXPECT_EQ(renamed[0][0].toString().toStdString(), run.path().string());
  EXPECT_EQ(renamed[0][1].toString(), "second");
}

TEST(RunList, aRunThatIsTrainedIsNotRenamed) {
  Listed listed;
  const RunFolder run = writeSampleRun(listed.folder.path(), "busy");
  run.writeStatus(makeStatus(RunState::Training));
  listed.open();
  ASSERT_TRUE(listed.hasRows(1));
  listed.panel.beginRename(QString::fromStdString(run.path().string()));
  EXPECT_EQ(listed.panel.findChild<QLineEdit*>("runName"), nullptr);
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

TEST(SettingsPanel, showsWhatTheRunWasStartedWith) {
  TemporaryFolder folder;
  RunMonitor monitor;
  SettingsPanel panel(&monitor, nullptr);
  panel.show();
  monitor.openStored(writeSampleRun(folder.path(), "digits", RunState::Finished, 7));
  const auto shows = [&](const QString& name, const QString& value) {
    const auto labels = panel.findChildren<QLabel*>();
    for (qsizetype i = 0; i + 1 < labels.size(); ++i)
      if (labels[i]->text() == name) return labels[i + 1]->text() == value;
    return false;
  };
  ASSERT_TRUE(comes([&] { return shows("Seed", "7"); }));
  EXPECT_TRUE(shows("τ", "3"));
  EXPECT_TRUE(shows("Factor", "4 × 4"));
  EXPECT_TRUE(shows("Layers", "2 of 3"));
  EXPECT_TRUE(shows("Data", "idx, demo"));
  EXPECT_TRUE(shows("Optimizer", "AdamW"));
  EXPECT_EQ(panel.findChild<QComboBox*>("part"), nullptr);
}

TEST(SettingsPanel, ofAFileWithSeveralNetworksOneIsChosen) {
  RunMonitor monitor;
  SettingsPanel panel(&monitor, nullptr);
  panel.show();
  RunData file;
  file.folder = RunFolder("dino.pth");
  file.caption = "ResNet-18";
  file.facts = {{"File", "dino.pth"}, {"Model", "resnet18"}};
  file.parts = {"student", "teacher"};
  file.part = "student";
  monitor.openStandalone(file);
  auto* choice = panel.findChild<QComboBox*>("part");
  ASSERT_NE(choice, nullptr);
  EXPECT_EQ(choice->currentText(), "student");
  QSignalSpy chosen(&panel, &SettingsPanel::partChosen);
  QTest::keyClick(choice, Qt::Key_Down);
  ASSERT_EQ(chosen.count(), 1);
  EXPECT_EQ(chosen[0][0].toString(), "teacher");
}

}  // namespace
}  // namespace studio
