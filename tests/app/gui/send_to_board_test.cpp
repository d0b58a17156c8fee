// Plots and maps of the other workspaces become panels of the board, by the menu of a plot and by one command.
#include <QAction>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPushButton>
#include <QTimer>

#include "tests/app/gui/gui_fixture.h"
#include "tests/widgets/sample_run.h"
#include "widgets/boards/board_document.h"
#include "widgets/frame/message_bar.h"
#include "widgets/train/curves_view.h"
#include "widgets/train/train_panels.h"

namespace studio {
namespace {

class SendToBoard : public GuiTest {
 protected:
  static BoardDocument& documentOf(MainWindow& window) { return *window.findChild<BoardDocument*>(); }
  static QAction* command(MainWindow& window) {
    window.refreshActions();
    return window.registry().action("file.sendToBoard");
  }
  /// Chooses an entry of the menu that a right click opens; false where it is grey or not there.
  static bool chooseInMenu(QWidget& widget, const QString& entry) {
    bool chosen = false;
    QTimer::singleShot(100, &widget, [&] {
      auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
      if (!menu) return;
      for (QAction* action : menu->actions())
        if (action->text() == entry && action->isEnabled()) {
          menu->setActiveAction(action);
          QTest::keyClick(menu, Qt::Key_Return);
          chosen = true;
        }
      if (!chosen) menu->close();
    });
    const QPoint at = widget.rect().center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, widget.mapToGlobal(at));
    QApplication::sendEvent(&widget, &event);
    return chosen;
  }
  static bool isDrawn(MainWindow& window) {
    const BoardDocument& document = documentOf(window);
    return waitFor([&] {
      const auto& contents = document.filled()->contents;
      return !document.isBusy() && std::none_of(contents.begin(), contents.end(), [](const PanelContent& content) {
        return content.missing.startsWith("Drawing");
      });
    });
  }
  /// A window that shows one of two runs of different tau.
  std::unique_ptr<MainWindow> makeWindowWithRun() {
    for (const auto& [name, tau] : {std::pair{"one", 10.0}, {"two", 0.0}}) {
      RunConfig config = sampleConfig();
      config.topoloss.tau = tau;
      writeSampleRun(runs(), name).writeConfig(config, toToml(config));
    }
    auto window = makeWindow();
    window->session().openRun(runs() / "one");
    EXPECT_TRUE(waitFor([&] { return window->session().monitor()->data().snapshot != nullptr; }));
    return window;
  }
};

TEST_F(SendToBoard, ACurveGoesThereByItsMenuAndTheMessageLeadsThere) {
  const auto window = makeWindowWithRun();
  window->showView("curves");
  PlotView* curve = window->findChild<CurvesView*>()->group().plot("task_loss");
  ASSERT_TRUE(waitFor([&] { return curve->isVisible() && curve->hasData(); }));
  ASSERT_TRUE(chooseInMenu(*curve, "Send to board"));
  const BoardDocument& document = documentOf(*window);
  ASSERT_EQ(document.board().panels.size(), 1u);
  EXPECT_EQ(document.board().panels[0].kind, "curve.task_loss");
  EXPECT_EQ(document.board().panels[0].runs, std::vector<std::string>{"one"});
  EXPECT_EQ(window->currentWorkspace(), "train") << "who sends several stays where they are";
  auto* message = window->findChild<MessageBar*>();
  EXPECT_TRUE(message->text().contains("is on the board")) << message->text().toStdString();
  for (auto* button : message->findChildren<QPushButton*>())
    if (button->isVisible() && button->text() == "Open") QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_EQ(window->currentWorkspace(), "figure");
  ASSERT_TRUE(isDrawn(*window));
  ASSERT_EQ(document.filled()->contents.size(), 1u) << "no board of its own was made in its place";
  EXPECT_TRUE(document.filled()->contents[0].plot) << document.filled()->contents[0].missing.toStdString();
  window->trigger("edit.undo");
  EXPECT_TRUE(document.isEmpty());
}

TEST_F(SendToBoard, APlotOfADockGoesThereToo) {
  const auto window = makeWindowWithRun();
  PlotView* curve = window->findChild<MonitorPanel*>()->group().plot("topo_loss");
  ASSERT_TRUE(waitFor([&] { return curve->isVisible() && curve->hasData(); }));
  ASSERT_TRUE(chooseInMenu(*curve, "Send to board"));
  EXPECT_EQ(documentOf(*window).board().panels.at(0).kind, "curve.topo_loss");
}

TEST_F(SendToBoard, TheViewsOfTrainAndCompareAreDrawnThere) {
  const auto window = makeWindowWithRun();
  for (const auto& [view, kind] : {std::pair{"sheets", "sheets"},
                                   {"stack", "stack"},
                                   {"raised", "sheets"},
                                   {"curves", "compared_curves"},
                                   {"trade_off", "pareto"},
                                   {"compared_curves", "compared_curves"},
                                   {"compared_sheets", "stored_maps_by_tau"}}) {
    ASSERT_TRUE(window->showView(view));
    ASSERT_TRUE(waitFor([&] { return command(*window)->isEnabled(); })) << view;
    const std::size_t before = documentOf(*window).board().panels.size();
    command(*window)->trigger();
    ASSERT_EQ(documentOf(*window).board().panels.size(), before + 1) << view;
    EXPECT_EQ(documentOf(*window).board().panels.back().kind, kind) << view;
  }
  EXPECT_EQ(documentOf(*window).board().panels[0].runs, std::vector<std::string>{"one"});
  EXPECT_EQ(documentOf(*window).board().panels[4].runs.size(), 2u) << "all that are compared";
  ASSERT_TRUE(isDrawn(*window));
  for (const PanelContent& content : documentOf(*window).filled()->contents)
    EXPECT_FALSE(content.empty()) << content.missing.toStdString();
}

TEST_F(SendToBoard, WhatWasAnalysedIsDrawnThere) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 30));
  window->showWorkspace("analyse");
  ASSERT_TRUE(waitFor([&] { return !analysesOf(*window).reading() && analysesOf(*window).choices().hasStimuli(); }));
  analysesOf(*window).choices().setStimuli({});  // its own images: others do not fit its input
  ASSERT_TRUE(waitFor([&] { return !analysesOf(*window).reading(); }));
  analysesOf(*window).work().startAll();
  ASSERT_TRUE(waitFor([&] { return !analysesOf(*window).work().running() && !analysesOf(*window).reading(); }, 300));
  for (const auto& [view, kind] : {std::pair{"maps", "selectivity"}, {"contrast_stack", "maps_by_layer"}}) {
    ASSERT_TRUE(window->showView(view));
    ASSERT_TRUE(waitFor([&] { return command(*window)->isEnabled(); })) << view;
    command(*window)->trigger();
    EXPECT_EQ(documentOf(*window).board().panels.back().kind, kind) << view;
  }
  ASSERT_TRUE(window->showView("plots"));
  ASSERT_TRUE(waitFor([&] { return command(*window)->isEnabled(); }));
  command(*window)->trigger();
  ASSERT_EQ(documentOf(*window).board().panels.size(), 3u);
  ASSERT_TRUE(isDrawn(*window));
  for (const PanelContent& content : documentOf(*window).filled()->contents)
    EXPECT_FALSE(content.empty()) << content.missing.toStdString();
  window->showView("table");
  EXPECT_FALSE(command(*window)->isEnabled()) << "a table is no panel";
}

TEST_F(SendToBoard, WithoutARunThereIsNothingToSend) {
  const auto window = makeWindowWithRun();
  window->session().closeRun();
  EXPECT_FALSE(command(*window)->isEnabled());
  window->showWorkspace("figure");
  EXPECT_FALSE(command(*window)->isEnabled()) << "the board is not sent to itself";
}

}  // namespace
}  // namespace studio
