#include "widgets/plots/curve.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "widgets/frame/language.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

constexpr const char* kAxisColumns[] = {"step", "epoch", "seconds"};

QString axisTitle(CurveAxis axis) {
  return axis == CurveAxis::Step ? tr("Step") : axis == CurveAxis::Epoch ? tr("Epoch") : tr("Time");
}

/// A column that every run has, or else a further one by its name.
struct CurveLine {
  double ScalarRow::*value;
  std::string further;
  bool validation;
  Cadence cadence;

  double in(const ScalarRow& row) const { return value ? row.*value : row.further.value(further); }
};

/// Whether a value is missing in this row, which was to have one.
bool isMissing(const ScalarRow& row, const CurveRun& run, Cadence cadence) {
  if (cadence != Cadence::Maps) return cadence == Cadence::Rows;
  return run.mapSteps && std::binary_search(run.mapSteps->begin(), run.mapSteps->end(), row.step);
}

/// The points of one column of the scalars. What was not measured at a step is no point: between two that were, it is a
/// gap where it is missing.
PlotSeries makePoints(const CurveRun& run, const CurveLine& line, CurveAxis axis, double factor) {
  PlotSeries series;
  std::vector<double> missing;  // x of rows since the last point
  for (const ScalarRow& row : *run.rows) {
    const double value = line.in(row);
    const double x = axis == CurveAxis::Step ? double(row.step) : axis == CurveAxis::Epoch ? row.epoch : row.seconds;
    if (!std::isfinite(value)) {
      if (!series.x.empty() && isMissing(row, run, line.cadence)) missing.push_back(x);
      continue;
    }
    series.x.insert(series.x.end(), missing.begin(), missing.end());
    series.y.insert(series.y.end(), missing.size(), kUndefined);
    missing.clear();
    series.x.push_back(x);
    series.y.push_back(value * factor);
  }
  return series;
}

bool anyValue(const std::vector<CurveRun>& runs, double ScalarRow::*column) {
  return std::any_of(runs.begin(), runs.end(), [&](const CurveRun& run) {
    return std::any_of(run.rows->begin(), run.rows->end(),
                       [&](const ScalarRow& row) { return std::isfinite(row.*column); });
  });
}

/// A column that nobody has described: at each row where most have it.
Cadence findCadence(const std::string& column, const std::vector<ScalarRow>& rows) {
  const auto measured = std::count_if(rows.begin(), rows.end(),
                                      [&](const ScalarRow& row) { return std::isfinite(row.further.value(column)); });
  return 2 * std::size_t(measured) > rows.size() ? Cadence::Rows : Cadence::SomeRows;
}

/// "validation 0.483", "mean of 16 layers 0.0818", "93.5 %"
std::string newestText(const QString& name, double value, const CurveSpec& spec, double smoothing) {
  const QString number = QString::fromStdString(plotNumber(value));
  QString text = name.isEmpty() ? number : tr("%1 %2").arg(name, number);
  if (spec.percent) text += QStringLiteral("\u202f%");
  if (smoothing > 0) text += tr(", EMA %1").arg(smoothing);
  return text.toStdString();
}

/// Where there is no room for the whole word; without any nobody knew which is which.
QString briefName(bool validation) { return validation ? tr("val") : tr("train"); }

void addLine(PlotSpec& plot, const CurveSpec& spec, const CurveLine& line, const CurveRun& run,
             const CurveChoice& choice, bool alone) {
  PlotSeries series = makePoints(run, line, choice.axis, spec.percent ? 100 : 1);
  if (series.x.empty()) return;
  const QString name = line.validation ? tr("validation") : tr("training");
  series.name = (alone ? name : tr("%1, %2").arg(run.name, name)).toStdString();
  series.colour = {alone && line.validation ? PlotColour::Role::Text : PlotColour::Role::Run, run.colour};
  series.dashed = !alone && line.validation;
  series.dots = line.validation;
  if (line.cadence == Cadence::Maps) series.shape = PlotSeries::Shape::Points, series.line = true;
  if (!alone) series.keys.emplace_back("run", run.name.toStdString());
  if (spec.validation) series.keys.emplace_back("line", line.validation ? "validation" : "training");
  const double smoothing = line.validation || line.cadence == Cadence::Maps ? 0 : choice.smoothing;
  if (smoothing > 0) {
    plot.series.push_back(series);
    plot.series.back().pale = true;
    series.y = movingAverage(series.y, smoothing);
    series.derived = true;
  }
  if (!alone && !line.validation) series.label = run.name.toStdString();
  if (alone) {
    series.label = newestText(spec.validation ? name : choice.prefix, series.y.back(), spec, smoothing);
    series.shortLabel =
        newestText(spec.validation ? briefName(line.validation) : QString(), series.y.back(), spec, smoothing);
  }
  plot.series.push_back(std::move(series));
}

}  // namespace

