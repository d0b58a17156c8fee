// Tables of results: what is added is found again by its keys, what is not there is undefined, means leave out what is
// undefined.
#include "core/run/result.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace studio {
namespace {

Table twoLayers() {
  Table table;
  table.add({{"layer", "a"}, {"contrast", "faces"}, {"t", 1.5}});
  table.add({{"layer", "a"}, {"contrast", "places"}, {"t", kUndefined}, {"count", std::int64_t{3}}});
  table.add({{"layer", "b"}, {"contrast", "faces"}, {"t", 2.5}});
  return table;
}

TEST(Table, FindsRowsByAllOfTheirKeys) {
  const Table table = twoLayers();
  EXPECT_EQ(table.rows(), 3u);
  EXPECT_EQ(table.find({{"layer", "a"}}), (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(table.find({{"layer", "b"}, {"contrast", "faces"}}), std::vector<std::size_t>{2});
  EXPECT_TRUE(table.find({{"layer", "b"}, {"contrast", "places"}}).empty());
  EXPECT_TRUE(table.find({{"region", "V1"}}).empty()) << "no such column";
  EXPECT_EQ(table.find({}).size(), 3u);
  EXPECT_EQ(table.keysWithoutLayer(1), (Keys{{"contrast", "places"}}));
}

TEST(Table, WhatIsNotThereIsUndefined) {
  const Table table = twoLayers();
  EXPECT_EQ(table.number(1, "count"), 3);
  EXPECT_TRUE(std::isnan(table.number(0, "count"))) << "a column that came later";
  EXPECT_TRUE(std::isnan(table.number(0, "contrast"))) << "a text is no number";
  EXPECT_TRUE(std::isnan(table.number(9, "t")));
  EXPECT_EQ(table.text(0, "t"), "");
  EXPECT_TRUE(table.list(0, "t").empty());
}

TEST(Table, AColumnHoldsOneKind) {
  Table table = twoLayers();
  EXPECT_THROW(table.add({{"layer", "c"}, {"t", "much"}}), std::invalid_argument);
  EXPECT_EQ(table.rows(), 3u) << "nothing of the row was added";
  EXPECT_THROW(table.addColumn({"more", std::vector<double>{1, 2}}), std::invalid_argument);
  table.addColumn({"more", std::vector<double>{1, 2, 3}, true});
  EXPECT_EQ(table.number(2, "more"), 3);
}

TEST(Result, LargestSkipsWhatIsUndefined) {
  Result result;
  result.tables = {twoLayers()};
  EXPECT_EQ(result.largest("", {{"layer", "a"}}, "t"), 1.5);
  EXPECT_TRUE(std::isnan(*result.largest("", {{"contrast", "places"}}, "t")));
  EXPECT_FALSE(result.largest("", {{"layer", "none"}}, "t"));
  EXPECT_FALSE(result.largest("other", {{"layer", "a"}}, "t"));
}

TEST(Result, MeansAreOverTheLayersWhereTheValueIsDefined) {
  Result result;
  result.tables = {twoLayers()};
  addMeans(result, {{"", "t", "mean_t"}}, {"faces", "places", "bodies"});
  ASSERT_EQ(result.means.size(), 1u);
  const Table& means = result.means[0];
  ASSERT_EQ(means.rows(), 3u);
  EXPECT_EQ(means.number(0, "mean_t"), 2);
  EXPECT_TRUE(std::isnan(means.number(1, "mean_t")));
  EXPECT_TRUE(std::isnan(means.number(2, "mean_t"))) << "a contrast without a row";
}

TEST(Result, MeansOfPairsAreOfEachPair) {
  Result result;
  Table& pairs = result.table("pairs", false);
  for (const char* layer : {"a", "b"}) {
    pairs.add({{"layer", layer}, {"a", "x"}, {"b", "y"}, {"r", layer[0] == 'a' ? 0.0 : 1.0}});
    pairs.add({{"layer", layer}, {"a", "x"}, {"b", "z"}, {"r", -1.0}});
  }
  addMeans(result, {{"pairs", "r", "r"}}, {});
  ASSERT_EQ(result.means[0].rows(), 2u);
  EXPECT_EQ(result.means[0].number(0, "r"), 0.5);
  EXPECT_EQ(result.means[0].text(1, "b"), "z");
  EXPECT_TRUE(std::isnan(meanOfDefined({kUndefined, INFINITY})));
  EXPECT_DOUBLE_EQ(deviationOfDefined({1, kUndefined, 3, INFINITY}), std::sqrt(2.0));
  EXPECT_TRUE(std::isnan(deviationOfDefined({1, kUndefined})));
}

}  // namespace
}  // namespace studio
