// Two measures of many networks against each other, as core/run/pareto draws them: accuracy (of language models
// perplexity), right pairs of BLiMP and effective dimensionality against smoothness. Groups of seeds with their spread,
// a line through those that differ in tau alone; and what was published of networks of their kind, as a labelled layer.
// These are the panels of the paper's figures 2A and 2B and name their measures; any two measures of runs are drawn in
// the workspace Compare.
#include <algorithm>
#include <cmath>
#include <functional>

#include "core/run/pareto.h"
#include "widgets/boards/panel_kinds.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

constexpr const char *kSmoothnessCommand = "toponets analyse smoothness RUN", *kBlimpResult = "blimp";

using Measure = std::function<double(const BoardSource&)>;

/// Perplexity is measured of language models alone.
bool isOfLanguage(const BoardSource* source) {
  const auto& rows = source->run.scalars;
  return std::any_of(rows.begin(), rows.end(), [](const ScalarRow& row) {
    const auto& names = row.further.names();
    return std::find(names.begin(), names.end(), "validation_perplexity") != names.end();
  });
}

bool areOfLanguage(const std::vector<const BoardSource*>& runs) {
  return !runs.empty() && std::all_of(runs.begin(), runs.end(), isOfLanguage);
}

/// What a run is good at: accuracy in per cent where any run of images has one, else perplexity.
bool haveAccuracy(const std::vector<const BoardSource*>& runs) {
  return !areOfLanguage(runs) && std::any_of(runs.begin(), runs.end(), [](const BoardSource* source) {
    return std::isfinite(source->accuracy());
  });
}

double meanDimensionality(const BoardSource& source) {
  const NetworkAnalysis* found = source.analysis("dimensionality");
  return found ? found->mean("dimensionality", "effective_dimensionality") : kUndefined;
}

ParetoGroup paretoGroup(const BoardGroup& group, const Measure& measure) {
  ParetoGroup points{.name = group.label,
                     .label = group.label,
                     .colour = {PlotColour::Role::Run, group.colour},
                     .family = group.family};
  for (const BoardSource* member : group.members)
    points.runs.push_back({std::to_string(member->run.config.train.seed), member->smoothness(), measure(*member)});
  return points;
}

ParetoRequest againstSmoothness() {
  ParetoRequest request{.form = ParetoForm::OverTau};
  PlotAxis &x = request.x.axis, &y = request.y.axis;
  x = {.title = tr("Smoothness").toStdString(), .column = "smoothness", .decimals = 3, .covers = {0, 1}};
  x.paddingLow = x.paddingHigh = 0.03;
  y.paddingLow = y.paddingHigh = 0.08;
  x.floor = y.floor = 0;
  request.x.published = PublishedQuantity::Smoothness;
  return request;
}

/// The networks of the paper's figure; all were trained on images.
ParetoRequest againstAccuracy(bool isAccuracy) {
  ParetoRequest request = againstSmoothness();
  request.publishedNetworks = {"ResNet-18", "LLCNN-G", "TDANN"};
  PlotAxis& y = request.y.axis;
  y.title = (isAccuracy ? tr("Validation accuracy") : tr("Perplexity")).toStdString();
  y.column = isAccuracy ? "validation_accuracy_percent" : "perplexity";
  if (!isAccuracy) return request;
  y.unit = "%";
  y.ceiling = 100;
  request.y.published = PublishedQuantity::Accuracy;
  request.published = true;
  return request;
}

/// The paper's networks of language.
std::vector<std::string> publishedOfLanguage() { return {"nanoGPT", "GPT-Neo"}; }

ParetoRequest againstDimensionality(bool ofLanguage) {
  ParetoRequest request = againstSmoothness();
  request.publishedNetworks = ofLanguage ? publishedOfLanguage() : std::vector<std::string>{"ResNet-18"};
  PlotAxis& y = request.y.axis;
  y.title = tr("Effective dimensionality").toStdString();
  y.column = "effective_dimensionality";
  y.decimals = 1;
  request.y.published = PublishedQuantity::Dimensionality;
  request.published = true;
  return request;
}

/// Values that were measured in two ways must not stand on one axis unsaid.
void noteSmoothness(PanelContent& content, const std::vector<const BoardSource*>& runs) {
  const auto trained = std::count_if(runs.begin(), runs.end(), [](const BoardSource* source) {
    return !source->isSmoothnessAnalysed() && std::isfinite(source->smoothness());
  });
  if (trained == 0) return;
  const bool all = std::size_t(trained) == runs.size();
  content.caption +=
      QStringLiteral(". ") +
      (all ? tr("Smoothness as it was measured while training")
           : tr("Smoothness of %1 of %2 runs as it was measured while training").arg(trained).arg(runs.size()));
  if (!all && content.missing.isEmpty())
    content.missing = withCommand(tr("Smoothness of %1 of %2 runs is that of training; Run all in the workspace "
                                     "Analyse measures all alike")
                                      .arg(trained)
                                      .arg(runs.size()),
                                  kSmoothnessCommand);
}

