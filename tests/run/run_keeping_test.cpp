// Runs renamed and noted on the disk.
#include "core/run/run_keeping.h"

#include <gtest/gtest.h>

#include "core/run/run_lock.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

RunFolder addFinishedRun(const RunStore& store, const std::string& name) {
  const RunFolder run = store.create(name);
  run.writeConfig({}, toToml({}));
  RunStatus status;
  status.state = RunState::Finished;
  run.writeStatus(status);
  return run;
}

TEST(RunKeeping, ANoteIsListedAndGoesWhenItIsEmptied) {
  TemporaryFolder folder;
  const RunStore store(folder.path());
  const RunFolder run = addFinishedRun(store, "a");
  EXPECT_EQ(readNote(run), "");
  writeNote(run, "stripes at fc1\n\nsee seed 3  \n");
  EXPECT_EQ(readNote(run), "stripes at fc1\n\nsee seed 3");
  writeNote(run, " \n");
  EXPECT_EQ(readNote(run), "");
  EXPECT_FALSE(std::filesystem::exists(run.path() / "notes.md"));
}

TEST(RunKeeping, ARenamedRunKeepsAllItHadAndNeverTakesAnothersName) {
  TemporaryFolder folder;
  const RunStore store(folder.path());
  const RunFolder run = addFinishedRun(store, "a");
  addFinishedRun(store, "b");
  EXPECT_EQ(errorSentence([&] { renameRun(run, "b"); }),
            "The run a keeps its name, for there is something called b already; choose another name.");
  EXPECT_EQ(store.list().size(), 2u);
  for (const char* name : {"x/y", "my run", "run#2"})
    EXPECT_NE(errorSentence([&] { renameRun(run, name); }).find("cannot be the name of a run"), std::string::npos)
        << name;
  const RunFolder renamed = renameRun(run, "c");
  EXPECT_EQ(renamed.path(), folder.path() / "c");
  EXPECT_EQ(renamed.status().state, RunState::Finished);
  EXPECT_FALSE(RunFolder(run.path()).exists());
}

TEST(RunKeeping, ARunThatIsTrainedKeepsItsName) {
  TemporaryFolder folder;
  const RunFolder run = addFinishedRun(RunStore(folder.path()), "a");
  {
    const auto lock = RunLock::take(run.folder());
    ASSERT_TRUE(lock);
    EXPECT_NE(errorSentence([&] { renameRun(run, "b"); }).find("is being trained"), std::string::npos);
  }
  EXPECT_EQ(renameRun(run, "b").name(), "b");
}

}  // namespace
}  // namespace studio
