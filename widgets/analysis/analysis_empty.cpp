#include "widgets/analysis/analysis_empty.h"

#include "widgets/analysis/analysis_list.h"
#include "widgets/frame/tr.h"
#include "widgets/frame/view_tabs.h"

namespace studio {
namespace {

EmptyState unsuited(const std::string& analysis) {
  if (analysis == "orientation")
    return {tr("Preferred angles need stimuli that turn: gratings or bars."), tr("Show gratings"),
            QStringLiteral("analyse.gratings")};
  return {
      tr("Selectivity needs images sorted by category. A folder with sub-folders (faces/, bodies/, ...) or fLoc files "
         "(adult-1.jpg, ...) works."),
      tr("Choose folder..."), QStringLiteral("analyse.chooseStimuli")};
}

}  // namespace

EmptyState notComputedState() {
  return {tr("Not computed for these stimuli yet."), tr("Run all"), QStringLiteral("analyse.runAll")};
}

EmptyState analysisEmptyState(const Analyses& analyses, const std::string& analysis) {
  if (analyses.results().rows().empty() && !analyses.reading())
    return {tr("What analyses found of a network is shown here."), tr("Open..."), QStringLiteral("file.open")};
  if (analyses.work().running())
    return {analyses.work().progressText().isEmpty() ? tr("Analyses are at work.") : analyses.work().progressText(),
            tr("Stop"), QStringLiteral("analyse.stop")};
  for (const AnalysisLine& line : analysisLines(analyses)) {
    if (line.name != analysis) continue;
    if (line.state == AnalysisState::Needs || line.state == AnalysisState::Unsuited) return unsuited(analysis);
    if (line.state == AnalysisState::Failed) return {line.text, tr("Run all"), QStringLiteral("analyse.runAll")};
  }
  return notComputedState();
}

AnalysisDock::AnalysisDock(Analyses* analyses, QWidget* content, QWidget* parent)
    : QStackedWidget(parent), analyses_(analyses), empty_(new EmptyStatePanel(this)) {
  addWidget(content);
  addWidget(empty_);
  connect(empty_, &EmptyStatePanel::actionWanted, this, [this](const QString& id) {
    if (id == QLatin1String("analyse.runAll"))
      analyses_->work().startAll();
    else if (id == QLatin1String("analyse.stop"))
      analyses_->work().cancel();
    else
      Q_EMIT actionWanted(id);
  });
}

void AnalysisDock::showState(const EmptyState& state) {
  state_ = state;
  if (!state.text.isEmpty()) empty_->put(state);
  setCurrentIndex(state.text.isEmpty() ? 0 : 1);
}

}  // namespace studio
