// The one table of analyses of sheets: each is a file of its own with one function that makes its row. No analysis
// knows where its responses come from, or where its answer goes.
#pragma once
#include <deque>
#include <string>

#include "core/analysis/analysis_work.h"

namespace studio {

struct AnalysisEntry {
  AnalysisKind kind;
  /// Adds what it finds of the layer under way to its result. Throws UserError for a choice that cannot be.
  void (*layer)(AnalysisWork& work, Result& result) = nullptr;
  /// Once, when all layers have gone by; may be none.
  void (*finish)(AnalysisWork& work, Result& result) = nullptr;
  /// It reads LayerResponses::pooled, pooled over space as its choice "pooling" says.
  bool pools = false;
};

const std::deque<AnalysisEntry>& analyses();
/// A further row, for a program with an analysis of its own. Before any thread asks for the table.
void addAnalysis(AnalysisEntry entry);
/// Throws UserError with the nearest name.
const AnalysisEntry& findAnalysis(const std::string& name);

}  // namespace studio
