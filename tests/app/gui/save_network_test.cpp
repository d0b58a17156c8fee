// "Save network..." of the Analyse workspace: by the button and its two dialogs, and the written file opened again.
#include <QFileDialog>
#include <QInputDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTimer>
#include <numeric>

#include "tests/app/gui/gui_fixture.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/analysis_panel.h"
#include "widgets/frame/message_bar.h"

namespace studio {
namespace {

class SaveNetwork : public GuiTest, public testing::WithParamInterface<const char*> {
 protected:
  /// Which share, and where to, as a person answers; `share` is a row of the list.
  static void answerQuestions(QTimer& answers, const QString& share, const QString& file) {
    QObject::connect(&answers, &QTimer::timeout, &answers, [share, file] {
      QWidget* asked = QApplication::activeModalWidget();
      if (auto* shares = qobject_cast<QInputDialog*>(asked)) {
        EXPECT_TRUE(shares->comboBoxItems().contains(share)) << shares->comboBoxItems().join(' ').toStdString();
        shares->setTextValue(share);
        QTest::keyClick(shares, Qt::Key_Return);
      } else if (auto* files = qobject_cast<QFileDialog*>(asked)) {
        auto* name = files->findChild<QLineEdit*>();
        name->setText(file);
        QTest::keyClick(name, Qt::Key_Return);
      }
    });
    answers.start(100);
  }
  /// Over the units of the first layer.
  static double sumOfNorms(const Snapshot& snapshot) {
    const SheetMap* norms = snapshot.find("fc1", kNormQuantity);
    return norms ? std::accumulate(norms->values.begin(), norms->values.end(), 0.0) : 0;
  }
};

INSTANTIATE_TEST_SUITE_P(Analyses, SaveNetwork, testing::Values("prune", "downsample"),
                         [](const auto& info) { return std::string(info.param); });

TEST_P(SaveNetwork, AClickWritesAFileThatOpensAgain) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 30));
  RunMonitor& monitor = *window->session().monitor();
  const double whole = sumOfNorms(*monitor.data().snapshot);
  window->showWorkspace("analyse");
  Analyses& analyses = analysesOf(*window);
  ASSERT_TRUE(waitFor([&] { return !analyses.reading() && !analyses.results().rows().empty(); }));
  auto* panel = window->findChild<AnalysisPanel*>();
  panel->list().choose(GetParam());
  auto* save = panel->findChild<QPushButton*>("saveNetwork");
  ASSERT_TRUE(save->isVisible());
  const QString file = folder_.path() + "/smaller.safetensors";
  QSignalSpy saved(&analyses.work(), &AnalysisWork::networkSaved), failed(&analyses, &Analyses::failed);
  QTimer answers;
  answerQuestions(answers, "0.5", file);
  QTest::mouseClick(save, Qt::LeftButton);
  answers.stop();
  ASSERT_TRUE(waitFor([&] { return saved.count() + failed.count() > 0; }));
  ASSERT_EQ(failed.count(), 0) << failed[0][0].toString().toStdString();
  ASSERT_TRUE(QFileInfo(file).isFile());
  EXPECT_TRUE(window->findChild<MessageBar*>()->text().contains("smaller.safetensors is written"));

  window->files().openPath(file);
  ASSERT_TRUE(waitFor([&] {
    return monitor.hasRun() && monitor.data().folder.path() == file.toStdString() && monitor.data().snapshot;
  })) << window->findChild<MessageBar*>()->text().toStdString();
  EXPECT_TRUE(monitor.data().caption.find("tensors matched") != std::string::npos) << monitor.data().caption;
  const double left = sumOfNorms(*monitor.data().snapshot);
  EXPECT_GT(left, 0);
  EXPECT_NE(left, whole);
  EXPECT_TRUE(std::string(GetParam()) != "prune" || left < whole) << "half of its weights are zero";
}

TEST_F(SaveNetwork, WhoLeavesAQuestionWritesNothing) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 10));
  window->showWorkspace("analyse");
  Analyses& analyses = analysesOf(*window);
  ASSERT_TRUE(waitFor([&] { return !analyses.reading() && !analyses.results().rows().empty(); }));
  auto* panel = window->findChild<AnalysisPanel*>();
  panel->list().choose("prune");
  QSignalSpy saved(&analyses.work(), &AnalysisWork::networkSaved), failed(&analyses, &Analyses::failed);
  QTimer answers;
  QObject::connect(&answers, &QTimer::timeout, &answers, [] {
    if (QWidget* asked = QApplication::activeModalWidget()) QTest::keyClick(asked, Qt::Key_Escape);
  });
  answers.start(100);
  QTest::mouseClick(panel->findChild<QPushButton*>("saveNetwork"), Qt::LeftButton);
  answers.stop();
  QTest::qWait(200);
  EXPECT_EQ(saved.count() + failed.count(), 0);
}

}  // namespace
}  // namespace studio
