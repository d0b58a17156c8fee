// Configurations: every setting goes to TOML and back; bad text gives one sentence with the line and the way out.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <locale>

#include "core/run/text_file.h"
#include "core/run/config_fields.h"
#include "core/run/error.h"
#include "core/run/run_config.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

std::string parseError(const std::string& toml) {
  return errorSentence([&] { parseConfig(toml); });
}

/// Another value than the default, within the field's range.
ConfigValue otherValue(const ConfigField& field) {
  const ConfigValue value = field.get(RunConfig{});
  switch (field.kind) {
    case FieldKind::Switch:
      return !std::get<bool>(value);
    case FieldKind::Integer:
      return std::get<std::int64_t>(value) + 1;
    case FieldKind::Number:
      return field.minimum + 0.1 * (std::min(field.maximum, 9.0) - field.minimum) + 0.0123;
    case FieldKind::IntegerList:
      return std::vector<std::int64_t>{12, 7};
    case FieldKind::NumberList:
      return std::vector<double>{0.485, 0.25, 1e-6};
    case FieldKind::NumberPair:
      return std::vector<double>{2.5, 8};
    case FieldKind::Layers:
      return std::vector<std::string>{"layer1.0.conv1", "a \"b\""};
    case FieldKind::Choice:
      return field.choices.empty() ? std::string("other") : field.choices.back();
    default:
      return std::string("a folder/with \\ \"quotes\"\tand\nlines ü");
  }
}

TEST(Config, EmptyTomlIsTheDefaults) { EXPECT_TRUE(parseConfig("") == RunConfig{}); }

TEST(Config, EverySettingSurvivesTheRoundTrip) {
  RunConfig all;
  for (const ConfigField& field : configFields()) {
    RunConfig one;
    const ConfigValue value = field.kind == FieldKind::Choice && otherValue(field) == field.get(one)
                                  ? ConfigValue(field.choices.front())
                                  : otherValue(field);
    field.set(one, value);
    field.set(all, value);
    EXPECT_FALSE(one == RunConfig{}) << field.key;
    EXPECT_TRUE(field.get(parseConfig(toToml(one))) == value) << field.key << "\n" << toToml(one);
  }
  EXPECT_TRUE(parseConfig(toToml(all)) == all);
}

TEST(Config, OverridesAndStagesSurviveTheRoundTrip) {
  RunConfig config;
  config.topoloss.overrides = {{"layer1.0.conv1", 2.5, std::nullopt},
                               {"fc1", std::nullopt, std::pair{2.0, 4.5}},
                               {"b", 0.0, std::pair{1.0, 1.0}}};
  config.topoloss.schedule = "chained";
  config.topoloss.stages = {{"linear", 0, 1, 5}, {"cosine_decay", 1, 0.1, 7}};
  const RunConfig back = parseConfig(toToml(config));
  ASSERT_EQ(back.topoloss.overrides.size(), 3u);
  EXPECT_EQ(back.topoloss.overrides[1].factor, (std::pair{2.0, 4.5}));
  EXPECT_FALSE(back.topoloss.overrides[1].tau.has_value());
  EXPECT_EQ(back.topoloss.overrides[0].tau, 2.5);
  EXPECT_EQ(back.topoloss.overrides[0].layer, "layer1.0.conv1");
  EXPECT_FALSE(back.topoloss.overrides[0].factor.has_value());
  EXPECT_EQ(back.topoloss.stages[0].mode, "linear");
  ASSERT_EQ(back.topoloss.stages.size(), 2u);
  EXPECT_EQ(back.topoloss.stages[1].end, 0.1);
  EXPECT_EQ(back.topoloss.stages[1].steps, 7);
  EXPECT_TRUE(back == config);
}

TEST(Config, NumbersAreShortestAndRecognisable) {
  RunConfig config;
  config.topoloss.tau = 3;
  config.optimizer.learningRate = 0.1;
  const std::string toml = toToml(config);
  EXPECT_NE(toml.find("\ntau = 3.0\n"), std::string::npos) << toml;
  EXPECT_NE(toml.find("\nlearning_rate = 0.1\n"), std::string::npos) << toml;
  EXPECT_NE(toml.find("\nfactor = [3.0, 3.0]\n"), std::string::npos) << toml;
  EXPECT_NE(toml.find("\nlayers = \"default\"\n"), std::string::npos) << toml;
}

