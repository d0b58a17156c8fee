// Mixing colours in CIE L*a*b* (D65), so that equal steps of a colour map look equal.
#pragma once
#include <QColor>
#include <QImage>
#include <array>
#include <string>
#include <vector>

#include "core/run/snapshot.h"
#include "widgets/frame/theme.h"
#include "widgets/runs/stored_ranges.h"

namespace studio {

/// share 0 = a, 1 = b.
QColor mixInLab(const QColor& a, const QColor& b, double share);

// Colour maps of look.md: 256 entries each; diverging ones have the neutral colour exactly at zero.

struct ColourMap {
  std::string name;  ///< "rdbu", "rdbu_dark", "puor", "prgn", "vik", "viridis", "cividis", "greys", "cyclic"
  std::string title;
  bool diverging = false;
  std::array<QRgb, 256> colours{};
  bool cyclic = false;  ///< the last colour is the first one again
};
const std::vector<ColourMap>& colourMaps();
/// In the window's language: "RdBu, reversed".
QString colourMapTitle(const ColourMap& map);

/// What values of a quantity are: about zero (contrasts, cosine), from 0 up (norm, circular variance), or angles that
/// come round (0..180).
enum class QuantityKind { Signed, Unsigned, Cyclic };
QuantityKind quantityKind(const std::string& quantity);
/// Quantities of Result::maps that are no contrast.
inline constexpr const char* kPreferredQuantity = "preferred_degrees";
inline constexpr const char* kVarianceQuantity = "circular_variance";
/// Of integration windows: what the exponential explains less what the power law does, -1 to 1.
inline constexpr const char* kWindowTermsQuantity = "exponential_less_power";
/// What a map differs by from another of the same quantity, unit by unit; signed, on the scale of its values.
inline constexpr const char* kDifferenceQuantity = "difference";
/// Whether a map shows a quantity truthfully: a middle where there is none would lie, and so would an angle that
/// does not close.
bool suits(const ColourMap& map, const std::string& quantity);
/// By name; "" (or one that does not suit) = by quantity and theme: RdBu or its dark twin, viridis, cyclic; PRGn of
/// windows.
const ColourMap& colourMapFor(const std::string& name, const std::string& quantity, const Theme& theme);

/// What colours stand for. Diverging: low = -high.
struct Limits {
  double low = -1, high = 1;
  bool operator==(const Limits&) const = default;
};
/// Computed limits of a quantity are never below this, so that maps of nothing are pale: of selectivity |t| 2, the
/// smallest that is worth seeing (about p = 0.05), and d' 0.2, a small effect; 0 of all else.
double leastLimit(const std::string& quantity);
/// The same in words, for the tip of a colour bar whose limits are that; empty where they are others.
QString leastLimitText(const std::string& quantity, const Limits& limits);
/// Limits that hold |values| up to this: diverging ones symmetric about zero, unsigned ones from 0; 1 in place of 0;
/// leastLimit() at least.
Limits limitsAround(const std::string& quantity, double largest);
/// The largest |value| (or its percentile) over all maps of the quantity in the snapshot, thumbnails too; contrasts
/// share theirs with all others of the snapshot, so that maps beside each other compare. Diverging ones symmetric about
/// zero; unsigned ones from 0, angles {0, 180}, circular variance {0, 1}. NaN left out; as for 0 where there is
/// nothing. Of one layer's maps where it is named.
Limits findLimits(const Snapshot& snapshot, const std::string& quantity, double percentile = 100,
                  const std::string& layer = {});
/// Selectivity of a class or a contrast, whatever the statistic.
bool isContrast(const std::string& quantity);
/// NaN and |value| < threshold take Role::Nan. Zero of a diverging map takes the neutral colour.
QRgb colourFor(double value, const ColourMap& map, const Limits& limits, double threshold, const Theme& theme);
/// One pixel a unit.
QImage mapImage(const SheetMap& map, const ColourMap& colours, const Limits& limits, double threshold,
                const Theme& theme);

/// A quantity on a button or over a small map: "Cosine", "Norm", "Faces", "22.5°".
QString quantityName(const std::string& quantity);
/// "cosine to blur", "weight norm", "selectivity, 3", "faces, t (Welch)", "preferred angle".
QString quantityTitle(const std::string& quantity);
QString quantityUnit(
    const std::string& quantity);  ///< on top of the colour bar: "cos", "norm", "t", "t (Welch)", "d′", "°", "CV"
/// What a file of a map's numbers begins with, in names as files have them: "quantity cosine, unit cos, layer fc1, 16 x
/// 16 units, step 50, network digits". Without a step of a file of weights, whose step nobody knows.
std::string mapHeading(const SheetMap& map, const std::string& network, bool hasStep = true);

}  // namespace studio
