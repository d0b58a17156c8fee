// Workspaces saved under names of a person's own: panels, workspace and view come back, over a restart too.
#include <gtest/gtest.h>

#include <QApplication>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include "tests/widgets/sample_run.h"
#include "widgets/frame/named_layouts.h"
#include "widgets/frame/workspace_window.h"

namespace studio {
namespace {

class PlainWorkspace : public Workspace {
 public:
  PlainWorkspace(WorkspaceWindow& window, const QString& name) : Workspace(&window), name_(name) {}
  std::vector<WorkspaceView> makeViews(QWidget* parent) override {
    return {{name_ + "One", "One", new View(parent)}, {name_ + "Two", "Two", new View(parent)}};
  }
  std::vector<WorkspaceDock> makeDocks() override {
    return {{"list", "List", new QLabel("list"), Qt::LeftDockWidgetArea, 200},
            {"facts", "Facts", new QLabel("facts"), Qt::RightDockWidgetArea, 200}};
  }
  QStringList idleDocks() const override { return idle; }
  QStringList idle;

 private:
  QString name_;
};

struct Arranged {
  Arranged() {
    window.addWorkspace("first", "First", first);
    window.addWorkspace("second", "Second", new PlainWorkspace(window, "second"));
    window.finish(layouts.actions(), {"View"}, {});
    layouts.fillMenu();
    window.resize(1000, 600);
    window.show();
    window.showWorkspace("first");
    QTest::qWait(30);
  }
  /// As when a file is opened that has no facts, and a run again.
  void setIdle(const QStringList& docks) {
    first->idle = docks;
    window.refreshCentre();
    QTest::qWait(10);
  }
  bool isOpen(const char* dock) { return window.dock(dock)->toggleViewAction()->isChecked(); }
  WorkspaceWindow window;
  PlainWorkspace* first = new PlainWorkspace(window, "first");
  NamedLayouts layouts{window};
};

struct NamedLayout : ::testing::Test {
  void SetUp() override {
    before = qgetenv("STUDIO_SETTINGS");
    qputenv("STUDIO_SETTINGS", folder.filePath("settings.ini").toLocal8Bit());
  }
  void TearDown() override { qputenv("STUDIO_SETTINGS", before); }
  QTemporaryDir folder;
  QByteArray before;
};

TEST_F(NamedLayout, panelsWorkspaceAndViewComeBackAfterARestart) {
  {
    Arranged arranged;
    arranged.window.showView("secondTwo");
    arranged.window.dock("facts")->hide();
    arranged.layouts.save("Reading & writing");
    arranged.window.dock("facts")->show();
    arranged.window.showView("firstOne");
  }
  Arranged again;
  EXPECT_EQ(again.layouts.names(), QStringList("Reading & writing"));
  ASSERT_TRUE(again.isOpen("facts"));
  EXPECT_TRUE(again.layouts.show("Reading & writing"));
  EXPECT_EQ(again.window.currentWorkspace(), "second");
  EXPECT_EQ(again.window.currentViewId(), "secondTwo");
  EXPECT_FALSE(again.isOpen("facts"));
  EXPECT_TRUE(again.isOpen("list"));
  EXPECT_FALSE(again.layouts.show("nothing"));
}

TEST_F(NamedLayout, isNamedInADialogListedInTheMenuAndDeleted) {
  Arranged arranged;
  arranged.window.trigger("layout.save");
  auto* name = arranged.window.findChild<QInputDialog*>("workspaceName");
  ASSERT_NE(name, nullptr);
  name->setTextValue("  Mine ");
  QTest::keyClick(name, Qt::Key_Return);
  EXPECT_EQ(arranged.layouts.names(), QStringList("Mine"));
  QMenu* menu = arranged.window.menu("View/Saved workspaces");
  Q_EMIT menu->aboutToShow();
  ASSERT_EQ(menu->actions().size(), 4) << "the saved one, a line, save and delete";
  EXPECT_EQ(menu->actions()[0]->text(), "Mine");
  arranged.window.dock("list")->hide();
  menu->actions()[0]->trigger();
  EXPECT_TRUE(arranged.isOpen("list"));
  arranged.window.trigger("layout.delete");
  auto* which = arranged.window.findChild<QInputDialog*>("deleteWorkspace");
  ASSERT_NE(which, nullptr);
  QTest::keyClick(which, Qt::Key_Return);
  EXPECT_TRUE(arranged.layouts.names().isEmpty());
  Q_EMIT menu->aboutToShow();
  EXPECT_FALSE(menu->actions().at(0)->isEnabled());
}

TEST_F(NamedLayout, aDockWithoutASubjectStaysHiddenAndComesBack) {
  Arranged arranged;
  arranged.layouts.save("All");
  arranged.setIdle({"facts"});
  ASSERT_FALSE(arranged.isOpen("facts"));
  arranged.layouts.save("Without");
  ASSERT_TRUE(arranged.layouts.show("All"));
  EXPECT_FALSE(arranged.isOpen("facts")) << "it was saved while it had something to show, and has nothing now";
  arranged.setIdle({});
  EXPECT_TRUE(arranged.isOpen("facts"));
  ASSERT_TRUE(arranged.layouts.show("Without"));
  EXPECT_TRUE(arranged.isOpen("facts")) << "nobody has closed it";
}

TEST_F(NamedLayout, aNameOfBlanksCannotBeSaved) {
  Arranged arranged;
  arranged.window.trigger("layout.save");
  auto* name = arranged.window.findChild<QInputDialog*>("workspaceName");
  ASSERT_NE(name, nullptr);
  auto* field = name->findChild<QLineEdit*>();
  const auto* save = name->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
  EXPECT_FALSE(save->isEnabled());
  QTest::keyClicks(field, "   ");
  EXPECT_FALSE(save->isEnabled());
  QTest::keyClicks(field, "x");
  EXPECT_TRUE(save->isEnabled());
  name->reject();
}

/// Where one looks for it: beside the workspaces, and in View.
TEST_F(NamedLayout, theMenuStandsBesideTheWorkspaces) {
  Arranged arranged;
  arranged.layouts.save("Mine");
  const auto* tabs = arranged.window.findChild<QTabBar*>("workspaces");
  auto* button = arranged.window.findChild<QToolButton*>("savedWorkspaces");
  ASSERT_NE(button, nullptr);
  ASSERT_TRUE(button->isVisible());
  EXPECT_EQ(button->geometry().top(), tabs->geometry().top());
  EXPECT_GT(button->geometry().left(), tabs->geometry().right());
  EXPECT_LE(button->geometry().left(), tabs->geometry().right() + 8);
  QStringList shown;
  QTimer::singleShot(100, &arranged.window, [&] {
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    if (!menu) return;
    for (const QAction* action : menu->actions()) shown << action->text();
    menu->close();
  });
  QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_TRUE(QTest::qWaitFor([&] { return shown.contains("Mine"); })) << shown.join(u", ").toStdString();
  EXPECT_TRUE(shown.contains("Save workspace as...")) << shown.join(u", ").toStdString();
  EXPECT_EQ(button->menu(), arranged.window.menu("View/Saved workspaces"));
}

}  // namespace
}  // namespace studio
