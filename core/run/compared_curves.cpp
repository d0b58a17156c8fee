#include "core/run/compared_curves.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/run/result.h"

namespace studio {
namespace {

constexpr std::size_t kMostPoints = 4000;  // of a curve that is drawn; the rows of a run are thinned before

/// Points of one seed.
struct SeedCurve {
  std::vector<double> x, y;
};

double placeAlong(const ScalarRow& row, const CurveMember& member, CompareAxis axis) {
  if (axis == CompareAxis::Epoch) return row.epoch;
  if (axis == CompareAxis::Seconds) return row.seconds;
  if (axis == CompareAxis::Step) return double(row.step);
  const std::int64_t steps = member.steps > 0 ? member.steps : member.rows->back().step;
  return steps > 0 ? 100 * double(row.step) / double(steps) : kUndefined;
}

/// Bias-corrected exponential moving average: the start is not pulled towards 0.
void smooth(std::vector<double>& values, double weight) {
  double sum = 0, norm = 0;
  for (double& value : values) {
    sum = weight * sum + (1 - weight) * value;
    norm = weight * norm + (1 - weight);
    value = sum / norm;
  }
}

SeedCurve seedCurve(const CurveMember& member, const std::string& scalar, const CompareChoice& choice, double scale) {
  SeedCurve curve;
  if (!member.rows) return curve;
  for (const ScalarRow& row : *member.rows) {
    const double y = row.value(scalar), x = placeAlong(row, member, choice.axis);
    if (!std::isfinite(y) || !std::isfinite(x) || (!curve.x.empty() && x <= curve.x.back())) continue;
    curve.x.push_back(x);
    curve.y.push_back(scale * y);
  }
  if (choice.smoothing > 0) smooth(curve.y, choice.smoothing);
  return curve;
}

/// On the line between the two points around x; NaN outside.
double valueAt(const std::vector<double>& xs, const std::vector<double>& ys, double x) {
  const auto upper = std::lower_bound(xs.begin(), xs.end(), x);
  if (upper == xs.end()) return kUndefined;
  const auto i = std::size_t(upper - xs.begin());
  if (xs[i] == x) return ys[i];
  if (i == 0) return kUndefined;
  const double share = (x - xs[i - 1]) / (xs[i] - xs[i - 1]);
  return ys[i - 1] + share * (ys[i] - ys[i - 1]);
}

void addMean(MeanCurve& curve, double x, const std::vector<double>& values) {
  const double mean = meanOfDefined(values);
  curve.x.push_back(x);
  curve.y.push_back(mean);
  if (values.size() < 2) return;
  const double deviation = deviationOfDefined(values);
  curve.low.push_back(mean - deviation);
  curve.high.push_back(mean + deviation);
}

double shownScale(const ScalarColumn& column) { return column.kind == ScalarKind::Share ? 100 : 1; }

PlotAxis compareAxis(CompareAxis axis) {
  if (axis == CompareAxis::Epoch) return {.title = "Epoch", .column = "epoch"};
  if (axis == CompareAxis::Seconds) return {.title = "Time", .column = "seconds", .seconds = true};
  if (axis == CompareAxis::Share) return {.title = "Share of the run", .unit = "%", .column = "share_percent"};
  return {.title = "Step", .column = "step"};
}

void describe(PlotSpec& plot, const ScalarColumn& column, const CompareChoice& choice, bool difference) {
  plot.name = column.name + (difference ? "_difference" : "");
  plot.title = plot.heading = difference ? "Difference in " + column.title : column.title;
  plot.x = compareAxis(choice.axis);
  plot.x.covers = {0};
  plot.y.title = column.title;
  plot.y.unit = column.kind == ScalarKind::Share ? "%" : column.unit;
  plot.y.column = plot.name + (column.kind == ScalarKind::Share ? "_percent" : "");
  plot.y.paddingHigh = plot.y.paddingLow = 0.06;
  if (column.kind == ScalarKind::Loss && !difference) plot.y.covers = {0}, plot.y.paddingLow = 0;
  if (!plot.y.unit.empty()) plot.heading += ", " + plot.y.unit;
  plot.paper = {0.72, 40, 80};
}

void addCurve(PlotSpec& plot, const CurveSource& source, MeanCurve curve, bool severalData) {
  PlotSeries series{.name = source.name, .colour = source.colour};
  series.x = std::move(curve.x);
  series.y = std::move(curve.y);
  if (!curve.low.empty()) {
    series.shape = PlotSeries::Shape::Band;
    series.low = std::move(curve.low);
    series.high = std::move(curve.high);
  }
  series.label = severalData && !source.data.empty() ? source.label + ", " + source.data : source.label;
  series.shortLabel = source.label;
  series.keys = {{"run", source.name}, {"data", source.data}, {"n", std::to_string(curve.n)}};
  series.dots = series.x.size() <= 24;
  plot.series.push_back(std::move(series));
}

}  // namespace

MeanCurve meanCurve(const CurveSource& source, const std::string& scalar, const CompareChoice& choice) {
  const double scale = shownScale(scalarColumn(scalar));
  std::vector<SeedCurve> seeds;
  for (const CurveMember& member : source.members)
    if (SeedCurve seed = seedCurve(member, scalar, choice, scale); !seed.x.empty()) seeds.push_back(std::move(seed));
  MeanCurve curve;
  curve.n = seeds.size();
  if (seeds.empty()) return curve;
  double from = seeds[0].x.front(), to = seeds[0].x.back();
  for (const SeedCurve& seed : seeds) from = std::max(from, seed.x.front()), to = std::min(to, seed.x.back());
  const std::vector<double>& grid = seeds[0].x;
  const std::size_t every = std::max<std::size_t>(1, grid.size() / kMostPoints);
  for (std::size_t i = 0; i < grid.size(); ++i) {
    if (grid[i] < from || grid[i] > to || (i % every != 0 && i + 1 != grid.size())) continue;
    std::vector<double> values;
    for (const SeedCurve& seed : seeds) values.push_back(valueAt(seed.x, seed.y, grid[i]));
    addMean(curve, grid[i], values);
  }
  return curve;
}

MeanCurve curveDifference(const MeanCurve& curve, const MeanCurve& base) {
  MeanCurve difference;
  difference.n = curve.n;
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    const double other = valueAt(base.x, base.y, curve.x[i]);
    if (!std::isfinite(other)) continue;
    difference.x.push_back(curve.x[i]);
    difference.y.push_back(curve.y[i] - other);
    if (curve.low.empty()) continue;
    difference.low.push_back(curve.low[i] - other);
    difference.high.push_back(curve.high[i] - other);
  }
  return difference;
}

