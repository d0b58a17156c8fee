// Records of runs: what is read of a folder of runs, and what is read again.
#include "core/run/run_record.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/run/analysis_store.h"
#include "core/run/error.h"
#include "core/run/places.h"
#include "core/run/program_start.h"
#include "core/run/run_table.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

ScalarRow rowAt(std::int64_t step, double loss, double accuracy) {
  ScalarRow row;
  row.step = step;
  row.epoch = double(step) / 10;
  row.taskLoss = loss;
  row.validationAccuracy = accuracy;
  return row;
}

RunFolder addRun(const std::filesystem::path& runs, const std::string& name, double tau = 3, std::int64_t seed = 0) {
  const RunFolder run = RunStore(runs).create(name);
  RunConfig config;
  config.model.name = "resnet18";
  config.data.kind = "bars";
  config.topoloss.tau = tau;
  config.train.seed = seed;
  run.writeConfig(config, toToml(config));
  run.appendScalars({rowAt(0, 2.5, 0.1), rowAt(10, 0.5, kUndefined), rowAt(20, 0.75, 0.6), rowAt(30, 1.0, 0.4)});
  RunStatus status;
  status.state = RunState::Finished;
  status.step = status.steps = 30;
  run.writeStatus(status);
  return run;
}

NetworkAnalysis smoothnessOf(double first, double second) {
  NetworkAnalysis found;
  found.step = 30;
  found.stimuli = "bars";
  found.layers = {{"fc1", 4, 4, 16}, {"fc2", 4, 4, 16}};
  Table& table = found.resultFor("smoothness").table("");
  table.add({{"layer", "fc1"}, {"max_minus_min", first}});
  table.add({{"layer", "fc2"}, {"max_minus_min", second}});
  return found;
}

TEST(RunRecord, HoldsSettingsStateAndTheEndsOfEveryScalar) {
  TemporaryFolder folder;
  addRun(folder.path(), "a", 3, 4);
  RunRecordReader reader;
  const RunRecords runs = reader.read({.root = folder.path(), .steps = {15}});
  ASSERT_EQ(runs.size(), 1u);
  const RunRecord& run = *runs[0];
  EXPECT_EQ(run.name, "a");
  EXPECT_EQ(run.error, "");
  EXPECT_EQ(run.seed(), 4);
  EXPECT_EQ(run.config->topoloss.tau, 3);
  EXPECT_EQ(run.dataName, "bars");
  EXPECT_EQ(run.status.state, RunState::Finished);
  const ScalarSummary& loss = run.scalars.at("task_loss");
  EXPECT_EQ(loss.last, 1.0);
  EXPECT_EQ(loss.least, 0.5);
  EXPECT_EQ(loss.leastStep, 10);
  EXPECT_EQ(loss.most, 2.5);
  EXPECT_EQ(loss.at.at(15), 0.5);
  const ScalarSummary& accuracy = run.scalars.at("validation_accuracy");
  EXPECT_EQ(accuracy.most, 0.6);
  EXPECT_EQ(accuracy.at.at(15), 0.1) << "the newest at or before the step";
  EXPECT_EQ(run.scalars.count("topo_loss"), 0u) << "never measured";
}

/// Those of one place, however it is spelled.
TEST(RunRecord, DataOfOnePlaceAreTheSameData) {
  TemporaryFolder folder;
  const auto add = [&](const std::string& name, const std::string& root) {
    RunConfig config;
    config.model.name = "mlp";
    config.data.kind = "idx";
    config.data.root = root;
    RunStore(folder.path()).create(name).writeConfig(config, toToml(config));
  };
  add("a", "resources/demo");
  add("b", (resourceFolder() / "demo").string());
  add("c", (resourceFolder() / "presets" / ".." / "demo").string() + "/");
  add("d", (resourceFolder() / "presets").string());
  RunRecordReader reader;
  const RunRecords runs = reader.read({.root = folder.path()});
  ASSERT_EQ(runs.size(), 4u);
  EXPECT_EQ(runs[0]->dataKey, runs[1]->dataKey);
  EXPECT_EQ(runs[0]->dataKey, runs[2]->dataKey);
  EXPECT_NE(runs[0]->dataKey, runs[3]->dataKey);
}

