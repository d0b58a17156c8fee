// See windows_maps.h.
#include "widgets/analysis/windows_maps.h"

#include <algorithm>
#include <cmath>

#include "widgets/frame/tr.h"

namespace studio {
namespace {

constexpr const char* kWindows = "windows";

const char* quantityOf(WindowsMeasure measure) {
  switch (measure) {
    case WindowsMeasure::Exponential:
      return "exponential";
    case WindowsMeasure::Power:
      return "power";
    case WindowsMeasure::MeanLag:
      return "mean_lag";
    case WindowsMeasure::Yoking:
      return "yoking";
  }
  return "";
}

const SheetMap* findWindowsMap(const Result& result, const std::string& layer, const std::string& quantity) {
  const auto found = std::find_if(result.maps.begin(), result.maps.end(),
                                  [&](const SheetMap& map) { return map.layer == layer && map.quantity == quantity; });
  return found == result.maps.end() ? nullptr : &*found;
}

double unitValue(const Result& result, const std::string& layer, const char* quantity, std::int64_t unit) {
  const SheetMap* map = findWindowsMap(result, layer, quantity);
  return map && unit >= 0 && unit < std::int64_t(map->values.size()) ? double(map->values[std::size_t(unit)])
                                                                     : kUndefined;
}

std::vector<double> windowOf(const Result& result, const std::string& layer, std::int64_t unit) {
  for (const UnitArray& each : result.arrays) {
    if (each.layer != layer || each.name != "window" || each.values.shape.size() != 2) continue;
    if (unit < 0 || unit >= each.values.shape[0]) return {};
    const auto lags = std::ptrdiff_t(each.values.shape[1]);
    const auto all = each.values.asDoubles();
    return {all.begin() + unit * lags, all.begin() + (unit + 1) * lags};
  }
  return {};
}

/// w(d) = c (d + 1)^-a + (1 - c) exp(-b d), as topo/window_fit.h has it; a term without weight has no parameter.
double fittedAt(double lag, double c, double a, double b) {
  const double power = c > 0 ? c * std::pow(lag + 1, -a) : 0;
  return power + (c < 1 ? (1 - c) * std::exp(-b * lag) : 0);
}

double largestOf(WindowsMeasure measure, const std::vector<WindowsRow>& rows) {
  double largest = 0;
  for (const WindowsRow& row : rows)
    for (const float value : row.maps[std::size_t(measure)].values)
      if (std::isfinite(value)) largest = std::max(largest, std::abs(double(value)));
  return largest > 0 ? largest : 1;
}

const ColourMap& colourMapNamed(const char* name) {
  const auto& maps = colourMaps();
  return *std::find_if(maps.begin(), maps.end(), [&](const ColourMap& map) { return map.name == name; });
}

}  // namespace

std::vector<WindowsRow> windowsRows(const NetworkAnalysis& found) {
  std::vector<WindowsRow> rows;
  const Result* result = found.result(kWindows);
  if (!result) return rows;
  for (const AnalysedLayer& layer : found.layers) {
    if (!result->has(layer.layer)) continue;
    WindowsRow row{layer.layer, layer.height, layer.width, {}};
    for (const WindowsMeasure measure : kWindowsMeasures) {
      const SheetMap* map = findWindowsMap(*result, layer.layer, quantityOf(measure));
      row.maps[std::size_t(measure)] =
          map ? *map
              : SheetMap{layer.layer,  quantityOf(measure),
                         layer.height, layer.width,
                         found.step,   std::vector<float>(std::size_t(layer.height * layer.width), float(kUndefined))};
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

QString windowsTitle(WindowsMeasure measure) {
  switch (measure) {
    case WindowsMeasure::Exponential:
      return tr("Exponential");
    case WindowsMeasure::Power:
      return tr("Power law");
    case WindowsMeasure::MeanLag:
      return tr("Mean lag, words");
    case WindowsMeasure::Yoking:
      return tr("Yoking to sentences");
  }
  return {};
}

MapDisplay windowsDisplay(WindowsMeasure measure, const std::vector<WindowsRow>& rows, const Theme& theme) {
  if (measure == WindowsMeasure::MeanLag) return {&colourMapNamed("viridis"), {0, largestOf(measure, rows)}, 0, &theme};
  const double largest = measure == WindowsMeasure::Yoking ? largestOf(measure, rows) : 1;
  return {&colourMapNamed("prgn"), {-largest, largest}, 0, &theme};
}

SheetMap colouredWindows(WindowsMeasure measure, const SheetMap& map) {
  SheetMap coloured = map;
  if (measure == WindowsMeasure::Power)
    for (float& value : coloured.values) value = -value;
  return coloured;
}

std::vector<double> unitWindow(const NetworkAnalysis& found, const std::string& layer, std::int64_t unit) {
  const Result* result = found.result(kWindows);
  auto window = result ? windowOf(*result, layer, unit) : std::vector<double>();
  if (std::none_of(window.begin(), window.end(), [](double effect) { return std::isfinite(effect); })) window.clear();
  return window;
}

PlotSpec unitWindowPlot(const NetworkAnalysis& found, const std::string& layer, std::int64_t unit) {
  PlotSpec plot{.name = "unit_window"};
  plot.title = QStringLiteral("%1:%2").arg(QString::fromStdString(layer)).arg(unit).toStdString();
  const bool tokens = found.settings.text("unit") == "token";
  plot.x = {.title = tokens ? "Tokens back" : "Words back", .column = "lag", .decimals = 0, .covers = {0}};
  plot.y = {.title = tokens ? "Effect of an exchanged token" : "Effect of an exchanged word",
            .column = "effect",
            .decimals = 4,
            .covers = {0, 1}};
  const Result* result = found.result(kWindows);
  const auto window = unitWindow(found, layer, unit);
  PlotSeries points{.name = "measured", .shape = PlotSeries::Shape::Points};
  PlotSeries curve{.name = "fitted", .colour = {PlotColour::Role::Text}};
  const double c = result ? unitValue(*result, layer, "c", unit) : kUndefined;
  for (std::size_t lag = 0; lag < window.size(); ++lag) {
    if (!std::isfinite(window[lag])) continue;
    points.x.push_back(double(lag));
    points.y.push_back(window[lag]);
    if (!std::isfinite(c)) continue;
    curve.x.push_back(double(lag));
    curve.y.push_back(
        fittedAt(double(lag), c, unitValue(*result, layer, "a", unit), unitValue(*result, layer, "b", unit)));
  }
  if (!points.x.empty()) plot.series.push_back(std::move(points));
  if (!curve.x.empty()) plot.series.push_back(std::move(curve));
  return plot;
}

}  // namespace studio
