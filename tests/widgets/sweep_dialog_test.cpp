// The dialog Sweep by real events: what is ticked counts, time and disk stand beneath, impossible values are said.
#include <gtest/gtest.h>

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include "tests/support/fake_engine.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/forms/sweep_dialog.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/number_text.h"

namespace studio {
namespace {

class SweepDialogTest : public testing::Test {
 protected:
  void SetUp() override {
    FakeEngine engine;
    engine.onChoices = [](const std::string& key) {
      return key == "model.name" ? std::vector<std::string>{"mlp", "resnet18"} : std::vector<std::string>{"idx"};
    };
    engine.onCheck = [](const RunConfig& config) {
      CheckReport report;
      report.seconds = config.model.name == "mlp" ? 60 : 600;
      report.runBytes = 1e6;
      return report;
    };
    base_.topoloss.tau = 3;
    base_.train.seed = 7;
    dialog_ = std::make_unique<SweepDialog>(std::make_shared<FakeEngine>(engine), base_, nullptr);
    dialog_->setPlace("cpu", "/", {});
    dialog_->show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(dialog_.get()));
    settle();
  }
  void settle() {
    ASSERT_TRUE(QTest::qWaitFor([this] { return dialog_->plan().isCounted(); }, 5000));
  }
  bool isTimed() {
    return QTest::qWaitFor([this] { return dialog_->plan().isCounted() && dialog_->plan().estimate().known; }, 10000);
  }
  /// Clicks the box of a value.
  void tick(const std::string& key, const QString& text) {
    QListWidget* list = dialog_->axis(key)->list();
    const auto items = list->findItems(text, Qt::MatchExactly);
    ASSERT_EQ(items.size(), 1) << text.toStdString();
    const QRect place = list->visualItemRect(items.front());
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, {place.left() + 10, place.center().y()});
    settle();
  }
  void addValue(const std::string& key, const QString& text) {
    auto* line = dialog_->axis(key)->findChildren<QLineEdit*>().front();
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
    QTest::keyClick(line, Qt::Key_Return);
    settle();
  }
  QString text(const char* name) const { return dialog_->findChild<QLabel*>(QLatin1String(name))->text(); }
  std::unique_ptr<SweepDialog> dialog_;
  RunConfig base_;
};

TEST_F(SweepDialogTest, BeginsWithTheRunOfTheFormAndItsBaseline) {
  EXPECT_EQ(text("runCount"), "2 runs");
  EXPECT_EQ(dialog_->queueButton()->text(), "Queue 2 runs");
  QTest::mouseClick(dialog_->findChild<QCheckBox*>("baseline"), Qt::LeftButton, {}, {10, 10});
  settle();
  EXPECT_EQ(text("runCount"), "1 run");
}

TEST_F(SweepDialogTest, TickedValuesAreMultiplied) {
  tick("topoloss.tau", "10.0");
  tick("topoloss.tau", "50.0");
  tick("train.seed", "8");
  EXPECT_EQ(text("runCount"), "8 runs") << "three weights and the baseline, two seeds each";
  tick("topoloss.tau", "0.0");
  EXPECT_EQ(text("runCount"), "8 runs") << "the baseline is among them by now";
  tick("topoloss.tau", "50.0");
  EXPECT_EQ(text("runCount"), "6 runs");
  const Sweep sweep = dialog_->sweep();
  ASSERT_EQ(sweep.grid.size(), 2u);
  EXPECT_EQ(sweep.grid[0].values, (std::vector<ConfigValue>{0.0, 3.0, 10.0})) << "by size";
  EXPECT_EQ(sweep.grid[1].values, (std::vector<ConfigValue>{std::int64_t{7}, std::int64_t{8}}));
}

TEST_F(SweepDialogTest, ValuesAreTypedInTheFormsOwnEditor) {
  addValue("topoloss.tau", "0.25");
  EXPECT_EQ(text("runCount"), "3 runs");
  EXPECT_TRUE(dialog_->isVisible()) << "Return adds the value and starts nothing";
  addValue("topoloss.tau", "high");
  EXPECT_EQ(text("runCount"), "3 runs");
}

