#include "core/run/level_plot.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "core/run/published_values.h"

namespace studio {
namespace {

struct LevelMeasure {
  std::string column, title, unit;
  double scale = 1;
};

/// In the order in which one is preferred where several are stored.
std::optional<LevelMeasure> chosenMeasure(const std::vector<LevelSource>& networks, const std::string& accuracyTitle) {
  for (const LevelMeasure& measure :
       {LevelMeasure{"accuracy", accuracyTitle, "%", 100}, LevelMeasure{"perplexity", "Perplexity", "", 1},
        LevelMeasure{"loss", "Loss", "", 1}})
    for (const LevelSource& network : networks)
      for (const Table* rows : network.seeds)
        if (rows->rows() > 0 && rows->column(measure.column)) return measure;
  return std::nullopt;
}

/// A column by the share that is gone, per cent.
using Levels = std::map<double, double>;

Levels readLevels(const Table& rows, const std::string& along, const std::string& column, double scale) {
  Levels levels;
  if (!rows.column(column)) return levels;
  for (std::size_t row = 0; row < rows.rows(); ++row)
    if (const double share = rows.number(row, along); std::isfinite(share))
      levels[100 * share] = scale * rows.number(row, column);
  return levels;
}

/// Empty where the whole network was not measured.
Levels relativeLevels(const Levels& levels) {
  const auto whole = levels.find(0);
  if (whole == levels.end() || !std::isfinite(whole->second) || whole->second == 0) return {};
  Levels relative;
  for (const auto& [share, value] : levels) relative[share] = 100 * value / whole->second;
  return relative;
}

/// The values of all seeds at each level.
std::map<double, std::vector<double>> gathered(const std::vector<Levels>& seeds) {
  std::map<double, std::vector<double>> values;
  for (const Levels& levels : seeds)
    for (const auto& [share, value] : levels) values[share].push_back(value);
  return values;
}

class LevelPicture {
 public:
  LevelPicture(LevelRequest request, LevelMeasure measure)
      : request_(std::move(request)), measure_(std::move(measure)), plot_(std::move(request_.plot)) {
    plot_.y = {.title = measure_.title, .unit = measure_.unit, .column = measure_.column};
    if (measure_.column != "loss") plot_.y.decimals = 1;
    if (request_.relative)
      plot_.y.title += " relative to the whole network", plot_.y.column += "_relative", plot_.y.unit = "%";
    if (plot_.y.unit == "%") plot_.y.column += "_percent";
    if (measure_.column == "perplexity")
      plot_.y.scale = PlotAxis::Scale::Log;
    else
      plot_.y.covers = {0};
    plot_.y.paddingHigh = 0.05;  // no ceiling at 100: it would cut the marks there
  }

  void add(const LevelSource& network) {
    PlotSeries series{.name = network.name, .colour = network.colour};
    fill(series, network.seeds);
    if (series.x.empty()) return;
    series.keys = network.keys;
    series.label = network.label;
    series.dashed = network.control;
    series.dots = !network.control && series.low.empty();  // of a dashed line they would be dashed, too
    plot_.series.push_back(std::move(series));
  }

  /// Of networks of language alone: of others nothing was published.
  void addPublished() {
    if (request_.relative || measure_.column == "accuracy" || plot_.empty()) return;
    for (const PublishedReduction& curve : publishedDownsampling()) {
      PlotSeries series{.name = curve.name() + ", published"};
      markPublished(series);
      for (std::size_t i = 0; i < curve.sparsity.size(); ++i) {
        series.x.push_back(100 * curve.sparsity[i]);
        series.y.push_back(measure_.column == "perplexity" ? std::exp(curve.loss[i]) : curve.loss[i]);
      }
      series.keys = {{"network", series.name}};
      series.label = series.name;
      if (measure_.column != "loss") series.columns = {{"loss", curve.loss}};
      plot_.series.push_back(std::move(series));
    }
  }

  PlotSpec take() { return std::move(plot_); }

 private:
  std::vector<Levels> levelsOfSeeds(const std::vector<const Table*>& seeds) const {
    std::vector<Levels> all;
    for (const Table* rows : seeds) {
      const Levels levels = readLevels(*rows, request_.along, measure_.column, measure_.scale);
      all.push_back(request_.relative ? relativeLevels(levels) : levels);
    }
    return all;
  }

  /// Means, the band about them where there are several seeds, and how many they are.
  void fill(PlotSeries& series, const std::vector<const Table*>& seeds) const {
    std::vector<double> counts;
    bool isBand = false;
    for (const auto& [share, values] : gathered(levelsOfSeeds(seeds))) {
      const SeedSpread spread = seedSpread(values);
      const double about = std::isfinite(spread.deviation) ? spread.deviation : 0;
      series.x.push_back(share);
      series.y.push_back(spread.mean);
      series.low.push_back(spread.mean - about);
      series.high.push_back(spread.mean + about);
      counts.push_back(double(spread.n));
      isBand = isBand || spread.n > 1;
    }
    if (isBand)
      series.shape = PlotSeries::Shape::Band;
    else
      series.low.clear(), series.high.clear();
    addLosses(series, seeds);
    if (seeds.size() > 1) series.columns.push_back({"n", counts, true});
  }

  void addLosses(PlotSeries& series, const std::vector<const Table*>& seeds) const {
    std::vector<Levels> all;
    for (const Table* rows : seeds) all.push_back(readLevels(*rows, request_.along, "loss", 1));
    auto losses = gathered(all);
    if (measure_.column == "loss" || losses.empty()) return;
    std::vector<double> means;
    for (const double share : series.x) means.push_back(meanOfDefined(losses[share]));
    series.columns.push_back({"loss", means});
  }

  LevelRequest request_;
  LevelMeasure measure_;
  PlotSpec plot_;
};

}  // namespace

PlotSpec levelPlot(const std::vector<LevelSource>& networks, LevelRequest request) {
  const auto measure = chosenMeasure(networks, request.accuracyTitle);
  if (!measure) return std::move(request.plot);
  const bool published = request.published;
  LevelPicture picture(std::move(request), *measure);
  for (const LevelSource& network : networks) picture.add(network);
  if (published) picture.addPublished();
  return picture.take();
}

}  // namespace studio
