// The two sorts of errors: what a user can fix is a UserError; everything else is any other exception and is caught
// once: of a job in Runner, of a command that runs in the main thread in app/cli/command_line.cpp, of what a window
// asks on a worker in widgets/runs/worker_call.h.
#pragma once
#include <stdexcept>
#include <string>
#include <utility>

namespace studio {

/// One sentence that names the thing, the reason and the way out. Programs print it as it is and leave with exit
/// code 2.
class UserError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The refusal to which a window adds a question of its own: a run's records mention checkpoints that are not
/// there.
class CheckpointsLost : public UserError {
 public:
  CheckpointsLost(const std::string& reason, const std::string& advice)
      : UserError(reason + "; " + advice), reason_(reason) {}
  const std::string& reason() const { return reason_; }  ///< the sentence without its way out, and without a full stop

 private:
  std::string reason_;
};

/// What this version of the program cannot read, because another one has written it.
class OtherVersion : public UserError {
 public:
  OtherVersion(const std::string& sentence, std::string version) : UserError(sentence), version_(std::move(version)) {}
  const std::string& version() const { return version_; }  ///< that wrote it: "0.2.0"

 private:
  std::string version_;
};

}  // namespace studio
