// The board under the pointer and the keyboard, its docks, and its document, by real events.
#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include "tests/widgets/open_board.h"
#include "tests/widgets/pictures.h"
#include "widgets/boards/board_docks.h"
#include "widgets/boards/board_view.h"
#include "widgets/export/figure_print.h"

namespace studio {
namespace {

TEST(BoardPage, aPanelDraggedOntoAnotherExchangesPlacesWithIt) {
  OpenBoard open;
  ASSERT_EQ(open.document.board().panels[0].kind, "dimensionality");
  open.drag(open.page().panelRect(0).center(), open.page().panelRect(1).center());
  EXPECT_EQ(open.place(0), (BoardPlace{6, 0, 6, 14}));
  EXPECT_EQ(open.place(1), (BoardPlace{0, 0, 6, 14}));
  EXPECT_EQ(open.document.board().panels[1].letter, "A");
  EXPECT_EQ(open.document.selected(), 0);
}

TEST(BoardPage, aPanelDraggedIntoFreeSpaceStandsThere) {
  OpenBoard open;
  open.document.change([](FigureBoard& board) { board.panels[1].place = {6, 0, 4, 6}; });
  const QRectF rect = open.page().panelRect(1);
  open.drag(rect.center(), rect.center() + QPointF(2 * (188.0 / 12) * open.page().pixelsPerMm(), 0));
  EXPECT_EQ(open.place(1), (BoardPlace{8, 0, 4, 6}));
}

TEST(BoardPage, theCornerResizes) {
  OpenBoard open;
  const QPointF corner = open.page().resizeHandle(1).center();
  open.drag(corner,
            corner + QPointF(-2 * (188.0 / 12) * open.page().pixelsPerMm(), -4 * 5 * open.page().pixelsPerMm()));
  EXPECT_EQ(open.place(1), (BoardPlace{8, 0, 4, 10}));
  EXPECT_EQ(open.place(0), (BoardPlace{0, 0, 8, 14})) << "its neighbour takes what it leaves";
  open.document.undo();
  EXPECT_EQ(open.place(1), (BoardPlace{6, 0, 6, 14}));
  open.document.redo();
  EXPECT_EQ(open.place(1).rows, 10);
}

TEST(BoardPage, aClickChoosesAndDoesNotMove) {
  OpenBoard open;
  const FigureBoard before = open.document.board();
  QTest::mouseClick(&open.page(), Qt::LeftButton, {}, open.page().panelRect(1).center().toPoint());
  EXPECT_EQ(open.document.selected(), 1);
  EXPECT_EQ(open.document.board(), before);
}

TEST(BoardPage, theCrossOfTheChosenPanelRemovesIt) {
  OpenBoard open;
  QTest::mouseClick(&open.page(), Qt::LeftButton, {}, open.page().panelRect(0).center().toPoint());
  QTest::mouseClick(&open.page(), Qt::LeftButton, {}, open.page().removeButton(0).center().toPoint());
  ASSERT_EQ(open.document.board().panels.size(), 1u);
  EXPECT_EQ(open.document.board().panels[0].kind, "accuracy_smoothness");
  EXPECT_EQ(open.document.board().panels[0].letter, "A");
}

TEST(BoardPage, theKeyboardDoesAllOfIt) {
  OpenBoard open;
  open.page().setFocus();
  QTest::keyClick(&open.page(), Qt::Key_Right);
  EXPECT_EQ(open.document.selected(), 0);
  QTest::keyClick(&open.page(), Qt::Key_Right);
  EXPECT_EQ(open.document.selected(), 1);
  QTest::keyClick(&open.page(), Qt::Key_Left, Qt::ShiftModifier);
  EXPECT_EQ(open.place(1).columns, 5);
  QTest::keyClick(&open.page(), Qt::Key_Right, Qt::ControlModifier);
  EXPECT_EQ(open.place(1).column, 7);
  QTest::keyClick(&open.page(), Qt::Key_Delete);
  EXPECT_EQ(open.document.board().panels.size(), 1u);
}

TEST(BoardPage, escapeLetsAPanelStayWhereItIs) {
  OpenBoard open;
  const FigureBoard before = open.document.board();
  const QPointF from = open.page().panelRect(0).center(), to = open.page().panelRect(1).center();
  QTest::mousePress(&open.page(), Qt::LeftButton, {}, from.toPoint());
  QMouseEvent move(QEvent::MouseMove, to, open.page().mapToGlobal(to), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(&open.page(), &move);
  QTest::keyClick(&open.page(), Qt::Key_Escape);
  QTest::mouseRelease(&open.page(), Qt::LeftButton, {}, to.toPoint());
  EXPECT_EQ(open.document.board(), before);
}

/// The preview is the export: the same picture, scaled.
TEST(BoardPage, showsWhatIsExported) {
  OpenBoard open;
  open.document.select(-1);
  const QString file = open.runs.file("page.png");
  saveFigure(*open.view.figure(), file, 183);
  const QImage printed = QImage(file).convertToFormat(QImage::Format_RGB32);
  const QImage shown = open.page().grab().toImage().convertToFormat(QImage::Format_RGB32);
  const double scale = open.page().pixelsPerMm(), margin = kBoardMarginMm * scale;
  const QPointF first = open.page().panelRect(0).topLeft() - QPointF(margin, margin);
  const QSize size = (QSizeF(183, boardHeightMm(open.document.board())) * scale).toSize();
  const QImage small = printed.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  double difference = 0;
  for (int y = 0; y < size.height(); ++y)
    for (int x = 0; x < size.width(); ++x)
      difference += distance(small.pixel(x, y), shown.pixel(int(first.x()) + x, int(first.y()) + y));
  EXPECT_LT(difference / double(size.width()) / size.height() / 3, 6) << "mean difference a channel, of 255";
}

TEST(BoardView, hasNothingOverlappingAtAnySize) {
  OpenBoard open("5a");
  for (const QSize size : {QSize(584, 560), QSize(900, 700), QSize(1380, 860), QSize(2020, 1300)}) {
    keepPicture(open.view, size, QStringLiteral("board_%1").arg(size.width()));
    for (std::size_t a = 0; a < open.document.board().panels.size(); ++a) {
      EXPECT_TRUE(QRectF(open.page().rect()).contains(open.page().panelRect(a)));
      for (std::size_t b = 0; b < a; ++b) EXPECT_FALSE(open.page().panelRect(a).intersects(open.page().panelRect(b)));
    }
  }
}

TEST(BoardView, saysWhatIsMissingAboveThePage) {
  OpenBoard open("4b");
  EXPECT_TRUE(open.view.problems().contains(QStringLiteral("Run all in the workspace Analyse finds them.")))
      << open.view.problems().toStdString();
  open.document.useReadyBoard("4a");
  EXPECT_TRUE(open.settled());
  EXPECT_TRUE(open.view.problems().isEmpty()) << open.view.problems().toStdString();
}

TEST(BoardView, isEmptyWithAWayOut) {
  OpenBoard open;
  open.document.clear();
  EXPECT_FALSE(open.view.emptyState().text.isEmpty());
  EXPECT_EQ(open.view.emptyState().actionId, QStringLiteral("figure.ready.2a"));
  EXPECT_EQ(open.view.figure(), nullptr);
}

TEST(BoardRuns, aClickOnARowTicksIt) {
  OpenBoard open;
  RunListModel list;
  list.setFolder(open.runs.folder.path());
  ASSERT_TRUE(comes([&] { return list.rowCount() == 4; }));
  BoardRunsPanel panel(&open.document, &list, nullptr);
  panel.resize(256, 400);
  panel.show();
  ASSERT_EQ(open.document.chosen().size(), 4u);
  const QModelIndex first = panel.list()->model()->index(0, 0);
  QTest::mouseClick(panel.list()->viewport(), Qt::LeftButton, {}, panel.list()->visualRect(first).center());
  EXPECT_EQ(open.document.chosen().size(), 3u);
  EXPECT_TRUE(open.settled());
  EXPECT_EQ(open.document.board().runs.size(), 3u);
  QTest::keyClick(panel.list(), Qt::Key_Space);
  EXPECT_EQ(open.document.chosen().size(), 4u);
  for (auto* button : panel.findChildren<QPushButton*>())
    if (button->text() == QStringLiteral("None")) QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_TRUE(open.document.chosen().empty());
}

TEST(BoardRuns, theRunsOfASweepAreAddedAndTicked) {
  OpenBoard open;
  RunListModel list;
  BoardRunsPanel panel(&open.document, &list, nullptr);
  TemporaryFolder sweep;
  writeBoardRun(sweep.path(), 10, 0);
  writeBoardRun(sweep.path(), 20, 0);
  panel.model().addRuns(findRuns(sweep.path()));
  ASSERT_EQ(open.document.chosen().size(), 2u);
  EXPECT_EQ(open.document.chosen()[0].run.name, sweep.path().filename().string() + "/tau10_s0");
  EXPECT_TRUE(open.settled());
  EXPECT_EQ(open.document.board().runs.size(), 2u);
  EXPECT_EQ(open.document.board().runs[1].tau, 20);
}

TEST(BoardKinds, oneClickMakesAFigureOrAddsAPanel) {
  OpenBoard open;
  BoardKindsPanel panel(&open.document, nullptr);
  panel.resize(256, 900);
  panel.show();
  const auto click = [&](const QString& title) {
    for (int i = 0; i < panel.list()->count(); ++i)
      if (panel.list()->item(i)->text() == title) {
        panel.list()->scrollToItem(panel.list()->item(i));
        return QTest::mouseClick(panel.list()->viewport(), Qt::LeftButton, {},
                                 panel.list()->visualItemRect(panel.list()->item(i)).center());
      }
    ADD_FAILURE() << title.toStdString();
  };
  click(QStringLiteral("Figure 4A"));
  EXPECT_EQ(open.document.board().name, "4a");
  click(QStringLiteral("Smoothness by layer"));
  ASSERT_EQ(open.document.board().panels.size(), 3u);
  EXPECT_EQ(open.document.board().panels[2].kind, "layer_smoothness");
  EXPECT_EQ(open.document.selected(), 2);
  EXPECT_TRUE(open.settled());
  EXPECT_FALSE(open.document.filled()->contents[2].empty());
}

TEST(BoardSettings, widthTextAndLettersAreOfAllPanels) {
  OpenBoard open;
  BoardSettingsPanel panel(&open.document, nullptr);
  panel.resize(280, 600);
  panel.show();
  for (auto* button : panel.findChildren<QToolButton*>())
    if (button->text() == QStringLiteral("89")) QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_EQ(open.document.board().widthMm, 89);
  EXPECT_EQ(open.place(1), (BoardPlace{0, 14, 12, 14}));
  for (auto* box : panel.findChildren<QComboBox*>())
    if (const int lower = box->findData(QStringLiteral("lower")); lower >= 0) box->setCurrentIndex(lower);
  EXPECT_EQ(open.document.board().panels[1].letter, "b");
  for (const bool shown : {true, false}) {
    for (auto* check : panel.findChildren<QCheckBox*>())
      if (check->text() == QStringLiteral("Published values")) check->click();
    EXPECT_EQ(open.document.board().style.published, shown);
    EXPECT_EQ(findSeries(*open.document.filled()->contents[1].plot, "TDANN") != nullptr, shown);
  }
}

TEST(BoardSettings, theChosenPanelTakesATitle) {
  OpenBoard open;
  BoardSettingsPanel panel(&open.document, nullptr);
  panel.resize(280, 700);
  panel.show();
  open.document.select(1);
  QLineEdit* title = nullptr;
  for (auto* field : panel.findChildren<QLineEdit*>())
    if (field->isVisible() && field->accessibleName() == QStringLiteral("Title")) title = field;
  ASSERT_NE(title, nullptr);
  QTest::keyClicks(title, "My title");
  QTest::keyClick(title, Qt::Key_Return);
  EXPECT_EQ(open.document.board().panels[1].title, "My title");
}

TEST(BoardCaption, isEditedCopiedAndMadeAnew) {
  OpenBoard open;
  BoardCaptionPanel panel(&open.document, nullptr);
  QLineEdit elsewhere;
  panel.show();
  EXPECT_TRUE(panel.text()->toPlainText().startsWith(QStringLiteral("Figure 2A.")));
  panel.activateWindow();
  panel.text()->setFocus();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&panel));
  panel.text()->selectAll();
  QTest::keyClicks(panel.text(), "Own words");
  panel.text()->clearFocus();
  EXPECT_EQ(open.document.board().caption, "Own words");
  const auto press = [&](const char* text) {
    for (auto* button : panel.findChildren<QPushButton*>())
      if (button->text() == QLatin1String(text)) QTest::mouseClick(button, Qt::LeftButton);
  };
  press("Copy");
  EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("Own words"));
  press("Make anew");
  EXPECT_TRUE(open.document.board().caption.empty());
  EXPECT_TRUE(panel.text()->toPlainText().startsWith(QStringLiteral("Figure 2A.")));
}

