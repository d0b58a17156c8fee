// The life of a run in the window: started through the form, watched, paused, resumed, stopped, opened again, resumed,
// exported.
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>
#include <QTimer>
#include <QToolButton>
#include <algorithm>

#include "widgets/sheets/map_display.h"
#include "tests/app/gui/gui_fixture.h"
#include "widgets/frame/frame_rows.h"
#include "widgets/frame/message_bar.h"
#include "tests/widgets/sample_run.h"
#include "widgets/compare/comparison.h"
#include "widgets/export/figure_print.h"
#include "widgets/forms/setup_view.h"
#include "widgets/runs/run_list.h"
#include "widgets/runs/run_text.h"
#include "widgets/train/run_steering.h"

namespace studio {
namespace {

class RunFlow : public GuiTest {};

QPushButton* startButton(SetupView& setup) {
  for (auto* button : setup.findChildren<QPushButton*>())
    if (button->property("primary").toBool()) return button;
  return nullptr;
}

TEST_F(RunFlow, StartedThroughTheFormItsSheetChanges) {
  const auto window = makeWindow();
  findSetup(*window).setConfig(smallRun(3000));
  window->showWorkspace("setup");
  auto* start = startButton(findSetup(*window));
  ASSERT_NE(start, nullptr);
  ASSERT_TRUE(waitFor([&] { return start->isEnabled() && findSetup(*window).canStart(); }));
  QTest::mouseClick(start, Qt::LeftButton);
  ASSERT_TRUE(waitFor([&] { return window->session().training(); }));
  EXPECT_EQ(window->currentWorkspace(), "train");
  auto* monitor = window->session().monitor();
  ASSERT_TRUE(waitFor([&] { return monitor->data().snapshot != nullptr; }));
  const auto first = monitor->data().snapshot;
  ASSERT_TRUE(waitFor([&] { return monitor->data().snapshot->step > first->step + 20; }));
  const auto later = monitor->data().snapshot;
  ASSERT_NE(first->find("fc1", "cosine"), nullptr);
  EXPECT_NE(first->find("fc1", "cosine")->values, later->find("fc1", "cosine")->values);
  window->session().stop(true);
  ASSERT_TRUE(waitFor([&] { return !window->session().training(); }));
}

TEST_F(RunFlow, PausedResumedAndStoppedItCanBeReopenedAndResumed) {
  const auto window = makeWindow();
  window->session().start(smallRun(20000), "long");
  ASSERT_TRUE(waitFor(
      [&] { return runState(*window) == RunState::Training && window->session().monitor()->data().status.step > 5; }));
  ASSERT_TRUE(triggerWhenPossible(*window, "run.pause"));
  ASSERT_TRUE(waitFor([&] { return runState(*window) == RunState::Paused; }));
  const auto held = window->session().monitor()->data().status.step;
  QTest::qWait(300);
  EXPECT_EQ(window->session().monitor()->data().status.step, held);
  const QAction* pause = window->registry().action("run.pause");
  EXPECT_TRUE(waitFor([&] { return pause->text() == "Resume"; })) << pause->text().toStdString();
  ASSERT_TRUE(triggerWhenPossible(*window, "run.pause"));
  ASSERT_TRUE(waitFor([&] {
    return runState(*window) == RunState::Training && window->session().monitor()->data().status.step > held;
  }));
  ASSERT_TRUE(triggerWhenPossible(*window, "run.stop"));
  ASSERT_TRUE(waitFor([&] { return !window->session().training() && runState(*window) == RunState::Stopped; }));

  const auto path = window->session().monitor()->data().folder.path();
  const auto stoppedAt = RunFolder(path).status().step;
  EXPECT_FALSE(RunFolder(path).checkpointSteps().empty());
  EXPECT_TRUE(waitFor([&] { return !pause->isVisible(); })) << "there is nothing to pause";
  window->session().closeRun();
  EXPECT_FALSE(window->session().monitor()->hasRun());
  window->files().openPath(QString::fromStdString(path.string()));
  ASSERT_TRUE(
      waitFor([&] { return runState(*window) == RunState::Stopped && window->session().monitor()->data().snapshot; }));
  EXPECT_TRUE(becomesPossible(*window, "run.resume"));
  auto* resume = window->findChild<QPushButton*>(QStringLiteral("resumeFrom"));
  ASSERT_TRUE(waitFor([&] { return resume->isVisible(); }));
  EXPECT_EQ(resume->text(), QStringLiteral("Resume from %L1").arg(stoppedAt));
  QTest::mouseClick(resume, Qt::LeftButton);
  ASSERT_TRUE(waitFor([&] { return window->session().monitor()->data().status.step > stoppedAt; }));
  EXPECT_TRUE(waitFor([&] { return !resume->isVisible(); }));
  EXPECT_TRUE(waitFor([&] { return pause->isVisible(); }));
  window->session().stop(true);
  ASSERT_TRUE(waitFor([&] { return !window->session().training(); }));
}

TEST_F(RunFlow, StoppedWithoutSavingItSaysWhatThatCostsAndIsStoppingAtOnce) {
  const auto window = makeWindow();
  Session& session = window->session();
  session.start(smallRun(1000000), "lossy");
  ASSERT_TRUE(
      waitFor([&] { return runState(*window) == RunState::Training && session.monitor()->data().status.step > 20; }));
  session.pauseOrResume();
  ASSERT_TRUE(waitFor([&] { return runState(*window) == RunState::Paused; }));
  QString asked;
  QTimer::singleShot(200, window.get(), [&] {
    auto* question = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
    ASSERT_NE(question, nullptr);
    asked = question->text();
    press(*question, "Stop without saving");
  });
  bool isPausedAgain = false;
  QObject::connect(session.monitor(), &RunMonitor::statusChanged, window.get(), [&] {
    isPausedAgain = isPausedAgain || (!session.training() && runState(*window) == RunState::Paused);
  });
  const QString expected = stopQuestionText(session.lastStatus());
  ASSERT_TRUE(becomesPossible(*window, "run.stopDiscard"));
  window->registry().action("run.stopDiscard")->trigger();
  EXPECT_EQ(asked, expected);
  const bool isOver = !isLive(session.lastStatus().state);  // a paused run has nothing to finish
  EXPECT_TRUE(isOver || window->registry().action("run.stop")->text() == "Stopping…");
  ASSERT_TRUE(waitFor([&] { return !session.training() && runState(*window) == RunState::Stopped; }));
  QTest::qWait(1500);
  EXPECT_FALSE(isPausedAgain);
}

TEST_F(RunFlow, TheStripSaysHowLongAStepOfASlowRunTakes) {
  const RunFolder run = writeSampleRun(runs(), "slow");
  RunStatus status = statusElsewhere(RunState::Training);
  status.iterationsPerSecond = 1 / 12.0;
  run.writeStatus(status);
  const auto window = makeWindow();
  window->session().openRun(run.path());
  const auto says = [&] {
    const auto labels = window->findChild<StatusStrip*>()->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [](const QLabel* label) { return label->text().contains(QStringLiteral("12\u202fs a step")); });
  };
  EXPECT_TRUE(waitFor(says));
}

TEST_F(RunFlow, AStoppedRunOfEpochsCanBeExtended) {
  const auto window = makeWindow();
  RunConfig config = smallRun(0);
  config.train.epochs = 500;
  window->session().start(config, "epochs");
  ASSERT_TRUE(waitFor([&] { return window->session().monitor()->data().status.step > 5; }));
  window->registry().refresh();
  EXPECT_FALSE(window->registry().action("run.extend")->isEnabled());
  window->session().stop(true);
  ASSERT_TRUE(waitFor([&] { return !window->session().training() && runState(*window) == RunState::Stopped; }));
  ASSERT_TRUE(triggerWhenPossible(*window, "run.extend"));
  auto* dialog = window->findChild<ExtendDialog*>();
  ASSERT_NE(dialog, nullptr);
  EXPECT_TRUE(dialog->isVisible());
  dialog->reject();
}

TEST_F(RunFlow, AFinishedRunIsPlayedStepByStepAndExported) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 60));
  auto* monitor = window->session().monitor();
  const auto steps = monitor->data().mapSteps;
  ASSERT_GE(steps.size(), 5u);
  EXPECT_EQ(steps.front(), 0);
  for (std::size_t i = 0; i < steps.size(); ++i) stepSnapshot(*monitor, -1);
  ASSERT_TRUE(waitFor([&] { return monitor->data().snapshot->step == 0; }));
  stepSnapshot(*monitor, 1);
  EXPECT_TRUE(waitFor([&] { return monitor->data().snapshot->step == steps[1]; }));
  toggleLive(*monitor);
  EXPECT_TRUE(waitFor([&] { return monitor->data().snapshot->step == 60; }));

  for (const QString& id : window->viewIds("train")) {
    window->showView(id);
    QApplication::processEvents();
    const auto figure = window->view(id)->figure();
    ASSERT_NE(figure, nullptr) << id.toStdString();
    const QString file = folder_.path() + "/" + id + ".pdf";
    saveFigure(*figure, file);
    EXPECT_GT(QFileInfo(file).size(), 1000) << id.toStdString();
  }
}

