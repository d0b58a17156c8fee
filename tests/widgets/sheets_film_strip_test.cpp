// The strip of layers: clicks, arrows and the wheel; in the width there is whole thumbnails only, the first at the left
// edge wherever it is moved to, and no room taken without layers; its picture.
#include <gtest/gtest.h>

#include <QScrollArea>
#include <QScrollBar>
#include <QTest>
#include <QWheelEvent>
#include <cmath>

#include "tests/widgets/pictures.h"
#include "tests/widgets/sheets_fixture.h"
#include "widgets/sheets/film_strip.h"
#include "widgets/train/sheets_view.h"

namespace studio {
namespace {

std::vector<LayerInfo> stripLayers(int count) {
  std::vector<LayerInfo> layers;
  for (int i = 0; i < count; ++i)
    layers.push_back({"layer" + std::to_string(i) + ".conv", "conv", 32, 4, 8, 20, {20}, true});
  return layers;
}

/// By eighths of a degree; 120 are a notch.
void turnWheelOver(FilmStrip& strip, int delta) {
  QWheelEvent event(QPointF(200, 40), strip.mapToGlobal(QPointF(200, 40)), {}, QPoint(0, delta), Qt::NoButton,
                    Qt::NoModifier, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(&strip, &event);
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
    turnWheelOver(*strip, delta);
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

TEST(FilmStrip, clickAndArrowsChooseLayers) {
  ShownSheets shown;
  FilmStrip& strip = shown.view.strip();
  QTest::mouseClick(&strip, Qt::LeftButton, {}, strip.thumbnailRect("fc2").center().toPoint());
  EXPECT_EQ(shown.monitor.view().layer, "fc2");
  QTest::keyClick(&strip, Qt::Key_Right);
  EXPECT_EQ(shown.monitor.view().layer, "fc3");
  QTest::keyClick(&strip, Qt::Key_Right);
  EXPECT_EQ(shown.monitor.view().layer, "fc3");
  QTest::keyClick(&strip, Qt::Key_Left);
  EXPECT_EQ(shown.monitor.view().layer, "fc2");
}

/// A run of many layers, so that the strip is wider than the view.
struct WideRun {
  TemporaryFolder folder;
  RunMonitor monitor;
  SheetsView view{&monitor, nullptr};
  WideRun() {
    const RunFolder run = writeSampleRun(folder.path());
    const std::vector<LayerInfo> layers = stripLayers(40);
    run.writeLayers(layers);
    monitor.openStored(run);
    view.resize(700, 480);
    view.setVisible(true);
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
    EXPECT_TRUE(comes([&] { return monitor.data().layers.size() == 40 && monitor.data().snapshot; }));
    ViewState first = monitor.view();
    first.layer = layers.front().name;
    monitor.setView(first);
    letPass(50);
  }
  QScrollBar& bar() { return *view.findChild<QScrollArea*>()->horizontalScrollBar(); }
  /// Of a layer's thumbnail, all of it.
  bool isInView(const std::string& layer) {
    const QRectF thumb = view.strip().thumbnailRect(layer);
    const int left = view.strip().mapTo(&view, thumb.topLeft().toPoint()).x();
    return left >= 0 && left + thumb.width() <= view.width();
  }
  void turnWheel(int notches) { turnWheelOver(view.strip(), 120 * notches); }
};

TEST(FilmStrip, theWheelMovesItSideways) {
  WideRun wide;
  ASSERT_GT(wide.bar().maximum(), 500);
  EXPECT_EQ(wide.bar().value(), 0);
  wide.turnWheel(-2);
  const int moved = wide.bar().value();
  EXPECT_GT(moved, 100);
  letPass(50);
  EXPECT_EQ(wide.bar().value(), moved) << "it stays where a person has moved it";
  wide.turnWheel(1);
  EXPECT_LT(wide.bar().value(), moved);
}

TEST(FilmStrip, theChosenLayerStaysInView) {
  WideRun wide;
  ViewState view = wide.monitor.view();
  view.layer = "layer30.conv";
  wide.monitor.setView(view);
  EXPECT_TRUE(comes([&] { return wide.isInView("layer30.conv"); }));
  wide.turnWheel(20);
  EXPECT_FALSE(wide.isInView("layer30.conv"));
  wide.view.resize(600, 480);
  EXPECT_TRUE(comes([&] { return wide.isInView("layer30.conv"); }));
  view.layer = "layer39.conv";
  wide.monitor.setView(view);
  EXPECT_TRUE(comes([&] { return wide.isInView("layer39.conv"); }));
}

/// Blocks of a ResNet: thumbs keep the sheets' proportions, a block's name stands once, the chosen one is framed.
TEST(FilmStrip, pictureIsTheOneKept) {
  std::vector<LayerInfo> layers;
  auto snapshot = std::make_shared<Snapshot>();
  const std::pair<const char*, std::pair<int, int>> sheets[] = {{"layer1.0.conv1", {8, 8}},
                                                                {"layer1.0.conv2", {8, 8}},
                                                                {"layer2.0.conv1", {8, 16}},
                                                                {"layer2.0.conv2", {8, 16}},
                                                                {"layer4.1.conv2", {16, 32}}};
  for (const auto& [name, size] : sheets) {
    layers.push_back({name, "conv", size.first * size.second, size.first, size.second, 576, {64, 3, 3}, true});
    SheetMap map{name, "cosine", size.first, size.second, 0, {}};
    for (int unit = 0; unit < size.first * size.second; ++unit)
      map.values.push_back(float(std::sin(0.4 * (unit % size.second)) * std::cos(0.5 * (unit / size.second))));
    snapshot->maps.push_back(map);
  }
  for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
    ThemeManager::instance().choose(choice);
    FilmStrip strip(nullptr);
    strip.setLayers(layers);
    strip.resize(440, 96);
    strip.show(snapshot, "cosine", {&colourMapFor("", "cosine", theme()), {-1, 1}, 0, &theme()}, "layer4.1.conv2");
    for (const LayerInfo& layer : layers)
      EXPECT_EQ(strip.thumbnailRect(layer.name).width() * double(layer.height),
                strip.thumbnailRect(layer.name).height() * double(layer.width));
    const QImage picture = strip.grab().toImage();
    expectLikeBaseline(
        picture, choice == ThemeChoice::Dark ? QStringLiteral("film_strip_dark") : QStringLiteral("film_strip_light"),
        3, 0.05);
    const QRectF chosen = strip.thumbnailRect("layer4.1.conv2");
    EXPECT_EQ(QColor(picture.pixel(int(chosen.left()) - 2, int(chosen.center().y()))), theme().color(Role::Accent));
  }
}

}  // namespace
}  // namespace studio