TEST(BoardDocument, opensTheBoardOfAFileAndSaysWhichRunsAreGone) {
  OpenBoard open;
  const QString file = open.runs.file("kept.pdf");
  saveFigure(*open.view.figure(), file, 183);
  std::filesystem::remove_all(open.runs.folder.path() / "tau5_s1");
  BoardDocument other(open.engine);
  BoardView view(&other, nullptr);
  BoardProvenancePanel provenance(&other, nullptr);
  bool opened = false;
  QObject::connect(&other, &BoardDocument::opened, [&] { opened = true; });
  other.openFigure(file.toStdString(), {open.runs.folder.path()});
  ASSERT_TRUE(comes([&] { return opened && !other.isBusy(); }));
  EXPECT_EQ(other.board().panels, open.document.board().panels);
  EXPECT_EQ(other.chosen().size(), 3u);
  EXPECT_TRUE(view.problems().contains(QStringLiteral("tau5_s1 is not here any more")))
      << view.problems().toStdString();
  EXPECT_TRUE(provenance.text().contains(QStringLiteral("Run tau5_s1 (not here any more)")));
  EXPECT_TRUE(provenance.text().contains(QStringLiteral("τ 5, seed 1, step 100")));
  ASSERT_EQ(other.board().runs.size(), 4u) << "what is known of the gone one stays";
}