struct GermanNumbers : std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST(Config, NumbersIgnoreTheLocale) {
  RunConfig config;
  config.topoloss.tau = 1234.5;
  config.data.samples = 1234567;
  const std::locale before = std::locale::global(std::locale(std::locale::classic(), new GermanNumbers));
  const std::string toml = toToml(config);
  const RunConfig back = parseConfig(toml);
  std::locale::global(before);
  EXPECT_NE(toml.find("tau = 1234.5\n"), std::string::npos) << toml;
  EXPECT_NE(toml.find("samples = 1234567\n"), std::string::npos) << toml;
  EXPECT_EQ(back.topoloss.tau, 1234.5);
}

TEST(Config, WholeNumbersAndOneFactorAreTaken) {
  const RunConfig config = parseConfig("[topoloss]\ntau = 3\nfactor = 4\n[data]\nmean = [1, 0.5]\n");
  EXPECT_EQ(config.topoloss.tau, 3.0);
  EXPECT_EQ(config.topoloss.factor, (std::pair{4.0, 4.0}));
  EXPECT_EQ(config.data.mean, (std::vector<double>{1.0, 0.5}));
}

TEST(Config, UnknownKeysNameLineAndNearestKey) {
  EXPECT_EQ(parseError("[model]\nname = \"mlp\"\n\n[topoloss]\n\ntao = 3\n"),
            "config.toml line 6: `tao` is not a setting of [topoloss]; did you mean `tau`?");
  EXPECT_EQ(parseError("[topolos]\n"),
            "config.toml line 1: [topolos] is not a section of a configuration; did you mean `topoloss`?");
  EXPECT_EQ(parseError("[train]\nxyzzyplugh = 1"), "config.toml line 2: `xyzzyplugh` is not a setting of [train].");
  EXPECT_EQ(parseError("[[topoloss.override]]\nlayer = \"a\"\nfaktor = 2"),
            "config.toml line 3: `faktor` is not a setting of [topoloss.override]; did you mean `factor`?");
}

TEST(Config, WrongTypesSayWhatIsExpected) {
  EXPECT_EQ(parseError("[topoloss]\ntau = \"3\""), "config.toml line 2: topoloss.tau must be a number, but is text.");
  EXPECT_EQ(parseError("[train]\nepochs = 1.5"),
            "config.toml line 2: train.epochs must be a whole number, but is a decimal number.");
  EXPECT_EQ(parseError("[model]\nbias = 1"),
            "config.toml line 2: model.bias must be true or false, but is a whole number.");
  EXPECT_EQ(parseError("[model]\nhidden = [1, \"a\"]"),
            "config.toml line 2: model.hidden must be a list of whole numbers, as in [256, 128], but holds text.");
  EXPECT_EQ(
      parseError("[topoloss]\nfactor = [1.0, 2.0, 3.0]"),
      "config.toml line 2: topoloss.factor must be a number or a list of two, as in [3.0, 3.0], but holds 3 values.");
  EXPECT_NE(parseError("[topoloss]\nlayers = []").find("is an empty list"), std::string::npos);
  EXPECT_NE(parseError("[topoloss]\noverride = 3").find("[[topoloss.override]]"), std::string::npos);
  EXPECT_NE(parseError("model = 3").find("must be a section"), std::string::npos);
  EXPECT_NE(parseError("[[topoloss.override]]\ntau = 3.0").find("names no layer"), std::string::npos);
}

TEST(Config, BadSyntaxNamesTheLine) {
  EXPECT_EQ(parseError("[model]\nname = \n").find("config.toml line 2: not valid TOML"), 0u)
      << parseError("[model]\nname = \n");
  EXPECT_EQ(parseError("[model]\nname = \"\xff\xfe\"").find("config.toml line 2: not valid TOML"), 0u);
}

