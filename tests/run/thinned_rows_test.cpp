// Rows in bounded memory: what stays, and that scalars.csv is read in pieces, further and again.
#include "core/run/scalars.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/run/text_file.h"
#include "core/run/run_store.h"
#include "core/run/scalars_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

ScalarRow rowWith(std::int64_t step, double loss) {
  ScalarRow row;
  row.step = step;
  row.taskLoss = loss;
  return row;
}

/// A curve with two peaks that no selection of every n-th row would hit.
double lossAt(std::int64_t step) { return step == 123457 ? 99 : step == 654321 ? -99 : std::cos(double(step) / 5e4); }

TEST(ThinnedRows, AMillionRowsKeepTheirShapeInBoundedMemory) {
  ThinnedRows all;
  constexpr std::int64_t kRows = 1000000;
  for (std::int64_t i = 0; i < kRows; ++i) {
    ScalarRow row = rowWith(10 * i, lossAt(i));
    if (i % 1000 == 7) row.validationAccuracy = row.validationLoss = double(i);
    all.add(row);
    if (i % 100000 == 0) {
      EXPECT_LE(all.kept(), ThinnedRows::kMost);
    }
  }
  EXPECT_EQ(all.added(), std::size_t(kRows));
  EXPECT_LE(all.kept(), ThinnedRows::kMost);
  const auto rows = all.rows();
  ASSERT_EQ(rows.size(), all.kept());
  EXPECT_EQ(rows.front().step, 0);
  for (std::size_t i = 0; i < ThinnedRows::kWhole; ++i)
    ASSERT_EQ(rows[rows.size() - 1 - i].step, 10 * (kRows - 1 - std::int64_t(i))) << "the newest are whole";
  std::int64_t widest = 0, validated = 0;
  bool up = false, down = false;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    ASSERT_GT(rows[i].step, rows[i - 1].step);
    widest = std::max(widest, rows[i].step - rows[i - 1].step);
    up = up || rows[i].taskLoss == 99;
    down = down || rows[i].taskLoss == -99;
    validated += !std::isnan(rows[i].validationLoss);
  }
  EXPECT_TRUE(up && down) << "peaks stay";
  EXPECT_LE(widest, 10 * kRows / 500) << "no stretch of the run is empty";
  EXPECT_GT(validated, 900) << "rows with a validation stay";
}

TEST(ThinnedRows, AFewThousandAreAllThere) {
  ThinnedRows all;
  for (std::int64_t step = 0; step < std::int64_t(ThinnedRows::kWhole + ThinnedRows::kSpans); ++step)
    all.add(rowWith(step, NAN));
  EXPECT_EQ(all.rows().size(), ThinnedRows::kWhole + ThinnedRows::kSpans);
  EXPECT_EQ(all.rowsFrom(8000).front().step, 8000);
  EXPECT_EQ(all.rowsFrom(5).front().step, 5);
}

TEST(ThinnedRows, ThinnedTwiceTheyStillSpanTheRun) {
  ThinnedRows first, again;
  for (std::int64_t step = 0; step < 300000; ++step) first.add(rowWith(step, double(step % 7)));
  for (const auto& row : first.rows()) again.add(row);  // what a resumed run has on disk
  for (std::int64_t step = 300000; step < 900000; ++step) again.add(rowWith(step, double(step % 7)));
  EXPECT_LE(again.kept(), ThinnedRows::kMost);
  const auto rows = again.rows();
  const auto early = std::count_if(rows.begin(), rows.end(), [](const ScalarRow& row) { return row.step < 300000; });
  EXPECT_GT(early, 1000) << "a third of the steps are not forgotten for the rest";
}

/// Early snapshots stand close together, so that many of them share a span of a long run.
TEST(ThinnedRows, WhatIsRarelyMeasuredStaysWhole) {
  ThinnedRows all;
  constexpr std::int64_t kRows = 500000;
  std::vector<std::int64_t> measured;
  for (std::int64_t step = 0; step < kRows; ++step) {
    ScalarRow row = rowWith(step, double(step % 7));
    if (step < 100 || step % 5000 == 0) row.smoothness = double(step), measured.push_back(step);
    all.add(row);
  }
  std::vector<std::int64_t> kept;
  std::int64_t last = -1;
  for (const auto& row : all.rows()) {
    ASSERT_GT(row.step, last) << "in the order of their steps";
    last = row.step;
    if (!std::isnan(row.smoothness)) kept.push_back(row.step);
  }
  EXPECT_EQ(kept, measured);
  EXPECT_EQ(all.rowsFrom(50).front().step, 50);
  EXPECT_LE(all.kept(), ThinnedRows::kMost);
  all.dropFrom(90);
  EXPECT_EQ(all.newest()->step, 89);
}

