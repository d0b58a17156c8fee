// A run's folder as it comes from somebody else, and as it is moved about: nothing outside is read, written or deleted.
#include "core/run/folder_handle.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "core/run/analysis_store.h"
#include "core/run/text_file.h"
#include "core/run/mapped_file.h"
#include "core/run/npy.h"
#include "core/run/run_store.h"
#include "core/run/scalars_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

int openDescriptors() { return int(std::distance(fs::directory_iterator("/proc/self/fd"), {})); }

TEST(FolderHandle, StaysTheSameWhenItIsRenamed) {
  TemporaryFolder place;
  fs::create_directories(place.path() / "a");
  const FolderHandle folder = FolderHandle::open(place.path() / "a");
  fs::rename(place.path() / "a", place.path() / "b");
  folder.write("file", "bytes");
  folder.make("inner").append("log", "line\n");
  EXPECT_EQ(readFileBytes(place.path() / "b/file"), "bytes");
  EXPECT_EQ(readFileBytes(place.path() / "b/inner/log"), "line\n");
  EXPECT_FALSE(fs::exists(place.path() / "a"));
  EXPECT_EQ(folder.place().filename(), "b");
  fs::remove_all(place.path() / "b");
  EXPECT_TRUE(folder.isDeleted());
  EXPECT_FALSE(errorSentence([&] { folder.write("file", "bytes"); }).empty());
  EXPECT_FALSE(fs::exists(place.path() / "b"));
}

TEST(FolderHandle, ATreeGoesWithoutWhatItsLinksPointAt) {
  TemporaryFolder place;
  place.write("outside/keep", "x");
  place.write("run/tree/deep/file", "x");
  fs::create_directory_symlink(place.path() / "outside", place.path() / "run/tree/deep/link");
  fs::create_directory_symlink(place.path() / "outside", place.path() / "run/link");
  const FolderHandle folder = FolderHandle::open(place.path() / "run");
  EXPECT_TRUE(folder.removeAll("tree"));
  EXPECT_TRUE(folder.removeAll("link"));
  EXPECT_TRUE(folder.removeAll("never there"));
  EXPECT_TRUE(folder.list().empty());
  EXPECT_EQ(readFileBytes(place.path() / "outside/keep"), "x");
}

TEST(FolderHandle, AFolderTakesAnothersNameAtOnce) {
  TemporaryFolder place;
  const FolderHandle folder = FolderHandle::open(place.path());
  folder.make("old").write("a", "old");
  folder.make(".part").write("a", "new");
  folder.put(".part", "old");
  EXPECT_EQ(readFileBytes(place.path() / "old/a"), "new");
  EXPECT_EQ(folder.list().size(), 1u);
}

TEST(FolderHandle, ClosesWhatItOpens) {
  TemporaryFolder place;
  place.write("a/b", "x");
  mkfifo((place.path() / "pipe").c_str(), 0600);
  const int before = openDescriptors();
  {
    const FolderHandle folder = FolderHandle::open(place.path());
    for (int i = 0; i < 20; ++i) {
      const FolderHandle copy = folder.inside("a");
      EXPECT_EQ(copy.list().size(), 1u);
      EXPECT_FALSE(errorSentence([&] { folder.read("pipe", 10); }).empty());
      EXPECT_FALSE(errorSentence([&] { folder.append("pipe", "x"); }).empty());
      EXPECT_FALSE(errorSentence([&] { folder.inside("none"); }).empty());
      EXPECT_FALSE(errorSentence([&] { static_cast<void>(folder.find("pipe")); }).empty());
    }
  }
  EXPECT_EQ(openDescriptors(), before);
}

/// A run whose files are made into something else, one after the other.
struct Stranger {
  Stranger() : run(place.path() / "run") {
    fs::create_directories(run.path());
    run.writeConfig({}, "");
    place.write("outside/file", "untouched");
    place.write("outside/step_000000007.npz", "untouched");
    place.write("outside/selectivity@5.json", "untouched");
  }
  bool outsideIsUntouched() const {
    int files = 0;
    for (const auto& entry : fs::directory_iterator(place.path() / "outside"))
      files += readFileBytes(entry.path()) == "untouched";
    return files == 3 && std::distance(fs::directory_iterator(place.path() / "outside"), {}) == 3;
  }
  TemporaryFolder place;
  RunFolder run;
};

