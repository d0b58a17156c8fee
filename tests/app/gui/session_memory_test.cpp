// The window opens as it was left, and a start that crashed is not tried again.
#include "app/gui/session_memory.h"

#include <QFile>
#include <QLineEdit>
#include <QPushButton>

#include "app/gui/main_window.h"
#include "app/gui/gui_options.h"
#include "tests/app/gui/gui_fixture.h"
#include "tests/widgets/sample_run.h"
#include "widgets/forms/config_form.h"
#include "widgets/forms/form_section.h"
#include "widgets/frame/message_bar.h"
#include "widgets/runs/sources.h"

namespace studio {
namespace {

class SessionMemoryTest : public GuiTest {
 protected:
  static QString shownIn(MainWindow& window) {
    const RunMonitor& monitor = *window.session().monitor();
    return monitor.hasRun() ? QString::fromStdString(monitor.data().folder.name()) : QString();
  }
  static QString message(MainWindow& window) { return window.findChild<MessageBar*>()->text(); }
  /// A window that shows a run in some way of its own, closed.
  void leaveWindow() {
    writeSampleRun(runs() / "elsewhere", "digits");
    writeSampleRun(runs() / "elsewhere", "other");
    const auto window = makeWindow();
    window->memory().begin();
    window->session().openRun(runs() / "elsewhere" / "digits");
    RunMonitor& monitor = *window->session().monitor();
    ASSERT_TRUE(waitFor([&] { return monitor.data().snapshot && monitor.data().mapSteps.size() == 5; }));
    window->findChild<Sources*>()->add(runs() / "elsewhere" / "other");
    ASSERT_TRUE(waitFor([&] { return addedIn(*window) == 1; }));
    window->showView("curves");
    ViewState view = monitor.view();
    view.layer = "fc2";
    view.quantity = "3";
    view.unit = 5;
    view.followLive = false;
    view.step = 20;
    monitor.setView(view);
    window->close();
  }
  static int addedIn(MainWindow& window) {
    int count = 0;
    for (const Source& source : window.findChild<Sources*>()->list()) count += source.added;
    return count;
  }
};

/// Else it is a start page, and nothing says what is in the folder.
TEST_F(SessionMemoryTest, AFolderOfRunsThatIsNamedOpensItsNewestRun) {
  for (const char* name : {"older", "newer"}) {
    const RunFolder run = writeSampleRun(runs(), name, RunState::Finished);
    RunStatus status = run.status();
    status.started = name == std::string("newer") ? 2000 : 1000;
    run.writeStatus(status);
  }
  const auto window = makeWindow();
  EXPECT_FALSE(window->memory().restoreIn(runs())) << "nothing was kept of this folder";
  window->openNewestRun();
  EXPECT_TRUE(waitFor([&] { return shownIn(*window) == QStringLiteral("newer"); })) << shownIn(*window).toStdString();
}

TEST_F(SessionMemoryTest, AWindowOpensAsItWasLeft) {
  leaveWindow();
  const auto window = makeWindow();
  EXPECT_EQ(shownIn(*window), "") << "nothing is opened before it is asked for";
  window->memory().restore();
  RunMonitor& monitor = *window->session().monitor();
  ASSERT_TRUE(waitFor([&] { return monitor.hasRun() && monitor.view().layer == "fc2"; }));
  EXPECT_EQ(shownIn(*window), "digits");
  EXPECT_EQ(window->session().runsFolder(), runs() / "elsewhere");
  EXPECT_EQ(monitor.view().quantity, "3");
  EXPECT_EQ(monitor.view().unit, 5);
  EXPECT_EQ(monitor.view().step, 20);
  EXPECT_FALSE(monitor.view().followLive);
  EXPECT_EQ(window->currentWorkspace(), "train");
  EXPECT_EQ(window->currentViewId(), "curves");
  EXPECT_TRUE(waitFor([&] { return addedIn(*window) == 1; }));
}

/// The view and the step of Train are those of Train, whatever workspace is left last.
TEST_F(SessionMemoryTest, ThoseBehindAreAsTheyWereLeftToo) {
  writeSampleRun(runs(), "digits");
  {
    const auto window = makeWindow();
    window->memory().begin();
    window->session().openRun(runs() / "digits");
    RunMonitor& monitor = *window->session().monitor();
    ASSERT_TRUE(waitFor([&] { return monitor.data().snapshot && monitor.data().mapSteps.size() == 5; }));
    window->showView("stack");
    ViewState view = monitor.view();
    view.followLive = false;
    view.step = 20;
    monitor.setView(view);
    window->showWorkspace("setup");
    window->close();
  }
  const auto window = makeWindow();
  window->memory().restore();
  RunMonitor& monitor = *window->session().monitor();
  ASSERT_TRUE(waitFor([&] { return monitor.hasRun() && monitor.view().step == 20; }));
  EXPECT_FALSE(monitor.view().followLive);
  EXPECT_EQ(window->currentWorkspace(), "setup");
  window->showWorkspace("train");
  EXPECT_EQ(window->currentViewId(), "stack");
}

/// Types a value into a field of the form as a person does.
void typeSetting(SetupView& form, const char* key, const QString& text) {
  auto* line = form.findChild<ConfigForm*>()->row(key)->findChild<QLineEdit*>();
  line->setFocus();
  line->selectAll();
  QTest::keyClicks(line, text);
}

TEST_F(SessionMemoryTest, AConfigurationThatWasEditedIsThereAgain) {
  RunConfig opened;
  {
    const auto window = makeWindow();
    window->memory().begin();
    window->showWorkspace("setup");
    SetupView& form = findSetup(*window);
    opened = form.config();
    typeSetting(form, "topoloss.tau", "7.5");
    ASSERT_EQ(form.config().topoloss.tau, 7.5);
    window->close();
  }
  const auto window = makeWindow();
  EXPECT_NE(findSetup(*window).config().topoloss.tau, 7.5);
  window->memory().restore();
  const SetupView& form = findSetup(*window);
  EXPECT_EQ(form.config().topoloss.tau, 7.5);
  EXPECT_TRUE(form.toml().contains("tau = 7.5")) << form.toml().toStdString();
  const auto* document = form.findChild<ConfigDocument*>();
  EXPECT_TRUE(document->opened() == opened) << "it still counts as one change";
  EXPECT_EQ(window->currentWorkspace(), "setup");
}

TEST_F(SessionMemoryTest, AFileFromTheShellLeavesTheFolderOfRuns) {
  leaveWindow();
  GuiOptions options;
  options.path = folder_.path() + "/weights.safetensors";
  QFile file(options.path);
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.close();
  {
    MainWindow window(runsFolderFor(options));
    window.show();
    window.memory().begin();
    EXPECT_EQ(window.session().runsFolder(), runs() / "elsewhere");
    window.session().openRun(runs() / "elsewhere" / "other");  // something is open, so this is what is kept
    ASSERT_TRUE(waitFor([&] { return shownIn(window) == "other"; }));
    window.close();
  }
  EXPECT_EQ(readSessionState(*openSettings()).runsFolder.toStdString(), (runs() / "elsewhere").string());
  setRestoresSessions(false);
  EXPECT_NE(runsFolderFor(options), runs() / "elsewhere");
}

TEST_F(SessionMemoryTest, WhatIsGoneIsSaidAndTheRestIsThere) {
  leaveWindow();
  std::filesystem::remove_all(runs() / "elsewhere" / "digits");
  const auto window = makeWindow();
  window->memory().restore();
  EXPECT_TRUE(message(*window).contains("digits, which was open, is not there any more"))
      << message(*window).toStdString();
  EXPECT_EQ(window->session().runsFolder(), runs() / "elsewhere");
  EXPECT_EQ(shownIn(*window), "");
}

TEST_F(SessionMemoryTest, AStartThatCrashedIsNotTriedAgainUnlessAsked) {
  leaveWindow();
  openSettings()->setValue("session/opening", true);  // as a process leaves it that ended in between
  const auto window = makeWindow();
  window->memory().restore();
  QTest::qWait(300);
  EXPECT_EQ(shownIn(*window), "");
  EXPECT_TRUE(message(*window).contains("ended while it opened digits")) << message(*window).toStdString();
  for (auto* button : window->findChild<MessageBar*>()->findChildren<QPushButton*>())
    if (button->text() == "Open it again") QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_TRUE(waitFor([&] { return shownIn(*window) == "digits"; }));
}

TEST_F(SessionMemoryTest, AnEndInOrderIsNoCrash) {
  leaveWindow();
  {
    const auto window = makeWindow();
    window->memory().restore();
    EXPECT_TRUE(openSettings()->value("session/opening").toBool()) << "should it crash now";
    window->close();
  }
  EXPECT_FALSE(openSettings()->value("session/opening").toBool());
  const auto window = makeWindow();
  window->memory().restore();
  EXPECT_TRUE(waitFor([&] { return shownIn(*window) == "digits"; })) << "a window closed at once keeps what was kept";
}

TEST_F(SessionMemoryTest, IsTurnedOffInTheMenu) {
  leaveWindow();
  const auto window = makeWindow();
  window->trigger("settings.restore");
  EXPECT_FALSE(restoresSessions());
  window->memory().restore();
  QTest::qWait(200);
  EXPECT_EQ(shownIn(*window), "");
}

TEST_F(SessionMemoryTest, StatesAreWrittenAndReadWhole) {
  QSettings settings(folder_.path() + "/other.ini", QSettings::IniFormat);
  SessionState state;
  state.open = "/data/dino.pth#student";
  state.view = "maps";
  state.sources = {{{"/a", "/b"}, -1}, {{"/c"}, 500}};
  state.views["train"] = "stack";
  state.shown.percentile = 99;
  state.shown.layerAlone = true;
  state.made["figure"] = QByteArray("a board\0 in bytes", 17);
  writeSessionState(settings, state);
  writeSessionState(settings, state);
  const SessionState read = readSessionState(settings);
  EXPECT_EQ(read.open, state.open);
  ASSERT_EQ(read.sources.size(), 2u);
  EXPECT_EQ(read.sources[0].places, QStringList({"/a", "/b"}));
  EXPECT_EQ(read.sources[1].step, 500);
  EXPECT_EQ(read.made, state.made);
  EXPECT_EQ(read.views, state.views);
  EXPECT_EQ(read.shown, state.shown) << "limits too";
  const auto made = std::exchange(state.made, {});
  state.sources.clear();
  writeSessionState(settings, state);
  EXPECT_TRUE(readSessionState(settings).sources.empty());
  EXPECT_EQ(readSessionState(settings).made, made) << "nothing new was made";
}

/// As with the folder of runs as argument.
TEST_F(SessionMemoryTest, OpenedOnItsFolderOfRunsTheWindowIsAsItWasLeft) {
  leaveWindow();
  const auto window = makeWindow();
  window->session().setRunsFolder(runs() / "elsewhere");
  window->memory().restoreIn(runs() / "elsewhere");
  EXPECT_TRUE(waitFor([&] { return shownIn(*window) == "digits"; }));
}

TEST_F(SessionMemoryTest, OpenedOnAnotherFolderItTakesNothingAwayUntilSomethingIsOpened) {
  leaveWindow();
  writeSampleRun(runs(), "here");
  {
    const auto window = makeWindow();
    window->memory().restoreIn(runs());
    QTest::qWait(300);
    EXPECT_EQ(shownIn(*window), "") << "what is kept is of another folder";
    window->close();
  }
  EXPECT_TRUE(readSessionState(*openSettings()).open.endsWith("digits")) << "an empty window keeps no emptiness";
  {
    const auto window = makeWindow();
    window->memory().restoreIn(runs());
    window->session().openRun(runs() / "here");
    ASSERT_TRUE(waitFor([&] { return shownIn(*window) == "here"; }));
    window->close();
  }
  EXPECT_TRUE(readSessionState(*openSettings()).open.endsWith("here"));
}

}  // namespace
}  // namespace studio
