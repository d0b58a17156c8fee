// The setup workspace by real events: whether a run can be started. What the engine finds wrong and what pre-flight
// measured is shown, mended, and decides on Start.
#include "forms_fixture.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QThread>
#include <QThreadPool>

#include "widgets/forms/layer_panel.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/forms/preflight_panel.h"

namespace studio::forms_test {
namespace {

TEST_F(SetupWorkspace, FactorTooLargeDisablesStartAndIsMended) {
  QSignalSpy started(view_.get(), &SetupView::startWanted);
  type<QLineEdit>("topoloss.factor", "20", 0);
  ASSERT_TRUE(QTest::qWaitFor([this] { return !view_->canStart(); }, 5000));
  ProblemLine* line = lineUnder(row("topoloss.factor"));
  ASSERT_NE(line, nullptr);
  EXPECT_FALSE(startButton(view_.get())->isEnabled());
  EXPECT_TRUE(startButton(view_.get())->toolTip().contains("fc1"));
  EXPECT_EQ(part<LayerModel>()->index(0, LayerModel::Factor).data(LayerModel::kMark).toInt(),
            static_cast<int>(Problem::Severity::Error));
  view_->start();
  QTest::qWait(20);
  EXPECT_EQ(started.count(), 0);
  auto* fix = line->findChild<QPushButton*>();
  ASSERT_TRUE(fix->isVisible());
  QTest::mouseClick(fix, Qt::LeftButton);
  EXPECT_EQ(view_->config().topoloss.factor, (std::pair<double, double>{4, 4}));
  ASSERT_TRUE(QTest::qWaitFor([this] { return view_->canStart(); }, 5000));
  EXPECT_EQ(lineUnder(row("topoloss.factor")), nullptr);
}

TEST_F(SetupWorkspace, StaleAnswersAreDropped) {
  std::atomic<int> asked{0};
  FakeEngine slow = smallEngine();
  slow.onProblems = [&](const RunConfig& config) {
    if (config.topoloss.tau == 1) QThread::msleep(400);
    ++asked;
    return std::vector<Problem>{
        {"topoloss.tau", Problem::Severity::Warning, "τ is " + std::to_string(config.topoloss.tau), {}, {}}};
  };
  open(slow);
  type<QLineEdit>("topoloss.tau", "1");
  QTest::qWait(250);  // its question is under way
  type<QLineEdit>("topoloss.tau", "2");
  ASSERT_TRUE(QTest::qWaitFor([this] { return !view_->problems().empty(); }, 5000));
  EXPECT_EQ(view_->problems().front().sentence, "τ is 2.000000");
  QThreadPool::globalInstance()->waitForDone();
}

TEST_F(SetupWorkspace, StartWaitsForTheNewestSettings) {
  QSignalSpy started(view_.get(), &SetupView::startWanted);
  type<QLineEdit>("topoloss.factor", "20", 0);
  QTest::mouseClick(startButton(view_.get()), Qt::LeftButton);  // still enabled: the engine has not answered
  settle();
  EXPECT_EQ(started.count(), 0);
  type<QLineEdit>("topoloss.factor", "2", 0);
  ASSERT_TRUE(QTest::qWaitFor([this] { return view_->canStart(); }, 5000));
  settle();
  QTest::keyClicks(part<PreflightPanel>()->nameField(), "mine");
  QTest::mouseClick(startButton(view_.get()), Qt::LeftButton);
  ASSERT_TRUE(QTest::qWaitFor([&] { return started.count() == 1; }, 5000));
  EXPECT_EQ(started.front().at(1).toString(), "mine");
  EXPECT_TRUE(parseConfig(started.front().at(2).toString().toStdString()) == view_->config());
}

TEST_F(SetupWorkspace, ANameThatNoRunCanHaveDisablesStartAndSaysWhy) {
  auto* name = part<PreflightPanel>()->nameField();
  QTest::keyClicks(name, "runs/mine");
  EXPECT_FALSE(view_->canStart());
  EXPECT_FALSE(startButton(view_.get())->isEnabled());
  EXPECT_TRUE(startButton(view_.get())->text().contains("name"));
  EXPECT_TRUE(view_->startReason().contains("runs/mine"));
  EXPECT_EQ(name->property("problem").toByteArray(), "bad");
  bool isSaid = false;
  for (FittedText* line : part<PreflightPanel>()->findChildren<FittedText*>())
    isSaid = isSaid || (line->isVisible() && line->text().contains("200 letters, digits"));
  EXPECT_TRUE(isSaid);
  name->selectAll();
  QTest::keyClicks(name, "mine");
  EXPECT_TRUE(view_->canStart());
  EXPECT_TRUE(name->property("problem").toByteArray().isEmpty());
}

FittedText* lineWith(const PreflightPanel* panel, const char* text) {
  for (FittedText* line : panel->findChildren<FittedText*>())
    if (line->isVisible() && line->text().contains(QString::fromUtf8(text))) return line;
  return nullptr;
}

TEST_F(SetupWorkspace, AClickOnWhatIsToBeMendedGoesThereThoughASearchHidesIt) {
  type<QLineEdit>("topoloss.factor", "40", 0);
  settle();
  QLineEdit* search = nullptr;
  for (auto* field : view_->findChildren<QLineEdit*>())
    if (field->accessibleName() == "Find a setting") search = field;
  ASSERT_NE(search, nullptr);
  search->setFocus();
  QTest::keyClicks(search, "epoch");
  ASSERT_FALSE(row("topoloss.factor")->isVisible());
  auto* line = lineWith(part<PreflightPanel>(), "1 to fix: φ (factor)");
  ASSERT_NE(line, nullptr);
  QTest::mouseClick(line, Qt::LeftButton);
  ASSERT_TRUE(QTest::qWaitFor([&] { return row("topoloss.factor")->isVisible(); }, 5000));
  EXPECT_TRUE(search->text().isEmpty());
  EXPECT_TRUE(row("topoloss.factor")->isAncestorOf(view_->focusWidget()));
}

TEST_F(SetupWorkspace, ABadNameIsOneOfTheThingsToMend) {
  QTest::keyClicks(part<PreflightPanel>()->nameField(), "runs/mine");
  const auto line = [this] { return lineWith(part<PreflightPanel>(), "1 to fix: Name"); };
  ASSERT_TRUE(QTest::qWaitFor([&] { return line() != nullptr; }, 5000));
  startButton(view_.get())->setFocus();
  QTest::mouseClick(line(), Qt::LeftButton);
  EXPECT_TRUE(QTest::qWaitFor([&] { return part<PreflightPanel>()->nameField()->hasFocus(); }, 5000));
}

/// What was said of the value before is out of place while the field holds none.
TEST_F(SetupWorkspace, WhatCannotBeReadTakesThePlaceOfWhatWasWrongBefore) {
  type<QLineEdit>("topoloss.factor", "20", 0);
  ASSERT_TRUE(QTest::qWaitFor([this] { return lineUnder(row("topoloss.factor")) != nullptr; }, 5000));
  type<QLineEdit>("topoloss.factor", "abc", 0);
  const auto* panel = part<PreflightPanel>();
  ASSERT_TRUE(QTest::qWaitFor([&] { return lineWith(panel, "1 to fix") != nullptr; }, 5000));
  QTest::qWait(100);  // the answer to the last settings has come, too
  EXPECT_EQ(lineWith(panel, "2 to fix"), nullptr);
}

TEST_F(SetupWorkspace, BusyWindowDisablesStartWithItsReason) {
  view_->setBusy("A run is being trained.");
  EXPECT_FALSE(startButton(view_.get())->isEnabled());
  EXPECT_EQ(startButton(view_.get())->toolTip(), "A run is being trained.");
  view_->setBusy({});
  EXPECT_TRUE(startButton(view_.get())->isEnabled());
}

TEST_F(SetupWorkspace, PreflightShowsWhatWasMeasured) {
  FakeEngine checked = smallEngine();
  checked.onCheck = [](const RunConfig&) {
    CheckReport report;
    report.trainingImages = 9000;
    report.steps = 1200;
    report.secondsPerStep = 0.5;
    report.seconds = 0.5 * double(report.steps) + 60;
    report.memoryBytes = 2.5e9;
    report.device.title = "CPU, 2 threads";
    return report;
  };
  open(checked);
  view_->checkNow();
  const auto shows = [this](const QString& text) {
    for (QLabel* label : part<PreflightPanel>()->findChildren<QLabel*>())
      if (label->text().contains(text)) return true;
    for (FittedText* line : part<PreflightPanel>()->findChildren<FittedText*>())
      if (line->text().contains(text)) return true;
    return false;
  };
  ASSERT_TRUE(QTest::qWaitFor([&] { return shows(QString("11%1min").arg(QChar(0x202F))); }, 5000));
  EXPECT_TRUE(shows(QString("2.5%1GB").arg(QChar(0x202F))));
  EXPECT_TRUE(shows("9,000 training"));
  type<QLineEdit>("train.epochs", "3");
  EXPECT_EQ(part<PreflightPanel>()->ageText(), "checking…");
  EXPECT_FALSE(shows("9,000 training")) << "of other settings";
}

/// In a narrow column sentences wrap and take more than the lines that are kept for them.
TEST_F(SetupWorkspace, WhatThePreflightFoundLiesInWholeLinesUnderEachOther) {
  FakeEngine checked = smallEngine();
  checked.onCheck = [](const RunConfig&) {
    CheckReport report;
    report.trainingImages = 9000;
    report.notes.assign(6, "The machine is busy: other programs took half of the processors while this was timed.");
    return report;
  };
  open(checked);
  view_->resize(1120, 560);
  view_->checkNow();
  const auto lines = [this] {
    std::vector<FittedText*> shown;
    for (FittedText* line : part<PreflightPanel>()->findChildren<FittedText*>())
      if (line->isVisible() && line->text().contains("processors")) shown.push_back(line);
    return shown;
  };
  ASSERT_TRUE(QTest::qWaitFor([&] { return lines().size() == 6; }, 5000));
  QTest::qWait(50);
  auto* panel = part<PreflightPanel>();
  int bottom = 0;
  for (const FittedText* line : lines()) {
    const QRect place(line->mapTo(panel, QPoint()), line->size());
    EXPECT_GE(place.top(), bottom);
    bottom = place.top() + place.height();
  }
  EXPECT_LE(bottom, panel->height()) << "the last one is whole, too";
}

}  // namespace
}  // namespace studio::forms_test
