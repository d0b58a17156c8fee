// Starting, watching and ending a program (child.h).
#include "tests/torture/child.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <stdexcept>
#include <thread>

#include "tests/support/temporary_folder.h"

namespace studio::torture {
namespace {

/// Between fork and exec only calls that are safe there.
[[noreturn]] void become(char* const* arguments, int out, int err, std::uint64_t fileBytes) {
  const int none = ::open("/dev/null", O_RDONLY);
  ::dup2(none, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  if (fileBytes > 0) {
    const rlimit limit{fileBytes, fileBytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ::execv(arguments[0], arguments);
  ::_exit(127);
}

}  // namespace

std::string ChildEnd::text() const {
  std::string how = "exit code " + std::to_string(code);
  if (timedOut)
    how = "did not end and was killed";
  else if (signal)
    how = "died of signal " + std::to_string(signal);
  return how + "; stdout: " + out.substr(0, 1500) + "; stderr: " + err.substr(0, 1500);
}

Child::Child(const std::filesystem::path& program, const std::vector<std::string>& arguments,
             const std::filesystem::path& scratch, std::uint64_t fileBytes) {
  static std::atomic<unsigned> counter{0};
  const auto number = std::to_string(counter++);
  out_ = scratch / ("out." + number);
  err_ = scratch / ("err." + number);
  std::vector<std::string> texts{program.string()};
  texts.insert(texts.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  const int out = ::open(out_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  const int err = ::open(err_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (out < 0 || err < 0) throw std::runtime_error("cannot write in " + scratch.string());
  process_ = ::fork();
  if (process_ == 0) become(pointers.data(), out, err, fileBytes);
  ::close(out);
  ::close(err);
  if (process_ < 0) throw std::runtime_error("cannot start a process");
}

Child::~Child() {
  if (!ended_) send(SIGKILL);
  if (!ended_) ::waitpid(process_, &status_, 0);
}

bool Child::waitFor(std::chrono::milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (!ended_) {
    ended_ = ::waitpid(process_, &status_, WNOHANG) == process_;
    if (ended_ || std::chrono::steady_clock::now() >= end) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
  }
  return ended_;
}

void Child::send(int signal) {
  if (!ended_) ::kill(process_, signal);
}

ChildEnd Child::wait(std::chrono::milliseconds limit) {
  ChildEnd end;
  end.timedOut = !waitFor(limit);
  if (end.timedOut) {
    send(SIGKILL);
    waitFor(std::chrono::minutes(1));
  }
  if (WIFEXITED(status_)) end.code = WEXITSTATUS(status_);
  if (WIFSIGNALED(status_)) end.signal = WTERMSIG(status_);
  end.out = readFileBytes(out_);
  end.err = readFileBytes(err_);
  std::error_code ignored;
  std::filesystem::remove(out_, ignored);
  std::filesystem::remove(err_, ignored);
  return end;
}

ChildEnd runProgram(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                    const std::filesystem::path& scratch) {
  return Child(program, arguments, scratch).wait();
}

}  // namespace studio::torture
