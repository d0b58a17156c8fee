#include "widgets/analysis/analysis_empty.h"

#include "widgets/analysis/analysis_desk.h"
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

EmptyState analysisEmptyState(const AnalysisDesk& desk, const std::string& analysis) {
  if (desk.rows().empty() && !desk.reading())
    return {tr("What analyses found of a network is shown here."), tr("Open..."), QStringLiteral("file.open")};
  if (desk.running())
    return {desk.progressText().isEmpty() ? tr("Analyses are at work.") : desk.progressText(), tr("Stop"),
            QStringLiteral("analyse.stop")};
  for (const AnalysisLine& line : desk.lines()) {
    if (line.name != analysis) continue;
    if (line.state == AnalysisState::Needs || line.state == AnalysisState::Unsuited) return unsuited(analysis);
    if (line.state == AnalysisState::Failed) return {line.text, tr("Run all"), QStringLiteral("analyse.runAll")};
  }
  return notComputedState();
}

AnalysisDock::AnalysisDock(AnalysisDesk* desk, QWidget* content, QWidget* parent)
    : QStackedWidget(parent), desk_(desk), empty_(new EmptyStatePanel(this)) {
  addWidget(content);
  addWidget(empty_);
  connect(empty_, &EmptyStatePanel::actionWanted, this, [this](const QString& id) {
    if (id == QLatin1String("analyse.runAll"))
      desk_->runAll();
    else if (id == QLatin1String("analyse.stop"))
      desk_->cancel();
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