TEST(RunRecord, WhatHasNotChangedIsTheVeryRecordOfBefore) {
  TemporaryFolder folder;
  addRun(folder.path(), "still");
  const RunFolder grows = addRun(folder.path(), "grows");
  RunRecordReader reader;
  const RunRecords before = reader.read({.root = folder.path()});
  grows.appendScalars({rowAt(40, 0.25, 0.9)});
  const RunRecords after = reader.read({.root = folder.path()});
  ASSERT_EQ(after.size(), 2u);
  const auto named = [](const RunRecords& runs, const std::string& name) {
    return *std::find_if(runs.begin(), runs.end(), [&](const auto& run) { return run->name == name; });
  };
  EXPECT_EQ(named(before, "still"), named(after, "still"));
  EXPECT_EQ(named(after, "grows")->scalars.at("task_loss").least, 0.25);
  EXPECT_EQ(named(after, "grows")->scalars.at("task_loss").most, 2.5) << "earlier rows still count";
}

TEST(RunRecord, ACutScalarsFileIsReadFromItsBeginning) {
  TemporaryFolder folder;
  const RunFolder run = addRun(folder.path(), "a");
  RunRecordReader reader;
  reader.read({.root = folder.path()});
  run.dropAfter(10);
  run.appendScalars({rowAt(20, 0.7, 0.2), rowAt(30, 0.6, 0.3), rowAt(40, 0.6, 0.3)});
  const RunRecords runs = reader.read({.root = folder.path()});
  EXPECT_EQ(runs[0]->scalars.at("validation_accuracy").most, 0.3) << "the row with 0.6 is gone";
}

TEST(RunRecord, NumbersOfResultsAreMeansOverTheLayers) {
  TemporaryFolder folder;
  const RunFolder run = addRun(folder.path(), "a");
  AnalysisStore(run).write({"smoothness", "30", "first"}, smoothnessOf(0.5, kUndefined));
  RunRecordReader reader;
  RunRecords runs = reader.read({.root = folder.path()});
  ASSERT_NE(runs[0]->result("smoothness", "", "max_minus_min"), nullptr);
  EXPECT_EQ(runs[0]->result("smoothness", "", "max_minus_min")->value, 0.5);
  AnalysisStore(run).write({"smoothness", "30", "second"}, smoothnessOf(0.5, 0.25));
  runs = reader.read({.root = folder.path()});
  EXPECT_EQ(runs[0]->result("smoothness", "", "max_minus_min")->value, 0.375);
}

NetworkAnalysis smoothnessOn(const std::string& stimuli, double value) {
  NetworkAnalysis found = smoothnessOf(value, value);
  found.stimuli = stimuli;
  return found;
}

double smoothnessIn(const RunRecords& runs, const std::string& name) {
  for (const auto& run : runs)
    if (const auto* number = run->name == name ? run->result("smoothness", "", "max_minus_min") : nullptr)
      return number->value;
  return kUndefined;
}

/// What was looked at last in one run must not stand beside what was measured in the others.
TEST(RunRecord, OfRunsOfTheSameDataResultsThatWereMeasuredAlikeAreTaken) {
  TemporaryFolder folder;
  std::map<std::string, RunFolder> runs;
  for (const std::string name : {"a", "b", "c"}) runs.emplace(name, addRun(folder.path(), name));
  for (auto& [name, run] : runs) AnalysisStore(run).write({"smoothness", "30", "1"}, smoothnessOn("bars:", 0.5));
  RunRecordReader reader;
  const RunRecords before = reader.read({.root = folder.path()});
  EXPECT_EQ(smoothnessIn(before, "a"), 0.5);
  AnalysisStore(runs.at("a")).write({"smoothness", "30", "2"}, smoothnessOn("gratings:", 0.9));
  EXPECT_EQ(smoothnessIn(reader.read({.root = folder.path()}), "a"), 0.5) << "the newest was measured otherwise";
  for (const std::string name : {"b", "c"})
    AnalysisStore(runs.at(name)).write({"smoothness", "30", "2"}, smoothnessOn("gratings:", 0.7));
  EXPECT_EQ(smoothnessIn(reader.read({.root = folder.path()}), "a"), 0.9) << "now all were, newest first";
}