std::vector<CurveSpec> curveSpecs(const std::vector<CurveRun>& runs) {
  std::vector<CurveSpec> specs = {
      {"task_loss", tr("Task loss"), &ScalarRow::taskLoss, &ScalarRow::validationLoss, false, true},
      {"topo_loss", tr("Topo loss"), &ScalarRow::topoLoss, nullptr, false, true, Cadence::Rows, "",
       CurveSpec::Over::TopoLayers},
      {"weight_norm", tr("Weight norm"), &ScalarRow::weightNorm, nullptr, false, true, Cadence::Rows, "",
       CurveSpec::Over::TopoLayers},
      {"accuracy", tr("Accuracy"), &ScalarRow::trainAccuracy, &ScalarRow::validationAccuracy, true, false,
       Cadence::SomeRows},  // not at the end of an epoch
      {"smoothness", tr("Smoothness"), &ScalarRow::smoothness, nullptr, false, false, Cadence::Maps, "",
       CurveSpec::Over::ProbedLayers},
      {"dimensionality", tr("Dimensionality"), &ScalarRow::dimensionality, nullptr, false, false, Cadence::Maps, "",
       CurveSpec::Over::ProbedLayers},
      {"total_loss", tr("Total loss"), &ScalarRow::totalLoss, nullptr, false, true},
      {"learning_rate", tr("Learning rate"), &ScalarRow::learningRate, nullptr, false, true},
      {"tau", tr("τ"), &ScalarRow::tau, nullptr, false, true},
  };
  if (!runs.empty() && !anyValue(runs, &ScalarRow::weightNorm))  // runs of older versions
    std::erase_if(specs, [](const CurveSpec& spec) { return spec.training == &ScalarRow::weightNorm; });
  for (const CurveRun& run : runs)
    for (const ScalarColumn& column : columnsIn(*run.rows)) {
      const bool known =
          std::any_of(specs.begin(), specs.end(), [&](const CurveSpec& spec) { return spec.further == column.name; });
      if (column.value || known) continue;
      const bool loss = column.kind == ScalarKind::Loss;
      QString title = QString::fromStdString(column.title);
      if (!column.unit.empty()) title = tr("%1, %2").arg(title, QString::fromStdString(column.unit));
      specs.push_back({column.name, title, nullptr, nullptr, column.kind == ScalarKind::Share, loss,
                       findCadence(column.name, *run.rows), column.name});
    }
  return specs;
}

/// The topo loss counts the layers that it is computed of; the probe's scores are of these too, else of all sheets.
QString meanText(const CurveSpec& spec, const std::vector<LayerInfo>& layers) {
  if (spec.over == CurveSpec::Over::Nothing) return {};
  const bool scores = spec.over == CurveSpec::Over::ProbedLayers;
  const auto topo = std::count_if(layers.begin(), layers.end(), [](const LayerInfo& layer) { return layer.topo; });
  const auto count = topo == 0 && scores ? std::ptrdiff_t(layers.size()) : topo;
  return count > 1 ? tr("mean of %1 layers").arg(count) : QString();
}

QString makeTitle(const CurveSpec& spec) { return spec.percent ? tr("%1, %").arg(spec.title) : spec.title; }

