// The one table of analyses of sheets: each is a file of its own with one function, and a row here. No analysis knows where its
// responses come from, or where its answer goes.
#pragma once
#include <vector>

#include "core/analysis/analysis_work.h"

namespace studio {

struct AnalysisEntry {
  const char* name;                         ///< as `toponets analyse` takes it; has its form in core/run/analysis_json
  const char* title;
  bool contrasts = false;                   ///< needs categories
  bool angles = false;                      ///< needs gratings or bars
  void (*layer)(AnalysisWork& work, LayerAnalysis& found) = nullptr;
  void (*finish)(AnalysisWork& work) = nullptr;   ///< once, when all layers have gone by; may be none
};

const std::vector<AnalysisEntry>& analyses();
/// Throws UserError with the nearest name.
const AnalysisEntry& findAnalysis(const std::string& name);

void analyseSmoothness(AnalysisWork& work, LayerAnalysis& found);
void analyseMorans(AnalysisWork& work, LayerAnalysis& found);
void analyseDimensionality(AnalysisWork& work, LayerAnalysis& found);
void analyseSelectivity(AnalysisWork& work, LayerAnalysis& found);
void finishSelectivity(AnalysisWork& work);
void analysePatches(AnalysisWork& work, LayerAnalysis& found);
void analyseSimilarity(AnalysisWork& work, LayerAnalysis& found);
void analyseOrientation(AnalysisWork& work, LayerAnalysis& found);

}  // namespace studio
