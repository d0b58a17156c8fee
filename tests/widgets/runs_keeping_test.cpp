// Runs renamed, noted, duplicated, moved to the trash and brought back, through a window of workspaces.
#include <gtest/gtest.h>

#include <QDialog>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QListView>
#include <QTest>

#include "core/run/run_keeping.h"
#include "tests/widgets/fake_session.h"
#include "tests/widgets/sample_run.h"
#include "widgets/frame/message_bar.h"
#include "widgets/frame/workspace_window.h"
#include "widgets/runs/run_keeping.h"
#include "widgets/runs/run_list.h"

namespace studio {
namespace {

/// Opens runs in its monitor.
class OpeningSession : public FakeSession {
 public:
  explicit OpeningSession(RunMonitor& monitor) : monitor_(monitor) {}
  void openRun(const std::filesystem::path& run) override { monitor_.openStored(RunFolder(run)); }
  void closeRun() override { monitor_.close(); }

 private:
  RunMonitor& monitor_;
};

/// The trash lies beside the runs, on one disk with them.
struct Keeping : ::testing::Test {
  void SetUp() override {
    before = qgetenv("XDG_DATA_HOME");
    qputenv("XDG_DATA_HOME", (folder.path() / "data").string().c_str());
    QDir().mkpath(QString::fromStdString((folder.path() / "data").string()));
    keeping.serve(panel);
    window.resize(800, 600);
    window.show();
  }
  void TearDown() override { before.isEmpty() ? qunsetenv("XDG_DATA_HOME") : qputenv("XDG_DATA_HOME", before); }
  RunFolder make(const char* name, RunState state = RunState::Finished) {
    return writeSampleRun(folder.path() / "runs", name, state);
  }
  bool lists(const QStringList& names) {
    model.setFolder(folder.path() / "runs");
    return comes([&] {
      QStringList shown;
      for (int row = 0; row < model.rowCount(); ++row) shown << QString::fromStdString(model.run(row).name);
      shown.sort();
      return shown == names;
    });
  }
  QString message() { return window.findChild<MessageBar*>()->text(); }
  static QString path(const RunFolder& run) { return QString::fromStdString(run.path().string()); }