/// What of the runs has both numbers; the others are counted, and `lacking` says how they get them.
PanelContent drawAgainst(const PanelRequest& request, const Measure& measure, const ParetoRequest& how,
                         const QString& title, const QString& lacking) {
  PanelContent content;
  content.title = content.caption = title;
  std::vector<ParetoGroup> groups;
  for (const BoardGroup& group : groupRuns(request.runs)) groups.push_back(paretoGroup(group, measure));
  ParetoPicture picture = paretoPicture(groups, how);
  const std::size_t left = request.runs.size() - picture.runs;
  if (left > 0) content.missing = lacking;
  if (picture.points == 0) return content;
  noteSmoothness(content, request.runs);
  sayUnmeasured(content, left, request.runs.size());
  content.plot = std::move(picture.plot);
  return content;
}

PanelContent makeAccuracyContent(const PanelRequest& request) {
  const bool isAccuracy = haveAccuracy(request.runs);
  const Measure measure = [isAccuracy](const BoardSource& source) {
    return isAccuracy ? 100 * source.accuracy() : std::exp(source.loss());
  };
  const auto left = std::count_if(request.runs.begin(), request.runs.end(), [&](const BoardSource* source) {
    return !std::isfinite(measure(*source)) || !std::isfinite(source->smoothness());
  });
  const QString lacking =
      std::size_t(left) == request.runs.size()
          ? tr("None of these runs has both a smoothness and a validation accuracy; Run all in the workspace Analyse "
               "measures the smoothness")
          : tr("%1 of %2 runs are left out, for they lack a smoothness or a validation accuracy; Run all in the "
               "workspace Analyse measures the smoothness")
                .arg(left)
                .arg(request.runs.size());
  PanelContent content = drawAgainst(request, measure, againstAccuracy(isAccuracy),
                                     isAccuracy ? tr("Accuracy and smoothness") : tr("Perplexity and smoothness"),
                                     withCommand(lacking, kSmoothnessCommand));
  if (content.plot) content.plot->name = "accuracy_smoothness", content.plot->title = content.title.toStdString();
  return content;
}

/// Means over the layers of each network.
PanelContent makeDimensionalityContent(const PanelRequest& request) {
  std::string lacking = missingResults(request.runs, "dimensionality", "toponets analyse dimensionality RUN");
  if (lacking.empty()) lacking = missingResults(request.runs, "smoothness", "toponets analyse smoothness RUN");
  PanelContent content = drawAgainst(request, meanDimensionality, againstDimensionality(areOfLanguage(request.runs)),
                                     tr("Effective dimensionality and smoothness"), QString::fromStdString(lacking));
  if (!content.plot) return content;
  content.plot->name = "dimensionality";
  content.plot->title = content.title.toStdString();
  content.caption.replace(
      0, content.title.size(),
      tr("%1, means over layers%2").arg(content.title, stimuliText(request.runs, "dimensionality")));
  return content;
}

double rightPairs(const BoardSource& source) {
  const NetworkAnalysis* found = source.analysis(kBlimpResult);
  const Result* result = found ? found->result(kBlimpResult) : nullptr;
  return result ? result->number("", {}, "accuracy") : kUndefined;
}

/// Chance is a half.
PanelContent makeBlimpContent(const PanelRequest& request) {
  ParetoRequest against = againstSmoothness();
  against.publishedNetworks = publishedOfLanguage();
  PlotAxis& y = against.y.axis;
  y.title = tr("BLiMP, right pairs").toStdString();
  y.column = "blimp_accuracy";
  y.decimals = 3;
  y.ceiling = 1;
  against.y.published = PublishedQuantity::Blimp;
  against.published = true;
  std::string lacking = missingResults(request.runs, kBlimpResult, "toponets analyse blimp RUN --data FOLDER");
  if (lacking.empty()) lacking = missingResults(request.runs, "smoothness", kSmoothnessCommand);
  PanelContent content =
      drawAgainst(request, rightPairs, against, tr("BLiMP and smoothness"), QString::fromStdString(lacking));
  if (content.plot) content.plot->name = "blimp_smoothness", content.plot->title = content.title.toStdString();
  return content;
}

}  // namespace

std::vector<PanelKind> accuracyPanels() {
  return {{.name = "accuracy_smoothness",
           .title = tr("Accuracy and smoothness"),
           .group = PanelGroup::Runs,
           .make = makeAccuracyContent,
           .uses = {"smoothness"}},
          {.name = "dimensionality",
           .title = tr("Dimensionality and smoothness"),
           .group = PanelGroup::Runs,
           .make = makeDimensionalityContent,
           .uses = {"smoothness", "dimensionality"}},
          {.name = "blimp_smoothness",
           .title = tr("BLiMP and smoothness"),
           .group = PanelGroup::Runs,
           .make = makeBlimpContent,
           .uses = {"smoothness", "blimp"}}};
}

}  // namespace studio
