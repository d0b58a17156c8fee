// Docks, workspaces and their layouts: kept over a restart, reset to what was designed, right at the sizes of real
// screens.
#include <gtest/gtest.h>

#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QProgressBar>
#include <QTabBar>
#include <QTest>
#include <QToolBar>
#include <QToolButton>

#include "tests/widgets/frame_fixture.h"
#include "tests/widgets/pictures.h"
#include "widgets/frame/dock_frame.h"
#include "widgets/frame/frame_rows.h"

namespace studio {
namespace {

/// With commands too.
struct Frame : DockedFrame {
  Frame() {
    for (const auto& [id, text, keys] :
         std::initializer_list<std::array<const char*, 3>>{{"file.new", "New run", "Ctrl+N"},
                                                           {"run.stop", "Stop", "Shift+F5"},
                                                           {"tools.palette", "Command palette", "Ctrl+Shift+P"}})
      registry.add({id,
                    text,
                    QString::fromLatin1(id).section('.', 0, 0),
                    QKeySequence(QLatin1String(keys)),
                    "plus",
                    [this, name = QString::fromLatin1(id)] { ran << name; },
                    {},
                    {},
                    {}});
    window.buildMenus(registry, {"file", "run", "View", "tools"});
    window.setToolbar({"file.new", "|", "run.stop>file.new"}, {"tools.palette:icon"});
  }
  void show(const QSize& size = {1440, 900}) {
    window.resize(size);
    window.show();
    window.showWorkspace("train");
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    QTest::qWait(30);
  }
  QRect place(const char* id) { return {window.dock(id)->mapTo(&window, QPoint()), window.dock(id)->size()}; }
  QStringList ran;
};

/// In the window's own pixels, whatever the scale of the screen.
QColor colourAt(const QImage& image, int x, int y) {
  const qreal scale = image.devicePixelRatio();
  return image.pixelColor(int(x * scale), int(y * scale));
}

class FrameDocks : public FrameTest {
 protected:
  FrameDocks() : FrameTest(ThemeChoice::Dark) {}
};

TEST_F(FrameDocks, docksStandWhereTheyWereDesigned) {
  Frame frame;
  frame.show();
  EXPECT_NEAR(frame.window.dock("runs")->width(), 256, 2);
  EXPECT_NEAR(frame.window.dock("unit")->width(), 280, 2);
  EXPECT_NEAR(frame.window.dock("monitor")->height(), 220, 2);
  EXPECT_NEAR(frame.window.dock("settings")->height(), 300, 12)
      << "Qt shares what the separators take among the docks of a column";
  EXPECT_GT(frame.place("settings").top(), frame.place("runs").bottom());
  EXPECT_GT(frame.place("monitor").left(), frame.place("runs").right()) << "the side docks reach the bottom";
  EXPECT_LT(frame.place("monitor").right(), frame.place("unit").left());
}

TEST_F(FrameDocks, panelsMeetWithoutGaps) {
  Frame frame;
  frame.show();
  const int widths = frame.window.dock("runs")->width() + frame.centre->width() + frame.window.dock("unit")->width();
  EXPECT_EQ(frame.window.width() - widths, 2 * 5) << "two separators of 5 px, of which 1 px is seen";
  const QImage image = frame.window.grab().toImage();
  const int y = frame.place("unit").center().y(), x = frame.place("runs").right() + 3;
  EXPECT_EQ(colourAt(image, x, y), theme().color(Role::Line)) << "a line in the middle of the separator";
  EXPECT_EQ(colourAt(image, x - 2, y), theme().color(Role::Panel));
}

TEST_F(FrameDocks, docksOfOnePlaceAreTabsOfOneTitleRow) {
  Frame frame;
  frame.show();
  auto* tabs = frame.window.dock("monitor")->titleBarWidget()->findChild<QTabBar*>();
  ASSERT_TRUE(tabs->isVisible());
  ASSERT_EQ(tabs->count(), 2);
  EXPECT_EQ(frame.place("monitor").top() - (frame.centre->mapTo(&frame.window, QPoint()).y() + frame.centre->height()),
            5)
      << "Qt's own tab bar takes no room";
  QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
  QTest::qWait(30);
  EXPECT_FALSE(frame.window.dock("log")->widget()->visibleRegion().isEmpty());
  EXPECT_TRUE(frame.window.dock("monitor")->widget()->visibleRegion().isEmpty());
  EXPECT_EQ(frame.window.dock("log")->titleBarWidget()->findChild<QTabBar*>()->currentIndex(), 1);
}

TEST_F(FrameDocks, aDockStandsBehindAnotherOnlyWhereBothAreOpen) {
  Frame frame;
  frame.window.addDock("similarity", "Similarity", new QWidget, Qt::RightDockWidgetArea, 280);
  frame.window.addWorkspace({"analyse", "Analyse", {"similarity", "unit"}});
  frame.window.shareDockPlace("unit", "similarity");
  frame.show();
  EXPECT_TRUE(frame.window.tabifiedDockWidgets(frame.window.dock("unit")).isEmpty());
  frame.window.showWorkspace("analyse");
  QTest::qWait(30);
  ASSERT_EQ(frame.window.tabifiedDockWidgets(frame.window.dock("unit")),
            QList<QDockWidget*>{frame.window.dock("similarity")});
  EXPECT_FALSE(frame.window.dock("similarity")->widget()->visibleRegion().isEmpty()) << "the other one stands in front";
  EXPECT_TRUE(frame.window.dock("unit")->widget()->visibleRegion().isEmpty());
  frame.window.showWorkspace("train");
  QTest::qWait(30);
  EXPECT_FALSE(frame.window.dock("unit")->widget()->visibleRegion().isEmpty());
}

TEST_F(FrameDocks, aLayoutSurvivesTheRestartAndCanBeReset) {
  {
    Frame frame;
    frame.show();
    frame.registry.action("panel.unit")->trigger();
    frame.window.resizeDocks({frame.window.dock("runs")}, {340}, Qt::Horizontal);
    QTest::qWait(30);
    EXPECT_TRUE(frame.window.dock("unit")->isHidden());
    frame.window.close();
  }
  Frame again;
  again.show();
  EXPECT_TRUE(again.window.dock("unit")->isHidden());
  EXPECT_NEAR(again.window.dock("runs")->width(), 340, 2);
  EXPECT_FALSE(again.registry.action("panel.unit")->isChecked());
  again.window.resetLayout();
  QTest::qWait(30);
  EXPECT_FALSE(again.window.dock("unit")->isHidden());
  EXPECT_NEAR(again.window.dock("runs")->width(), 256, 2);
}

TEST_F(FrameDocks, workspacesKeepTheirOwnLayout) {
  Frame frame;
  frame.show();
  QStringList message;
  QObject::connect(&frame.window, &DockFrame::workspaceChanged, [&](const QString& id) { message << id; });
  frame.window.resizeDocks({frame.window.dock("runs")}, {320}, Qt::Horizontal);
  frame.registry.action("workspace.setup")->trigger();
  QTest::qWait(30);
  EXPECT_TRUE(frame.window.dock("runs")->isHidden());
  EXPECT_EQ(frame.window.findChild<QTabBar*>("workspaces")->currentIndex(), 0);
  auto* tabs = frame.window.findChild<QTabBar*>("workspaces");
  QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
  QTest::qWait(30);
  EXPECT_EQ(message, QStringList({"setup", "train"}));
  EXPECT_NEAR(frame.window.dock("runs")->width(), 320, 2);
  frame.window.setDocksShown(false);
  EXPECT_TRUE(frame.window.dock("runs")->isHidden());
  frame.window.setDocksShown(true);
  EXPECT_FALSE(frame.window.dock("runs")->isHidden());
}

TEST_F(FrameDocks, shortcutsWorkWithEveryMenuClosed) {
  Frame frame;
  frame.show();
  frame.window.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&frame.window));
  QTest::keyClick(&frame.window, Qt::Key_N, Qt::ControlModifier);
  QTest::keyClick(&frame.window, Qt::Key_1, Qt::ControlModifier);
  EXPECT_EQ(frame.ran, QStringList{"file.new"});
  EXPECT_EQ(frame.window.currentWorkspace(), QStringLiteral("setup"));
}