TEST(StrangersRun, FilesThatAreLinksAreRefusedAndNothingOutsideIsTouched) {
  Stranger stranger;
  const RunFolder& run = stranger.run;
  for (const char* name : {"log.txt", "scalars.csv"})
    fs::create_symlink(stranger.place.path() / "outside/file", run.path() / name);
  EXPECT_TRUE(holds(errorSentence([&] { run.appendLog("line"); }), "log.txt", "it is a link"));
  EXPECT_TRUE(holds(errorSentence([&] { run.log(); }), "log.txt", "it is a link"));
  EXPECT_TRUE(holds(errorSentence([&] { run.appendScalars({ScalarRow{}}); }), "scalars.csv", "it is a link"));
  EXPECT_TRUE(holds(errorSentence([&] { run.scalars(); }), "scalars.csv", "it is a link"));
  EXPECT_FALSE(errorSentence([&] { run.dropAfter(-1); }).empty());
  EXPECT_TRUE(stranger.outsideIsUntouched());
}

TEST(StrangersRun, FoldersThatAreLinksAreRefusedAndNothingOutsideIsTouched) {
  Stranger stranger;
  const RunFolder& run = stranger.run;
  for (const char* name : {"maps", "checkpoints", "results"})
    fs::create_directory_symlink(stranger.place.path() / "outside", run.path() / name);
  EXPECT_TRUE(holds(errorSentence([&] { run.mapSteps(); }), "maps", "it is a link"));
  EXPECT_TRUE(holds(errorSentence([&] { run.writeMaps({}); }), "maps", "it is a link"));
  EXPECT_TRUE(holds(errorSentence([&] { run.dropAfter(-1); }), "maps", "it is a link"));
  EXPECT_TRUE(holds(errorSentence([&] { run.checkpointSteps(); }), "checkpoints", "it is a link"));
  EXPECT_TRUE(holds(errorSentence([&] {
                      AnalysisStore(run).write({"selectivity", "5", "a"}, {});
                    }),
                    "results", "it is a link"));
  EXPECT_FALSE(errorSentence([&] { readAnalyses(run); }).empty());
  EXPECT_TRUE(stranger.outsideIsUntouched());
}

TEST(StrangersRun, PipesAndDevicesHangNobody) {
  Stranger stranger;
  const RunFolder& run = stranger.run;
  for (const char* name : {"log.txt", "scalars.csv", "layers.json", "train.lock", "maps"})
    ASSERT_EQ(mkfifo((run.path() / name).c_str(), 0600), 0);
  EXPECT_TRUE(holds(errorSentence([&] { run.log(); }), "log.txt", "it is a named pipe"));
  EXPECT_TRUE(holds(errorSentence([&] { run.appendLog("line"); }), "log.txt", "it is a named pipe"));
  EXPECT_TRUE(holds(errorSentence([&] { run.scalars(); }), "scalars.csv", "it is a named pipe"));
  EXPECT_TRUE(holds(errorSentence([&] { run.layers(); }), "layers.json", "it is a named pipe"));
  EXPECT_TRUE(holds(errorSentence([&] { run.mapSteps(); }), "maps", "it is a named pipe"));
  EXPECT_TRUE(holds(errorSentence([&] { RunLock::take(run.folder()); }), "train.lock", "it is a named pipe"));
  EXPECT_EQ(RunLock::inspect(run.folder()), LockState::Unknown);
  fs::remove(run.path() / "config.resolved.toml");
  ASSERT_EQ(mkfifo((run.path() / "config.resolved.toml").c_str(), 0600), 0);
  const auto runs = RunStore(stranger.place.path()).list();
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_TRUE(holds(runs[0].error, "config.resolved.toml", "it is a named pipe")) << runs[0].error;
}

/// `cp -al` and `ln` give a file a second name: what is written to one would be written to the other.
TEST(StrangersRun, FilesWithASecondNameElsewhereGetTheirOwnCopy) {
  TemporaryFolder place;
  const RunFolder run(place.path() / "run");
  fs::create_directories(run.path());
  run.writeConfig({}, "");
  const auto outside = place.write("outside.txt", "#!/bin/sh\n");
  const std::string header = scalarsHeader();
  const auto rows = place.write("rows.csv", header);
  fs::create_hard_link(outside, run.path() / "log.txt");
  fs::create_hard_link(rows, run.path() / "scalars.csv");
  fs::create_hard_link(outside, run.path() / "train.lock");
  run.appendLog("a line");
  run.appendScalars({ScalarRow{}});
  run.dropAfter(-1);
  EXPECT_EQ(readFileBytes(outside), "#!/bin/sh\n");
  EXPECT_EQ(readFileBytes(rows), header);
  EXPECT_NE(readFileBytes(run.path() / "log.txt").find("#!/bin/sh\na line"), std::string::npos);
  EXPECT_TRUE(holds(errorSentence([&] { RunLock::take(run.folder()); }), "train.lock", "second name", "delete it"));
  EXPECT_EQ(readFileBytes(outside), "#!/bin/sh\n");
}

