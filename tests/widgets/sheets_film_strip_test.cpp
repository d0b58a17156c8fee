// The strip of layers in the width there is: whole thumbnails only, the first at the left edge wherever it is moved to,
// and no room taken without layers.
#include <gtest/gtest.h>

#include <QScrollBar>
#include <QTest>
#include <QWheelEvent>

#include "tests/widgets/pictures.h"
#include "widgets/sheets/film_strip.h"

namespace studio {
namespace {

std::vector<LayerInfo> stripLayers(int count) {
  std::vector<LayerInfo> layers;
  for (int i = 0; i < count; ++i)
    layers.push_back({"layer" + std::to_string(i) + ".conv", "conv", 32, 4, 8, 20, {20}, true});
  return layers;
}

struct LongStrip {
  static constexpr int kLayers = 24;
  FilmStrip* strip = new FilmStrip(nullptr);
  FilmStripArea area{strip, nullptr};
  LongStrip() {
    ThemeManager::instance().choose(ThemeChoice::Light);
    strip->setLayers(stripLayers(kLayers));
    area.resize(613, 105);
    area.show();
    area.fit();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&area));
    QCoreApplication::processEvents();
  }
  /// Where a thumbnail stands in what is seen.
  QRect place(int layer) const {
    const QRectF thumb = strip->thumbnailRect("layer" + std::to_string(layer) + ".conv");
    return thumb.translated(strip->mapTo(area.viewport(), QPoint())).toRect();
  }
  bool isDrawn(const QImage& picture, const QRect& thumb) const {
    const QRect seen = thumb & picture.rect();
    return !seen.isEmpty() && picture.pixelColor(seen.center()) == theme().color(Role::Nan);
  }
  void turn(int delta) {
    QWheelEvent event(QPointF(200, 40), strip->mapToGlobal(QPointF(200, 40)), {}, QPoint(0, delta), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(strip, &event);
    QCoreApplication::processEvents();
  }
  void expectWhole() {
    const QImage picture = area.viewport()->grab().toImage();
    int first = -1, drawn = 0;
    for (int layer = 0; layer < kLayers; ++layer) {
      const QRect thumb = place(layer);
      if (!isDrawn(picture, thumb)) continue;
      if (first < 0) first = layer;
      ++drawn;
      EXPECT_TRUE(picture.rect().contains(thumb)) << layer << " is cut at " << area.horizontalScrollBar()->value();
    }
    ASSERT_GE(first, 0);
    EXPECT_EQ(place(first).left(), 16) << "the strip is filled from the left";
    EXPECT_GE(drawn, 5);
  }
};

TEST(FilmStripArea, showsWholeThumbnailsFromTheLeftWhereverItIsMoved) {
  LongStrip shown;
  QScrollBar& bar = *shown.area.horizontalScrollBar();
  ASSERT_GT(bar.maximum(), 500);
  shown.expectWhole();
  for (int turns = 0; turns < 30; ++turns) {
    shown.turn(-120);
    shown.expectWhole();
  }
  EXPECT_EQ(bar.value(), bar.maximum());
  EXPECT_TRUE(shown.area.viewport()->rect().contains(shown.place(LongStrip::kLayers - 1))) << "the last one is seen";
  bar.setValue(333);  // as somebody drags it
  QCoreApplication::processEvents();
  shown.expectWhole();
  shown.area.resize(497, 105);
  QCoreApplication::processEvents();
  shown.expectWhole();
}

/// A wheel or touchpad of small steps comes to the next thumbnail too.
TEST(FilmStripArea, smallTurnsAddUp) {
  LongStrip shown;
  for (int turns = 0; turns < 12; ++turns) shown.turn(-15);
  EXPECT_GT(shown.area.horizontalScrollBar()->value(), 0);
}

TEST(FilmStripArea, aLayerIsBroughtIntoView) {
  LongStrip shown;
  for (const int layer : {20, 3, 23, 0}) {
    shown.area.reveal("layer" + std::to_string(layer) + ".conv");
    QCoreApplication::processEvents();
    EXPECT_TRUE(shown.area.viewport()->rect().contains(shown.place(layer))) << layer;
    shown.expectWhole();
  }
}

}  // namespace
}  // namespace studio
