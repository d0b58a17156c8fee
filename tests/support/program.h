// Runs the built `toponets` as a user would and keeps what it said; the configuration of a run for it to train.
#pragma once
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace studio {

struct ProgramAnswer {
  int code = -1;
  std::string out, err;
  /// stdout as the one JSON document it must be.
  nlohmann::json json() const { return nlohmann::json::parse(out, nullptr, false); }
};

inline std::string quoted(const std::string& argument) {
  std::string text(1, '\'');
  for (const char c : argument) {
    if (c == '\'') text.append("'\\'");  // closes, a quote of its own, and the next one opens again
    text.push_back(c);
  }
  text.push_back('\'');
  return text;
}

/// `before` is what the shell does first, e.g. "ulimit -v 1000000; ".
inline ProgramAnswer toponets(const std::vector<std::string>& arguments, const std::string& before = {}) {
  TemporaryFolder folder;
  std::string line = before + quoted(std::string(STUDIO_BINARY_DIR) + "/bin/toponets");
  for (const auto& argument : arguments) line.append(" ").append(quoted(argument));
  line.append(" > ")
      .append(quoted((folder.path() / "out").string()))
      .append(" 2> ")
      .append(quoted((folder.path() / "err").string()))
      .append(" < /dev/null");
  const int status = std::system(line.c_str());
  ProgramAnswer answer;
  answer.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  answer.out = readFileBytes(folder.path() / "out");
  answer.err = readFileBytes(folder.path() / "err");
  return answer;
}

/// Exit code 2, nothing on stdout, one line on stderr that holds all of the parts.
template <typename... Parts>
::testing::AssertionResult refuses(const ProgramAnswer& answer, const Parts&... parts) {
  const bool oneLine = !answer.err.empty() && answer.err.find('\n') == answer.err.size() - 1;
  const bool held = ((answer.err.find(parts) != std::string::npos) && ...);
  if (answer.code == 2 && answer.out.empty() && oneLine && held) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "exit code " << answer.code << ", stdout: " << answer.out
                                       << ", stderr: " << answer.err;
}

/// The configuration of a run that a test trains in a second: an MLP on bars, 15 steps an epoch.
inline constexpr const char* kSmallRun = R"([model]
name = "mlp"
hidden = [64]
classes = 8
[data]
kind = "bars"
image_size = 8
samples = 400
[topoloss]
tau = 3.0
factor = 2
[train]
epochs = 4
batch_size = 24
seed = 5
[optimizer]
kind = "adam"
)";

}  // namespace studio