TEST(NamedFiles, NothingIsWrittenOverWhatTrainingWroteIntoARun) {
  TemporaryFolder place;
  const RunFolder run(place.path() / "a run");
  fs::create_directories(run.path() / "maps");
  run.writeConfig({}, "");
  fs::create_directory_symlink(run.path(), place.path() / "link");
  const std::string before = readFileBytes(run.path() / "config.resolved.toml");
  for (const char* name :
       {"config.resolved.toml", "scalars.csv", "train.lock", "maps/step_000000001.npz", "checkpoints/x.pt"})
    for (const char* folder : {"a run", "link", "a run/maps/.."})
      EXPECT_TRUE(holds(errorSentence([&] { writeFileAtomically(place.path() / folder / name, "x"); }),
                        "training wrote into the run a run", "another place"))
          << name;
  EXPECT_EQ(readFileBytes(run.path() / "config.resolved.toml"), before);
  writeFileAtomically(run.path() / "mine.npy", "x");
  fs::create_directory(run.path() / "figures");
  writeFileAtomically(run.path() / "figures" / "scalars.csv", "x");
  writeFileAtomically(place.path() / "scalars.csv", "x");  // of no run
  place.write("copy/trainer.json", "{}");                  // a checkpoint without its run
  for (const char* name : {"copy", "copy/fc1.npy"})
    EXPECT_TRUE(holds(errorSentence([&] { requireOutsideOfRuns(place.path() / name); }),
                      "lies in the folder of a checkpoint", "name a file elsewhere"));
  ASSERT_EQ(::mkfifo((place.path() / "pipe").c_str(), 0600), 0);
  EXPECT_TRUE(holds(errorSentence([&] { writeFileAtomically(place.path() / "pipe", "x"); }), "pipe or a device"));
  fs::create_symlink(place.write("aim", "before"), place.path() / "named");
  writeFileAtomically(place.path() / "named", "x");  // as if its aim had been named
  EXPECT_TRUE(fs::is_symlink(place.path() / "named"));
  EXPECT_EQ(readFileBytes(place.path() / "aim"), "x");
}

TEST(NamedFiles, PipesAndDevicesAreRefusedAndLinksAreFollowed) {
  TemporaryFolder place;
  const auto pipe = place.path() / "pipe.npz";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  for (const fs::path& file : {pipe, fs::path("/dev/zero")}) {
    EXPECT_TRUE(holds(errorSentence([&] { readFile(file); }), file.string(), "no regular file"));
    EXPECT_TRUE(holds(errorSentence([&] { MappedFile mapped(file); }), file.string(), "no regular file"));
    EXPECT_TRUE(holds(errorSentence([&] { readNpz(file); }), file.string(), "no regular file"));
    EXPECT_TRUE(holds(errorSentence([&] { loadConfig(file); }), file.string(), "no regular file"));
  }
  place.write("real", "bytes");
  fs::create_symlink(place.path() / "real", place.path() / "link");
  EXPECT_EQ(readFile(place.path() / "link"), "bytes");
}

