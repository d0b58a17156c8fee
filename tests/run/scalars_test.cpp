// scalars.csv: columns by name, torn lines left out, nothing lost by appending after a crash.
#include "core/run/scalars.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/run/text_file.h"
#include "core/run/error.h"
#include "core/run/scalars_file.h"
#include "core/run/run_store.h"
#include "tests/support/scalars_text.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

ScalarRow rowAt(std::int64_t step) {
  ScalarRow row;
  row.step = step;
  row.epoch = static_cast<double>(step) / 141;
  row.taskLoss = 0.1 + static_cast<double>(step);
  row.imagesPerSecond = 1e5 / 3;
  return row;
}

TEST(Scalars, TheHeaderIsTheContract) {
  EXPECT_EQ(scalarsHeader(),
            "step,epoch,seconds,task_loss,topo_loss,total_loss,learning_rate,tau,validation_loss,validation_accuracy,"
            "train_accuracy,images_per_second,smoothness,dimensionality,weight_norm\n");
}

TEST(Scalars, EveryColumnSurvivesExactly) {
  ScalarRow row;
  row.step = 126;
  double value = 1.0 / 3;
  for (const ScalarColumn& column : scalarColumns()) row.*column.value = value *= -1.7;
  const auto back = parseScalars(scalarsHeader() + formatScalar(row), "scalars.csv");
  ASSERT_EQ(back.size(), 1u);
  EXPECT_EQ(back[0].step, 126);
  for (const ScalarColumn& column : scalarColumns()) EXPECT_EQ(back[0].*column.value, row.*column.value) << column.name;
}

TEST(Scalars, MissingValuesAreEmptyCellsAndInfinityIsKept) {
  ScalarRow row = rowAt(3);
  row.taskLoss = INFINITY;
  const std::string line = formatScalar(row);
  EXPECT_EQ(line.find("3,"), 0u);
  EXPECT_NE(line.find("inf,,,"), std::string::npos) << line;
  const auto back = parseScalars(scalarsHeader() + line, "scalars.csv");
  ASSERT_EQ(back.size(), 1u);
  EXPECT_TRUE(std::isinf(back[0].taskLoss));
  EXPECT_TRUE(std::isnan(back[0].topoLoss));
}

TEST(Scalars, ColumnsAreReadByName) {
  const auto rows = parseScalars("future,tau,step,task_loss\r\nx,3,10,0.5\r\n\r\n,,20,\r\n", "scalars.csv");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].step, 10);
  EXPECT_EQ(rows[0].tau, 3);
  EXPECT_EQ(rows[0].taskLoss, 0.5);
  EXPECT_TRUE(std::isnan(rows[1].tau));
}

TEST(Scalars, DamageNamesTheLine) {
  EXPECT_NE(errorSentence([] { parseScalars("epoch\n1\n", "a.csv"); }).find("no column `step`"), std::string::npos);
  EXPECT_EQ(errorSentence([] { parseScalars("step,epoch\n1,1\n2,abc\n3,1\n", "a.csv"); }),
            "Cannot read a.csv line 3: not a row of numbers; remove the line.");
  EXPECT_NE(errorSentence([] { parseScalars("step,epoch\n1,1,7\n", "a.csv"); }).find("line 2"), std::string::npos);
}

TEST(Scalars, AppendingAndReading) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  EXPECT_TRUE(run.scalars().empty());
  run.appendScalars({rowAt(0)});
  run.appendScalars({});
  run.appendScalars({rowAt(10), rowAt(20)});
  const auto rows = run.scalars();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[2].step, 20);
  EXPECT_EQ(rows[2].imagesPerSecond, 1e5 / 3);
}

TEST(Scalars, ATornLastLineIsLeftOutAndThenCut) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  run.appendScalars({rowAt(0), rowAt(10)});
  const std::string whole = readFile(folder.path() / "scalars.csv");
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    folder.write("scalars.csv", whole.substr(0, cut));
    const auto before = run.scalars();
    EXPECT_LE(before.size(), 1u);
    run.appendScalars({rowAt(20)});
    const auto after = run.scalars();
    ASSERT_EQ(after.size(), before.size() + 1) << cut;
    EXPECT_EQ(after.back().step, 20);
  }
}

