// What the panels of a board show of runs: values, groups of seeds, what is missing.
#include <gtest/gtest.h>
#include <qcustomplot.h>

#include <filesystem>
#include <set>

#include "core/run/sweep_queue.h"
#include "tests/support/user_error.h"
#include "tests/widgets/boards_fixture.h"
#include "widgets/runs/run_list.h"

namespace studio {
namespace {

TEST(BoardSources, aFolderOfRunsIsAllOfThemByName) {
  const BoardRuns runs;
  const auto found = findRuns(runs.folder.path());
  ASSERT_EQ(found.size(), 4u);
  EXPECT_TRUE(found[0].name.ends_with("/tau0_s0"));
  EXPECT_EQ(findRuns(found[0].path).size(), 1u);
  EXPECT_EQ(findRuns(found[0].path)[0].name, "tau0_s0");
  EXPECT_TRUE(holds(errorSentence([&] { findRuns(found[0].path / "maps"); }), "neither a run nor a folder of runs"));
}

TEST(BoardSources, theQueueOfASweepIsItsRuns) {
  const BoardRuns runs;
  const SweepQueue queue = SweepQueue::make(runs.folder.path(), "taus");
  EXPECT_TRUE(holds(errorSentence([&] { findRuns(queue.folder()); }), "has no runs yet", "toponets sweep"));
  queue.add(std::vector<SweepRun>{{"tau5_s0", sampleConfig(), {}}}, "");
  SweepEntry entry = queue.entry("0001");
  entry.run = "tau5_s0";
  queue.store(entry);
  for (const auto& place : {queue.folder(), queue.folder() / "queue.json"}) {
    const auto found = findRuns(place);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].name, "tau5_s0");
  }
  EXPECT_EQ(findRuns(runs.folder.path()).size(), 4u) << "among runs it is none";
}

