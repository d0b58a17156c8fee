// Messages over the status row: how long each stays, what it offers, and that it moves nothing.
#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

#include "tests/widgets/pictures.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/message_bar.h"
#include "widgets/frame/message_text.h"

namespace studio {
namespace {

/// Pixels that are not of the ground.
int countInk(const QImage& picture) {
  int count = 0;
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) count += distance(picture.pixel(x, y), picture.pixel(0, 0)) > 90;
  return count;
}

TEST(FrameMessages, anErrorStaysCanBeCopiedAndClosed) {
  QWidget window;
  auto* bar = new MessageBar(&window);
  window.show();
  EXPECT_EQ(bar->text(), QString());
  bar->showError("maps.npz is cut short; the run opens without it.", "zip: end of central directory not found");
  EXPECT_EQ(bar->text(), QStringLiteral("maps.npz is cut short; the run opens without it."));
  QPushButton *copy = nullptr, *details = nullptr;
  for (QPushButton* button : bar->findChildren<QPushButton*>()) {
    if (button->text() == QStringLiteral("Copy text")) copy = button;
    if (button->text() == QStringLiteral("Details")) details = button;
  }
  ASSERT_TRUE(copy && copy->isVisible() && details && details->isVisible());
  QTest::mouseClick(details, Qt::LeftButton);
  EXPECT_TRUE(bar->findChild<QPlainTextEdit*>()->isVisible());
  QTest::mouseClick(copy, Qt::LeftButton);
  EXPECT_EQ(
      QApplication::clipboard()->text(),
      QStringLiteral("maps.npz is cut short; the run opens without it.\n\nzip: end of central directory not found"));
  bar->showError("Another.");
  EXPECT_FALSE(details->isVisible()) << "no details, no button";
  QTest::mouseClick(bar->findChild<QToolButton*>(), Qt::LeftButton);
  EXPECT_EQ(bar->text(), QString());
}

TEST(FrameMessages, aMessageIsARowAndMovesNothing) {
  QWidget window;
  window.resize(800, 400);
  QVBoxLayout column(&window);
  auto* content = new QWidget(&window);
  column.addWidget(content);
  auto* bar = new MessageBar(&window);
  window.show();
  QApplication::processEvents();
  const QRect before = content->geometry();
  bar->showNotice("Saved.");
  QApplication::processEvents();
  EXPECT_EQ(content->geometry(), before);
  EXPECT_EQ(bar->geometry().bottom() + 1, 400 - 72);
  EXPECT_EQ(bar->geometry().right() + 1, 800 - 16);
  EXPECT_LT(bar->width(), 300) << "no wider than its words";
  const int row = bar->height();
  window.resize(1200, 300);
  QApplication::processEvents();
  EXPECT_EQ(bar->geometry().bottom() + 1, 300 - 72);
  EXPECT_EQ(bar->geometry().right() + 1, 1200 - 16);
  EXPECT_EQ(bar->height(), row);
}

TEST(FrameMessages, aSentenceLongerThanItsRowIsWholeAmongTheDetails) {
  QWidget window;
  window.resize(700, 400);
  auto* bar = new MessageBar(&window);
  window.show();
  const QString sentence = QString("A sentence that needs more than one line. ").repeated(8);
  bar->showNotice("Saved.");
  const int row = bar->height();
  bar->showError(sentence);
  QApplication::processEvents();
  EXPECT_EQ(bar->height(), row);
  EXPECT_EQ(bar->geometry(), QRect(16, 400 - 72 - row, 700 - 32, row));
  for (QPushButton* button : bar->findChildren<QPushButton*>())
    if (button->isVisible() && button->text() == QLatin1String("Details")) QTest::mouseClick(button, Qt::LeftButton);
  QApplication::processEvents();
  ASSERT_TRUE(bar->findChild<QPlainTextEdit*>()->isVisible());
  EXPECT_EQ(bar->findChild<QPlainTextEdit*>()->toPlainText(), sentence);
  EXPECT_EQ(bar->geometry().bottom() + 1, 400 - 72) << "it opens upwards";
  EXPECT_TRUE(window.rect().contains(bar->geometry()));
}

/// What a row of a window of 1440 px leaves for a message: nothing of a sentence that people get to read is cut there.
TEST(FrameMessages, aSentenceHasTwoLinesBeforeAnythingIsCut) {
  MessageText text(nullptr);
  text.resize(420, 28);
  text.setText("mlp_tau3_s2 has finished.");
  EXPECT_EQ(text.lines(), QStringList{"mlp_tau3_s2 has finished."});
  const QString whole = "mlp_tau3_s2 has finished. Its maps can be played in the time bar; Ctrl+E exports a figure.";
  text.setText(whole);
  ASSERT_EQ(text.lines().size(), 2);
  EXPECT_EQ(text.lines().join(' '), whole);
  EXPECT_TRUE(text.isWhole());
  const QImage two = keepPicture(text, {420, 28}, "message_two_lines");
  const int half = two.height() / 2;
  EXPECT_GT(countInk(two.copy(0, 0, two.width(), half)), 200) << "the first line";
  EXPECT_GT(countInk(two.copy(0, half, two.width(), two.height() - half)), 100) << "the second one";
}

TEST(FrameMessages, aFileGoesByItsNameWhereItsFolderFindsNoSpaceAndTheRestEndsInAnEllipsis) {
  EXPECT_EQ(withoutFolders("/data/runs/a.pt is a text file (see /tmp/b.txt); 3/4 images."),
            "a.pt is a text file (see b.txt); 3/4 images.");
  const QString whole =
      "/data/weights/runs/some/folder/that/is/far/down/in/the/tree/of/folders/and/its/name/alone/fills/a/line/odd.pt "
      "is a text file; choose a file that "
      "holds weights.";
  MessageText text(nullptr);
  text.setText(whole);
  text.resize(2000, 28);
  EXPECT_EQ(text.lines(), QStringList{whole});
  text.resize(380, 28);
  EXPECT_TRUE(text.lines().join(' ').endsWith("odd.pt is a text file; choose a file that holds weights."))
      << text.lines().join('|').toStdString();
  EXPECT_FALSE(text.isWhole()) << "its details have the folder";
  text.setText(QString("A sentence that needs more than one line. ").repeated(8).trimmed());
  const QString shown = text.lines().join(' ');
  EXPECT_TRUE(shown.endsWith(QChar(0x2026))) << shown.toStdString();
  EXPECT_EQ(shown.count(QChar(0x2026)), 1) << "at the end and nowhere else";
  text.show();
  QHelpEvent hover(QEvent::ToolTip, QPoint(20, 10), text.mapToGlobal(QPoint(20, 10)));
  QApplication::sendEvent(&text, &hover);
  EXPECT_EQ(QToolTip::text(), QString("A sentence that needs more than one line. ").repeated(8).trimmed());
  QToolTip::hideText();
}

TEST(FrameMessages, aNoticeOffersItsAction) {
  QWidget window;
  auto* bar = new MessageBar(&window);
  window.show();
  int opened = 0;
  int shown = 0;
  const auto press = [&](const char* text) {
    for (QPushButton* button : bar->findChildren<QPushButton*>())
      if (button->isVisible() && button->text() == QLatin1String(text)) QTest::mouseClick(button, Qt::LeftButton);
  };
  bar->showNotice("Saved figure.pdf", {{"Open", [&] { ++opened; }}, {"Show in folder", [&] { ++shown; }}});
  press("Open");
  EXPECT_EQ(opened, 1);
  EXPECT_EQ(bar->text(), QString());
  bar->showNotice("Saved figure.pdf", {{"Open", [&] { ++opened; }}, {"Show in folder", [&] { ++shown; }}});
  press("Show in folder");
  EXPECT_EQ(shown, 1);
  bar->showNotice("Plain.");
  press("Open");
  EXPECT_EQ(opened, 1) << "a message without actions has no buttons of the one before";
}

TEST(FrameMessages, theNextMessageTakesThePlaceAndWhatIsSolvedGoes) {
  QWidget window;
  auto* bar = new MessageBar(&window);
  window.show();
  bar->showError("The run cannot be started.");
  bar->showNotice("Saved.");
  EXPECT_EQ(bar->text(), QStringLiteral("Saved."));
  bar->clearError();
  EXPECT_EQ(bar->text(), QStringLiteral("Saved.")) << "a notice is no error";
  bar->showError("The run cannot be started.");
  bar->clearError();
  EXPECT_EQ(bar->text(), QString());
}

}  // namespace
}  // namespace studio
