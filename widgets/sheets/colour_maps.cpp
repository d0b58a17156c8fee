#include "widgets/sheets/colour_maps.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <cmath>

#include "core/run/contrast_statistic.h"
#include "widgets/frame/engine_text.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

using Triple = std::array<double, 3>;
constexpr Triple kWhite{0.95047, 1.0, 1.08883};  // D65

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double gamma(double channel) {
  return channel <= 0.0031308 ? 12.92 * channel : 1.055 * std::pow(channel, 1 / 2.4) - 0.055;
}

double compress(double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; }

double expand(double f) { return f > 6.0 / 29 ? f * f * f : (116 * f - 16) * 27 / 24389; }

Triple toLab(const QColor& color) {
  const double r = linear(color.redF()), g = linear(color.greenF()), b = linear(color.blueF());
  const double x = compress((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / kWhite[0]);
  const double y = compress((0.2126729 * r + 0.7151522 * g + 0.0721750 * b) / kWhite[1]);
  const double z = compress((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / kWhite[2]);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

QColor fromLab(const Triple& lab) {
  const double fy = (lab[0] + 16) / 116;
  const double x = kWhite[0] * expand(fy + lab[1] / 500), y = kWhite[1] * expand(fy),
               z = kWhite[2] * expand(fy - lab[2] / 200);
  const Triple rgb{3.2404542 * x - 1.5371385 * y - 0.4985314 * z, -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
                   0.0556434 * x - 0.2040259 * y + 1.0572252 * z};
  const auto byte = [](double channel) {
    return int(std::lround(255 * std::min(1.0, std::max(0.0, gamma(std::max(0.0, channel))))));
  };
  return QColor(byte(rgb[0]), byte(rgb[1]), byte(rgb[2]));
}

}  // namespace

QColor mixInLab(const QColor& a, const QColor& b, double share) {
  const Triple from = toLab(a), to = toLab(b);
  Triple mixed;
  for (int i = 0; i < 3; ++i) mixed[i] = from[i] + share * (to[i] - from[i]);
  return fromLab(mixed);
}

namespace {

/// 256 colours through anchors at even distances, straight lines in Lab (equal steps look equal).
ColourMap through(std::string name, std::string title, bool diverging, const std::vector<const char*>& anchors) {
  ColourMap map{std::move(name), std::move(title), diverging, {}};
  const double last = double(anchors.size() - 1);
  for (int i = 0; i < 256; ++i) {
    // Diverging maps have an odd number of anchors: entries 127 and 128 both lie beside the neutral one, which is put
    // in at both.
    const double at = diverging && (i == 127 || i == 128) ? last / 2 : last * i / 255.0;
    const int left = std::min(int(at), int(anchors.size()) - 2);
    map.colours[i] =
        mixInLab(QColor(QLatin1String(anchors[left])), QColor(QLatin1String(anchors[left + 1])), at - left).rgb();
  }
  return map;
}

std::vector<ColourMap> makeMaps() {
  std::vector<ColourMap> maps = {
      // ColorBrewer's RdBu reversed: blue negative, red positive.
      through("rdbu", QT_TRANSLATE_NOOP("ColourMap", "RdBu, reversed"), true,
              {"#053061", "#2166AC", "#4393C3", "#92C5DE", "#D1E5F0", "#F7F7F7", "#FDDBC7", "#F4A582", "#D6604D",
               "#B2182B", "#67001F"}),
      // Its dark-centred twin (look.md).
      through("rdbu_dark", QT_TRANSLATE_NOOP("ColourMap", "RdBu, dark centre"), true,
              {"#CFE8F8", "#8CC8EC", "#4C9BD2", "#2F6FA6", "#294A69", "#272B33", "#5F2F35", "#A33A3B", "#D9594A",
               "#F2956F", "#FBD3B4"}),
      // ColorBrewer's PuOr reversed: purple negative, orange positive.
      through("puor", QT_TRANSLATE_NOOP("ColourMap", "PuOr, reversed"), true,
              {"#2D004B", "#542788", "#8073AC", "#B2ABD2", "#D8DAEB", "#F7F7F7", "#FEE0B6", "#FDB863", "#E08214",
               "#B35806", "#7F3B08"}),
      through("prgn", QT_TRANSLATE_NOOP("ColourMap", "PRGn"), true,
              {"#40004B", "#762A83", "#9970AB", "#C2A5CF", "#E7D4E8", "#F7F7F7", "#D9F0D3", "#A6DBA0", "#5AAE61",
               "#1B7837", "#00441B"}),
      // After Crameri's vik: blue to brown, equal steps, a warm white between.
      through("vik", QT_TRANSLATE_NOOP("ColourMap", "Vik"), true,
              {"#001261", "#033E7D", "#1E6F9D", "#71A8C4", "#C9DDE7", "#ECE5E0", "#EACEBD", "#D39774", "#BE6533",
               "#8B2706", "#590008"}),
      through("viridis", QT_TRANSLATE_NOOP("ColourMap", "Viridis"), false,
              {"#440154", "#482878", "#3E4A89", "#31688E", "#26828E", "#1F9E89", "#35B779", "#6DCD59", "#B4DE2C",
               "#FDE725"}),
      through("cividis", QT_TRANSLATE_NOOP("ColourMap", "Cividis"), false,
              {"#00204D", "#00336F", "#39486B", "#575C6D", "#707173", "#8A8779", "#A69D75", "#C4B56C", "#E4CF5B",
               "#FFEA46"}),
      through("greys", QT_TRANSLATE_NOOP("ColourMap", "Greys"), false, {"#0A0A0A", "#F5F5F5"}),
      through("cyclic", QT_TRANSLATE_NOOP("ColourMap", "Cyclic"), false,
              {"#E2D9E2", "#95B5C7", "#6276BA", "#592F88", "#2F1436", "#6B1F4C", "#B2515A", "#CFA08C", "#E2D9E2"}),
  };
  maps.back().cyclic = true;
  return maps;
}

/// The usual one of maps that do not name theirs, as of classes while training.
const ContrastStatistic& shownStatistic(const std::string& quantity) {
  const ContrastStatistic* named = statisticOfMap(quantity);
  return named ? *named : contrastStatistics().front();
}

}  // namespace

QuantityKind quantityKind(const std::string& quantity) {
  if (quantity == kPreferredQuantity) return QuantityKind::Cyclic;
  return quantity == kNormQuantity || quantity == kVarianceQuantity ? QuantityKind::Unsigned : QuantityKind::Signed;
}

bool suits(const ColourMap& map, const std::string& quantity) {
  switch (quantityKind(quantity)) {
    case QuantityKind::Cyclic:
      return map.cyclic;
    case QuantityKind::Unsigned:
      return !map.diverging;
    default:
      return true;
  }
}

const std::vector<ColourMap>& colourMaps() {
  static const std::vector<ColourMap> maps = makeMaps();
  return maps;
}

QString colourMapTitle(const ColourMap& map) { return QCoreApplication::translate("ColourMap", map.title.c_str()); }

const ColourMap& colourMapFor(const std::string& name, const std::string& quantity, const Theme& theme) {
  const QuantityKind kind = quantityKind(quantity);
  const std::string usual = kind == QuantityKind::Cyclic       ? "cyclic"
                            : kind == QuantityKind::Unsigned   ? "viridis"
                            : quantity == kWindowTermsQuantity ? "prgn"
                            : theme.dark                       ? "rdbu_dark"
                                                               : "rdbu";
  const auto& maps = colourMaps();
  const auto find = [&](const std::string& wanted) {
    return std::find_if(maps.begin(), maps.end(), [&](const ColourMap& map) { return map.name == wanted; });
  };
  const auto found = find(name);
  if (name.empty() || found == maps.end() || !suits(*found, quantity)) return *find(usual);
  return *found;
}

double leastLimit(const std::string& quantity) { return isContrast(quantity) ? shownStatistic(quantity).least : 0; }

QString leastLimitText(const std::string& quantity, const Limits& limits) {
  const double least = leastLimit(quantity);
  if (least <= 0 || limits.high != least) return {};
  return QCoreApplication::translate("Quantity",
                                     "Limits of selectivity are never below ±%1, so that maps of nothing are pale")
      .arg(least);
}

Limits limitsAround(const std::string& quantity, double largest) {
  if (largest == 0) largest = 1;
  largest = std::max(largest, leastLimit(quantity));
  return quantityKind(quantity) == QuantityKind::Unsigned ? Limits{0, largest} : Limits{-largest, largest};
}

bool isContrast(const std::string& quantity) {
  return quantity != kCosineQuantity && quantity != kNormQuantity && quantity != kPreferredQuantity &&
         quantity != kVarianceQuantity && quantity != kWindowTermsQuantity && quantity != kDifferenceQuantity;
}

Limits findLimits(const Snapshot& snapshot, const std::string& quantity, double percentile, const std::string& layer) {
  if (quantity == kPreferredQuantity) return {0, 180};
  if (quantity == kVarianceQuantity) return {0, 1};
  const bool contrast = isContrast(quantity);
  std::vector<float> all;  // only where a share of them is asked for
  double largest = 0;
  for (const SheetMap& map : snapshot.maps) {
    if (contrast ? !isContrast(map.quantity) : map.quantity != quantity) continue;
    if (!layer.empty() && map.layer != layer) continue;
    if (percentile < 100) all.insert(all.end(), map.values.begin(), map.values.end());
    for (const float value : map.values)
      if (std::isfinite(value)) largest = std::max(largest, std::abs(double(value)));
  }
  if (percentile < 100) largest = magnitudeAt(std::move(all), percentile);
  return limitsAround(quantity, largest);
}

QRgb colourFor(double value, const ColourMap& map, const Limits& limits, double threshold, const Theme& theme) {
  if (!std::isfinite(value) || std::abs(value) < threshold) return theme.color(Role::Nan).rgb();
  const double span = limits.high - limits.low;
  const double place = span > 0 ? (value - limits.low) / span : 0.5;
  const int index = int(std::lround(std::clamp(place, 0.0, 1.0) * 255));
  return map.colours[std::clamp(index, 0, 255)];
}

QImage mapImage(const SheetMap& map, const ColourMap& colours, const Limits& limits, double threshold,
                const Theme& theme) {
  QImage image(int(map.width), int(map.height), QImage::Format_RGB32);
  image.fill(theme.color(Role::Nan));
  for (std::int64_t unit = 0; unit < std::min<std::int64_t>(map.height * map.width, std::int64_t(map.values.size()));
       ++unit)
    image.setPixel(int(unit % map.width), int(unit / map.width),
                   colourFor(map.values[unit], colours, limits, threshold, theme));
  return image;
}

QString quantityName(const std::string& quantity) {
  if (quantity == kCosineQuantity) return QCoreApplication::translate("Quantity", "Cosine");
  if (quantity == kNormQuantity) return QCoreApplication::translate("Quantity", "Norm");
  return categoryTitle(quantity);
}

QString quantityTitle(const std::string& quantity) {
  if (quantity == kCosineQuantity) return QCoreApplication::translate("Quantity", "Cosine to blur");
  if (quantity == kNormQuantity) return QCoreApplication::translate("Quantity", "Weight norm");
  if (quantity == kPreferredQuantity) return QCoreApplication::translate("Quantity", "Preferred angle");
  if (quantity == kVarianceQuantity) return QCoreApplication::translate("Quantity", "Circular variance");
  if (quantity == kWindowTermsQuantity) return QCoreApplication::translate("Quantity", "Exponential less power law");
  if (const ContrastStatistic* statistic = statisticOfMap(quantity))
    return QCoreApplication::translate("Quantity", "%1, %2")
        .arg(categoryTitle(quantity.substr(0, quantity.rfind('.'))), engineText(statistic->title));
  return QCoreApplication::translate("Quantity", "Selectivity, %1").arg(categoryTitle(quantity));
}

QString quantityUnit(const std::string& quantity) {
  if (quantity == kCosineQuantity) return QStringLiteral("cos");
  if (quantity == kNormQuantity) return QStringLiteral("norm");
  if (quantity == kPreferredQuantity) return QStringLiteral("°");
  if (quantity == kVarianceQuantity) return QStringLiteral("CV");
  if (quantity == kWindowTermsQuantity) return QCoreApplication::translate("Quantity", "exponential − power law");
  return engineText(shownStatistic(quantity).title);
}

std::string mapHeading(const SheetMap& map, const std::string& network, bool hasStep) {
  const std::string sheet = std::to_string(map.height) + " x " + std::to_string(map.width);
  return "quantity " + map.quantity + ", unit " + quantityUnit(map.quantity).toStdString() + ", layer " + map.layer +
         ", " + sheet + " units" + (hasStep && map.step >= 0 ? ", step " + std::to_string(map.step) : std::string()) +
         ", network " + network;
}

}  // namespace studio