TEST_F(RunFlow, AUnitIsFoundByItsAddress) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  auto* monitor = window->session().monitor();
  EXPECT_TRUE(goToUnit(*monitor, "fc1:17").isEmpty());
  EXPECT_EQ(monitor->view().unit, 17);
  EXPECT_FALSE(goToUnit(*monitor, "fc1:64").isEmpty());
  EXPECT_FALSE(goToUnit(*monitor, "nothing:3").isEmpty());
  EXPECT_EQ(monitor->view().unit, 17);
  ASSERT_TRUE(waitFor([&] { return monitor->data().unit.has_value(); }));
  EXPECT_EQ(monitor->data().unit->values.size(), 144u);  // 12 x 12 inputs
}

TEST_F(RunFlow, StoppedWhileItIsPreparedNothingIsTrainedAndNothingStays) {
  const auto window = makeWindow();
  Session& session = window->session();
  QSignalSpy ended(&session, &Session::ended), refused(&session, &Session::failed);
  session.start(smallRun(20000), "one");
  window->registry().refresh();
  window->registry().action("run.stop")->trigger();
  EXPECT_FALSE(session.training());
  ASSERT_TRUE(waitFor([&] { return ended.count() == 1; })) << "a window that is closing waits for it";
  QThreadPool::globalInstance()->waitForDone();
  QTest::qWait(200);
  QThreadPool::globalInstance()->waitForDone();
  EXPECT_FALSE(session.training());
  EXPECT_FALSE(session.monitor()->hasRun());
  EXPECT_FALSE(std::filesystem::exists(runs() / "one"));
  EXPECT_EQ(refused.count(), 0);
  ASSERT_TRUE(train(*window, 20, "one"));
  EXPECT_EQ(session.monitor()->data().folder.name(), "one");
}

