// The log of a run copied and saved as a whole, as its file has it.
#include <gtest/gtest.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "tests/widgets/sample_run.h"
#include "widgets/runs/run_panels.h"

namespace studio {
namespace {

TEST(LogPanel, theWholeLogIsCopied) {
  Stored stored;
  LogPanel panel(&stored.monitor, nullptr);
  QWidget title;
  auto* extra = panel.makeTitleExtra(&title);
  title.show();
  QSignalSpy reported(&panel, &LogPanel::reported);
  QGuiApplication::clipboard()->clear();
  QTest::mouseClick(extra->findChild<QToolButton*>("copyLog"), Qt::LeftButton);
  ASSERT_TRUE(comes([&] { return reported.count() == 1; }));
  EXPECT_EQ(QGuiApplication::clipboard()->text().toStdString(), stored.monitor.data().folder.log());
  EXPECT_TRUE(QGuiApplication::clipboard()->text().contains("warning: The loss rises."));
}

TEST(LogPanel, aSavedLogNeverTakesThePlaceOfTheRunsOwn) {
  Stored stored;
  LogPanel panel(&stored.monitor, nullptr);
  QSignalSpy reported(&panel, &LogPanel::reported), failed(&panel, &LogPanel::failed);
  const auto file = stored.folder.path() / "kept.txt";
  panel.saveAs(QString::fromStdString(file.string()));
  ASSERT_TRUE(comes([&] { return reported.count() == 1; }));
  EXPECT_EQ(readFileBytes(file), stored.monitor.data().folder.log());
  panel.saveAs(QString::fromStdString((stored.monitor.data().folder.path() / "scalars.csv").string()));
  ASSERT_TRUE(comes([&] { return failed.count() == 1; }));
}

TEST(LogPanel, withoutARunThereIsNothingToCopy) {
  RunMonitor monitor;
  LogPanel panel(&monitor, nullptr);
  QWidget title;
  auto* extra = panel.makeTitleExtra(&title);
  EXPECT_FALSE(extra->findChild<QToolButton*>("saveLog")->isEnabled());
}

}  // namespace
}  // namespace studio
