// File > Export figure by real events.
#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <filesystem>
#include <fstream>

#include "tests/widgets/sample_run.h"
#include "widgets/export/export_dialog.h"
#include "widgets/export/run_figures.h"
#include "widgets/runs/run_data.h"

namespace studio {
namespace {

struct Opened {
  TemporaryFolder folder;
  RunData run = loadRunData(writeSampleRun(folder.path()));
  std::unique_ptr<Figure> figure = makeCurvesFigure({run}, {});
  QString figures = QString::fromStdString(run.folder.figures().string());
  std::unique_ptr<ExportDialog> dialog =
      std::make_unique<ExportDialog>(*figure, figures, QStringLiteral("curves"), nullptr);
  Opened() { dialog->show(); }
  void chooseFormat(const char* ending) {
    for (auto* box : dialog->findChildren<QComboBox*>())
      if (const int row = box->findData(QLatin1String(ending)); row >= 0) box->setCurrentIndex(row);
  }
  QLineEdit* lineHolding(const QString& text) {
    for (auto* line : dialog->findChildren<QLineEdit*>())
      if (line->text() == text) return line;
    return nullptr;
  }
  void pressExport() {
    for (auto* button : dialog->findChildren<QPushButton*>())
      if (button->property("primary").toBool()) QTest::mouseClick(button, Qt::LeftButton);
  }
  QString said() const {
    QStringList all;
    for (const auto* label : dialog->findChildren<QLabel*>()) all << label->text();
    return all.join(QLatin1Char('\n'));
  }
};

TEST(ExportDialog, writesTheFigureAndItsDataIntoTheRunsFigures) {
  Opened opened;
  opened.chooseFormat("svg");
  opened.pressExport();
  EXPECT_FALSE(opened.dialog->isVisible());
  const QStringList files = QDir(opened.figures).entryList(QDir::Files);
  EXPECT_TRUE(files.contains("curves.svg"));
  EXPECT_TRUE(files.contains("curves_task_loss.csv"));
  EXPECT_TRUE(files.contains("curves_accuracy.csv"));
}

TEST(ExportDialog, figuresOfAFileOfWeightsGoBesideIt) {
  TemporaryFolder folder;
  const auto file = folder.write("net.pt", "weights");
  const QString beside = QString::fromStdString(folder.path().string());
  EXPECT_EQ(offeredFolder(RunFolder(file)), beside);
  EXPECT_EQ(offeredFolder(RunFolder(file.string() + "#teacher")), beside);
  EXPECT_EQ(offeredFolder(RunFolder(folder.path())), beside + QStringLiteral("/figures"));
}

/// A checkpoint's folder takes no figure: those of its file go where those of its run go, and are written there.
TEST(ExportDialog, figuresOfACheckpointsFileGoToTheFiguresOfItsRun) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path());
  const auto file = run.checkpoint(100) / "model.safetensors";
  std::filesystem::create_directories(file.parent_path());
  for (const char* name : {"model.safetensors", "trainer.json"}) std::ofstream(file.parent_path() / name) << "{}";
  const QString offered = offeredFolder(RunFolder(file));
  EXPECT_EQ(offered, QString::fromStdString(run.figures().string()));
  const auto figure = makeSheetsFigure(sampleFile(), {});
  ExportDialog dialog(*figure, offered, offeredName(RunFolder(file)), nullptr);
  dialog.show();
  for (auto* button : dialog.findChildren<QPushButton*>())
    if (button->property("primary").toBool()) QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_FALSE(dialog.isVisible());
  EXPECT_TRUE(QFileInfo::exists(dialog.file())) << dialog.file().toStdString();

  const auto copied = folder.path() / "elsewhere" / "step_000000100";
  std::filesystem::create_directories(copied);
  for (const char* name : {"model.safetensors", "trainer.json"}) std::ofstream(copied / name) << "{}";
  EXPECT_EQ(offeredFolder(RunFolder(copied / "model.safetensors")),
            QString::fromStdString((folder.path() / "elsewhere").string()))
      << "copied out of its run";
}

TEST(ExportDialog, figuresOfAFileOfWeightsAreNamedWithoutItsEnding) {
  TemporaryFolder folder;
  for (const auto& [file, name] : {std::pair{"ck1.safetensors", "ck1"},
                                   {"topo_tau_3.0.pt", "topo_tau_3.0"},
                                   {"model_best.pth.tar", "model_best"},
                                   {"model.safetensors.index.json", "model"}})
    EXPECT_EQ(offeredName(RunFolder(folder.write(file, "weights"))), name) << file;
  EXPECT_EQ(offeredName(RunFolder(folder.write("dino.pth", "weights").string() + "#student")), "dino_student");
  std::filesystem::create_directory(folder.path() / "run.pt");
  EXPECT_EQ(offeredName(RunFolder(folder.path() / "run.pt")), "run.pt") << "a run may be called so";
}