PlotSpec curvePlot(const CurveSpec& spec, const std::vector<CurveRun>& runs, const CurveChoice& choice) {
  PlotSpec plot;
  plot.name = spec.id;
  plot.title = plot.heading = makeTitle(spec).toStdString();
  plot.x = {.title = axisTitle(choice.axis).toStdString(), .column = kAxisColumns[int(choice.axis)]};
  plot.x.seconds = choice.axis == CurveAxis::Seconds;
  plot.x.covers = {0, 1};
  plot.x.paddingHigh = 0.015;  // half a marker, which would be cut at the last step
  plot.y.title = spec.title.toStdString();
  plot.y.column = std::string(spec.id).append(spec.percent ? "_percent" : "");
  plot.y.paddingHigh = 0.06;
  if (spec.fromZero)
    plot.y.covers = {0};
  else
    plot.y.paddingLow = 0.06;  // a line along the axis would be cut in half
  if (spec.percent) {          // a share lies within 0 and 100 %; one more, so that a line at 100 is not cut in half
    plot.y.unit = "%";
    plot.y.floor = 0;
    plot.y.ceiling = 101;
    plot.y.leastSpan = 10;
  }
  plot.labels = runs.size() == 1 ? PlotSpec::Labels::AtEnd : PlotSpec::Labels::Legend;
  plot.paper = {0.78, 30, 70};
  for (const CurveRun& run : runs)
    for (const CurveLine& line : {CurveLine{spec.training, spec.further, false, spec.cadence},
                                  CurveLine{spec.validation, {}, true, Cadence::SomeRows}})
      if (line.value || !line.further.empty()) addLine(plot, spec, line, run, choice, runs.size() == 1);
  return plot;
}

namespace {

/// The last point with a value at or before `x`; nothing where there is none yet.
std::optional<std::size_t> lastMeasured(const PlotSeries& series, double x) {
  const std::size_t count = std::min(series.x.size(), series.y.size());
  const auto after = std::upper_bound(series.x.begin(), series.x.begin() + std::ptrdiff_t(count), x);
  for (auto i = after - series.x.begin(); i > 0; --i)
    if (std::isfinite(series.y[std::size_t(i - 1)])) return std::size_t(i - 1);
  return std::nullopt;
}

QString momentText(CurveAxis axis, double x) {
  if (axis == CurveAxis::Step) return tr("at step %L1").arg(std::llround(x));
  return axis == CurveAxis::Epoch ? tr("at epoch %L1").arg(x, 0, 'f', 1) : tr("after %L1 s").arg(x, 0, 'f', 0);
}

/// The same where the axis beside it says what is counted.
QString momentNumber(CurveAxis axis, double x) {
  return axis == CurveAxis::Epoch ? tr("%L1").arg(x, 0, 'f', 1) : tr("%L1").arg(std::llround(x));
}

}  // namespace

std::vector<std::pair<QString, QString>> curveReadings(const PlotSpec& plot, const CurveSpec& spec,
                                                       const CurveChoice& choice, double x) {
  std::vector<std::pair<QString, QString>> readings;
  if (choice.axis == CurveAxis::Step) x = std::round(x);  // the pointer stands between steps
  for (const PlotSeries& series : plot.series) {
    if (series.label.empty() || series.x.empty()) continue;
    const QString name = spec.validation ? (series.dots ? tr("validation") : tr("training")) : choice.prefix;
    const double smoothing = series.derived ? choice.smoothing : 0;
    const auto point = lastMeasured(series, x);
    const auto text = [&](const QString& called) {
      const std::string words = point ? newestText(called, series.y[*point], spec, smoothing) : std::string();
      return point ? inWindowNumbers(QString::fromStdString(words)) : tr("not measured");
    };
    // A value is said of the moment at which it was measured; in short only where that is another than the one looked
    // at.
    const QString words = tr("%1 %2").arg(text(name), momentText(choice.axis, point ? series.x[*point] : x));
    QString brief = text(spec.validation ? briefName(series.dots) : QString());
    if (point && series.x[*point] != x) brief = tr("%1 (%2)").arg(brief, momentNumber(choice.axis, series.x[*point]));
    readings.emplace_back(words, brief);
  }
  return readings;
}

std::vector<double> movingAverage(const std::vector<double>& values, double weight) {
  std::vector<double> result;
  result.reserve(values.size());
  double sum = 0, norm = 0;
  for (const double value : values) {
    if (std::isnan(value)) {
      result.push_back(value);
      continue;
    }
    sum = weight * sum + (1 - weight) * value;
    norm = weight * norm + (1 - weight);  // 1 - weight^n: without it the curve would start near 0
    result.push_back(sum / norm);
  }
  return result;
}

}  // namespace studio
