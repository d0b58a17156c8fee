// Colour maps: neutral at zero, limits that leave nothing out, colours of what has none.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/widgets/sample_run.h"
#include "widgets/sheets/colour_maps.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {
namespace {

const ColourMap& named(const std::string& name) {
  for (const ColourMap& map : colourMaps())
    if (map.name == name) return map;
  throw std::runtime_error("no colour map " + name);
}

int chroma(QRgb colour) {
  return std::max({qRed(colour), qGreen(colour), qBlue(colour)}) -
         std::min({qRed(colour), qGreen(colour), qBlue(colour)});
}

class EveryColourMap : public testing::TestWithParam<std::string> {};

TEST_P(EveryColourMap, hasTheNeutralColourAtZeroWhereItDiverges) {
  const ColourMap& map = named(GetParam());
  if (!map.diverging) return;
  for (const double high : {1e-6, 0.3, 1.0, 13.47, 4e5}) {
    const QRgb zero = colourFor(0, map, {-high, high}, 0, Theme::light());
    EXPECT_LE(chroma(zero), 14) << high;  // grey, or the dark twin's near grey
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

INSTANTIATE_TEST_SUITE_P(All, EveryColourMap,
                         testing::Values("rdbu", "rdbu_dark", "puor", "prgn", "vik", "viridis", "cividis", "greys",
                                         "cyclic"),
                         [](const auto& info) { return info.param; });

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

/// CIE L*, 0 black to 100 white.
double lightness(QRgb colour) {
  const auto linear = [](int byte) {
    const double c = byte / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  const double y =
      0.2126729 * linear(qRed(colour)) + 0.7151522 * linear(qGreen(colour)) + 0.0721750 * linear(qBlue(colour));
  return 116 * std::cbrt(y) - 16;
}

/// The colour as a deuteranope sees it (Machado, Oliveira and Fernandes 2009, severity 1; applied to the bytes as an
/// approximation).
QColor deuteranope(QRgb colour) {
  const double r = qRed(colour), g = qGreen(colour), b = qBlue(colour);
  const auto byte = [](double value) { return int(std::clamp(value, 0.0, 255.0)); };
  return QColor(byte(0.367322 * r + 0.860646 * g - 0.227968 * b), byte(0.280085 * r + 0.672501 * g + 0.047413 * b),
                byte(-0.011820 * r + 0.042940 * g + 0.968881 * b));
}

TEST_P(EveryColourMap, lightnessTellsTheOrder) {
  const ColourMap& map = named(GetParam());
  const bool darkCentre = lightness(map.colours[128]) < 50;
  for (int i = 8; i < 256; i += 4) {
    const double rise = lightness(map.colours[i]) - lightness(map.colours[i - 4]);
    if (map.cyclic || (map.diverging && i >= 126 && i - 4 <= 129)) continue;  // around the middle of a diverging one
    if (!map.diverging)
      EXPECT_GT(rise, 0) << i;
    else
      EXPECT_GT((i < 128) == darkCentre ? -rise : rise, -0.01) << i;
  }
}

TEST_P(EveryColourMap, bothSidesOfADivergingOneAreEquallyLight) {
  const ColourMap& map = named(GetParam());
  if (!map.diverging) return;
  const double most = GetParam() == "puor" ? 25 : 15;  // ColorBrewer's purple is darker than its orange
  for (int i = 0; i < 128; ++i)
    EXPECT_LT(std::abs(lightness(map.colours[i]) - lightness(map.colours[255 - i])), most) << i;
}

TEST_P(EveryColourMap, signsStayApartWithoutRedAndGreen) {
  const ColourMap& map = named(GetParam());
  if (!map.diverging) return;
  for (const int i : {20, 50, 80}) {
    const QColor low = deuteranope(map.colours[i]), high = deuteranope(map.colours[255 - i]);
    EXPECT_GT(
        std::abs(low.red() - high.red()) + std::abs(low.green() - high.green()) + std::abs(low.blue() - high.blue()),
        50)
        << i;
  }
}

TEST_P(EveryColourMap, comesRoundWhereItIsCyclic) {
  const ColourMap& map = named(GetParam());
  const QRgb a = map.colours[255], b = map.colours[0];
  const int step = std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
  EXPECT_EQ(map.cyclic, step < 12);
  if (!map.cyclic) return;
  for (int i = 0; i < 128; ++i)
    EXPECT_LT(std::abs(lightness(map.colours[i]) - lightness(map.colours[255 - i])), 15) << i;  // a mirror in lightness
  const QRgb quarter = map.colours[64], other = map.colours[192];
  EXPECT_GT(qBlue(quarter), qRed(quarter));  // 45 and 135 degrees are as light, but blue and red
  EXPECT_GT(qRed(other), qBlue(other));
}

TEST_P(EveryColourMap, hasNoRainbow) {
  // A rainbow's lightness goes up and down several times.
  const ColourMap& map = named(GetParam());
  int turns = 0, before = 0;
  for (int i = 16; i < 256; i += 16) {
    const double rise = lightness(map.colours[i]) - lightness(map.colours[i - 16]);
    const int now = rise > 1 ? 1 : rise < -1 ? -1 : before;
    turns += before != 0 && now != before;
    before = now;
  }
  EXPECT_LE(turns, 1);
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

TEST(ColourMaps, eachQuantityTakesOneThatTellsTheTruthAboutIt) {
  for (const Theme* theme : {&Theme::light(), &Theme::darkTheme()})
    for (const ColourMap& map : colourMaps()) {
      EXPECT_TRUE(colourMapFor(map.name, "preferred_degrees", *theme).cyclic) << map.name;
      EXPECT_FALSE(colourMapFor(map.name, "circular_variance", *theme).diverging) << map.name;
      EXPECT_EQ(colourMapFor(map.name, "faces.t", *theme).name, map.name);
    }
  EXPECT_EQ(findLimits(Snapshot{}, "preferred_degrees"), (Limits{0, 180}));
  EXPECT_EQ(findLimits(Snapshot{}, "circular_variance"), (Limits{0, 1}));
  EXPECT_EQ(quantityTitle("faces.welch_t"), QStringLiteral("Faces, t (Welch)"));
  EXPECT_EQ(quantityTitle("7"), QStringLiteral("Selectivity, 7"));
  EXPECT_EQ(quantityUnit("faces.d_prime"), QStringLiteral("d\u2032"));
  EXPECT_EQ(quantityUnit("faces.t"), QStringLiteral("t"));
}

TEST(ColourMaps, limitsAreTheLargestValueOfAllLayers) {
  Snapshot snapshot = sampleSnapshot(10);
  for (SheetMap& map : snapshot.maps)
    if (map.layer == "fc3" && map.quantity == "3") map.values[7] = -42.5f;
  snapshot.maps[0].values[3] = std::nanf("");
  snapshot.maps[0].values[4] = INFINITY;
  EXPECT_EQ(findLimits(snapshot, "3"), (Limits{-42.5, 42.5}));
  double largest = 0;
  for (const SheetMap& map : snapshot.maps)
    if (map.quantity == "norm")
      for (const float value : map.values) largest = std::max(largest, double(value));
  EXPECT_EQ(findLimits(snapshot, "norm"), (Limits{0, largest}));
  // Nothing shown lies beyond what the bar prints.
  for (const SheetMap& map : snapshot.maps)
    if (map.quantity == "3") {
      EXPECT_EQ(leftOut(map, {&named("rdbu"), findLimits(snapshot, "3"), 0, &Theme::light()}).beyond, 0);
    }
  EXPECT_EQ(findLimits(snapshot, "another contrast"), findLimits(snapshot, "3")) << "contrasts share one scale";
  EXPECT_EQ(findLimits(Snapshot{}, "norm"), (Limits{0, 1}));
}

TEST(ColourMaps, limitsOfSelectivityAreNeverSoNarrowThatNothingLooksLikeMuch) {
  EXPECT_EQ(limitsAround("3", 0.0161), (Limits{-2, 2}));
  EXPECT_EQ(limitsAround("faces.welch_t", 1.9), (Limits{-2, 2}));
  EXPECT_EQ(limitsAround("faces.t", 2.5), (Limits{-2.5, 2.5}));
  EXPECT_EQ(limitsAround("faces.d_prime", 0.01), (Limits{-0.2, 0.2}));
  EXPECT_EQ(limitsAround("cosine", 0.01), (Limits{-0.01, 0.01})) << "values of weights are what they are";
  EXPECT_EQ(limitsAround("norm", 0.01), (Limits{0, 0.01}));
  EXPECT_FALSE(leastLimitText("3", {-2, 2}).isEmpty());
  EXPECT_TRUE(leastLimitText("3", {-2.5, 2.5}).isEmpty());
}

TEST(ColourMaps, aPercentileIsReachedByThatShareOfTheValues) {
  std::vector<float> values;
  for (int i = 1; i <= 200; ++i) values.push_back(float(i % 2 ? i : -i));
  values.push_back(std::nanf(""));
  EXPECT_EQ(magnitudeAt(values, 100), 200);
  EXPECT_EQ(magnitudeAt(values, 99), 198);
  EXPECT_EQ(magnitudeAt(values, 50), 100);
  EXPECT_EQ(magnitudeAt({}, 99), 0);
  EXPECT_EQ(magnitudeAt({std::nanf("")}, 99), 0);
}

TEST(ColourMaps, undefinedAndSmallValuesTakeTheColourOfNothing) {
  const Theme& theme = Theme::light();
  const QRgb nothing = theme.color(Role::Nan).rgb();
  EXPECT_EQ(colourFor(NAN, named("rdbu"), {-1, 1}, 0, theme), nothing);
  EXPECT_EQ(colourFor(-0.29, named("rdbu"), {-1, 1}, 0.3, theme), nothing);
  EXPECT_NE(colourFor(-0.31, named("rdbu"), {-1, 1}, 0.3, theme), nothing);
  EXPECT_EQ(colourFor(9, named("rdbu"), {-1, 1}, 0, theme),
            named("rdbu").colours[255]);  // beyond locked limits: the end
}

TEST(ColourMaps, imageHasOnePixelAUnit) {
  const Snapshot snapshot = sampleSnapshot(20);
  const SheetMap& map = *snapshot.find("fc1", "cosine");
  const QImage image = mapImage(map, named("rdbu"), {-1, 1}, 0, Theme::light());
  ASSERT_EQ(image.size(), QSize(8, 4));
  for (int unit = 0; unit < 32; ++unit)
    EXPECT_EQ(image.pixel(unit % 8, unit / 8), colourFor(map.values[unit], named("rdbu"), {-1, 1}, 0, Theme::light()));
}

/// Shares from -1 to 1 are no t: their limits are what they are, and their colours those of windows.
TEST(ColourMaps, termsOfWindowsHaveTheirOwnColoursAndNoLeastLimit) {
  EXPECT_FALSE(isContrast(kWindowTermsQuantity));
  EXPECT_EQ(limitsAround(kWindowTermsQuantity, 1), (Limits{-1, 1}));
  EXPECT_EQ(colourMapFor("", kWindowTermsQuantity, theme()).name, "prgn");
  EXPECT_EQ(quantityUnit(kWindowTermsQuantity), QString::fromUtf8("exponential − power law"));
}

}  // namespace
}  // namespace studio
