// The Compare workspace in the window: what the status row says of it, and where.
#include <QFileInfo>
#include <QLabel>
#include <QTimer>

#include "tests/app/gui/gui_fixture.h"
#include "widgets/compare/pareto_panel.h"
#include "widgets/export/export_dialog.h"
#include "widgets/frame/frame_rows.h"

namespace studio {
namespace {

class CompareWorkspaceWindow : public GuiTest {
 protected:
  static QString statusOf(MainWindow& window) {
    QStringList texts;
    for (const QLabel* label : window.statusStrip()->findChildren<QLabel*>()) texts << label->text();
    return texts.join(QLatin1Char(' '));
  }
};

TEST_F(CompareWorkspaceWindow, WhatIsComparedIsSaidThereAlone) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  window->showWorkspace(QStringLiteral("compare"));
  const QString compared = QStringLiteral("1 run compared");
  ASSERT_TRUE(waitFor([&] { return statusOf(*window).contains(compared); })) << statusOf(*window).toStdString();
  for (const char* other : {"analyse", "figure", "setup", "train"}) {
    window->showWorkspace(QString::fromLatin1(other));
    QApplication::processEvents();
    EXPECT_FALSE(statusOf(*window).contains(compared)) << other << ": " << statusOf(*window).toStdString();
  }
}

TEST_F(CompareWorkspaceWindow, AFigureIsNamedAfterTheRunsThatItShows) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20, "first"));
  ASSERT_TRUE(train(*window, 30, "second"));
  window->showWorkspace(QStringLiteral("compare"));
  const QString compared = QStringLiteral("2 runs compared");
  ASSERT_TRUE(waitFor([&] { return statusOf(*window).contains(compared); })) << statusOf(*window).toStdString();
  ASSERT_TRUE(becomesPossible(*window, "file.exportFigure"));
  QString offered;
  QTimer::singleShot(0, [&] {
    auto* dialog = qobject_cast<ExportDialog*>(QApplication::activeModalWidget());
    ASSERT_NE(dialog, nullptr);
    offered = QFileInfo(dialog->file()).completeBaseName();
    dialog->reject();
  });
  window->registry().action("file.exportFigure")->trigger();
  EXPECT_TRUE(offered.contains(QStringLiteral("_and_"))) << offered.toStdString();
  EXPECT_TRUE(offered.endsWith(QStringLiteral("_trade_off"))) << offered.toStdString();
}

TEST_F(CompareWorkspaceWindow, AClickOnAPointOfTheTradeOffOpensItsRun) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20, "first"));
  ASSERT_TRUE(train(*window, 30, "second"));
  window->showWorkspace(QStringLiteral("compare"));
  auto* panel = window->findChild<ParetoPanel*>();
  ASSERT_NE(panel, nullptr);
  const auto pointOf = [&](const std::string& name) -> std::optional<QPoint> {
    const auto& series = panel->spec().series;
    for (std::size_t i = 0; i < series.size(); ++i)
      if (series[i].name == name && !series[i].derived && !series[i].x.empty())
        return panel->plot().painter().pointPosition(i, 0).toPoint();
    return std::nullopt;
  };
  ASSERT_TRUE(waitFor([&] { return pointOf("first").has_value() && panel->plot().isVisible(); }));
  panel->grab();  // laid out and drawn
  QTest::mouseClick(&panel->plot(), Qt::LeftButton, {}, *pointOf("first"));
  EXPECT_TRUE(waitFor([&] { return window->session().monitor()->data().folder.name() == "first"; }));
}

}  // namespace
}  // namespace studio
