// Integration windows of a network's layers as the view of them draws them: a map of each measure, and the window of
// one unit with the curve that was fitted to it. Values; GUI thread.
#pragma once
#include <QString>
#include <array>
#include <string>
#include <vector>

#include "core/run/analysis.h"
#include "core/run/plot_spec.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {

/// What the columns show: how much of a unit's window the exponential and the power law explain (0..1), how far back
/// it reaches, and whether it follows the sentences.
enum class WindowsMeasure { Exponential, Power, MeanLag, Yoking };
inline constexpr std::array<WindowsMeasure, 4> kWindowsMeasures{WindowsMeasure::Exponential, WindowsMeasure::Power,
                                                                WindowsMeasure::MeanLag, WindowsMeasure::Yoking};

struct WindowsRow {
  std::string layer;
  std::int64_t height = 0, width = 0;
  std::array<SheetMap, kWindowsMeasures.size()> maps;  ///< as measured; all undefined where one is missing
};

/// Layer by layer; empty where nothing was found of windows.
std::vector<WindowsRow> windowsRows(const NetworkAnalysis& found);
QString windowsTitle(WindowsMeasure measure);
/// PRGn about zero: green of the exponential, purple of the power law (whose map is drawn with the sign changed), and
/// of yoking up to the largest of all layers. Of lags from 0 in viridis.
MapDisplay windowsDisplay(WindowsMeasure measure, const std::vector<WindowsRow>& rows, const Theme& theme);
/// As it is coloured by windowsDisplay().
SheetMap colouredWindows(WindowsMeasure measure, const SheetMap& map);

/// Medians of the unit at each lag, as shares of the effect at the exchanged word; empty where it has no window.
std::vector<double> unitWindow(const NetworkAnalysis& found, const std::string& layer, std::int64_t unit);
/// Medians of the unit at each lag as points, and the curve through them where one was fitted; without series where the
/// unit has no window.
PlotSpec unitWindowPlot(const NetworkAnalysis& found, const std::string& layer, std::int64_t unit);

}  // namespace studio
