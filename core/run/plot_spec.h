// A picture of curves, points or bars as plain data: what a training run or an analysis wants drawn, without a colour,
// a font or a pixel. widgets/plots draws it, by one painter on screen and on paper; plotTable and plotCsv write it
// down. Values; any thread.
#pragma once
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/run/result.h"

namespace studio {

/// The part that a series plays; the theme knows the colour.
struct PlotColour {
  enum class Role { Run, Text, Muted };
  Role role = Role::Run;
  int run = 0;  ///< of Role::Run: index into the theme's colours of runs; from the eighth on dash-dotted and hollow
  bool operator==(const PlotColour&) const = default;
};

/// How an axis is named, scaled and limited.
///
/// Its limits, where `low` and `high` do not fix them, hold all values of the series and all of `covers`. Where that is
/// a single value, there is space around it: `leastSpan` / 2 or a tenth of the value, whichever is more. Then shares
/// `paddingLow` and `paddingHigh` of the range are added; space and padding end at `floor` and `ceiling` unless values
/// lie beyond. Without any value the limits are 0 to 1 (log: 1 to 10). A log axis knows only values above 0, and its
/// air is a share of decades. An axis of categories reaches half a place beyond the first and last.
struct PlotAxis {
  enum class Scale { Linear, Log, Categories };
  std::string title{};   ///< "Distance"
  std::string unit{};    ///< "units": the axis says "Distance, units"
  std::string column{};  ///< its name in tables: "distance"
  bool titled = true;    ///< its title stands beside it
  Scale scale = Scale::Linear;
  bool seconds = false;  ///< ticks as times: "2 min"
  int ticks = 5;         ///< at most one more than these; fewer where there is no space
  int decimals = -1;     ///< of values under the pointer; -1 = three or four digits
  std::optional<double> low{}, high{};
  std::vector<double> covers{};
  double paddingLow = 0, paddingHigh = 0;
  double floor = -std::numeric_limits<double>::infinity(), ceiling = std::numeric_limits<double>::infinity();
  double leastSpan = 2e-3;
  std::vector<std::string> categories{};  ///< of Scale::Categories: the one of index i stands at i
};

/// Points that belong together. y that is not finite is a gap in a line.
struct PlotSeries {
  enum class Shape { Line, Points, Bars, Band };
  enum class Size { Small, Large, Open };  ///< of points; Open = not filled
  enum class Mark { Circle, Triangle };    ///< of points
  std::string name{};                      ///< under the pointer and in the legend: "Trained, τ 10"
  Shape shape = Shape::Line;
  PlotColour colour{};
  std::vector<double> x{}, y{};       ///< of one length; x of lines and bands does not fall
  std::vector<double> low{}, high{};  ///< edges of a band, ends of the error bars of points and bars; empty = none
  Size size = Size::Small;
  Mark mark = Mark::Circle;
  bool line = false;    ///< points are joined by a thin line
  bool pale = false;    ///< thin and translucent, in the background
  bool dashed = false;  ///< a control: a baseline, an untrained network
  bool dots = false;    ///< the points of a line are marked where they are few
  /// Written near it, or in the legend; empty = none. The short one where there is no space for the other.
  std::string label{}, shortLabel{};
  bool derived = false;                                     ///< follows from another series: not in tables
  std::vector<std::pair<std::string, std::string>> keys{};  ///< texts of all its rows: {"network", "trained"}
  std::vector<Column> columns{};                            ///< further numbers or texts of each point: "pairs"
};

/// A line across the plot: zero, chance, a threshold.
struct PlotReference {
  double at = 0;
  bool vertical = false;
  std::string label{};
};

/// Height for a width on paper: a share of it, within limits in mm.
struct PlotPaper {
  double aspect = 0.7, least = 40, most = 90;
  double heightMm(double widthMm) const;
};

struct PlotSpec {
  /// Beside: each label near its own line or point, clear of the others. AtEnd: at the right, above or below all lines.
  enum class Labels { Beside, AtEnd, Legend };
  std::string name{};     ///< of files: "distance"
  std::string title{};    ///< "Correlation and distance, layer3.1.conv2"
  std::string heading{};  ///< above the axes in place of the title of y: "Task loss"
  PlotAxis x{}, y{};
  std::vector<PlotSeries> series{};
  std::vector<PlotReference> references{};
  Labels labels = Labels::Beside;
  std::string caption{};  ///< a sentence below it, on screen and on paper; empty = none
  PlotPaper paper{};

  bool empty() const;  ///< no series has a point with a defined place
};

struct PlotLimits {
  double low = 0, high = 1;
};
/// By the rule at PlotAxis, for values from `least` to `most` (least > most: none).
PlotLimits limitsFor(const PlotAxis& axis, double least, double most);
PlotLimits xLimits(const PlotSpec& spec);
PlotLimits yLimits(const PlotSpec& spec);

/// "Distance, units"
std::string axisText(const PlotAxis& axis);
/// "0.0449", "93.5", "1.2e+06"; with `decimals` >= 0 so many; "undefined" for NaN; U+2212 for minus.
std::string plotNumber(double value, int decimals = -1);
/// What is shown of a point under the pointer, a line each: its series, its texts, y and x, its further numbers.
std::string pointText(const PlotSpec& spec, const PlotSeries& series, std::size_t point);

/// A row a point of all series that are not derived: texts of the series, x, y, low and high where there are any, and
/// further columns; what a series does not have is empty. A place on an axis of categories is the category's text.
Table plotTable(const PlotSpec& spec);
/// Comma between cells, names of columns first, quoted as RFC 4180 says; numbers read back as they were, NaN is empty.
/// Lists are left out.
std::string plotCsv(const Table& table);
inline std::string plotCsv(const PlotSpec& spec) { return plotCsv(plotTable(spec)); }
/// The same with tabs, 12 digits: for the clipboard.
std::string plotTabbed(const Table& table);

}  // namespace studio
