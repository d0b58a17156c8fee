// Listing, making and finding runs.
#include "core/run/run_store.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "core/run/error.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

RunFolder addRun(const RunStore& store, const std::string& name, double started, RunConfig config = {}) {
  const RunFolder run = store.create(name);
  run.writeConfig(config, toToml(config));
  RunStatus status;
  status.state = RunState::Finished;
  status.started = started;
  run.writeStatus(status);
  return run;
}

TEST(RunStore, ListsNewestFirstWithSettings) {
  TemporaryFolder folder;
  const RunStore store(folder.path() / "runs");
  EXPECT_TRUE(store.list().empty());
  RunConfig config;
  config.model.name = "resnet18";
  config.topoloss.tau = 2.5;
  config.train.seed = 4;
  addRun(store, "old", 1000);
  addRun(store, "new", 3000, config);
  addRun(store, "middle", 2000);
  const auto runs = store.list();
  ASSERT_EQ(runs.size(), 3u);
  EXPECT_EQ(runs[0].name, "new");
  EXPECT_EQ(runs[1].name, "middle");
  EXPECT_EQ(runs[2].name, "old");
  EXPECT_EQ(runs[0].model, "resnet18");
  EXPECT_EQ(runs[0].tau, 2.5);
  EXPECT_EQ(runs[0].seed, 4);
  EXPECT_EQ(runs[0].status.state, RunState::Finished);
  EXPECT_EQ(runs[0].error, "");
  EXPECT_EQ(runs[0].path, folder.path() / "runs" / "new");
}

TEST(RunStore, SettingsKeyLeavesTheSeedOut) {
  TemporaryFolder folder;
  const RunStore store(folder.path());
  RunConfig config;
  addRun(store, "a", 1, config);
  config.train.seed = 1;
  addRun(store, "b", 2, config);
  config.topoloss.tau = 1;
  addRun(store, "c", 3, config);
  const auto runs = store.list();
  EXPECT_EQ(runs[1].settingsKey, runs[2].settingsKey);
  EXPECT_NE(runs[0].settingsKey, runs[1].settingsKey);
  EXPECT_FALSE(runs[0].settingsKey.empty());
}

TEST(RunStore, DamagedRunsAreListedAndForeignFoldersAreNot) {
  TemporaryFolder folder;
  const RunStore store(folder.path());
  addRun(store, "good", 1);
  folder.write(addRun(store, "half", 2).path() / "status.json", "{\"state\": \"trai");
  folder.write(addRun(store, "typo", 3).path() / "config.resolved.toml", "[topoloss]\ntao = 3\n");
  std::filesystem::create_directories(folder.path() / "holiday photos");
  folder.write("notes.txt", "x");
  const auto runs = store.list();
  ASSERT_EQ(runs.size(), 3u);
  int damaged = 0;
  for (const RunSummary& run : runs) {
    if (run.name == "good") {
      EXPECT_EQ(run.error, "");
    }
    if (run.name == "half") {
      EXPECT_NE(run.error.find("half/status.json"), std::string::npos) << run.error;
      EXPECT_EQ(run.status.state, RunState::Interrupted) << "what its rows tell";
    }
    if (run.name == "typo") {
      EXPECT_NE(run.error.find("did you mean `tau`?"), std::string::npos) << run.error;
      EXPECT_EQ(run.status.state, RunState::Finished) << "its status is whole";
    }
    damaged += !run.error.empty();
  }
  EXPECT_EQ(damaged, 2);
}

TEST(RunStore, ARunWithoutStatusIsListed) {
  TemporaryFolder folder;
  const RunStore store(folder.path());
  store.create("draft").writeConfig({}, "");
  const auto runs = store.list();
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0].status.state, RunState::Interrupted);
  EXPECT_EQ(runs[0].error, "");
}