TEST(ThinnedRows, WhatIsMeasuredAtEveryStepIsBoundedToo) {
  ThinnedRows all;
  for (std::int64_t step = 0; step < 300000; ++step) {
    ScalarRow row = rowWith(step, 1);
    row.smoothness = 1;
    all.add(row);
  }
  EXPECT_LE(all.kept(), ThinnedRows::kMost);
  const auto rows = all.rows();
  EXPECT_EQ(rows.front().step, 0);
  EXPECT_EQ(rows.back().step, 299999);
  const auto early = std::count_if(rows.begin(), rows.end(), [](const ScalarRow& row) { return row.step < 150000; });
  EXPECT_GT(early, 1000) << "an even selection, not only the newest";
}

TEST(ThinnedRows, LaterStepsCanBeDropped) {
  ThinnedRows all;
  for (std::int64_t step = 0; step < 20000; ++step) all.add(rowWith(step, 1));
  all.dropFrom(19000);
  EXPECT_EQ(all.newest()->step, 18999);
  all.dropFrom(100);
  ASSERT_TRUE(all.newest());
  EXPECT_LT(all.newest()->step, 100);
  all.add(rowWith(100, 2));
  EXPECT_EQ(all.rows().back().step, 100);
  all.dropFrom(0);
  EXPECT_EQ(all.newest(), nullptr);
  EXPECT_TRUE(all.rows().empty());
}

TEST(ScalarsFile, ReadsInPiecesOfAnySize) {
  std::string csv = scalarsHeader();
  for (std::int64_t step = 0; step < 50; ++step) csv += formatScalar(rowWith(step, 1.0 / double(step + 1)));
  csv += "50,1";  // begun only
  for (const std::size_t piece : {1u, 7u, 64u, 100000u}) {
    ScalarsReader reader("a.csv");
    std::vector<std::int64_t> steps;
    for (std::size_t at = 0; at < csv.size(); at += piece)
      reader.read(std::string_view(csv).substr(at, piece), [&](const ScalarRow& row) { steps.push_back(row.step); });
    ASSERT_EQ(steps.size(), 50u) << piece;
    EXPECT_EQ(reader.wholeBytes(), csv.size() - 4);
  }
}

TEST(ScalarsFile, GoesOnWhereItStoppedAndBeginsAgainWhereTheFileIsAnother) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  ScalarsFile file = run.scalarsFile();
  EXPECT_FALSE(file.refresh());
  run.appendScalars({rowWith(0, 1), rowWith(10, 1)});
  EXPECT_TRUE(file.refresh());
  EXPECT_FALSE(file.refresh());
  run.appendScalars({rowWith(20, 1)});
  EXPECT_TRUE(file.refresh());
  EXPECT_EQ(file.rows().added(), 3u);
  run.dropAfter(10);  // a resumed run has gone back
  run.appendScalars({rowWith(15, 2), rowWith(20, 2), rowWith(25, 2)});
  EXPECT_TRUE(file.refresh());
  const auto rows = file.rows().rows();
  ASSERT_EQ(rows.size(), 5u);
  EXPECT_EQ(rows[2].step, 15);
  EXPECT_EQ(rows[3].taskLoss, 2);
  folder.write("scalars.csv", "no header\n");
  EXPECT_TRUE(holds(errorSentence([&] { file.refresh(); }), "scalars.csv", "column `step`"));
  folder.write("scalars.csv", "step,task_loss\n7,3\n");
  EXPECT_TRUE(file.refresh());
  EXPECT_EQ(file.rows().newest()->step, 7);
}

TEST(ScalarsFile, CuttingShortensTheFileAndKeepsWhatComesBefore) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  std::vector<ScalarRow> rows;
  for (std::int64_t step = 0; step < 5000; ++step) rows.push_back(rowWith(step, 1));
  run.appendScalars(rows);
  const auto whole = readFile(folder.path() / "scalars.csv");
  run.dropAfter(4000);
  const auto cut = readFile(folder.path() / "scalars.csv");
  EXPECT_EQ(cut, whole.substr(0, cut.size()));
  EXPECT_EQ(run.scalars().back().step, 4000);
  run.dropAfter(-1);
  EXPECT_EQ(readFile(folder.path() / "scalars.csv"), scalarsHeader());
}

}  // namespace
}  // namespace studio