TEST(RunLock, IsHeldByOneAndGoesWithItsProcess) {
  TemporaryFolder place;
  const FolderHandle run = FolderHandle::open(place.path());
  EXPECT_EQ(RunLock::inspect(run), LockState::Unknown);
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto lock = RunLock::take(run);
    if (lock) lock->sign();
    const ssize_t message = ::write(ready[1], lock ? "y" : "n", 1);
    for (;;) ::pause();
    ::_exit(message == 1 ? 0 : 1);
  }
  char answer = 0;
  ASSERT_EQ(::read(ready[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
  EXPECT_EQ(RunLock::inspect(run), LockState::Held);
  EXPECT_FALSE(RunLock::take(run));
  EXPECT_EQ(RunLock::signer(run)->pid, child);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(ready[0]);
  ::close(ready[1]);
  EXPECT_EQ(RunLock::inspect(run), LockState::Free);
  EXPECT_TRUE(RunLock::take(run));
}

TEST(RunLock, ARefusalLeavesTheFileAsItWas) {
  TemporaryFolder place;
  const FolderHandle run = FolderHandle::open(place.path());
  {
    const auto lock = RunLock::take(run);
    lock->sign();
    lock->undo(run);
    EXPECT_FALSE(fs::exists(place.path() / RunLock::kFile));  // it was made by taking it
  }
  place.write(RunLock::kFile, "before\n");
  const auto time = fs::last_write_time(place.path() / RunLock::kFile);
  const auto lock = RunLock::take(run);
  lock->sign();
  EXPECT_NE(readFileBytes(place.path() / RunLock::kFile), "before\n");
  lock->undo(run);
  EXPECT_EQ(readFileBytes(place.path() / RunLock::kFile), "before\n");
  EXPECT_EQ(fs::last_write_time(place.path() / RunLock::kFile), time);
}

TEST(RunLock, ALockedRunIsLiveAndItsProcessIsTheOneThatHoldsIt) {
  TemporaryFolder place;
  const RunFolder run(place.path());
  run.writeConfig({}, "");
  RunStatus status;
  status.state = RunState::Stopped;
  status.step = 7;
  run.writeStatus(status);
  EXPECT_EQ(run.status().state, RunState::Stopped);
  auto lock = RunLock::take(run.folder());
  lock->sign();
  EXPECT_EQ(run.status().state, RunState::Starting);
  EXPECT_EQ(run.status().step, 7);
  EXPECT_EQ(run.status().pid, ::getpid());
  const std::string signature = readFileBytes(run.path() / RunLock::kFile);
  std::ofstream(run.path() / RunLock::kFile) << "{";  // who holds it is not known then
  EXPECT_EQ(run.status().state, RunState::Starting);
  EXPECT_EQ(run.status().pid, 0) << "the process in status.json is an earlier one";
  std::ofstream(run.path() / RunLock::kFile) << signature;
  status.state = RunState::Training;
  status.pid = 999999999;
  status.heartbeat = 1;
  run.writeStatus(status);  // by one that was killed
  EXPECT_EQ(run.status().state, RunState::Starting);
  EXPECT_EQ(run.status().pid, ::getpid());
  RunStatus own = status;
  own.pid = ::getpid();
  own.heartbeat = secondsNow();
  for (const RunState state : {RunState::Training, RunState::Finished}) {  // written since it was locked
    own.state = state;
    run.writeStatus(own);
    EXPECT_EQ(run.status().state, state);
  }
  run.writeStatus(status);
  lock.reset();
  EXPECT_EQ(run.status().state, RunState::Interrupted);
}

TEST(RunStatus, OfARunThatWasKilledReachesAsFarAsItsRows) {
  TemporaryFolder place;
  const RunFolder run(place.path());
  run.writeConfig({}, "");
  RunStatus status;
  status.state = RunState::Training;
  status.pid = 999999999;  // as it was when training began
  run.writeStatus(status);
  std::vector<ScalarRow> rows(500);
  for (std::size_t i = 0; i < rows.size(); ++i)
    rows[i].step = std::int64_t(i) * 10, rows[i].epoch = double(i) / 10, rows[i].taskLoss = 0.5;
  run.appendScalars(rows);
  EXPECT_EQ(run.status().state, RunState::Interrupted);
  EXPECT_EQ(run.status().step, 4990);
  EXPECT_EQ(run.status().epoch, 49.9);
  EXPECT_EQ(run.status().taskLoss, 0.5);
}

TEST(RunStore, WhatAKilledProcessLeftIsTakenOverAndARunNeverIs) {
  TemporaryFolder place;
  const RunStore store(place.path());
  place.write("a/.config.resolved.toml.12.0.part", "half");
  fs::create_directories(place.path() / "b");
  place.write("c/notes.txt", "mine");
  place.write("d/train.lock", "{\"pid\": 999999999, \"host\": \"\", \"since\": 1}\n");
  EXPECT_EQ(store.create("a").name(), "a");
  EXPECT_FALSE(fs::exists(place.path() / "a/.config.resolved.toml.12.0.part"));
  EXPECT_EQ(store.create("b").name(), "b");
  EXPECT_EQ(store.create("c").name(), "c_2");
  EXPECT_EQ(store.create("d").name(), "d");
  EXPECT_EQ(store.create("a").name(), "a_2");  // this process has just taken it
  EXPECT_EQ(readFileBytes(place.path() / "c/notes.txt"), "mine");
}

}  // namespace
}  // namespace studio
