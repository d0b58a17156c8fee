// The Figure workspace in the window, and `toponets-studio figure 2a` from outside.
#include <QAction>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QProcess>
#include <QUrl>
#include <filesystem>
#include <fstream>

#include "core/run/sweep_queue.h"
#include "tests/app/gui/gui_fixture.h"
#include "widgets/boards/board_document.h"
#include "widgets/boards/board_view.h"
#include "widgets/export/figure_metadata.h"
#include "widgets/frame/message_bar.h"

namespace studio {
namespace {

class FigureWorkspaceWindow : public GuiTest {
 protected:
  static BoardDocument& documentOf(MainWindow& window) { return *window.findChild<BoardDocument*>(); }

  struct Outcome {
    int code;
    QString out, error;
  };
  Outcome figure(const QStringList& words) const {
    QProcess process;
    process.setWorkingDirectory(folder_.path());
    process.start(QStringLiteral(STUDIO_BINARY_DIR "/bin/toponets-studio"),
                  QStringList{QStringLiteral("figure")} + words);
    EXPECT_TRUE(process.waitForFinished(120000));
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
  }
};

TEST_F(FigureWorkspaceWindow, drawsExportsAndOpensTheSameBoardAgain) {
  auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20, "one"));
  ASSERT_TRUE(train(*window, 20, "two"));
  window->showWorkspace(QStringLiteral("figure"));
  BoardDocument& document = documentOf(*window);
  ASSERT_TRUE(waitFor([&] { return document.chosen().size() == 2 && !document.isBusy() && !document.isEmpty(); }))
      << "what there is is drawn at once";
  EXPECT_EQ(document.board().name, "2a");
  EXPECT_EQ(window->currentViewId(), QStringLiteral("board"));

  const QString file = folder_.path() + QStringLiteral("/again.pdf");
  const Outcome made = figure({"2a", "runs", "--output", file});
  EXPECT_EQ(made.code, 2) << "it is written, and a panel of it has no data";
  EXPECT_TRUE(made.out.contains(QStringLiteral("again.pdf")) &&
              made.out.contains(QStringLiteral("again_caption.txt")) &&
              made.out.contains(QStringLiteral("again_B_accuracy_smoothness.csv")))
      << made.out.toStdString();
  EXPECT_TRUE(made.error.contains(QStringLiteral("toponets analyse dimensionality RUN"))) << made.error.toStdString();
  EXPECT_EQ(parseBoard(readEnclosedBoard(file.toStdString()), "f").runs.size(), 2u);

  const QString part = folder_.path() + QStringLiteral("/part.pdf");
  const Outcome one = figure({"2a", "runs", "--output", part, "--panels", "b"});
  EXPECT_TRUE(one.out.contains(QStringLiteral("part_A_accuracy_smoothness.csv"))) << "it is the only one now";
  EXPECT_FALSE(one.out.contains(QStringLiteral("dimensionality")));
  const Outcome none = figure({"2a", "runs", "--output", part, "--panels", "A,C"});
  EXPECT_EQ(none.code, 2);
  EXPECT_TRUE(none.error.contains(QStringLiteral("has no panel C; its panels are A to B"))) << none.error.toStdString();

  document.clear();
  window->showWorkspace(QStringLiteral("train"));
  QMimeData mime;
  mime.setUrls({QUrl::fromLocalFile(file)});
  QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(window.get(), &enter);
  ASSERT_TRUE(enter.isAccepted());
  QDropEvent drop(QPointF(100, 100), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(window.get(), &drop);
  ASSERT_TRUE(waitFor([&] { return document.board().panels.size() == 2 && !document.isBusy(); }));
  EXPECT_EQ(window->currentWorkspace(), QStringLiteral("figure"));
  EXPECT_EQ(document.chosen().size(), 2u) << "its runs are found again";
}

/// Whatever of the three it was exported as, and wherever on the window it falls.
TEST_F(FigureWorkspaceWindow, aDroppedPdfSvgOrPngOpensTheBoardThatItWasMadeOf) {
  auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20, "one"));
  BoardDocument& document = documentOf(*window);
  for (const char* ending : {"pdf", "svg", "png"}) {
    const QString file = folder_.path() + QStringLiteral("/board.") + QLatin1String(ending);
    figure({"2a", "runs/one", "--output", file, "--width-mm", "120"});  // a panel of it has no data
    ASSERT_TRUE(QFile::exists(file)) << ending;
    const FigureBoard written = parseBoard(readEnclosedBoard(file.toStdString()), ending);
    ASSERT_FALSE(written.panels.empty()) << ending;
    document.clear();
    window->showWorkspace(QStringLiteral("analyse"));
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter(QPoint(600, 400), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window.get(), &enter);
    ASSERT_TRUE(enter.isAccepted()) << ending;
    QDropEvent drop(QPointF(600, 400), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window.get(), &drop);
    ASSERT_TRUE(waitFor([&] {
      return document.board().panels == written.panels && !document.isBusy() &&
             window->currentWorkspace() == QStringLiteral("figure");
    })) << ending;
    EXPECT_EQ(document.board().widthMm, 120) << ending;
    EXPECT_EQ(document.board().style, written.style) << ending;
    EXPECT_EQ(document.chosen().size(), 1u) << ending;
  }
}