  TemporaryFolder folder;
  QByteArray before;
  WorkspaceWindow window;
  RunMonitor monitor;
  OpeningSession session{monitor};
  RunListModel model;
  RunKeeping keeping{window, session, monitor, model};
  RunListPanel panel{nullptr, &model};
};

TEST_F(Keeping, theOpenRunStaysOpenUnderItsNewName) {
  const RunFolder run = make("first");
  session.openRun(run.path());
  ASSERT_TRUE(lists({"first"}));
  keeping.rename(path(run), "second");
  ASSERT_TRUE(comes([&] { return monitor.hasRun() && monitor.data().folder.name() == "second"; }));
  EXPECT_TRUE(lists({"second"}));
}

TEST_F(Keeping, aNameThatIsTakenIsSaidAndChangesNothing) {
  const RunFolder run = make("first");
  make("second");
  keeping.rename(path(run), "second");
  ASSERT_TRUE(comes([&] { return message().contains("something called second already"); }));
  EXPECT_TRUE(lists({"first", "second"}));
}

/// The rule of names is that of Setup.
TEST_F(Keeping, aNameThatCouldNotBeStartedIsNotTakenByRenaming) {
  const RunFolder run = make("first");
  keeping.rename(path(run), "my run #2");
  ASSERT_TRUE(comes([&] { return message().contains("letters, digits"); })) << message().toStdString();
  EXPECT_TRUE(lists({"first"}));
  keeping.rename(path(run), " second ");
  EXPECT_TRUE(lists({"second"}));
}

TEST_F(Keeping, aNoteIsWrittenInItsDialog) {
  const RunFolder run = make("first");
  keeping.editNote(path(run));
  QDialog* dialog = nullptr;
  ASSERT_TRUE(comes([&] { return (dialog = window.findChild<QDialog*>("runNote")) && dialog->isVisible(); }));
  QTest::keyClicks(dialog->findChild<QPlainTextEdit*>(), "stripes");
  QTest::mouseClick(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save), Qt::LeftButton);
  EXPECT_TRUE(comes([&] { return readNote(run) == "stripes"; }));
}

TEST_F(Keeping, aDuplicateIsAConfigurationWithTheTextThatWasGiven) {
  const RunFolder run = make("first");
  run.writeConfig(sampleConfig(), "# mine\n" + toToml(sampleConfig()));
  QSignalSpy opened(&session, &RunSession::configurationOpened);
  keeping.duplicate(path(run));
  ASSERT_TRUE(comes([&] { return opened.count() == 1; }));
  EXPECT_TRUE(opened[0][1].toString().startsWith("# mine"));
  EXPECT_EQ(opened[0][0].value<RunConfig>(), run.config());
  RunConfig given = sampleConfig(), seven = sampleConfig(7);
  given.train.precision = "auto";
  run.writeConfig(seven, toToml(given));  // fp32, as the device decided
  keeping.duplicate(path(run));
  ASSERT_TRUE(comes([&] { return opened.count() == 2; }));
  const auto config = opened[1][0].value<RunConfig>();
  seven.train.precision = "auto";
  EXPECT_EQ(config, seven) << "the resolved settings decide, but for what the device decides";
  EXPECT_EQ(parseConfig(opened[1][1].toString().toStdString()), config);
  EXPECT_FALSE(opened[1][1].toString().contains("batch_size")) << "nothing that is at its default";
}

TEST_F(Keeping, aNameThatIsRefusedStaysInItsFieldWithTheReason) {
  const RunFolder run = make("first");
  make("second");
  panel.resize(256, 400);
  panel.show();
  ASSERT_TRUE(lists({"first", "second"}));
  const auto field = [&]() -> QLineEdit* {
    for (auto* each : panel.findChildren<QLineEdit*>("runName"))
      if (each->isVisible()) return each;
    return nullptr;
  };
  ASSERT_TRUE(panel.beginRename(path(run)));
  field()->selectAll();
  QTest::keyClicks(field(), "second");
  QTest::keyClick(field(), Qt::Key_Return);
  ASSERT_TRUE(comes([&] { return field() && field()->property("problem").toByteArray() == "bad"; }));
  EXPECT_EQ(field()->text(), "second");
  auto* why = panel.findChild<QLabel*>("runNameProblem");
  ASSERT_NE(why, nullptr);
  EXPECT_TRUE(why->isVisible());
  EXPECT_TRUE(why->text().contains("something called second already")) << why->text().toStdString();
  EXPECT_FALSE(message().contains("second already")) << "it is said once";
  QTest::keyClick(field(), Qt::Key_End);
  QTest::keyClicks(field(), "2");
  QTest::keyClick(field(), Qt::Key_Return);
  EXPECT_TRUE(lists({"second", "second2"}));
  EXPECT_EQ(panel.findChild<QLabel*>("runNameProblem"), nullptr);
}

TEST_F(Keeping, whenTheOpenRunGoesItsNeighbourIsOpened) {
  const RunFolder a = make("a"), b = make("b"), c = make("c");
  panel.resize(256, 400);
  panel.show();
  ASSERT_TRUE(lists({"a", "b", "c"}));
  QStringList inOrder;
  for (int row = 0; row < model.rowCount(); ++row) inOrder << QString::fromStdString(model.run(row).path.string());
  const auto opens = [&](const QString& run) {
    return comes([&] { return monitor.hasRun() && monitor.data().folder.path() == run.toStdString(); });
  };
  session.openRun(inOrder[1].toStdString());
  keeping.moveToTrash({inOrder[1]});
  EXPECT_TRUE(opens(inOrder[2])) << "the one below";
  ASSERT_TRUE(comes([&] { return keeping.canRestore(); }));
  keeping.restoreTrashed();
  EXPECT_TRUE(opens(inOrder[1]));
  ASSERT_TRUE(lists({"a", "b", "c"}));
  session.openRun(inOrder[2].toStdString());
  keeping.moveToTrash({inOrder[1], inOrder[2]});
  EXPECT_TRUE(opens(inOrder[0])) << "none is below, and the one above goes too";
  ASSERT_TRUE(comes([&] { return keeping.canRestore(); }));
  ASSERT_TRUE(lists({QFileInfo(inOrder[0]).fileName()}));
  keeping.moveToTrash({inOrder[0]});
  EXPECT_TRUE(comes([&] { return !monitor.hasRun(); })) << "there is no other";
}

TEST_F(Keeping, whatIsMovedToTheTrashComesBackWithUndo) {
  const RunFolder a = make("a"), b = make("b"), busy = make("busy");
  RunStatus live = sampleStatus(RunState::Training);
  busy.writeStatus(live);
  session.openRun(a.path());
  keeping.moveToTrash({path(a), path(b), path(busy)});
  ASSERT_TRUE(comes([&] { return keeping.canRestore(); }));
  EXPECT_TRUE(message().contains("busy is being trained and stays")) << message().toStdString();
  EXPECT_FALSE(monitor.hasRun());
  EXPECT_TRUE(lists({"busy"}));
  EXPECT_FALSE(RunFolder(a.path()).exists());
  keeping.restoreTrashed();
  ASSERT_TRUE(lists({"a", "b", "busy"}));
  EXPECT_TRUE(comes([&] { return monitor.hasRun() && monitor.data().folder.name() == "a"; }));
  EXPECT_FALSE(keeping.canRestore());
  const QDir info(QString::fromStdString((folder.path() / "data/Trash/info").string()));
  EXPECT_TRUE(info.entryList(QDir::Files).isEmpty()) << "the trash lists what is not in it";
}

TEST_F(Keeping, aRunWhoseNameIsTakenByNowStaysInTheTrash) {
  const RunFolder run = make("a");
  keeping.moveToTrash({path(run)});
  ASSERT_TRUE(comes([&] { return keeping.canRestore(); }));
  EXPECT_TRUE(message().contains("a is in the trash."));
  make("a");
  auto* undo = window.findChild<MessageBar*>()->findChild<QPushButton*>();
  EXPECT_EQ(undo->text(), "Undo");
  QTest::mouseClick(undo, Qt::LeftButton);
  EXPECT_TRUE(comes([&] { return message().contains("stays in the trash"); })) << message().toStdString();
}

/// As on a new machine: neither the folder of data nor the trash in it is there.
TEST_F(Keeping, theTrashIsMadeWhereTheFolderOfDataIsMissing) {
  const QDir current;
  const auto inCurrent = [&] { return current.exists("files") || current.exists("info"); };
  ASSERT_FALSE(inCurrent());
  const std::filesystem::path home = folder.path() / "home";
  std::filesystem::create_directories(home);
  const QByteArray homeBefore = qgetenv("HOME");
  qputenv("HOME", home.string().c_str());
  for (const std::string& data : {(folder.path() / "not/there").string(), std::string()}) {
    data.empty() ? qunsetenv("XDG_DATA_HOME") : qputenv("XDG_DATA_HOME", data.c_str());
    const RunFolder run = make("a");
    keeping.moveToTrash({path(run)});
    EXPECT_TRUE(comes([&] { return keeping.canRestore(); })) << message().toStdString();
    const std::filesystem::path place = data.empty() ? home / ".local/share" : std::filesystem::path(data);
    EXPECT_TRUE(comes([&] { return std::filesystem::exists(place / "Trash/files" / run.name()); })) << place;
    keeping.restoreTrashed();
    EXPECT_TRUE(comes([&] { return std::filesystem::exists(run.path()); }));  // the handle goes along into the trash
  }
  qputenv("XDG_DATA_HOME", "relative/data");
  const RunFolder run = make("a");
  keeping.moveToTrash({path(run)});
  EXPECT_TRUE(comes([&] { return message().contains("XDG_DATA_HOME is relative/data"); })) << message().toStdString();
  EXPECT_TRUE(run.exists());
  EXPECT_FALSE(inCurrent()) << "nothing is left in the folder that the program was started in";
  qputenv("HOME", homeBefore);
}

/// The Undo of the toolbar and the menu is that of the trash where runs are listed.
TEST_F(Keeping, theCommandUndoBringsBackWhatWasMovedToTheTrash) {
  const RunFolder a = make("a");
  const auto specs = keeping.actions();
  const auto undo =
      std::find_if(specs.begin(), specs.end(), [](const ActionSpec& spec) { return spec.id == "edit.undo"; });
  ASSERT_NE(undo, specs.end());
  EXPECT_FALSE(undo->enabled());
  keeping.moveToTrash({path(a)});
  ASSERT_TRUE(comes([&] { return undo->enabled(); }));
  undo->run();
  EXPECT_TRUE(lists({"a"}));
  EXPECT_FALSE(undo->enabled());
}

TEST_F(Keeping, whatWasSaidOfTheTrashGoesWithUndo) {
  const RunFolder run = make("a");
  keeping.moveToTrash({path(run)});
  ASSERT_TRUE(comes([&] { return message() == "a is in the trash."; }));
  keeping.restoreTrashed();  // as the menu does
  EXPECT_EQ(message(), "");
  EXPECT_TRUE(lists({"a"}));
}

TEST_F(Keeping, ctrlZInTheListBringsBackWhatWentToTheTrash) {
  make("a");
  make("b");
  panel.setParent(&window);
  panel.resize(256, 400);
  panel.show();
  window.activateWindow();
  ASSERT_TRUE(lists({"a", "b"}));
  panel.list()->setFocus();
  panel.list()->setCurrentIndex(panel.list()->model()->index(0, 0));
  ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  QTest::keyClick(panel.list(), Qt::Key_Delete);
  ASSERT_TRUE(comes([&] { return keeping.canRestore(); }));
  panel.list()->setFocus();
  QTest::keyClick(panel.list(), Qt::Key_Z, Qt::ControlModifier);
  EXPECT_TRUE(lists({"a", "b"}));
  EXPECT_FALSE(keeping.canRestore());
  panel.setParent(nullptr);
}

}  // namespace
}  // namespace studio
