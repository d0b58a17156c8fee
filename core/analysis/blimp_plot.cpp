// A bar a phenomenon (blimp_plot.h).
#include "core/analysis/blimp_plot.h"

#include <algorithm>
#include <cmath>

#include "core/run/published_values.h"

namespace studio {
namespace {

constexpr const char* kMeanName = "mean";

std::string phenomenonTitle(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

/// In the order in which networks have them.
std::vector<std::string> phenomenaOf(const std::vector<PlottedNetwork>& networks) {
  std::vector<std::string> names;
  for (const PlottedNetwork& network : networks) {
    const Result* result = network.found->result("blimp");
    const Table* table = result ? result->find("phenomena") : nullptr;
    for (std::size_t row = 0; table && row < table->rows(); ++row)
      if (const auto& name = table->text(row, "phenomenon"); std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
  }
  return names;
}

class BlimpBars {
 public:
  explicit BlimpBars(const std::vector<std::string>& phenomena) : phenomena_(phenomena) {}

  PlotSeries bars(const PlottedNetwork& network, const Result& result) const {
    PlotSeries series{.name = network.name, .shape = PlotSeries::Shape::Bars, .colour = network.colour};
    if (!network.detail.empty()) series.name.append(", ").append(network.detail);
    series.keys = {{"network", network.name}, {"detail", network.detail}};
    series.dashed = network.control;
    series.label = network.name;
    std::vector<double> pairs;
    for (std::size_t place = 0; place < phenomena_.size(); ++place)
      add(result, "phenomena", {{"phenomenon", phenomena_[place]}}, place, series, pairs);
    add(result, "", {}, phenomena_.size(), series, pairs);
    series.columns = {{"pairs", pairs, true}};
    return series;
  }

  /// Means of the whole set stand above the mean.
  std::vector<PlotSeries> published() const {
    std::vector<PlotSeries> all;
    for (const PublishedBlimp& each : publishedBlimp()) {
      if (all.empty() || all.back().keys.front().second != each.family + ", published") {
        PlotSeries& series = all.emplace_back();
        series.name = series.label = each.family + ", published";
        markPublished(series);
        series.line = false;
        series.keys = {{"network", series.name}};
        series.columns = {{"detail", std::vector<std::string>{}}};
      }
      all.back().x.push_back(double(phenomena_.size()));
      all.back().y.push_back(100 * each.share);
      std::get<std::vector<std::string>>(all.back().columns.front().cells).push_back(each.detail);
    }
    return all;
  }

 private:
  static void add(const Result& result, const std::string& table, const Keys& keys, std::size_t place,
                  PlotSeries& series, std::vector<double>& pairs) {
    const double share = result.number(table, keys, "accuracy");
    if (!std::isfinite(share)) return;
    series.x.push_back(double(place));
    series.y.push_back(100 * share);
    series.low.push_back(100 * result.number(table, keys, "low"));
    series.high.push_back(100 * result.number(table, keys, "high"));
    pairs.push_back(result.number(table, keys, "n"));
  }

  const std::vector<std::string>& phenomena_;
};

}  // namespace

PlotSpec blimpPlot(const std::vector<PlottedNetwork>& networks, const std::string&) {
  PlotSpec plot{.name = "blimp", .title = "BLiMP by phenomenon"};
  plot.x = {.title = "Phenomenon", .column = "phenomenon", .scale = PlotAxis::Scale::Categories};
  plot.y = {.title = "Right pairs", .unit = "%", .column = "accuracy_percent", .decimals = 1, .low = 0, .high = 100};
  plot.labels = PlotSpec::Labels::Legend;
  plot.references = {{50, false, "chance"}};
  const auto phenomena = phenomenaOf(networks);
  for (const std::string& name : phenomena) plot.x.categories.push_back(phenomenonTitle(name));
  plot.x.categories.push_back(kMeanName);
  const BlimpBars bars(phenomena);
  for (const PlottedNetwork& network : networks)
    if (const Result* result = network.found->result("blimp"))
      if (PlotSeries series = bars.bars(network, *result); !series.x.empty()) plot.series.push_back(std::move(series));
  if (plot.series.empty()) return plot;  // what was published says nothing by itself
  for (PlotSeries& series : bars.published()) plot.series.push_back(std::move(series));
  plot.caption = "95 % intervals over pairs (Wilson); published means are of all 67 paradigms.";
  return plot;
}

}  // namespace studio
