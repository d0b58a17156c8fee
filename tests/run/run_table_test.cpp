// Tables of runs: columns, groups of seeds, sorting, what differs, and the filter.
#include "core/run/run_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/run/measures.h"

namespace studio {
namespace {

using Kind = RunColumn::Kind;

std::shared_ptr<const RunRecord> record(const std::string& name, double tau, std::int64_t seed, double accuracy,
                                        RunState state = RunState::Finished, const std::string& model = "resnet18") {
  RunRecord run;
  run.name = name;
  run.path = "/runs/" + name;
  RunConfig config;
  config.model.name = model;
  config.topoloss.tau = tau;
  config.train.seed = seed;
  run.dataName = config.data.kind;
  run.groupKey = settingsKey(config);
  run.config = std::make_shared<const RunConfig>(config);
  run.status.state = state;
  run.status.step = 100;
  run.scalars["validation_accuracy"] = {accuracy, 0.1, 0.9, 100, 0, 50, {{50, 0.9}}};
  run.scalars["task_loss"] = {1.0, 0.5, 2.0, 100, 50, 0, {}};
  run.results.push_back({"smoothness", "", "max_minus_min", tau / 10});
  return std::make_shared<const RunRecord>(std::move(run));
}

/// τ 0 twice, τ 10 three times (one is not finished), τ 1 once.
RunRecords sampleRuns() {
  return {record("a_s1", 0, 1, 0.72),
          record("a_s0", 0, 0, 0.70),
          record("b_s0", 10, 0, 0.60),
          record("b_s1", 10, 1, 0.64),
          record("b_s2", 10, 2, 0.10, RunState::Training),
          record("c_s0", 1, 0, kUndefined, RunState::Finished, "resnet50")};
}

std::vector<std::size_t> all(const RunRecords& runs) {
  std::vector<std::size_t> indices(runs.size());
  for (std::size_t i = 0; i < runs.size(); ++i) indices[i] = i;
  return indices;
}

TEST(RunTable, IdsOfColumnsReadBack) {
  for (const RunColumn& column :
       {RunColumn{Kind::Fact, "state"}, RunColumn{Kind::Setting, "topoloss.tau"}, RunColumn{Kind::Last, "task_loss"},
        RunColumn{Kind::Best, "validation_accuracy"}, RunColumn{Kind::AtStep, "task_loss", 500},
        RunColumn{Kind::Result, "smoothness//max_minus_min"}})
    EXPECT_EQ(runColumnFrom(column.id()), column) << column.id();
  for (const char* wrong : {"", "last:", "fact:height", "at:x:task_loss", "at:-1:task_loss", "shoe:size"})
    EXPECT_FALSE(runColumnFrom(wrong)) << wrong;
}

TEST(RunTable, BestIsTheSmallestLossAndTheLargestAccuracy) {
  const auto run = record("a", 3, 0, 0.7);
  EXPECT_EQ(runValue(*run, {Kind::Last, "validation_accuracy"}).number, 0.7);
  EXPECT_EQ(runValue(*run, {Kind::Best, "validation_accuracy"}).number, 0.9);
  EXPECT_EQ(runValue(*run, {Kind::Best, "task_loss"}).number, 0.5);
  EXPECT_EQ(runValue(*run, {Kind::AtStep, "validation_accuracy", 50}).number, 0.9);
  EXPECT_TRUE(runValue(*run, {Kind::AtStep, "task_loss", 50}).empty());
  EXPECT_EQ(runValue(*run, {Kind::Setting, "topoloss.factor"}).text, "3 × 3");
  EXPECT_EQ(runValue(*run, {Kind::Result, "smoothness//max_minus_min"}).number, 0.3);
  EXPECT_TRUE(runValue(*run, {Kind::Result, "smoothness//other"}).empty());
}

/// Its row says so.
TEST(RunTable, AMeasureOfTrainingAndOfAnAnalysisIsOneColumn) {
  describeMeasures({.name = "smoothness",
                    .title = "Smoothness",
                    .columns = {{"", "max_minus_min", "Smoothness", 2, 1, "", "smoothness"}}});
  RunRecord analysed = *record("a", 3, 0, 0.7);
  analysed.scalars["smoothness"] = {0.5, 0.5, 0.5, 100, 100, 100, {}};
  RunRecord trained = analysed;
  trained.results.clear();
  const RunColumn last{Kind::Last, "smoothness"}, stored{Kind::Result, "smoothness//max_minus_min"};
  for (const RunColumn& column : {last, stored}) {
    EXPECT_EQ(runValue(analysed, column).number, 0.3) << "the stored analysis";
    EXPECT_EQ(runValue(trained, column).number, 0.5) << "measured while it trained";
    EXPECT_TRUE(isStoredValue(analysed, column));
    EXPECT_FALSE(isStoredValue(trained, column));
  }
  const auto columns = possibleColumns({std::make_shared<const RunRecord>(analysed)});
  EXPECT_EQ(std::count(columns.begin(), columns.end(), last), 1);
  EXPECT_EQ(std::count(columns.begin(), columns.end(), stored), 0) << "it would stand there twice";
}

TEST(RunTable, FactsHaveATitleAndAValueEach) {
  const auto run = record("a", 3, 0, 0.7);
  for (const std::string& name : runFacts()) {
    EXPECT_NE(columnFacts({Kind::Fact, name}, {}).title, name) << "a title of its own";
    EXPECT_EQ(runColumnFrom("fact:" + name), (RunColumn{Kind::Fact, name}));
  }
  EXPECT_EQ(runValue(*run, {Kind::Fact, "steps"}).number, 100);
  EXPECT_EQ(runValue(*run, {Kind::Fact, "data"}).text, run->dataName);
  EXPECT_TRUE(runValue(*run, {Kind::Fact, "seeds"}).empty()) << "of groups";
  RunRecord file = *run;
  file.kind = RunRecord::Kind::Weights;
  for (const char* trained : {"state", "steps", "epochs", "seconds"})
    EXPECT_TRUE(runValue(file, {Kind::Fact, trained}).empty()) << trained;
}

TEST(RunTable, ResultsAreNamedByTheirAnalysisAndHaveOneUnit) {
  const AnalysisKind patches{.name = "patches",
                             .title = "Patches",
                             .columns = {{"", "area_fraction", "area, %", 1, 100}, {"patches", "peak", "peak"}},
                             .means = {{"", "area_fraction", "area_fraction"}}};
  const RunColumn area{Kind::Result, "patches//area_fraction"}, peak{Kind::Result, "patches/patches/peak"},
      on{Kind::Result, "patches//on"};
  EXPECT_EQ(columnFacts(area, {patches}).title, "Patches, area");
  EXPECT_EQ(columnFacts(area, {patches}).unit, "%");
  EXPECT_TRUE(isMeasure(area, {patches}));
  EXPECT_FALSE(isMeasure(peak, {patches})) << "of a patch, not of the run";
  EXPECT_FALSE(isMeasure(on, {patches}));
}

TEST(RunTable, SeedsOfAConfigurationAreAGroupWithMeanSpreadAndN) {
  const RunRecords runs = sampleRuns();
  const auto groups = groupRuns(runs, all(runs));
  ASSERT_EQ(groups.size(), 3u);
  EXPECT_EQ(groups[0].runs, (std::vector<std::size_t>{1, 0})) << "by seed";
  EXPECT_EQ(groups[1].counted, (std::vector<std::size_t>{2, 3})) << "the third is still training";
  const SeedSpread spread = groupSpread(runs, groups[1], {Kind::Last, "validation_accuracy"});
  EXPECT_NEAR(spread.mean, 0.62, 1e-12);
  EXPECT_NEAR(spread.deviation, 0.02 * std::sqrt(2.0), 1e-12) << "n - 1";
  EXPECT_EQ(spread.n, 2u);
  EXPECT_EQ(groupSpread(runs, groups[1], {Kind::Fact, "seeds"}).mean, 2);
  EXPECT_EQ(groupName(runs, groups[1]), "resnet18, τ 10");
  EXPECT_EQ(groupName(runs, groups[2]), "c_s0");
  EXPECT_EQ(groupText(runs, groups[1], {Kind::Fact, "state"}), "") << "they are in different states";
  EXPECT_EQ(groupRuns(runs, all(runs), false).size(), runs.size());
}

TEST(RunTable, ASeedCountsOnceItsNewestRun) {
  const RunRecords runs{record("again", 3, 0, 0.8), record("first", 3, 0, 0.2), record("other", 3, 1, 0.6)};
  const auto groups = groupRuns(runs, all(runs));
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ(groups[0].runs.size(), 3u);
  EXPECT_NEAR(groupSpread(runs, groups[0], {Kind::Last, "validation_accuracy"}).mean, 0.7, 1e-12);
}

TEST(RunTable, SortsByMeansWithTheUndefinedLastEitherWay) {
  const RunRecords runs = sampleRuns();
  auto groups = groupRuns(runs, all(runs));
  const RunColumn accuracy{Kind::Last, "validation_accuracy"};
  const auto order = [&] {
    std::string names;
    for (const RunGroup& group : groups) names += runs[group.runs.front()]->name.substr(0, 1);
    return names;
  };
  sortGroups(groups, runs, accuracy, true);
  EXPECT_EQ(order(), "abc");
  sortGroups(groups, runs, accuracy, false);
  EXPECT_EQ(order(), "bac");
  sortGroups(groups, runs, RunColumn{Kind::Setting, "model.name"}, true);
  EXPECT_EQ(order().front(), 'c');
  sortGroups(groups, runs, std::nullopt, false);
  EXPECT_EQ(order(), "cab") << "by name: c_s0; resnet18, τ 0; resnet18, τ 10";
}

TEST(RunTable, DifferencesAreTheSettingsThatTheChosenDoNotShare) {
  const RunRecords runs = sampleRuns();
  const auto keys = [&](const std::vector<std::size_t>& chosen) {
    std::string text;
    for (const RunColumn& column : differingColumns(runs, chosen)) text += column.name + " ";
    return text;
  };
  EXPECT_EQ(keys({0, 1}), "train.seed ");
  EXPECT_EQ(keys({1, 2}), "topoloss.tau ");
  EXPECT_EQ(keys({1, 5}), "model.name topoloss.tau ");
  EXPECT_EQ(keys({0}), "");
}

TEST(RunTable, TheCopiedTableHasARowAGroupAndARowARun) {
  const RunRecords runs = sampleRuns();
  const Table table = runTable(runs, groupRuns(runs, all(runs)),
                               {{Kind::Setting, "topoloss.tau"}, {Kind::Last, "validation_accuracy"}});
  EXPECT_EQ(table.rows(), 2u + 6u);
  EXPECT_EQ(table.text(3, "run"), "resnet18, τ 10");
  EXPECT_EQ(table.number(3, "n"), 2);
  EXPECT_NEAR(table.number(3, "last:validation_accuracy_sd"), 0.0282842712, 1e-9);
}

TEST(RunTable, LabelsAreTheFewestSettingsThatTellThemApart) {
  const RunRecords runs = sampleRuns();
  EXPECT_EQ(groupLabels(runs, groupRuns(runs, {0, 1, 2, 3})), (std::vector<std::string>{"τ 0", "τ 10"}));
  EXPECT_EQ(groupLabels(runs, groupRuns(runs, {1, 2, 5})),
            (std::vector<std::string>{"resnet18, τ 0", "resnet18, τ 10", "resnet50, τ 1"}));
  EXPECT_EQ(groupLabels(runs, groupRuns(runs, {2, 3}, false)), (std::vector<std::string>{"b_s0", "b_s1"}))
      << "seeds alone are told by their names";
  EXPECT_EQ(groupLabels(runs, groupRuns(runs, {2, 3})), (std::vector<std::string>{"resnet18, τ 10"}));
}

TEST(RunTable, ARunThatCannotBeReadTakesNoLabelFromTheOthers) {
  RunRecords runs = sampleRuns();
  RunRecord lost = *runs[0];
  lost.name = "lost";
  lost.config = nullptr;
  lost.dataKey.clear(), lost.groupKey = "lost";
  runs.push_back(std::make_shared<const RunRecord>(lost));
  const auto groups = groupRuns(runs, {0, 1, 2, 3, runs.size() - 1});
  const auto labels = groupLabels(runs, groups);
  EXPECT_EQ(labels.size(), 3u);
  for (const char* label : {"τ 0", "τ 10", "lost"})
    EXPECT_EQ(std::count(labels.begin(), labels.end(), label), 1) << label;
}

std::shared_ptr<const RunRecord> ofEpochs(const std::string& name, std::int64_t epochs, std::int64_t seed) {
  RunRecord run = *record(name, 3, seed, 0.5);
  RunConfig config = *run.config;
  config.train.epochs = epochs;
  run.groupKey = settingsKey(config) + "|" + std::to_string(epochs);
  run.config = std::make_shared<const RunConfig>(config);
  return std::make_shared<const RunRecord>(std::move(run));
}

TEST(RunTable, GroupsThatWouldBeCalledAlikeSayInWhatTheyDiffer) {
  const RunRecords runs{ofEpochs("a", 10, 0), ofEpochs("b", 10, 1), ofEpochs("c", 150, 0), ofEpochs("d", 150, 1)};
  const auto groups = groupRuns(runs, all(runs));
  EXPECT_EQ(groupNames(runs, groups),
            (std::vector<std::string>{"resnet18, τ 3, Epochs 10", "resnet18, τ 3, Epochs 150"}));
  EXPECT_EQ(groupLabels(runs, groups), (std::vector<std::string>{"Epochs 10", "Epochs 150"}));
  EXPECT_EQ(groupNames(runs, groupRuns(runs, {0, 1})), std::vector<std::string>{"resnet18, τ 3"});
}

/// Its mean is of all its seeds, so it is not called as the first of them.
TEST(RunTable, AGroupIsNeverLabelledByOneOfItsRuns) {
  RunRecord checkpoint = *record("b_s0:50", 10, 0, 0.5), newer = *record("newer", 10, 0, 0.5);
  checkpoint.groupKey.clear();
  newer.groupKey.clear(), newer.config.reset(), newer.dataKey.clear();
  const RunRecords runs{record("b_s0", 10, 0, 0.5), record("b_s1", 10, 1, 0.5), record("a_s0", 0, 0, 0.5),
                        std::make_shared<const RunRecord>(checkpoint), std::make_shared<const RunRecord>(newer)};
  EXPECT_EQ(groupLabels(runs, groupRuns(runs, {0, 1})), std::vector<std::string>{"resnet18, τ 10"}) << "alone";
  EXPECT_EQ(groupLabels(runs, groupRuns(runs, {0, 1, 3})), (std::vector<std::string>{"resnet18, τ 10", "b_s0:50"}));
  EXPECT_EQ(groupLabels(runs, groupRuns(runs, {0, 1, 2, 3})), (std::vector<std::string>{"τ 10", "τ 0", "b_s0:50"}));
  EXPECT_EQ(groupLabels(runs, groupRuns(runs, {0, 1, 2, 4})), (std::vector<std::string>{"τ 10", "τ 0", "newer"}))
      << "what cannot be read changes nothing";
}

TEST(RunTable, ASettingInWhichSeedsDifferHasNoMean) {
  const RunRecords runs = sampleRuns();
  const auto groups = groupRuns(runs, {0, 1});
  EXPECT_TRUE(std::isnan(groupSpread(runs, groups[0], {Kind::Setting, "train.seed"}).mean));
  EXPECT_EQ(groupSpread(runs, groups[0], {Kind::Setting, "topoloss.tau"}).mean, 0);
}

TEST(RunTable, DataOfOneNameThatDifferAreNumbered) {
  RunRecord a = *record("a", 1, 0, 0.5), b = *record("b", 1, 0, 0.5);
  a.dataName = b.dataName = "images train", a.dataKey = "here", b.dataKey = "there";
  const RunRecords runs{std::make_shared<const RunRecord>(a), std::make_shared<const RunRecord>(b)};
  EXPECT_EQ(groupDataNames(runs, groupRuns(runs, {0, 1}, false)),
            (std::vector<std::string>{"images train (1)", "images train (2)"}));
  EXPECT_EQ(groupDataNames(runs, groupRuns(runs, {0})), std::vector<std::string>{"images train"});
}

// ---- The filter

std::string found(const std::string& text) {
  const RunRecords runs = sampleRuns();
  std::string names;
  for (const std::size_t i : filteredRuns(runs, parseRunFilter(text, runs))) names += runs[i]->name + " ";
  return names;
}

TEST(RunTableFilter, ConditionsAndWordsAreAllMet) {
  EXPECT_EQ(found("tau>=1"), "b_s0 b_s1 b_s2 c_s0 ");
  EXPECT_EQ(found("tau>=1 model:resnet18 state:finished"), "b_s0 b_s1 ");
  EXPECT_EQ(found("seed:1,2 tau=10"), "b_s1 b_s2 ");
  EXPECT_EQ(found("model:RESNET"), "a_s1 a_s0 b_s0 b_s1 b_s2 c_s0 ");
  EXPECT_EQ(found("model=resnet"), "");
  EXPECT_EQ(found("tau!=10 _s0"), "a_s0 c_s0 ");
  EXPECT_EQ(found("tau<1"), "a_s1 a_s0 ");
  EXPECT_EQ(found("topoloss.tau<=1 c_"), "c_s0 ");
}

TEST(RunTableFilter, ScalarsAndResultsAreNumbersToo) {
  EXPECT_EQ(found("validation_accuracy>0.63"), "a_s1 a_s0 b_s1 ");
  EXPECT_EQ(found("validation_accuracy>63"), "a_s1 a_s0 b_s1 ") << "in per cent, as it is shown";
  EXPECT_EQ(found("max_minus_min>0.5"), "b_s0 b_s1 b_s2 ");
  EXPECT_EQ(found("validation_accuracy!=0.7"), "a_s1 b_s0 b_s1 b_s2 c_s0 ") << "no value is another value";
}

TEST(RunTableFilter, WhatNoRunCanMeetIsNoConditionAndNoneIsThereTwice) {
  const RunRecords runs = sampleRuns();
  for (const char* text : {"tau>>1", "tau:many", "model>resnet"}) {
    const RunTableFilter filter = parseRunFilter(text, runs);
    EXPECT_TRUE(filter.terms.empty()) << text;
    EXPECT_NE(filter.problem.find("write"), std::string::npos) << filter.problem;
  }
  EXPECT_EQ(parseRunFilter("tau>=1 tau>=1", runs).terms.size(), 1u);
}

TEST(RunTableFilter, AWordThatMayBecomeAConditionIsKnown) {
  const RunRecords runs = sampleRuns();
  for (const char* begun : {"mod", "model", "tau", "tau>", "state:fin"}) EXPECT_TRUE(maybeBegunCondition(begun, runs));
  EXPECT_FALSE(maybeBegunCondition("a_s", runs)) << "runs are called so";
  EXPECT_FALSE(maybeBegunCondition("resnet5", runs));
  EXPECT_FALSE(maybeBegunCondition("zebra", runs)) << "nothing is called so";
}

TEST(RunTableFilter, WhatIsNoColumnIsNamedWithTheNearest) {
  const RunRecords runs = sampleRuns();
  const RunTableFilter filter = parseRunFilter("tua>=1 model:resnet50", runs);
  EXPECT_NE(filter.problem.find("`tua`"), std::string::npos) << filter.problem;
  EXPECT_NE(filter.problem.find("`tau`"), std::string::npos) << filter.problem;
  EXPECT_EQ(filteredRuns(runs, filter).size(), 1u) << "the rest of it holds";
}

TEST(RunTableFilter, AConditionGoesByItsCross) {
  const RunRecords runs = sampleRuns();
  const RunTableFilter filter = parseRunFilter("tau>=1 \"two words\" model:resnet18", runs);
  ASSERT_EQ(filter.terms.size(), 2u);
  EXPECT_EQ(filter.words, std::vector<std::string>{"two words"});
  EXPECT_EQ(withoutTerm(filter, 0), "model:resnet18 \"two words\"");
}

}  // namespace
}  // namespace studio
