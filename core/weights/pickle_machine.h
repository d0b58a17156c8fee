// Reads a pickle (Python's binary protocols 2 to 5) into a PickleTree. Nothing is imported and nothing is called: a
// class or function stays a name, a call stays a call. No torch here.
#pragma once
#include <string>
#include <string_view>

#include "core/weights/pickle_tree.h"

namespace studio {

/// The pickle must outlive the tree; `end` becomes the place behind it, where more may follow. Throws
/// std::runtime_error with a reason that fits behind "FILE is not a valid ... file: ", and UserError naming `source`
/// when the pickle wants code to run; `toDescribe`: only to say what it is, so files of PyTorch within are no reason to
/// refuse it.
PickleTree readPickle(std::string_view pickle, const std::string& source, std::size_t* end = nullptr,
                      bool toDescribe = false);

}  // namespace studio
