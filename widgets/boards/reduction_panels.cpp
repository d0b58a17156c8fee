// What a network still can when it is made smaller: by pruning (the paper's figure 4A) and by sheets that are stored
// small and enlarged (4B). A curve a group of seeds with a band of one standard deviation; also relative to the whole
// network.
#include <algorithm>
#include <cmath>
#include <map>

#include "widgets/boards/panel_kinds.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

struct Reduction {
  const char *analysis, *column;  ///< of the share that is taken away
  QString title, axis;
};

Reduction pruning() { return {"prune", "amount", tr("Pruning"), tr("Weights pruned")}; }
Reduction downsampling() { return {"downsample", "sparsity", tr("Sheets downsampled"), tr("Sparsity")}; }

struct Measure {
  const char* column;
  QString title, unit;
  double scale;
};

/// In the order in which one is preferred where several are stored.
std::vector<Measure> measures() {
  return {{"accuracy", tr("Top-1 accuracy"), QStringLiteral("%"), 100},
          {"perplexity", tr("Perplexity"), {}, 1},
          {"loss", tr("Loss"), {}, 1}};
}

/// The rows of levels, whichever name their table has.
const Table* levelsOf(const BoardSource& source, const Reduction& reduction) {
  const NetworkAnalysis* found = source.analysis(reduction.analysis);
  const Result* result = found ? found->result(reduction.analysis) : nullptr;
  for (const char* name : {"rows", ""})
    if (const Table* table = result ? result->find(name) : nullptr; table && table->column(reduction.column))
      return table;
  return nullptr;
}

std::optional<Measure> chosenMeasure(const std::vector<const BoardSource*>& runs, const Reduction& reduction) {
  for (const Measure& measure : measures())
    for (const BoardSource* run : runs)
      if (const Table* table = levelsOf(*run, reduction); table && table->column(measure.column)) return measure;
  return std::nullopt;
}

/// Value by the share taken away, per cent.
std::map<double, double> curveOf(const Table& table, const Reduction& reduction, const Measure& measure,
                                 bool relative) {
  std::map<double, double> curve;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const double share = table.number(row, reduction.column), value = table.number(row, measure.column);
    if (std::isfinite(share) && std::isfinite(value)) curve[100 * share] = measure.scale * value;
  }
  const auto whole = curve.find(0);
  if (relative) {
    if (whole == curve.end() || whole->second == 0) return {};
    for (const double base = whole->second; auto& [share, value] : curve) value = 100 * value / base;
  }
  return curve;
}

PlotSeries groupCurve(const BoardGroup& group, const Reduction& reduction, const Measure& measure, bool relative) {
  std::map<double, std::vector<double>> values;
  for (const BoardSource* member : group.members)
    if (const Table* table = levelsOf(*member, reduction))
      for (const auto& [share, value] : curveOf(*table, reduction, measure, relative)) values[share].push_back(value);
  PlotSeries series{.name = group.label, .colour = {PlotColour::Role::Run, group.colour}, .label = group.label};
  std::vector<double> counts;
  bool spread = false;
  for (const auto& [share, all] : values) {
    const MeanSpread value = meanSpread(all);
    const double about = std::isfinite(value.spread) ? value.spread : 0;
    series.x.push_back(share);
    series.y.push_back(value.mean);
    series.low.push_back(value.mean - about);
    series.high.push_back(value.mean + about);
    counts.push_back(double(value.count));
    spread = spread || value.count > 1;
  }
  if (spread)
    series.shape = PlotSeries::Shape::Band;
  else
    series.low.clear(), series.high.clear();
  series.dashed = group.tau == 0;  // the baseline
  series.dots = !spread;
  series.keys = {{"network", group.label}};
  series.columns = {{"n", counts, true}};
  return series;
}

