// StartMode on with a run about which a person has to decide something first: other data, lost checkpoints, another
// process or machine.
#include <QDir>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QTimer>
#include <fstream>

#include "core/run/text_file.h"
#include "core/run/npy.h"
#include "core/run/run_lock.h"
#include "tests/app/gui/gui_fixture.h"
#include "widgets/runs/run_text.h"
#include "widgets/runs/run_list.h"

namespace studio {
namespace {

class Resume : public GuiTest {
 protected:
  static bool isAsked(MainWindow& window) {
    return waitFor([&] { return askedToResume(window) != nullptr; });
  }
  static void resumeByAction(MainWindow& window) {
    EXPECT_TRUE(waitFor([&] { return canResume(window); }));
    window.registry().action(QStringLiteral("run.resume"))->trigger();
  }
  static bool canResume(MainWindow& window) {
    window.registry().refresh();
    return window.registry().action(QStringLiteral("run.resume"))->isEnabled();
  }

  /// An array of so many images of 144 values, with labels 0 to 7.
  void writeImages(int images) const {
    QDir().mkpath(folder_.path() + "/data");
    std::vector<float> values;
    std::vector<std::int64_t> labels;
    for (int image = 0; image < images; ++image) {
      labels.push_back(image % 8);
      for (int value = 0; value < 144; ++value) values.push_back(float((image * 7 + value * 3) % 11));
    }
    writeFileAtomically(
        (folder_.path() + "/data/a.npz").toStdString(),
        formatNpz({{"x", NpyArray::from(values, {images, 144})}, {"y", NpyArray::from(labels, {images})}}));
  }

