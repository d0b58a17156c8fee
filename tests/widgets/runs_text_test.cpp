// What a run says of itself: its state, what is lost when it ends, who may go on with it, and the settings it was
// started with.
#include <gtest/gtest.h>

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include "core/run/optimizers.h"
#include "core/run/run_lock.h"
#include "tests/support/fake_engine.h"
#include "tests/widgets/runs_list_fixture.h"
#include "tests/widgets/sample_run.h"
#include "widgets/frame/theme.h"
#include "widgets/runs/run_panels.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

TEST(StateText, everyStateHasAnIconAWordAndAReason) {
  for (int state = 0; state <= int(RunState::Failed); ++state) {
    EXPECT_FALSE(stateStyle(RunState(state)).word.isEmpty());
    EXPECT_FALSE(iconPixmap(stateStyle(RunState(state)).icon, Role::Muted, 12, 1).isNull());
  }
  RunStatus status = makeStatus(RunState::Training);
  status.secondsLeft = 75;
  EXPECT_EQ(stateLine(status), QStringLiteral("Training 41\u202f% · 1\u202fmin 15\u202fs left"));
  EXPECT_EQ(stateLine(makeStatus(RunState::Interrupted)), "Interrupted at step 1240");
  status = makeStatus(RunState::Finished);
  status.validationAccuracy = 0.935;
  EXPECT_EQ(stateLine(status), QStringLiteral("Finished · top-1 93.5\u202f%"));
  status.validationStep = 0;
  EXPECT_EQ(stateLine(status), "Finished") << "it is not of the end";
  status = makeStatus(RunState::Failed);
  status.error = "GPU memory full";
  EXPECT_EQ(stateLine(status), "Failed: GPU memory full");
  status = makeStatus(RunState::Starting);
  status.stage = "reading data";
  EXPECT_EQ(stateLine(status), "Starting: reading data");
}

TEST(StateText, whatADataSetConsistsOfDependsOnTheNetwork) {
  EXPECT_EQ(itemsText(false), "images");
  EXPECT_EQ(itemsText(true), "rows of tokens");
}

TEST(StateText, everyShareIsTheSame) {
  RunStatus status = makeStatus(RunState::Training);
  EXPECT_EQ(shareText(status), QStringLiteral("41\u202f%"));
  EXPECT_TRUE(stateLine(status).contains(shareText(status)));
  status.steps = 0;
  EXPECT_TRUE(shareText(status).isEmpty());
  status.stage = "first validation, 40 %";
  EXPECT_EQ(stateLine(status), "Training: first validation, 40 %");
  EXPECT_EQ(stageText(status), "First validation, 40 %");
}

TEST(StateText, aSlowRunSaysHowLongAStepTakes) {
  EXPECT_EQ(rateText(11.3), QStringLiteral("11\u202fit/s"));
  EXPECT_EQ(rateText(0.03), QStringLiteral("33\u202fs a step"));
  EXPECT_EQ(rateText(0), QString());
}

TEST(StateText, whatEndedSaysWhatIsLostAndFromWhereItGoesOn) {
  RunStatus status = makeStatus(RunState::Stopped);
  status.step = 69;
  EXPECT_EQ(endedText(status, 69).sentence, "Stopped at step 69. Nothing is lost.");
  EXPECT_EQ(endedText(status, 69).resume, "Resume from 69");
  EXPECT_EQ(endedText(status, 50).sentence,
            "Stopped at step 69. 19 steps since the last checkpoint are lost and trained again.");
  EXPECT_EQ(endedText(status, 50).resume, "Resume from 50");
  EXPECT_TRUE(endedText(status, -1).sentence.endsWith("69 steps are lost, for there is no checkpoint."));
  EXPECT_EQ(endedText(status, -1).resume, "Start again");
  status.state = RunState::Failed;
  status.error = "The disk is full.";
  EXPECT_EQ(endedText(status, 68).sentence,
            "Failed: The disk is full. 1 step since the last checkpoint is lost and trained again.");
  for (const RunState state : {RunState::Training, RunState::Paused, RunState::Finished, RunState::Draft})
    EXPECT_TRUE(endedText(makeStatus(state), 10).sentence.isEmpty());
}

