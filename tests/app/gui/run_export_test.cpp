// Everything of a run in one folder: from the window, from the command line, cancelled, and of a damaged run.
#include "widgets/figure/run_export.h"

#include <unistd.h>

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHeaderView>
#include <QImage>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTimer>
#include <QTreeView>
#include <sstream>

#include "core/run/error.h"
#include "tests/app/gui/gui_fixture.h"
#include "tests/support/user_error.h"
#include "core/run/run_keeping.h"
#include "core/run/run_lock.h"
#include "tests/widgets/sample_run.h"
#include "widgets/frame/frame_rows.h"
#include "widgets/frame/message_bar.h"
#include "widgets/frame/settings.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

class RunExportTest : public GuiTest {
 protected:
  void SetUp() override {
    GuiTest::SetUp();
    run_ = writeSampleRun(runs(), "digits");
    writeNote(run_, "stripes");
    fs::create_directories(target());
  }
  fs::path target() const { return runs().parent_path() / "papers"; }
  std::vector<AnalysisKind> analyses() const { return makeEngine()->analyses(); }
  static int entries(const fs::path& folder) {
    return int(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
  }
  std::unique_ptr<MainWindow> windowWithTheRun() {
    auto window = makeWindow();
    window->session().openRun(run_.path());
    EXPECT_TRUE(waitFor([&] { return window->session().monitor()->data().snapshot != nullptr; }));
    return window;
  }
  /// Asks for the folder, answers as given, and tells in which folder the dialog started.
  static QString startOfDialog(MainWindow& window, const std::function<void(QFileDialog&)>& answer) {
    QString start;
    QTimer::singleShot(200, &window, [&] {
      auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
      ASSERT_NE(dialog, nullptr);
      start = dialog->directory().absolutePath();
      answer(*dialog);
    });
    window.files().askToExportRun();
    return start;
  }
  RunFolder run_;
};

TEST_F(RunExportTest, HoldsTheDataTheMapsAndEveryFigure) {
  std::vector<RunExportProgress> seen;
  const RunExportDone done =
      exportRun({run_, target()}, analyses(), [&](const RunExportProgress& progress) { seen.push_back(progress); });
  EXPECT_EQ(done.folder, target() / "digits_export");
  EXPECT_TRUE(done.leftOut.empty());
  for (const char* file : {"README.txt", "config.toml", "scalars.csv", "log.txt", "notes.md", "maps/step_000000100.npz",
                           "figures/curves.pdf", "figures/curves.png", "figures/sheets_cosine.pdf",
                           "figures/sheets_3.png", "figures/stack_norm.pdf", "figures/data/curves_task_loss.csv"})
    EXPECT_TRUE(fs::is_regular_file(done.folder / file)) << file;
  EXPECT_EQ(readFileBytes(done.folder / "scalars.csv"), readFileBytes(run_.path() / "scalars.csv"));
  EXPECT_FALSE(fs::exists(done.folder / "train.lock"));
  EXPECT_FALSE(QImage(QString::fromStdString((done.folder / "figures/sheets_3.png").string())).isNull());
  EXPECT_TRUE(holds(readFileBytes(done.folder / "README.txt"), "the run digits", "Note: stripes"));
  ASSERT_FALSE(seen.empty());
  EXPECT_EQ(seen.front().done, 0);
  EXPECT_EQ(seen.back().done, seen.back().of - 1);
  EXPECT_GT(done.files, 20);
  EXPECT_EQ(exportRun({run_, target()}, analyses()).folder, target() / "digits_export_2") << "nothing is overwritten";
}

TEST_F(RunExportTest, ItsWeightsAreCalledAsTheCheckpoint) {
  fs::create_directories(run_.checkpoint(100));
  for (const char* file : {"model.safetensors", "optimizer.safetensors", "trainer.json"})
    std::ofstream(run_.checkpoint(100) / file) << file;
  const RunExportDone done = exportRun({run_, target()}, analyses());
  EXPECT_EQ(readFileBytes(done.folder / "weights/step_000000100.safetensors"), "model.safetensors");
}

TEST_F(RunExportTest, ItsReadmeNamesWhatIsThere) {
  const RunExportDone done = exportRun({run_, target(), 183, "supplement"}, analyses());
  EXPECT_EQ(done.folder, target() / "supplement");
  std::istringstream text(readFileBytes(done.folder / "README.txt"));
  int named = 0;
  std::string line;
  for (std::getline(text, line); std::getline(text, line) && (line.empty() || line[0] != 'N');) {
    if (line.empty()) continue;
    EXPECT_TRUE(fs::exists(done.folder / line.substr(0, line.find(' ')))) << line;
    ++named;
  }
  EXPECT_GT(named, 5);
}

TEST_F(RunExportTest, WhatAProcessThatWasEndedHasLeftIsTakenAway) {
  const fs::path half = target() / (".digits.export-" + hostName() + "-999999999.part");
  const fs::path mine = target() / (".digits.export-" + hostName() + "-" + std::to_string(::getpid()) + ".part");
  const fs::path other = target() / ".digits.part";
  for (const fs::path& each : {half, mine, other}) fs::create_directories(each / "maps");
  rememberExportFolder(QString::fromStdString(target().string()));
  const auto window = makeWindow();
  ASSERT_TRUE(waitFor([&] { return !fs::exists(half); }));
  EXPECT_TRUE(fs::exists(mine)) << "it is being written";
  EXPECT_TRUE(fs::exists(other)) << "nobody knows whose it is";
}

TEST_F(RunExportTest, TheDialogStartsBesideTheRunsAndTakesANewName) {
  const auto window = windowWithTheRun();
  const QString start = startOfDialog(*window, [](QFileDialog& dialog) {
    auto* name = dialog.findChild<QLineEdit*>();
    EXPECT_EQ(name->text(), "digits_export");
    name->setText(QStringLiteral("supplement"));
    QTest::keyClick(name, Qt::Key_Return);
  });
  EXPECT_EQ(start, QString::fromStdString(runs().parent_path().string()));
  ASSERT_TRUE(waitFor([&] { return window->files().canExportRun(); }));
  EXPECT_TRUE(fs::exists(runs().parent_path() / "supplement/README.txt"));
}

TEST_F(RunExportTest, CancelledItLeavesNothing) {
  std::stop_source stop;
  const auto cancel = [&](const RunExportProgress& progress) {
    if (progress.done == 5) stop.request_stop();
  };
  EXPECT_THROW(exportRun({run_, target()}, analyses(), cancel, stop.get_token()), RunExportStopped);
  EXPECT_EQ(entries(target()), 0);
}

TEST_F(RunExportTest, NeverIntoWhatTrainingWrote) {
  EXPECT_TRUE(holds(errorSentence([&] { exportRun({run_, run_.path() / "maps"}, analyses()); }), "training wrote"));
  EXPECT_TRUE(holds(errorSentence([&] { exportRun({run_, target() / "nowhere"}, analyses()); }), "another folder"));
}

TEST_F(RunExportTest, OfADamagedRunTheRestIsThere) {
  std::ofstream(run_.path() / "maps/step_000000100.npz") << "cut";
  const RunExportDone done = exportRun({run_, target()}, analyses());
  EXPECT_TRUE(fs::exists(done.folder / "figures/curves.pdf"));
  EXPECT_TRUE(fs::exists(done.folder / "log.txt"));
}

TEST_F(RunExportTest, FromTheWindowWithAWordWhenItIsDone) {
  const auto window = makeWindow();
  EXPECT_FALSE(window->files().canExportRun());
  window->session().openRun(run_.path());
  ASSERT_TRUE(waitFor([&] { return window->session().monitor()->data().snapshot != nullptr; }));
  window->files().exportRunInto(QString::fromStdString(target().string()));
  EXPECT_FALSE(window->files().canExportRun()) << "one at a time";
  EXPECT_EQ(QApplication::activeModalWidget(), nullptr) << "maps are looked at meanwhile";
  const auto* progress = window->statusStrip()->findChild<QWidget*>(QStringLiteral("exportRun"));
  ASSERT_TRUE(progress && progress->isVisible());
  const QRect strip(window->statusStrip()->mapToGlobal(QPoint()), window->statusStrip()->size());
  EXPECT_TRUE(strip.contains(QRect(progress->mapToGlobal(QPoint()), progress->size())));
  ASSERT_TRUE(waitFor([&] { return window->files().canExportRun(); }));
  EXPECT_TRUE(waitFor([&] { return !window->statusStrip()->findChild<QWidget*>(QStringLiteral("exportRun")); }));
  EXPECT_TRUE(window->findChild<MessageBar*>()->text().contains("into digits_export"));
  EXPECT_TRUE(fs::exists(target() / "digits_export/README.txt"));
}

TEST_F(RunExportTest, CancelledInTheStatusRowItLeavesNothing) {
  const auto window = windowWithTheRun();
  window->files().exportRunInto(QString::fromStdString(target().string()));
  const auto* progress = window->statusStrip()->findChild<QWidget*>(QStringLiteral("exportRun"));
  ASSERT_NE(progress, nullptr);
  QTest::mouseClick(progress->findChild<QPushButton*>(), Qt::LeftButton);
  ASSERT_TRUE(waitFor([&] { return window->files().canExportRun(); }));
  EXPECT_TRUE(window->findChild<MessageBar*>()->text().contains("cancelled"));
  EXPECT_EQ(entries(target()), 0);
}

/// A folder has no type, and its name is none of a file.
TEST_F(RunExportTest, TheDialogAsksForAFolder) {
  const auto window = windowWithTheRun();
  startOfDialog(*window, [](QFileDialog& dialog) {
    EXPECT_EQ(dialog.labelText(QFileDialog::FileName), "New folder");
    for (const char* part : {"fileTypeLabel", "fileTypeCombo"}) {
      const auto* widget = dialog.findChild<QWidget*>(QLatin1String(part));
      EXPECT_TRUE(!widget || widget->isHidden()) << part;
    }
    dialog.reject();
  });
}

TEST_F(RunExportTest, TheDialogOfFilesShowsItsColumnsAndItsTypesWhole) {
  const auto window = windowWithTheRun();
  bool seen = false;
  QTimer::singleShot(300, window.get(), [&] {
    auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
    ASSERT_NE(dialog, nullptr);
    EXPECT_GE(dialog->width(), 900);
    const auto* list = dialog->findChild<QTreeView*>(QStringLiteral("treeView"));
    ASSERT_NE(list, nullptr);
    EXPECT_TRUE(list->isVisible());
    EXPECT_FALSE(list->horizontalScrollBar()->isVisible());
    const QHeaderView* header = list->header();
    EXPECT_LE(header->length(), list->viewport()->width());
    for (int column = 1; column < header->count(); ++column)
      EXPECT_EQ(header->sectionResizeMode(column), QHeaderView::ResizeToContents) << column;
    const auto* types = dialog->findChild<QComboBox*>(QStringLiteral("fileTypeCombo"));
    ASSERT_NE(types, nullptr);
    EXPECT_FALSE(types->currentText().contains(QLatin1Char('*'))) << types->currentText().toStdString();
    EXPECT_LE(types->fontMetrics().horizontalAdvance(types->currentText()), types->width() - 24);
    seen = true;
    dialog->reject();
  });
  window->files().openDialog();
  EXPECT_TRUE(seen);
}

/// Also while it is written.
TEST_F(RunExportTest, AmongTheRunsItIsListedAsNone) {
  std::size_t most = 0;
  exportRun({run_, runs()}, analyses(),
            [&](const RunExportProgress&) { most = std::max(most, RunStore(runs()).list().size()); });
  EXPECT_EQ(most, 1u);
  EXPECT_TRUE(fs::exists(runs() / "digits_export/config.toml"));
  ASSERT_EQ(RunStore(runs()).list().size(), 1u);
  EXPECT_EQ(RunStore(runs()).list()[0].name, "digits");
}

TEST_F(RunExportTest, TheDialogStartsBesideTheRunsAlsoWhereSomethingWasExportedAmongThem) {
  rememberExportFolder(QString::fromStdString(runs().string()));
  const auto window = windowWithTheRun();
  const QString start = startOfDialog(*window, [](QFileDialog& dialog) { dialog.reject(); });
  EXPECT_EQ(QFileInfo(start).canonicalFilePath(),
            QFileInfo(QString::fromStdString(runs().parent_path().string())).canonicalFilePath());
}

}  // namespace
}  // namespace studio