TEST(RunStore, NamesAreNeverUsedTwice) {
  TemporaryFolder folder;
  const RunStore store(folder.path() / "made/on/demand");
  for (int number : {1, 2, 3}) EXPECT_EQ(store.create("mlp").name(), RunStore::numberedName("mlp", number));
  EXPECT_EQ(store.create("mlp").name(), "mlp_4");
  std::vector<std::string> names(16);
  {
    std::vector<std::jthread> threads;
    for (std::string& name : names) threads.emplace_back([&store, &name] { name = store.create("together").name(); });
  }
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 16u);
}

TEST(RunStore, BadNamesAreRefused) {
  TemporaryFolder folder;
  const RunStore store(folder.path());
  for (const std::string& name :
       {std::string(), std::string("."), std::string(".."), std::string("../x"), std::string("a/b"),
        std::string("a\nb"), std::string(300, 'a'), std::string("a b"), std::string("a#b"), std::string("a:5"),
        std::string("a,b"), std::string("-a"), std::string(".a")})
    EXPECT_NE(errorSentence([&] { store.create(name); }).find("cannot be the name of a run"), std::string::npos)
        << name;
}

TEST(RunStore, NamesOfOtherLanguagesAndOfNumbersAreTaken) {
  TemporaryFolder folder;
  const RunStore store(folder.path());
  for (const char* name : {"mlp_tau1e-04_s0", "tau1e+20", "größer", "_a", "0.5", "格子"})
    EXPECT_EQ(store.create(name).name(), name);
}

TEST(RunStore, TheFreeNameIsTheOneThatIsMade) {
  TemporaryFolder folder;
  const RunStore store(folder.path());
  const auto isTaken = [&](const std::string& name) { return std::filesystem::exists(folder.path() / name); };
  for (int i = 0; i < 3; ++i) {
    const std::string expected = RunStore::freeName("mlp", isTaken);
    EXPECT_EQ(store.create("mlp").name(), expected);
  }
}

TEST(RunStore, FindsByNameAndByPath) {
  TemporaryFolder folder;
  const RunStore store(folder.path() / "runs");
  addRun(store, "mlp_tau3_s0", 1);
  const std::string path = (folder.path() / "runs/mlp_tau3_s0").string();
  EXPECT_EQ(store.find("mlp_tau3_s0").path(), path);
  EXPECT_EQ(store.find("mlp_tau3_s0/").name(), "mlp_tau3_s0");
  EXPECT_EQ(RunStore("elsewhere").find(path).path(), path);
  EXPECT_EQ(RunStore("elsewhere").find(path + "/").name(), "mlp_tau3_s0");
  EXPECT_NE(errorSentence([&] { store.find("mlp_tau3_s1"); }).find("There is no run `mlp_tau3_s1`"), std::string::npos);
  EXPECT_NE(errorSentence([&] { store.find("mlp_tau3_s1"); }).find("did you mean `mlp_tau3_s0`?"), std::string::npos);
  EXPECT_FALSE(errorSentence([&] { store.find(""); }).empty());
  const std::string sentence = errorSentence([&] { store.find((folder.path() / "runs").string()); });
  EXPECT_NE(sentence.find("is a folder, but no run"), std::string::npos) << sentence << ": it is there";
}

TEST(RunStore, NamesAfterTheSettings) {
  RunConfig config;
  config.topoloss.tau = 3;
  EXPECT_EQ(RunStore::nameFor(config), "mlp_tau3_s0");
  config.topoloss.tau = 0.5;
  config.train.seed = 12;
  config.model.name = "resnet18";
  EXPECT_EQ(RunStore::nameFor(config), "resnet18_tau0.5_s12");
}

/// They have the files of a run, and are none.
TEST(RunStore, ExportsAndHiddenFoldersAreNoRuns) {
  TemporaryFolder folder;
  const RunStore store(folder.path());
  addRun(store, "digits", 1);
  addRun(store, "digits_export", 2);
  folder.write("digits_export/.exported", "digits");
  addRun(store, "part", 3);
  std::filesystem::rename(folder.path() / "part", folder.path() / ".digits.export-here-6385.part");
  const auto runs = store.list();
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0].name, "digits");
}

}  // namespace
}  // namespace studio
