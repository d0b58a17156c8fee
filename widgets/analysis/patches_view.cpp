#include "widgets/analysis/contrast_views.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/analysis/analyses.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/value_table.h"
#include "widgets/frame/controls.h"
#include "widgets/runs/run_text.h"
#include "widgets/sheets/colour_maps.h"

namespace studio {
namespace {

double larger(double a, double b) { return std::isfinite(a) && (!std::isfinite(b) || a > b) ? a : b; }

PatchSummary makeSummary(const AnalysedNetwork& network, std::size_t index, const std::string& contrast,
                         const std::string& only) {
  PatchSummary sum{index, contrast};
  double area = 0;
  std::vector<double> morans;
  for (const AnalysedLayer& layer : network.found->layers) {
    if (!only.empty() && layer.layer != only) continue;
    morans.push_back(moransIn(*network.found, layer.layer, contrast));
    const auto found = patchesIn(*network.found, layer.layer, contrast);
    if (!found) continue;
    ++sum.layers;
    sum.patches += double(found->list.size());
    area += found->areaFraction;
    for (const ShownPatch& patch : found->list) {
      sum.largest = std::max(sum.largest, double(patch.units.size()));
      sum.peak = larger(patch.peak, sum.peak);
    }
  }
  if (sum.layers > 0) sum.area = area / sum.layers;
  sum.morans = meanOfDefined(morans);
  return sum;
}

std::int64_t findPeakUnit(const ShownPatch& patch, const SheetMap* map, std::int64_t width) {
  std::int64_t best = -1;
  double most = -INFINITY;
  for (const std::int64_t unit : patch.units) {
    if (unit < 0) continue;
    const double row = double(unit / std::max<std::int64_t>(1, width)),
                 column = double(unit % std::max<std::int64_t>(1, width));
    double value = -std::hypot(row - patch.row, column - patch.column);
    if (map) value = unit < std::int64_t(map->values.size()) ? map->values[std::size_t(unit)] : kUndefined;
    if (value > most) most = value, best = unit;
  }
  return best;
}

}  // namespace

namespace {

/// Of a group of seeds: each number is the mean over them.
PatchSummary makeGroupSummary(const AnalysedNetwork& group, std::size_t index, const std::string& contrast,
                              const std::string& only) {
  PatchSummary mean{index, contrast};
  std::vector<double> patches, area, largest, peak, morans;
  for (const auto& member : group.members) {
    AnalysedNetwork alone = group;
    alone.found = member;
    const PatchSummary sum = makeSummary(alone, index, contrast, only);
    mean.layers = std::max(mean.layers, sum.layers);
    patches.push_back(sum.patches);
    area.push_back(sum.area);
    largest.push_back(sum.largest);
    peak.push_back(sum.peak);
    morans.push_back(sum.morans);
  }
  mean.patches = meanOfDefined(patches);
  mean.area = meanOfDefined(area);
  mean.largest = meanOfDefined(largest);
  mean.peak = meanOfDefined(peak);
  mean.morans = meanOfDefined(morans);
  return mean;
}

}  // namespace

std::vector<PatchSummary> patchSummaries(const std::vector<AnalysedNetwork>& networks, const std::string& layer) {
  std::vector<PatchSummary> rows;
  if (networks.empty()) return rows;
  for (const Contrast& contrast : networks.front().found->contrasts)
    for (std::size_t i = 0; i < networks.size(); ++i) {
      PatchSummary sum = networks[i].members.empty() ? makeSummary(networks[i], i, contrast.name, layer)
                                                     : makeGroupSummary(networks[i], i, contrast.name, layer);
      if (sum.layers > 0) rows.push_back(std::move(sum));
    }
  return rows;
}

std::vector<PatchRow> patchRows(const AnalysedNetwork& network, const std::string& layer, const std::string& contrast) {
  std::vector<PatchRow> rows;
  if (!network.members.empty()) return rows;  // each seed has its own
  const std::string statistic = network.found->settings.statistic();
  for (const AnalysedLayer& each : network.found->layers) {
    if (!layer.empty() && each.layer != layer) continue;
    for (const Contrast& named : network.found->contrasts) {
      const auto patches =
          contrast.empty() || named.name == contrast ? patchesIn(*network.found, each.layer, named.name) : std::nullopt;
      if (!patches) continue;
      const SheetMap* map = network.found->map(each.layer, named.name + "." + statistic);
      for (const ShownPatch& patch : patches->list)
        rows.push_back({each.layer, named.name, each.width, each.height, patch, findPeakUnit(patch, map, each.width)});
    }
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const PatchRow& a, const PatchRow& b) { return a.patch.units.size() > b.patch.units.size(); });
  return rows;
}

