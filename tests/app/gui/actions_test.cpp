#include <QMenuBar>
#include <QSet>

#include "app/gui/actions.h"
#include "app/gui/views.h"
#include "tests/app/gui/gui_fixture.h"
#include "widgets/frame/command_palette.h"

namespace studio {
namespace {

class Actions : public GuiTest {};

TEST_F(Actions, EveryIdAndShortcutStandsOnce) {
  const auto window = makeWindow();
  QSet<QString> ids, keys;
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
  for (const ActionSpec& spec : window->registry().specs()) {
    EXPECT_FALSE(spec.text.isEmpty()) << spec.id.toStdString();
    EXPECT_FALSE(spec.menu.isEmpty()) << spec.id.toStdString();
    if (!window->registry().action(spec.id)->isEnabled()) {
      EXPECT_FALSE(spec.whyDisabled.isEmpty()) << spec.id.toStdString();
    }
  }
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

TEST_F(Actions, EveryViewOfTheTableIsMade) {
  const auto window = makeWindow();
  ASSERT_EQ(window->viewIds().size(), qsizetype(views().size()));
  for (const ViewEntry& entry : views()) {
    EXPECT_TRUE(window->showView(QString::fromLatin1(entry.id))) << entry.id;
    EXPECT_FALSE(titleOf(entry).isEmpty());
    // Without a run each view says what it needs and has the button that gets it.
    const auto* view = qobject_cast<FigureView*>(window->viewWidget(QString::fromLatin1(entry.id)));
    ASSERT_NE(view, nullptr);
    EXPECT_FALSE(view->emptyState().text.isEmpty()) << entry.id;
    EXPECT_NE(window->registry().action(view->emptyState().actionId), nullptr) << entry.id;
  }
}

}  // namespace
}  // namespace studio