  RunConfig runOfImages() const {
    auto config = smallRun(20000);
    config.data = {};
    config.data.kind = "arrays";
    config.data.root = (folder_.path() + "/data/a.npz").toStdString();
    return config;
  }
};

TEST_F(Resume, ChangedDataAreAskedAboutFirst) {
  writeImages(64);
  const auto window = makeWindow();
  ASSERT_TRUE(trainAndStop(*window, runOfImages(), "one"));
  const auto folder = window->session().monitor()->data().folder;
  writeImages(80);
  resumeByAction(*window);
  ASSERT_TRUE(isAsked(*window));
  EXPECT_TRUE(askedToResume(*window)->text().contains("instead of")) << askedToResume(*window)->text().toStdString();
  QTest::keyClick(askedToResume(*window), Qt::Key_Return);  // the safe answer
  EXPECT_EQ(askedToResume(*window), nullptr);
  EXPECT_FALSE(window->session().training());
  resumeByAction(*window);
  ASSERT_TRUE(isAsked(*window));
  press(*askedToResume(*window), "Go on with these data");
  ASSERT_TRUE(waitFor([&] { return window->session().training() && runState(*window) == RunState::Training; }));
  window->session().stop(true);
  ASSERT_TRUE(waitFor([&] { return !window->session().training(); }));
  EXPECT_FALSE(folder.status().dataChanged.empty());
}

TEST_F(Resume, LostCheckpointsAreAskedAboutAndTheRunStartsAgain) {
  const auto window = makeWindow();
  ASSERT_TRUE(trainAndStop(*window, smallRun(20000), "one"));
  const RunFolder folder(window->session().monitor()->data().folder.path());
  const auto rows = folder.scalars().size();
  const auto before = folder.lastScalar()->step;
  std::filesystem::remove_all(folder.path() / "checkpoints");
  QSignalSpy refused(&window->session(), &Session::failed);
  resumeByAction(*window);
  ASSERT_TRUE(isAsked(*window));
  const QString text = askedToResume(*window)->text();
  EXPECT_TRUE(text.contains("no checkpoint left")) << text.toStdString();
  EXPECT_FALSE(text.contains("--restart")) << "the window has a button for it";
  press(*askedToResume(*window), "Cancel");
  EXPECT_FALSE(window->session().training());
  EXPECT_EQ(folder.scalars().size(), rows) << "nothing has been cut";
  EXPECT_EQ(folder.status().state, RunState::Stopped);
  ASSERT_TRUE(waitFor([&] { return runState(*window) == RunState::Stopped; }))
      << "the refusal is no failure of the run";
  resumeByAction(*window);
  ASSERT_TRUE(isAsked(*window));
  press(*askedToResume(*window), "Start again from step 0");
  ASSERT_TRUE(waitFor([&] { return folder.status().state == RunState::Training && folder.status().step > 0; }));
  window->session().stop(true);
  ASSERT_TRUE(waitFor([&] { return !window->session().training(); }));
  EXPECT_EQ(refused.count(), 0);
  ASSERT_FALSE(folder.scalars().empty());
  EXPECT_EQ(folder.scalars().front().step, 0);
  EXPECT_NE(folder.log().find("Begins again at step 0"), std::string::npos);
  EXPECT_GT(before, 0);
}

/// As another process would: the lock is held, and signed by a process that is not this one.
RunLock heldByAnother(const RunFolder& folder) {
  auto lock = RunLock::take(folder.folder());
  std::ofstream(folder.path() / RunLock::kFile)
      << R"({"pid": 1, "host": ")" << hostName() << R"(", "since": 1700000000.0})";
  return std::move(*lock);
}

TEST_F(Resume, ARunThatAnotherProcessHoldsIsShownSoAndCannotBeStartedTwice) {
  const auto window = makeWindow();
  ASSERT_TRUE(trainAndStop(*window, smallRun(20000), "one"));
  const RunFolder folder(window->session().monitor()->data().folder.path());
  const auto size = std::filesystem::file_size(folder.path() / "status.json");
  const RunLock lock = heldByAnother(folder);
  auto* list = window->findChild<RunListPanel*>();
  const auto row = [&] { return list->list()->model()->index(0, 0); };
  ASSERT_TRUE(waitFor([&] { return row().data(RunListModel::HeldRole).toBool(); })) << "read again every two seconds";
  EXPECT_TRUE(waitFor([&] { return row().data(RunListModel::LineRole).toString().endsWith("process 1"); }))
      << "the lock may have been seen before it was signed: "
      << row().data(RunListModel::LineRole).toString().toStdString();
  ASSERT_TRUE(waitFor([&] { return runState(*window) == RunState::Starting; }));
  EXPECT_FALSE(canResume(*window));
  bool offered = true;
  QTimer::singleShot(0, [&] {
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    for (const QAction* action : menu->actions())
      if (action->text() == "Resume") offered = action->isEnabled();
    menu->close();
  });
  Q_EMIT list->list()->customContextMenuRequested(list->list()->visualRect(row()).center());
  EXPECT_FALSE(offered);
  QSignalSpy refused(&window->session(), &Session::failed);  // asked in the moment before the list knows
  window->session().resume(RunFolder(folder.path()));
  ASSERT_TRUE(waitFor([&] { return refused.count() == 1 && !window->session().training(); }));
  EXPECT_TRUE(refused[0][0].toString().contains("trained by process 1 since"))
      << refused[0][0].toString().toStdString();
  EXPECT_EQ(std::filesystem::file_size(folder.path() / "status.json"), size);
}

TEST_F(Resume, AnotherMachinesRunIsTakenOverOnlyWhereItsClockLeavesADoubt) {
  const auto window = makeWindow();
  ASSERT_TRUE(trainAndStop(*window, smallRun(20000), "one"));
  const RunFolder folder(window->session().monitor()->data().folder.path());
  auto status = folder.status();
  status.state = RunState::Training;
  status.host = "another-machine";
  status.pid = 77;
  status.heartbeat = secondsNow() - 5;
  folder.writeStatus(status);
  ASSERT_TRUE(waitFor([&] { return runState(*window) == RunState::Training; }));
  EXPECT_FALSE(canResume(*window));
  QSignalSpy refused(&window->session(), &Session::failed);
  window->session().resume(RunFolder(folder.path()));
  ASSERT_TRUE(waitFor([&] { return refused.count() == 1; }));
  EXPECT_TRUE(refused[0][0].toString().contains("process 77 on another-machine"))
      << refused[0][0].toString().toStdString();
  EXPECT_EQ(askedToResume(*window), nullptr) << "it lives: there is nothing to take over";

  status.heartbeat = secondsNow() + 7200;
  folder.writeStatus(status);
  ASSERT_TRUE(waitFor([&] { return canResume(*window); }));
  resumeByAction(*window);
  ASSERT_TRUE(isAsked(*window));
  EXPECT_TRUE(askedToResume(*window)->text().contains("process 77 on another-machine"))
      << askedToResume(*window)->text().toStdString();
  press(*askedToResume(*window), "Take over");
  ASSERT_TRUE(waitFor([&] { return window->session().showsTraining() && runState(*window) == RunState::Training; }));
  window->session().stop(true);
  ASSERT_TRUE(waitFor([&] { return !window->session().training(); }));
  EXPECT_EQ(folder.status().host, hostName());
}

}  // namespace
}  // namespace studio
