// The board of the Figure workspace outlives the window: it is kept over a restart, and what has become of its runs is
// said.
#include <QListWidget>
#include <set>

#include "app/gui/session_memory.h"
#include "tests/app/gui/gui_fixture.h"
#include "tests/widgets/sample_run.h"
#include "widgets/boards/board_document.h"
#include "widgets/boards/board_docks.h"
#include "widgets/boards/board_view.h"
#include "widgets/frame/message_bar.h"
#include "widgets/frame/settings.h"

namespace studio {
namespace {

class BoardKept : public GuiTest {
 protected:
  static BoardDocument& documentOf(MainWindow& window) { return *window.findChild<BoardDocument*>(); }
  static bool hasPanels(MainWindow& window, std::size_t count) {
    const BoardDocument& document = documentOf(window);
    return waitFor([&] { return document.board().panels.size() == count && !document.isBusy(); });
  }
  static void clickKind(MainWindow& window, const QString& title) {
    auto& list = *window.findChild<BoardKindsPanel*>()->list();
    for (int i = 0; i < list.count(); ++i) {
      if (list.item(i)->text() != title) continue;
      list.scrollToItem(list.item(i));
      return QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(i)).center());
    }
    FAIL() << "no panel " << title.toStdString();
  }
  /// A window whose board of two runs has a panel more than anybody would see first, closed.
  void leaveBoard() {
    for (const char* name : {"one", "two"}) writeSampleRun(runs(), name, RunState::Finished, name[0] == 't');
    const auto window = makeWindow();
    window->memory().begin();
    window->showWorkspace("figure");
    ASSERT_TRUE(hasPanels(*window, 2));
    clickKind(*window, "Smoothness by layer");
    ASSERT_TRUE(hasPanels(*window, 3));
    window->close();
  }
};

TEST_F(BoardKept, ItIsThereAgainAfterARestart) {
  leaveBoard();
  const auto window = makeWindow();
  window->memory().restore();
  ASSERT_TRUE(hasPanels(*window, 3));
  EXPECT_EQ(QApplication::activeModalWidget(), nullptr) << "nobody is asked";
  EXPECT_EQ(window->currentWorkspace(), "figure");
  const BoardDocument& document = documentOf(*window);
  EXPECT_EQ(document.board().panels[2].kind, "layer_smoothness");
  EXPECT_EQ(document.chosen().size(), 2u);
  EXPECT_EQ(document.sources().size(), 2u);
  EXPECT_TRUE(document.filled()->gone.empty());
}

TEST_F(BoardKept, TheWorkspaceThatWasAskedForIsInFront) {
  leaveBoard();
  const auto window = makeWindow();
  window->memory().restore(QStringLiteral("compare"));
  ASSERT_TRUE(hasPanels(*window, 3));
  EXPECT_EQ(window->currentWorkspace(), "compare");
}

TEST_F(BoardKept, OfARunThatIsGoneOneSentenceIsSaidAndTheRestIsThere) {
  leaveBoard();
  std::filesystem::remove_all(runs() / "two");
  const auto window = makeWindow();
  window->memory().restore();
  ASSERT_TRUE(hasPanels(*window, 3));
  const QString problems = window->findChild<BoardView*>()->problems();
  EXPECT_EQ(problems.count("not here any more"), 1) << problems.toStdString();
  EXPECT_TRUE(problems.startsWith("The run two is not here any more")) << problems.toStdString();
  EXPECT_EQ(documentOf(*window).chosen().size(), 1u);
  EXPECT_EQ(documentOf(*window).board().runs.size(), 2u) << "what is known of it stays";
}

TEST_F(BoardKept, WhereAllRunsAreGoneOneSentenceIsAll) {
  leaveBoard();
  for (const char* name : {"one", "two"}) std::filesystem::remove_all(runs() / name);
  const auto window = makeWindow();
  window->memory().restore();
  ASSERT_TRUE(hasPanels(*window, 3));
  ASSERT_TRUE(waitFor([&] { return !window->findChild<BoardView*>()->problems().isEmpty(); }));
  const QString problems = window->findChild<BoardView*>()->problems();
  EXPECT_EQ(problems.count('\n'), 0) << problems.toStdString();
  EXPECT_TRUE(problems.contains("and one other")) << problems.toStdString();
}

/// A start on another place, and a look at the board that anybody sees first, take nothing away.
TEST_F(BoardKept, OnlyAnotherBoardTakesItsPlace) {
  leaveBoard();
  {
    const auto window = makeWindow();
    window->memory().begin();
    window->session().openRun(runs() / "one");
    ASSERT_TRUE(waitFor([&] { return window->session().monitor()->hasRun(); }));
    window->showWorkspace("figure");
    ASSERT_TRUE(hasPanels(*window, 2));
    window->close();
  }
  const auto window = makeWindow();
  window->memory().restore();
  EXPECT_TRUE(hasPanels(*window, 3));
}

/// Not of the newest run, which may be of another network.
TEST_F(BoardKept, TheFirstBoardIsOfTheOpenRunAndThoseOfItsNetwork) {
  for (const char* name : {"one", "two", "other"}) writeSampleRun(runs(), name, RunState::Finished, name[0] == 't');
  const RunFolder other(runs() / "other");
  RunConfig config = other.config();
  config.model.name = "resnet18";
  other.writeConfig(config, toToml(config));
  const auto window = makeWindow();
  window->memory().begin();
  window->session().openRun(runs() / "one");
  ASSERT_TRUE(waitFor([&] { return window->session().monitor()->hasRun(); }));
  window->showWorkspace("figure");
  ASSERT_TRUE(hasPanels(*window, 2));
  std::set<std::string> chosen;
  for (const auto& each : documentOf(*window).chosen()) chosen.insert(each.run.name);
  EXPECT_EQ(chosen, (std::set<std::string>{"one", "two"}));
}

TEST_F(BoardKept, AnEmptiedBoardStaysEmpty) {
  leaveBoard();
  {
    const auto window = makeWindow();
    window->memory().restore();
    ASSERT_TRUE(hasPanels(*window, 3));
    window->trigger("figure.clear");
    ASSERT_TRUE(documentOf(*window).isEmpty());
    QTest::qWait(3300);  // a window that is closed before it has settled keeps what was kept
    window->close();
  }
  const auto window = makeWindow();
  window->memory().restore();
  ASSERT_TRUE(waitFor([&] { return documentOf(*window).chosen().size() == 2; }));
  EXPECT_TRUE(hasPanels(*window, 0)) << "no first board in its place";
}

TEST_F(BoardKept, WhatCannotBeReadIsSaid) {
  openSettings()->setValue("session/made/figure", QByteArray("no board at all"));
  const auto window = makeWindow();
  window->memory().restore();
  const auto* message = window->findChild<MessageBar*>();
  EXPECT_TRUE(waitFor([&] { return message->text().contains("board of the last time cannot be read"); }));
  EXPECT_TRUE(documentOf(*window).isEmpty());
}

}  // namespace
}  // namespace studio