TEST_F(FrameDocks, toolbarAndSearchRunTheirActions) {
  Frame frame;
  frame.show();
  auto* button = frame.window.findChild<QToolButton*>("toolbar.run.stop");
  ASSERT_NE(button, nullptr);
  ASSERT_NE(button->menu(), nullptr);
  EXPECT_EQ(button->menu()->actions().value(0), frame.registry.action("file.new"));
  QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(12, 14));
  QTest::mouseClick(frame.window.findChild<QToolButton*>("searchCommands"), Qt::LeftButton);
  EXPECT_EQ(frame.ran, QStringList({"run.stop", "tools.palette"}));
  for (const QToolButton* each : frame.window.findChildren<QToolButton*>())
    EXPECT_FALSE(each->isVisible() && each->accessibleName().isEmpty()) << each->objectName().toStdString();
}

class FrameSizes : public FrameDocks, public testing::WithParamInterface<QSize> {};

TEST_F(FrameDocks, toolbarButtonsStandInTheMiddleOfTheirBar) {
  Frame frame;
  frame.show();
  const auto* bar = frame.window.findChild<QToolBar*>();
  const auto buttons = bar->findChildren<QToolButton*>(QRegularExpression("^toolbar\\."));
  ASSERT_EQ(buttons.size(), 3);
  for (const auto* button : buttons)
    EXPECT_NEAR(button->geometry().center().y(), (bar->height() - 1) / 2, 1) << button->objectName().toStdString();
}