TEST_F(FigureWorkspaceWindow, commandsSayWhatIsMissing) {
  const Outcome none = figure({"4a", "nowhere", "--output", "x.pdf"});
  EXPECT_EQ(none.code, 2);
  EXPECT_EQ(none.error.count(QStringLiteral("toponets-studio: ")), 1) << none.error.toStdString();
  EXPECT_TRUE(none.error.contains(QStringLiteral("There is no run `nowhere`")));
  auto window = makeWindow();
  ASSERT_TRUE(train(*window, 5, "one"));
  const Outcome nothing = figure({"4a", "runs", "--output", "x.pdf"});
  EXPECT_EQ(nothing.code, 2);
  EXPECT_TRUE(nothing.error.contains(QStringLiteral("toponets analyse prune RUN"))) << nothing.error.toStdString();
  EXPECT_FALSE(QFile::exists(folder_.path() + QStringLiteral("/x.pdf")));
}

TEST_F(FigureWorkspaceWindow, AMessageAboutAFileGoesWhenAnotherBoardIsOpened) {
  auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20, "one"));
  const QString good = folder_.path() + QStringLiteral("/good.svg"),
                bad = folder_.path() + QStringLiteral("/empty.svg");
  ASSERT_EQ(figure({"2a", "runs", "--output", good}).code, 2) << "drawn, but one panel has no data";
  QFile empty(bad);
  ASSERT_TRUE(empty.open(QIODevice::WriteOnly));
  BoardDocument& document = documentOf(*window);
  document.openFigure(bad.toStdString(), {runs()});
  const auto* messages = window->findChild<MessageBar*>();
  ASSERT_TRUE(waitFor([&] { return messages->text().contains(QStringLiteral("empty.svg")); }));
  document.openFigure(good.toStdString(), {runs()});
  ASSERT_TRUE(waitFor([&] { return document.board().panels.size() == 2 && !document.isBusy(); }));
  EXPECT_FALSE(messages->text().contains(QStringLiteral("empty.svg"))) << messages->text().toStdString();
}

/// Figures of the paper and all others alike.
TEST_F(FigureWorkspaceWindow, aFolderOfRunsStandsForItsRuns) {
  auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20, "one"));
  ASSERT_TRUE(train(*window, 20, "two"));
  std::filesystem::create_directories(runs() / "broken");
  std::ofstream(runs() / "broken" / "config.resolved.toml") << "";
  const QString file = folder_.path() + QStringLiteral("/folder.svg");
  for (const char* name : {"curves", "pareto"}) {
    const Outcome made = figure({name, QString::fromStdString(runs().string()), "--output", file});
    EXPECT_FALSE(made.error.contains("There is no run")) << made.error.toStdString();
    if (name == std::string("curves")) {
      EXPECT_EQ(made.code, 0) << made.error.toStdString();
      EXPECT_TRUE(made.error.contains("left out") && made.error.contains("broken")) << made.error.toStdString();
    }
  }
  const Outcome none = figure({"curves", QString::fromStdString((runs() / "one/maps").string()), "--output", file});
  EXPECT_EQ(none.code, 2);
  EXPECT_TRUE(none.error.contains("is neither a run nor a folder of runs")) << none.error.toStdString();
}

TEST_F(FigureWorkspaceWindow, aRunOfAnotherVersionIsLeftOutInOneSentence) {
  auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20, "one"));
  const auto later = runs() / "later";
  std::filesystem::create_directories(later);
  std::ofstream(later / "config.resolved.toml") << "[future]\nx = 1\n";
  std::ofstream(later / "environment.json") << "{\"version\": \"99.0\"}";
  const QString file = folder_.path() + QStringLiteral("/versions.svg");
  for (const char* name : {"curves", "2a"}) {
    const Outcome made = figure({name, "runs", "--output", file});
    EXPECT_TRUE(QFile::exists(file)) << name << ": " << made.error.toStdString();
    EXPECT_EQ(made.error.count(QStringLiteral("made by version 99.0")), 1) << made.error.toStdString();
    QFile::remove(file);
  }
}

/// `runs/*` names the runs of a sweep and its queue.
TEST_F(FigureWorkspaceWindow, theQueueOfASweepStandsForItsRuns) {
  auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20, "one"));
  const RunFolder run(runs() / "one");
  const SweepQueue queue = SweepQueue::make(runs(), "bars");
  queue.add(std::vector<SweepRun>{{"one", run.config(), {}}}, "");
  SweepEntry entry = queue.entry("0001");
  entry.state = SweepState::Finished;
  entry.run = "one";
  queue.store(entry);
  const QString pdf = folder_.path() + QStringLiteral("/sweep.pdf");
  const QString folder = QString::fromStdString(queue.folder().string());
  for (const QStringList& names : {QStringList{folder}, QStringList{"runs/one", folder}}) {
    const Outcome made = figure(QStringList{"2a"} + names + QStringList{"--output", pdf});
    EXPECT_TRUE(QFile::exists(pdf)) << made.error.toStdString();
    EXPECT_EQ(parseBoard(readEnclosedBoard(pdf.toStdString()), "f").runs.size(), 1u) << "once";
    QFile::remove(pdf);
    const Outcome curves = figure(QStringList{"curves"} + names + QStringList{"--output", pdf});
    EXPECT_EQ(curves.code, 0) << curves.error.toStdString();
    QFile::remove(pdf);
  }
}

TEST_F(FigureWorkspaceWindow, undoBelongsToTheWorkspaceThatIsShown) {
  auto window = makeWindow();
  window->showWorkspace(QStringLiteral("figure"));
  BoardDocument& document = documentOf(*window);
  document.addKind("pruning");
  ASSERT_TRUE(triggerWhenPossible(*window, "edit.undo"));
  EXPECT_TRUE(document.isEmpty());
}

}  // namespace
}  // namespace studio
