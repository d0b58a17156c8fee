// The child process, and one line of JSON each way (python_peer.h).
#include "python_peer.h"

#include <sys/wait.h>
#include <torch/types.h>
#include <torch/utils.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace studio::bench {
namespace {

namespace fs = std::filesystem;

/// .../lib/python3.11/site-packages/torch lies in the environment whose python is .../bin/python.
fs::path pythonBeside(const fs::path& torch) {
  for (auto folder = torch.parent_path(); folder.has_relative_path(); folder = folder.parent_path())
    if (fs::exists(folder / "bin" / "python")) return folder / "bin" / "python";
  return {};
}

fs::path python() {
  if (const char* named = std::getenv("STUDIO_PYTHON")) return named;
  return pythonBeside(STUDIO_LIBTORCH_FOLDER);
}

}  // namespace

bool PythonPeer::start(const std::string& script, const std::vector<std::vector<std::int64_t>>& shapes, double factor) {
  return start(script, {{"shapes", shapes}, {"factor", factor}});
}

bool PythonPeer::start(const std::string& script, const nlohmann::json& request) {
  const auto interpreter = python();
  const auto file = fs::path(STUDIO_SOURCE_DIR) / "tests" / "bench" / script;
  if (interpreter.empty() || !fs::exists(interpreter) || !fs::exists(file)) return false;
  int toChild[2], fromChild[2];
  if (pipe(toChild) != 0 || pipe(fromChild) != 0) return false;
  std::signal(SIGPIPE, SIG_IGN);  // a peer that died is noticed by its silence
  process_ = fork();
  if (process_ == 0) {
    dup2(toChild[0], 0), dup2(fromChild[1], 1);
    for (const int end : {toChild[0], toChild[1], fromChild[0], fromChild[1]}) close(end);
    execl(interpreter.c_str(), interpreter.c_str(), file.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  close(toChild[0]), close(fromChild[1]);
  to_ = fdopen(toChild[1], "w"), from_ = fdopen(fromChild[0], "r");
  if (process_ < 0) return false;
  auto line = request;
  line["threads"] = torch::get_num_threads();
  firstAnswer_ = ask(line.dump());
  const auto answer = nlohmann::json::parse(firstAnswer_, nullptr, false);
  if (!answer.is_object()) return false;
  title_ = answer.value("title", "");
  return !title_.empty();
}

PythonPeer::~PythonPeer() {
  if (to_) std::fclose(to_);  // the end of its input ends the peer
  if (from_) std::fclose(from_);
  if (process_ > 0) waitpid(process_, nullptr, 0);
}

std::string PythonPeer::ask(const std::string& line) {
  if (std::fputs((line + "\n").c_str(), to_) < 0 || std::fflush(to_) != 0) return {};
  std::string answer;
  for (int letter = std::fgetc(from_); letter != EOF && letter != '\n'; letter = std::fgetc(from_))
    answer.push_back(static_cast<char>(letter));
  return answer;
}

double PythonPeer::milliseconds() {
  const auto answer = nlohmann::json::parse(ask("{}"), nullptr, false);
  if (!answer.is_object()) throw std::runtime_error("The Python peer has ended.");
  loss_ = answer.value("loss", 0.0);
  peakBytes_ = answer.value("peak_bytes", 0.0);
  return answer.at("ms").get<double>();
}

}  // namespace studio::bench
