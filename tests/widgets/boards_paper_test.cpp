// What a board says on paper and in its caption: what the marks are, what was not measured, names by what differs;
// nothing that only a person at a screen could use; and what fits a narrow page.
#include <gtest/gtest.h>

#include <QXmlStreamReader>

#include "tests/support/user_error.h"
#include "tests/widgets/boards_fixture.h"
#include "widgets/boards/board_docks.h"
#include "widgets/boards/board_group_names.h"
#include "widgets/export/figure_print.h"

namespace studio {
namespace {

/// All words of the board as it is printed.
QString printedWords(const FilledBoard& filled, const TemporaryFolder& folder) {
  const QString file = QString::fromStdString((folder.path() / "paper.svg").string());
  saveFigure(BoardFigure(std::make_shared<const FilledBoard>(filled)), file, filled.board.widthMm);
  QXmlStreamReader xml(QByteArray::fromStdString(readFileBytes(file.toStdString())));
  QStringList words;
  while (!xml.atEnd())
    if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("text"))
      words << xml.readElementText(QXmlStreamReader::IncludeChildElements);
  return words.join(QLatin1Char('\n'));
}

RunConfig barsConfig(std::int64_t pixels, const char* kind = "bars") {
  RunConfig config = sampleConfig();
  config.data.root.clear();
  config.data.kind = kind;
  config.data.imageSize = pixels;
  return config;
}

TEST(BoardNames, familiesAreNamedByWhatDiffers) {
  const RunConfig small = barsConfig(12), large = barsConfig(16), digits = sampleConfig();
  EXPECT_EQ(familyNames({&small}), std::vector<std::string>{""});
  EXPECT_EQ(familyNames({&small, &large}), (std::vector<std::string>{"bars 12 px", "bars 16 px"}));
  EXPECT_EQ(familyNames({&small, &digits}), (std::vector<std::string>{"bars 12 px", "demo"}));
  RunConfig faster = small;
  faster.optimizer.learningRate = 0.5;
  const auto names = familyNames({&small, &faster});
  EXPECT_NE(names[0], names[1]);
  EXPECT_TRUE(holds(names[1], "0.5")) << names[1];
}

TEST(BoardCaptionText, saysWhatIsDrawnAlone) {
  const BoardRuns runs;
  const auto sources = runs.sources();
  const std::string maps = boardCaption(fillReady("3", sources)).toStdString();
  EXPECT_TRUE(holds(maps, "colours: t of each unit", "line: smoothed t", "stimuli of")) << maps;
  EXPECT_FALSE(holds(maps, "standard deviation")) << maps;
  const std::string points = boardCaption(fillReady("2a", sources)).toStdString();
  EXPECT_TRUE(holds(points, "small ones each seed", "in the order of τ", "published values of ImageNet")) << points;
  const std::string curves = boardCaption(fillReady("4a", sources)).toStdString();
  EXPECT_TRUE(holds(curves, "Lines and bands: mean ± one standard deviation")) << curves;
  EXPECT_FALSE(holds(curves, "small ones each seed")) << curves;
  const std::vector<BoardSource> one{sources[0]};
  EXPECT_FALSE(holds(boardCaption(fillReady("2a", one)).toStdString(), "standard deviation"));
}

TEST(BoardCaptionText, namesEachDataSetWithItsNetworks) {
  const BoardRuns runs;
  writeBoardRun(runs.folder.path(), 10, 0, "resources/other");
  const std::string caption = boardCaption(fillReady("2a", runs.sources())).toStdString();
  EXPECT_TRUE(
      holds(caption, "Networks, demo: τ 0, τ 5; n = 2, seeds 0, 1 each", "Networks, other: τ 10; n = 1, seed 0"))
      << caption;
}

/// Its settings plan 20 epochs, which it has not had.
TEST(BoardCaptionText, saysHowFarARunCameThatWasStopped) {
  const BoardRuns runs;
  const RunFolder run(runs.folder.path() / "tau5_s1");
  RunStatus status = run.status();
  status.state = RunState::Stopped;
  status.step = 100, status.steps = 800, status.epoch = 2.5, status.epochs = 20;
  run.writeStatus(status);
  const auto sources = runs.sources();
  const FilledBoard filled = fillReady("2a", sources);
  EXPECT_TRUE(holds(boardCaption(filled).toStdString(), "Not trained to the end: ", "tau5_s1 (epoch 2.5 of 20)"))
      << boardCaption(filled).toStdString() << sources.back().run.status.steps;
  std::vector<const BoardSource*> all;
  for (const BoardSource& source : sources) all.push_back(&source);
  for (const BoardGroup& group : groupRuns(all))
    EXPECT_EQ(holds(group.label, ", epoch 2.5 of 20"), group.members.front()->run.config.topoloss.tau == 5)
        << group.label;
}

TEST(BoardPaper, whatWasNotMeasuredIsSaidWithoutCommands) {
  const BoardRuns runs(false);
  for (const char* name : {"2a", "3", "4a", "4b", "5a"}) {
    const FilledBoard filled = fillReady(name, runs.sources());
    const QString words = printedWords(filled, runs.folder), caption = boardCaption(filled);
    EXPECT_FALSE(words.contains(QStringLiteral("toponets"))) << name << ": " << words.toStdString();
    EXPECT_FALSE(caption.contains(QStringLiteral("toponets analyse"))) << name << ": " << caption.toStdString();
    EXPECT_TRUE(words.contains(QStringLiteral("Not measured"))) << name;
    EXPECT_FALSE(boardProblems(filled).empty()) << "the window says what can be done";
  }
}

TEST(BoardPaper, runsThatArePartlyMeasuredAreCounted) {
  const BoardRuns runs;
  for (const char* seed : {"tau0_s1", "tau5_s0", "tau5_s1"})
    std::filesystem::remove_all(runs.folder.path() / seed / "results");
  const FilledBoard filled = fillReady("2a", runs.sources());
  ASSERT_TRUE(filled.contents[0].plot);
  EXPECT_TRUE(boardCaption(filled).contains(QStringLiteral("Not measured: 3 of 4 runs")))
      << boardCaption(filled).toStdString();
  EXPECT_TRUE(filled.contents[0].missing.contains(QStringLiteral("toponets analyse dimensionality RUN")));
}

/// A row a seed and one a configuration, with n and spread; no network twice.
TEST(BoardPanels, dimensionalityHasSeedsAndSpreadInItsTable) {
  const BoardRuns runs;
  const FilledBoard filled = fillReady("2a", runs.sources());
  ASSERT_TRUE(filled.contents[0].plot);
  const Table table = plotTable(*filled.contents[0].plot);
  for (const char* column : {"seed", "n", "smoothness_sd", "effective_dimensionality_sd"})
    EXPECT_NE(table.column(column), nullptr) << column;
  std::size_t means = 0, seeds = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (table.text(row, "network") != "τ 5") continue;
    (table.text(row, "seed").empty() ? means : seeds)++;
  }
  EXPECT_EQ(means, 1u);
  EXPECT_EQ(seeds, 2u);
}

