// Times of the presets on the welcome page: measured in processes of their own, kept for the next start, not measured
// where they are known. The program is a script of the test.
#include "app/gui/preset_times.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest/QTest>

#include "core/engine.h"
#include "core/run/check_report.h"
#include "widgets/frame/settings.h"

namespace studio {
namespace {

class PresetTimesTest : public ::testing::Test {
 protected:
  PresetTimesTest() {
    openSettings()->remove(QStringLiteral("presetTimes"));
    presets_.resize(2);
    presets_[1].config.train.seed = 9;  // else both would be one
  }
  /// Counts its calls, then answers with a run of so many seconds on a machine this busy.
  QString makeProgram(double seconds, double busy) {
    CheckReport report;
    report.seconds = seconds;
    report.busy = busy;
    QFile answer(folder_.filePath(QStringLiteral("answer")));
    EXPECT_TRUE(answer.open(QIODevice::WriteOnly | QIODevice::Truncate));
    answer.write(QByteArray::fromStdString(formatCheckReport(report)));
    const QString path = folder_.filePath(QStringLiteral("toponets"));
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QStringLiteral("#!/bin/sh\ncd \"%1\"\necho $$ >> calls\ncat > /dev/null\ncat answer\n")
                   .arg(folder_.path())
                   .toUtf8());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
  }
  qsizetype calls() const {
    QFile file(folder_.filePath(QStringLiteral("calls")));
    return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : 0;
  }
  /// What becomes known, by preset.
  std::vector<double> timesOn(const std::string& device, const QString& program) {
    PresetTimes times(makeEngine(), presets_, nullptr);
    std::vector<double> found;
    QObject::connect(&times, &PresetTimes::known, [&](int, double seconds) { found.push_back(seconds); });
    times.setPlace("cpu", device, folder_.path().toStdString(), program);
    times.start();
    EXPECT_TRUE(QTest::qWaitFor([&] { return found.size() == presets_.size(); }, 20000));
    return found;
  }

  QTemporaryDir folder_;
  std::vector<SetupPreset> presets_;
};

TEST_F(PresetTimesTest, AreMeasuredInProcessesAndKeptForTheNextStart) {
  const QString program = makeProgram(5, 0.1);
  EXPECT_EQ(timesOn("CPU", program), (std::vector<double>{5, 5}));
  EXPECT_EQ(calls(), 2);
  EXPECT_EQ(timesOn("CPU", program), (std::vector<double>{5, 5}));
  EXPECT_EQ(calls(), 2) << "known from before";
  timesOn("another device", program);
  EXPECT_EQ(calls(), 4);
}

TEST_F(PresetTimesTest, OfABusyMachineAreShownAndNotKept) {
  const QString program = makeProgram(50, 0.8);
  EXPECT_EQ(timesOn("CPU", program), (std::vector<double>{50, 50}));
  timesOn("CPU", program);
  EXPECT_EQ(calls(), 4);
}

TEST_F(PresetTimesTest, EndTheirProcessWhenThePageIsLeft) {
  PresetTimes times(makeEngine(), presets_, nullptr);
  times.setPlace("cpu", "CPU", folder_.path().toStdString(), makeProgram(5, 0));
  QSignalSpy known(&times, &PresetTimes::known);
  times.start();
  EXPECT_TRUE(times.running());
  times.stop();
  EXPECT_FALSE(times.running());
  QTest::qWait(50);
  EXPECT_EQ(known.count(), 0);
  times.start();  // shown again, it goes on
  EXPECT_TRUE(QTest::qWaitFor([&] { return known.count() == 2; }, 20000));
}

}  // namespace
}  // namespace studio
