// The refusal that a screen answers with a question of its own: a run's records speak of checkpoints that are not
// there.
#pragma once
#include <string>

#include "core/run/error.h"

namespace studio {

class CheckpointsLost : public UserError {
 public:
  CheckpointsLost(const std::string& reason, const std::string& wayOut)
      : UserError(reason + "; " + wayOut), reason_(reason) {}
  const std::string& reason() const { return reason_; }  ///< the sentence without its way out, and without a full stop

 private:
  std::string reason_;
};

}  // namespace studio
