// What a person does in the Runs dock: choose by mouse and keyboard, ask by the menu, choose several, edit a name.
#include <gtest/gtest.h>

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include "tests/widgets/runs_list_fixture.h"
#include "tests/widgets/sample_run.h"
#include "widgets/runs/run_list.h"

namespace studio {
namespace {

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
  QSignalSpy compare(&listed.panel, &RunListPanel::compareWanted);
  chooseInMenu(listed, "c", "Compare 2 runs");
  ASSERT_EQ(compare.count(), 1);
  EXPECT_EQ(compare[0][0].toStringList(), trash[0][0].toStringList());
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

}  // namespace
}  // namespace studio