TEST(ExportDialog, takesAnotherWidthAndShowsThePicture) {
  Opened opened;
  opened.chooseFormat("png");
  bool pictured = false;
  for (const auto* label : opened.dialog->findChildren<QLabel*>())
    pictured = pictured || !label->pixmap(Qt::ReturnByValue).isNull();
  EXPECT_TRUE(pictured);
  QLineEdit* width = opened.lineHolding("89");
  ASSERT_NE(width, nullptr);
  QTest::mouseDClick(width, Qt::LeftButton);
  QTest::keyClicks(width, "60");
  EXPECT_EQ(opened.dialog->widthMm(), 60);
  opened.pressExport();
  EXPECT_NEAR(QImage(opened.figures + "/curves.png").width(), 60 / 25.4 * 600, 1);
  Opened again;  // remembered
  EXPECT_EQ(again.dialog->widthMm(), 60);
  EXPECT_TRUE(again.dialog->file().endsWith(".png"));
  QLineEdit* sixty = again.lineHolding("60");
  sixty->setText("89");
  again.pressExport();
}

TEST(ExportDialog, refusesAnImpossibleWidth) {
  Opened opened;
  QLineEdit* width = opened.lineHolding("89");
  ASSERT_NE(width, nullptr);
  width->setText("5");
  EXPECT_TRUE(opened.said().contains("20"));
  opened.pressExport();
  EXPECT_TRUE(opened.dialog->isVisible());
  EXPECT_FALSE(QDir(opened.figures).exists());
}

TEST(ExportDialog, neverWritesOverAFigureUnasked) {
  Opened opened;
  QDir().mkpath(opened.figures);
  opened.folder.write("digits/figures/curves.pdf", "kept");
  ExportDialog second(*opened.figure, opened.figures, "curves", nullptr);
  EXPECT_TRUE(second.file().contains("curves_2"));
  opened.chooseFormat("pdf");
  opened.pressExport();
  EXPECT_TRUE(opened.dialog->isVisible());
  EXPECT_TRUE(opened.said().contains("already there"));
  EXPECT_EQ(readFileBytes((opened.figures + "/curves.pdf").toStdString()), "kept");
  opened.pressExport();
  EXPECT_FALSE(opened.dialog->isVisible());
  EXPECT_EQ(readFileBytes((opened.figures + "/curves.pdf").toStdString()).substr(0, 4), "%PDF");
}

TEST(ExportDialog, saysWhyAFolderCannotBeWritten) {
  Opened opened;
  opened.folder.write("digits/blocked", "a file");
  QLineEdit* folder = opened.lineHolding(opened.figures);
  ASSERT_NE(folder, nullptr);
  folder->setText(QString::fromStdString((opened.run.folder.path() / "blocked" / "inside").string()));
  opened.pressExport();
  EXPECT_TRUE(opened.dialog->isVisible());
  EXPECT_TRUE(opened.said().contains("cannot be made"));
}

TEST(ExportDialog, FollowsNoLinkOutOfARunUnasked) {
  Opened opened;
  const QString outside = QString::fromStdString((opened.folder.path() / "outside").string());
  QDir().mkpath(outside);
  ASSERT_TRUE(QFile::link(outside, opened.figures));
  opened.pressExport();
  EXPECT_TRUE(opened.dialog->isVisible());
  EXPECT_TRUE(opened.said().contains("is a link to"));
  EXPECT_TRUE(QDir(outside).isEmpty());
  opened.lineHolding(opened.figures)->setText(outside);
  opened.pressExport();
  EXPECT_FALSE(QDir(outside).isEmpty());
}

TEST(ExportDialog, aPictureOfDotsHasTheResolutionThatIsChosen) {
  Opened opened;
  QComboBox* resolution = nullptr;
  for (auto* box : opened.dialog->findChildren<QComboBox*>())
    if (box->findData(1200) >= 0) resolution = box;
  ASSERT_NE(resolution, nullptr);
  opened.chooseFormat("pdf");
  EXPECT_FALSE(resolution->isVisible()) << "of lines it means nothing";
  opened.chooseFormat("png");
  ASSERT_TRUE(resolution->isVisible());
  resolution->setCurrentIndex(resolution->findData(300));
  const QString file = opened.dialog->file();
  opened.pressExport();
  EXPECT_NEAR(QImage(file).dotsPerMeterX(), 300 / 0.0254, 1);
  Opened again;
  EXPECT_EQ(again.dialog->pngDpi(), 300) << "remembered";
  for (auto* box : again.dialog->findChildren<QComboBox*>())
    if (box->findData(1200) >= 0) box->setCurrentIndex(box->findData(600));
  again.chooseFormat("pdf");
  again.pressExport();
}

}  // namespace
}  // namespace studio
