// Counting and comparing pixels of pictures of widgets.
#pragma once
#include <QImage>
#include <cstdlib>

namespace studio {

inline int pixelsOf(const QImage& image, const QColor& color) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y).rgb() == color.rgb();
  return count;
}

/// Sum over red, green and blue, 0..765.
inline int distance(QRgb a, QRgb b) {
  return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
}

}  // namespace studio
