// A map smoothed for the eye. Always named where it is shown: what was measured is the map itself.
#pragma once
#include <QString>

#include "core/run/snapshot.h"
#include "widgets/analysis/analyses.h"
#include "widgets/analysis/outlines.h"
#include "widgets/analysis/readings.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {

/// Gaussian of `sigma` units, cut at 3 sigma, weights made to sum to one over the defined units within the sheet: no
/// padding, so edges are not pulled to zero. Undefined units stay undefined. sigma <= 0: the map itself.
SheetMap smoothedMap(const SheetMap& map, double sigma);

// The maps of contrasts of the chosen layer, networks down and contrasts across, with one limit for
// all of them.

/// "faces" and "t" -> "faces.t".
std::string mapQuantity(const std::string& contrast, const std::string& statistic);
/// "t", "t (Welch)", "d′": on top of a colour bar.
QString statisticText(const std::string& statistic);
/// A value as tables beside maps print it: U+2212 for minus, an en dash where undefined.
QString dashedText(double value, int decimals);
/// Decimals of which at least two digits are left: as usual, more of a value that these would make 0.
int decimalsThatTell(double value, int usual);
/// With the decimals of its statistic (contrastStatistics()), more where these would make it 0.
QString statisticValueText(double value, const std::string& statistic);

struct ShownMap {
  std::size_t row = 0;             ///< of ShownMaps::networks
  std::size_t column = 0;          ///< of ShownMaps::contrasts
  SheetMap measured;               ///< as measured
  SheetMap shown;                  ///< smoothed, where asked for
  std::optional<Patches> patches;  ///< as computed; of the first network also found while one looks
  double morans = kUndefined;
};

struct ShownMaps {
  std::string layer, statistic, colours;  ///< colours: a name of colour_maps.h, "" = as usual
  std::int64_t height = 0, width = 0;     ///< of the layer's sheet
  std::size_t rows = 0;                   ///< networks
  std::vector<AnalysisRow> networks;      ///< those with maps of their own (no groups); a copy: those looked at may be
                                          ///< others by the time it is painted
  std::vector<std::string> all;           ///< every contrast that was found, in its order
  std::vector<std::string> contrasts;     ///< those shown
  std::vector<ShownMap> maps;
  double limit = 1;     ///< in force: the locked one, else the largest |value|, or its percentile, of all maps shown
  OutlineRule outline;  ///< by which the first network's patches are outlined
  const ShownMap* find(std::size_t row, std::size_t column) const;
  /// "1", "2", ...: the place of a shown contrast among all, which is also its key.
  int number(std::size_t column) const;
};

ShownMaps shownMaps(const Analyses& analyses);
/// Colours of these maps: diverging, symmetric about zero.
MapDisplay makeMapDisplay(const ShownMaps& maps, const AnalysisDisplay& display, const Theme& theme);

}  // namespace studio
