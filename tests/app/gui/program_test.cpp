// The real program from outside: figures and the self-test without a display, bad input, a screenshot.
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QProcess>
#include <cmath>

#include "app/gui/gui_options.h"
#include "tests/app/gui/gui_fixture.h"

namespace studio {
namespace {

struct Outcome {
  int code;
  QByteArray out, err;
};

Outcome runStudio(const QStringList& words, bool display) {
  QProcess process;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  if (!display) {
    environment.remove("DISPLAY");
    environment.remove("WAYLAND_DISPLAY");
    environment.remove("QT_QPA_PLATFORM");
  }
  process.setProcessEnvironment(environment);
  process.setWorkingDirectory(QDir::tempPath());  // what a mistake may leave does not lie beside the tests
  process.start(QStringLiteral(STUDIO_BINARY_DIR "/bin/toponets-studio"), words);
  process.waitForFinished(180000);
  return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
          process.readAllStandardError()};
}

class Program : public GuiTest {};

/// How long the window stands still depends on what else the machine does: then it says so, having drawn everything.
TEST_F(Program, SelfTestPassesWithoutADisplay) {
  const Outcome outcome = runStudio({"--self-test"}, false);
  const bool slow = outcome.err.contains("The window stood still for longer than");
  EXPECT_EQ(outcome.code, slow ? 1 : 0) << outcome.err.toStdString();
  EXPECT_EQ(outcome.out.contains("self-test passed"), !slow);
  for (const char* work : {"pre-flight", "training", "analyses"})
    EXPECT_TRUE(outcome.out.contains(QByteArray("longest time between two paints, ") + work + ": ")) << work;
  EXPECT_TRUE(outcome.out.contains("slowest frame of scrolling")) << "it goes on to its end";
}

TEST(SelfTest, saysWhichWorkKeptTheWindowFromPainting) {
  EXPECT_EQ(stillSentence({{"pre-flight", 250}, {"training", 40}, {"analyses", 0}}), "") << "250 ms are meant";
  const std::string sentence = stillSentence({{"pre-flight", 251}, {"training", 40}, {"analyses", 900}});
  EXPECT_TRUE(
      sentence.starts_with("The window stood still for longer than the 250 ms that are meant: "
                           "pre-flight 251 ms, analyses 900 ms (within it: training 40 ms)"))
      << sentence;
  EXPECT_EQ(stillSentence({{"training", 300}}).find("within it"), std::string::npos);
}

TEST_F(Program, FiguresNeedNoDisplay) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  const QString run = QString::fromStdString((runs() / "small").string());
  for (const char* name : {"curves", "sheets"})
    for (const char* ending : {"pdf", "svg", "png"}) {
      const QString file = QStringLiteral("%1/%2.%3").arg(folder_.path(), name, ending);
      const Outcome outcome = runStudio({"figure", name, run, "--output", file, "--width-mm", "89"}, false);
      EXPECT_EQ(outcome.code, 0) << outcome.err.toStdString();
      EXPECT_GT(QFileInfo(file).size(), 1000) << file.toStdString();
    }
  const QImage picture(folder_.path() + "/sheets.png");
  EXPECT_NEAR(picture.width() / (picture.dotsPerMeterX() / 1000.0), 89, 0.5);
  const QString coarse = folder_.path() + "/coarse.png";
  EXPECT_EQ(runStudio({"figure", "sheets", run, "--output", coarse, "--width-mm", "89", "--dpi", "150"}, false).code,
            0);
  EXPECT_EQ(QImage(coarse).width(), std::lround(89 / 25.4 * 150));
  const QString all = QString::fromStdString(runs().string()), whole = folder_.path() + "/folder.pdf";
  const Outcome folder = runStudio({"figure", "curves", all, "--output", whole}, false);
  EXPECT_EQ(folder.code, 0) << "a folder of runs as for the paper's figures: " << folder.err.toStdString();
  const Outcome unread =
      runStudio({"figure", "sheets", run, "--output", folder_.path() + "/s.pdf", "--dpi", "150"}, false);
  EXPECT_EQ(unread.code, 2);
  EXPECT_TRUE(unread.err.contains("--dpi is for a .png")) << unread.err.toStdString();
}

