// Computing threads give way to the screen: niceness and policy of the system (program_start.h), those of a job while
// somebody uses the window (runner.h).
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "core/run/program_start.h"
#include "core/run/runner.h"

namespace studio {
namespace {

int policyOfThisThread() { return ::sched_getscheduler(0); }
int nicenessOf(pid_t thread) { return ::getpriority(PRIO_PROCESS, static_cast<id_t>(thread)); }

TEST(ThreadPriority, ComputingThreadsAndThoseTheyStartWaitForTheirTurn) {
  const int before = policyOfThisThread();
  const int nice = ::getpriority(PRIO_PROCESS, 0);
  int lowered = -1, inherited = -1, lowerNice = 0;
  std::thread computing([&] {
    lowerThreadPriority();
    lowered = policyOfThisThread();
    lowerNice = ::getpriority(PRIO_PROCESS, 0);
    std::thread([&] { inherited = policyOfThisThread(); }).join();
  });
  computing.join();
  EXPECT_GT(lowerNice, nice);
  EXPECT_EQ(lowered, SCHED_BATCH);
  EXPECT_EQ(inherited, SCHED_BATCH);
  EXPECT_EQ(policyOfThisThread(), before) << "the screen's thread is as it was";
}

/// The engine's thread and one that it has started, as OpenMP starts its own.
struct TwoThreads {
  std::atomic<pid_t> engine{0}, other{0};
  void waitForBoth() const {
    while (engine == 0 || other == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  void expect(int policy, int niceness) const {
    for (const pid_t thread : {engine.load(), other.load()}) {
      EXPECT_EQ(::sched_getscheduler(thread), policy);
      EXPECT_EQ(nicenessOf(thread), std::min(niceness, 19));
    }
  }
};

class TwoThreadedJob : public Job {
 public:
  explicit TwoThreadedJob(TwoThreads& threads) : threads_(threads) {}
  std::string title() const override { return "Two threads"; }
  void run(JobContext& context) override {
    const auto wait = [&context] {
      while (context.control.proceed()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    };
    std::jthread other([&] {
      threads_.other = ::gettid();
      wait();
    });
    threads_.engine = ::gettid();
    wait();
  }

 private:
  TwoThreads& threads_;
};

/// While the window is used its training gives way, with all its threads; else it has what a program of its own has.
TEST(ThreadPriority, OfAJobIsThatOfAllItsThreadsAndIsTakenBack) {
  if (policyOfThisThread() != SCHED_OTHER) GTEST_SKIP() << "the tests run under a policy of their own";
  const int usual = nicenessOf(::getpid());
  const int lowered = usual + (canRaisePriority() ? kBackgroundNiceness : 0);
  TwoThreads threads;
  Runner runner;
  runner.setPriority(ThreadPriority::BelowScreen);  // nothing runs: nothing happens
  runner.start(std::make_unique<TwoThreadedJob>(threads), ThreadPriority::BelowScreen);
  threads.waitForBoth();
  threads.expect(SCHED_BATCH, lowered);
  runner.setPriority(ThreadPriority::Normal);
  threads.expect(SCHED_OTHER, usual);
  runner.setPriority(ThreadPriority::BelowScreen);
  threads.expect(SCHED_BATCH, lowered);
  EXPECT_EQ(policyOfThisThread(), SCHED_OTHER) << "the screen's thread is as it was";
  runner.stop();
  runner.wait();
}

TEST(ThreadPriority, OfAJobIsTheProgramsWhereNobodyUsesAWindow) {
  if (policyOfThisThread() != SCHED_OTHER) GTEST_SKIP() << "the tests run under a policy of their own";
  TwoThreads threads;
  Runner runner;
  runner.start(std::make_unique<TwoThreadedJob>(threads));
  threads.waitForBoth();
  threads.expect(SCHED_OTHER, nicenessOf(::getpid()));
  runner.stop();
  runner.wait();
}

}  // namespace
}  // namespace studio
