// A workspace that nobody has heard of, added to the window's table by one row (made_up_tables.cmake): it goes through
// all that a user meets of a workspace, and no other source names it.
#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>
#include <algorithm>

#include "app/gui/gui_options.h"
#include "tests/app/gui/gui_fixture.h"
#include "tests/widgets/sample_run.h"
#include "widgets/frame/actions.h"
#include "widgets/frame/frame_rows.h"
#include "widgets/runs/workspace_row.h"

namespace studio {
namespace {

// ---- The workspace: counts sheep

class FlockView : public View {
 public:
  using View::View;
  EmptyState emptyState() const override {
    return sheep > 0 ? EmptyState{} : EmptyState{tr("No sheep yet."), tr("Count"), QStringLiteral("flock.count")};
  }
  QString dataText() const override { return QStringLiteral("sheep\t%1\n").arg(sheep); }
  int sheep = 0;
};

class FlockWorkspace : public RunWorkspace {
 public:
  explicit FlockWorkspace(const WorkspaceContext& context) : RunWorkspace(context) {}
  std::vector<WorkspaceView> makeViews(QWidget* parent) override {
    view_ = new FlockView(parent);
    return {{"flock", tr("Flock"), view_}};
  }
  std::vector<WorkspaceDock> makeDocks() override {
    return {{"barn", tr("Barn"), new QLabel(tr("Hay")), Qt::LeftDockWidgetArea, 300},
            {"inspector", tr("Unit"), new QLabel(tr("Wool")), Qt::RightDockWidgetArea, 280}};
  }
  std::vector<ActionSpec> makeActions() override {
    return {{"flock.count",
             tr("Count sheep"),
             tr("Flock"),
             QKeySequence("Ctrl+Alt+F"),
             "plus",
             [this] { count(); },
             {},
             {},
             {}},
            {"maps.resetLimits",
             tr("Reset limits"),
             tr("Maps"),
             QKeySequence("R"),
             {},
             [this] { reset_ = true; },
             {},
             {},
             {}}};
  }
  std::optional<WorkspaceToolbar> toolbar() const override { return WorkspaceToolbar{{"flock.count"}, {}}; }
  std::optional<WorkspaceStatus> status() const override {
    if (view_->sheep == 0) return std::nullopt;
    return WorkspaceStatus{"check", tr("%1 sheep").arg(view_->sheep), -1, {}, {}};
  }
  bool showsRun() const override { return false; }  // it counts, whatever is open
  bool wasReset() const { return reset_; }

