// What people do with a stored run: another name, and a note of what it was for. Any thread; blocks for the disk alone.
#pragma once
#include <string>

#include "core/run/run_store.h"

namespace studio {

/// notes.md of the run's folder, without blanks at its end; empty where there is none. Throws UserError where it cannot
/// be read.
std::string readNote(const RunFolder& run);
/// An empty text takes the file away.
void writeNote(const RunFolder& run, const std::string& text);

/// Another name in the same folder, never that of another run or file. Throws UserError; a run that a process trains
/// is refused.
RunFolder renameRun(const RunFolder& run, const std::string& name);

}  // namespace studio
