// Accuracy (of a language model: perplexity) against smoothness, over tau: a large point for the mean of a group's
// seeds with its standard deviation, a small one for each seed, a line through the groups that differ in tau alone; and
// what was published, as a labelled layer.
#include <algorithm>
#include <cmath>
#include <map>

#include "widgets/boards/panel_kinds.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

/// Digitised from the paper's figures (science.md 12): ±0.01 smoothness, ±0.5 % accuracy.
struct PublishedPoints {
  const char* name;
  std::vector<double> smoothness, accuracy;
  std::vector<std::string> details;
  bool line;
};

const std::vector<PublishedPoints>& publishedVision() {
  static const std::vector<PublishedPoints> points = {{"published, ResNet-18",
                                                       {0.17, 0.35, 0.46, 0.72, 0.82, 0.90, 0.97},
                                                       {71.3, 70.7, 69.7, 66.3, 63.6, 61.0, 57.0},
                                                       {"τ 0", "τ 0.5", "τ 1", "τ 5", "τ 10", "τ 20", "τ 50"},
                                                       true},
                                                      {"LLCNN-G", {0.79}, {53.1}, {"100 epochs"}, false},
                                                      {"TDANN", {0.81}, {43.8}, {"200 epochs"}, false}};
  return points;
}

PlotSeries publishedSeries(const PublishedPoints& points) {
  PlotSeries series{.name = std::string("Published: ") + points.name, .shape = PlotSeries::Shape::Points};
  series.colour.role = PlotColour::Role::Muted;
  series.size = PlotSeries::Size::Open;
  series.line = series.dashed = points.line;
  series.x = points.smoothness;
  series.y = points.accuracy;
  series.label = points.name;
  series.keys = {{"network", points.line ? points.name : std::string("published, ") + points.name}};
  series.columns = {{"detail", points.details}};
  return series;
}

/// What a run is good at: accuracy in per cent where any run has one, else perplexity.
struct Performance {
  bool isAccuracy = true;
  double of(const BoardSource& source) const { return isAccuracy ? 100 * source.accuracy() : std::exp(source.loss()); }
};

PlotSeries groupSeries(const BoardGroup& group, PlotSeries::Size size) {
  PlotSeries series{
      .name = group.label, .shape = PlotSeries::Shape::Points, .colour = {PlotColour::Role::Run, group.colour}};
  series.size = size;
  series.keys = {{"network", group.label}};
  return series;
}

/// Its seeds, then their mean.
void addGroup(PlotSpec& spec, const BoardGroup& group, const Performance& performance) {
  PlotSeries seeds = groupSeries(group, PlotSeries::Size::Small), mean = groupSeries(group, PlotSeries::Size::Large);
  std::vector<double> numbers;
  for (const BoardSource* member : group.members) {
    const double x = member->smoothness(), y = performance.of(*member);
    if (!std::isfinite(x) || !std::isfinite(y)) continue;
    seeds.x.push_back(x);
    seeds.y.push_back(y);
    numbers.push_back(double(member->run.config.train.seed));
  }
  if (seeds.x.empty()) return;
  const MeanSpread x = meanSpread(seeds.x), y = meanSpread(seeds.y);
  mean.x = {x.mean};
  mean.y = {y.mean};
  if (std::isfinite(y.spread)) mean.low = {y.mean - y.spread}, mean.high = {y.mean + y.spread};
  mean.label = group.label;
  mean.columns = {{"n", std::vector<double>{double(y.count)}, true}, {"smoothness_sd", std::vector<double>{x.spread}}};
  seeds.pale = true;
  seeds.columns = {{"seed", numbers, true}};
  if (seeds.x.size() > 1) spec.series.push_back(std::move(seeds));
  spec.series.push_back(std::move(mean));
}