ScalarRow rowWith(std::int64_t step, const char* column, double value) {
  ScalarRow row = rowAt(step);
  row.set(column, value);
  return row;
}

TEST(Scalars, FurtherColumnsAreKeptBehindThoseOfEveryRun) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  run.appendScalars({rowWith(0, "made_up", 1.0 / 3)});
  run.appendScalars({rowAt(10), rowWith(20, "made_up", 4)});
  const std::string csv = readFile(folder.path() / "scalars.csv");
  EXPECT_TRUE(csv.starts_with(scalarsHeader({"made_up"}))) << csv;
  const auto rows = run.scalars();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].value("made_up"), 1.0 / 3);
  EXPECT_TRUE(std::isnan(rows[1].value("made_up")));
  EXPECT_EQ(rows[2].further.value("made_up"), 4);
  EXPECT_EQ(rows[2].value("task_loss"), rows[2].taskLoss);
  EXPECT_TRUE(std::isnan(rows[2].value("unheard_of")));
}

TEST(Scalars, AColumnThatComesLaterWidensTheFile) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  run.appendScalars({rowWith(0, "first", 1)});
  run.appendScalars({rowWith(10, "second", 2)});
  const auto rows = run.scalars();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].value("first"), 1);
  EXPECT_TRUE(std::isnan(rows[0].value("second")));
  EXPECT_EQ(rows[1].value("second"), 2);
}

TEST(Scalars, AnOlderHeaderGetsTodaysColumnsAndKeepsItsOwn) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  folder.write("scalars.csv", "step,task_loss,made_up\n0,1,5\n10,0.5,6\n20,0.25,7\n");
  run.dropAfter(10);
  EXPECT_TRUE(readFile(folder.path() / "scalars.csv").starts_with(scalarsHeader({"made_up"})));
  run.appendScalars({rowAt(20)});
  const auto rows = run.scalars();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[1].value("made_up"), 6);
  EXPECT_EQ(rows[2].taskLoss, 20.1);
}

TEST(Scalars, ColumnsAreListedWithTitleAndUnit) {
  describeScalar({"made_up", "Made up", "mm", ScalarKind::Share});
  const std::vector<ScalarRow> rows{rowWith(0, "made_up", 1), rowWith(1, "other_one", 2)};
  std::vector<std::string> titles;
  for (const auto& column : columnsIn(rows)) titles.push_back(column.title + "/" + column.unit);
  EXPECT_EQ(titles, (std::vector<std::string>{"Epoch/epochs", "Time/s", "Task loss/", "Speed/images/s", "Made up/mm",
                                              "Other one/"}));
  EXPECT_TRUE(columnsIn({}).empty());
}

TEST(Scalars, AFileOfVeryManyColumnsStaysSmall) {
  std::string header = "step", row = "3";
  for (int i = 0; i < 5000; ++i) header += ",c" + std::to_string(i), row += ",1";
  const auto rows = parseScalars(header + "\n" + row + "\n", "scalars.csv");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].further.values().size(), 100u);
}

TEST(MissingRows, AreThoseThatOughtToHaveBeenLogged) {
  EXPECT_EQ(missingRows(50, 60, 10), "");
  EXPECT_EQ(missingRows(59, 60, 0), "");
  EXPECT_EQ(missingRows(40, 60, 10), "The rows of scalars.csv end at step 40, though the run came to step 60");
  EXPECT_EQ(missingRows(-1, 60, 10), "The rows of scalars.csv are lost, though the run came to step 60");
  EXPECT_EQ(missingRows(-1, 0, 10), "") << "a run that has only begun";
}

TEST(Scalars, TruncatingDropsLaterRowsAndMaps) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  run.appendScalars({rowAt(0), rowAt(10), rowAt(20), rowAt(30)});
  for (const std::int64_t step : {0, 10, 20, 30}) {
    Snapshot snapshot;
    snapshot.step = step;
    run.writeMaps(snapshot);
  }
  run.dropAfter(20);
  EXPECT_EQ(run.scalars().back().step, 20);
  EXPECT_EQ(run.scalars().size(), 3u);
  EXPECT_EQ(run.mapSteps(), (std::vector<std::int64_t>{0, 10, 20}));
  run.appendScalars({rowAt(25)});
  EXPECT_EQ(run.scalars().size(), 4u);
}

}  // namespace
}  // namespace studio
