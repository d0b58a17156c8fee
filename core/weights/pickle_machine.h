// Reads a pickle (Python's binary protocols 2 to 5) into a PickleTree. Nothing is imported and nothing is called: a class or
// function stays a name, a call stays a call. No torch here.
#pragma once
#include <string>
#include <string_view>

#include "core/weights/pickle_tree.h"

namespace studio {

/// The pickle must outlive the tree. Throws std::runtime_error with a reason that fits behind "FILE is not a valid ... file: ",
/// and UserError naming `source` when the pickle wants code to run.
PickleTree readPickle(std::string_view pickle, const std::string& source);

}  // namespace studio
