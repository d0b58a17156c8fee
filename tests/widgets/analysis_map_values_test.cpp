// What a map of a contrast is made of before it is drawn: its name, its smoothed values, the outlines of its patches.
#include <gtest/gtest.h>

#include <cmath>

#include "widgets/analysis/maps_overlay.h"
#include "widgets/analysis/shown_maps.h"

namespace studio {
namespace {

TEST(AnalysisMapValues, contrastsAreNamedAsOneReadsThem) {
  EXPECT_EQ(contrastTitle("22.5deg"), QStringLiteral("22.5°"));
  EXPECT_EQ(contrastTitle("animals_big"), QStringLiteral("Animals big"));
  EXPECT_EQ(contrastTitle("bandeg"), QStringLiteral("Bandeg"));  // no angle
}

TEST(AnalysisMapValues, smoothingIsAGaussianOverDefinedUnitsWithoutPadding) {
  SheetMap map{"a", "t", 3, 4, 0, std::vector<float>(12, 2.5f)};
  map.values[5] = std::nanf("");
  const SheetMap flat = smoothedMap(map, 1.2);
  for (std::size_t unit = 0; unit < 12; ++unit) {
    if (unit == 5)
      EXPECT_TRUE(std::isnan(flat.values[unit]));
    else
      EXPECT_NEAR(flat.values[unit], 2.5, 1e-5) << "a constant stays, at the edges too";
  }
  SheetMap point{"a", "t", 1, 5, 0, {0, 0, 1, 0, 0}};
  const double a = std::exp(-0.5), b = std::exp(-2.0);
  EXPECT_NEAR(smoothedMap(point, 1).values[2], 1 / (1 + 2 * a + 2 * b), 1e-6);
  EXPECT_NEAR(smoothedMap(point, 1).values[0], b / (1 + a + b + std::exp(-4.5) + std::exp(-8.0)), 1e-6)
      << "all units weigh";
  EXPECT_EQ(smoothedMap(point, 0).values, point.values);
}

TEST(AnalysisMapValues, outlineOfAPatchIsItsEdge) {
  const auto lines = patchOutline({5, 6, 9}, 3, 4);  // an L of three units
  double length = 0;
  for (const QLineF& line : lines) length += line.length();
  EXPECT_EQ(length, 8);
  EXPECT_EQ(lines.size(), 6u) << "edges in one line are joined";
  EXPECT_EQ(patchOutline({0}, 1, 1).size(), 4u);
  EXPECT_TRUE(patchOutline({}, 4, 4).empty());
}

}  // namespace
}  // namespace studio
