// Text of other systems: byte-order marks, line ends and blanks are no part of it, in every reader of text.
#include "core/run/text_file.h"

#include <gtest/gtest.h>

#include "core/run/contrast.h"
#include "core/run/run_config.h"
#include "core/run/run_status.h"
#include "core/run/scalars_file.h"
#include "tests/support/scalars_text.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

constexpr std::size_t kMost = 1 << 20;
const std::string kMark = "\xef\xbb\xbf";

std::string asUtf16(const std::string& text, bool mark = true) {
  std::string wide = mark ? "\xff\xfe" : "";
  for (const char letter : text) wide += std::string{letter, '\0'};
  return wide;
}

/// The same text as other programs save it.
std::vector<std::string> listSpellings(const std::string& text) {
  std::string windows, old, blanks;
  for (const char letter : text) {
    windows += letter == '\n' ? "\r\n" : std::string(1, letter);
    old += letter == '\n' ? '\r' : letter;
    blanks += letter == '\n' ? " \t\n" : std::string(1, letter);
  }
  return {text, kMark + text, windows, kMark + windows, old, blanks, text + "\n\n", text.substr(0, text.size() - 1)};
}

TEST(TextFile, LinesAreTheSameHoweverTheyWereSaved) {
  const TemporaryFolder folder;
  for (const auto& text : listSpellings("face\n\nscene of a town\n"))
    EXPECT_EQ(readLines(folder.write("labels.txt", text), kMost),
              (std::vector<std::string>{"face", "", "scene of a town"}))
        << text;
  EXPECT_TRUE(readLines(folder.write("empty.txt", kMark), kMost).empty());
  EXPECT_EQ(readLines(folder.write("latin1.txt", "caf\xe9\n"), kMost), std::vector<std::string>{"caf\xe9"});
}

TEST(TextFile, MarksInTheMiddleOfFilesPutBehindEachOtherBeginALine) {
  const TemporaryFolder folder;
  const std::vector<std::string> lines{"face", "scene", "face"};
  for (const auto& text : {kMark + "face\nscene\n" + kMark + "face\n", kMark + "face\nscene" + kMark + "face\r\n"})
    EXPECT_EQ(readLines(folder.write("labels.txt", text), kMost), lines) << text;
}

TEST(TextFile, WideTextAndBytesThatAreNoTextAreNamed) {
  const TemporaryFolder folder;
  const auto refuse = [&](const std::string& bytes) {
    return errorSentence([&] { readLines(folder.write("labels.txt", bytes), kMost); });
  };
  EXPECT_TRUE(holds(refuse(asUtf16("face\nscene\n")), "labels.txt", "UTF-16", "UTF-8"));
  EXPECT_TRUE(holds(refuse(asUtf16("face\nscene\n", false)), "labels.txt", "UTF-16"));
  EXPECT_TRUE(holds(refuse(std::string("\0\0\xfe\xff\0\0\0f", 8)), "UTF-32"));
  EXPECT_TRUE(holds(refuse(std::string("face\nsc\0ne\n", 11)), "zero bytes"));
}

TEST(TextFile, ConfigurationsContrastsAndRowsAreReadFromAnySpelling) {
  const TemporaryFolder folder;
  for (const auto& text : listSpellings("[model]\nname = \"mlp\"\n[topoloss]\ntau = 2.5\n"))
    EXPECT_EQ(loadConfig(folder.write("a.toml", text)).topoloss.tau, 2.5) << text;
  EXPECT_TRUE(holds(errorSentence([&] { loadConfig(folder.write("wide.toml", asUtf16("[model]\nname = \"mlp\"\n"))); }),
                    "wide.toml", "UTF-16"));
  for (const auto& text : listSpellings("[[contrast]]\nname = \"faces\"\non = [\"face\"]\n"))
    EXPECT_EQ(loadContrasts(folder.write("c.toml", text)).at(0).on, std::vector<std::string>{"face"}) << text;
  for (const auto& text : {scalarsHeader() + formatScalar({}), kMark + scalarsHeader() + formatScalar({})})
    EXPECT_EQ(parseScalars(text, "scalars.csv").size(), 1u);
  EXPECT_EQ(parseStatus(kMark + formatStatus({}), "status.json").step, 0);
}

}  // namespace
}  // namespace studio
