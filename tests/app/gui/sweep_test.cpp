// A sweep from the form to its finished runs: a process of its own trains them, and outlives the window.
#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>
#include <set>

#include "core/run/sweep_queue.h"
#include "tests/app/gui/gui_fixture.h"
#include "widgets/forms/sweep_dialog.h"
#include "widgets/runs/sweep_panel.h"

namespace studio {
namespace {

class SweepInTheWindow : public GuiTest {
 protected:
  static SweepDialog* dialogOf(MainWindow& window) { return window.findChild<SweepDialog*>(); }
  static SweepPanel* panelOf(MainWindow& window) {
    for (auto* panel : window.findChildren<SweepPanel*>())
      if (panel->isVisible()) return panel;
    return nullptr;
  }
  static void addTau(SweepDialog& dialog, const char* text) {
    auto* line = dialog.axis("topoloss.tau")->findChildren<QLineEdit*>().front();
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
    QTest::keyClick(line, Qt::Key_Return);
  }
};

/// Runs that are added do not change what somebody chose for the queue.
TEST_F(SweepInTheWindow, AQueueKeepsItsNumberOfRunsAtOnce) {
  const SweepQueue queue = SweepQueue::make(runs(), "mlp_sweep");
  Sweep sweep;
  sweep.name = "mlp_sweep";
  sweep.base = smallRun(20);
  queue.add(sweepRuns(sweep), toToml(sweep));
  queue.setJobs(2);
  queue.setPaused(true);
  const auto window = makeWindow();
  window->session().openConfiguration(smallRun(300), {});
  QTest::mouseClick(window->findChild<QPushButton*>(QStringLiteral("sweep")), Qt::LeftButton);
  SweepDialog* dialog = dialogOf(*window);
  ASSERT_NE(dialog, nullptr);
  addTau(*dialog, "0.75");
  ASSERT_TRUE(waitFor([&] { return dialog->queueButton()->isEnabled(); }));
  EXPECT_EQ(dialog->jobs(), 1);
  QTest::mouseClick(dialog->queueButton(), Qt::LeftButton);
  ASSERT_TRUE(waitFor([&] { return queue.read().rows.size() > 1; }));
  EXPECT_EQ(queue.read().jobs, 2);
}

TEST_F(SweepInTheWindow, IsQueuedShownAndTrainedToItsEndAfterTheWindowIsClosed) {
  const auto queueFolder = runs() / "mlp_sweep.sweep";
  {
    const auto window = makeWindow();
    window->session().openConfiguration(smallRun(300), {});
    auto* sweep = window->findChild<QPushButton*>(QStringLiteral("sweep"));
    ASSERT_TRUE(sweep && sweep->isVisible() && sweep->isEnabled());
    QTest::mouseClick(sweep, Qt::LeftButton);
    SweepDialog* dialog = dialogOf(*window);
    ASSERT_NE(dialog, nullptr);
    addTau(*dialog, "0.75");
    ASSERT_TRUE(
        waitFor([&] { return dialog->queueButton()->text() == "Queue 3 runs" && dialog->queueButton()->isEnabled(); }));
    QTest::mouseClick(dialog->queueButton(), Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return panelOf(*window) && panelOf(*window)->model().rowCount() == 3; }));
    ASSERT_TRUE(waitFor([&] { return panelOf(*window)->model().view().workedOn; }));
    window->close();
    ASSERT_TRUE(waitFor([&] { return !window->isVisible(); }));
  }
  const SweepQueue queue = SweepQueue::open(queueFolder);
  ASSERT_TRUE(waitFor(
      [&] {
        QTest::qWait(100);
        return queue.read().count(SweepState::Finished) == 3;
      },
      120));
  std::set<double> taus;
  for (const char* id : {"0001", "0002", "0003"})
    taus.insert(RunFolder(runs() / queue.entry(id).run).config().topoloss.tau);
  EXPECT_EQ(taus, (std::set<double>{0, 0.75, 3}));
  ASSERT_TRUE(waitFor([&] {
    QTest::qWait(50);
    return !queue.read().workedOn;
  })) << "its process ends with the last run";
  const auto again = makeWindow();
  again->showWorkspace("setup");
  ASSERT_TRUE(waitFor([&] { return panelOf(*again) && panelOf(*again)->model().rowCount() == 3; }));
  EXPECT_TRUE(panelOf(*again)->findChild<QLabel*>("queueSummary")->text().startsWith("3 of 3 finished"));
}

TEST_F(SweepInTheWindow, AnUnfinishedQueueIsOnTheStartPageAndGoesOnFromThere) {
  Sweep sweep;
  sweep.name = "bars_sweep";
  sweep.base = smallRun(20);
  sweep.grid = {{"topoloss.tau", {0.0, 1.0}}};
  std::filesystem::create_directories(runs());
  const SweepQueue queue = SweepQueue::make(runs(), sweep.name);
  queue.add(sweepRuns(sweep), toToml(sweep));
  const auto window = makeWindow();
  auto* goOn = window->findChild<QPushButton*>(QStringLiteral("goOnWithQueue"));
  ASSERT_NE(goOn, nullptr);
  window->showWorkspace("train");
  ASSERT_TRUE(waitFor([&] { return goOn->isVisible(); }));
  EXPECT_EQ(window->findChild<QLabel*>(QStringLiteral("openQueue"))->text(), "bars_sweep: 0 of 2 runs");
  QTest::mouseClick(goOn, Qt::LeftButton);
  EXPECT_EQ(window->currentWorkspace(), "setup");
  EXPECT_TRUE(waitFor([&] { return queue.read().count(SweepState::Finished) == 2; }, 120));
}

TEST_F(SweepInTheWindow, WithoutAQueueItsDockTakesNoRoom) {
  const auto window = makeWindow();
  window->showWorkspace("setup");
  QApplication::processEvents();
  EXPECT_FALSE(window->dock("queue")->isVisible());
}

}  // namespace
}  // namespace studio
