// The two sorts of errors: what a user can mend is a UserError; everything else is any other exception and is caught
// once.
#pragma once
#include <stdexcept>

namespace studio {

/// One sentence that names the thing, the reason and the way out. Programs print it as it is and leave with exit
/// code 2.
class UserError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace studio
