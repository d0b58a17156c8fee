// The engine as the Analyse workspace sees it: functions over core for the open run or file of weights.
#pragma once
#include "app/gui/session.h"
#include "widgets/analysis/analysis_services.h"

namespace studio {

AnalysisServices makeAnalysisServices(Session& session);

}  // namespace studio