/// Through the means of a family, in the order of tau.
void addFamilyLines(PlotSpec& spec, const std::vector<BoardGroup>& groups, const Performance& performance) {
  std::map<std::string, PlotSeries> lines;
  for (const BoardGroup& group : groups) {
    std::vector<double> x, y;
    for (const BoardSource* member : group.members)
      x.push_back(member->smoothness()), y.push_back(performance.of(*member));
    const double smoothness = meanSpread(x).mean, value = meanSpread(y).mean;
    if (!std::isfinite(smoothness) || !std::isfinite(value)) continue;
    PlotSeries& line = lines[group.family];
    line.x.push_back(smoothness);
    line.y.push_back(value);
  }
  for (auto& [family, line] : lines) {
    if (line.x.size() < 2) continue;
    line.shape = PlotSeries::Shape::Points;  // a line whose x may fall
    line.colour.role = PlotColour::Role::Text;
    line.line = line.derived = true;
    line.name = "means";
    spec.series.push_back(std::move(line));
  }
}

PlotSpec makeAxes(const Performance& performance) {
  PlotSpec spec{.name = "accuracy_smoothness", .title = tr("Performance and smoothness").toStdString()};
  spec.x = {.title = "Smoothness", .column = "smoothness", .decimals = 3, .covers = {0, 1}};
  spec.x.paddingLow = spec.x.paddingHigh = 0.03;
  spec.x.floor = 0;
  spec.y = performance.isAccuracy
               ? PlotAxis{.title = "Validation accuracy", .unit = "%", .column = "validation_accuracy_percent"}
               : PlotAxis{.title = "Perplexity", .column = "perplexity"};
  spec.y.title = (performance.isAccuracy ? tr("Validation accuracy") : tr("Perplexity")).toStdString();
  spec.x.title = tr("Smoothness").toStdString();
  spec.y.paddingLow = spec.y.paddingHigh = 0.08;
  spec.y.floor = 0;
  if (performance.isAccuracy) spec.y.ceiling = 100;
  return spec;
}

/// Values that were measured in two ways must not stand on one axis unsaid.
QString smoothnessNote(const std::vector<const BoardSource*>& runs) {
  const auto analysed =
      std::count_if(runs.begin(), runs.end(), [](const BoardSource* source) { return source->isSmoothnessAnalysed(); });
  if (std::size_t(analysed) == runs.size()) return {};
  return analysed == 0 ? tr("Smoothness as it was measured while training.")
                       : tr("Smoothness of %1 of %2 runs as it was measured while training; run `toponets analyse "
                            "smoothness RUN` for each.")
                             .arg(qsizetype(runs.size()) - qsizetype(analysed))
                             .arg(runs.size());
}

PanelContent makeAccuracyContent(const PanelRequest& request) {
  PanelContent content;
  Performance performance;
  performance.isAccuracy = std::any_of(request.runs.begin(), request.runs.end(),
                                       [](const BoardSource* source) { return std::isfinite(source->accuracy()); });
  PlotSpec spec = makeAxes(performance);
  const auto groups = groupRuns(request.runs);
  addFamilyLines(spec, groups, performance);
  for (const BoardGroup& group : groups) addGroup(spec, group, performance);
  content.title = content.caption =
      (performance.isAccuracy ? tr("Accuracy and smoothness") : tr("Perplexity and smoothness"));
  const QString note = smoothnessNote(request.runs);
  if (!note.isEmpty()) content.caption += QStringLiteral(". ") + note;
  if (spec.series.empty()) {
    content.missing =
        tr("None of these runs has both a smoothness and a validation accuracy; run `toponets analyse "
           "smoothness RUN` for each.");
    return content;
  }
  if (performance.isAccuracy)
    for (const PublishedPoints& points : publishedVision()) spec.series.push_back(publishedSeries(points));
  content.plot = std::move(spec);
  return content;
}

}  // namespace

PanelKind accuracyPanel() {
  return {.name = "accuracy_smoothness",
          .title = tr("Accuracy and smoothness"),
          .group = PanelGroup::Runs,
          .make = makeAccuracyContent};
}

}  // namespace studio
