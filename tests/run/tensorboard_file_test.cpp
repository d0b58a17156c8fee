// A run's scalars for TensorBoard: read back by a reader of its own, whole after a crash, no step twice after a resume.
#include "core/run/tensorboard_file.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/run/run_store.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensorboard_reader.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

ScalarRow tensorboardRow(std::int64_t step) {
  ScalarRow row;
  row.step = step;
  row.seconds = 0.25 * static_cast<double>(step);
  row.taskLoss = 2 - 0.001 * static_cast<double>(step);
  row.further.set("rival_loss", 7);
  return row;
}

std::vector<ScalarRow> tensorboardRows(std::int64_t from, std::int64_t to) {
  std::vector<ScalarRow> rows;
  for (std::int64_t step = from; step <= to; ++step) rows.push_back(tensorboardRow(step));
  return rows;
}

std::vector<fs::path> eventFilesIn(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().filename().string().starts_with(TensorboardFile::kPrefix)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// The steps of all files in the order in which TensorBoard reads them.
std::vector<std::int64_t> stepsIn(const fs::path& folder) {
  std::vector<std::int64_t> steps;
  for (const auto& file : eventFilesIn(folder))
    for (const ReadEvent& event : TensorboardReader::read(readFileBytes(file)))
      if (!event.scalars.empty()) steps.push_back(event.step);
  return steps;
}

std::vector<std::int64_t> upTo(std::int64_t last) {
  std::vector<std::int64_t> steps(static_cast<std::size_t>(last + 1));
  for (std::int64_t step = 0; step <= last; ++step) steps[static_cast<std::size_t>(step)] = step;
  return steps;
}

TEST(TensorboardFile, ChecksumsAreThoseOfRfc3720) {
  EXPECT_EQ(checksum32c(std::string(32, '\0')), 0x8a9136aau);
  EXPECT_EQ(checksum32c(std::string(32, '\xff')), 0x62a8ab43u);
  EXPECT_EQ(checksum32c("123456789"), 0xe3069283u);
}

TEST(TensorboardFile, EveryColumnOfARowIsAScalarOfItsName) {
  const TemporaryFolder place;
  ScalarRow row;
  row.step = 300;
  float value = 1;
  for (const ScalarColumn& column : scalarColumns()) row.*column.value = value += 0.5F;
  row.validationLoss = kUndefined;
  row.further.set("rival_loss", 0.25);
  TensorboardFile(FolderHandle::open(place.path()), -1, {}).append({tensorboardRow(2), row});
  const auto files = eventFilesIn(place.path());
  ASSERT_EQ(files.size(), 1u);
  const auto events = TensorboardReader::read(readFileBytes(files[0]));
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[0].version, "brain.Event:2");
  EXPECT_FALSE(events[0].starts);
  EXPECT_EQ(events[2].step, 300);
  EXPECT_NEAR(events[2].seconds - events[1].seconds, row.seconds - tensorboardRow(2).seconds, 1e-3);
  EXPECT_EQ(events[2].scalars.size(), scalarColumns().size());  // the further one, without the one not measured
  for (const ScalarColumn& column : scalarColumns())
    if (column.name != "validation_loss") {
      ASSERT_TRUE(events[2].scalars.contains(column.name)) << column.name;
      EXPECT_EQ(events[2].scalars.at(column.name), static_cast<float>(row.*column.value)) << column.name;
    }
  EXPECT_FALSE(events[2].scalars.contains("validation_loss"));
  EXPECT_EQ(events[2].scalars.at("rival_loss"), 0.25F);
}

TEST(TensorboardFile, AResumedRunHasNoStepTwiceAndATensorboardThatIsOpenForgetsTheLaterOnes) {
  const TemporaryFolder place;
  const auto run = FolderHandle::open(place.path());
  TensorboardFile(run, -1, {}).append(tensorboardRows(0, 300));
  TensorboardFile(run, 150, tensorboardRows(0, 150)).append(tensorboardRows(151, 200));
  EXPECT_EQ(stepsIn(place.path()), upTo(200));
  const auto files = eventFilesIn(place.path());
  ASSERT_EQ(files.size(), 2u);
  const auto newer = TensorboardReader::read(readFileBytes(files[1]));
  ASSERT_GT(newer.size(), 1u);
  EXPECT_TRUE(newer[1].starts);
  EXPECT_EQ(newer[1].step, 151);
  TensorboardFile(run, 20, tensorboardRows(0, 20))
      .append(tensorboardRows(21, 30));  // further back: the second one goes
  EXPECT_EQ(stepsIn(place.path()), upTo(30));
  TensorboardFile(run, -1, {}).append(tensorboardRows(0, 4));  // begun again
  EXPECT_EQ(stepsIn(place.path()), upTo(4));
}

TEST(TensorboardFile, WhatAKilledProcessBeganIsCutAndWhatItLacksComesFromTheRows) {
  const TemporaryFolder place;
  const auto run = FolderHandle::open(place.path());
  TensorboardFile(run, -1, {}).append(tensorboardRows(0, 40));
  const auto file = eventFilesIn(place.path()).at(0);
  fs::resize_file(file, fs::file_size(file) - 5);
  EXPECT_THROW(stepsIn(place.path()), std::runtime_error);  // the reader does see it
  TensorboardFile(run, 45, tensorboardRows(0, 45)).append(tensorboardRows(46, 50));
  EXPECT_EQ(stepsIn(place.path()), upTo(50));
}

TEST(TensorboardFile, NothingFromOutsideTakesItsPlace) {
  const TemporaryFolder place;
  const RunFolder run = RunStore(place.path()).create("first");
  run.writeConfig({}, "");
  TensorboardFile(run.folder(), -1, {}).append(tensorboardRows(0, 1));
  EXPECT_TRUE(holds(errorSentence([&] { requireOutsideOfRuns(eventFilesIn(run.path()).at(0)); }), "first"));
}

}  // namespace
}  // namespace studio
