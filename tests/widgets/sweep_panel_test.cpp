// The Queue dock by real events: it shows a queue's folder and edits it.
#include <gtest/gtest.h>

#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "core/run/sweep_queue.h"
#include "tests/support/temporary_folder.h"
#include "tests/widgets/fake_session.h"
#include "widgets/runs/sweep_panel.h"

namespace studio {
namespace {

class SweepPanelTest : public testing::Test {
 protected:
  void SetUp() override { session_ = std::make_unique<FakeSession>(place_.path()); }
  SweepQueue makeQueue() const {
    Sweep sweep;
    sweep.name = "taus";
    sweep.grid = {{"topoloss.tau", {0.0, 1.0, 2.5}}};
    const SweepQueue queue = SweepQueue::make(place_.path(), "taus");
    queue.add(sweepRuns(sweep), "given");
    return queue;
  }
  void open() {
    panel_ = std::make_unique<SweepPanel>(*session_);
    panel_->resize(900, 180);
    panel_->show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(panel_.get()));
    ASSERT_TRUE(QTest::qWaitFor([this] { return panel_->model().rowCount() == 3; }, 5000));
  }
  QString line(int row, int role = Qt::DisplayRole) const { return panel_->model().index(row).data(role).toString(); }
  void choose(int row) {
    QTest::mouseClick(panel_->list()->viewport(), Qt::LeftButton, {},
                      panel_->list()->visualRect(panel_->model().index(row)).center());
  }
  QToolButton* button(const char* name) const { return panel_->findChild<QToolButton*>(QLatin1String(name)); }
  void press(const char* name) { QTest::mouseClick(button(name), Qt::LeftButton); }
  static std::vector<std::string> ids(const SweepQueue& queue) {
    std::vector<std::string> found;
    for (const SweepRow& row : queue.read().rows) found.push_back(row.entry.id);
    return found;
  }
  template <typename Done>
  static bool comes(Done done) {
    return QTest::qWaitFor(done, 5000);
  }
  TemporaryFolder place_;
  std::unique_ptr<FakeSession> session_;
  std::unique_ptr<SweepPanel> panel_;
};

TEST_F(SweepPanelTest, ShowsTheRunsInTheirOrder) {
  makeQueue();
  open();
  EXPECT_EQ(line(2), "τ 2.5");
  EXPECT_EQ(line(2, SweepModel::LineRole), "Queued");
  EXPECT_EQ(panel_->findChild<QLabel*>("queueSummary")->text(), "0 of 3 finished · no process works on it");
}

TEST_F(SweepPanelTest, EightRunsAreSeenWholeAtOnceBesideTheirButtons) {
  Sweep sweep;
  sweep.name = "many";
  sweep.grid = {{"topoloss.tau", {0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0}}};
  SweepQueue::make(place_.path(), "many").add(sweepRuns(sweep), "given");
  panel_ = std::make_unique<SweepPanel>(*session_);
  panel_->resize(1400, 184);
  panel_->show();
  ASSERT_TRUE(QTest::qWaitFor([this] { return panel_->model().rowCount() == 8; }, 5000));
  QTest::qWait(50);
  const QListView* list = panel_->list();
  for (int row = 0; row < 8; ++row)
    EXPECT_TRUE(list->viewport()->rect().contains(list->visualRect(panel_->model().index(row)))) << row;
  EXPECT_LT(button("moveUp")->mapTo(panel_.get(), QPoint()).x(), list->x()) << "not at the other end of the screen";
  panel_->resize(1400, 320);
  QTest::qWait(50);
  EXPECT_EQ(list->visualRect(panel_->model().index(7)).left(), list->visualRect(panel_->model().index(0)).left())
      << "a higher dock has them below each other";
}

TEST_F(SweepPanelTest, WithoutAQueueItHasNothingToShowUntilOneComes) {
  panel_ = std::make_unique<SweepPanel>(*session_);
  QSignalSpy changed(panel_.get(), &SweepPanel::queuesChanged);
  QTest::qWait(100);
  EXPECT_FALSE(panel_->hasQueue());
  makeQueue();
  Q_EMIT session_->runsChanged();
  EXPECT_TRUE(comes([&] { return changed.size() == 1; }));
  EXPECT_TRUE(panel_->hasQueue());
}

TEST_F(SweepPanelTest, ARunIsMovedByButtonsAndKeys) {
  const SweepQueue queue = makeQueue();
  open();
  choose(2);
  EXPECT_FALSE(button("moveDown")->isEnabled());
  press("moveUp");
  ASSERT_TRUE(comes([&] { return ids(queue) == std::vector<std::string>{"0001", "0003", "0002"}; }));
  ASSERT_TRUE(comes([&] { return panel_->list()->currentIndex().row() == 1; })) << "the moved run stays chosen";
  QTest::keyClick(panel_->list(), Qt::Key_Up, Qt::AltModifier);
  ASSERT_TRUE(comes([&] { return ids(queue) == std::vector<std::string>{"0003", "0001", "0002"}; }));
  ASSERT_TRUE(comes([&] { return line(0) == "τ 2.5"; }));
}

TEST_F(SweepPanelTest, ARunIsDroppedAndPutBack) {
  const SweepQueue queue = makeQueue();
  open();
  choose(1);
  QTest::keyClick(panel_->list(), Qt::Key_Delete);
  ASSERT_TRUE(comes([&] { return queue.entry("0002").state == SweepState::Dropped; }));
  ASSERT_TRUE(comes([&] { return line(1, SweepModel::LineRole) == "Dropped"; }));
  EXPECT_EQ(button("dropRun")->text(), "Put back");
  EXPECT_FALSE(button("moveUp")->isEnabled());
  press("dropRun");
  ASSERT_TRUE(comes([&] { return queue.entry("0002").state == SweepState::Queued; }));
}

TEST_F(SweepPanelTest, AQueueAtWorkIsPausedAndGoesOn) {
  const SweepQueue queue = makeQueue();
  const Descriptor seat = queue.sit();
  open();
  ASSERT_TRUE(comes([&] { return button("pauseQueue")->text() == "Pause"; }));
  press("pauseQueue");
  ASSERT_TRUE(comes([&] { return queue.isPaused(); }));
  ASSERT_TRUE(comes([&] { return button("pauseQueue")->text() == "Go on"; }));
  EXPECT_EQ(panel_->findChild<QLabel*>("queueSummary")->text(), "0 of 3 finished · paused");
  session_->program = QStringLiteral("/bin/true");
  ASSERT_TRUE(comes([&] { return button("pauseQueue")->isEnabled(); }));
  press("pauseQueue");
  ASSERT_TRUE(comes([&] { return !queue.isPaused(); }));
}

TEST_F(SweepPanelTest, WithoutAProcessGoingOnStartsOne) {
  const SweepQueue queue = makeQueue();
  const auto called = place_.path() / "called";
  const auto program = place_.write("program", "#!/bin/sh\necho \"$@\" > '" + called.string() + "'\n");
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  session_->program = QString::fromStdString(program.string());
  open();
  ASSERT_TRUE(comes([&] { return button("pauseQueue")->text() == "Go on"; }));
  press("pauseQueue");
  ASSERT_TRUE(comes([&] { return !readFileBytes(called).empty(); }));
  EXPECT_EQ(readFileBytes(called), "sweep " + queue.folder().string() + " --device cpu --quiet\n");
}

TEST_F(SweepPanelTest, TellsWhatFailedAndOpensWhatIsThere) {
  const SweepQueue queue = makeQueue();
  auto claim = queue.claim([](const auto&, const auto&) { return 1; });
  claim->entry.state = SweepState::Failed;
  claim->entry.error = "The data are gone.";
  claim->entry.run = "taus_tau0";
  RunStore(place_.path()).create("taus_tau0").writeConfig(queue.config("0001"), "");
  queue.store(claim->entry);
  queue.say("The disk is full.");
  open();
  EXPECT_EQ(line(0, SweepModel::LineRole), "Failed: The data are gone.");
  EXPECT_EQ(line(1, SweepModel::LineRole), "Queued: The disk is full.") << "why it is not started";
  bool isSaid = false;
  for (const QLabel* label : panel_->findChildren<QLabel*>())
    if (label->isVisible() && label->text() == "The disk is full.") isSaid = true;
  EXPECT_TRUE(isSaid);
  choose(0);
  QTest::keyClick(panel_->list(), Qt::Key_Return);
  EXPECT_EQ(session_->opened, place_.path() / "taus_tau0");
}

TEST_F(SweepPanelTest, ADamagedQueueIsOneSentence) {
  const SweepQueue queue = makeQueue();
  open();
  place_.write("taus.sweep/queue.json", "[");
  ASSERT_TRUE(comes([&] { return panel_->model().rowCount() == 0; }));
  EXPECT_TRUE(panel_->hasQueue());
}

}  // namespace
}  // namespace studio