TEST_P(FrameSizes, nothingOverlapsAndNothingIsCut) {
  Frame frame;
  frame.show(GetParam());
  EXPECT_EQ(frame.window.size(), GetParam());
  auto* tabs = frame.window.findChild<QTabBar*>("workspaces");
  auto* search = frame.window.findChild<QToolButton*>("searchCommands");
  auto* menus = frame.window.findChild<QMenuBar*>();
  EXPECT_EQ(tabs->height(), 28);
  EXPECT_FALSE(tabs->geometry().intersects(search->geometry()));
  EXPECT_FALSE(tabs->geometry().intersects(menus->geometry()));
  EXPECT_NEAR(tabs->geometry().center().x(), GetParam().width() / 2, 2) << "workspaces in the middle of the window";
  EXPECT_LE(search->geometry().right(), GetParam().width() - 16);
  EXPECT_EQ(frame.window.findChild<QToolBar*>()->height(), 44);
  EXPECT_EQ(frame.window.statusStrip()->height(), 28);
  EXPECT_EQ(frame.window.findChild<QToolButton*>("toolbar.file.new")->height(), 28);
  EXPECT_GT(frame.centre->width(), GetParam().width() / 2);
}

INSTANTIATE_TEST_SUITE_P(Screens, FrameSizes, testing::Values(QSize(1280, 800), QSize(1440, 900), QSize(2560, 1440)));

TEST_F(FrameDocks, inASmallWindowTwoPanelsOfAColumnShareAPlace) {
  Frame frame;
  frame.show({1120, 700});
  EXPECT_EQ(frame.window.size(), QSize(1120, 700));
  EXPECT_EQ(frame.window.tabifiedDockWidgets(frame.window.dock("runs")),
            QList<QDockWidget*>{frame.window.dock("settings")});
  EXPECT_FALSE(frame.window.dock("runs")->widget()->visibleRegion().isEmpty()) << "the first stands in front";
  auto* tabs = frame.window.dock("runs")->titleBarWidget()->findChild<QTabBar*>();
  EXPECT_TRUE(tabs->isVisible());
  EXPECT_EQ(tabs->count(), 2);
  frame.window.resize(1440, 900);
  QTest::qWait(60);
  EXPECT_TRUE(frame.window.tabifiedDockWidgets(frame.window.dock("runs")).isEmpty()) << "there is room again";
  EXPECT_GT(frame.place("settings").top(), frame.place("runs").bottom());
  frame.window.resize(1120, 700);
  QTest::qWait(60);
  EXPECT_FALSE(frame.window.tabifiedDockWidgets(frame.window.dock("runs")).isEmpty());
}

