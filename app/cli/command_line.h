// The command line as a function, so that tests can call it: parses, runs one command, prints its answer.
#pragma once
#include <iosfwd>
#include <string>
#include <vector>

namespace studio {

/// `arguments` without the program's name. Returns the exit code (command.h).
int runCommandLine(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

}  // namespace studio