PatchesView::PatchesView(const ViewContext& context, QWidget* parent)
    : FigureView(context.monitor, parent), analyses_(context.analyses) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 8, 16, 8);
  column->setSpacing(4);
  auto* row = new QHBoxLayout;
  row->setSpacing(0);
  auto* title = new QLabel(tr("Patches of selective units"), this);
  title->setFont(textFont(TextStyle::PanelTitle));
  row->addWidget(title);
  row->addStretch(1);
  auto* layers = new Segments({tr("Chosen layer"), tr("All layers")}, allLayers_ ? 1 : 0, this);
  row->addWidget(layers);
  column->addLayout(row);
  summary_ = new ValueTable(tr("Patches of each contrast"), this);
  column->addWidget(summary_, 2);
  listTitle_ = new QLabel(this);
  listTitle_->setFont(textFont(TextStyle::PanelTitle));
  listTitle_->setMinimumHeight(28);
  column->addWidget(listTitle_);
  list_ = new ValueTable(tr("Patches of the chosen contrast"), this);
  column->addWidget(list_, 3);
  connect(layers, &Segments::chosenChanged, this, [this](int all) { setAllLayers(all != 0); });
  connect(summary_, &ValueTable::rowChosen, this, &PatchesView::refreshList);
  connect(list_, &ValueTable::rowChosen, this, &PatchesView::choosePatch);
  connect(&analyses_->results(), &AnalysisResults::changed, this, &PatchesView::refresh);
  connect(&analyses_->selection(), &AnalysisSelection::changed, this, [this] {
    if (!choosing_ && !allLayers_ && analyses_->selection().layer() != shownLayer_) refresh();
  });
  refresh();
}

EmptyState PatchesView::emptyState() const {
  return summaries_.empty() && patches_.empty() ? analysisEmptyState(*analyses_, "patches") : EmptyState{};
}

void PatchesView::setAllLayers(bool all) {
  allLayers_ = all;
  refresh();
}

void PatchesView::refresh() {
  networks_ = analysedNetworks(*analyses_);
  shownLayer_ = studio::shownLayer(*analyses_, networks_);
  statistic_ = quantityUnit(
      "x." + (networks_.empty() ? contrastStatistics().front().name : networks_.front().found->settings.statistic()));
  const int before = summary_->chosenRow();
  summaries_ = patchSummaries(networks_, allLayers_ ? std::string() : shownLayer_);
  std::vector<ValueRow> rows;
  for (const PatchSummary& sum : summaries_)
    rows.push_back({{ValueCell::of(categoryTitle(sum.contrast)), ValueCell::of(networkTitle(networks_[sum.network])),
                     ValueCell::of(sum.patches), ValueCell::of(100 * sum.area), ValueCell::of(sum.largest),
                     ValueCell::of(sum.peak), ValueCell::of(sum.morans)}});
  summary_->show({{tr("Contrast"), false},
                  {tr("Network"), false},
                  {tr("Patches"), true, 0},
                  {tr("Area, %"), true, 1},
                  {tr("Largest, units"), true, 0},
                  {tr("Peak %1").arg(statistic_)},
                  {tr("Mean Moran's I")}},
                 std::move(rows));
  if (!summaries_.empty()) summary_->chooseRow(std::clamp(before, 0, int(summaries_.size()) - 1));
  refreshList();
}

void PatchesView::refreshList() {
  const int chosen = std::max(0, summary_->chosenRow());
  patches_.clear();
  if (chosen < int(summaries_.size())) {
    const PatchSummary& sum = summaries_[std::size_t(chosen)];
    patches_ = patchRows(networks_[sum.network], allLayers_ ? std::string() : shownLayer_, sum.contrast);
    listTitle_->setText(tr("%1, %2: %3")
                            .arg(categoryTitle(sum.contrast), networkName(networks_[sum.network]),
                                 !networks_[sum.network].members.empty() ? tr("each seed has patches of its own")
                                 : patches_.size() == 1                  ? tr("1 patch")
                                                                         : tr("%L1 patches").arg(patches_.size())));
  }
  std::vector<ValueRow> rows;
  for (const PatchRow& row : patches_)
    rows.push_back({{ValueCell::of(QString::fromStdString(row.layer)), ValueCell::of(double(row.patch.units.size())),
                     ValueCell::of(100.0 * double(row.patch.units.size()) /
                                   double(std::max<std::int64_t>(1, row.width * row.height))),
                     ValueCell::of(row.patch.peak), ValueCell::of(row.patch.row), ValueCell::of(row.patch.column),
                     ValueCell::of(double(row.peakUnit))}});
  list_->show({{tr("Layer"), false},
               {tr("Units"), true, 0},
               {tr("Share of the sheet, %"), true, 1},
               {tr("Peak %1").arg(statistic_)},
               {tr("Centre, row"), true, 1},
               {tr("Centre, column"), true, 1},
               {tr("Peak unit"), true, 0}},
              std::move(rows));
}

void PatchesView::choosePatch(int row) {
  if (row < 0 || row >= int(patches_.size())) return;
  const PatchRow chosen = patches_[std::size_t(row)];  // a copy: whoever hears of the layer may fill the list anew
  choosing_ = true;
  analyses_->selection().setLayer(chosen.layer);
  analyses_->selection().setUnit(chosen.peakUnit);
  choosing_ = false;
}

QString PatchesView::dataText() const {
  return summaries_.empty() ? QString() : summary_->values().text() + QLatin1Char('\n') + list_->values().text();
}

}  // namespace studio