TEST(StateText, ofAKilledRunNothingIsSaidToBeSafeThatWasNotRecorded) {
  RunStatus status = makeStatus(RunState::Interrupted);
  EXPECT_TRUE(endedText(status, 1200)
                  .sentence.endsWith("At least 40 steps since the last checkpoint are lost and trained again."));
  EXPECT_TRUE(endedText(status, -1).sentence.contains("for there is no checkpoint."));
  status.iterationsPerSecond = 20.5;  // its records may be two seconds older than its end
  const QString atCheckpoint = endedText(status, status.step).sentence;
  EXPECT_TRUE(
      atCheckpoint.endsWith("Up to 41 steps after that were not recorded yet; they are lost and trained again."))
      << atCheckpoint.toStdString();
  status.iterationsPerSecond = 0;
  EXPECT_FALSE(endedText(status, status.step).sentence.contains("Nothing is lost"));
  status.step = status.steps;
  EXPECT_TRUE(endedText(status, status.steps).sentence.endsWith("Nothing is lost."))
      << "there was nothing left to train";
}

TEST(StateText, whatStoppingWithoutSavingCostsIsSaidBefore) {
  RunStatus status = makeStatus(RunState::Training);
  status.checkpoint = 1200;
  EXPECT_EQ(stopQuestionText(status),
            QStringLiteral("Stop now and lose the 40 steps since the checkpoint of step %L1?").arg(1200));
  status.checkpoint = 1239;
  EXPECT_TRUE(stopQuestionText(status).startsWith("Stop now and lose the step since"));
  status.checkpoint = 1240;
  EXPECT_TRUE(stopQuestionText(status).contains("Nothing is lost"));
  status.checkpoint = kNoCheckpointYet;
  EXPECT_EQ(stopQuestionText(status),
            QStringLiteral("Stop now and lose all %L1 steps? There is no checkpoint yet.").arg(1240));
  status.step = 0;
  EXPECT_EQ(stopQuestionText(status), "Stop now? No step has been trained yet.");
}

TEST(RunList, aRunOfAMachineWhoseClockIsAheadCanBeAskedFor) {
  RunStatus status = makeStatus(RunState::Training);
  status.host = "another-machine";
  status.heartbeat = 1000;
  EXPECT_FALSE(canBeResumed(status, 1000));
  EXPECT_FALSE(canBeTakenOver(status, 950)) << "clocks differ by some seconds";
  EXPECT_TRUE(canBeTakenOver(status, 900));
  EXPECT_TRUE(canBeResumed(status, 900));
  EXPECT_TRUE(holderSentence(status, 900).contains("ahead of this machine's clock"));
  status.state = RunState::Stopped;
  EXPECT_TRUE(canBeResumed(status, 1000));
  EXPECT_FALSE(canBeTakenOver(status, 900));
  EXPECT_EQ(holderSentence(status, 900), "");
}

TEST(RunList, aRunThatIsJustBeginningIsNotHeldElsewhere) {
  RunStatus status;  // as a channel has it before its run has said who it is
  status.state = RunState::Starting;
  EXPECT_FALSE(isHeldElsewhere(status));
  status.host = "another-machine";
  EXPECT_TRUE(isHeldElsewhere(status));
  status.host = hostName();
  status.pid = 1;
  EXPECT_TRUE(isHeldElsewhere(status));
  EXPECT_EQ(trainerHere(status), 1);
  status.host = "another-machine";
  EXPECT_EQ(trainerHere(status), 0) << "its processes are not seen from here";
  status.state = RunState::Finished;
  status.host = hostName();
  EXPECT_EQ(trainerHere(status), 0);
}

