// Computing threads give way to the screen: niceness and policy of the system (program_start.h).
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <thread>

#include "core/run/program_start.h"

namespace studio {
namespace {

int policyOfThisThread() { return ::sched_getscheduler(0); }

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

}  // namespace
}  // namespace studio
