// A workspace that nobody has heard of, added by one row: it goes through all that a user meets of a workspace, and no
// other file names it.
#include <gtest/gtest.h>

#include <QAction>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QTabBar>
#include <QTest>
#include <QToolBar>
#include <QToolButton>

#include "tests/support/fake_engine.h"
#include "tests/widgets/fake_session.h"
#include "widgets/forms/preset_list.h"
#include "widgets/frame/actions.h"
#include "widgets/runs/run_list.h"
#include "widgets/runs/run_monitor.h"
#include "widgets/runs/sources.h"
#include "widgets/runs/workspace_row.h"
#include "widgets/train/train_workspace.h"

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

/// The one row.
const WorkspaceRow kFlockRow{"flock", "Flock",
                             [](const WorkspaceContext& context) -> Workspace* { return new FlockWorkspace(context); },
                             [](const WorkspaceContext&) { return flockIsOffered; }};

// ---- A window with it, beside one that there is

struct Shown {
  Shown() {
    addWorkspaces({{"train", "Train", makeTrainWorkspace}, kFlockRow},
                  {window, session, monitor, runs, sources, engine, presets});
    window.finish({{"tools.palette", "Commands", "Tools", QKeySequence("Ctrl+Shift+P"), {}, [] {}, {}, {}, {}}},
                  {"File", "Tools"}, {{"tools.palette"}, {}});
    window.resize(1280, 800);
    window.show();
    window.showWorkspace("train");
    QTest::qWait(30);
  }
  ~Shown() { window.close(); }
  FlockWorkspace& flock() { return *static_cast<FlockWorkspace*>(window.workspace("flock")); }
  QAction* action(const char* id) { return window.registry().action(QLatin1String(id)); }
  bool isVisible(const char* dock) { return !window.dock(QLatin1String(dock))->isHidden(); }

  RunMonitor monitor;
  RunListModel runs;
  FakeSession session;
  std::shared_ptr<const Engine> engine = std::make_shared<FakeEngine>();
  Sources sources{&monitor, engine};
  std::vector<SetupPreset> presets;
  WorkspaceWindow window;
};

class MadeUpWorkspace : public testing::Test {
 protected:
  void SetUp() override {
    QFile::remove(settingsFile());
    flockIsOffered = true;
  }
};

TEST_F(MadeUpWorkspace, hasItsTabMenuAndShortcut) {
  Shown shown;
  const auto* tabs = shown.window.findChild<QTabBar*>("workspaces");
  ASSERT_EQ(tabs->count(), 2);
  EXPECT_EQ(tabs->tabText(1), QStringLiteral("Flock"));
  EXPECT_EQ(shown.action("workspace.flock")->shortcut(), QKeySequence("Ctrl+2"));
  EXPECT_TRUE(shown.window.menu("Flock")->actions().contains(shown.action("flock.count")));
  shown.window.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&shown.window));
  QTest::keyClick(&shown.window, Qt::Key_2, Qt::ControlModifier);
  EXPECT_EQ(shown.window.currentWorkspace(), QStringLiteral("flock"));
  QTest::keyClick(&shown.window, Qt::Key_F, Qt::ControlModifier | Qt::AltModifier);
  EXPECT_EQ(shown.window.view("flock")->dataText(), QStringLiteral("sheep\t1\n"));
}

TEST_F(MadeUpWorkspace, standsInThePalette) {
  Shown shown;
  CommandPalette palette(shown.window.registry(), &shown.window);
  palette.show();
  palette.findChild<QLineEdit*>()->setText("count sh");
  ASSERT_GE(palette.findChild<QListWidget*>()->count(), 1);
  EXPECT_TRUE(palette.findChild<QListWidget*>()->item(0)->text().contains("Count sheep"));
}

TEST_F(MadeUpWorkspace, showsItsViewDocksAndToolbar) {
  Shown shown;
  EXPECT_FALSE(shown.isVisible("barn"));
  EXPECT_TRUE(shown.window.showView("flock"));
  QTest::qWait(30);
  EXPECT_EQ(shown.window.currentWorkspace(), QStringLiteral("flock"));
  EXPECT_EQ(shown.window.currentViewId(), QStringLiteral("flock"));
  EXPECT_TRUE(shown.isVisible("barn"));
  EXPECT_FALSE(shown.isVisible("runs"));
  EXPECT_NEAR(shown.window.dock("barn")->width(), 300, 2);
  EXPECT_TRUE(shown.window.findChild<QToolBar*>("toolbar.flock")->isVisible());
  EXPECT_FALSE(shown.window.findChild<QToolBar*>("toolbar")->isVisible());
  EXPECT_FALSE(shown.window.view("flock")->isVisible()) << "it says what it needs instead";
  auto* button = shown.window.findChild<QToolButton*>("toolbar.flock.count");
  ASSERT_NE(button, nullptr);
  QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_TRUE(shown.window.view("flock")->isVisible());
  EXPECT_EQ(shown.flock().status()->text, QStringLiteral("1 sheep"));
}

TEST_F(MadeUpWorkspace, givesADockThatThereIsAContentOfItsOwn) {
  Shown shown;
  const auto wool = [&] {
    for (const auto* label : shown.window.dock("inspector")->findChildren<QLabel*>())
      if (label->text() == QStringLiteral("Wool")) return label->isVisible();
    return false;
  };
  shown.window.showWorkspace("flock");
  QTest::qWait(30);
  EXPECT_TRUE(wool());
  shown.window.showWorkspace("train");
  shown.window.setDocksShown(true);
  QTest::qWait(30);
  EXPECT_FALSE(wool());
}

TEST_F(MadeUpWorkspace, answersItsOwnCommandOfOneThatOthersHave) {
  Shown shown;
  shown.window.showWorkspace("flock");
  shown.window.registry().refresh();
  EXPECT_TRUE(shown.action("maps.resetLimits")->isEnabled());
  shown.action("maps.resetLimits")->trigger();
  EXPECT_TRUE(shown.flock().wasReset());
  shown.window.showWorkspace("train");
  shown.window.registry().refresh();
  EXPECT_FALSE(shown.action("maps.resetLimits")->isEnabled()) << "no run is open there";
}

TEST_F(MadeUpWorkspace, isGreyWhileItIsNotOffered) {
  Shown shown;
  flockIsOffered = false;
  shown.window.refreshActions();
  EXPECT_FALSE(shown.window.findChild<QTabBar*>("workspaces")->isTabEnabled(1));
  EXPECT_FALSE(shown.action("workspace.flock")->isEnabled());
  flockIsOffered = true;
  shown.window.refreshActions();
  EXPECT_TRUE(shown.window.findChild<QTabBar*>("workspaces")->isTabEnabled(1));
}

TEST_F(MadeUpWorkspace, keepsItsLayoutOverARestart) {
  {
    Shown shown;
    shown.window.showWorkspace("flock");
    QTest::qWait(30);
    shown.window.resizeDocks({shown.window.dock("barn")}, {380}, Qt::Horizontal);
    shown.action("panel.inspector")->trigger();
    QTest::qWait(30);
  }
  Shown again;
  again.window.showWorkspace("flock");
  QTest::qWait(30);
  EXPECT_NEAR(again.window.dock("barn")->width(), 380, 2);
  EXPECT_FALSE(again.isVisible("inspector"));
  again.window.resetLayout();
  QTest::qWait(30);
  EXPECT_NEAR(again.window.dock("barn")->width(), 300, 2);
  EXPECT_TRUE(again.isVisible("inspector"));
}

}  // namespace
}  // namespace studio
