// What a map of a contrast is made of before it is drawn: its name, its smoothed values, the outlines of its patches.
#include <gtest/gtest.h>

#include <cmath>
#include <QLabel>
#include <QSet>
#include <QTest>

#include "widgets/analysis/analysis_panel.h"
#include "widgets/analysis/maps_overlay.h"
#include "widgets/analysis/readings.h"
#include "widgets/analysis/shown_maps.h"
#include "widgets/analysis/maps_board.h"
#include "widgets/analysis/maps_table.h"
#include "widgets/analysis/contrast_views.h"
#include "tests/widgets/analysis_fixture.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

TEST(AnalysisMapValues, contrastsAreNamedAsOneReadsThem) {
  EXPECT_EQ(categoryTitle("22.5deg"), QStringLiteral("22.5°"));
  EXPECT_EQ(categoryTitle("animals_big"), QStringLiteral("Animals big"));
  EXPECT_EQ(categoryTitle("bandeg"), QStringLiteral("Bandeg"));  // no angle
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

struct SmallMaps : SampleAnalyses {
  MapsView view;
  explicit SmallMaps(FakeEngine engine) : SampleAnalyses(std::move(engine)), view({&monitor, &analyses}, nullptr) {
    analyses.selection().setLayer("layer3.1.conv2");
    view.resize(1100, 732);
    view.show();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
  }
};

/// All values a thousandth of the usual: nothing is selective.
FakeEngine faintEngine() {
  FakeEngine engine = sampleEngine();
  engine.onStoredAnalysis = [](const AnalysisRequest& request) {
    NetworkAnalysis found = sampleAnalysis(kindIn(request));
    for (SheetMap& map : found.resultFor("selectivity").maps)
      for (float& value : map.values) value *= 0.001f;
    return found;
  };
  return engine;
}

TEST(AnalysisMaps, whereNothingIsSelectiveThatIsSaidOnceAboveTheMaps) {
  SmallMaps faint(faintEngine());
  auto* message = faint.view.findChild<QLabel*>(QStringLiteral("nothingSelective"));
  ASSERT_TRUE(message && message->isVisible());
  EXPECT_EQ(message->text(), "No unit is selective: the largest |t| is 0.01");
  EXPECT_LE(message->geometry().bottom(), faint.view.board().geometry().top());
  EXPECT_EQ(shownMaps(faint.analyses).limit, 2) << "|t| below that is nothing, and looks it";
  EXPECT_TRUE(faint.view.bar().toolTip().contains(QStringLiteral("never below ±2")))
      << faint.view.bar().toolTip().toStdString();
  for (const QString& text : faint.view.table().trainedRows().back().mid(1)) {
    EXPECT_NE(text, "0.0");
    EXPECT_GT(text.toDouble(), 0) << text.toStdString();
  }
  SmallMaps usual(sampleEngine());
  EXPECT_TRUE(usual.view.bar().toolTip().isEmpty());
  EXPECT_FALSE(usual.view.findChild<QLabel*>(QStringLiteral("nothingSelective"))->isVisible());
}

TEST(AnalysisMaps, whatAResultSaysOfItsMapsStandsBesideItsSummaryAndOnceAmongTheRemarks) {
  const std::string note =
      "No unit is selective: the largest |t| is 0.01, below 2. What is made of such maps says nothing about "
      "selectivity.";
  FakeEngine engine = faintEngine();
  engine.onStoredAnalysis = [inner = engine.onStoredAnalysis, note](const AnalysisRequest& request) {
    NetworkAnalysis found = inner(request);
    for (Result& result : found.results) result.notes = {note};
    return found;
  };
  const SampleAnalyses sample(std::move(engine)), usual;
  const auto said = [&](const SampleAnalyses& shown) {
    int count = 0;
    for (const AnalysisNote& each : collectNotes(shown.analyses)) count += each.text == QString::fromStdString(note);
    return count;
  };
  EXPECT_EQ(said(sample), 1) << "of several results of the same maps";
  EXPECT_EQ(said(usual), 0);
  const AnalysisKind kind{.name = "selectivity", .title = "Selectivity", .summary = [](const auto&, const auto&) {
                            return std::string("5 contrasts, 4 layers");
                          }};
  EXPECT_EQ(resultText(*usual.analyses.results().first()->found, kind), "5 contrasts, 4 layers");
  EXPECT_EQ(resultText(*sample.analyses.results().first()->found, kind), "5 contrasts, 4 layers (see the remark)");
}

/// Of gratings contrasts are called by their angles, in a row as over the maps.
TEST(AnalysisReadings, anglesInARowAreWrittenAsOverTheMaps) {
  SampleAnalyses sample;
  const AnalysisKind kind{.name = "selectivity", .title = "Selectivity", .summary = [](const auto&, const auto&) {
                            return std::string("22.5deg and 45deg 0.51, 3degrees");
                          }};
  const QString text = resultText(*sample.analyses.results().first()->found, kind);
  EXPECT_TRUE(text.startsWith(QStringLiteral("22.5° and 45° 0.51, 3degrees"))) << text.toStdString();
}

TEST(AnalysisMaps, theBarOfMapsOfNothingHasNumbers) {
  SmallMaps faint(faintEngine());
  const QStringList texts = faint.view.bar().tickTexts();
  ASSERT_GE(texts.size(), 3);
  EXPECT_EQ(texts.front(), QStringLiteral("+2.00"));
  EXPECT_EQ(QSet<QString>(texts.begin(), texts.end()).size(), texts.size()) << "each another one";
}

TEST(AnalysisMaps, theBarHasRoomForItsNumbers) {
  SmallMaps faint(faintEngine());
  const QFontMetrics metrics(textFont(TextStyle::Label));
  MapsBar& bar = faint.view.bar();
  for (const QString& text : bar.tickTexts())
    EXPECT_LE(bar.barRect().right() + 4 + metrics.horizontalAdvance(text), bar.width()) << text.toStdString();
  EXPECT_TRUE(faint.view.rect().contains(bar.geometry()));
}

TEST(AnalysisMaps, labelsOfRowsAreWhole) {
  FakeEngine engine = sampleEngine();
  engine.onNetworks = [](const auto&, auto) {
    auto networks = sampleNetworks();
    networks[2].detail = "before the first step";
    return networks;
  };
  SmallMaps maps(std::move(engine));
  const QFontMetrics metrics(textFont(TextStyle::Label));
  const QString label = maps.view.board().labelTexts(2).join(QLatin1Char(' '));
  EXPECT_TRUE(label.contains(QStringLiteral("before the first step"))) << label.toStdString();
  for (const QString& line : maps.view.board().labelTexts(2))
    EXPECT_LE(metrics.horizontalAdvance(line), maps.view.board().labelWidth() - 16) << line.toStdString();
}

TEST(AnalysisMaps, theHintNamesTheNetworksThatThereAre) {
  FakeEngine engine = sampleEngine(false, false);
  engine.onNetworks = [](const auto&, auto) {
    auto networks = sampleNetworks();
    networks[1].missing = "No run with τ 0 is in this folder.";
    return networks;
  };
  SampleAnalyses sample(std::move(engine));
  MapsView view({&sample.monitor, &sample.analyses}, nullptr);
  EXPECT_EQ(view.emptyState().text,
            "Not computed yet. The stimuli are shown to the trained network and the untrained one.");
}

}  // namespace
}  // namespace studio
