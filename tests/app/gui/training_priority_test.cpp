// A training of the window is as fast as one of its own process while nobody uses the window.
#include <sched.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "tests/app/gui/gui_fixture.h"
#include "widgets/frame/window_use.h"

namespace studio {
namespace {

/// Of all threads of the engine.
std::set<int> trainingPolicies() {
  std::set<int> policies;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::string name;
    std::ifstream(task.path() / "comm") >> name;
    if (name != "toponets-train") continue;
    policies.insert(::sched_getscheduler(pid_t(std::stol(task.path().filename().string()))));
  }
  policies.erase(-1);  // of one that has just ended
  return policies;
}

using TrainingPriority = GuiTest;

TEST_F(TrainingPriority, GivesWayOnlyWhileTheWindowIsUsed) {
  if (::sched_getscheduler(0) != SCHED_OTHER) GTEST_SKIP() << "the tests run under a policy of their own";
  const auto window = makeWindow();
  auto* use = window->session().findChild<WindowUse*>();
  ASSERT_NE(use, nullptr);
  use->setQuietTime(1);
  window->session().start(smallRun(10'000'000), "long");
  ASSERT_TRUE(waitFor([&] { return window->session().monitor()->data().status.step > 5; }));
  EXPECT_TRUE(waitFor([] { return trainingPolicies() == std::set<int>{SCHED_OTHER}; })) << "nobody uses it";
  use->setQuietTime(600000);
  QTest::keyClick(window.get(), Qt::Key_Shift);
  EXPECT_EQ(trainingPolicies(), std::set<int>{SCHED_BATCH});
  use->setQuietTime(1);
  EXPECT_TRUE(waitFor([] { return trainingPolicies() == std::set<int>{SCHED_OTHER}; }));
  window->session().stop(true);
  EXPECT_TRUE(waitFor([&] { return !window->session().training(); }));
}

}  // namespace
}  // namespace studio