TEST_F(FrameDocks, panelsWithoutAnythingToShowGiveTheirRoom) {
  Frame frame;
  frame.show();
  const int before = frame.centre->height();
  frame.window.setDocksShown(true, {"monitor", "log"});
  QTest::qWait(30);
  EXPECT_FALSE(frame.window.dock("monitor")->isVisible());
  EXPECT_FALSE(frame.window.dock("log")->isVisible());
  EXPECT_TRUE(frame.window.dock("runs")->isVisible());
  EXPECT_GT(frame.centre->height(), before + 200);
  frame.window.setDocksShown(true);
  QTest::qWait(30);
  EXPECT_TRUE(frame.window.dock("monitor")->isVisible());
  EXPECT_NEAR(frame.centre->height(), before, 2);
}

/// Another file or view, of which other panels have nothing to show: the columns stay as wide as somebody made them.
TEST_F(FrameDocks, panelsThatComeAndGoMoveNoColumn) {
  Frame frame;
  frame.show();
  const auto widthsBecome = [&](int runs, int unit) {
    return QTest::qWaitFor([&] {
      return std::abs(frame.window.dock("runs")->width() - runs) <= 2 &&
             std::abs(frame.window.dock("unit")->width() - unit) <= 2;
    });
  };
  frame.window.setDocksShown(true, {"monitor"});
  frame.window.setDocksShown(true);  // the layout without the monitor has been kept, as it was designed
  frame.window.resizeDocks({frame.window.dock("runs"), frame.window.dock("unit")}, {330, 350}, Qt::Horizontal);
  ASSERT_TRUE(widthsBecome(330, 350));
  for (const QStringList& idle :
       {QStringList{"monitor"}, QStringList(), QStringList{"monitor", "log"}, QStringList()}) {
    frame.window.setDocksShown(true, idle);
    QCoreApplication::processEvents();
    EXPECT_TRUE(widthsBecome(330, 350)) << idle.join(u", ").toStdString() << ": " << frame.window.dock("runs")->width()
                                        << ", " << frame.window.dock("unit")->width();
  }
  frame.window.resetLayout();
  EXPECT_TRUE(QTest::qWaitFor([&] { return std::abs(frame.window.dock("runs")->width() - 256) <= 2; }));
}

TEST_F(FrameDocks, commandsThatFindNoSpaceStandBehindAnArrow) {
  Frame frame;
  QStringList many;
  for (int i = 0; i < 12; ++i) {
    const QString id = QStringLiteral("many.%1").arg(i);
    frame.registry.add(
        {id, QStringLiteral("Command %1").arg(i), {}, {}, "plus", [&frame, id] { frame.ran << id; }, {}, {}, {}});
    many << id;
  }
  frame.window.setToolbar(many, {"tools.palette"});
  frame.show({1120, 700});
  const auto* bar = frame.window.findChild<QToolBar*>();
  const auto* more = frame.window.findChild<QToolButton*>("moreTools");
  ASSERT_TRUE(more->isVisible());
  EXPECT_TRUE(bar->rect().contains(more->geometry()));
  int shown = 0;
  for (const QString& id : many) {
    const auto* button = frame.window.findChild<QToolButton*>("toolbar." + id);
    if (!button->isVisible()) continue;
    ++shown;
    EXPECT_TRUE(bar->rect().contains(button->geometry()));
    EXPECT_GE(button->width(), button->sizeHint().width()) << "no label is cut";
  }
  EXPECT_TRUE(frame.window.findChild<QToolButton*>("toolbar.tools.palette")->isVisible()) << "the right ones stay";
  ASSERT_GT(shown, 2);
  ASSERT_EQ(more->menu()->actions().size(), 12 - shown);
  more->menu()->actions().back()->trigger();
  EXPECT_EQ(frame.ran, QStringList{"many.11"});
  frame.window.resize(2560, 900);
  QTest::qWait(30);
  EXPECT_FALSE(more->isVisible());
  EXPECT_TRUE(frame.window.findChild<QToolButton*>("toolbar.many.11")->isVisible());
}

