// The commands of Analyse: limits of the maps, running and stopping, stimuli and baseline, how maps are shown, copying.
#pragma once
#include <functional>
#include <vector>

#include "widgets/frame/actions.h"

namespace studio {

class Analyses;
class RunMonitor;
class WorkspaceWindow;

/// What the commands act on, and what only the workspace can do. All outlive the commands. GUI thread.
struct AnalyseTargets {
  WorkspaceWindow& window;
  RunMonitor& monitor;
  Analyses& analyses;
  std::function<void()> comeToFront, chooseStimuli, showGratings, trainBaseline;
};

std::vector<ActionSpec> analyseCommands(const AnalyseTargets& targets);

}  // namespace studio