TEST(RunRecord, ARunThatWasMeasuredOtherwiseOnlyHasNoNumberAndSaysSo) {
  TemporaryFolder folder;
  for (const std::string name : {"a", "b", "c"})
    AnalysisStore(addRun(folder.path(), name))
        .write({"smoothness", "30", "1"}, smoothnessOn(name == "c" ? "gratings:" : "bars:", 0.5));
  RunRecordReader reader;
  const RunRecords runs = reader.read({.root = folder.path()});
  const RunColumn column{RunColumn::Kind::Result, "smoothness//max_minus_min"};
  for (const auto& run : runs) {
    EXPECT_EQ(std::isfinite(smoothnessIn(runs, run->name)), run->name != "c") << run->name;
    EXPECT_EQ(valueOrigin(*run, column).otherwise, run->name == "c" ? "gratings:" : "");
    EXPECT_EQ(valueOrigin(*run, column).stimuli, run->name == "c" ? "" : "bars:");
  }
  EXPECT_EQ(reader.read({.root = folder.path()}), runs) << "nothing has changed";
}

TEST(RunRecord, RunsOfOtherDataNeedNotAgree) {
  TemporaryFolder folder;
  AnalysisStore(addRun(folder.path(), "a")).write({"smoothness", "30", "1"}, smoothnessOn("bars:", 0.5));
  RunConfig other;
  other.model.name = "mlp";
  other.data.kind = "idx";
  other.data.root = "elsewhere";
  const RunFolder run = addRun(folder.path(), "b");
  run.writeConfig(other, toToml(other));
  AnalysisStore(run).write({"smoothness", "30", "1"}, smoothnessOn("gratings:", 0.9));
  RunRecordReader reader;
  const RunRecords runs = reader.read({.root = folder.path()});
  EXPECT_EQ(smoothnessIn(runs, "a"), 0.5);
  EXPECT_EQ(smoothnessIn(runs, "b"), 0.9);
}

TEST(RunRecord, ADamagedResultIsANoteAndAllElseIsThere) {
  TemporaryFolder folder;
  const RunFolder run = addRun(folder.path(), "a");
  AnalysisStore(run).write({"smoothness", "30", "first"}, smoothnessOf(0.5, 0.5));
  folder.write("a/results/dimensionality@30.json", "{\"layers\": [");
  RunRecordReader reader;
  const RunRecords runs = reader.read({.root = folder.path()});
  EXPECT_EQ(runs[0]->error, "");
  ASSERT_EQ(runs[0]->notes.size(), 1u);
  EXPECT_NE(runs[0]->notes[0].find("dimensionality@30.json"), std::string::npos);
  EXPECT_NE(runs[0]->result("smoothness", "", "max_minus_min"), nullptr);
}

TEST(RunRecord, ARunThatCannotBeReadIsThereWithItsSentence) {
  TemporaryFolder folder;
  addRun(folder.path(), "newer");
  folder.write("newer/config.resolved.toml", "[topoloss]\ntau_of_the_future = 3\n");
  RunRecordReader reader;
  const RunRecords runs = reader.read({.root = folder.path()});
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_NE(runs[0]->error.find("tau_of_the_future"), std::string::npos);
  EXPECT_EQ(runs[0]->config, nullptr);
  EXPECT_EQ(runs[0]->scalars.at("task_loss").last, 1.0) << "its rows are not lost";
}

/// Compare says of it what `toponets runs` says.
TEST(RunRecord, ADamagedStatusIsCalledDamagedEverywhere) {
  TemporaryFolder folder;
  addRun(folder.path(), "broken");
  folder.write("broken/status.json", "{\"state\": \"fini");
  RunRecordReader reader;
  const RunRecords runs = reader.read({.root = folder.path()});
  EXPECT_EQ(runValue(*runs[0], {RunColumn::Kind::Fact, "state"}).text, "damaged");
  const auto summary = RunStore(folder.path()).list().at(0);
  EXPECT_EQ(stateWord(summary.status, summary.error, summary.otherVersion), "damaged");
}

TEST(RunRecord, WhatAnotherVersionMadeAndThisOneCannotReadIsNotCalledDamaged) {
  TemporaryFolder folder;
  const RunFolder run = addRun(folder.path(), "newer");
  folder.write("newer/config.resolved.toml", "[future]\ntau = 3\n");
  run.writeEnvironment("{\"version\": \"99.0\"}");
  EXPECT_TRUE(holds(errorSentence([&] { run.config(); }), "made by version 99.0", "this is " + programVersion(),
                    "[future] is not a section", "open it with that version"));
  RunRecordReader reader;
  const RunRecords runs = reader.read({.root = folder.path()});
  EXPECT_EQ(runValue(*runs[0], {RunColumn::Kind::Fact, "state"}).text, "version 99.0");
  EXPECT_EQ(RunStore(folder.path()).list().at(0).otherVersion, "99.0");
  run.writeEnvironment("{\"version\": \"" + programVersion() + "\"}");
  EXPECT_EQ(RunStore(folder.path()).list().at(0).otherVersion, "") << "then it is damaged";
}

