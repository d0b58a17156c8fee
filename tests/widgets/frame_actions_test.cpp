// The registry of actions, and what is made from it: the command palette and the list of shortcuts.
#include <gtest/gtest.h>

#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QTableWidget>
#include <QTest>

#include "widgets/frame/actions.h"
#include "widgets/frame/dialogs.h"

namespace studio {
namespace {

class FrameActions : public testing::Test {
 protected:
  FrameActions() {
    registry.add(row("run.start", "Start", "F5", started));
    registry.add(row("run.stop", "Stop and save", "Shift+F5", stopped));
    ActionSpec pause = row("run.pause", "Pause", "F6", paused);
    pause.enabled = [this] { return running; };
    pause.whyDisabled = QStringLiteral("No run is being trained");
    registry.add(pause);
    ActionSpec live = row("maps.live", "Live", "L", started);
    live.checked = [this] { return running; };
    registry.add(live);
    registry.refresh();
  }
  static ActionSpec row(const char* id, const char* text, const char* keys, int& counter) {
    return {QString::fromLatin1(id),
            QString::fromLatin1(text),
            QStringLiteral("Run"),
            QKeySequence(QLatin1String(keys)),
            {},
            [&counter] { ++counter; },
            {},
            {},
            {}};
  }
  int started = 0, stopped = 0, paused = 0;
  bool running = false;
  ActionRegistry registry;
};

TEST_F(FrameActions, twoOfOneShortcutOrIdAreAnErrorOfTheProgram) {
  int counter = 0;
  EXPECT_THROW(registry.add(row("other", "Other", "F5", counter)), std::logic_error);
  EXPECT_THROW(registry.add(row("run.start", "Other", "F9", counter)), std::logic_error);
  EXPECT_EQ(registry.specs().size(), 4u) << "a refused action leaves nothing behind";
  EXPECT_NO_THROW(registry.add(row("other", "Other", "", counter)));
  EXPECT_NO_THROW(registry.add(row("another", "Another", "", counter))) << "no shortcut clashes with no shortcut";
}

TEST_F(FrameActions, refreshAsksWhatIsEnabledAndChecked) {
  EXPECT_FALSE(registry.action("run.pause")->isEnabled());
  EXPECT_TRUE(registry.action("run.pause")->toolTip().contains(QStringLiteral("No run is being trained")));
  EXPECT_FALSE(registry.action("maps.live")->isChecked());
  running = true;
  registry.refresh();
  EXPECT_TRUE(registry.action("run.pause")->isEnabled());
  EXPECT_FALSE(registry.action("run.pause")->toolTip().contains(QStringLiteral("No run")));
  EXPECT_TRUE(registry.action("maps.live")->isChecked());
  EXPECT_EQ(registry.action("unknown"), nullptr);
}

TEST_F(FrameActions, lettersInOrderAreFound) {
  EXPECT_EQ(CommandPalette::score("Save checkpoint", "xyz"), -1);
  EXPECT_EQ(CommandPalette::score("Save checkpoint", "tc"), -1) << "order counts";
  EXPECT_GE(CommandPalette::score("Save checkpoint", "svchk"), 0);
  EXPECT_LT(CommandPalette::score("Stop and save", "stop"), CommandPalette::score("Start the own program", "stop"))
      << "letters that stand together come first";
}

struct OpenPalette {
  explicit OpenPalette(ActionRegistry& registry) : dialog(new CommandPalette(registry, nullptr)) { dialog->show(); }
  ~OpenPalette() { delete dialog; }
  QLineEdit* field() const { return dialog->findChild<QLineEdit*>(); }
  QListWidget* list() const { return dialog->findChild<QListWidget*>(); }
  QPointer<CommandPalette> dialog;
};

TEST_F(FrameActions, thePaletteFiltersAndRunsByKeyboardAlone) {
  OpenPalette open(registry);
  EXPECT_EQ(open.list()->count(), 4);
  QTest::keyClicks(open.field(), "stop");
  ASSERT_GE(open.list()->count(), 1);
  EXPECT_EQ(open.list()->currentItem()->text(), QStringLiteral("Stop and save"));
  QTest::keyClick(open.field(), Qt::Key_Return);
  EXPECT_EQ(stopped, 1);
  EXPECT_EQ(started, 0);
}

TEST_F(FrameActions, arrowsMoveInThePaletteAndEscapeCloses) {
  OpenPalette open(registry);
  QTest::keyClick(open.field(), Qt::Key_Down);
  QTest::keyClick(open.field(), Qt::Key_Up);
  QTest::keyClick(open.field(), Qt::Key_Up);
  EXPECT_EQ(open.list()->currentRow(), 0);
  QTest::keyClick(open.field(), Qt::Key_Down);
  EXPECT_EQ(open.list()->currentRow(), 1);
  QTest::keyClick(open.field(), Qt::Key_Escape);
  EXPECT_TRUE(!open.dialog || !open.dialog->isVisible());
  EXPECT_EQ(started + stopped + paused, 0);
}

TEST_F(FrameActions, aDisabledCommandStaysInThePaletteAndSaysWhy) {
  OpenPalette open(registry);
  QTest::keyClicks(open.field(), "pause");
  ASSERT_EQ(open.list()->count(), 1);
  EXPECT_FALSE(open.list()->item(0)->flags() & Qt::ItemIsEnabled);
  EXPECT_TRUE(open.list()
                  ->item(0)
                  ->data(Qt::AccessibleTextRole)
                  .toString()
                  .contains(QStringLiteral("No run is being trained")));
  QTest::keyClick(open.field(), Qt::Key_Return);
  EXPECT_EQ(paused, 0);
  EXPECT_TRUE(open.dialog && open.dialog->isVisible());
}

TEST_F(FrameActions, theListOfShortcutsHasEveryShortcut) {
  auto* dialog = new ShortcutsDialog(registry, nullptr);
  const auto* table = dialog->findChild<QTableWidget*>();
  ASSERT_EQ(table->rowCount(), 4);
  EXPECT_EQ(table->item(1, 2)->text(), QKeySequence(QStringLiteral("Shift+F5")).toString(QKeySequence::NativeText));
  EXPECT_EQ(table->item(1, 1)->text(), QStringLiteral("Stop and save"));
  delete dialog;
}

}  // namespace
}  // namespace studio
