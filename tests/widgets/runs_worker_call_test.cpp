// What workers do on the GUI thread, and what must be done there.
#include "widgets/runs/worker_call.h"

#include <gtest/gtest.h>
#include <qcustomplot.h>

#include <QImage>
#include <QTest>
#include <QThread>
#include <atomic>
#include <stdexcept>

#include "widgets/plots/plot_painter.h"

namespace studio {
namespace {

constexpr int kLongEnough = 100;  // ms for a worker that waits for nobody

class DoOnGui : public ::testing::Test {
 protected:
  void start(std::function<void()> work) {
    startOnWorker(pool_, [this, work = std::move(work)] {
      work();
      done_ = true;
    });
  }
  bool ends() {
    return QTest::qWaitFor([this] { return done_.load(); }, 10000);
  }
  std::atomic<bool> done_ = false;
  QThreadPool pool_;
};

TEST_F(DoOnGui, WhoIsThereDoesItAtOnce) {
  bool done = false;
  doOnGui([&] { done = true; });
  EXPECT_TRUE(done);
}

TEST_F(DoOnGui, AWorkerWaitsForIt) {
  QThread* seen = nullptr;
  start([&] { doOnGui([&] { seen = QThread::currentThread(); }); });
  QThread::msleep(kLongEnough);
  EXPECT_FALSE(done_) << "nobody has served it";
  ASSERT_TRUE(ends());
  EXPECT_EQ(seen, QThread::currentThread());
}

TEST_F(DoOnGui, WhatIsThrownReachesTheWorker) {
  std::string heard;
  start([&] {
    try {
      doOnGui([] { throw std::runtime_error("no room"); });
    } catch (const std::runtime_error& error) {
      heard = error.what();
    }
  });
  ASSERT_TRUE(ends());
  EXPECT_EQ(heard, "no room");
}

TEST_F(DoOnGui, WaitingForWorkersServesThemAndNothingElse) {
  std::atomic<bool> answered = false;
  start([&] {
    deliverOnGui([&] { answered = true; });
    for (int i = 0; i < 3; ++i) doOnGui([] {});
  });
  waitForWorkers(pool_);
  EXPECT_TRUE(done_);
  EXPECT_FALSE(answered) << "its receiver may be half gone";
  EXPECT_TRUE(QTest::qWaitFor([&] { return answered.load(); }, 10000));
}

// A widget of another thread damages Qt's list of widgets: the next change of the theme ended the program.
TEST_F(DoOnGui, APlotOnPaperIsMadeThere) {
  QImage paper(300, 200, QImage::Format_ARGB32_Premultiplied);
  paper.fill(Qt::white);
  const QImage blank = paper;
  start([&] {
    QCPPainter painter(&paper);
    PlotSpec spec;
    spec.series.push_back({.name = "a", .x = {0, 1, 2}, .y = {0, 2, 1}});
    paintOnPaper(painter, QRectF(0, 0, 300, 200), spec, PlotStyle::onPaper(4, Qt::black));
  });
  QThread::msleep(kLongEnough);
  EXPECT_FALSE(done_);
  ASSERT_TRUE(ends());
  EXPECT_NE(paper, blank);
}

}  // namespace
}  // namespace studio
