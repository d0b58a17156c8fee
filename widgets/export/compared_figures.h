// Several runs over each other as figures, without a window: what `toponets-studio figure` makes of them. Reads the
// disk where it says so.
#pragma once
#include <vector>

#include "core/run/compared_source.h"
#include "widgets/frame/view.h"
#include "widgets/runs/run_data.h"

namespace studio {

/// Smoothness and accuracy of these runs (of what analyses have stored, else of the probe's last values), runs of one
/// configuration as mean and spread; reads their folders. `kinds` name the measures. nullptr where none has both
/// numbers.
std::unique_ptr<Figure> makeParetoFigure(const std::vector<RunData>& runs, const std::vector<AnalysisKind>& kinds);
/// Every scalar of these runs over each other, seeds as mean and band. nullptr where none has a value.
std::unique_ptr<Figure> makeComparedCurvesFigure(const std::vector<RunData>& runs);
/// "run a, config 1a2b...; run b, ..."
QString comparedProvenance(const std::vector<ComparedSource>& sources);

}  // namespace studio