TEST(BoardPanels, marksBelowZeroAreSeenWhole) {
  const BoardRuns runs;
  NetworkAnalysis found = sampleAnalysis(AnalysisNetwork::Kind::Baseline);
  found.step = 100;
  found.results.clear();
  Result& morans = found.resultFor("morans-i");
  morans.ofContrasts = true;
  for (const AnalysedLayer& layer : found.layers)
    morans.table("").add({{"layer", layer.layer}, {"contrast", "faces"}, {"i", -0.05}});
  AnalysisStore(RunFolder(runs.folder.path() / "tau0_s0")).write({"morans-i", "100", "sample"}, found);
  const FilledBoard filled = fillOne({.kind = "layer_morans_i"}, {runs.sources().front()});
  ASSERT_TRUE(filled.contents[0].plot);
  double least = 0;
  for (const PlotSeries& series : filled.contents[0].plot->series)
    for (const double value : series.y) least = std::min(least, value);
  ASSERT_LT(least, 0);
  EXPECT_LT(yLimits(*filled.contents[0].plot).low, 1.03 * least);
}

TEST(BoardMaps, noHeadingIsCutOnANarrowPage) {
  const BoardRuns runs;
  const auto sources = runs.sources();
  FilledBoard filled = fillOne({.kind = "maps_by_tau", .place = {0, 0, 12, 20}}, sources);
  ASSERT_TRUE(filled.contents[0].maps);
  MapGrid& grid = *filled.contents[0].maps;
  const SheetMap map = grid.maps[0].map;
  grid.maps.clear();
  grid.columns.clear();
  for (std::size_t column = 0; column < 8; ++column) {
    grid.columns.push_back(QString::number(22.5 * double(column)) + QChar(0xb0));
    grid.maps.push_back({.row = 0, .column = column, .map = map, .network = "τ 0"});
  }
  for (const double width : {89.0, 40.0}) {
    filled.board.widthMm = width;
    const QString words = printedWords(filled, runs.folder);
    for (const QString& heading : grid.columns) EXPECT_TRUE(words.contains(heading)) << width << words.toStdString();
  }
}

