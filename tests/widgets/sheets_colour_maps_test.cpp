// Colour maps: neutral at zero, limits that leave nothing out, colours of what has none.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/widgets/sample_run.h"
#include "widgets/sheets/lab_colour.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {
namespace {

const ColourMap& named(const std::string& name) {
  for (const ColourMap& map : colourMaps())
    if (map.name == name) return map;
  throw std::runtime_error("no colour map " + name);
}

int chroma(QRgb colour) { return std::max({qRed(colour), qGreen(colour), qBlue(colour)}) - std::min({qRed(colour), qGreen(colour), qBlue(colour)}); }

class EveryColourMap : public testing::TestWithParam<std::string> {};

TEST_P(EveryColourMap, hasTheNeutralColourAtZeroWhereItDiverges) {
  const ColourMap& map = named(GetParam());
  if (!map.diverging) return;
  for (const double high : {1e-6, 0.3, 1.0, 13.47, 4e5}) {
    const QRgb zero = colourFor(0, map, {-high, high}, 0, Theme::light());
    EXPECT_LE(chroma(zero), 14) << high;      // grey, or the dark twin's near grey
    // Away from zero both sides get stronger, and they are told apart by hue.
    EXPECT_GT(chroma(colourFor(0.5 * high, map, {-high, high}, 0, Theme::light())), chroma(zero) + 30) << high;
    EXPECT_GT(chroma(colourFor(-0.5 * high, map, {-high, high}, 0, Theme::light())), chroma(zero) + 30) << high;
  }
}

TEST_P(EveryColourMap, changesLittleFromOneEntryToTheNext) {
  const ColourMap& map = named(GetParam());
  for (int i = 1; i < 256; ++i) {
    const QRgb a = map.colours[i - 1], b = map.colours[i];
    EXPECT_LE(std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b)), 30) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(All, EveryColourMap, testing::Values("rdbu", "rdbu_dark", "viridis", "cyclic", "prgn"), [](const auto& info) { return info.param; });

TEST(ColourMaps, redIsPositiveInBothThemes) {
  for (const Theme* theme : {&Theme::light(), &Theme::darkTheme()}) {
    const ColourMap& map = colourMapFor("", "cosine", *theme);
    const QRgb up = colourFor(0.6, map, {-1, 1}, 0, *theme), down = colourFor(-0.6, map, {-1, 1}, 0, *theme);
    EXPECT_GT(qRed(up), qBlue(up));
    EXPECT_GT(qBlue(down), qRed(down));
  }
}

TEST(ColourMaps, darkAnchorsOfTheDesignAreReached) {
  const ColourMap& map = colourMapFor("", "3", Theme::darkTheme());
  EXPECT_EQ(map.name, "rdbu_dark");
  EXPECT_EQ(QColor(map.colours[0]).name(QColor::HexRgb).toUpper(), QStringLiteral("#CFE8F8"));
  EXPECT_EQ(QColor(map.colours[255]).name(QColor::HexRgb).toUpper(), QStringLiteral("#FBD3B4"));
  EXPECT_EQ(QColor(colourFor(0, map, {-1, 1}, 0, Theme::darkTheme())).name().toUpper(), QStringLiteral("#272B33"));
}

TEST(ColourMaps, viridisGetsLighterAllTheWay) {
  const ColourMap& map = named("viridis");
  for (int i = 8; i < 256; i += 8) EXPECT_GT(qGray(map.colours[i]), qGray(map.colours[i - 8])) << i;
}

TEST(ColourMaps, labIsUndoneExactlyAtBothEnds) {
  for (const QRgb colour : named("rdbu").colours) {
    EXPECT_EQ(mixInLab(QColor(colour), QColor(Qt::transparent), 0).rgb(), colour);
    EXPECT_EQ(mixInLab(QColor(Qt::transparent), QColor(colour), 1).rgb(), colour);
  }
}

TEST(ColourMaps, normNeverTakesADivergingMap) {
  EXPECT_EQ(colourMapFor("rdbu", "norm", Theme::light()).name, "viridis");
  EXPECT_EQ(colourMapFor("", "norm", Theme::darkTheme()).name, "viridis");
  EXPECT_EQ(colourMapFor("cyclic", "norm", Theme::light()).name, "cyclic");
}

TEST(ColourMaps, limitsAreTheLargestValueOfAllLayers) {
  Snapshot snapshot = sampleSnapshot(10);
  for (SheetMap& map : snapshot.maps)
    if (map.layer == "fc3" && map.quantity == "3") map.values[7] = -42.5f;
  snapshot.maps[0].values[3] = std::nanf("");
  snapshot.maps[0].values[4] = INFINITY;
  EXPECT_EQ(limitsOf(snapshot, "3"), (Limits{-42.5, 42.5}));
  double largest = 0;
  for (const SheetMap& map : snapshot.maps)
    if (map.quantity == "norm")
      for (const float value : map.values) largest = std::max(largest, double(value));
  EXPECT_EQ(limitsOf(snapshot, "norm"), (Limits{0, largest}));
  // Nothing shown lies beyond what the bar prints.
  for (const SheetMap& map : snapshot.maps)
    if (map.quantity == "3") {
      EXPECT_EQ(leftOut(map, {&named("rdbu"), limitsOf(snapshot, "3"), 0, &Theme::light()}).beyond, 0);
    }
  EXPECT_EQ(limitsOf(snapshot, "no such contrast"), (Limits{-1, 1}));
  EXPECT_EQ(limitsOf(Snapshot{}, "norm"), (Limits{0, 1}));
}

TEST(ColourMaps, undefinedAndSmallValuesTakeTheColourOfNothing) {
  const Theme& theme = Theme::light();
  const QRgb nothing = theme.color(Role::Nan).rgb();
  EXPECT_EQ(colourFor(NAN, named("rdbu"), {-1, 1}, 0, theme), nothing);
  EXPECT_EQ(colourFor(-0.29, named("rdbu"), {-1, 1}, 0.3, theme), nothing);
  EXPECT_NE(colourFor(-0.31, named("rdbu"), {-1, 1}, 0.3, theme), nothing);
  EXPECT_EQ(colourFor(9, named("rdbu"), {-1, 1}, 0, theme), named("rdbu").colours[255]);   // beyond locked limits: the end
}

TEST(ColourMaps, imageHasOnePixelAUnit) {
  const Snapshot snapshot = sampleSnapshot(20);
  const SheetMap& map = *snapshot.find("fc1", "cosine");
  const QImage image = mapImage(map, named("rdbu"), {-1, 1}, 0, Theme::light());
  ASSERT_EQ(image.size(), QSize(8, 4));
  for (int unit = 0; unit < 32; ++unit) EXPECT_EQ(image.pixel(unit % 8, unit / 8), colourFor(map.values[unit], named("rdbu"), {-1, 1}, 0, Theme::light()));
}

}  // namespace
}  // namespace studio
