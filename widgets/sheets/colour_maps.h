// Colour maps of look.md: 256 entries each; diverging ones have the neutral colour exactly at zero.
#pragma once
#include <QColor>
#include <QImage>
#include <array>
#include <string>
#include <vector>

#include "core/run/snapshot.h"
#include "widgets/frame/theme.h"

namespace studio {

struct ColourMap {
  std::string name;                       ///< "rdbu", "rdbu_dark", "viridis", "cyclic", "prgn"
  std::string title;
  bool diverging = false;
  std::array<QRgb, 256> colours{};
};
const std::vector<ColourMap>& colourMaps();
/// By name; "" = by quantity (cosine and contrasts diverging, norm viridis) and theme.
const ColourMap& colourMapFor(const std::string& name, const std::string& quantity, const Theme& theme);

/// What colours stand for. Diverging: low = -high.
struct Limits { double low = -1, high = 1; bool operator==(const Limits&) const = default; };
/// The largest |value| over all maps of the quantity in the snapshot (thumbnails too); diverging ones symmetric about zero;
/// unsigned ones from 0. NaN left out; {-1, 1} or {0, 1} where there is nothing.
Limits limitsOf(const Snapshot& snapshot, const std::string& quantity);
/// NaN and |value| < threshold take Role::Nan. Zero of a diverging map takes the neutral colour.
QRgb colourFor(double value, const ColourMap& map, const Limits& limits, double threshold, const Theme& theme);
/// One pixel a unit.
QImage mapImage(const SheetMap& map, const ColourMap& colours, const Limits& limits, double threshold, const Theme& theme);

/// "cosine to blur", "weight norm", "selectivity t, 3".
QString quantityTitle(const std::string& quantity);
QString quantityUnit(const std::string& quantity);    ///< on top of the colour bar: "cos", "norm", "t"

}  // namespace studio