TEST_F(Program, MistakesGiveOneSentenceAndTwo) {
  const QList<QStringList> mistakes = {
      {"figure", "nothing", "nowhere", "--output", "x.pdf"}, {"/no/such/place"}, {"--size", "big"}, {"--nonsense"}};
  for (const QStringList& words : mistakes) {
    const Outcome outcome = runStudio(words, false);
    EXPECT_EQ(outcome.code, 2) << words.join(' ').toStdString();
    EXPECT_FALSE(outcome.err.isEmpty()) << words.join(' ').toStdString();
  }
}

TEST_F(Program, TheDemoMakesTheRunsFolderThatIsNamed) {
  const QString runs = folder_.path() + "/not/yet/runs", file = folder_.path() + "/demo.png";
  const Outcome outcome = runStudio({runs, "--demo", "--screenshot", file, "--when-finished"}, true);
  EXPECT_EQ(outcome.code, 0) << outcome.err.toStdString();
  EXPECT_FALSE(QImage(file).isNull());
  const auto stored = RunStore(runs.toStdString()).list();
  ASSERT_EQ(stored.size(), 1u);
  EXPECT_EQ(stored[0].status.state, RunState::Finished);
}

TEST_F(Program, ScreenshotHasTheSizeAndThemeAsked) {
  const QString file = folder_.path() + "/window.png";
  const Outcome outcome = runStudio({QString::fromStdString(folder_.path().toStdString()), "--screenshot", file,
                                     "--after", "0.5", "--size", "1280x800", "--theme", "dark"},
                                    true);
  EXPECT_EQ(outcome.code, 0) << outcome.err.toStdString();
  const QImage picture(file);
  EXPECT_EQ(picture.size(), QSize(1280, 800));
  EXPECT_EQ(picture.pixel(4, 120), Theme::darkTheme().color(Role::Window).rgb());
}

TEST_F(Program, AFigureSaysWhichOfSeveralStimuliItShowsAndTakesThoseThatAreNamed) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  const QString run = QString::fromStdString((runs() / "small").string()), file = folder_.path() + "/maps.svg";
  AnalysisRequest request;
  request.analyses = {"selectivity"};
  request.source.run = run.toStdString();
  for (const char* stimuli : {"bars:?samples=80", "bars:?samples=96"}) {
    request.stimuli.data = stimuli;
    makeEngine()->analyse(request, {});
  }
  const QStringList words{"figure", "selectivity", run, "--output", file};
  const Outcome newest = runStudio(words, false);
  EXPECT_EQ(newest.code, 0) << newest.err.toStdString();
  EXPECT_TRUE(newest.err.contains("bars:?samples=80") && newest.err.contains("--data chooses"))
      << newest.err.toStdString();
  const Outcome chosen = runStudio(words + QStringList{"--data", "bars:?samples=80"}, false);
  EXPECT_EQ(chosen.code, 0) << chosen.err.toStdString();
  EXPECT_FALSE(chosen.err.contains("--data chooses"));
  const Outcome unread = runStudio(words + QStringList{"--quantity", "norm"}, false);
  EXPECT_EQ(unread.code, 2);
  EXPECT_TRUE(unread.err.contains("The figure selectivity does not read --quantity")) << unread.err.toStdString();
  const Outcome curves = runStudio({"figure", "curves", run, "--output", file, "--data", "bars:"}, false);
  EXPECT_EQ(curves.code, 2);
  EXPECT_TRUE(curves.err.contains("does not read --data")) << curves.err.toStdString();
  const Outcome none = runStudio(words + QStringList{"--data", "gratings:"}, false);
  EXPECT_EQ(none.code, 2);
  EXPECT_TRUE(none.err.contains("has no results for the stimuli gratings:")) << none.err.toStdString();
}

}  // namespace
}  // namespace studio