TEST(BoardMaps, aNarrowPageHasNoBlankBelowThem) {
  const BoardRuns runs;
  const auto sources = runs.sources();
  const std::vector<ReadyBoard> all = readyBoards();
  const auto ready = std::find_if(all.begin(), all.end(), [](const ReadyBoard& each) { return each.name == "5a"; });
  ASSERT_NE(ready, all.end());
  FigureBoard board = ready->make(sources);
  const int wide = board.panels[0].place.rows;
  setPaperWidth(board, 89, sources);
  EXPECT_LT(board.panels[0].place.rows, wide);
  EXPECT_EQ(board.panels[1].place.row, board.panels[0].place.rows);
}

/// The row of a panel says how high its grid of maps is.
TEST(BoardMaps, onlyGridsOfMapsTakeTheHeightOfTheirMaps) {
  const BoardRuns runs;
  const auto sources = runs.sources();
  std::set<std::string> grids;
  for (const PanelKind& kind : panelKinds(sampleKinds())) {
    if (kind.shape) grids.insert(kind.name);
    EXPECT_EQ(rowsForMaps(kind.name, 180, sources) > 0, kind.shape != nullptr) << kind.name;
  }
  EXPECT_EQ(grids, (std::set<std::string>{"maps_by_tau", "maps_by_layer", "stored_maps_by_tau", "windows_by_tau"}));
  EXPECT_EQ(rowsForMaps("no such panel", 180, sources), 0);
}

/// The readout has no TopoLoss.
TEST(BoardMaps, storedMapsAreThoseOfTheLayersWithTopoLoss) {
  const BoardRuns runs(false);
  const FilledBoard filled = fillReady("5a", runs.sources());
  ASSERT_TRUE(filled.contents[0].maps);
  for (const GridMap& each : filled.contents[0].maps->maps) EXPECT_NE(each.map.layer, "fc3");
  EXPECT_EQ(filled.contents[0].maps->rows.size(), 2u);
}

TEST(BoardProvenance, namesOnlyTheAnalysesThatAreShown) {
  const BoardRuns runs;
  const auto sources = runs.sources();
  const auto kinds = sampleKinds();
  const auto commandsOf = [&](const std::string& ready) {
    const FilledBoard filled = fillReady(ready, sources);
    std::string all;
    for (const std::string& each : analysisCommands(sources, usedAnalyses(filled.board, panelKinds(kinds))))
      all += each + "\n";
    return all;
  };
  EXPECT_TRUE(holds(commandsOf("4a"), "analyse prune RUN"));
  EXPECT_FALSE(holds(commandsOf("4a"), "analyse selectivity"));
  EXPECT_TRUE(holds(commandsOf("3"), "analyse selectivity RUN"));
  EXPECT_FALSE(holds(commandsOf("3"), "analyse dimensionality"));
}

TEST(BoardPublished, standByThemselvesOnlyBesideWhatCompares) {
  const BoardRuns runs;
  auto sources = runs.sources();
  EXPECT_FALSE(arePublishedComparable(sources));
  sources[0].run.config.model.name = "resnet18";
  EXPECT_FALSE(arePublishedComparable(sources)) << "of ten classes";
  sources[0].run.config.model.classes = 1000;
  EXPECT_TRUE(arePublishedComparable(sources));
  sources[0].run.config.model.name = "mlp";
  EXPECT_FALSE(arePublishedComparable(sources)) << "a thousand classes make no network a published one";
  sources[0].run.config.model.name = "nanogpt";
  EXPECT_TRUE(arePublishedComparable(sources));
}

}  // namespace
}  // namespace studio
