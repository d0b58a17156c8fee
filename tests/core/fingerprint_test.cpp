// Equal inputs of an analysis have equal fingerprints, wherever they were copied to; others have not.
#include "core/data/data_reference.h"

#include <gtest/gtest.h>

#include <chrono>

#include "tests/support/temporary_folder.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

std::string fingerprintText(const fs::path& place) { return Fingerprint().addPlace(place).text(); }

/// As a copy leaves it: the same bytes of another day.
void age(const fs::path& file, int hours) {
  fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(hours));
}

TEST(Fingerprint, ACopyOfAnotherDayCountsAsTheSame) {
  const TemporaryFolder here, there;
  for (const auto* folder : {&here, &there}) {
    folder->write("set/cat/1.jpg", "first picture");
    folder->write("set/dog/1.jpg", std::string(3 << 20, 'x') + "end");  // more than is read at a time
  }
  age(there.path() / "set/cat/1.jpg", 48);
  EXPECT_EQ(fingerprintText(here.path() / "set"), fingerprintText(there.path() / "set"));
  EXPECT_EQ(fingerprintText(here.path() / "set/cat/1.jpg"), fingerprintText(there.path() / "set/cat/1.jpg"));
}

TEST(Fingerprint, EveryByteNameAndFileCounts) {
  const TemporaryFolder folder;
  const auto file = folder.write("set/a.npy", std::string(3 << 20, 'x') + "tail of it");
  folder.write("set/b.npy", "other");
  const auto before = fingerprintText(folder.path() / "set");
  EXPECT_EQ(fingerprintText(folder.path() / "set"), before);
  const auto changed = [&](const char* what) {
    const auto print = fingerprintText(folder.path() / "set");
    EXPECT_NE(print, before) << what;
    return print;
  };
  folder.write("set/a.npy", std::string(3 << 20, 'x') + "tail of iT");
  age(file, 1);
  changed("the last byte");
  folder.write("set/a.npy", std::string(1 << 20, 'x') + 'y' + std::string((2 << 20) - 1, 'x') + "tail of it");
  age(file, 2);
  changed("a byte in the middle");
  folder.write("set/a.npy", std::string(3 << 20, 'x') + "tail of it");
  age(file, 3);
  EXPECT_EQ(fingerprintText(folder.path() / "set"), before) << "as it was";
  fs::rename(file, folder.path() / "set/c.npy");
  changed("a name");
  fs::rename(folder.path() / "set/c.npy", file);
  folder.write("set/d/e.npy", "");
  changed("a file more");
}

TEST(Fingerprint, LinkedFoldersCountAndNeverLoop) {
  const TemporaryFolder folder, elsewhere;
  folder.write("set/a/1.jpg", "first");
  const auto linked = elsewhere.write("more/2.jpg", "second");
  const auto alone = fingerprintText(folder.path() / "set");
  fs::create_directory_symlink(elsewhere.path() / "more", folder.path() / "set/b");
  const auto before = fingerprintText(folder.path() / "set");
  EXPECT_NE(before, alone);
  elsewhere.write("more/2.jpg", "changed");
  age(linked, 1);
  const auto changed = fingerprintText(folder.path() / "set");
  EXPECT_NE(changed, before);
  fs::create_directory_symlink("..", folder.path() / "set/a/back");         // what is read already,
  fs::create_directory_symlink("../../..", folder.path() / "set/a/above");  // all temporary files,
  fs::create_directory_symlink(elsewhere.path() / "more", elsewhere.path() / "more/self");
  EXPECT_EQ(fingerprintText(folder.path() / "set"), changed);
  const TemporaryFolder copy;  // with the linked folder's files in their place
  copy.write("set/a/1.jpg", "first");
  copy.write("set/b/2.jpg", "changed");
  EXPECT_EQ(fingerprintText(copy.path() / "set"), changed);
}

TEST(Fingerprint, TextsAreToldFromTheirNeighbours) {
  EXPECT_NE(Fingerprint().add("a").add("bc").text(), Fingerprint().add("ab").add("c").text());
  EXPECT_NE(Fingerprint().add("a").text(), Fingerprint().add("a").add("").text());
  EXPECT_NE(Fingerprint().add(std::string("a\0", 2)).text(), Fingerprint().add("a").text());
  EXPECT_EQ(Fingerprint().add("seed 1").text().size(), 16u);
}

TEST(Fingerprint, LargePlacesCountByTheirFactsAndMissingOnesAsNothing) {
  const TemporaryFolder folder;
  const auto large = folder.write("large.npy", "x");
  fs::resize_file(large, (std::uintmax_t(1) << 30) + 1);  // takes no space on the disk
  const auto before = fingerprintText(large);
  EXPECT_EQ(fingerprintText(large), before);
  age(large, 5);
  EXPECT_NE(fingerprintText(large), before);
  for (int i = 0; i <= 5000; ++i) folder.write("many/" + std::to_string(i), "");
  const auto many = fingerprintText(folder.path() / "many");
  age(folder.path() / "many/7", 5);
  EXPECT_NE(fingerprintText(folder.path() / "many"), many);
  fs::remove(folder.path() / "many/5000");
  const auto fewer = fingerprintText(folder.path() / "many");
  age(folder.path() / "many/7", 6);
  EXPECT_EQ(fingerprintText(folder.path() / "many"), fewer);
  EXPECT_EQ(fingerprintText(folder.path() / "none"), fingerprintText(folder.path() / "neither"));
}

}  // namespace
}  // namespace studio
