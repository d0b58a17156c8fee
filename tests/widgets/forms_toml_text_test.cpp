// The TOML beside the form: short, patched in place, comments kept, always saying exactly the configuration.
#include <gtest/gtest.h>

#include "core/run/config_fields.h"
#include "widgets/forms/config_text.h"

namespace studio {
namespace {

constexpr const char* kWritten = R"(# my run
[model]
name = "mlp"      # the small one
hidden = [64]

[topoloss]
tau = 3.0  # weight
factor = [2.0, 2.0]
)";

TEST(SplitAtCommas, EmptyPartsAndBlanksAreLeftOut) {
  EXPECT_EQ(splitAtCommas(QStringLiteral(" faces, big dogs ,, scenes,")), QStringList({"faces", "big dogs", "scenes"}));
  EXPECT_TRUE(splitAtCommas(QStringLiteral(" , ")).isEmpty());
}

TEST(TomlText, ALineEndOfAnotherSystemIsNoPartOfAHeading) {
  EXPECT_EQ(findLine("[topoloss] \r\n tau = 3.0\r\n", "topoloss.tau"), 2);
}

TEST(TomlText, ShortTextSaysTheWholeConfiguration) {
  RunConfig config;
  EXPECT_TRUE(parseConfig(shortToml(config)) == config);
  EXPECT_EQ(shortToml(config).find("label_smoothing"), std::string::npos);  // advanced and at its default
  config.optimizer.labelSmoothing = 0.1;
  config.topoloss.overrides.push_back({"fc1", 2.0, std::nullopt});
  EXPECT_TRUE(parseConfig(shortToml(config)) == config);
  EXPECT_NE(shortToml(config).find("label_smoothing"), std::string::npos);
}

TEST(TomlText, OnlyTheChangedValueIsRewritten) {
  RunConfig config = parseConfig(kWritten);
  config.topoloss.tau = 12.5;
  std::string expected = kWritten;
  expected.replace(expected.find("tau = 3.0"), 9, "tau = 12.5");
  EXPECT_EQ(patchedToml(kWritten, config), expected);
}

TEST(TomlText, EverySettingCanBePatchedIn) {
  for (const ConfigField& field : configFields()) {
    RunConfig other;
    other.model.hidden = {8, 9};
    other.data.mean = {0.1, 0.2};
    RunConfig config = parseConfig(kWritten);
    if (field.kind == FieldKind::Integer)
      field.set(config, std::int64_t{7});
    else if (field.kind == FieldKind::Number)
      field.set(config, 0.75);
    else if (field.kind == FieldKind::Switch)
      field.set(config, !std::get<bool>(field.get(config)));
    else if (field.kind == FieldKind::Text || field.kind == FieldKind::Path || field.kind == FieldKind::Stimuli ||
             field.kind == FieldKind::Choice)
      field.set(config, std::string("a \"b\" # c"));
    else if (field.kind == FieldKind::Layers)
      field.set(config, std::vector<std::string>{"fc1"});
    else
      field.set(config, field.get(other));
    const std::string text = patchedToml(kWritten, config);
    EXPECT_TRUE(parseConfig(text) == config) << field.key;
    EXPECT_NE(text.find("# my run"), std::string::npos) << field.key;
    EXPECT_NE(text.find("# the small one"), std::string::npos) << field.key;
  }
}

TEST(TomlText, UnreadableTextGivesWayToTheConfiguration) {
  const RunConfig config = parseConfig(kWritten);
  EXPECT_TRUE(parseConfig(patchedToml("[model\nname", config)) == config);
}

TEST(TomlText, ListsOverSeveralLinesStayRight) {
  const std::string text = "[model]\nhidden = [\n  64,\n  32,\n]\n";
  RunConfig config = parseConfig(text);
  config.model.hidden = {16};
  EXPECT_TRUE(parseConfig(patchedToml(text, config)) == config);
}

TEST(TomlText, FindsTheLineOfASetting) {
  EXPECT_EQ(findLine(kWritten, "topoloss.tau"), 7);
  EXPECT_EQ(findLine(kWritten, "model.tau"), 0);
  EXPECT_EQ(findLine(kWritten, "train.seed"), 0);
}

}  // namespace
}  // namespace studio