/// How data come to it is said on the page of the window; a figure on paper says only that there are none.
TEST(BoardPanels, aPanelWithoutDataSaysOnPaperThatItIsNotMeasured) {
  const BoardRuns runs;
  FilledBoard filled = fillOne({.kind = "nothing"}, runs.sources());
  ASSERT_TRUE(filled.contents[0].empty());
  EXPECT_TRUE(hasEmptyPanel(filled));
  const auto draw = [&](BoardFigure::For whom) {
    QImage image(800, 600, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QCPPainter painter(&image);
    BoardFigure(std::make_shared<const FilledBoard>(filled), whom).draw(painter, QRectF(0, 0, 800, 600), 4);
    return image;
  };
  const QImage paper = draw(BoardFigure::For::Paper), page = draw(BoardFigure::For::Page);
  EXPECT_NE(paper, page);
  filled.contents[0].missing = QStringLiteral("something else");
  EXPECT_EQ(draw(BoardFigure::For::Paper), paper) << "nothing of the advice is printed";
}

TEST(BoardSources, seedsAreOneGroupAndOtherDataAreAFamilyOfTheirOwn) {
  const BoardRuns runs;
  writeBoardRun(runs.folder.path(), 5, 0, "resources/other");
  const auto sources = runs.sources();
  std::vector<const BoardSource*> all;
  for (const BoardSource& source : sources) all.push_back(&source);
  const auto groups = groupRuns(all);
  ASSERT_EQ(groups.size(), 3u);
  std::size_t members = 0;
  std::set<std::string> families, labels;
  for (const BoardGroup& group : groups) {
    members += group.members.size();
    families.insert(group.family);
    labels.insert(group.label);
  }
  EXPECT_EQ(members, 5u);
  EXPECT_EQ(families.size(), 2u);
  EXPECT_TRUE(labels.count("demo, τ 5") && labels.count("other, τ 5") && labels.count("demo, τ 0"));
}

TEST(BoardPanels, accuracyIsThatOfTheRunsWithMeanAndSpread) {
  const BoardRuns runs;
  const FilledBoard filled = fillOne({.kind = "accuracy_smoothness"}, runs.sources());
  ASSERT_TRUE(filled.contents[0].plot);
  const PlotSeries* five = findSeries(*filled.contents[0].plot, "τ 5");
  ASSERT_NE(five, nullptr);
  ASSERT_EQ(five->y.size(), 1u);
  EXPECT_DOUBLE_EQ(five->y[0], 100 * sampleRow(100).validationAccuracy);
  EXPECT_NEAR(five->x[0], 0.86 - 0.015, 1e-12) << "the mean over layers of the stored smoothness";
  EXPECT_EQ(findSeries(*filled.contents[0].plot, "TDANN")->y[0], 43.8);
}

TEST(BoardPanels, figuresThatCompareRunsAreOfAllOfThem) {
  const BoardRuns runs;
  for (const char* kind : {"pareto", "compared_curves"}) {
    const FilledBoard filled = fillOne({.kind = kind}, runs.sources());
    ASSERT_TRUE(filled.contents[0].figure) << kind << ": " << filled.contents[0].missing.toStdString();
    const std::string of = filled.contents[0].figure->provenance().toStdString();
    for (const char* run : {"tau0_s0", "tau0_s1", "tau5_s0", "tau5_s1"}) EXPECT_TRUE(holds(of, run)) << kind << of;
  }
}

TEST(BoardPanels, publishedValuesAreALayerThatCanBeLeftOut) {
  const BoardRuns runs;
  BoardStyle style;
  style.published = false;
  const FilledBoard filled = fillOne({.kind = "accuracy_smoothness"}, runs.sources(), style);
  EXPECT_EQ(findSeries(*filled.contents[0].plot, "TDANN"), nullptr);
  EXPECT_NE(findSeries(*filled.contents[0].plot, "τ 0"), nullptr);
}

TEST(BoardPanels, pruningCurvesAreTheStoredRowsWithABandOverSeeds) {
  const BoardRuns runs;
  const FilledBoard filled = fillOne({.kind = "pruning"}, runs.sources());
  ASSERT_TRUE(filled.contents[0].plot);
  for (const double tau : {0.0, 5.0}) {
    const PlotSeries* series = findSeries(*filled.contents[0].plot, "τ " + std::to_string(int(tau)));
    ASSERT_NE(series, nullptr);
    ASSERT_EQ(series->x.size(), std::size(kPruned));
    for (std::size_t i = 0; i < series->x.size(); ++i) {
      const double a = 100 * prunedAccuracy(tau, 0, kPruned[i]), b = 100 * prunedAccuracy(tau, 1, kPruned[i]);
      EXPECT_NEAR(series->x[i], 100 * kPruned[i], 1e-9);
      EXPECT_NEAR(series->y[i], (a + b) / 2, 1e-9);
      EXPECT_NEAR(series->high[i] - series->y[i], std::abs(a - b) / std::sqrt(2.0), 1e-9) << "s.d., n - 1";
    }
  }
  EXPECT_TRUE(findSeries(*filled.contents[0].plot, "τ 0")->dashed) << "the control";
  EXPECT_FALSE(findSeries(*filled.contents[0].plot, "τ 5")->dashed);
  const QString caption = boardCaption(filled);
  for (const char* words : {"smallest magnitudes first", "each layer by itself", "layers with TopoLoss", "Dashed: "})
    EXPECT_TRUE(caption.contains(QLatin1String(words))) << words;
  const FilledBoard relative = fillOne({.kind = "pruning_relative"}, runs.sources());
  const PlotSeries* zero = findSeries(*relative.contents[0].plot, "τ 0");
  EXPECT_NEAR(zero->y[0], 100, 1e-9);
  EXPECT_NEAR(zero->low[0], 100, 1e-9);
}

/// Of a language model; another series for each τ of the paper.
TEST(BoardPanels, downsampledNetworksOfLanguageStandBesideThePublishedOnes) {
  const BoardRuns runs;
  NetworkAnalysis found = sampleAnalysis(AnalysisNetwork::Kind::Trained);
  const std::string layer = found.layers.front().layer;
  found.step = 100;
  Table& rows = found.resultFor("downsample").table("rows", false);
  for (const double sparsity : {0.0, 0.5})
    rows.add({{"layer", layer}, {"sparsity", sparsity}, {"loss", 3 + sparsity}, {"perplexity", 20 + 100 * sparsity}});
  AnalysisStore(RunFolder(runs.folder.path() / "tau5_s0")).write({"downsample", "100", "sample"}, found);
  const auto sources = runs.sources();
  BoardStyle style;
  const FilledBoard filled = fillOne({.kind = "downsampling"}, sources, style);
  ASSERT_TRUE(filled.contents[0].plot);
  EXPECT_EQ(filled.contents[0].plot->y.scale, PlotAxis::Scale::Log);
  ASSERT_NE(findSeries(*filled.contents[0].plot, "τ 5"), nullptr);
  EXPECT_NEAR(findSeries(*filled.contents[0].plot, "τ 5")->y.back(), 70, 1e-9);
  ASSERT_NE(findSeries(*filled.contents[0].plot, "nanoGPT, τ 50, published"), nullptr);
  EXPECT_TRUE(boardCaption(filled).contains(QStringLiteral("Grey open circles: published values.")));
  style.published = false;
  const FilledBoard without = fillOne({.kind = "downsampling"}, sources, style);
  EXPECT_EQ(findSeries(*without.contents[0].plot, "nanoGPT, τ 50, published"), nullptr);
}

/// Language models stand beside the published ones of language, and are measured by perplexity.
TEST(BoardPanels, figure2BIsOfLanguage) {
  const BoardRuns runs;
  for (const char* name : {"tau0_s0", "tau0_s1", "tau5_s0", "tau5_s1"}) {
    ScalarRow row;
    row.step = 101;
    row.validationLoss = std::log(6.0);
    row.further.set("validation_perplexity", 6.0);
    const RunFolder run(runs.folder.path() / name);
    std::filesystem::remove(run.path() / "scalars.csv");
    run.appendScalars({row});
    NetworkAnalysis blimp;
    blimp.step = 100;
    blimp.stimuli = kOwnStimuli;
    Result& pairs = blimp.resultFor("blimp");
    pairs.ofNetwork = true;
    pairs.table("", false).add({{"accuracy", 0.6}});
    AnalysisStore(run).write({"blimp", "100", "sample"}, blimp);
  }
  const FilledBoard filled = fillReady("2b", runs.sources());
  ASSERT_EQ(filled.contents.size(), 3u);
  ASSERT_TRUE(filled.contents[0].plot);
  EXPECT_NE(findSeries(*filled.contents[0].plot, "published, nanoGPT"), nullptr);
  EXPECT_EQ(findSeries(*filled.contents[0].plot, "published, ResNet-18"), nullptr);
  ASSERT_TRUE(filled.contents[1].plot);
  EXPECT_EQ(filled.contents[1].plot->y.column, "perplexity");
  ASSERT_TRUE(filled.contents[2].plot);
  EXPECT_NE(findSeries(*filled.contents[2].plot, "published, GPT-Neo"), nullptr);
}

TEST(BoardPanels, trianglesAreTheOtherMethodsAndTheCaptionSaysSo) {
  const BoardRuns runs;
  const FilledBoard filled = fillOne({.kind = "accuracy_smoothness"}, runs.sources());
  EXPECT_EQ(findSeries(*filled.contents[0].plot, "TDANN")->mark, PlotSeries::Mark::Triangle);
  EXPECT_TRUE(boardCaption(filled).contains(QStringLiteral("triangles those of other methods")));
}

/// A board keeps a panel by the name of its kind.
TEST(BoardPanels, everyKindHasANameOfItsOwn) {
  std::vector<AnalysisKind> analyses = sampleKinds();
  analyses.push_back({.name = "prune", .title = "Pruning", .plots = {{"pruning", "Accuracy and pruning"}}});
  std::set<std::string> names;
  for (const PanelKind& kind : panelKinds(analyses)) EXPECT_TRUE(names.insert(kind.name).second) << kind.name;
}

TEST(BoardPanels, whatIsMissingIsSaidWithItsCommand) {
  const BoardRuns runs(false);
  for (const auto& [board, command] :
       std::vector<std::pair<std::string, std::string>>{{"4a", "toponets analyse prune RUN"},
                                                        {"4b", "toponets analyse downsample RUN"},
                                                        {"3", "toponets analyse selectivity RUN"},
                                                        {"5a", "toponets analyse smoothness RUN"},
                                                        {"2a", "toponets analyse dimensionality RUN"}}) {
    const FilledBoard filled = fillReady(board, runs.sources());
    std::string all;
    for (const QString& problem : boardProblems(filled)) all += problem.toStdString() + "\n";
    EXPECT_TRUE(holds(all, command, "tau0_s0", "3 others")) << board << ": " << all;
  }
}

TEST(BoardPanels, mapsOverTauAreTheStoredOnesOnOneScale) {
  const BoardRuns runs;
  const auto sources = runs.sources();
  const FilledBoard filled = fillReady("3", sources);
  ASSERT_TRUE(filled.contents[0].maps);
  const MapGrid& grid = *filled.contents[0].maps;
  EXPECT_EQ(grid.rows, (std::vector<QString>{"τ 0", "τ 5"}));
  EXPECT_EQ(grid.columns.size(), sampleContrasts().size());
  ASSERT_EQ(grid.maps.size(), 10u);
  double largest = 0;
  for (const GridMap& each : grid.maps) {
    const NetworkAnalysis* found = sources[each.row == 0 ? 0 : 2].analysis("selectivity");
    EXPECT_EQ(each.map.values, found->map("layer4.1.conv2", sampleContrasts()[each.column].name + ".t")->values);
    for (const float value : each.map.values) largest = std::max(largest, std::abs(double(value)));
  }
  EXPECT_DOUBLE_EQ(grid.display().limits.high, largest);
  EXPECT_EQ(grid.display().limits.low, -grid.display().limits.high);
  EXPECT_FALSE(grid.maps.back().outlined.empty());
  EXPECT_TRUE(filled.contents[0].caption.contains(QStringLiteral("colours: t of each unit, of unequal variances")))
      << filled.contents[0].caption.toStdString();
  EXPECT_FALSE(filled.contents[0].caption.contains(QStringLiteral("Welch"))) << "that is another statistic";
  ASSERT_TRUE(filled.contents[1].maps) << "by layer, for there are several";
  EXPECT_EQ(filled.contents[1].maps->rows.size(), sampleSheets().size());
}

/// Of what windows have stored: the exponential's part less the power law's, from -1 to 1.
TEST(BoardPanels, windowsOverTauAreTheDifferenceOfBothTerms) {
  const BoardRuns runs;
  auto sources = runs.sources();
  const FilledBoard without = fillOne({.kind = "windows_by_tau"}, sources);
  EXPECT_FALSE(without.contents[0].maps);
  EXPECT_TRUE(without.contents[0].missing.contains(QStringLiteral("toponets analyse windows")));
  NetworkAnalysis found;
  found.layers = {{"h.0.mlp.c_fc", 2, 2, 4, 0}};
  Result& result = found.resultFor("windows");
  result.table("").add({{"layer", "h.0.mlp.c_fc"}, {"c", 0.5}});
  const float undefined = std::nanf("");
  result.maps = {{"h.0.mlp.c_fc", "exponential", 2, 2, 100, {0.75F, 0.5F, 0, undefined}},
                 {"h.0.mlp.c_fc", "power", 2, 2, 100, {0.25F, 0.5F, 1, undefined}}};
  for (BoardSource& source : sources) source.found["windows"] = std::make_shared<const NetworkAnalysis>(found);
  const FilledBoard filled = fillOne({.kind = "windows_by_tau"}, sources);
  ASSERT_TRUE(filled.contents[0].maps);
  const MapGrid& grid = *filled.contents[0].maps;
  EXPECT_EQ(grid.columns, (std::vector<QString>{"τ 0", "τ 5"}));
  EXPECT_EQ(grid.rows, (std::vector<QString>{"h.0.mlp.c_fc"}));
  ASSERT_EQ(grid.maps.size(), 2u);
  EXPECT_EQ(grid.maps[1].map.values[0], 0.5F);
  EXPECT_EQ(grid.maps[1].map.values[2], -1);
  EXPECT_TRUE(std::isnan(grid.maps[1].map.values[3]));
  EXPECT_EQ(grid.display().limits.low, -1);
  EXPECT_EQ(grid.display().colours->name, "prgn");
  EXPECT_TRUE(filled.contents[0].missing.isEmpty());
}

TEST(BoardPanels, onlyTheContrastsAndRunsThatAreChosen) {
  const BoardRuns runs;
  const auto sources = runs.sources();
  BoardPanel panel{.kind = "maps_by_tau"};
  panel.contrasts = {"scenes", "faces"};
  panel.layer = "layer2.1.conv2";
  panel.runs = {sources[3].name};
  const FilledBoard filled = fillOne(panel, sources);
  ASSERT_TRUE(filled.contents[0].maps);
  EXPECT_EQ(filled.contents[0].maps->rows.size(), 1u);
  EXPECT_EQ(filled.contents[0].maps->columns.size(), 2u);
  EXPECT_EQ(filled.contents[0].maps->maps[0].map.layer, "layer2.1.conv2");
}

TEST(BoardPanels, aFigureOfOneRunIsOfTheLargestTauWithItsControl) {
  const BoardRuns runs;
  const auto sources = runs.sources();
  const FilledBoard sheets = fillOne({.kind = "sheets"}, sources);
  ASSERT_TRUE(sheets.contents[0].figure);
  EXPECT_TRUE(sheets.contents[0].title.startsWith(QStringLiteral("tau5_s0"))) << sheets.contents[0].title.toStdString();
  BoardPanel chosen{.kind = "sheets"};
  chosen.runs = {sources[1].name};
  chosen.step = 50;
  EXPECT_EQ(fillOne(chosen, sources).contents[0].title, QStringLiteral("tau0_s1, Cosine to blur, step 50"));
  EXPECT_TRUE(fillOne({.kind = "selectivity"}, sources).contents[0].figure);
}

TEST(BoardPanels, limitsAreSharedOrEachItsOwn) {
  const BoardRuns runs;
  const auto sources = runs.sources();
  FigureBoard board{.name = "board"};
  BoardPanel first{.kind = "pruning"}, second{.kind = "pruning"};
  first.runs = {sources[0].name};
  second.runs = {sources[2].name};
  addPanel(board, first);
  addPanel(board, second);
  const FilledBoard shared = fillBoard(board, sources, sampleKinds());
  EXPECT_EQ(yLimits(*shared.contents[0].plot).high, yLimits(*shared.contents[1].plot).high);
  board.style.sharedLimits = false;
  const FilledBoard own = fillBoard(board, sources, sampleKinds());
  EXPECT_NE(yLimits(*own.contents[0].plot).high, yLimits(*own.contents[1].plot).high);
}

TEST(BoardPanels, anUnknownKindAndADamagedResultCostOnlyTheirPanel) {
  const BoardRuns runs;
  EXPECT_TRUE(fillOne({.kind = "nothing"}, runs.sources()).contents[0].missing.contains("nothing"));
  std::filesystem::resize_file(
      runs.folder.path() / "tau0_s0" / "results" / "selectivity@100" / "layer1.0.conv2.faces.t.npy", 10);
  const auto sources = runs.sources();
  EXPECT_FALSE(sources[0].run.leftOut.empty());
  EXPECT_TRUE(fillOne({.kind = "accuracy_smoothness"}, sources).contents[0].plot);
}

/// Every kind of the table draws something of runs that have everything, or says what it needs.
TEST(BoardPanels, everyKindDrawsOrSaysWhatItNeeds) {
  const BoardRuns runs;
  const auto sources = runs.sources();
  ASSERT_FALSE(panelKinds(sampleKinds()).empty());
  for (const PanelKind& kind : panelKinds(sampleKinds())) {
    const FilledBoard filled = fillOne({.kind = kind.name}, sources);
    EXPECT_FALSE(kind.title.isEmpty()) << kind.name;
    EXPECT_TRUE(!filled.contents[0].empty() || filled.contents[0].missing.size() > 20) << kind.name;
  }
}

TEST(BoardCaption, namesPanelsSeedsAndSettings) {
  const BoardRuns runs;
  FilledBoard filled = fillReady("2a", runs.sources());
  const std::string caption = boardCaption(filled).toStdString();
  EXPECT_TRUE(holds(caption, "Figure 2A.", "(A)", "(B) Accuracy and smoothness", "τ 0, τ 5; n = 2, seeds 0, 1 each",
                    "mlp on demo", "TopoNets Studio 0.1.0"))
      << caption;
  filled.board.caption = "My own words.";
  EXPECT_EQ(boardCaption(filled), QStringLiteral("My own words."));
}

TEST(ReadyBoards, everyFileOfAReadyFigureStandsInTheTable) {
  std::set<std::string> files, rows;
  const std::string start = "ready_figure_", ending = ".cpp";
  for (const auto& entry : std::filesystem::directory_iterator(STUDIO_SOURCE_DIR "/widgets/boards"))
    if (const std::string name = entry.path().filename().string(); name.starts_with(start) && name.ends_with(ending))
      files.insert(name.substr(start.size(), name.size() - start.size() - ending.size()));
  for (const ReadyBoard& ready : readyBoards()) rows.insert(ready.name);
  EXPECT_EQ(files, rows);
}

/// A figure of one configuration is of the colour that it has among all of its folder.
TEST(BoardSources, onTheCommandLineHaveTheColoursOfTheWindowsList) {
  const BoardRuns runs;
  RunListModel list;
  list.setFolder(runs.folder.path());
  ASSERT_TRUE(comes([&] { return list.rowCount() == 4; }));
  auto all = runs.sources();
  std::vector<BoardSource> one{readBoardSource(findRuns(runs.folder.path() / "tau5_s0").front())};
  giveColours(one);
  giveColours(all);
  EXPECT_EQ(one[0].run.colour, list.colourIndex(one[0].run.folder.path()));
  for (const BoardSource& source : all)
    EXPECT_EQ(source.run.colour, list.colourIndex(source.run.folder.path())) << source.name;
  EXPECT_NE(all[0].run.colour, all[2].run.colour);
}

/// One run was measured again with other stimuli: its newest result is no part of a mean with the others.
TEST(BoardSources, takeResultsThatWereMeasuredAlike) {
  const BoardRuns runs;
  const std::string usual = runs.sources().front().analysis("smoothness")->stimuli;
  NetworkAnalysis other = sampleAnalysis(AnalysisNetwork::Kind::Baseline);
  other.step = 100;
  other.stimuli = "bars:?samples=20";
  other.stimuliCount = 20;
  AnalysisStore(RunFolder(runs.folder.path() / "tau0_s0")).write({"smoothness", "100", "others"}, other);
  auto sources = runs.sources();
  EXPECT_EQ(sources.front().analysis("smoothness")->stimuli, "bars:?samples=20") << "the newest, of this run alone";
  agreeOnResults(sources);
  for (const BoardSource& source : sources) {
    ASSERT_TRUE(source.analysis("smoothness")) << source.name;
    EXPECT_EQ(source.analysis("smoothness")->stimuli, usual) << source.name;
  }
}

/// It would be drawn with the settings of another network.
TEST(BoardSources, areNoRunsWithoutTheirSettings) {
  const BoardRuns runs;
  const auto run = runs.folder.path() / "tau5_s0";
  std::filesystem::remove(run / "config.resolved.toml");
  EXPECT_THROW(readBoardSource({"tau5_s0", run}), UserError);
}

/// Without a result of the common sort it has none, and why is said.
TEST(BoardSources, leaveOutWhatWasMeasuredOtherwise) {
  const BoardRuns runs;
  const RunFolder run(runs.folder.path() / "tau0_s0");
  for (const auto& entry : std::filesystem::directory_iterator(run.path() / "results"))
    if (entry.path().filename().string().starts_with("prune@")) std::filesystem::remove_all(entry.path());
  NetworkAnalysis other;
  other.step = 100;
  other.stimuli = "bars:?samples=20";
  other.layers = {{"fc1", 16, 16, 256, 0}};
  other.resultFor("prune").table("rows", false).add({{"layer", "fc1"}, {"amount", 0.0}, {"accuracy", 0.9}});
  other.resultFor("prune").table("").add({{"layer", "fc1"}, {"area", 0.5}});
  AnalysisStore(run).write({"prune", "100", "others"}, other);
  auto sources = runs.sources();
  agreeOnResults(sources);
  EXPECT_FALSE(sources.front().analysis("prune"));
  EXPECT_TRUE(sources[1].analysis("prune"));
  std::vector<const BoardSource*> all;
  for (const BoardSource& source : sources) all.push_back(&source);
  const std::string said = missingResults(all, "prune", "toponets analyse prune RUN");
  EXPECT_NE(said.find("other stimuli or settings"), std::string::npos) << said;
}

}  // namespace
}  // namespace studio
