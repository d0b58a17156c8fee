#include "widgets/sheets/lab_colour.h"

#include <array>
#include <cmath>

namespace studio {
namespace {

using Triple = std::array<double, 3>;
constexpr Triple kWhite{0.95047, 1.0, 1.08883};   // D65

double linear(double channel) { return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4); }

double gamma(double channel) { return channel <= 0.0031308 ? 12.92 * channel : 1.055 * std::pow(channel, 1 / 2.4) - 0.055; }

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
  const double x = kWhite[0] * expand(fy + lab[1] / 500), y = kWhite[1] * expand(fy), z = kWhite[2] * expand(fy - lab[2] / 200);
  const Triple rgb{3.2404542 * x - 1.5371385 * y - 0.4985314 * z, -0.9692660 * x + 1.8760108 * y + 0.0415560 * z, 0.0556434 * x - 0.2040259 * y + 1.0572252 * z};
  const auto byte = [](double channel) { return int(std::lround(255 * std::min(1.0, std::max(0.0, gamma(std::max(0.0, channel)))))); };
  return QColor(byte(rgb[0]), byte(rgb[1]), byte(rgb[2]));
}

}  // namespace

QColor mixInLab(const QColor& a, const QColor& b, double share) {
  const Triple from = toLab(a), to = toLab(b);
  Triple mixed;
  for (int i = 0; i < 3; ++i) mixed[i] = from[i] + share * (to[i] - from[i]);
  return fromLab(mixed);
}

}  // namespace studio