 private:
  void count() {
    ++view_->sheep;
    Q_EMIT contentChanged();
    Q_EMIT statusChanged();
  }
  FlockView* view_ = nullptr;
  bool reset_ = false;
};

bool flockIsOffered = true;

}  // namespace

/// The one row; its line in the table is in tests/extension/made_up_tables.cmake.
WorkspaceRow flockWorkspace() {
  return {"flock", "Flock", [](const WorkspaceContext& context) -> Workspace* { return new FlockWorkspace(context); },
          [](const WorkspaceContext&) { return flockIsOffered; }};
}

namespace {

// ---- In the program's window

class MadeUpWorkspace : public GuiTest {
 protected:
  void SetUp() override {
    GuiTest::SetUp();
    flockIsOffered = true;
  }
  static FlockWorkspace& flockIn(MainWindow& window) {
    return *static_cast<FlockWorkspace*>(window.workspace(QStringLiteral("flock")));
  }
  static QAction* actionIn(MainWindow& window, const char* id) { return window.registry().action(QLatin1String(id)); }
  static bool isShown(MainWindow& window, const char* dock) { return !window.dock(QLatin1String(dock))->isHidden(); }
  static void show(MainWindow& window, const char* workspace) {
    window.showWorkspace(QLatin1String(workspace));
    QTest::qWait(30);
  }
};

TEST_F(MadeUpWorkspace, standsInTheTableAndIsShownByItsName) {
  ASSERT_FALSE(workspaceRows().empty());
  EXPECT_STREQ(workspaceRows().back().id, "flock");
  char program[] = "toponets-studio", word[] = "--workspace", name[] = "flock";
  char* words[] = {program, word, name};
  const GuiOptions options = parseGuiOptions(3, words);
  EXPECT_FALSE(options.exitCode.has_value()) << "the name is taken";
  const auto window = makeWindow();
  EXPECT_EQ(window->viewIds(options.workspace), QStringList{"flock"});
  window->showWorkspace(options.workspace);
  EXPECT_EQ(window->currentWorkspace(), QStringLiteral("flock"));
  EXPECT_EQ(window->currentViewId(), QStringLiteral("flock"));
}

TEST_F(MadeUpWorkspace, hasItsTabMenuAndShortcut) {
  const auto window = makeWindow();
  const auto* tabs = window->findChild<QTabBar*>("workspaces");
  const int number = tabs->count();
  ASSERT_EQ(number, int(workspaceRows().size()));
  EXPECT_EQ(tabs->tabText(number - 1), QStringLiteral("Flock"));
  EXPECT_EQ(actionIn(*window, "workspace.flock")->shortcut(), QKeySequence(QStringLiteral("Ctrl+%1").arg(number)));
  EXPECT_TRUE(window->menu("Flock")->actions().contains(actionIn(*window, "flock.count")));
  window->activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
  QTest::keyClick(window.get(), Qt::Key(Qt::Key_0 + number), Qt::ControlModifier);
  EXPECT_EQ(window->currentWorkspace(), QStringLiteral("flock"));
  QTest::keyClick(window.get(), Qt::Key_F, Qt::ControlModifier | Qt::AltModifier);
  EXPECT_EQ(window->view("flock")->dataText(), QStringLiteral("sheep\t1\n"));
}

TEST_F(MadeUpWorkspace, standsInThePalette) {
  const auto window = makeWindow();
  CommandPalette palette(window->registry(), window.get());
  palette.show();
  palette.findChild<QLineEdit*>()->setText("count sh");
  ASSERT_GE(palette.findChild<QListWidget*>()->count(), 1);
  EXPECT_TRUE(palette.findChild<QListWidget*>()->item(0)->text().contains("Count sheep"));
}

TEST_F(MadeUpWorkspace, showsItsViewDocksAndToolbar) {
  const auto window = makeWindow();
  EXPECT_FALSE(isShown(*window, "barn"));
  EXPECT_TRUE(window->showView("flock"));
  QTest::qWait(30);
  EXPECT_EQ(window->currentWorkspace(), QStringLiteral("flock"));
  EXPECT_EQ(window->currentViewId(), QStringLiteral("flock"));
  EXPECT_TRUE(isShown(*window, "barn"));
  EXPECT_FALSE(isShown(*window, "runs"));
  EXPECT_NEAR(window->dock("barn")->width(), 300, 2);
  EXPECT_TRUE(window->findChild<QToolBar*>("toolbar.flock")->isVisible());
  EXPECT_FALSE(window->findChild<QToolBar*>("toolbar")->isVisible());
  EXPECT_FALSE(window->view("flock")->isVisible()) << "it says what it needs instead";
  auto* button = window->findChild<QToolButton*>("toolbar.flock.count");
  ASSERT_NE(button, nullptr);
  QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_TRUE(window->view("flock")->isVisible());
  EXPECT_EQ(flockIn(*window).status()->text, QStringLiteral("1 sheep"));
}

TEST_F(MadeUpWorkspace, givesADockThatThereIsAContentOfItsOwn) {
  const auto window = makeWindow();
  const auto wool = [&] {
    for (const auto* label : window->dock("inspector")->findChildren<QLabel*>())
      if (label->text() == QStringLiteral("Wool")) return label->isVisible();
    return false;
  };
  show(*window, "flock");
  EXPECT_TRUE(wool());
  show(*window, "train");
  window->setDocksShown(true);
  QTest::qWait(30);
  EXPECT_FALSE(wool());
}

TEST_F(MadeUpWorkspace, answersItsOwnCommandOfOneThatOthersHave) {
  const auto window = makeWindow();
  show(*window, "flock");
  window->registry().refresh();
  EXPECT_TRUE(actionIn(*window, "maps.resetLimits")->isEnabled());
  actionIn(*window, "maps.resetLimits")->trigger();
  EXPECT_TRUE(flockIn(*window).wasReset());
  show(*window, "train");
  window->registry().refresh();
  EXPECT_FALSE(actionIn(*window, "maps.resetLimits")->isEnabled()) << "no run is open there";
}

TEST_F(MadeUpWorkspace, decidesWhetherTheStatusRowSaysWhatTheOpenRunCosts) {
  const RunFolder run = writeSampleRun(runs(), "digits");
  RunStatus status = run.status();
  status.mapsCost = 0.002;
  run.writeStatus(status);
  const auto window = makeWindow();
  window->session().openRun(run.path());
  const auto saysCost = [&] {
    const auto labels = window->findChild<StatusStrip*>()->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
      return label->isVisible() && label->text().contains(QStringLiteral("Live maps cost"));
    });
  };
  ASSERT_TRUE(waitFor(saysCost, 10));
  show(*window, "flock");
  EXPECT_FALSE(saysCost());
  show(*window, "train");
  EXPECT_TRUE(saysCost());
}

TEST_F(MadeUpWorkspace, isGreyWhileItIsNotOffered) {
  const auto window = makeWindow();
  flockIsOffered = false;
  window->refreshActions();
  EXPECT_FALSE(window->findChild<QTabBar*>("workspaces")->isTabEnabled(int(workspaceRows().size()) - 1));
  EXPECT_FALSE(actionIn(*window, "workspace.flock")->isEnabled());
  flockIsOffered = true;
  window->refreshActions();
  EXPECT_TRUE(window->findChild<QTabBar*>("workspaces")->isTabEnabled(int(workspaceRows().size()) - 1));
}

TEST_F(MadeUpWorkspace, keepsItsLayoutOverARestart) {
  {
    const auto window = makeWindow();
    show(*window, "flock");
    window->resizeDocks({window->dock("barn")}, {380}, Qt::Horizontal);
    actionIn(*window, "panel.inspector")->trigger();
    QTest::qWait(30);
    window->close();
  }
  const auto again = makeWindow();
  show(*again, "flock");
  EXPECT_NEAR(again->dock("barn")->width(), 380, 2);
  EXPECT_FALSE(isShown(*again, "inspector"));
  again->resetLayout();
  QTest::qWait(30);
  EXPECT_NEAR(again->dock("barn")->width(), 300, 2);
  EXPECT_TRUE(isShown(*again, "inspector"));
}

}  // namespace
}  // namespace studio
