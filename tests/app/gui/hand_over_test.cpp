// A run outlives its window: another process goes on with it, and any window can follow and control that one.
#include <unistd.h>

#include <QProcess>
#include <QTimer>

#include "core/run/run_command.h"
#include "core/run/runner.h"
#include "core/run/text_file.h"
#include "tests/app/gui/gui_fixture.h"

namespace studio {
namespace {

class HandOver : public GuiTest {
 protected:
  /// Presses this button of the question that closing asks.
  static void closeWith(MainWindow& window, const char* text) {
    QTimer::singleShot(200, &window, [text] {
      auto* question = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
      ASSERT_NE(question, nullptr);
      press(*question, text);
    });
    window.close();
  }
  RunFolder folder(const char* name) const { return RunFolder(runs() / name); }
  static bool trainsElsewhere(MainWindow& window) {
    window.session().monitor()->reread();
    QTest::qWait(50);
    return window.session().showsOtherTraining();
  }
  bool ends(const RunFolder& run, RunState state) {
    return waitFor([&] {
      QTest::qWait(50);
      return run.status().state == state;
    });
  }
};

TEST_F(HandOver, KeptInTrainingItEndsBitForBitAsWithoutTheWindow) {
  constexpr std::int64_t kSteps = 4000;
  {
    const auto window = makeWindow();
    window->session().start(smallRun(kSteps), "kept");
    ASSERT_TRUE(waitFor([&] {
      return runState(*window) == RunState::Training && window->session().monitor()->data().status.step > 50;
    }));
    closeWith(*window, "Keep training");
    ASSERT_TRUE(waitFor([&] { return !window->isVisible(); }));
  }
  ASSERT_TRUE(ends(folder("kept"), RunState::Finished)) << toString(folder("kept").status().state);
  Runner runner;
  TrainRequest request;
  request.config = smallRun(kSteps);
  request.folder = RunStore(runs()).create("whole");
  request.device = "cpu";
  runner.start(makeEngine()->trainJob(std::move(request)));
  runner.wait();
  const auto weights = [&](const char* name) {
    return readFile(folder(name).checkpoint(kSteps) / "model.safetensors");
  };
  EXPECT_EQ(weights("kept"), weights("whole"));
  EXPECT_LT(folder("kept").checkpointSteps().front(), kSteps) << "the window left a checkpoint on its way";
  const std::string log = folder("kept").log();
  EXPECT_NE(log.find("The window has handed the run over; process "), std::string::npos) << log;
}

TEST_F(HandOver, PausedItStaysPausedInTheProcessThatKeepsIt) {
  {
    const auto window = makeWindow();
    window->session().start(smallRun(1000000), "paused");
    ASSERT_TRUE(waitFor([&] {
      return runState(*window) == RunState::Training && window->session().monitor()->data().status.step > 5;
    }));
    window->session().pauseOrResume();
    ASSERT_TRUE(waitFor([&] { return runState(*window) == RunState::Paused; }));
    closeWith(*window, "Keep it paused");
    ASSERT_TRUE(waitFor([&] { return !window->isVisible(); }));
  }
  const RunFolder run = folder("paused");
  const std::int64_t step = run.checkpointSteps().back();
  ASSERT_TRUE(waitFor([&] {
    QTest::qWait(50);
    const RunStatus status = run.status();
    return status.state == RunState::Paused && status.pid != ::getpid();
  }));
  QTest::qWait(2500);  // its status is stored every two seconds
  EXPECT_EQ(run.status().state, RunState::Paused);
  EXPECT_EQ(run.status().step, step);
  sendCommand(run, RunCommand::Stop);
  EXPECT_TRUE(ends(run, RunState::Stopped));
}

TEST_F(HandOver, AWindowPausesResumesAndStopsWhatAnotherProcessTrains) {
  const auto window = makeWindow();
  ASSERT_TRUE(trainAndStop(*window, smallRun(1000000), "elsewhere"));
  QProcess other;
  other.start(QString::fromUtf8(STUDIO_BINARY_DIR "/bin/toponets"),
              {"train", "--resume", QString::fromStdString(folder("elsewhere").path().string()), "--quiet"});
  ASSERT_TRUE(other.waitForStarted());
  ASSERT_TRUE(waitFor([&] { return trainsElsewhere(*window) && runState(*window) == RunState::Training; }));
  ActionRegistry& actions = window->registry();
  EXPECT_TRUE(becomesPossible(*window, "run.pause"));
  EXPECT_FALSE(actions.action("run.stopDiscard")->isEnabled()) << "only its own process can lose steps";
  const auto says = [&](const char* id) { return actions.action(QLatin1String(id))->text(); };
  actions.action("run.pause")->trigger();
  EXPECT_EQ(says("run.pause"), "Pausing…") << "until it is";
  EXPECT_FALSE(actions.action("run.pause")->isEnabled());
  EXPECT_TRUE(actions.action("run.stop")->isEnabled());
  ASSERT_TRUE(waitFor([&] { return trainsElsewhere(*window) && runState(*window) == RunState::Paused; }));
  ASSERT_TRUE(triggerWhenPossible(*window, "run.checkpoint"));
  ASSERT_TRUE(waitFor([&] { return trainsElsewhere(*window) && says("run.checkpoint") == "Save checkpoint"; }))
      << "the run stands at it";
  EXPECT_EQ(actions.action("run.pause")->text(), "Resume");
  ASSERT_TRUE(triggerWhenPossible(*window, "run.pause"));
  ASSERT_TRUE(waitFor([&] { return trainsElsewhere(*window) && runState(*window) == RunState::Training; }));
  ASSERT_TRUE(triggerWhenPossible(*window, "run.stop"));
  EXPECT_EQ(says("run.stop"), "Stopping…");
  EXPECT_FALSE(actions.action("run.stop")->isEnabled());
  EXPECT_FALSE(actions.action("run.pause")->isEnabled());
  ASSERT_TRUE(ends(folder("elsewhere"), RunState::Stopped));
  EXPECT_TRUE(waitFor([&] { return other.state() == QProcess::NotRunning; }))
      << "not waitForFinished(): it may be so already";
  EXPECT_EQ(folder("elsewhere").checkpointSteps().back(), folder("elsewhere").status().step);
}

TEST_F(HandOver, ClosingCanBeCancelledAndCanStop) {
  const auto window = makeWindow();
  window->session().start(smallRun(1000000), "stays");
  ASSERT_TRUE(waitFor([&] { return runState(*window) == RunState::Training; }));
  closeWith(*window, "Cancel");
  EXPECT_TRUE(window->isVisible());
  EXPECT_TRUE(window->session().training());
  closeWith(*window, "Stop and save");
  ASSERT_TRUE(waitFor([&] { return !window->isVisible(); }));
  EXPECT_EQ(folder("stays").status().state, RunState::Stopped);
}

}  // namespace
}  // namespace studio
