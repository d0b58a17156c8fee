#include "core/analysis/analyses.h"

#include "core/run/error.h"
#include "core/run/names.h"

namespace studio {

// The rows, in the order of lists: the function of this name stands in the analysis' own file and makes its row.
// clang-format off
#define STUDIO_ANALYSES(row)  \
  row(selectivityAnalysis)    \
  row(smoothnessAnalysis)     \
  row(dimensionalityAnalysis) \
  row(similarityAnalysis)     \
  row(patchesAnalysis)        \
  row(moransAnalysis)         \
  row(orientationAnalysis)
// clang-format on

#define STUDIO_DECLARE(make) AnalysisEntry make();
STUDIO_ANALYSES(STUDIO_DECLARE)

namespace {

std::deque<AnalysisEntry>& analysisTable() {
#define STUDIO_MAKE(make) make(),
  static std::deque<AnalysisEntry> table = {STUDIO_ANALYSES(STUDIO_MAKE)};
  return table;
}

}  // namespace

const std::deque<AnalysisEntry>& analyses() { return analysisTable(); }

void addAnalysis(AnalysisEntry entry) { analysisTable().push_back(std::move(entry)); }

const AnalysisEntry& findAnalysis(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& entry : analyses()) {
    if (entry.kind.name == name) return entry;
    names.push_back(entry.kind.name);
  }
  const auto meant = suggestion(name, names);
  if (!meant.empty()) throw UserError("There is no analysis \"" + name + "\"" + meant);
  std::string all;
  for (const auto& each : names) all += (all.empty() ? "" : ", ") + each;
  throw UserError("There is no analysis \"" + name + "\"; there are " + all + ".");
}

}  // namespace studio