TEST_F(RunFlow, AResumeThatIsStoppedWhileItIsPreparedChangesNothing) {
  const auto window = makeWindow();
  ASSERT_TRUE(trainAndStop(*window, smallRun(20000), "one"));
  const RunFolder folder(window->session().monitor()->data().folder.path());
  const auto before = folder.status();
  window->session().resume(folder);
  window->session().stop(true);
  EXPECT_FALSE(window->session().training());
  QThreadPool::globalInstance()->waitForDone();
  QTest::qWait(200);
  EXPECT_FALSE(window->session().training());
  EXPECT_EQ(folder.status().heartbeat, before.heartbeat);
  EXPECT_FALSE(folder.checkpointSteps().empty());
}

TEST_F(RunFlow, ANameThatIsTakenIsSaid) {
  const auto window = makeWindow();
  QSignalSpy reported(&window->session(), &Session::reported);
  ASSERT_TRUE(train(*window, 20, "one"));
  EXPECT_EQ(reported.count(), 0);
  ASSERT_TRUE(train(*window, 20, "one"));
  ASSERT_EQ(reported.count(), 1);
  EXPECT_EQ(reported[0][0].toString(), "The name one is taken, so this run is called one_2.");
}

TEST_F(RunFlow, ASecondRunIsRefusedWhileOneTrains) {
  const auto window = makeWindow();
  window->session().start(smallRun(20000), "one");
  ASSERT_TRUE(waitFor([&] { return window->session().training() && runState(*window) == RunState::Training; }));
  QSignalSpy refused(&window->session(), &Session::failed);
  window->session().start(smallRun(10), "two");
  EXPECT_EQ(refused.count(), 1);
  window->session().stop(false);
  ASSERT_TRUE(waitFor([&] { return !window->session().training(); }));
}

