// The bar over the views of a run that was stopped, interrupted or failed.
#include <gtest/gtest.h>

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/widgets/sample_run.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/view_tabs.h"
#include "widgets/train/sheets_view.h"
#include "widgets/train/train_panels.h"

namespace studio {
namespace {

RunData endedRun(RunState state) {
  RunData run;
  run.status.state = state;
  run.status.step = 1269;
  run.status.steps = 3000;
  run.checkpointSteps = {800, 1200};
  return run;
}

TEST(RunEndBar, saysWhatHappenedAndGoesOnFromTheNewestCheckpoint) {
  QWidget window;
  RunEndBar bar(&window);
  window.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
  auto* button = bar.findChild<QPushButton*>(QStringLiteral("resumeFrom"));
  QSignalSpy wanted(&bar, &RunEndBar::resumeWanted);
  bar.resize(700, 44);
  bar.show(endedRun(RunState::Interrupted), {});
  QCoreApplication::processEvents();
  EXPECT_TRUE(bar.isShown() && button->isVisible());
  EXPECT_TRUE(button->property("primary").toBool()) << "to be seen on the ground of the bar";
  EXPECT_TRUE(button->text().startsWith("Resume from 1")) << button->text().toStdString();
  QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_EQ(wanted.count(), 1);
  bar.show(endedRun(RunState::Interrupted), "A run is being trained in this window; stop it first.");
  EXPECT_FALSE(button->isEnabled());
  EXPECT_EQ(button->toolTip(), "A run is being trained in this window; stop it first.");
}

TEST(RunEndBar, namesTheStepsThatAreLost) {
  QWidget window;
  RunEndBar bar(&window);
  const auto says = [&](const char* words) {
    for (const auto* label : bar.findChildren<FittedText*>())
      if (label->text().contains(QLatin1String(words))) return true;
    return false;
  };
  RunData run = endedRun(RunState::Interrupted);
  bar.show(run, {});
  EXPECT_TRUE(says("At least 69 steps"));
  run.status.step = 1200;
  run.status.iterationsPerSecond = 20;
  bar.show(run, {});
  EXPECT_TRUE(says("Up to 40 steps"));
  EXPECT_FALSE(says("Nothing is lost"));
}

/// In a small window the words give way, and the numbers stay.
TEST(RunEndBar, theStepsAreSeenInASmallWindowToo) {
  QWidget window;
  window.resize(900, 60);
  RunEndBar bar(&window);
  bar.resize(440, 44);
  window.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
  bar.show(endedRun(RunState::Interrupted), {});
  QCoreApplication::processEvents();
  const auto* sentence = bar.findChild<FittedText*>();
  EXPECT_EQ(sentence->text(), QStringLiteral("Interrupted at step %L1: 69 steps lost").arg(1269));
  EXPECT_TRUE(sentence->toolTip().isEmpty()) << "nothing of it is cut";
  bar.resize(880, 44);
  QCoreApplication::processEvents();
  EXPECT_TRUE(sentence->text().contains("its process ended before it could save")) << sentence->text().toStdString();
  bar.show(endedRun(RunState::Stopped), "other is being trained in this window; stop it first.");
  QCoreApplication::processEvents();
  EXPECT_TRUE(sentence->text().endsWith("other is being trained in this window; stop it first."))
      << "why the button is grey";
}

TEST(RunEndBar, isNotThereForOtherRunsAndTakesNoSpaceThen) {
  QWidget window;
  RunEndBar bar(&window);
  window.show();
  for (const RunState state : {RunState::Stopped, RunState::Interrupted, RunState::Failed}) {
    bar.show(endedRun(state), {});
    EXPECT_GT(bar.sizeHint().height(), 20);
  }
  for (const RunState state : {RunState::Draft, RunState::Starting, RunState::Training, RunState::Finished}) {
    bar.show(endedRun(state), {});
    EXPECT_FALSE(bar.isShown());
    EXPECT_EQ(bar.sizeHint().height(), 0);
  }
  RunData file = endedRun(RunState::Stopped);
  file.caption = "a file of weights";
  bar.show(file, {});
  EXPECT_FALSE(bar.isShown());
}

/// A run ends while one looks: what is under the pointer stays there.
TEST(RunEndBar, comesWithoutMovingTheViews) {
  ViewTabs tabs;
  tabs.resize(900, 600);
  RunMonitor monitor;
  auto* view = new SheetsView(&monitor, nullptr, false);
  tabs.addView(QStringLiteral("sheets"), QStringLiteral("Sheets"), view);
  auto* bar = new RunEndBar(&tabs);
  tabs.addHeader(bar);
  tabs.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&tabs));
  auto* pages = view->parentWidget();
  const QRect before(pages->mapTo(&tabs, QPoint()), pages->size());
  bar->show(endedRun(RunState::Interrupted), {});
  QTest::qWait(30);
  ASSERT_TRUE(bar->isShown());
  EXPECT_EQ(QRect(pages->mapTo(&tabs, QPoint()), pages->size()), before);
  auto* button = bar->findChild<QPushButton*>(QStringLiteral("resumeFrom"));
  EXPECT_TRUE(tabs.rect().contains(QRect(button->mapTo(&tabs, QPoint()), button->size())));
  EXPECT_LE(button->mapTo(&tabs, QPoint(0, button->height())).y(), before.top());
}

}  // namespace
}  // namespace studio
