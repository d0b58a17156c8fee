// Messages over the status row: how long each stays, what it offers, and that it moves nothing.
#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include "tests/widgets/pictures.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/message_bar.h"

namespace studio {
namespace {

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
