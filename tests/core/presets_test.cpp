// The presets that come with the program, with the settings that the engine's tables bring.
#include <gtest/gtest.h>

#include <filesystem>

#include "core/run/config_fields.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

TEST(Presets, OpenWithoutProblems) {
  bool ofText = false;
  for (const auto& entry : std::filesystem::directory_iterator(STUDIO_SOURCE_DIR "/resources/presets")) {
    if (entry.is_directory()) continue;  // sweeps
    const std::string text = readFile(entry.path());
    EXPECT_EQ(text.find("# title: "), 0u) << entry.path();
    EXPECT_NE(text.find("\n# about: "), std::string::npos) << entry.path();
    const RunConfig config = parseConfig(text, entry.path().filename().string());
    const auto problems = settingProblems(config);
    EXPECT_TRUE(problems.empty()) << entry.path() << ": " << problems.front().sentence;
    ofText = ofText || config.data.kind == "text";
  }
  EXPECT_TRUE(ofText);
}

}  // namespace
}  // namespace studio
