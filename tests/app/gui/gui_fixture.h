// A main window over a temporary runs folder, with settings of its own, and the waiting that tests of it need.
#pragma once
#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QApplication>
#include <QElapsedTimer>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <functional>

#include "app/gui/window_commands.h"
#include "app/gui/main_window.h"
#include "core/engine.h"
#include "tests/app/gui/random_places.h"
#include "widgets/analysis/analyses.h"
#include "widgets/forms/setup_view.h"

namespace studio {

class GuiTest : public ::testing::Test {
 protected:
  void SetUp() override {
    qputenv("STUDIO_SETTINGS", (folder_.path() + QStringLiteral("/settings.ini")).toUtf8());
    ThemeManager::instance().choose(ThemeChoice::Light);
  }

  std::unique_ptr<MainWindow> makeWindow() {
    auto window = std::make_unique<MainWindow>(runs());
    window->resize(1280, 800);
    window->show();
    QApplication::processEvents();
    return window;
  }

  std::filesystem::path runs() const { return std::filesystem::path(folder_.path().toStdString()) / "runs"; }

  static RunConfig smallRun(std::int64_t steps) { return smallBarsRun(steps); }

  static bool waitFor(const std::function<bool()>& done, int seconds = 60) {
    QElapsedTimer clock;
    clock.start();
    while (!done() && clock.elapsed() < seconds * 1000) QApplication::processEvents(QEventLoop::AllEvents, 20);
    return done();
  }

  static SetupView& findSetup(MainWindow& window) { return *window.findChild<SetupView*>(); }
  static Analyses& analysesOf(MainWindow& window) { return *window.findChild<Analyses*>(); }

  /// The window asks ten times a second whether a run has ended: what its commands, the list and the bars say of that
  /// comes a moment after it.
  static bool becomesPossible(MainWindow& window, const char* action) {
    return waitFor([&] {
      window.registry().refresh();
      return window.registry().action(QLatin1String(action))->isEnabled();
    });
  }
  static bool triggerWhenPossible(MainWindow& window, const char* action) {
    if (!becomesPossible(window, action)) return false;
    window.registry().action(QLatin1String(action))->trigger();
    return true;
  }

  static RunState runState(MainWindow& window) { return window.session().monitor()->data().status.state; }

  /// The question before a run is resumed; nullptr where none is open.
  static QMessageBox* askedToResume(MainWindow& window) {
    for (auto* box : window.findChildren<QMessageBox*>(QStringLiteral("askResume")))
      if (box->isVisible()) return box;
    return nullptr;
  }

  static void press(QMessageBox& box, const char* text) {
    for (QAbstractButton* button : box.buttons())
      if (button->text() == QLatin1String(text)) return QTest::mouseClick(button, Qt::LeftButton);
    FAIL() << "no button " << text;
  }

  /// Trains a run that is too long, and stops it with a checkpoint; the window has dealt with its end.
  static bool trainAndStop(MainWindow& window, const RunConfig& config, const char* name) {
    Session& session = window.session();
    const QSignalSpy ended(&session, &Session::ended);
    session.start(config, QString::fromLatin1(name));
    const auto trains = [&] {
      return session.training() && runState(window) == RunState::Training && session.monitor()->data().status.step > 5;
    };
    if (!waitFor(trains)) return false;
    session.stop(true);
    return waitFor([&] { return !ended.isEmpty() && runState(window) == RunState::Stopped; });
  }

  /// Trains to the end and waits until the last stored maps are shown and the window has dealt with the end.
  static bool train(MainWindow& window, std::int64_t steps, const char* name = "small") {
    const QSignalSpy ended(&window.session(), &Session::ended);
    window.session().start(smallRun(steps), QString::fromLatin1(name));
    return waitFor([&] {
      const RunData& data = window.session().monitor()->data();
      return !ended.isEmpty() && data.status.state == RunState::Finished && data.snapshot &&
             data.snapshot->step == steps;
    });
  }

  QTemporaryDir folder_;
};

}  // namespace studio