TEST(BoardDocument, aBoardWhoseRunsAreAllGoneStillOpens) {
  OpenBoard open;
  const QString file = open.runs.file("kept.svg");
  saveFigure(*open.view.figure(), file, 183);
  TemporaryFolder elsewhere;
  std::filesystem::copy_file(file.toStdString(), elsewhere.path() / "kept.svg");
  BoardDocument other(open.engine);
  other.openFigure(elsewhere.path() / "kept.svg", {});
  ASSERT_TRUE(comes([&] { return other.board().panels.size() == 2 && !other.isBusy(); }));
  EXPECT_EQ(other.filled()->gone.size(), 4u);
  EXPECT_EQ(other.board().runs, open.document.board().runs);
  EXPECT_TRUE(boardCaption(*other.filled()).contains(QStringLiteral("seeds 0, 1 each")));
}

TEST(BoardDocument, anotherRunOfTheSameNameIsNotTakenForIt) {
  OpenBoard open;
  const QString file = open.runs.file("kept.png");
  saveFigure(*open.view.figure(), file, 183);
  std::filesystem::remove_all(open.runs.folder.path() / "tau5_s1");
  RunConfig config = sampleConfig(1);
  config.optimizer.learningRate = 0.5;
  writeSampleRun(open.runs.folder.path(), "tau5_s1").writeConfig(config, toToml(config));
  BoardDocument other(open.engine);
  other.openFigure(file.toStdString(), {open.runs.folder.path()});
  ASSERT_TRUE(comes([&] { return other.board().panels.size() == 2 && !other.isBusy(); }));
  EXPECT_EQ(other.filled()->gone, std::vector<std::string>{"tau5_s1"});
}