TEST_F(RunFlow, AWindowThatWasClosedInFullScreenOpensAgain) {
  auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  window->showFullScreen();
  QApplication::processEvents();
  ASSERT_TRUE(window->isFullScreen());
  window->close();
  window = nullptr;
  window = makeWindow();  // without a run: the docks that were kept are hidden again before it is shown
  EXPECT_TRUE(window->isVisible());
  EXPECT_TRUE(window->welcomes());
}

TEST_F(RunFlow, EveryViewIsDrawnInBothThemes) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light})
    for (const QString& id : window->viewIds("train")) {
      ThemeManager::instance().choose(choice);
      window->showView(id);
      QApplication::processEvents();
      const QImage picture = window->view(id)->grab().toImage();
      QSet<QRgb> colours;
      for (int y = 0; y < picture.height(); y += 4)
        for (int x = 0; x < picture.width(); x += 4) colours << picture.pixel(x, y);
      EXPECT_GT(colours.size(), 8) << id.toStdString();
      EXPECT_TRUE(colours.contains(theme().color(Role::Panel).rgb())) << id.toStdString();
    }
}

TEST_F(RunFlow, APausedRunHasNoSpeedAndSetupSaysNothingOfWhatLookingCosts) {
  const RunFolder run = writeSampleRun(runs(), "paused");
  RunStatus status = statusElsewhere(RunState::Paused);
  status.iterationsPerSecond = 17;
  status.mapsCost = 0.002;
  run.writeStatus(status);
  const auto window = makeWindow();
  window->session().openRun(run.path());
  const auto says = [&](const QString& text) {
    const auto labels = window->findChild<StatusStrip*>()->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel* label) { return label->text().contains(text) && label->isVisible(); });
  };
  ASSERT_TRUE(waitFor([&] { return says("Live maps cost"); }));
  EXPECT_FALSE(says("it/s"));
  window->showWorkspace("setup");
  EXPECT_FALSE(says("Live maps cost")) << "of a run that has nothing to do with what is set up";
  window->showWorkspace("train");
  EXPECT_TRUE(says("Live maps cost"));
}

TEST_F(RunFlow, ACheckpointByHandIsConfirmedWithItsStepAndStays) {
  const auto window = makeWindow();
  window->session().start(smallRun(1000000), "by_hand");
  ASSERT_TRUE(waitFor(
      [&] { return runState(*window) == RunState::Training && window->session().monitor()->data().status.step > 20; }));
  window->session().pauseOrResume();
  ASSERT_TRUE(waitFor([&] { return runState(*window) == RunState::Paused; }));
  ASSERT_TRUE(triggerWhenPossible(*window, "run.checkpoint"));
  const auto* bar = window->findChild<MessageBar*>();
  const std::int64_t step = window->session().monitor()->data().status.step;
  EXPECT_TRUE(waitFor([&] {
    return bar->text().startsWith(QStringLiteral("Saved checkpoint at step %L1.").arg(step));
  })) << bar->text().toStdString();
  window->session().stop(false);
  ASSERT_TRUE(waitFor([&] { return !window->session().training(); }));
}

