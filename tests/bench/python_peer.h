// A peer in Python: a warm child process that does its work once for each line it is sent, and times itself.
#pragma once
#include <sys/types.h>

#include <cstdio>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace studio::bench {

class PythonPeer {
 public:
  PythonPeer() = default;
  ~PythonPeer();
  PythonPeer(const PythonPeer&) = delete;
  PythonPeer& operator=(const PythonPeer&) = delete;

  /// Starts the script of tests/bench with the interpreter of STUDIO_PYTHON, else of the environment LibTorch came
  /// from. False, and nothing runs, where there is no such Python or it lacks the package.
  bool start(const std::string& script, const std::vector<std::vector<std::int64_t>>& shapes, double factor);
  /// With any first line; the number of threads is added to it.
  bool start(const std::string& script, const nlohmann::json& request);
  /// What the peer answered first, one JSON object with its title.
  const std::string& firstAnswer() const { return firstAnswer_; }
  /// "topoloss 0.0.2, torch 2.13.0"
  const std::string& title() const { return title_; }
  /// Lets the peer do its work once; its own time. Throws std::runtime_error when it has died.
  double milliseconds();
  /// Of the work done last.
  double loss() const { return loss_; }
  /// Most memory that it had at once since its first answer, beyond what it had with its packages alone; bytes, 0 where
  /// it does not say.
  double peakBytes() const { return peakBytes_; }

 private:
  std::string ask(const std::string& line);

  pid_t process_ = -1;
  std::FILE *to_ = nullptr, *from_ = nullptr;
  std::string title_, firstAnswer_;
  double loss_ = 0, peakBytes_ = 0;
};

}  // namespace studio::bench