PlotSpec makeSpec(const Reduction& reduction, const Measure& measure, bool relative) {
  PlotSpec spec{.name = std::string(reduction.analysis) + (relative ? "_relative" : "")};
  spec.title = reduction.title.toStdString();
  spec.x = {.title = reduction.axis.toStdString(), .unit = "%", .column = std::string(reduction.column) + "_percent"};
  spec.y = {.title = measure.title.toStdString(), .unit = measure.unit.toStdString(), .column = measure.column};
  if (relative) {
    spec.y.title = tr("%1 of the whole network").arg(measure.title).toStdString();
    spec.y.unit = "%";
    spec.y.column += "_relative";
  }
  if (spec.y.unit == "%") spec.y.column += "_percent";
  spec.y.covers = {0};
  spec.y.paddingHigh = 0.05;
  spec.labels = PlotSpec::Labels::Beside;
  return spec;
}

/// nanoGPT as published, digitised (science.md 6.2): validation loss at 0, 20, 50 and 80 % sparsity.
void addPublishedLosses(PlotSpec& spec) {
  struct Published {
    const char* tau;
    std::vector<double> loss;
  };
  const Published curves[] = {{"τ 0", {3.1, 13.7, 14.1, 14.8}},
                              {"τ 0.5", {3.1, 9.6, 10.1, 10.1}},
                              {"τ 1", {3.2, 8.5, 8.7, 8.9}},
                              {"τ 50", {3.4, 3.5, 3.6, 3.7}}};
  for (const Published& curve : curves) {
    PlotSeries series{.name = std::string("Published: nanoGPT, ") + curve.tau, .shape = PlotSeries::Shape::Points};
    series.colour.role = PlotColour::Role::Muted;
    series.size = PlotSeries::Size::Open;
    series.line = series.dashed = true;
    series.x = {0, 20, 50, 80};
    series.y = curve.loss;
    series.label = std::string("published, ") + curve.tau;
    series.keys = {{"network", std::string("published, nanoGPT, ") + curve.tau}};
    spec.series.push_back(std::move(series));
  }
}

bool isOfNanoGpt(const std::vector<const BoardSource*>& runs) {
  return std::any_of(runs.begin(), runs.end(),
                     [](const BoardSource* run) { return run->run.config.model.name == "nanogpt"; });
}

PanelContent makeReductionContent(const PanelRequest& request, const Reduction& reduction, bool relative) {
  PanelContent content;
  const std::string command = std::string("toponets analyse ") + reduction.analysis + " RUN";
  content.missing = QString::fromStdString(missingResults(request.runs, reduction.analysis, command));
  content.title = relative ? tr("%1, relative").arg(reduction.title) : reduction.title;
  content.caption = content.title;
  const auto measure = chosenMeasure(request.runs, reduction);
  if (!measure) return content;
  PlotSpec spec = makeSpec(reduction, *measure, relative);
  for (const BoardGroup& group : groupRuns(request.runs))
    if (PlotSeries series = groupCurve(group, reduction, *measure, relative); !series.x.empty())
      spec.series.push_back(std::move(series));
  const bool hasPublished = reduction.analysis == std::string("downsample") && measure->column == std::string("loss");
  if (!spec.empty() && hasPublished && !relative && isOfNanoGpt(request.runs)) addPublishedLosses(spec);
  if (!spec.empty()) content.plot = std::move(spec);
  return content;
}

PanelKind reductionKind(const char* name, Reduction (*reduction)(), bool relative) {
  PanelKind kind{.name = name, .group = PanelGroup::Runs};
  kind.title = relative ? tr("%1, relative").arg(reduction().title) : reduction().title;
  kind.make = [reduction, relative](const PanelRequest& request) {
    return makeReductionContent(request, reduction(), relative);
  };
  return kind;
}

}  // namespace

std::vector<PanelKind> reductionPanels() {
  return {reductionKind("pruning", pruning, false), reductionKind("pruning_relative", pruning, true),
          reductionKind("downsampling", downsampling, false),
          reductionKind("downsampling_relative", downsampling, true)};
}

}  // namespace studio