/// Chosen in the list of runs: those are compared, and no others.
TEST_F(RunFlow, RunsThatWereChosenAreCompared) {
  const RunFolder a = writeSampleRun(runs(), "a"), b = writeSampleRun(runs(), "b"), c = writeSampleRun(runs(), "c");
  const auto window = makeWindow();
  auto* comparison = window->findChild<Comparison*>();
  ASSERT_NE(comparison, nullptr);
  comparison->setFilterText("seed:99");  // of an earlier look: it would hide them
  auto* list = window->findChild<RunListPanel*>();
  Q_EMIT list->compareWanted({QString::fromStdString(a.path().string()), QString::fromStdString(c.path().string())});
  EXPECT_EQ(window->currentWorkspace(), "compare");
  ASSERT_TRUE(waitFor([&] { return comparison->hasRead() && !comparison->records().empty(); }));
  for (const auto& record : comparison->records())
    EXPECT_EQ(comparison->isChosen(*record), record->name != "b") << record->name;
  EXPECT_EQ(comparison->shownRuns(), 3u);
}

/// Another run is looked at while this window trains: commands and the status say which run they are about.
TEST_F(RunFlow, CommandsNameTheRunThatTrainsWhereItIsNotInView) {
  const RunFolder other = writeSampleRun(runs(), "older", RunState::Stopped);
  const auto window = makeWindow();
  Session& session = window->session();
  session.start(smallRun(1000000), "long");
  ASSERT_TRUE(waitFor([&] { return runState(*window) == RunState::Training; }));
  EXPECT_EQ(window->registry().action("run.stop")->text(), "Stop and save");
  const auto* save = window->findChild<QToolButton*>(QStringLiteral("toolbar.run.checkpoint"));
  const QRect before = save->geometry();
  session.openRun(other.path());
  ASSERT_TRUE(waitFor([&] { return runState(*window) == RunState::Stopped; }));
  EXPECT_TRUE(waitFor([&] { return window->registry().action("run.pause")->text() == "Pause long"; }));
  QTest::qWait(60);
  EXPECT_EQ(window->findChild<QToolButton*>(QStringLiteral("toolbar.run.pause"))->text(), "Pause")
      << "its tip and the menu name the run; the buttons stay where they are";
  EXPECT_TRUE(waitFor([&] {
    window->refreshActions();
    return window->findChild<QToolButton*>(QStringLiteral("toolbar.run.pause"))->toolTip().startsWith("Pause long");
  }));
  EXPECT_EQ(save->geometry(), before);
  EXPECT_TRUE(window->registry().action("run.pause")->isVisible());
  EXPECT_EQ(window->registry().action("run.stop")->text(), "Stop and save long");
  EXPECT_EQ(window->registry().action("run.checkpoint")->text(), "Save checkpoint of long");
  const auto says = [&](const QString& text) {
    const auto labels = window->findChild<StatusStrip*>()->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel* label) { return label->isVisible() && label->text().startsWith(text); });
  };
  EXPECT_TRUE(waitFor([&] { return says("long: Training"); }));
  EXPECT_TRUE(window->windowTitle().startsWith("older")) << "the title is of the run in view";
  ASSERT_TRUE(triggerWhenPossible(*window, "run.stop"));
  ASSERT_TRUE(waitFor([&] { return !session.training(); }));
  EXPECT_EQ(RunFolder(runs() / "long").status().state, RunState::Stopped);
  EXPECT_TRUE(waitFor([&] { return window->registry().action("run.stop")->text() == "Stop and save"; }));
  EXPECT_TRUE(waitFor([&] { return says("Stopped"); }));
}

}  // namespace
}  // namespace studio
