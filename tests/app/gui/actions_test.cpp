#include <QMenuBar>
#include <QMenu>
#include <QSet>
#include <QTest>
#include <QToolButton>

#include "app/gui/main_window.h"
#include "tests/app/gui/gui_fixture.h"
#include "widgets/frame/actions.h"

namespace studio {
namespace {

class Actions : public GuiTest {};

TEST_F(Actions, EveryIdAndShortcutStandsOnce) {
  const auto window = makeWindow();
  QSet<QString> ids, keys;
  ASSERT_GT(window->registry().specs().size(), 50u);
  for (const ActionSpec& spec : window->registry().specs()) {
    EXPECT_FALSE(ids.contains(spec.id)) << spec.id.toStdString();
    ids << spec.id;
    if (spec.shortcut.isEmpty()) continue;
    EXPECT_FALSE(keys.contains(spec.shortcut.toString())) << spec.shortcut.toString().toStdString();
    keys << spec.shortcut.toString();
  }
}

TEST_F(Actions, ASecondActionOfOneShortcutIsRefused) {
  const auto window = makeWindow();
  EXPECT_THROW(window->registry().add({"test.clash", "Clash", {}, QKeySequence("Ctrl+N"), {}, {}, {}, {}, {}}),
               std::logic_error);
}

TEST_F(Actions, EveryRowHasTextAndAPlaceAndSaysWhyItIsDisabled) {
  const auto window = makeWindow();
  window->registry().refresh();
  int disabled = 0;
  for (const ActionSpec& spec : window->registry().specs()) {
    EXPECT_FALSE(spec.text.isEmpty()) << spec.id.toStdString();
    EXPECT_FALSE(spec.menu.isEmpty()) << spec.id.toStdString();
    if (!window->registry().action(spec.id)->isEnabled()) {
      EXPECT_TRUE(!spec.whyDisabled.isEmpty() || spec.why) << spec.id.toStdString();
      ++disabled;
    }
  }
  EXPECT_GT(disabled, 5) << "without a run there is much that cannot be done";
}

TEST_F(Actions, WithoutARunNothingOfARunCanBeDone) {
  const auto window = makeWindow();
  window->registry().refresh();
  for (const char* id :
       {"run.pause", "run.stop", "run.checkpoint", "run.extend", "run.resume", "file.exportFigure", "maps.nextLayer"})
    EXPECT_FALSE(window->registry().action(QString::fromLatin1(id))->isEnabled()) << id;
  for (const char* id : {"file.new", "file.open", "run.demo", "tools.palette"})
    EXPECT_TRUE(window->registry().action(QString::fromLatin1(id))->isEnabled()) << id;
}

/// In the order of the tabs; what each of them shows: workspaces_test.cpp.
TEST_F(Actions, EveryViewOfEveryWorkspaceIsMade) {
  const auto window = makeWindow();
  EXPECT_EQ(window->viewIds(), QStringList({"sheets", "stack", "raised", "curves", "maps", "contrast_stack", "plots",
                                            "patches", "similarity", "orientation", "windows", "table", "trade_off",
                                            "compared_curves", "compared_sheets", "differences", "board"}));
  EXPECT_FALSE(window->showView("unknown"));
}

TEST_F(Actions, TheToolbarGreysWhatIsNotPossibleAtAnyWidth) {
  const auto window = makeWindow();
  for (const int width : {1440, 1120, 1440}) {
    window->resize(width, 800);
    QTest::qWait(20);
    int greyed = 0;
    for (const auto* button : window->findChildren<QToolButton*>())
      if (button->isVisible() && button->objectName().startsWith(QStringLiteral("toolbar."))) {
        EXPECT_EQ(button->isEnabled(), button->defaultAction()->isEnabled()) << button->objectName().toStdString();
        greyed += !button->isEnabled();
      }
    EXPECT_GT(greyed, 2) << "without a run there is nothing to pause, stop or save";
  }
}

/// Menus are read from top to bottom: commands of several workspaces stand in one menu in the order of their use, with
/// lines between the groups ("").
TEST_F(Actions, MenusKeepTheirOrder) {
  const auto window = makeWindow();
  QStringList file, run;
  for (const QAction* action : window->menu("File")->actions()) file << action->objectName();
  for (const QAction* action : window->menu("Run")->actions()) run << action->objectName();
  EXPECT_EQ(file, QStringList({"file.new", "file.open", "file.openFolder", "file.saveConfig", "file.nameHeads", "",
                               "file.exportFigure", "file.sendToBoard", "file.exportCheckpoint", "file.exportRun", "",
                               "file.runFolder", "file.close", "", "file.quit"}));
  EXPECT_EQ(run, QStringList({"run.start", "run.pause", "run.stop", "run.stopDiscard", "run.checkpoint", "",
                              "run.resume", "run.extend", "run.check", "run.sweep", "", "run.demo", "", "run.rename",
                              "run.note", "run.duplicate", "", "run.trash", "run.restore"}));
}

}  // namespace
}  // namespace studio