TEST(Config, HostileTextIsRefused) {
  EXPECT_NE(parseError("x = " + std::string(200000, '[')).find("not valid TOML"), std::string::npos);
  std::string dotted = "a";
  for (int i = 0; i < 200000; ++i) dotted += ".a";
  EXPECT_NE(parseError(dotted + " = 1").find("no configuration"), std::string::npos);
  EXPECT_NE(parseError(std::string(2 << 20, '#')).find("larger than 1 MiB"), std::string::npos);
  EXPECT_NE(parseError(std::string("[model]\nname = \"a\0b\"", 19)).find("zero bytes"), std::string::npos);
}

TEST(Config, SettingsFromTheCommandLine) {
  RunConfig config;
  for (const char* assignment : {"topoloss.tau=3", "topoloss.factor=[4,5]", "model.name=resnet18",
                                 "model.hidden=128,64", "topoloss.layers=fc1, fc2", "data.root=a b/\"c\"",
                                 "model.bias=false", "train.seed = 7", "optimizer.learning_rate=1e-2"})
    applySetting(config, assignment);
  EXPECT_EQ(config.topoloss.tau, 3);
  EXPECT_EQ(config.topoloss.factor, (std::pair{4.0, 5.0}));
  EXPECT_EQ(config.model.name, "resnet18");
  EXPECT_EQ(config.model.hidden, (std::vector<std::int64_t>{128, 64}));
  EXPECT_EQ(config.topoloss.layers, (std::vector<std::string>{"fc1", "fc2"}));
  EXPECT_FALSE(config.topoloss.defaultLayers);
  EXPECT_EQ(config.data.root, "a b/\"c\"");
  EXPECT_FALSE(config.model.bias);
  EXPECT_EQ(config.train.seed, 7);
  EXPECT_EQ(config.optimizer.learningRate, 0.01);
  applySetting(config, "topoloss.layers=default");
  EXPECT_TRUE(config.topoloss.defaultLayers);
  applySetting(config, "topoloss.factor=4,2.5");
  EXPECT_EQ(config.topoloss.factor, (std::pair{4.0, 2.5}));
}

TEST(Config, BadSettingsFromTheCommandLine) {
  RunConfig config;
  const auto error = [&](const std::string& assignment) {
    return errorSentence([&] { applySetting(config, assignment); });
  };
  EXPECT_EQ(error("tau=3"), "--set tau=3: `tau` is not a setting; did you mean `topoloss.tau`?");
  EXPECT_EQ(error("topoloss.tao=3"),
            "--set topoloss.tao=3: `topoloss.tao` is not a setting; did you mean `topoloss.tau`?");
  EXPECT_NE(error("topoloss.tau").find("write key=value"), std::string::npos);
  for (const char* nameless : {"=3", " = 3", "="})
    EXPECT_NE(error(nameless).find("no setting is named before the \"=\""), std::string::npos) << error(nameless);
  EXPECT_NE(error("topoloss.tau=high").find("--set topoloss.tau=high"), std::string::npos);
  EXPECT_NE(error("topoloss.tau=3\n[model]").find("one line"), std::string::npos);
  EXPECT_NE(error("data.root=\xff").find("not valid TOML"), std::string::npos);
  EXPECT_NE(error("train.seed=99999999999999999999").find("not valid TOML"), std::string::npos);
  EXPECT_TRUE(config == RunConfig{});
}

TEST(Config, FieldsAreComplete) {
  for (const ConfigField& field : configFields()) {
    EXPECT_FALSE(field.label.empty()) << field.key;
    EXPECT_FALSE(field.help.empty()) << field.key;
    EXPECT_EQ(findField(field.key), &field);
    if (field.kind == FieldKind::Integer || field.kind == FieldKind::Number) {
      EXPECT_LT(field.minimum, field.maximum) << field.key;
    }
  }
  EXPECT_EQ(findField("topoloss.tao"), nullptr);
}

/// As they are seen, not bytes.
std::ptrdiff_t countCharacters(const std::string& text) {
  return std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; });
}