std::vector<ScalarColumn> comparedScalars(const std::vector<CurveSource>& sources) {
  std::vector<ScalarColumn> columns;
  for (const CurveSource& source : sources)
    for (const CurveMember& member : source.members) {
      if (!member.rows) continue;
      for (const ScalarColumn& column : columnsIn(*member.rows)) {
        const auto same = [&](const ScalarColumn& each) { return each.name == column.name; };
        if (column.name != "epoch" && column.name != "seconds" && std::none_of(columns.begin(), columns.end(), same))
          columns.push_back(column);
      }
    }
  std::stable_sort(columns.begin(), columns.end(),
                   [](const ScalarColumn& a, const ScalarColumn& b) { return a.value && !b.value; });
  return columns;
}

PlotSpec comparedCurves(const std::string& scalar, const std::vector<CurveSource>& sources,
                        const CompareChoice& choice) {
  const auto base = std::find_if(sources.begin(), sources.end(), [](const CurveSource& each) { return each.pinned; });
  const bool difference = choice.difference && base != sources.end();
  PlotSpec plot;
  describe(plot, scalarColumn(scalar), choice, difference);
  std::set<std::string> data;
  for (const CurveSource& source : sources)
    if (!source.data.empty()) data.insert(source.data);  // of a run that cannot be read nothing is known
  const MeanCurve zero = difference ? meanCurve(*base, scalar, choice) : MeanCurve();
  std::size_t leftOut = 0;
  for (const CurveSource& source : sources) {
    if (difference && source.pinned) continue;
    MeanCurve curve = meanCurve(source, scalar, choice);
    if (difference && !source.data.empty() && source.data != base->data)
      curve = {}, ++leftOut;
    else if (difference)
      curve = curveDifference(curve, zero);
    if (!curve.x.empty()) addCurve(plot, source, std::move(curve), data.size() > 1);
  }
  if (difference) plot.references = {{0, false, base->label}};
  constexpr std::size_t kMostLabels = 8;
  plot.labels = plot.series.size() <= kMostLabels ? PlotSpec::Labels::Beside : PlotSpec::Labels::Legend;
  if (leftOut > 0)
    plot.caption = std::to_string(leftOut) + " of other data than the pinned one: no difference is shown.";
  else if (data.size() > 1)
    plot.caption = "Runs of " + std::to_string(data.size()) + " data sets: their values do not compare.";
  return plot;
}

}  // namespace studio
