// What holds for every row of the table of workspaces: its tab, its views, its docks and its commands, in the program's
// window and in a window that has no other workspace.
#include <QDockWidget>
#include <QSet>
#include <QTabBar>
#include <QTest>

#include "core/run/places.h"
#include "tests/app/gui/gui_fixture.h"
#include "widgets/runs/run_list.h"
#include "widgets/runs/sources.h"

namespace studio {
namespace {

class EachWorkspace : public GuiTest, public ::testing::WithParamInterface<WorkspaceRow> {
 protected:
  static QString id() { return QString::fromLatin1(GetParam().id); }

  /// A window of this workspace alone: whatever it needs of others would be missing.
  struct Alone {
    explicit Alone(MainWindow& main) : presets(loadPresets(resourceFolder())) {
      addWorkspaces({GetParam()}, {window, main.session(), *main.session().monitor(), *main.findChild<RunListModel*>(),
                                   *main.findChild<Sources*>(), main.session().engine(), presets});
    }
    std::vector<SetupPreset> presets;
    WorkspaceWindow window;
  };
};

TEST_P(EachWorkspace, HasItsTabAndComesToTheFront) {
  const auto window = makeWindow();
  EXPECT_FALSE(QString::fromUtf8(GetParam().title).isEmpty());
  EXPECT_EQ(window->workspaceIds().count(id()), 1);
  const auto* tabs = window->findChild<QTabBar*>(QStringLiteral("workspaces"));
  ASSERT_NE(tabs, nullptr);
  const int place = int(window->workspaceIds().indexOf(id()));
  EXPECT_EQ(tabs->tabText(place), QString::fromUtf8(GetParam().title)) << "in English";
  auto* command = window->registry().action(QStringLiteral("workspace.") + id());
  ASSERT_NE(command, nullptr);
  EXPECT_TRUE(command->isEnabled());
  command->trigger();
  EXPECT_EQ(window->currentWorkspace(), id());
}

TEST_P(EachWorkspace, EachOfItsViewsIsShownAndSaysWhatItNeeds) {
  const auto window = makeWindow();
  window->showWorkspace(id());
  for (const QString& view : window->viewIds(id())) {
    if (view == QLatin1String("windows")) continue;  // of language models alone
    EXPECT_TRUE(window->showView(view)) << view.toStdString();
    EXPECT_EQ(window->currentWorkspace(), id()) << view.toStdString();
    const View* shown = window->view(view);
    ASSERT_NE(shown, nullptr);
    EXPECT_FALSE(shown->emptyState().text.isEmpty()) << view.toStdString();
    EXPECT_NE(window->registry().action(shown->emptyState().actionId), nullptr) << view.toStdString();
  }
  if (window->viewIds(id()).isEmpty()) {
    EXPECT_FALSE(window->welcomes()) << "a page of its own is always there";
    EXPECT_EQ(window->currentView(), nullptr);
  }
}

TEST_P(EachWorkspace, MakesItsViewsAndDocksWithoutTheOthers) {
  const auto main = makeWindow();
  const Alone alone(*main);
  EXPECT_EQ(alone.window.viewIds(), main->viewIds(id()));
  const auto docks = alone.window.findChildren<QDockWidget*>();
  EXPECT_FALSE(docks.isEmpty());
  for (const QDockWidget* dock : docks) {
    EXPECT_FALSE(dock->objectName().isEmpty());
    EXPECT_FALSE(dock->windowTitle().isEmpty()) << dock->objectName().toStdString();
    EXPECT_NE(dock->widget(), nullptr) << dock->objectName().toStdString();
    EXPECT_NE(main->dock(dock->objectName()), nullptr) << dock->objectName().toStdString();
  }
}

TEST_P(EachWorkspace, GivesCommandsThatTheWindowHas) {
  const auto main = makeWindow();
  const Alone alone(*main);
  const auto commands = alone.window.workspace(id())->makeActions();
  EXPECT_FALSE(commands.empty());
  QSet<QString> ids;
  for (const ActionSpec& command : commands) {
    EXPECT_FALSE(ids.contains(command.id)) << command.id.toStdString();
    ids << command.id;
    EXPECT_FALSE(command.text.isEmpty()) << command.id.toStdString();
    EXPECT_TRUE(command.run) << command.id.toStdString();
    EXPECT_NE(main->registry().action(command.id), nullptr) << command.id.toStdString();
  }
}

INSTANTIATE_TEST_SUITE_P(Table, EachWorkspace, ::testing::ValuesIn(workspaceRows()),
                         [](const auto& info) { return std::string(info.param.id); });

}  // namespace
}  // namespace studio
