// Trade-offs: fronts, spreads, published values; without a pixel.
#include "core/run/pareto.h"

#include <gtest/gtest.h>

#include "core/run/compared_source.h"
#include "core/run/measures.h"

#include <cmath>

namespace studio {
namespace {

ParetoGroup group(const std::string& name, std::vector<ParetoRun> runs, const std::string& data = "bars") {
  return {.name = "mlp, " + name, .label = name, .colour = {PlotColour::Role::Run, 1}, .data = data, .runs = runs};
}

ParetoRequest bothHigh() {
  return {.x = {{.title = "Smoothness", .column = "smoothness"}, false, PublishedQuantity::Smoothness},
          .y = {{.title = "Top-1", .unit = "%", .column = "top1"}, false, PublishedQuantity::Accuracy}};
}

/// Three on the front and one below.
std::vector<ParetoGroup> sampleGroups() {
  return {group("a", {{"a", 0.1, 90}}), group("b", {{"b0", 0.4, 80}, {"b1", 0.6, 84}}), group("c", {{"c", 0.3, 70}}),
          group("d", {{"d", 0.9, 60}})};
}

TEST(Pareto, TheFrontIsWhatNoOtherBeatsInBoth) {
  EXPECT_EQ(paretoFront(sampleGroups(), bothHigh()), (std::vector<std::size_t>{0, 1, 3}));
  ParetoRequest lowY = bothHigh();
  lowY.y.lowIsBetter = true;
  EXPECT_EQ(paretoFront(sampleGroups(), lowY), (std::vector<std::size_t>{3})) << "smoothest and lowest";
}

TEST(Pareto, EqualPointsAreBothOnItAndUndefinedOnesAreNot) {
  const std::vector<ParetoGroup> groups{group("a", {{"a", 1, 1}}), group("b", {{"b", 1, 1}}),
                                        group("c", {{"c", kUndefined, 5}}), group("d", {{"d", 1, 0.5}})};
  EXPECT_EQ(paretoFront(groups, bothHigh()), (std::vector<std::size_t>{0, 1}));
}

/// Against the definition itself, on points of a grid.
TEST(Pareto, NoPointOfTheFrontIsBeatenAndEveryOtherIs) {
  std::vector<ParetoGroup> groups;
  for (int i = 0; i < 60; ++i)
    groups.push_back(group(std::to_string(i), {{"", double(i * 37 % 13), double(i * 53 % 17)}}));
  const auto front = paretoFront(groups, bothHigh());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    bool beaten = false;
    for (std::size_t j = 0; j < groups.size(); ++j) {
      const auto &a = groups[i].runs[0], &b = groups[j].runs[0];
      beaten = beaten || (b.x >= a.x && b.y >= a.y && (b.x > a.x || b.y > a.y));
    }
    EXPECT_EQ(std::count(front.begin(), front.end(), i), beaten ? 0 : 1);
  }
}

TEST(Pareto, DifferentDataHaveFrontsOfTheirOwnAndAreNamed) {
  std::vector<ParetoGroup> groups = sampleGroups();
  groups.push_back(group("e", {{"e", 0.2, 10}}, "digits"));
  groups.push_back(group("f", {{"f", 0.1, 20}}, "digits"));
  const ParetoPicture picture = paretoPicture(groups, bothHigh());
  EXPECT_EQ(picture.front, (std::vector<std::size_t>{5, 0, 4, 1, 3}));
  EXPECT_EQ(picture.dataSets, 2u);
  EXPECT_NE(picture.plot.caption.find("2 data sets"), std::string::npos);
  std::size_t fronts = 0;
  for (const PlotSeries& series : picture.plot.series) {
    fronts += series.name == "front";
    if (series.name == "mlp, e") {
      EXPECT_EQ(series.label, "e, digits");
    }
  }
  EXPECT_EQ(fronts, 2u);
}

TEST(Pareto, SeedsAreAMeanWithErrorBarsAndTheirOwnPoints) {
  const ParetoPicture picture = paretoPicture(sampleGroups(), bothHigh());
  const double half = 0.1 * std::sqrt(2.0), ofY = 2 * std::sqrt(2.0);
  bool mean = false, seeds = false, bar = false;
  for (std::size_t i = 0; i < picture.plot.series.size(); ++i) {
    const PlotSeries& series = picture.plot.series[i];
    if (series.name != "mlp, b") continue;
    if (series.derived && series.y[0] == series.y[1]) {
      bar = true;
      EXPECT_NEAR(series.x[0], 0.5 - half, 1e-12);
      EXPECT_NEAR(series.x[1], 0.5 + half, 1e-12);
    } else if (series.derived) {
      EXPECT_NEAR(series.y[0], 82 - ofY, 1e-12);
      EXPECT_NEAR(series.y[1], 82 + ofY, 1e-12);
    } else if (series.pale) {
      seeds = true;
      ASSERT_NE(picture.at(i, 1), nullptr);
      EXPECT_EQ(picture.at(i, 1)->group, 1);
      EXPECT_EQ(picture.at(i, 1)->run, 1);
    } else {
      mean = true;
      EXPECT_NEAR(series.y[0], 82, 1e-12);
      EXPECT_EQ(picture.at(i, 0)->run, -1);
    }
  }
  EXPECT_TRUE(mean && seeds && bar);
}

TEST(Pareto, DominatedPointsMayBeHidden) {
  ParetoRequest request = bothHigh();
  request.hideDominated = true;
  for (const PlotSeries& series : paretoPicture(sampleGroups(), request).plot.series) EXPECT_NE(series.name, "mlp, c");
  auto groups = sampleGroups();
  groups[2].pinned = true;
  bool there = false;
  for (const PlotSeries& series : paretoPicture(groups, request).plot.series) there = there || series.name == "mlp, c";
  EXPECT_TRUE(there) << "the pinned one always shows";
}

TEST(Pareto, FewerThanThreeSaySoAndHaveNoFront) {
  const ParetoPicture picture = paretoPicture({sampleGroups()[0], sampleGroups()[1]}, bothHigh());
  EXPECT_EQ(picture.points, 2u);
  EXPECT_NE(picture.hint.find("2 of at least 3"), std::string::npos);
  EXPECT_EQ(picture.plot.caption, "2 configurations") << "paper has nobody to add runs";
  for (const PlotSeries& series : picture.plot.series) EXPECT_NE(series.name, "front");
}

TEST(Pareto, PublishedValuesAreALayerWithItsName) {
  ParetoRequest request = bothHigh();
  request.published = true;
  const ParetoPicture picture = paretoPicture(sampleGroups(), request);
  const auto family = [&](const std::string& name) -> const PlotSeries* {
    for (const PlotSeries& series : picture.plot.series)
      if (series.name == name + ", published") return &series;
    return nullptr;
  };
  ASSERT_NE(family("ResNet-18"), nullptr);
  EXPECT_EQ(family("ResNet-18")->x.front(), 0.17);
  EXPECT_EQ(family("ResNet-18")->y.back(), 57.0);
  EXPECT_EQ(family("ResNet-18")->x.size(), 7u);
  EXPECT_NE(family("ResNet-18")->label.find("digitised ±0.01, ±0.5"), std::string::npos);
  ASSERT_NE(family("TDANN"), nullptr);
  EXPECT_FALSE(family("TDANN")->line);
  EXPECT_EQ(family("TDANN")->mark, PlotSeries::Mark::Triangle) << "another group's system";
  EXPECT_EQ(family("ResNet-18")->mark, PlotSeries::Mark::Circle);
  EXPECT_EQ(family("nanoGPT"), nullptr) << "it has no top-1";
  request.y.published.reset();
  for (const PlotSeries& series : paretoPicture(sampleGroups(), request).plot.series)
    EXPECT_EQ(series.name.find("published"), std::string::npos);
}

/// As the paper's figure 2A: two families, τ ascending, in per cent.
ParetoRequest overTau() {
  ParetoRequest request = bothHigh();
  request.form = ParetoForm::OverTau;
  request.published = true;
  request.publishedNetworks = {"ResNet-18", "TDANN"};
  request.y.axis.paddingLow = request.y.axis.paddingHigh = 0.08;
  request.y.axis.ceiling = 100;
  return request;
}

std::vector<ParetoGroup> twoFamilies() {
  std::vector<ParetoGroup> groups = sampleGroups();
  for (std::size_t i = 0; i < groups.size(); ++i) groups[i].family = i < 3 ? "mlp" : "resnet18";
  return groups;
}

TEST(Pareto, OverTauFamiliesAreJoinedInTheirOrder) {
  const PlotSpec plot = paretoPicture(twoFamilies(), overTau()).plot;
  std::vector<const PlotSeries*> lines;
  for (const PlotSeries& series : plot.series) {
    EXPECT_NE(series.name, "front");
    if (series.name == "means") lines.push_back(&series);
  }
  ASSERT_EQ(lines.size(), 1u) << "one point is no line";
  EXPECT_EQ(lines[0]->x, (std::vector<double>{0.1, 0.5, 0.3})) << "its x may fall";
  EXPECT_TRUE(lines[0]->derived);
}

/// As of the front: bars both ways, a small point a seed, and all of it in the table.
TEST(Pareto, OverTauEachPointHasItsSpreadAndItsSeeds) {
  const PlotSpec plot = paretoPicture(twoFamilies(), overTau()).plot;
  std::size_t bars = 0, seeds = 0;
  for (const PlotSeries& series : plot.series) {
    if (series.name != "mlp, b") continue;
    bars += series.derived;
    if (series.pale) seeds = series.x.size();
    if (series.derived && series.x[0] == series.x[1]) {
      EXPECT_NEAR(series.y[1] - series.y[0], 4 * std::sqrt(2.0), 1e-12);
    }
  }
  EXPECT_EQ(bars, 2u);
  EXPECT_EQ(seeds, 2u);
  const std::string table = plotCsv(plot);
  for (const char* column : {"seed", "n", "smoothness_sd", "top1_sd"})
    EXPECT_NE(table.substr(0, table.find('\n')).find(column), std::string::npos) << column << " in " << table;
}

TEST(Pareto, OverTauHasThePublishedNetworksThatAreNamed) {
  std::vector<std::string> labels;
  for (const PlotSeries& series : paretoPicture(twoFamilies(), overTau()).plot.series)
    if (isPublished(series)) labels.push_back(series.label);
  EXPECT_EQ(labels, (std::vector<std::string>{"published, ResNet-18", "TDANN"}));
  for (const PlotSeries& series : paretoPicture({}, overTau()).plot.series)
    EXPECT_FALSE(isPublished(series)) << "it says nothing by itself";
}

/// More than half of the largest mark, less than the next tick.
TEST(Pareto, AMarkAtAHundredPerCentHasRoom) {
  std::vector<ParetoGroup> groups = twoFamilies();
  groups[0].runs[0].y = 100;
  const PlotLimits limits = yLimits(paretoPicture(groups, overTau()).plot);
  EXPECT_GT(limits.high, 100 + 0.03 * (100 - limits.low));
  EXPECT_LT(limits.high, 110);
  groups = {group("a", {{"a", 0.5, 100}})};
  ParetoRequest alone = overTau();
  alone.published = false;
  EXPECT_LT(yLimits(paretoPicture(groups, alone).plot).high, 101) << "no tick says 101 per cent";
}

TEST(Pareto, TheFrontSaysHowManyConfigurationsAndRunsItIsOf) {
  const auto labelOfFront = [](const std::vector<ParetoGroup>& groups) -> std::string {
    for (const PlotSeries& series : paretoPicture(groups, bothHigh()).plot.series)
      if (series.name == "front") return series.label;
    return {};
  };
  EXPECT_EQ(labelOfFront(sampleGroups()), "front of the 4 configurations (5 runs)") << "one has two seeds";
  std::vector<ParetoGroup> alone = sampleGroups();
  alone[1].runs.pop_back();
  EXPECT_EQ(labelOfFront(alone), "front of the 4 runs");
}

TEST(Pareto, OneValueInPerCentHasNoAxisBeyondAHundred) {
  const RunColumn accuracy{RunColumn::Kind::Last, "validation_accuracy"};
  const ParetoRequest request{paretoAxis(accuracy, {}), paretoAxis(accuracy, {})};
  const PlotSpec plot = paretoPicture({group("a", {{"a", 100, 100}})}, request).plot;
  for (const PlotLimits& limits : {xLimits(plot), yLimits(plot)}) {
    EXPECT_GT(limits.high, 100) << "the mark is seen whole";
    EXPECT_LT(limits.high, 101);
  }
}

TEST(PublishedValues, AreOneTableWithWhatTellsItsRowsApart) {
  const PlotSeries ours =
      publishedSeries("ResNet-18", PublishedQuantity::Smoothness, PublishedQuantity::Dimensionality);
  EXPECT_EQ(ours.y.back(), 12.4);
  EXPECT_TRUE(ours.line && isPublished(ours));
  EXPECT_EQ(std::get<std::vector<std::string>>(ours.columns[0].cells)[1], "τ 0.5");
  const PlotSeries rival = publishedSeries("LLCNN-G", PublishedQuantity::Smoothness, PublishedQuantity::Accuracy);
  EXPECT_EQ(std::get<std::vector<std::string>>(rival.columns[0].cells)[0], "100 epochs");
  EXPECT_TRUE(isPublished(rival) && !rival.line);
  PlotSeries own{.shape = PlotSeries::Shape::Points, .colour = {PlotColour::Role::Run, 8}};
  own.size = PlotSeries::Size::Open;
  EXPECT_FALSE(isPublished(own)) << "a run's colour, hollow";
}

/// Of an analysis' number its row says it, and so of the scalar that measures the same.
TEST(Pareto, ColumnsKnowWhichQuantityWasPublished) {
  describeMeasures(
      {.name = "smoothness",
       .title = "Smoothness",
       .columns = {{"", "max_minus_min", "Smoothness", 2, 1, "", "smoothness", PublishedQuantity::Smoothness},
                   {"", "llcnn", "LLCNN"}}});
  describeMeasures({.name = "sentences",
                    .title = "Sentences",
                    .columns = {{"pairs", "right", "Right", 2, 1, "", "", PublishedQuantity::Blimp}}});
  EXPECT_EQ(publishedQuantity({RunColumn::Kind::Result, "sentences/pairs/right"}), PublishedQuantity::Blimp);
  EXPECT_EQ(publishedQuantity({RunColumn::Kind::Last, "smoothness"}), PublishedQuantity::Smoothness);
  EXPECT_EQ(publishedQuantity({RunColumn::Kind::Best, "validation_accuracy"}), PublishedQuantity::Accuracy);
  EXPECT_FALSE(publishedQuantity({RunColumn::Kind::Result, "blimp//accuracy"})) << "no row says it";
  EXPECT_EQ(publishedQuantity({RunColumn::Kind::Last, "validation_accuracy"}), PublishedQuantity::Accuracy);
  EXPECT_EQ(publishedQuantity({RunColumn::Kind::Result, "smoothness//max_minus_min"}), PublishedQuantity::Smoothness);
  EXPECT_FALSE(publishedQuantity({RunColumn::Kind::Result, "smoothness//llcnn"}));
  EXPECT_FALSE(publishedQuantity({RunColumn::Kind::Setting, "topoloss.tau"}));
}

}  // namespace
}  // namespace studio