TEST_F(FrameDocks, bothThemesPaintTheWholeFrame) {
  Frame frame;
  frame.show();
  frame.window.statusStrip()->setState("play", Role::Accent, "Training");
  frame.window.statusStrip()->setProgress(0.42, "step 126 of 300", "11 it/s");
  for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
    ThemeManager::instance().choose(choice);
    QTest::qWait(30);
    const QImage image = keepPicture(frame.window, frame.window.size(), theme().dark ? "frame_dark" : "frame_light");
    EXPECT_EQ(colourAt(image, 4, 4), theme().color(Role::Window)) << "title row";
    EXPECT_EQ(colourAt(image, 4, 50), theme().color(Role::Window)) << "toolbar";
    EXPECT_EQ(colourAt(image, 4, frame.window.height() - 4), theme().color(Role::Window)) << "status";
    EXPECT_EQ(colourAt(image, 8, 84 + 60), theme().color(Role::Panel)) << "dock";
    EXPECT_EQ(colourAt(image, 8, 83), theme().color(Role::Line)) << "where toolbar and docks meet";
  }
  EXPECT_EQ(savedTheme(), ThemeChoice::Light) << "the theme chosen is the next start's";
}

TEST_F(FrameDocks, theStatusDoesNotMoveWhileNumbersGrow) {
  Frame frame;
  frame.show();
  StatusStrip* strip = frame.window.statusStrip();
  auto* bar = strip->findChild<QProgressBar*>();
  strip->setProgress(0.1, "step 1 of 300 000", "9.1 it/s");
  QTest::qWait(10);
  const int place = bar->mapTo(strip, QPoint()).x();
  strip->setProgress(0.2, "step 8 of 300 000", "88.8 it/s");
  QTest::qWait(10);
  EXPECT_EQ(bar->mapTo(strip, QPoint()).x(), place);
  EXPECT_EQ(bar->width(), 160);
  EXPECT_EQ(bar->value(), 200);
}

TEST_F(FrameDocks, aWorkspaceMayHaveAToolbarOfItsOwn) {
  Frame frame;
  frame.window.setWorkspaceToolbar("setup", {"run.stop"}, {});
  frame.show();
  const auto visible = [&](const char* bar) {
    return frame.window.findChild<QToolBar*>(QLatin1String(bar))->isVisible();
  };
  EXPECT_TRUE(visible("toolbar"));
  EXPECT_FALSE(visible("toolbar.setup"));
  frame.window.showWorkspace("setup");
  EXPECT_FALSE(visible("toolbar"));
  EXPECT_TRUE(visible("toolbar.setup"));
  frame.window.resetLayout();
  EXPECT_TRUE(visible("toolbar.setup"));
  frame.window.showWorkspace("train");
  EXPECT_TRUE(visible("toolbar"));
  EXPECT_FALSE(visible("toolbar.setup"));
}

/// From a small window by way of a large one back to the usual: no panel is left a few rows high.
TEST_F(FrameDocks, aPanelHasItsDesignedHeightAfterTheLargestWindow) {
  Frame frame;
  frame.show();
  const int designed = frame.window.dock("settings")->height(), whole = frame.window.height();
  frame.window.resize(1120, 700);
  QTest::qWait(60);
  frame.window.resize(2560, 1440);
  QTest::qWait(100);
  frame.window.resize(1440, whole);
  QTest::qWait(100);
  EXPECT_GT(frame.window.dock("settings")->height(), 0.75 * designed);
}

/// Three plots of one column: a higher window makes each of them higher.
TEST_F(FrameDocks, theDocksOfAColumnShareTheHeightThatAWindowGains) {
  DockFrame window;
  for (const char* id : {"distance", "scatter", "similarity"}) {
    window.addDock(id, id, new QWidget, Qt::RightDockWidgetArea, 280);
    window.setDockHeight(id, 200);
  }
  window.addWorkspace({"analyse", "Analyse", {"distance", "scatter", "similarity"}});
  window.setCentralWidget(new QWidget);
  window.resize(1440, 900);
  window.show();
  window.showWorkspace("analyse");
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
  QTest::qWait(60);
  window.resize(1440, 1300);
  QTest::qWait(100);
  for (const char* id : {"distance", "scatter", "similarity"})
    EXPECT_GT(window.dock(id)->height(), 330) << id << ", a third of the window less its rows";
}

}  // namespace
}  // namespace studio
