// A window with the docks of the real one, and settings of its own.
#pragma once
#include <gtest/gtest.h>

#include <QDockWidget>
#include <QFile>
#include <QTest>

#include "widgets/frame/dock_frame.h"
#include "widgets/frame/theme.h"

namespace studio {

/// Docks at three sides around a centre; "setup" has none, "train" all of them.
struct DockedFrame {
  DockedFrame() {
    window.addDock("runs", "Runs", new QWidget, Qt::LeftDockWidgetArea, 256);
    window.addDock("settings", "Settings", new QWidget, Qt::LeftDockWidgetArea, 256);
    window.addDock("unit", "Unit", new QWidget, Qt::RightDockWidgetArea, 280);
    window.addDock("monitor", "Monitor", new QWidget, Qt::BottomDockWidgetArea, 220);
    window.addDock("log", "Log", new QWidget, Qt::BottomDockWidgetArea, 220);
    window.setDockHeight("settings", 300);
    window.addWorkspace({"setup", "Setup", {}});
    window.addWorkspace({"train", "Train", {"runs", "settings", "unit", "monitor", "log"}});
    centre = new QWidget;
    window.setCentralWidget(centre);
  }
  ActionRegistry registry;  ///< of a test's commands; outlives the window
  DockFrame window;
  QWidget* centre;
};

/// Nothing is remembered of another test.
class FrameTest : public testing::Test {
 protected:
  explicit FrameTest(ThemeChoice choice) : choice_(choice) {}
  void SetUp() override {
    QFile::remove(settingsFile());
    ThemeManager::instance().choose(choice_);
  }
  void TearDown() override { QFile::remove(settingsFile()); }

 private:
  const ThemeChoice choice_;
};

}  // namespace studio