/// The row of its data set says so, also of one that nobody here knows.
TEST(RunData, aRunOnTokensIsOneOfALanguageModel) {
  auto engine = std::make_shared<FakeEngine>();
  engine->onDataKinds = [] { return std::vector<DataKind>{{.name = "idx"}, {.name = "proteins", .language = true}}; };
  RunMonitor monitor;
  monitor.setEngine(engine);
  for (const auto& [kind, language] : {std::pair{"proteins", true}, {"idx", false}, {"nothing_known", false}}) {
    RunConfig config;
    config.data.kind = kind;
    monitor.followLive(std::make_shared<RunChannel>(), RunFolder(kind), config, {});
    EXPECT_EQ(isLanguage(monitor.data()), language) << kind;
  }
}

TEST(SettingsPanel, showsWhatTheRunWasStartedWith) {
  TemporaryFolder folder;
  RunMonitor monitor;
  SettingsPanel panel(&monitor, nullptr);
  panel.show();
  monitor.openStored(writeSampleRun(folder.path(), "digits", RunState::Finished, 7));
  const auto shows = [&](const QString& name, const QString& value) {
    const auto labels = panel.findChildren<QLabel*>();
    for (qsizetype i = 0; i + 1 < labels.size(); ++i)
      if (labels[i]->text() == name) return labels[i + 1]->text() == value;
    return false;
  };
  ASSERT_TRUE(comes([&] { return shows("Seed", "7"); }));
  EXPECT_TRUE(shows("τ", "3"));
  EXPECT_TRUE(shows("Factor", "4 × 4"));
  EXPECT_TRUE(shows("Layers", "2 of 3"));
  EXPECT_TRUE(shows("Data", "idx, demo"));
  EXPECT_TRUE(shows("Optimizer", "AdamW"));
  EXPECT_EQ(panel.findChild<QComboBox*>("part"), nullptr);
}

TEST(SettingsPanel, everyOptimizerHasItsTitle) {
  RunData data;
  const auto shown = [&data](const char* kind) {
    data.config.optimizer.kind = kind;
    for (const auto& [name, value] : settingRows(data))
      if (name == QLatin1String("Optimizer")) return value;
    return QString();
  };
  for (const OptimizerRow& row : optimizers())
    EXPECT_TRUE(shown(row.name.c_str()).startsWith(QString::fromStdString(row.title))) << row.name;
  EXPECT_EQ(shown("sgd"), "SGD, momentum 0.9");
  EXPECT_EQ(shown("adam"), "Adam");
  EXPECT_EQ(shown("lion"), "lion") << "of a newer program";
}

TEST(SettingsPanel, longWordsOfAFileMakeNoDockWider) {
  RunMonitor monitor;
  RunData data;
  data.caption = "a file";
  data.facts = {{"File", std::string(120, 'w') + ".safetensors"}, {"TopoLoss", "16 of 62 layers, as the file says"}};
  monitor.openStandalone(std::move(data));
  SettingsPanel panel(&monitor, nullptr);
  EXPECT_LE(panel.minimumSizeHint().width(), 240);
}

TEST(SettingsPanel, ofAFileWithSeveralNetworksOneIsChosen) {
  RunMonitor monitor;
  SettingsPanel panel(&monitor, nullptr);
  panel.show();
  RunData file;
  file.folder = RunFolder("dino.pth");
  file.caption = "ResNet-18";
  file.facts = {{"File", "dino.pth"}, {"Model", "resnet18"}};
  file.parts = {"student", "teacher"};
  file.part = "student";
  monitor.openStandalone(file);
  auto* choice = panel.findChild<QComboBox*>("part");
  ASSERT_NE(choice, nullptr);
  EXPECT_EQ(choice->currentText(), "student");
  QSignalSpy chosen(&panel, &SettingsPanel::partChosen);
  QTest::keyClick(choice, Qt::Key_Down);
  ASSERT_EQ(chosen.count(), 1);
  EXPECT_EQ(chosen[0][0].toString(), "teacher");
}

}  // namespace
}  // namespace studio
