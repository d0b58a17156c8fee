// Integration windows in the window: a map of each measure layer by layer, their colours, the window of the unit under
// the pointer with its fitted curve, and what is said where no text was named.
#include <gtest/gtest.h>

#include <QTest>
#include <atomic>

#include "tests/widgets/analysis_fixture.h"
#include "tests/widgets/pictures.h"
#include "widgets/analysis/windows_view.h"

namespace studio {
namespace {

constexpr double kWeight = 0.25, kPower = 0.5, kFast = 1.5;

double plantedAt(int lag) { return kWeight * std::pow(lag + 1, -kPower) + (1 - kWeight) * std::exp(-kFast * lag); }

/// Every unit has the planted window, but for one that no word moves.
NetworkAnalysis withWindows(NetworkAnalysis found) {
  Result& result = found.resultFor("windows");
  for (const AnalysedLayer& layer : found.layers) {
    const auto units = std::size_t(layer.units);
    result.table("").add({{"layer", layer.layer}, {"c", kWeight}});
    for (const auto& [name, value] : {std::pair<const char*, double>("c", kWeight),
                                      {"a", kPower},
                                      {"b", kFast},
                                      {"exponential", 1 - kWeight},
                                      {"power", kWeight},
                                      {"mean_lag", 3.0},
                                      {"yoking", 0.5}}) {
      result.maps.push_back({layer.layer, name, layer.height, layer.width, 0, std::vector<float>(units, float(value))});
      result.maps.back().values[1] = float(kUndefined);
    }
    std::vector<double> windows;
    for (std::size_t unit = 0; unit < units; ++unit)
      for (int lag = 0; lag <= 20; ++lag) windows.push_back(unit == 1 ? kUndefined : plantedAt(lag));
    result.arrays.push_back({layer.layer, "window", NpyArray::from(windows, {layer.units, 21})});
  }
  return found;
}

FakeEngine windowsEngine() {
  FakeEngine engine = sampleEngine();
  engine.onStoredAnalysis = [stored = engine.onStoredAnalysis](const AnalysisRequest& request) {
    return withWindows(stored(request));
  };
  engine.onAnalyse = [computed = engine.onAnalyse](const AnalysisRequest& request, const Computing& computing) {
    return withWindows(computed(request, computing));
  };
  return engine;
}

TEST(WindowsView, HasARowALayerAndAMapAMeasureInTheColoursOfBothTerms) {
  SampleAnalyses sample(windowsEngine());
  WindowsView view({&sample.monitor, &sample.analyses}, nullptr);
  EXPECT_TRUE(view.emptyState().text.isEmpty());
  const QImage picture = keepPicture(view, {1000, 680}, QStringLiteral("windows_view"));
  WindowsBoard& board = view.board();
  ASSERT_EQ(board.rows().size(), sampleSheets().size());
  const auto pixel = [&](WindowsMeasure measure, int row, int column) {
    const QRectF sheet = board.mapRect(2, measure);
    const double cell = sheet.width() / double(board.rows()[2].width);
    const QPointF at = sheet.topLeft() + QPointF((column + 0.5) * cell, (row + 0.5) * cell);
    return QColor(picture.pixel(board.mapTo(&view, at.toPoint())));
  };
  const auto expected = [&](WindowsMeasure measure, double value) {
    const MapDisplay display = windowsDisplay(measure, board.rows(), theme());
    return QColor(colourFor(value, *display.colours, display.limits, 0, theme()));
  };
  EXPECT_EQ(pixel(WindowsMeasure::Exponential, 5, 5), expected(WindowsMeasure::Exponential, 1 - kWeight));
  EXPECT_EQ(pixel(WindowsMeasure::Power, 5, 5), expected(WindowsMeasure::Power, -kWeight)) << "the other half of PRGn";
  EXPECT_EQ(pixel(WindowsMeasure::Yoking, 5, 5), expected(WindowsMeasure::Yoking, 0.5));
  EXPECT_EQ(pixel(WindowsMeasure::MeanLag, 5, 5), expected(WindowsMeasure::MeanLag, 3));
  const QColor green = pixel(WindowsMeasure::Exponential, 5, 5), purple = pixel(WindowsMeasure::Power, 5, 5);
  EXPECT_GT(green.green(), green.red());
  EXPECT_GT(purple.red(), purple.green());
  std::size_t units = 0;
  for (const SampleSheet& sheet : sampleSheets()) units += std::size_t(sheet.height * sheet.width);
  EXPECT_EQ(view.dataText().count(QLatin1Char('\n')), qsizetype(units) + 1);
  EXPECT_EQ(view.panel().kind, "windows");
}

TEST(WindowsView, TheUnitUnderThePointerShowsItsWindowAndTheFittedCurve) {
  SampleAnalyses sample(windowsEngine());
  sample.analyses.selection().setLayer("layer3.1.conv2");
  WindowsView view({&sample.monitor, &sample.analyses}, nullptr);
  keepPicture(view, {1000, 680}, QStringLiteral("windows_unit"));
  WindowsBoard& board = view.board();
  const QRectF sheet = board.mapRect(1, WindowsMeasure::Power);
  const double cell = sheet.width() / 16;
  const QPoint at = (sheet.topLeft() + QPointF(4.5 * cell, 2.5 * cell)).toPoint();
  movePointer(board, at);
  EXPECT_EQ(view.plot().plot().title, "layer2.1.conv2:36");
  ASSERT_EQ(view.plot().plot().series.size(), 2u);
  const PlotSeries &points = view.plot().plot().series[0], &curve = view.plot().plot().series[1];
  ASSERT_EQ(points.y.size(), 21u);
  EXPECT_EQ(points.shape, PlotSeries::Shape::Points);
  for (std::size_t lag = 0; lag <= 20; ++lag) {
    EXPECT_EQ(points.y[lag], plantedAt(int(lag)));
    EXPECT_NEAR(curve.y[lag], plantedAt(int(lag)), 1e-6);
  }
  EXPECT_TRUE(board.tipAt(at).contains(QStringLiteral("layer2.1.conv2:36"))) << board.tipAt(at).toStdString();
  EXPECT_EQ(sample.analyses.selection().layer(), "layer3.1.conv2") << "a pointer chooses nothing";
  QTest::mouseClick(&board, Qt::LeftButton, {}, at);
  EXPECT_EQ(sample.analyses.selection().layer(), "layer2.1.conv2");
  EXPECT_EQ(sample.analyses.selection().unit(), 36);
  QTest::keyClick(&board, Qt::Key_Down);
  EXPECT_EQ(sample.analyses.selection().unit(), 52);
  EXPECT_EQ(view.plot().plot().title, "layer2.1.conv2:52");
  EXPECT_NE(view.figure(), nullptr);
  EXPECT_EQ(board.placeAt({1, 1}).unit, -1);
}

/// What was exchanged is what the axes count.
TEST(WindowsView, AxesAreOfTokensWhereTokensWereExchanged) {
  NetworkAnalysis found = withWindows(sampleAnalysis(AnalysisNetwork::Kind::Trained, false, sampleSheets()));
  EXPECT_EQ(unitWindowPlot(found, "layer3.1.conv2", 0).x.title, "Words back");
  found.settings.values["unit"] = std::string("token");
  EXPECT_EQ(unitWindowPlot(found, "layer3.1.conv2", 0).x.title, "Tokens back");
  EXPECT_EQ(unitWindowPlot(found, "layer3.1.conv2", 0).y.title, "Effect of an exchanged token");
}

TEST(WindowsView, WordsStandAsFarBackAsTheyAre) {
  std::vector<double> window;
  for (int lag = 0; lag <= 3; ++lag) window.push_back(plantedAt(lag));
  const auto words = lagWords({"The old cat\nsat on ", "the", "re by", 1.f}, window);
  ASSERT_EQ(words.size(), 4u) << "no further back than was measured";
  EXPECT_EQ(words[3].text, QStringLiteral("there")) << "the whole word of the token";
  EXPECT_EQ(words[3].lag, 0);
  EXPECT_EQ(words[0].text, QStringLiteral("cat"));
  EXPECT_EQ(words[0].lag, 3);
  EXPECT_EQ(words[0].effect, plantedAt(3));
  EXPECT_EQ(lagWords({"", " a", " b", 1.f}, window).size(), 1u);
  EXPECT_EQ(lagWords({"x ", "\n", "y", 1.f}, window).at(0).text, QStringLiteral("x")) << "a blank is no word";
  EXPECT_TRUE(lagWords({}, window).empty());
}

/// Of the unit that is chosen, in the text that its windows were measured on.
TEST(WindowsView, TheChosenUnitShowsTheWordsOfItsWindow) {
  FakeEngine engine = windowsEngine();
  std::atomic<int> asked = 0;
  engine.onStrongestTokens = [&asked](const AnalysisRequest& request, const std::string& layer, std::int64_t) {
    ++asked;
    StrongestTokens found;
    found.layer = layer;
    found.height = found.width = 16;
    found.units.resize(256);
    for (auto& places : found.units) places.push_back({request.stimuli.data + " one ", "two", " three", 1.f});
    return found;
  };
  SampleAnalyses sample(std::move(engine));
  WindowsView view({&sample.monitor, &sample.analyses}, nullptr);
  keepPicture(view, {1000, 680}, QStringLiteral("windows_words"));
  sample.analyses.selection().setLayer("layer2.1.conv2");
  sample.analyses.selection().setUnit(36);
  EXPECT_EQ(asked, 0) << "no text is known";
  AnalysisSettings settings = sample.analyses.choices().settings();
  settings.values["text"] = std::string("book.txt");
  sample.analyses.choices().setSettings(settings);
  sample.analyses.selection().setUnit(37);
  ASSERT_TRUE(comes([&] { return view.words().words().size() == 3; }));
  EXPECT_EQ(view.words().words()[0].text, QStringLiteral("text:book.txt"));
  EXPECT_EQ(view.words().words()[2].lag, 0);
  EXPECT_NE(view.words().colour(0), view.words().colour(2)) << "by the effect of an exchanged word";
  sample.analyses.selection().setUnit(38);
  EXPECT_EQ(view.words().words().size(), 3u) << "units of a layer are read together";
  EXPECT_EQ(asked, 1);
  sample.analyses.selection().setUnit(1);
  EXPECT_TRUE(view.words().words().empty()) << "it has no window";
}

/// A unit that no word moves has no window and no curve; so has one of a network that was not fitted.
TEST(WindowsView, SilentUnitsHaveNoWindow) {
  const NetworkAnalysis found = withWindows(sampleAnalysis(AnalysisNetwork::Kind::Trained, false, sampleSheets()));
  EXPECT_TRUE(unitWindowPlot(found, "layer3.1.conv2", 1).empty());
  EXPECT_TRUE(unitWindowPlot(found, "layer3.1.conv2", 256).empty());
  EXPECT_TRUE(unitWindowPlot(found, "no layer", 0).empty());
  NetworkAnalysis unfitted = found;
  for (SheetMap& map : unfitted.resultFor("windows").maps)
    std::fill(map.values.begin(), map.values.end(), float(kUndefined));
  EXPECT_EQ(unitWindowPlot(unfitted, "layer3.1.conv2", 0).series.size(), 1u) << "measured, not fitted";
  EXPECT_TRUE(windowsRows(sampleAnalysis(AnalysisNetwork::Kind::Trained, false, sampleSheets())).empty());
}

TEST(WindowsView, WithoutATextThatIsWhatItNeeds) {
  AnalysisKind windows{.name = "windows", .title = "Integration windows", .sentences = "text"};
  StimuliUse stimuli;
  EXPECT_EQ(missingText(nullptr, stimuli, windows), QStringLiteral("Needs a text"));
  stimuli.places = {"text"};
  EXPECT_TRUE(missingText(nullptr, stimuli, windows).isEmpty());
  AnalysisKind blimp{.name = "blimp", .title = "BLiMP", .ofNetwork = true, .sentences = "folder"};
  EXPECT_EQ(missingText(nullptr, stimuli, blimp), QStringLiteral("Needs a folder of sentences"));
}

}  // namespace
}  // namespace studio
