// See windows_plot.h.
#include "core/analysis/windows_plot.h"

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

void addNetwork(PlotSpec& plot, const PlottedNetwork& network, const Result& result, const std::string& layer) {
  std::vector<std::vector<double>> windows;
  for (const AnalysedLayer& each : network.found->layers) {
    const auto& window = result.list("", {{"layer", each.layer}}, "window");
    if (window.empty() || (!layer.empty() && layer != each.layer)) continue;
    windows.push_back(window);
    if (!layer.empty()) continue;
    plot.series.push_back(lineOf(network, each.layer, window));
    plot.series.back().pale = true;
  }
  if (windows.empty()) return;
  plot.series.push_back(lineOf(network, layer, layer.empty() ? meanWindow(windows) : windows.front()));
  plot.series.back().label = network.name;
}

}  // namespace

PlotSpec windowsPlot(const std::vector<PlottedNetwork>& networks, const std::string& layer) {
  PlotSpec plot{.name = "windows", .title = "Integration windows"};
  plot.title.append(layer.empty() ? ", mean over layers" : ", ").append(layer);
  plot.x = {.title = "Words back", .column = "lag", .decimals = 0, .covers = {0}};
  plot.y = {.title = "Effect of an exchanged word", .column = "effect", .decimals = 4, .covers = {0, 1}};
  plot.y.paddingHigh = 0.04;
  for (const PlottedNetwork& network : networks)
    if (const Result* result = network.found->result("windows")) addNetwork(plot, network, *result, layer);
  plot.caption = "Medians over units, as shares of the effect at the exchanged word itself.";
  return plot;
}

}  // namespace studio