TEST_F(SweepDialogTest, ValuesStandBySizeAndAddingOneMovesNothing) {
  QWidget* seeds = dialog_->axis("train.seed");
  QTest::qWait(20);
  const int before = seeds->y();
  addValue("topoloss.tau", "0.25");
  addValue("topoloss.tau", "20");
  QTest::qWait(20);
  EXPECT_EQ(seeds->y(), before);
  const QListWidget* list = dialog_->axis("topoloss.tau")->list();
  QList<double> values;
  for (int row = 0; row < list->count(); ++row) values << list->item(row)->text().toDouble();
  EXPECT_TRUE(std::is_sorted(values.begin(), values.end()));
  EXPECT_EQ(values.size(), 9);
  QList<int> tops;
  for (auto* button : dialog_->findChildren<QPushButton*>()) tops << button->mapTo(dialog_.get(), QPoint()).y();
  addValue("topoloss.tau", "-2");
  QTest::qWait(20);
  for (auto* button : dialog_->findChildren<QPushButton*>())
    EXPECT_EQ(button->mapTo(dialog_.get(), QPoint()).y(), tops.takeFirst()) << button->text().toStdString();
}

TEST_F(SweepDialogTest, AnotherSettingIsAddedAndTakenAway) {
  auto* box = dialog_->findChild<ChoiceBox*>("settings");
  ASSERT_GT(box->findData("model.name"), -1);
  EXPECT_EQ(box->findData("train.seed"), -1) << "it stands above already";
  box->setCurrentIndex(box->findData("model.name"));
  QTest::mouseClick(dialog_->findChild<QPushButton*>("addSetting"), Qt::LeftButton);
  settle();
  tick("model.name", "resnet18");
  EXPECT_EQ(text("runCount"), "4 runs");
  QTest::mouseClick(dialog_->axis("model.name")->findChild<QWidget*>("remove"), Qt::LeftButton);
  settle();
  EXPECT_EQ(dialog_->axis("model.name"), nullptr);
  EXPECT_EQ(text("runCount"), "2 runs");
}

TEST_F(SweepDialogTest, TimeAndDiskStandBeneath) {
  dialog_->findChild<QSpinBox*>("jobs")->setMaximum(4);
  ASSERT_TRUE(isTimed());
  EXPECT_EQ(text("sweepTime"), durationText(120));
  EXPECT_EQ(text("sweepDisk"), byteCountText(2e6));
  dialog_->addAxis("model.name");
  tick("model.name", "resnet18");
  ASSERT_TRUE(isTimed());
  EXPECT_EQ(text("sweepTime"), durationText(2 * 60 + 2 * 600));
  dialog_->findChild<QSpinBox*>("jobs")->setValue(4);
  ASSERT_TRUE(isTimed());
  EXPECT_EQ(text("sweepTime"), durationText((2 * 60 + 2 * 600) / 4));
  EXPECT_EQ(text("sweepDisk"), byteCountText(4e6));
}

TEST_F(SweepDialogTest, AnImpossibleValueNamesItsRunAndKeepsItFromStarting) {
  addValue("topoloss.tau", "-2");
  const auto problem = QString::fromStdString(dialog_->plan().estimate().problem);
  EXPECT_TRUE(problem.startsWith("Run 2 (topoloss.tau = -2.0")) << problem.toStdString();
  EXPECT_FALSE(dialog_->queueButton()->isEnabled());
}

TEST_F(SweepDialogTest, SaysWhereRunsAreAddedToAQueueThatIsThere) {
  auto* note = dialog_->findChild<QLabel*>("addsToQueue");
  dialog_->setQueues({"mine"});
  EXPECT_FALSE(note->isVisible());
  QLineEdit* name = nullptr;
  for (auto* line : dialog_->findChildren<QLineEdit*>())
    if (line->accessibleName() == "Name of the sweep") name = line;
  ASSERT_NE(name, nullptr);
  name->selectAll();
  QTest::keyClicks(name, "mine");
  EXPECT_TRUE(note->isVisible());
  QTest::keyClicks(name, "/");
  settle();
  EXPECT_FALSE(dialog_->queueButton()->isEnabled());
}

TEST_F(SweepDialogTest, QueuesWhatIsTicked) {
  QSignalSpy queued(dialog_.get(), &SweepDialog::queueWanted);
  tick("topoloss.tau", "10.0");
  QTest::mouseClick(dialog_->queueButton(), Qt::LeftButton);
  ASSERT_EQ(queued.size(), 1);
  EXPECT_EQ(dialog_->sweep().name, "mlp_sweep");
  EXPECT_EQ(sweepRuns(dialog_->sweep()).size(), 3u);
  EXPECT_EQ(queued.front().at(1).toInt(), 1);
}

}  // namespace
}  // namespace studio
