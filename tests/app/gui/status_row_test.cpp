// The status row at the foot of the window and what else tells of a run beside its views: always of the right one, in
// the same words and numbers everywhere, and whole.
#include <QLabel>
#include <QMessageBox>
#include <QTest>
#include <QTimer>

#include "core/run/places.h"
#include "tests/app/gui/gui_fixture.h"
#include "tests/widgets/sample_run.h"
#include "widgets/frame/number_text.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/frame_rows.h"
#include "widgets/frame/message_bar.h"
#include "widgets/frame/message_text.h"
#include "widgets/runs/run_list.h"

namespace studio {
namespace {

class StatusRow : public GuiTest {
 protected:
  static QStringList texts(MainWindow& window) {
    QStringList all;
    for (const QLabel* label : window.statusStrip()->findChildren<QLabel*>())
      if (label->isVisible()) all << label->text();
    return all;
  }
  static bool says(MainWindow& window, const QString& part) {
    for (const QString& text : texts(window))
      if (text.contains(part)) return true;
    return false;
  }
  static bool isOpen(MainWindow& window, RunState state) {
    return waitFor([&] { return window.session().monitor()->hasRun() && runState(window) == state; });
  }
};

TEST_F(StatusRow, inSetupItNamesTheConfigurationAndNoRun) {
  writeSampleRun(runs(), "digits");
  const auto window = makeWindow();
  window->session().openRun(runs() / "digits");
  ASSERT_TRUE(isOpen(*window, RunState::Finished));
  ASSERT_TRUE(waitFor([&] { return says(*window, "Finished"); }));
  window->showWorkspace("setup");
  EXPECT_FALSE(says(*window, "Finished")) << "nothing of this form has finished";
  EXPECT_TRUE(says(*window, "New run " + findSetup(*window).name())) << texts(*window).join('|').toStdString();
  EXPECT_FALSE(window->windowTitle().contains("digits")) << window->windowTitle().toStdString();
  window->showWorkspace("train");
  EXPECT_TRUE(says(*window, "Finished"));
}

TEST_F(StatusRow, aRunInTrainingIsTheMoreImportant) {
  const auto window = makeWindow();
  window->session().start(smallRun(1000000), "long");
  ASSERT_TRUE(isOpen(*window, RunState::Training));
  window->showWorkspace("setup");
  EXPECT_FALSE(says(*window, "New run"));
  EXPECT_TRUE(waitFor([&] { return says(*window, "step "); }));
}

/// The list and the status row tell of one moment.
TEST_F(StatusRow, ofARunThatTrainsUnseenTheListSaysTheSame) {
  writeSampleRun(runs(), "other");
  const auto window = makeWindow();
  window->session().start(smallRun(1000000), "long");
  ASSERT_TRUE(isOpen(*window, RunState::Training));
  window->session().openRun(runs() / "other");
  ASSERT_TRUE(waitFor([&] { return window->session().trainsUnseen() && says(*window, "long: Training"); }));
  auto* list = window->findChild<RunListModel*>();
  const auto left = [&] {
    const int row = list->findRow(runs() / "long");
    const QString line = row < 0 ? QString() : list->data(list->index(row), RunListModel::LineRole).toString();
    return line.contains(" left") ? line.section(QStringLiteral(" · "), -1) : QString();
  };
  ASSERT_TRUE(waitFor([&] { return !left().isEmpty(); }));
  EXPECT_TRUE(says(*window, left())) << left().toStdString() << " in " << texts(*window).join('|').toStdString();
}

TEST_F(StatusRow, theFreeDiskIsSaidAsTheCheckOfARunSaysIt) {
  const auto window = makeWindow();
  const QString unit = byteCountText(5e10).section(QChar(0x202F), 1);
  EXPECT_TRUE(waitFor([&] { return says(*window, QChar(0x202F) + unit + " free") || says(*window, "TB free"); }))
      << texts(*window).join('|').toStdString();
}

TEST_F(StatusRow, aMessageLeavesWhatIsSaidOfTheRunWhole) {
  writeSampleRun(runs(), "digits", RunState::Stopped);
  const auto window = makeWindow();
  window->session().openRun(runs() / "digits");
  ASSERT_TRUE(isOpen(*window, RunState::Stopped));
  window->showNotice(QString("A file with a long name is saved, and some more is said of it. ").repeated(6));
  QTest::qWait(60);
  const auto* message = window->findChild<MessageBar*>();
  ASSERT_TRUE(message->isVisible());
  for (const QLabel* label : window->statusStrip()->findChildren<QLabel*>()) {
    if (!label->isVisible() || !label->text().contains("Stopped")) continue;
    EXPECT_GE(label->width(), label->sizeHint().width());
    EXPECT_LE(label->mapTo(window.get(), QPoint(label->sizeHint().width(), 0)).x(),
              message->mapTo(window.get(), QPoint()).x());
  }
}

TEST_F(StatusRow, aMessageLiesOverNoneOfItsTexts) {
  writeSampleRun(runs(), "digits", RunState::Stopped);
  const auto window = makeWindow();
  window->session().openRun(runs() / "digits");
  ASSERT_TRUE(isOpen(*window, RunState::Stopped));
  for (const int width : {1120, 1440, 1920}) {
    window->resize(width, 800);
    for (const QString& sentence : {QStringLiteral("Saved."), QString("Something long is said of it. ").repeated(8)}) {
      window->showNotice(sentence);
      QTest::qWait(60);
      const auto* message = window->findChild<MessageBar*>();
      ASSERT_TRUE(message->isVisible());
      const QRect over(message->mapTo(window.get(), QPoint()), message->size());
      int texts = 0;
      for (const QLabel* label : window->statusStrip()->findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty()) continue;
        const int words = std::min(label->width(), label->fontMetrics().horizontalAdvance(label->text()));
        const QRect place(label->mapTo(window.get(), label->contentsRect().topLeft()), QSize(words, label->height()));
        EXPECT_FALSE(over.intersects(place)) << label->text().toStdString() << " at " << width;
        ++texts;
      }
      EXPECT_GE(texts, 2) << "of the run, and where things are";
    }
  }
}

/// The facts of the machine give way to it.
TEST_F(StatusRow, whatIsSaidOfAFinishedRunIsWholeInAWindowOf1440) {
  writeSampleRun(runs(), "digits", RunState::Finished);
  const auto window = makeWindow();
  window->session().openRun(runs() / "digits");
  ASSERT_TRUE(isOpen(*window, RunState::Finished));
  window->resize(1440, 900);
  const QString said = "mlp_tau3_s2 has finished. Its maps can be played in the time bar; Ctrl+E exports a figure.";
  window->showNotice(said);
  const auto* message = window->findChild<MessageBar*>();
  ASSERT_TRUE(waitFor([&] { return message->text() == said; }));
  for (const QObject* part : message->children()) {
    const auto* text = dynamic_cast<const MessageText*>(part);
    if (!text) continue;
    EXPECT_TRUE(waitFor([&] { return text->isWhole(); })) << text->lines().join('|').toStdString();
  }
}

TEST_F(StatusRow, closingAsksAboutThisRunAndHowFarItIs) {
  const auto window = makeWindow();
  window->session().start(smallRun(1000000), "long");
  ASSERT_TRUE(isOpen(*window, RunState::Training));
  ASSERT_TRUE(waitFor([&] { return window->session().lastStatus().step > 5; }));
  QString asked;
  QTimer::singleShot(200, window.get(), [&] {
    auto* question = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
    ASSERT_NE(question, nullptr);
    asked = question->text();
    press(*question, "Cancel");
  });
  window->close();
  EXPECT_TRUE(asked.startsWith("long is at step ")) << asked.toStdString();
  EXPECT_TRUE(asked.contains(QStringLiteral("of %L1.").arg(1000000))) << asked.toStdString();
}

TEST_F(StatusRow, besideAnOpenRunItsConfigurationIsChecked) {
  writeSampleRun(runs(), "digits", RunState::Finished, 7);
  const auto window = makeWindow();
  window->session().openRun(runs() / "digits");
  ASSERT_TRUE(isOpen(*window, RunState::Finished));
  SetupView& form = findSetup(*window);
  const RunConfig before = form.config(), open = window->session().monitor()->data().config;
  ASSERT_FALSE(before == open);
  window->trigger("run.check");
  EXPECT_EQ(window->currentWorkspace(), "setup");
  EXPECT_TRUE(form.config() == open);
  window->trigger("edit.undo");
  EXPECT_TRUE(form.config() == before) << "what was edited is not lost";
  window->trigger("run.check");
  EXPECT_TRUE(form.config() == before) << "in front, the form is meant";
}

}  // namespace
}  // namespace studio
