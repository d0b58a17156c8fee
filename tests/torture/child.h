// A program of ours as a child process: started, signalled, waited for with a time limit, its output kept.
#pragma once
#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace studio::torture {

struct ChildEnd {
  int code = -1;          ///< exit code, where it ended by itself
  int signal = 0;         ///< the signal that ended it
  bool timedOut = false;  ///< it did not end in time and was killed
  std::string out, err;
  std::string text() const;  ///< "exit code 2" and what it said, for a report
};

class Child {
 public:
  /// Standard output and error go to files in `scratch`. `fileBytes`: largest file it may write (0 = no limit).
  Child(const std::filesystem::path& program, const std::vector<std::string>& arguments,
        const std::filesystem::path& scratch, std::uint64_t fileBytes = 0);
  ~Child();  ///< kills it where it still runs
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Waits up to `time`; true when it has ended.
  bool waitFor(std::chrono::milliseconds time);
  void send(int signal);
  /// To its end; it is killed after `limit`, which is a fault of the program.
  ChildEnd wait(std::chrono::milliseconds limit = std::chrono::minutes(3));

 private:
  pid_t process_ = -1;
  int status_ = 0;
  bool ended_ = false;
  std::filesystem::path out_, err_;
};

/// Starts, waits, and gives back how it ended.
ChildEnd runProgram(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                    const std::filesystem::path& scratch);

}  // namespace studio::torture
