// Pre-flight in a process of its own: its answer is shown, it is cancelled when the settings change, and what it says
// of itself is one sentence. The program is a script of the test.
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <cmath>
#include <csignal>

#include "core/run/check_report.h"
#include "forms_fixture.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/forms/preflight_check.h"
#include "widgets/forms/preflight_panel.h"

namespace studio::forms_test {
namespace {

CheckReport measuredReport() {
  CheckReport report;
  report.problems.push_back({"train.precision",
                             Problem::Severity::Warning,
                             "A step takes 2 s.",
                             "Set to fp32",
                             {{"train.precision", "fp32"}},
                             true});
  report.trainingImages = 9000;
  report.steps = 1200;
  report.secondsPerStep = 0.5;
  report.seconds = 660;
  report.startSeconds = 2;
  report.topoLoss = kUndefined;
  report.otherPrecision = "bf16";
  report.notes = {"A note."};
  report.device = {"cpu", "CPU, 2 threads", "No device."};
  return report;
}

class PreflightProcess : public SetupTest {
 protected:
  /// Says what it was asked and who it is, then does as `body` says.
  QString makeProgram(const QString& body) {
    const QString path = folder_.filePath(QStringLiteral("toponets"));
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QStringLiteral("#!/bin/sh\ncd \"%1\"\necho \"$@\" > asked\ncat > config\n"
                              "cut -d' ' -f19 /proc/self/stat > nice\n%2\n")
                   .arg(folder_.path(), body)
                   .toUtf8());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
  }
  void answerWith(const CheckReport& report) {
    QFile file(folder_.filePath(QStringLiteral("answer")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(formatCheckReport(report)));
  }
  QByteArray contents(const char* name) const {
    QFile file(folder_.filePath(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
  PreflightPanel* panel() const { return part<PreflightPanel>(); }
  bool listHolds(const QString& text) const {
    for (FittedText* line : panel()->findChildren<FittedText*>())
      if (line->text().contains(text)) return true;
    return false;
  }
  bool labelHolds(const QString& text) const {
    for (QLabel* label : panel()->findChildren<QLabel*>())
      if (label->text().contains(text)) return true;
    return false;
  }
  QTemporaryDir folder_;
};

TEST(CheckReportJson, EverythingComesBack) {
  const CheckReport report = measuredReport(), back = parseCheckReport(formatCheckReport(report));
  ASSERT_EQ(back.problems.size(), 1u);
  EXPECT_EQ(back.problems[0].severity, Problem::Severity::Warning);
  EXPECT_EQ(back.problems[0].fixLabel, "Set to fp32");
  EXPECT_EQ(back.problems[0].fix, report.problems[0].fix);
  EXPECT_TRUE(back.problems[0].compares);
  EXPECT_EQ(back.seconds, 660);
  EXPECT_EQ(back.startSeconds, 2);
  EXPECT_TRUE(std::isnan(back.topoLoss));
  EXPECT_EQ(back.device.title, "CPU, 2 threads");
  EXPECT_EQ(formatCheckReport(back), formatCheckReport(report));
  EXPECT_THROW(parseCheckReport("{}"), UserError);
  EXPECT_THROW(parseCheckReport("no JSON"), UserError);
}

TEST_F(PreflightProcess, ItsAnswerIsShownAndItGivesWayToTheWindow) {
  answerWith(measuredReport());
  view_->setPlace("cpu", folder_.path().toStdString(), makeProgram("cat answer"));
  view_->checkNow();
  ASSERT_TRUE(QTest::qWaitFor([this] { return panel()->isChecked(); }, 10000));
  EXPECT_EQ(contents("asked").trimmed(), "check - --json --device cpu --stages");
  EXPECT_TRUE(parseConfig(contents("config").toStdString()) == view_->config());
  EXPECT_GT(contents("nice").trimmed().toInt(), 0);
  EXPECT_TRUE(listHolds("9,000 training"));
  EXPECT_TRUE(listHolds("A note."));
  EXPECT_EQ(view_->problems().size(), 1u) << "what only the check found stands beside its field";
}

TEST_F(PreflightProcess, WhatStoredMapsTakeIsAPartOfItsOwnAndMarkedWhereItIsMuch) {
  CheckReport report = measuredReport();
  report.secondsPerStep = 12;
  report.storedMaps = 21;
  report.probeSeconds = 16.8;
  report.seconds = 140;
  const QString text = QStringLiteral("Maps 21 × 0.8\u202fs = 17\u202fs, 12\u202f% of the run");
  const auto lines = preflightLines(Preflight{report, {}, -1}, {});
  EXPECT_EQ(lines.front().text, text);
  EXPECT_EQ(lines.front().role, Role::Warn);
  answerWith(report);
  view_->setPlace("cpu", folder_.path().toStdString(), makeProgram("cat answer"));
  view_->checkNow();
  ASSERT_TRUE(QTest::qWaitFor([this] { return panel()->isChecked(); }, 10000));
  EXPECT_TRUE(listHolds(text));
  QStringList labels;
  for (const QLabel* label : panel()->findChildren<QLabel*>()) labels << label->text();
  EXPECT_TRUE(labels.contains(QStringLiteral("on CPU, 2 threads, 12\u202fs a step")))
      << labels.join(QLatin1Char('|')).toStdString();

  report.probeSeconds = 1.5;  // half of a run of 3 s is nothing that somebody waits for
  report.seconds = 3;
  EXPECT_EQ(preflightLines(Preflight{report, {}, -1}, {}).front().role, Role::Good);
  report.probeSeconds = 16.8;
  report.seconds = 1400;
  EXPECT_EQ(preflightLines(Preflight{report, {}, -1}, {}).front().role, Role::Good);
  report.storedMaps = 0;
  EXPECT_FALSE(preflightLines(Preflight{report, {}, -1}, {}).front().text.startsWith("Maps"));
}

TEST_F(PreflightProcess, WhatDrawnTextTakesStandsBesideTheMaps) {
  CheckReport report = measuredReport();
  report.storedMaps = 21;
  report.probeSeconds = 2.1;
  report.textSeconds = 16.8;
  report.seconds = 140;
  const auto lines = preflightLines(Preflight{parseCheckReport(formatCheckReport(report)), {}, -1}, {});
  EXPECT_EQ(lines.at(1).text, QStringLiteral("Drawn text 21 × 0.8\u202fs = 17\u202fs, 12\u202f% of the run"));
  EXPECT_EQ(lines.at(1).role, Role::Warn);
  report.textSeconds = 0;
  EXPECT_FALSE(preflightLines(Preflight{report, {}, -1}, {}).at(1).text.startsWith("Drawn"));
}

TEST_F(PreflightProcess, ItEndsWhenTheSettingsChange) {
  view_->setPlace("cpu", folder_.path().toStdString(), makeProgram("echo $$ > process; exec sleep 60"));
  view_->checkNow();
  ASSERT_TRUE(QTest::qWaitFor([this] { return contents("process").endsWith('\n'); }, 10000));
  EXPECT_EQ(panel()->ageText(), "checking…");
  const auto process = static_cast<pid_t>(contents("process").trimmed().toInt());
  ASSERT_EQ(::kill(process, 0), 0);
  type<QLineEdit>("train.epochs", "3");
  EXPECT_EQ(panel()->ageText(), "checking…") << "its own check is about to come";
  EXPECT_TRUE(QTest::qWaitFor([process] { return ::kill(process, 0) != 0; }, 10000));
  QTest::qWait(50);
  EXPECT_FALSE(panel()->isChecked());
}

TEST_F(PreflightProcess, WhatItIsDoingIsSaidWithTheTimeAndItCanBeCancelled) {
  view_->setPlace("cpu", folder_.path().toStdString(),
                  makeProgram("echo $$ > process; echo 'stage: reading the data' >&2; sleep 1; "
                              "echo 'stage: timing a batch, 2 of 4' >&2; exec sleep 60"));
  view_->checkNow();
  EXPECT_TRUE(QTest::qWaitFor([this] { return listHolds("Reading the data, "); }, 10000));
  EXPECT_TRUE(QTest::qWaitFor([this] { return listHolds("Timing a batch, 2 of 4, "); }, 10000));
  EXPECT_TRUE(QTest::qWaitFor([this] { return listHolds(QStringLiteral(", 2\u202fs")); }, 10000)) << "how long so far";
  const auto process = static_cast<pid_t>(contents("process").trimmed().toInt());
  auto* cancel = view_->findChild<QPushButton*>("cancelCheck");
  ASSERT_TRUE(cancel && cancel->isVisible());
  QTest::mouseClick(cancel, Qt::LeftButton);
  EXPECT_TRUE(QTest::qWaitFor([process] { return ::kill(process, 0) != 0; }, 10000));
  EXPECT_FALSE(cancel->isVisible());
  EXPECT_TRUE(listHolds("Not checked: the check was cancelled"));
  QTest::qWait(1500);
  EXPECT_EQ(panel()->ageText(), "not checked") << "it does not come back by itself";
  view_->setPlace("cpu", folder_.path().toStdString(), makeProgram("exec sleep 60"));
  type<QLineEdit>("train.epochs", "3");
  EXPECT_TRUE(QTest::qWaitFor([cancel] { return cancel->isVisible(); }, 10000)) << "other settings are checked";
}

/// Whole in one line in the narrowest panel, in both languages.
TEST(PreflightPanel, eachStageStandsInOneLineWithItsOwnTime) {
  PreflightPanel panel(nullptr);
  panel.resize(292, 600);
  panel.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&panel));
  panel.showChecking();
  for (const char* stage :
       {"reading the settings", "reading the data", "building the network", "timing a batch, 4 of 4",
        "timing the validation", "timing the maps", "timing a batch in bf16", "Einstellungen werden gelesen",
        "das Netz wird gebaut", "ein Batch wird gemessen, 4 von 4", "ein Batch in bf16 wird gemessen"}) {
    panel.showStage(QString::fromUtf8(stage));
    QCoreApplication::processEvents();
    const FittedText* line = nullptr;
    for (const FittedText* each : panel.findChildren<FittedText*>())
      if (each->text().startsWith(QString::fromUtf8(stage), Qt::CaseInsensitive)) line = each;
    ASSERT_NE(line, nullptr) << stage;
    const QFontMetrics metrics(studio::textFont(TextStyle::Label));
    EXPECT_EQ(line->height(), metrics.height()) << line->text().toStdString();
    EXPECT_LE(metrics.horizontalAdvance(line->text() + QStringLiteral("00")), line->width()) << stage;
    EXPECT_TRUE(line->toolTip().isEmpty()) << "nothing is cut";
    EXPECT_TRUE(line->text().contains(QLatin1String(", "))) << "with how long it has taken";
  }
}

TEST(PreflightPanel, theTimeIsThatOfTheStageAndACountIsOneStage) {
  PreflightPanel panel(nullptr);
  panel.showChecking();
  const auto says = [&panel](const QString& text) {
    for (const FittedText* each : panel.findChildren<FittedText*>())
      if (each->text() == text) return true;
    return false;
  };
  panel.showStage(QStringLiteral("timing a batch, 1 of 4"));
  EXPECT_TRUE(says(QStringLiteral("Timing a batch, 1 of 4, 0\u202fs")));
  ASSERT_TRUE(QTest::qWaitFor([&] { return !says(QStringLiteral("Timing a batch, 1 of 4, 0\u202fs")); }, 20000));
  panel.showStage(QStringLiteral("timing a batch, 2 of 4"));
  EXPECT_FALSE(says(QStringLiteral("Timing a batch, 2 of 4, 0\u202fs"))) << "the batches are one stage";
  panel.showStage(QStringLiteral("timing the maps"));
  EXPECT_TRUE(says(QStringLiteral("Timing the maps, 0\u202fs"))) << "it has just begun";
}

TEST_F(PreflightProcess, WhatItSaysOfItselfIsOneSentence) {
  view_->setPlace("cpu", folder_.path().toStdString(),
                  makeProgram("echo 'warning: x' >&2; echo 'toponets: There is no device cuda:7.' >&2; exit 2"));
  view_->checkNow();
  ASSERT_TRUE(QTest::qWaitFor([this] { return panel()->isChecked(); }, 10000));
  EXPECT_TRUE(listHolds("There is no device cuda:7."));
  EXPECT_FALSE(listHolds("warning"));
  view_->setPlace("cpu", folder_.path().toStdString(), makeProgram("kill -9 $$"));
  view_->checkNow();
  ASSERT_TRUE(QTest::qWaitFor([this] { return listHolds("ended by the system"); }, 10000));
  view_->setPlace("cpu", folder_.path().toStdString(), folder_.filePath("nothing"));
  view_->checkNow();
  ASSERT_TRUE(QTest::qWaitFor([this] { return listHolds("could not check the settings"); }, 10000));
}

TEST_F(PreflightProcess, NumbersOfOtherSettingsGoAtOnceAndTheReasonStandsWhereThereCanBeNone) {
  answerWith(measuredReport());
  view_->setPlace("cpu", folder_.path().toStdString(), makeProgram("cat answer"));
  view_->checkNow();
  ASSERT_TRUE(QTest::qWaitFor([this] { return panel()->isChecked(); }, 10000));
  ASSERT_TRUE(labelHolds(QStringLiteral("11\u202fmin")));
  view_->setPlace("cpu", folder_.path().toStdString(), makeProgram("exec sleep 60"));
  type<QLineEdit>("train.epochs", "3");
  EXPECT_FALSE(panel()->isChecked());
  EXPECT_FALSE(labelHolds(QStringLiteral("11\u202fmin")));
  EXPECT_FALSE(listHolds("9,000 training"));
  EXPECT_EQ(panel()->ageText(), "checking…");
  EXPECT_TRUE(startButton(view_.get())->isEnabled()) << "a run can start without a check";

  type<QLineEdit>("topoloss.factor", "40", 0);
  ASSERT_TRUE(QTest::qWaitFor([this] { return listHolds("Not checked: φ (factor) is to be mended first."); }, 5000));
  EXPECT_FALSE(listHolds("The factor does not fit fc1")) << "it is said at its field";
  EXPECT_EQ(panel()->ageText(), "not checked");
  QTest::qWait(1500);
  EXPECT_EQ(panel()->ageText(), "not checked") << "it stays so";
  EXPECT_FALSE(listHolds("9,000 training"));

  view_->setPlace("cpu", folder_.path().toStdString(), makeProgram("cat answer"));
  type<QLineEdit>("topoloss.factor", "4", 0);
  EXPECT_TRUE(QTest::qWaitFor([this] { return panel()->isChecked() && listHolds("9,000 training"); }, 10000));
}

TEST_F(PreflightProcess, AnotherPresetHasNoneOfTheOldNumbersAndABusyWindowSaysWhy) {
  answerWith(measuredReport());
  view_->setPlace("cpu", folder_.path().toStdString(), makeProgram("cat answer"));
  view_->checkNow();
  ASSERT_TRUE(QTest::qWaitFor([this] { return panel()->isChecked(); }, 10000));
  view_->setBusy("A run is being trained.");
  RunConfig other = view_->config();
  other.model.hidden = {32, 32};
  view_->setConfig(other);
  EXPECT_FALSE(panel()->isChecked());
  EXPECT_TRUE(listHolds("Not checked: A run is being trained."));
  EXPECT_FALSE(listHolds("9,000 training"));
  view_->setBusy({});
  EXPECT_TRUE(QTest::qWaitFor([this] { return panel()->isChecked(); }, 10000)) << "checked once it can be";
}

TEST_F(PreflightProcess, WhatIsFoundMovesNeitherTheNameNorStart) {
  const auto places = [this] {
    return std::pair(panel()->nameField()->mapTo(view_.get(), QPoint()),
                     startButton(view_.get())->mapTo(view_.get(), QPoint()));
  };
  const auto before = places();
  CheckReport report = measuredReport();
  report.storedMaps = 21;
  report.probeSeconds = 16;
  report.notes = {"One note that is long enough for two lines of the panel, or three.", "Another note.", "A third."};
  answerWith(report);
  view_->setPlace("cpu", folder_.path().toStdString(), makeProgram("cat answer"));
  view_->checkNow();
  ASSERT_TRUE(QTest::qWaitFor([this] { return panel()->isChecked(); }, 10000));
  QTest::qWait(50);
  EXPECT_EQ(places(), before);
}

TEST_F(PreflightProcess, OfALanguageModelRowsAndVocabularyAreSaid) {
  CheckReport report = measuredReport();
  report.validationImages = 100;
  report.parameters = 67584;
  const auto says = [&](std::int64_t vocabulary, const char* text) {
    Preflight preflight{report, {}, -1};
    preflight.vocabulary = vocabulary;
    for (const PreflightLine& line : preflightLines(preflight, {}))
      if (line.text == QLatin1String(text)) return true;
    return false;
  };
  EXPECT_TRUE(says(50304, "Vocabulary of 50,304, 67,584 parameters"));
  EXPECT_TRUE(says(50304, "9,000 training, 100 validation rows of tokens"));
  EXPECT_TRUE(says(0, "67,584 parameters"));
  report.classes = 8;
  EXPECT_TRUE(says(0, "8 classes, 67,584 parameters"));
}

/// What is offered can be had.
TEST_F(PreflightProcess, TheNameOfTheRunIsOneThatIsFree) {
  PreflightPanel free(nullptr);
  free.show();
  free.suggestName("mlp_tau3_s0");
  EXPECT_EQ(free.name(), "mlp_tau3_s0");
  free.setTakenNames({"mlp_tau3_s0", "mlp_tau3_s0_2", "digits"});
  EXPECT_EQ(free.name(), "mlp_tau3_s0_3");
  EXPECT_EQ(free.nameField()->placeholderText(), "mlp_tau3_s0_3");
  const auto* note = free.findChild<FittedText*>(QStringLiteral("nameNote"));
  ASSERT_NE(note, nullptr);
  EXPECT_TRUE(note->isHidden());
  QTest::keyClicks(free.nameField(), "digits");
  EXPECT_FALSE(note->isHidden());
  EXPECT_TRUE(note->text().contains("digits_2")) << note->text().toStdString();
  EXPECT_TRUE(free.nameProblem().isEmpty()) << "it can be started all the same";
  QTest::keyClicks(free.nameField(), "s");
  EXPECT_TRUE(note->isHidden());
}

}  // namespace
}  // namespace studio::forms_test
