// A full disk, a limit, a place that cannot be written: one sentence with file and way out, and nothing stored is lost.
#include <fcntl.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "core/run/text_file.h"
#include "core/run/failure.h"
#include "core/run/error.h"
#include "core/run/run_store.h"
#include "tests/support/file_limit.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

TEST(Disk, AFailedWriteKeepsTheOldFileAndLeavesNoOther) {
  TemporaryFolder folder;
  writeFileAtomically(folder.path() / "a.txt", "old");
  std::string sentence;
  {
    const FileLimit limit(1000);
    sentence = errorSentence([&] { writeFileAtomically(folder.path() / "a.txt", std::string(100000, 'n')); });
  }
  EXPECT_NE(sentence.find("Cannot write " + (folder.path() / "a.txt").string() + ": "), std::string::npos) << sentence;
  EXPECT_EQ(readFile(folder.path() / "a.txt"), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

TEST(Disk, AFullDiskSaysSo) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  const Descriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  EXPECT_EQ(errorSentence([&] { writeAll(full.get(), "row", "runs/a/scalars.csv"); }),
            "Cannot write runs/a/scalars.csv: the disk is full; free some space or choose another folder.");
}

TEST(Disk, AnAppendCutShortIsTakenBack) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  ScalarRow row;
  run.appendScalars({row});
  const std::string before = readFile(folder.path() / "scalars.csv");
  {
    const FileLimit limit(before.size() + 100);
    EXPECT_FALSE(errorSentence([&] { run.appendScalars(std::vector<ScalarRow>(50, row)); }).empty());
  }
  EXPECT_EQ(readFile(folder.path() / "scalars.csv"), before);
  run.appendScalars({row});
  EXPECT_EQ(run.scalars().size(), 2u);
}

TEST(Disk, AFileInTheWayIsNamed) {
  TemporaryFolder folder;
  folder.write("file", "x");
  const std::string below = (folder.path() / "file/runs").string();
  const std::string sentence = errorSentence([&] { RunStore(below).create("a"); });
  EXPECT_EQ(sentence.find("Cannot write " + below + ": "), 0u) << sentence;
  EXPECT_NE(sentence.find("is a file, not a folder; choose another folder."), std::string::npos) << sentence;
  EXPECT_NE(errorSentence([&] { RunFolder(folder.path() / "file").writeStatus({}); }).find("is a file, not a folder"),
            std::string::npos);
  EXPECT_NE(errorSentence([&] { RunFolder(folder.path() / "none").writeStatus({}); }).find("its folder does not exist"),
            std::string::npos);
  EXPECT_NE(errorSentence([&] { RunFolder(folder.path() / "file").writeMaps({}); }).find("is a file, not a folder"),
            std::string::npos);
}

TEST(Disk, AReadOnlyPlaceIsNamed) {
  // No permission bit stops root; the kernel's own folders stop everyone.
  if (!fs::exists("/proc/self")) GTEST_SKIP() << "no /proc here";
  const std::string sentence = errorSentence([] { RunStore("/proc/self").create("run"); });
  EXPECT_EQ(sentence.find("Cannot write /proc/self/run: "), 0u) << sentence;
}

TEST(Disk, ReadingIsBounded) {
  TemporaryFolder folder;
  folder.write("a", "12345");
  EXPECT_EQ(readFile(folder.path() / "a", 5), "12345");
  EXPECT_NE(errorSentence([&] { readFile(folder.path() / "a", 4); }).find("larger than 4 bytes"), std::string::npos);
  EXPECT_NE(errorSentence([&] { readFile("/dev/zero", 1000); }).find("it is a device, no regular file"),
            std::string::npos);
}

}  // namespace
}  // namespace studio
