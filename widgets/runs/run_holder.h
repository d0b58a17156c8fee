// Who trains a run that this window does not train, as the list of runs, tips and questions say it. Values; any thread.
#pragma once
#include <QString>

#include "core/run/run_status.h"

namespace studio {

/// A process other than this one trains the run, as far as can be seen from here.
bool isHeldElsewhere(const RunStatus& status);
/// The heartbeat of another machine is ahead of this one's clock: whether it still trains cannot be told from here, so
/// a person decides.
bool canBeTakenOver(const RunStatus& status, double now);
/// The run can be asked to go on: stopped, interrupted, failed, or perhaps left by another machine.
bool canBeResumed(const RunStatus& status, double now);

/// "process 4242", "process 4242 on node7"
QString holderName(const RunStatus& status);
/// What is known of who holds the run and what can be done, in sentences; empty for a run that nobody else holds.
QString holderSentence(const RunStatus& status, double now);

}  // namespace studio
