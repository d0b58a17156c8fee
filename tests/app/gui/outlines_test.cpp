// The outlines that the window draws while one looks are the patches that the engine finds in the same maps.
#include "widgets/analysis/outlines.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/engine.h"
#include "core/run/npy.h"
#include "tests/support/temporary_folder.h"

namespace studio {
namespace {

struct OutlineCase {
  std::int64_t height, width;
  std::map<std::string, ConfigValue> values;  ///< empty = as is usual for the sheet
};

/// Stimuli of two labels whose difference waves over the sheet, with units without any response among them.
AnalysisRequest wavesOver(const OutlineCase& sheet, const TemporaryFolder& folder) {
  constexpr int kStimuli = 24;
  std::vector<double> values;
  std::string labels;
  for (int stimulus = 0; stimulus < kStimuli; ++stimulus) {
    for (std::int64_t unit = 0; unit < sheet.height * sheet.width; ++unit) {
      const double row = double(unit / sheet.width), column = double(unit % sheet.width);
      const double wave = std::sin(row * .9) * std::cos(column * .6 + row * .1);
      values.push_back(unit % 41 == 7 ? 0 : (stimulus % 2) * wave + std::sin(3.7 * stimulus + 1.3 * double(unit)));
    }
    labels += stimulus % 2 ? "house\n" : "face\n";
  }
  AnalysisRequest request;
  request.analyses = {"selectivity", "patches"};
  request.settings.values = sheet.values;
  request.arrays.responses = folder.path() / "r.npy";
  request.arrays.labels = folder.write("labels.txt", labels);
  request.arrays.sheet = {sheet.height, sheet.width};
  writeNpy(request.arrays.responses, NpyArray::from(values, {kStimuli, sheet.height * sheet.width}));
  return request;
}

class Outlines : public ::testing::TestWithParam<OutlineCase> {};

TEST_P(Outlines, AreThePatchesOfTheEngine) {
  const TemporaryFolder folder;
  const AnalysisRequest request = wavesOver(GetParam(), folder);
  const auto found = makeEngine()->analyse(request, {});
  const SheetMap* map = found.map("responses", "house.t");
  ASSERT_NE(map, nullptr);
  const auto patches = patchesIn(found, "responses", "house");
  ASSERT_TRUE(patches && patches->list.size() > 1) << "this sheet shows nothing";
  const Patches outlined = findOutlined(*map, outlineRule(request.settings, map->height, map->width));
  ASSERT_EQ(outlined.list.size(), patches->list.size());
  EXPECT_NEAR(outlined.areaFraction, patches->areaFraction, 1e-9);
  for (std::size_t i = 0; i < patches->list.size(); ++i) {
    EXPECT_EQ(outlined.list[i].units, patches->list[i].units) << i;
    EXPECT_NEAR(outlined.list[i].peak, patches->list[i].peak, 1e-5) << i;
    EXPECT_NEAR(outlined.list[i].row, patches->list[i].row, 1e-9) << i;
    EXPECT_NEAR(outlined.list[i].column, patches->list[i].column, 1e-9) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Sheets, Outlines,
    ::testing::Values(OutlineCase{24, 24, {{"threshold", .5}}}, OutlineCase{16, 40, {{"threshold", .5}}},
                      OutlineCase{24, 24, {{"threshold", .2}, {"sigma", 1.5}}},
                      OutlineCase{30, 20, {{"threshold", 0.}, {"sigma", 0.}, {"smallest_patch", std::int64_t{1}}}}));

}  // namespace
}  // namespace studio