/// The form has 112 px for a label, and 178 px for the help beside a field of a window 1440 px wide: a longer label, or
/// a longer first clause of a help, would be cut.
TEST(Config, LabelsAndTheFirstClausesOfHelpsFitTheForm) {
  for (const ConfigField& field : configFields()) {
    EXPECT_LE(countCharacters(field.label), 16) << field.key;
    EXPECT_LE(countCharacters(field.help.substr(0, field.help.find("; "))), 28) << field.key;
  }
}

TEST(Config, PresetsOpenWithoutProblems) {
  int presets = 0;
  for (const auto& entry : std::filesystem::directory_iterator(STUDIO_SOURCE_DIR "/resources/presets")) {
    if (entry.is_directory()) continue;  // sweeps
    const std::string text = readFile(entry.path());
    // Settings that the engine's tables bring are known with these alone (tests/core/presets_test.cpp).
    if (text.find("text.tokenizer") != std::string::npos) continue;
    EXPECT_EQ(text.find("# title: "), 0u) << entry.path();
    EXPECT_NE(text.find("\n# about: "), std::string::npos) << entry.path();
    const auto problems = settingProblems(parseConfig(text, entry.path().filename().string()));
    EXPECT_TRUE(problems.empty()) << entry.path() << ": " << problems.front().sentence;
    ++presets;
  }
  EXPECT_GE(presets, 5);
}

TEST(Config, TheDemoIsThePapers) {
  const RunConfig demo = loadConfig(STUDIO_SOURCE_DIR "/resources/presets/digits.toml");
  EXPECT_EQ(demo.model.hidden, std::vector<std::int64_t>{256});
  EXPECT_FALSE(demo.model.bias);
  EXPECT_EQ(demo.topoloss.tau, 3);
  EXPECT_EQ(demo.topoloss.factor, (std::pair{4.0, 4.0}));
  EXPECT_EQ(demo.optimizer.kind, "adam");
  EXPECT_EQ(demo.optimizer.learningRate, 1e-3);
  EXPECT_EQ(demo.optimizer.schedule, "constant");
  EXPECT_EQ(demo.train.batchSize, 64);
  EXPECT_EQ(demo.train.epochs, 10);
}

// science.md 1.9; ffcv-imagenet's rn18_88_epochs.yaml and rn50_88_epochs.yaml.
TEST(Config, TheImageNetPresetsAreTheRecipe) {
  const RunConfig small = loadConfig(STUDIO_SOURCE_DIR "/resources/presets/imagenet_resnet18.toml"),
                  large = loadConfig(STUDIO_SOURCE_DIR "/resources/presets/imagenet_resnet50.toml");
  for (const RunConfig& config : {small, large}) {
    EXPECT_TRUE(config.model.blurPool);
    EXPECT_EQ(config.train.epochs, 88);
    EXPECT_EQ(config.train.precision, "auto");
    EXPECT_EQ(config.optimizer.labelSmoothing, 0.1);
    EXPECT_EQ(config.optimizer.decayOn, "no_norm");
    EXPECT_EQ(config.optimizer.warmupSteps, 2 * ((1281167 + config.train.batchSize - 1) / config.train.batchSize));
    EXPECT_EQ(config.data.cropRatio, 224.0 / 256);
    EXPECT_EQ(config.data.trainSizeEnd, 192);
  }
  EXPECT_EQ(small.optimizer.learningRate, 0.5);
  EXPECT_EQ(small.optimizer.weightDecay, 5e-5);
  EXPECT_EQ(large.optimizer.learningRate, 1.7 * double(large.train.batchSize) / (8 * 512));
  EXPECT_EQ(large.optimizer.weightDecay, 1e-4);
}

TEST(Config, MissingFilesAreNamed) {
  EXPECT_EQ(errorSentence([] { loadConfig("no/such/config.toml"); }),
            "Cannot read no/such/config.toml: it does not exist; check the path.");
  EXPECT_NE(errorSentence([] { loadConfig("/"); }).find("it is a folder"), std::string::npos);
}

}  // namespace
}  // namespace studio
