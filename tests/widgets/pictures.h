// Pictures of widgets in tests: drawn and left beside the build for whoever wants to see them, their pixels counted,
// and compared with those kept in tests/images/baseline.
#pragma once
#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QDir>
#include <QImage>
#include <QMouseEvent>
#include <QWidget>
#include <cstdlib>

namespace studio {

/// Shown at a size, laid out and drawn; kept as pictures/NAME.png.
inline QImage keepPicture(QWidget& widget, QSize size, const QString& name) {
  widget.resize(size);
  widget.setVisible(true);
  QCoreApplication::processEvents();
  const QImage picture = widget.grab().toImage();
  const QString folder = QStringLiteral(STUDIO_BINARY_DIR "/pictures");
  QDir().mkpath(folder);
  picture.save(QStringLiteral("%1/%2.png").arg(folder, name));
  return picture;
}

/// The pointer moves over a widget, wherever the screen's own pointer stands.
inline void movePointer(QWidget& widget, const QPointF& place) {
  QMouseEvent move(QEvent::MouseMove, place, widget.mapToGlobal(place), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
  QCoreApplication::sendEvent(&widget, &move);
}

// Counting and comparing pixels of pictures of widgets.
inline int countPixels(const QImage& image, const QColor& color) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y).rgb() == color.rgb();
  return count;
}

/// Sum over red, green and blue, 0..765.
inline int distance(QRgb a, QRgb b) {
  return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
}

// Comparing a picture with the one kept in tests/images/baseline. What was drawn is left beside the build, so that a
// difference can be seen.

/// Mean difference a channel (0..255) at most `mean`, and at most `share` of the pixels off by more than 32: space for
/// another rasteriser's edges and glyphs, none for a moved, missing or recoloured part.
inline void expectLikeBaseline(const QImage& drawn, const QString& name, double mean = 2.0, double share = 0.02) {
  const QString folder = QStringLiteral(STUDIO_BINARY_DIR "/pictures");
  QDir().mkpath(folder);
  const QString file = folder + QLatin1Char('/') + name + QStringLiteral(".png");
  ASSERT_TRUE(drawn.save(file));
  QImage kept(QStringLiteral(STUDIO_SOURCE_DIR "/tests/images/baseline/") + name + QStringLiteral(".png"));
  ASSERT_FALSE(kept.isNull()) << "no baseline called " << name.toStdString() << "; drawn now: " << file.toStdString();
  ASSERT_EQ(kept.size(), drawn.size()) << file.toStdString();
  const QImage a = kept.convertToFormat(QImage::Format_RGB32), b = drawn.convertToFormat(QImage::Format_RGB32);
  double sum = 0;
  int off = 0;
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
      const int red = std::abs(qRed(p) - qRed(q)), green = std::abs(qGreen(p) - qGreen(q)),
                blue = std::abs(qBlue(p) - qBlue(q));
      sum += red + green + blue;
      off += std::max({red, green, blue}) > 32;
    }
  const double pixels = double(a.width()) * a.height();
  EXPECT_LE(sum / pixels / 3, mean) << file.toStdString();
  EXPECT_LE(off / pixels, share) << file.toStdString();
}

}  // namespace studio