TEST(BoardDocument, aFileWithoutABoardIsSaidAndChangesNothing) {
  OpenBoard open;
  const FigureBoard before = open.document.board();
  QString said;
  QObject::connect(&open.document, &BoardDocument::failed, [&](const QString& sentence) { said = sentence; });
  open.document.openFigure(open.runs.folder.write("photo.png", "no picture"), {});
  ASSERT_TRUE(comes([&] { return !said.isEmpty(); }));
  EXPECT_TRUE(said.contains(QStringLiteral("photo.png")));
  EXPECT_EQ(open.document.board(), before);
}

TEST(BoardDocument, aRunThatIsDeletedMeanwhileDoesNotCostTheOthers) {
  OpenBoard open;
  QStringList said;
  QObject::connect(&open.document, &BoardDocument::failed, [&](const QString& sentence) { said << sentence; });
  std::filesystem::remove_all(open.runs.folder.path() / "tau0_s0");
  open.document.readAgain();
  ASSERT_TRUE(open.settled());
  EXPECT_EQ(open.document.sources().size(), 3u);
  EXPECT_EQ(said.size(), 1) << said.join('\n').toStdString();
  EXPECT_FALSE(open.document.filled()->contents[1].empty());
}

/// Of runs that are no rows of the window's list, as those of a sweep's folder.
TEST(BoardDocument, runsOfOtherPlacesAskForTheirColours) {
  OpenBoard open;
  open.document.setColours(
      [](const std::string&, const std::string& place) { return place.find("tau5") == std::string::npos ? 9 : 3; });
  open.document.readAgain();
  ASSERT_TRUE(open.settled());
  for (const BoardSource& source : open.document.sources())
    EXPECT_EQ(source.run.colour, source.run.config.topoloss.tau == 5 ? 3 : 9) << source.name;
  const PlotSeries* five = findSeries(*open.document.filled()->contents[1].plot, "τ 5");
  ASSERT_NE(five, nullptr);
  EXPECT_EQ(five->colour.run, 3);
}

}  // namespace
}  // namespace studio
