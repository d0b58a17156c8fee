// Each rule of settingProblems(): what breaks it, what is said, and that the offered fix corrects it.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "core/run/config_fields.h"

namespace studio {
namespace {

using Severity = Problem::Severity;

const Problem* findProblem(const std::vector<Problem>& problems, const std::string& key, const std::string& part) {
  for (const Problem& problem : problems)
    if (problem.key == key && problem.sentence.find(part) != std::string::npos) return &problem;
  return nullptr;
}

std::string sentences(const std::vector<Problem>& problems) {
  std::string all;
  for (const Problem& problem : problems) all += problem.key + ": " + problem.sentence + "\n";
  return all;
}

struct Case {
  std::vector<std::string> settings;  ///< applied to the defaults
  std::string key, part;
  Severity severity = Severity::Error;
  bool corrected = true;
};

const std::vector<Case> kCases{
    {{"topoloss.tau=-1"}, "topoloss.tau", "topoloss.tau is -1 but must be 0 or more."},
    {{"topoloss.tau=nan"}, "topoloss.tau", "is nan but must be a finite number."},
    {{"topoloss.tau=inf"}, "topoloss.tau", "is inf but must be a finite number."},
    {{"topoloss.factor=[3.0, 0.5]"}, "topoloss.factor", "topoloss.factor is 0.5 but must lie between 1 and 1000."},
    {{"data.validation=1.5"}, "data.validation", "must be 0.9 or less"},
    {{"data.std=0.5,0"}, "data.std", "data.std is 0"},
    {{"train.epochs=0"}, "train.epochs", "must be 1 or more"},
    {{"train.batch_size=70000"}, "train.batch_size", "must be 65536 or less"},
    {{"train.batch_size=8", "train.parts=9"}, "train.parts", "a batch of 8 has no more parts"},
    {{"model.hidden=256,0"}, "model.hidden", "model.hidden is 0", Severity::Error, false},
    {{"optimizer.kind=adm"}, "optimizer.kind", "must be one of sgd, adam, adamw."},
    {{"train.precision=double"}, "train.precision", "must be one of auto, fp32, bf16.", Severity::Error, false},
    {{"data.mean=0.5,0.5,0.5", "data.std=0.5,0.5"},
     "data.std",
     "data.mean has 3 values and data.std 2",
     Severity::Error,
     false},
    {{"data.validation=0"}, "data.validation", "no validation accuracy", Severity::Warning},
    {{"data.crop_ratio=0"}, "data.crop_ratio", "must lie between 0.25 and 1."},
    {{"data.augment=random_resized_corp"}, "data.augment", "must be one of none, crop_flip, random_resized_crop."},
    {{"data.train_size_end=64", "data.grow_to=5"},
     "data.train_size_end",
     "no size to grow from",
     Severity::Error,
     false},
    {{"data.train_size=32", "data.train_size_end=64", "data.grow_from=5", "data.grow_to=3"},
     "data.grow_to",
     "before data.grow_from = 5"},
    {{"data.train_size=32", "data.train_size_end=64", "data.grow_from=5", "data.grow_to=10"},
     "data.grow_to",
     "epoch 10 of 10",
     Severity::Warning,
     false},
    {{"topoloss.schedule=chained"}, "topoloss.schedule", "has no stages"},
    {{"topoloss.schedule=cosine_decay", "topoloss.tau_end=20"}, "topoloss.tau_end", "must end below"},
    {{"topoloss.schedule=linear", "topoloss.tau_end=0.5"},
     "topoloss.schedule",
     "topoloss.tau_end is set but not read where topoloss.schedule is linear; it is read where that is cosine_decay.",
     Severity::Warning},
    {{"topoloss.tau_end=0.5"}, "topoloss.schedule", "where topoloss.schedule is constant", Severity::Warning},
    {{"topoloss.factor_start=2"}, "topoloss.factor_schedule", "linear and cosine_growth.", Severity::Warning},
    {{"train.steps=10", "topoloss.schedule=linear", "topoloss.schedule_steps=20"},
     "topoloss.schedule_steps",
     "more than the run's 10 steps",
     Severity::Warning},
    {{"topoloss.layers=a,a"}, "topoloss.layers", "names a twice", Severity::Error, false},
    {{"optimizer.schedule=one_cycle", "optimizer.warmup_steps=5"}, "optimizer.warmup_steps", "warm-up of its own"},
    {{"train.steps=10", "optimizer.warmup_steps=10"},
     "optimizer.warmup_steps",
     "rises over the whole run",
     Severity::Warning,
     false},
    {{"optimizer.kind=sgd", "optimizer.nesterov=true", "optimizer.momentum=0"},
     "optimizer.nesterov",
     "optimizer.momentum is 0"},
    {{"optimizer.beta2=1"}, "optimizer.beta2", "must be 0.999999 or less"},
    {{"optimizer.decay_on=no_nrom"}, "optimizer.decay_on", "must be one of all, no_norm, matrices."},
    {{"optimizer.final_rate=2"}, "optimizer.final_rate", "must be 1 or less"},
    {{"optimizer.learning_rate=0"}, "optimizer.learning_rate", "never change", Severity::Warning},
};

class SettingProblems : public ::testing::TestWithParam<Case> {};

TEST_P(SettingProblems, AreSaidAndMended) {
  const Case& c = GetParam();
  RunConfig config;
  for (const std::string& setting : c.settings) applySetting(config, setting);
  const auto problems = settingProblems(config);
  const Problem* problem = findProblem(problems, c.key, c.part);
  ASSERT_NE(problem, nullptr) << sentences(problems);
  EXPECT_EQ(problem->severity, c.severity);
  EXPECT_NE(findField(problem->key), nullptr);
  EXPECT_EQ(problem->fixLabel.empty(), !c.corrected);
  EXPECT_EQ(problem->fix.empty(), !c.corrected);
  for (const auto& [key, value] : problem->fix) applySetting(config, key + "=" + value);
  const auto after = settingProblems(config);
  EXPECT_EQ(findProblem(after, c.key, c.part) == nullptr, c.corrected) << sentences(after);
}

INSTANTIATE_TEST_SUITE_P(Rules, SettingProblems, ::testing::ValuesIn(kCases), [](const auto& info) {
  std::string name;
  for (const char c : info.param.settings.front())
    if (std::isalnum(static_cast<unsigned char>(c))) name += c;
  return std::to_string(info.index) + name;
});

TEST(SettingLimits, TheDefaultsAreNone) {
  EXPECT_TRUE(settingProblems(RunConfig{}).empty()) << sentences(settingProblems(RunConfig{}));
}

TEST(SettingLimits, EveryNumberOutsideItsRangeIsSaidBesideItsField) {
  for (const ConfigField& field : configFields()) {
    RunConfig config;
    if (field.kind == FieldKind::Integer)
      field.set(config, static_cast<std::int64_t>(field.maximum) + 1);
    else if (field.kind == FieldKind::Number)
      field.set(config, field.minimum - 1);
    else
      continue;
    EXPECT_NE(findProblem(settingProblems(config), field.key, field.key + " is "), nullptr) << field.key;
  }
}

TEST(SettingLimits, OverridesAndStages) {
  RunConfig config;
  config.topoloss.overrides = {
      {"a", -1.0, std::nullopt}, {"a", std::nullopt, std::pair{0.5, 1.0}}, {"b", std::nullopt, std::nullopt}};
  config.topoloss.stages = {{"linaer", -1, 1, 0}, {"cosine_decay", 0, 1, 5}};
  const auto unused = settingProblems(config);
  EXPECT_NE(findProblem(unused, "topoloss.schedule", "used only when"), nullptr) << sentences(unused);
  config.topoloss.schedule = "chained";
  const auto problems = settingProblems(config);
  for (const char* part : {"override of layer a sets τ to -1", "two overrides name layer a", "sets the factor to 0.5",
                           "override of layer b changes nothing"})
    EXPECT_NE(findProblem(problems, "topoloss.layers", part), nullptr) << part << "\n" << sentences(problems);
  for (const char* part :
       {"has the mode \"linaer\"", "takes 0 steps", "sets τ to -1", "its end must be below its start"})
    EXPECT_NE(findProblem(problems, "topoloss.schedule", part), nullptr) << part << "\n" << sentences(problems);
}

}  // namespace
}  // namespace studio
