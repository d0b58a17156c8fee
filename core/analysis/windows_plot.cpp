// See windows_plot.h.
#include "core/analysis/windows_plot.h"

#include <algorithm>
#include <cmath>

#include "core/run/printable_text.h"

namespace studio {
namespace {

/// Lags whose median is defined.
void addWindow(const std::vector<double>& window, PlotSeries& series) {
  for (std::size_t lag = 0; lag < window.size(); ++lag) {
    if (!std::isfinite(window[lag])) continue;
    series.x.push_back(double(lag));
    series.y.push_back(window[lag]);
  }
}

PlotSeries lineOf(const PlottedNetwork& network, const std::string& layer, const std::vector<double>& window) {
  PlotSeries series{.name = network.name + ", " + (layer.empty() ? "mean over layers" : layer),
                    .colour = network.colour};
  series.keys = {{"network", network.name}, {"detail", network.detail}, {"layer", layer.empty() ? "mean" : layer}};
  series.dashed = network.control;
  addWindow(window, series);
  return series;
}

/// At each lag over the layers where it is defined.
std::vector<double> meanWindow(const std::vector<std::vector<double>>& windows) {
  std::vector<double> mean;
  for (std::size_t lag = 0; !windows.empty() && lag < windows.front().size(); ++lag) {
    double sum = 0, count = 0;
    for (const auto& window : windows)
      if (lag < window.size() && std::isfinite(window[lag])) sum += window[lag], ++count;
    mean.push_back(count > 0 ? sum / count : kUndefined);
  }
  return mean;
}

/// The curve that was fitted to the medians of a layer; the medians themselves where nothing was fitted.
PlotSeries curveOf(const PlottedNetwork& network, const Result& result, const std::string& layer) {
  const Keys keys{{"layer", layer}};
  const auto& fitted = result.list("median_fit", keys, "curve");
  PlotSeries series = lineOf(network, layer, fitted.empty() ? result.list("", keys, "window") : fitted);
  series.keys.emplace_back("shape", fitted.empty() ? "median" : "fitted");
  return series;
}

void addOneLayer(PlotSpec& plot, const PlottedNetwork& network, const Result& result, const std::string& layer) {
  const auto& window = result.list("", {{"layer", layer}}, "window");
  if (window.empty()) return;
  PlotSeries curve = curveOf(network, result, layer);
  if (curve.keys.back().second == "fitted") {
    PlotSeries points = lineOf(network, layer, window);
    points.shape = PlotSeries::Shape::Points;
    points.keys.emplace_back("shape", "median");
    plot.series.push_back(std::move(points));
  }
  curve.label = network.name;
  plot.series.push_back(std::move(curve));
}

void addAllLayers(PlotSpec& plot, const PlottedNetwork& network, const Result& result) {
  std::vector<std::vector<double>> windows;
  for (const AnalysedLayer& each : network.found->layers) {
    const auto& window = result.list("", {{"layer", each.layer}}, "window");
    if (window.empty()) continue;
    windows.push_back(window);
    plot.series.push_back(curveOf(network, result, each.layer));
    plot.series.back().pale = true;
  }
  if (windows.empty()) return;
  plot.series.push_back(lineOf(network, {}, meanWindow(windows)));
  plot.series.back().keys.emplace_back("shape", "median");
  plot.series.back().label = network.name;
}

/// What was exchanged in all of these networks: tokens, or words.
bool areOfTokens(const std::vector<PlottedNetwork>& networks) {
  return !networks.empty() && std::all_of(networks.begin(), networks.end(), [](const PlottedNetwork& each) {
    return each.found->settings.text("unit") == "token";
  });
}

}  // namespace

PlotSpec windowsPlot(const std::vector<PlottedNetwork>& networks, const std::string& layer) {
  PlotSpec plot{.name = "windows", .title = "Integration windows"};
  plot.title.append(layer.empty() ? ", mean over layers" : ", ").append(layer);
  const bool tokens = areOfTokens(networks);
  plot.x = {.title = tokens ? "Tokens back" : "Words back", .column = "lag", .decimals = 0, .covers = {0}};
  plot.y = {.title = tokens ? "Effect of an exchanged token" : "Effect of an exchanged word",
            .column = "effect",
            .decimals = 4,
            .covers = {0, 1}};
  plot.y.paddingHigh = 0.04;
  for (const PlottedNetwork& network : networks)
    if (const Result* result = network.found->result("windows")) {
      if (layer.empty())
        addAllLayers(plot, network, *result);
      else
        addOneLayer(plot, network, *result, layer);
    }
  plot.caption =
      layer.empty()
          ? "Thin: the curve fitted to each layer's medians over units. Thick: mean of the medians over layers."
          : "Points: medians over units, as shares of the effect at what was exchanged. Line: the curve fitted to "
            "them.";
  return plot;
}

}  // namespace studio