TEST(RunRecord, ARunOfAnotherVersionSaysSo) {
  TemporaryFolder folder;
  addRun(folder.path(), "old").writeEnvironment("{\"version\": \"0.0.9\"}");
  RunRecordReader reader;
  EXPECT_TRUE(reader.read({.root = folder.path(), .version = "0.0.9"})[0]->notes.empty());
  const RunRecords runs = reader.read({.root = folder.path(), .version = "0.1.0"});
  ASSERT_EQ(runs[0]->notes.size(), 1u);
  EXPECT_NE(runs[0]->notes[0].find("0.0.9"), std::string::npos);
  EXPECT_EQ(runs[0]->version, "0.0.9");
}

TEST(RunRecord, CheckpointsFilesAndConfigurationsAreAdded) {
  TemporaryFolder folder;
  addRun(folder.path() / "elsewhere", "a");
  folder.write("elsewhere/a/checkpoints/step_000000020/model.safetensors", "x");
  RunConfig config;
  config.topoloss.tau = 7;
  const auto toml = folder.write("seven.toml", toToml(config));
  const auto weights = folder.write("some.safetensors", "x");
  RunRecordReader reader;
  const RunRecords runs =
      reader.read({.added = {{folder.path() / "elsewhere" / "a", 20}, {toml}, {weights}, {"/no/such.pt"}}});
  ASSERT_EQ(runs.size(), 4u);
  EXPECT_EQ(runs[0]->name, "a:20");
  EXPECT_EQ(runs[0]->scalars.at("task_loss").last, 0.75) << "of its step";
  EXPECT_EQ(runs[0]->scalars.at("validation_accuracy").most, 0.6);
  EXPECT_EQ(runValue(*runs[0], {RunColumn::Kind::Fact, "epochs"}).number, 2) << "not that of the end";
  EXPECT_EQ(reader.read({.root = folder.path() / "elsewhere"})[0]->checkpoints, std::vector<std::int64_t>{20});
  const auto part = reader.read({.added = {{weights.string() + "#student"}}});
  EXPECT_EQ(part[0]->error, "") << "a part of a file that is there";
  EXPECT_EQ(runs[1]->kind, RunRecord::Kind::Settings);
  EXPECT_EQ(runs[1]->config->topoloss.tau, 7);
  EXPECT_EQ(runs[2]->kind, RunRecord::Kind::Weights);
  EXPECT_EQ(runs[2]->error, "");
  EXPECT_NE(runs[3]->error.find("/no/such.pt"), std::string::npos);
}

TEST(RunRecord, ARunThatIsDeletedWhileItIsChosenStaysAndSaysSo) {
  TemporaryFolder folder;
  addRun(folder.path(), "kept", 1);
  addRun(folder.path(), "chosen", 2);
  addRun(folder.path(), "other", 3);
  RunRecordReader reader;
  const RunRecords before = reader.read({.root = folder.path()});
  std::filesystem::remove_all(folder.path() / "chosen");
  std::filesystem::remove_all(folder.path() / "other");
  const RunRecords after =
      withGone(reader.read({.root = folder.path()}), before, [](const RunRecord& run) { return run.name == "chosen"; });
  ASSERT_EQ(after.size(), 2u);
  EXPECT_EQ(after[0]->name, "kept");
  EXPECT_TRUE(after[1]->gone);
  EXPECT_NE(after[1]->error.find("chosen was deleted"), std::string::npos);
  EXPECT_EQ(after[1]->scalars.at("task_loss").last, 1.0);
}

TEST(RunRecord, ReadingCanBeStopped) {
  TemporaryFolder folder;
  for (const char* name : {"a", "b", "c", "d"}) addRun(folder.path(), name);
  std::stop_source stop;
  RunRecordReader reader;
  const RunRecords runs =
      reader.read({.root = folder.path(), .stop = stop.get_token(), .progress = [&](auto done, auto all) {
                     EXPECT_EQ(all, 4);
                     if (done == 2) stop.request_stop();
                   }});
  EXPECT_EQ(runs.size(), 2u);
}

}  // namespace
}  // namespace studio
