#include "widgets/analysis/analysis_text.h"

#include <algorithm>

#include "widgets/frame/tr.h"

namespace studio {
namespace {

bool areGratings(const std::string& stimuli) {
  return stimuli.rfind("gratings", 0) == 0 || stimuli.rfind("bars", 0) == 0;
}

}  // namespace

bool hasResult(const NetworkAnalysis& found, const std::string& analysis) {
  const Result* result = found.result(analysis);
  return result && std::any_of(found.layers.begin(), found.layers.end(),
                               [&](const AnalysedLayer& layer) { return result->has(layer.layer); });
}

QString resultText(const NetworkAnalysis& found, const AnalysisKind& analysis) {
  if (!hasResult(found, analysis.name) || !analysis.summary) return {};
  QString text = QString::fromStdString(analysis.summary(found, *found.result(analysis.name)));
  if (!text.isEmpty()) text[0] = text[0].toUpper();
  return text;
}

bool cannotContrast(const NetworkAnalysis& found) {
  return !found.layers.empty() && found.contrasts.empty() && found.categories.size() < 2;
}

QString lackText(const NetworkAnalysis* found, const std::string& stimuli, const AnalysisKind& analysis) {
  if (analysis.angles && !areGratings(stimuli)) return tr("Only for gratings or bars");
  if (analysis.contrasts && found && cannotContrast(*found)) return tr("Needs images sorted by category");
  return {};
}

QString stimuliTitle(const std::string& data) { return QString::fromStdString(stimuliName(data)); }

}  // namespace studio
