// Accuracy (of a language model: perplexity) against smoothness, over tau, as core/run/pareto draws it: groups of
// seeds, a line through those that differ in tau alone; and what was published, as a labelled layer.
#include <algorithm>
#include <cmath>

#include "core/run/pareto.h"
#include "widgets/boards/panel_kinds.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

/// What a run is good at: accuracy in per cent where any run has one, else perplexity.
struct Performance {
  bool isAccuracy = true;
  double of(const BoardSource& source) const { return isAccuracy ? 100 * source.accuracy() : std::exp(source.loss()); }
};

ParetoGroup paretoGroup(const BoardGroup& group, const Performance& performance) {
  ParetoGroup points{.name = group.label,
                     .label = group.label,
                     .colour = {PlotColour::Role::Run, group.colour},
                     .family = group.family};
  for (const BoardSource* member : group.members)
    points.runs.push_back(
        {std::to_string(member->run.config.train.seed), member->smoothness(), performance.of(*member)});
  return points;
}

/// The networks of the paper's figure; all were trained on images.
ParetoRequest makeTradeOff(const Performance& performance) {
  ParetoRequest request{.form = ParetoForm::OverTau, .publishedNetworks = {"ResNet-18", "LLCNN-G", "TDANN"}};
  PlotAxis &x = request.x.axis, &y = request.y.axis;
  x = {.title = tr("Smoothness").toStdString(), .column = "smoothness", .decimals = 3, .covers = {0, 1}};
  x.paddingLow = x.paddingHigh = 0.03;
  x.floor = y.floor = 0;
  request.x.published = PublishedQuantity::Smoothness;
  y.title = (performance.isAccuracy ? tr("Validation accuracy") : tr("Perplexity")).toStdString();
  y.column = performance.isAccuracy ? "validation_accuracy_percent" : "perplexity";
  y.paddingLow = y.paddingHigh = 0.08;
  if (!performance.isAccuracy) return request;
  y.unit = "%";
  y.ceiling = 100;
  request.y.published = PublishedQuantity::Accuracy;
  request.published = true;
  return request;
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
  content.title = content.caption =
      (performance.isAccuracy ? tr("Accuracy and smoothness") : tr("Perplexity and smoothness"));
  const QString note = smoothnessNote(request.runs);
  if (!note.isEmpty()) content.caption += QStringLiteral(". ") + note;
  std::vector<ParetoGroup> groups;
  for (const BoardGroup& group : groupRuns(request.runs)) groups.push_back(paretoGroup(group, performance));
  ParetoPicture picture = paretoPicture(groups, makeTradeOff(performance));
  if (picture.points == 0) {
    content.missing =
        tr("None of these runs has both a smoothness and a validation accuracy; run `toponets analyse "
           "smoothness RUN` for each.");
    return content;
  }
  picture.plot.name = "accuracy_smoothness";
  picture.plot.title = tr("Performance and smoothness").toStdString();
  content.plot = std::move(picture.plot);
  return content;
}

}  // namespace

std::vector<PanelKind> accuracyPanels() {
  return {{.name = "accuracy_smoothness",
           .title = tr("Accuracy and smoothness"),
           .group = PanelGroup::Runs,
           .make = makeAccuracyContent}};
}

}  // namespace studio
