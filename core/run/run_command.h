// Commands to the process that trains a run, whichever it is: each is a small file in the run's folder, which that
// process takes away when it obeys. Only files of the user who trains are obeyed. Any thread; every call blocks on the
// disk.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/run_store.h"

namespace studio {

enum class RunCommand { Pause, Resume, Stop, Checkpoint };
std::string_view toString(RunCommand command);  ///< "pause"
std::optional<RunCommand> runCommandFrom(std::string_view name);

/// Leaves the command in the folder and returns its file's name. Throws UserError where no process trains the run,
/// where it is another user's, and where the folder cannot be written.
std::string sendCommand(const RunFolder& run, RunCommand command);
/// The process has taken it.
bool isTaken(const RunFolder& run, const std::string& file);
/// A command that was not taken, because the process has ended meanwhile, goes.
void withdrawCommand(const RunFolder& run, const std::string& file);

/// By the process that trains: commands since the last call, oldest first. Files that are not of this user or hold
/// anything else are removed unread where that is allowed.
std::vector<RunCommand> takeCommands(const FolderHandle& run);

}  // namespace studio
