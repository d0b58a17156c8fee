#include "widgets/analysis/result_views.h"

#include <QLabel>
#include <algorithm>
#include <cmath>

#include "widgets/analysis/analyses.h"
#include "widgets/analysis/readings.h"
#include "widgets/analysis/shown_maps.h"
#include "widgets/analysis/unit_tokens.h"
#include "widgets/runs/run_text.h"
#include "widgets/sheets/colour_maps.h"
#include "widgets/sheets/stimuli_strip.h"

namespace studio {

AnalysedUnitPanel::AnalysedUnitPanel(Analyses* analyses, QWidget* parent)
    : InspectorPanel(analyses->monitor(), parent), analyses_(analyses) {
  barsNote_ = unitLabel(content(), TextStyle::Label, true);
  stimuliTitle_ = unitLabel(content(), TextStyle::PanelTitle, false);
  stimuliTitle_->setText(tr("Strongest stimuli"));
  stimuliNote_ = unitLabel(content(), TextStyle::Label, true);
  stimuli_ = new StimuliStrip(content());
  tokens_ = new UnitTokens(analyses->choices().engine(), content());
  for (QWidget* part : std::initializer_list<QWidget*>{barsNote_, stimuliTitle_, stimuliNote_, stimuli_, tokens_})
    addDetail(part);
  connect(tokens_, &UnitTokens::unitChosen, this, [analyses](qint64 unit) { analyses->selection().setUnit(unit); });
  connect(&analyses->results(), &AnalysisResults::changed, this, &AnalysedUnitPanel::refresh);
  connect(&analyses->selection(), &AnalysisSelection::changed, this, &AnalysedUnitPanel::refresh);
  connect(&analyses->choices(), &AnalysisChoices::changed, this, &AnalysedUnitPanel::refresh);
  connect(&analyses->pictures(), &UnitPictures::ready, this, [this] {
    if (active_) stimuli_->show(analyses_->pictures().list(), 0);
  });
  refresh();
}

void AnalysedUnitPanel::setActive(bool active) {
  active_ = active;
  pictured_.clear();
  refresh();
}

/// One scale for all contrasts and networks of the layer, so that bars compare.
void AnalysedUnitPanel::showValues(UnitBars& bars) {
  const ViewState& view = monitor().view();
  const AnalysisRow* trained = analyses_->results().first();
  std::vector<UnitBars::Row> rows;
  double largest = 0;
  const std::string name = analyses_->choices().settings().statistic(), suffix = "." + name;
  const ContrastStatistic* statistic = findStatistic(name);
  if (trained)
    for (const Contrast& contrast : trained->found->contrasts) {
      UnitBars::Row bar{categoryTitle(contrast.name), kUndefined, 0};
      bar.decimals = statistic ? statistic->decimals : 1;
      for (const AnalysisRow& row : analyses_->results().rows()) {
        const SheetMap* map = row.found ? row.found->map(view.layer, contrast.name + suffix) : nullptr;
        if (!map || view.unit >= std::int64_t(map->values.size())) continue;
        for (const float value : map->values)
          if (std::isfinite(value)) largest = std::max(largest, std::abs(double(value)));
        if (&row == trained)
          bar.value = map->values[view.unit];
        else
          bar.controls.push_back(map->values[view.unit]);
      }
      rows.push_back(std::move(bar));
    }
  for (UnitBars::Row& row : rows) row.limit = largest;
  barsNote_->setText(rows.empty() ? tr("No contrast has been computed for these stimuli.")
                                  : tr("Bars: the trained network; thin marks: its controls"));
  setBarsTitle(rows.empty() ? QString() : tr("Selectivity, %1").arg(quantityUnit("x" + suffix)));
  bars.show(std::move(rows));
}

/// Pictures of another unit are never left standing: their places stay grey until the right ones are here.
void AnalysedUnitPanel::showDetails() {
  const bool readsText = analyses_->choices().isLanguage();
  for (QWidget* part : std::initializer_list<QWidget*>{stimuliTitle_, stimuliNote_, stimuli_})
    part->setVisible(!readsText);
  tokens_->setVisible(readsText);
  if (!active_) return;
  if (readsText) return showTokens();
  constexpr int kPlaces = 8;
  const AnalysisRow* first = analyses_->results().first();
  const bool any = first && hasStrongestStimuli(*first->found, monitor().view().layer);
  stimuliNote_->setText(any ? shownStimuliText(*first->found, analyses_->choices().offeredStimuli())
                            : tr("Known once analyses have been computed for this layer."));
  if (!any) {
    pictured_.clear();
    stimuli_->show({}, 0);
    return;
  }
  const QString now = QStringLiteral("%1 %2").arg(address(), QString::fromStdString(first->found->stimuli));
  if (now != pictured_) stimuli_->show({}, kPlaces);
  pictured_ = now;
  analyses_->pictures().request(*first, analyses_->selection().layer(), analyses_->selection().unit());
}

/// Of the chosen stimuli, sentences or text, whether or not anything has been computed of them.
void AnalysedUnitPanel::showTokens() {
  const auto& rows = analyses_->results().rows();
  if (rows.empty() || rows.front().source.isMissing() || !analyses_->choices().hasStimuli())
    return tokens_->clear(tr("Known once text or sentences are chosen."));
  tokens_->show(requestFor(rows.front().network(), analyses_->choices().stimuli()), analyses_->selection().layer(),
                analyses_->selection().unit());
}

}  // namespace studio
