// The board in the window beside what stands on paper: how large it is shown, where a new panel is seen, what is kept
// when a figure takes its place, and which switches do something; by real events.
#include <gtest/gtest.h>

#include <QCheckBox>
#include <QScrollArea>
#include <QScrollBar>

#include "tests/widgets/open_board.h"
#include "widgets/boards/board_docks.h"

namespace studio {
namespace {

QCheckBox* findCheck(QWidget& panel, const char* text) {
  for (auto* check : panel.findChildren<QCheckBox*>())
    if (check->text() == QLatin1String(text)) return check;
  return nullptr;
}

TEST(BoardView, isShownInItsWidthWholeOrInItsTrueSize) {
  OpenBoard open("5a");
  open.document.change([](FigureBoard& board) { setBoardWidth(board, 89); });
  ASSERT_TRUE(open.settled());
  open.view.setZoom(BoardZoom::Page);
  EXPECT_LE(open.page().sizeHint().height(), open.view.height());
  open.view.setZoom(BoardZoom::TrueSize);
  EXPECT_NEAR(open.page().pixelsPerMm(), open.page().logicalDpiX() / 25.4, 1e-9);
  EXPECT_EQ(BoardView(&open.document, nullptr).page().pixelsPerMm(), open.page().pixelsPerMm()) << "it is kept";
  open.view.setZoom(BoardZoom::Width);
  EXPECT_GT(open.page().sizeHint().width(), open.view.width() / 2);
}

TEST(BoardView, aNewPanelIsScrolledTo) {
  OpenBoard open("5a");
  open.view.setZoom(BoardZoom::Width);
  auto* scroll = open.view.findChild<QScrollArea*>();
  open.document.addKind("pruning");
  open.document.addKind("layer_dimensionality");
  ASSERT_TRUE(open.settled());
  const QRectF place = open.page().panelRect(open.document.board().panels.size() - 1);
  const int top = scroll->verticalScrollBar()->value();
  EXPECT_GE(place.top(), top);
  EXPECT_LT(place.top(), top + scroll->viewport()->height());
}

TEST(BoardDocument, aFigureThatReplacesWhatWasChangedSaysSoAndCanBeUndone) {
  OpenBoard open;
  QStringList said;
  QObject::connect(&open.document, &BoardDocument::replaced, [&](const QString& by) { said << by; });
  open.document.useReadyBoard("4a");
  EXPECT_TRUE(said.isEmpty()) << "nothing was changed by hand";
  open.document.addKind("layer_smoothness");
  const std::vector<BoardPanel> changed = open.document.board().panels;
  open.document.useReadyBoard("2a");
  EXPECT_EQ(said, QStringList{QStringLiteral("Figure 2A")});
  open.document.undo();
  EXPECT_EQ(open.document.board().panels, changed);
}

TEST(BoardDocument, aChangedFigureSaysSoAndNamesNoCommand) {
  OpenBoard open("4a");
  EXPECT_EQ(open.document.board().title, "Figure 4A");
  EXPECT_TRUE(QString::fromStdString(open.document.board().commands.back())
                  .startsWith(QStringLiteral("toponets-studio figure 4a ")));
  open.document.addKind("layer_smoothness");
  EXPECT_EQ(open.document.board().title, "Figure 4A, changed");
  EXPECT_TRUE(QString::fromStdString(open.document.board().commands.back())
                  .startsWith(QStringLiteral("Arranged in the window")));
  open.document.undo();
  EXPECT_EQ(open.document.board().title, "Figure 4A");
}

TEST(BoardSettings, switchesThatDoNothingAreDisabled) {
  OpenBoard open("4b");
  BoardSettingsPanel panel(&open.document, nullptr);
  panel.show();
  EXPECT_FALSE(findCheck(panel, "Published values")->isEnabled()) << "of pruning nothing was published";
  open.document.useReadyBoard("2a");
  ASSERT_TRUE(open.settled());
  EXPECT_TRUE(findCheck(panel, "Published values")->isEnabled());
  EXPECT_FALSE(findCheck(panel, "Published values")->isChecked()) << "a small network of digits is not of ImageNet";
  EXPECT_TRUE(findCheck(panel, "Same limits in all panels")->isEnabled()) << "both run along smoothness";
  open.document.change([](FigureBoard& board) { removePanel(board, 0); });
  ASSERT_TRUE(open.settled());
  EXPECT_FALSE(findCheck(panel, "Same limits in all panels")->isEnabled());
}

}  // namespace
}  // namespace studio
