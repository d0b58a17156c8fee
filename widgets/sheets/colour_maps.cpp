#include "widgets/sheets/colour_maps.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "widgets/sheets/lab_colour.h"

namespace studio {
namespace {

/// 256 colours through anchors at even distances, straight lines in Lab (equal steps look equal).
ColourMap through(std::string name, std::string title, bool diverging, const std::vector<const char*>& anchors) {
  ColourMap map{std::move(name), std::move(title), diverging, {}};
  const double last = double(anchors.size() - 1);
  for (int i = 0; i < 256; ++i) {
    // Diverging maps have an odd number of anchors: entries 127 and 128 both lie beside the neutral one, which is put in at both.
    const double at = diverging && (i == 127 || i == 128) ? last / 2 : last * i / 255.0;
    const int left = std::min(int(at), int(anchors.size()) - 2);
    map.colours[i] = mixInLab(QColor(QLatin1String(anchors[left])), QColor(QLatin1String(anchors[left + 1])), at - left).rgb();
  }
  return map;
}

std::vector<ColourMap> makeMaps() {
  return {
      // ColorBrewer's RdBu reversed: blue negative, red positive.
      through("rdbu", "RdBu, reversed", true, {"#053061", "#2166AC", "#4393C3", "#92C5DE", "#D1E5F0", "#F7F7F7", "#FDDBC7", "#F4A582", "#D6604D", "#B2182B", "#67001F"}),
      // Its dark-centred twin (look.md).
      through("rdbu_dark", "RdBu, dark centre", true, {"#CFE8F8", "#8CC8EC", "#4C9BD2", "#2F6FA6", "#294A69", "#272B33", "#5F2F35", "#A33A3B", "#D9594A", "#F2956F", "#FBD3B4"}),
      through("viridis", "Viridis", false, {"#440154", "#482878", "#3E4A89", "#31688E", "#26828E", "#1F9E89", "#35B779", "#6DCD59", "#B4DE2C", "#FDE725"}),
      through("cyclic", "Cyclic", false, {"#E2D9E2", "#95B5C7", "#6276BA", "#592F88", "#2F1436", "#6B1F4C", "#B2515A", "#CFA08C", "#E2D9E2"}),
      through("prgn", "PRGn", true, {"#40004B", "#762A83", "#9970AB", "#C2A5CF", "#E7D4E8", "#F7F7F7", "#D9F0D3", "#A6DBA0", "#5AAE61", "#1B7837", "#00441B"}),
  };
}

bool isUnsigned(const std::string& quantity) { return quantity == kNormQuantity; }

}  // namespace

const std::vector<ColourMap>& colourMaps() {
  static const std::vector<ColourMap> maps = makeMaps();
  return maps;
}

const ColourMap& colourMapFor(const std::string& name, const std::string& quantity, const Theme& theme) {
  const std::string usual = isUnsigned(quantity) ? "viridis" : theme.dark ? "rdbu_dark" : "rdbu";
  const auto& maps = colourMaps();
  const auto find = [&](const std::string& wanted) { return std::find_if(maps.begin(), maps.end(), [&](const ColourMap& map) { return map.name == wanted; }); };
  const auto found = find(name);
  // A diverging map of an unsigned quantity would leave half of its colours out and lie about a middle that is not there.
  if (name.empty() || found == maps.end() || (found->diverging && isUnsigned(quantity))) return *find(usual);
  return *found;
}

Limits limitsOf(const Snapshot& snapshot, const std::string& quantity) {
  double largest = 0;
  for (const SheetMap& map : snapshot.maps) {
    if (map.quantity != quantity) continue;
    for (const float value : map.values)
      if (std::isfinite(value)) largest = std::max(largest, std::abs(double(value)));
  }
  if (largest == 0) largest = 1;
  return isUnsigned(quantity) ? Limits{0, largest} : Limits{-largest, largest};
}

QRgb colourFor(double value, const ColourMap& map, const Limits& limits, double threshold, const Theme& theme) {
  if (!std::isfinite(value) || std::abs(value) < threshold) return theme.color(Role::Nan).rgb();
  const double span = limits.high - limits.low;
  const double place = span > 0 ? (value - limits.low) / span : 0.5;
  const int index = int(std::lround(std::clamp(place, 0.0, 1.0) * 255));
  return map.colours[std::clamp(index, 0, 255)];
}

QImage mapImage(const SheetMap& map, const ColourMap& colours, const Limits& limits, double threshold, const Theme& theme) {
  QImage image(int(map.width), int(map.height), QImage::Format_RGB32);
  image.fill(theme.color(Role::Nan));
  for (std::int64_t unit = 0; unit < std::min<std::int64_t>(map.height * map.width, std::int64_t(map.values.size())); ++unit)
    image.setPixel(int(unit % map.width), int(unit / map.width), colourFor(map.values[unit], colours, limits, threshold, theme));
  return image;
}

QString quantityTitle(const std::string& quantity) {
  if (quantity == kCosineQuantity) return QCoreApplication::translate("Quantity", "Cosine to blur");
  if (quantity == kNormQuantity) return QCoreApplication::translate("Quantity", "Weight norm");
  return QCoreApplication::translate("Quantity", "Selectivity, %1").arg(QString::fromStdString(quantity));
}

QString quantityUnit(const std::string& quantity) {
  if (quantity == kCosineQuantity) return QStringLiteral("cos");
  if (quantity == kNormQuantity) return QStringLiteral("norm");
  return QStringLiteral("t");
}

}  // namespace studio
