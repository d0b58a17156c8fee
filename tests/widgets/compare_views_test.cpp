// The plots, sheets and differences of compared runs; by real events, without comparing pixels.
#include <gtest/gtest.h>

#include <QComboBox>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolTip>
#include <cmath>

#include "core/run/error.h"
#include "tests/widgets/compare_fixture.h"
#include "tests/widgets/pictures.h"
#include "widgets/frame/controls.h"
#include "widgets/compare/compare_views.h"
#include "widgets/compare/compared_sheets_view.h"
#include "widgets/compare/differences_view.h"
#include "widgets/compare/run_table_model.h"
#include "widgets/export/figure_print.h"
#include "widgets/forms/panel_parts.h"

namespace studio {
namespace {

/// Where a point of the series of this name stands.
std::optional<std::pair<std::size_t, std::size_t>> findPoint(const PlotSpec& plot, const std::string& name, bool seed) {
  for (std::size_t i = 0; i < plot.series.size(); ++i)
    if (plot.series[i].name == name && !plot.series[i].derived && plot.series[i].pale == seed) return {{i, 0}};
  return std::nullopt;
}

TEST(CompareTradeOff, PlotsTheTickedRunsAndSaysWhoIsUnderThePointer) {
  Compared compared;
  TradeOffView view(compared.comparison.get(), nullptr);
  keepPicture(view, {1440, 420}, QStringLiteral("compare_trade_off"));
  ParetoPanel& panel = view.pareto();
  EXPECT_EQ(panel.xChoice().currentData().toString(), QStringLiteral("last:smoothness"));
  EXPECT_EQ(panel.yChoice().currentData().toString(), QStringLiteral("last:validation_accuracy"));
  const auto mean = findPoint(panel.spec(), "mlp, τ 1", false);
  ASSERT_TRUE(mean);
  EXPECT_EQ(panel.spec().series[mean->first].label, "τ 1");
  EXPECT_NEAR(panel.spec().series[mean->first].y[0], 87.8, 1e-9);
  const QPointF place = panel.plot().painter().pointPosition(mean->first, 0);
  EXPECT_TRUE(panel.plot().tipAt(place).contains(QStringLiteral("mlp, τ 1")))
      << panel.plot().tipAt(place).toStdString();
  bool front = false;
  for (const PlotSeries& series : panel.spec().series)
    front = front || series.label == "front of the 3 configurations (6 runs)";
  EXPECT_TRUE(front);
  EXPECT_TRUE(view.emptyState().text.isEmpty());
}

TEST(CompareTradeOff, AClickOnASeedAsksForItsRun) {
  Compared compared;
  TradeOffView view(compared.comparison.get(), nullptr);
  keepPicture(view, {1440, 420}, QStringLiteral("compare_trade_off"));
  ParetoPanel& panel = view.pareto();
  const QSignalSpy wanted(&panel, &ParetoPanel::runWanted);
  const auto seeds = findPoint(panel.spec(), "mlp, τ 5", true);
  ASSERT_TRUE(seeds);
  QTest::mouseClick(&panel.plot(), Qt::LeftButton, {}, panel.plot().painter().pointPosition(seeds->first, 1).toPoint());
  ASSERT_EQ(wanted.size(), 1);
  EXPECT_EQ(wanted[0][0].toString().toStdString(), compared.id("mlp_tau5_s1"));
}

TEST(CompareTradeOff, AClickOnAMeanAsksForItsFirstSeed) {
  Compared compared;
  TradeOffView view(compared.comparison.get(), nullptr);
  keepPicture(view, {1440, 420}, QStringLiteral("compare_trade_off"));
  ParetoPanel& panel = view.pareto();
  const QSignalSpy wanted(&panel, &ParetoPanel::runWanted);
  const auto mean = findPoint(panel.spec(), "mlp, τ 1", false);
  ASSERT_TRUE(mean);
  QTest::mouseClick(&panel.plot(), Qt::LeftButton, {}, panel.plot().painter().pointPosition(mean->first, 0).toPoint());
  ASSERT_EQ(wanted.size(), 1);
  EXPECT_EQ(wanted[0][0].toString().toStdString(), compared.id("mlp_tau1_s0"));
}

TEST(CompareTradeOff, ThePointerOverAPointNamesItsRun) {
  Compared compared;
  TradeOffView view(compared.comparison.get(), nullptr);
  keepPicture(view, {1440, 420}, QStringLiteral("compare_trade_off"));
  PlotView& plot = view.pareto().plot();
  const auto seeds = findPoint(view.pareto().spec(), "mlp, τ 5", true);
  ASSERT_TRUE(seeds);
  movePointer(plot, plot.painter().pointPosition(seeds->first, 1));
  EXPECT_TRUE(comes([] { return QToolTip::isVisible(); }));
  EXPECT_TRUE(QToolTip::text().contains(QStringLiteral("mlp_tau5_s1"))) << QToolTip::text().toStdString();
  QToolTip::hideText();
}

TEST(CompareTradeOff, AxesAndPublishedValuesAreChosen) {
  Compared compared;
  TradeOffView view(compared.comparison.get(), nullptr);
  keepPicture(view, {1440, 420}, QStringLiteral("compare_trade_off"));
  ParetoPanel& panel = view.pareto();
  panel.setPublished(true);
  EXPECT_TRUE(findPoint(panel.spec(), "ResNet-18, published", false));
  keepPicture(view, {1440, 420}, QStringLiteral("compare_published"));
  const int dimensionality = panel.yChoice().findData(QStringLiteral("last:dimensionality"));
  ASSERT_GE(dimensionality, 0);
  panel.yChoice().setCurrentIndex(dimensionality);
  Q_EMIT panel.yChoice().activated(dimensionality);
  EXPECT_EQ(panel.spec().y.title, "Dimensionality");
  for (const QComboBox* box : panel.findChildren<QComboBox*>()) {
    EXPECT_GE(box->width(), box->fontMetrics().horizontalAdvance(box->currentText()) + 30) << "its words are whole";
    EXPECT_LE(box->minimumWidth(), 120) << "and it makes no panel wider";
  }
}

/// A stored smoothness of 0.9 in each layer.
void analyse(const RunFolder& run) {
  NetworkAnalysis found;
  found.network = run.name();
  found.step = 100;
  found.layers = {{"fc1", 4, 8, 32}};
  found.resultFor("smoothness").table("").add({{"layer", "fc1"}, {"max_minus_min", 0.9}});
  AnalysisStore(run).write({"smoothness", "100", ""}, found);
}

TEST(CompareTradeOff, AnAnalysedRunAndOthersAreDrawnOnOneAxisAsInTheTable) {
  Compared compared;
  analyse(RunFolder(compared.folder.path() / "mlp_tau5_s0"));
  compared.reread();
  TradeOffView view(compared.comparison.get(), nullptr);
  keepPicture(view, {1440, 420}, QStringLiteral("compare_trade_off"));
  ParetoPanel& panel = view.pareto();
  EXPECT_EQ(panel.xChoice().currentData().toString(), QStringLiteral("last:smoothness"));
  EXPECT_EQ(panel.xChoice().findData(QStringLiteral("result:smoothness//max_minus_min")), -1) << "it is the same";
  const auto seeds = findPoint(panel.spec(), "mlp, τ 5", true);
  ASSERT_TRUE(seeds);
  EXPECT_NEAR(panel.spec().series[seeds->first].x[0], 0.9, 1e-9) << "stored";
  EXPECT_NEAR(panel.spec().series[seeds->first].x[1], 0.51, 1e-9) << "while it trained";
  EXPECT_TRUE(findPoint(panel.spec(), "mlp, τ 0", false));
  EXPECT_TRUE(panel.text().isEmpty()) << panel.text().toStdString();
  EXPECT_FALSE(panel.xChoice().toolTip().isEmpty());
  RunTableModel table(compared.comparison.get(), nullptr);
  for (int column = 1; column < table.columnCount(); ++column)
    if (table.columns()[std::size_t(column - 1)].name == "smoothness") {
      const QString tip = table.index(2, column).data(Qt::ToolTipRole).toString();
      EXPECT_TRUE(tip.contains(QStringLiteral("1 of 2 runs"))) << tip.toStdString();
    }
}

TEST(CompareTradeOff, RunsWithoutAValueAreCountedInOneSentence) {
  Compared compared;
  for (const std::int64_t seed : {0, 1}) {
    const RunFolder run = addComparedRun(compared.folder.path(), "bare_s" + std::to_string(seed), 9, seed);
    std::vector<ScalarRow> rows{sampleRow(0)};
    rows[0].smoothness = kUndefined;
    std::filesystem::remove(run.path() / "scalars.csv");
    run.appendScalars(rows);
  }
  compared.reread();
  compared.comparison->choose({compared.id("bare_s0"), compared.id("bare_s1")}, true);
  TradeOffView view(compared.comparison.get(), nullptr);
  const QString text = view.pareto().text();
  EXPECT_TRUE(text.startsWith(QStringLiteral("2 of 8 ticked runs are not drawn"))) << text.toStdString();
  EXPECT_TRUE(text.contains(QStringLiteral("Smoothness")));
  EXPECT_TRUE(text.contains(QStringLiteral("Analyse")));
}

TEST(CompareTradeOff, TheAxesAreGroupedAndOfferMeasuresOfRunsAlone) {
  Compared compared;
  TradeOffView view(compared.comparison.get(), nullptr);
  const QComboBox& box = view.pareto().xChoice();
  QStringList headings;
  for (int i = 0; i < box.count(); ++i) {
    if (box.itemData(i).isNull()) {
      headings << box.itemText(i);
      EXPECT_FALSE(box.model()->flags(box.model()->index(i, 0)) & Qt::ItemIsSelectable) << "a heading";
    }
    EXPECT_LE(box.itemText(i).count(QStringLiteral("%")), 1) << box.itemText(i).toStdString();
  }
  EXPECT_TRUE(headings.contains(QStringLiteral("Best value"))) << headings.join(", ").toStdString();
  EXPECT_LE(box.maxVisibleItems(), 20) << "it scrolls";
}

TEST(CompareTradeOff, FewerThanThreeSaySo) {
  Compared compared;
  compared.comparison->chooseOnly({compared.id("mlp_tau0_s0"), compared.id("mlp_tau5_s0")});
  TradeOffView view(compared.comparison.get(), nullptr);
  EXPECT_TRUE(view.pareto().text().startsWith(QStringLiteral("2 of at least 3"))) << view.pareto().text().toStdString();
  compared.comparison->chooseOnly({});
  EXPECT_FALSE(view.emptyState().text.isEmpty());
}

TEST(CompareTradeOff, RunsOfDifferentDataAreKeptApart) {
  Compared compared;
  addComparedRun(compared.folder.path(), "elsewhere", 3, 0, {}, "other/data");
  compared.reread();
  compared.comparison->choose({compared.id("elsewhere")}, true);
  TradeOffView view(compared.comparison.get(), nullptr);
  EXPECT_TRUE(view.pareto().text().contains(QStringLiteral("2 data sets"))) << view.pareto().text().toStdString();
}

/// In the smallest window, where the runs are of as many data as there are runs.
TEST(CompareTradeOff, WhatIsSaidOfTheDataLeavesThePlotItsHeight) {
  Compared compared;
  for (int i = 0; i < 6; ++i)
    addComparedRun(compared.folder.path(), "elsewhere_" + std::to_string(i), 7 + i, 0, {},
                   "some/other/place/of/images/" + std::to_string(i));
  compared.reread();
  for (int i = 0; i < 6; ++i) compared.comparison->choose({compared.id("elsewhere_" + std::to_string(i))}, true);
  TradeOffView view(compared.comparison.get(), nullptr);
  view.resize(1120, 220);
  view.show();
  QTest::qWait(20);
  EXPECT_GE(view.pareto().plot().height(), kLeastPlotHeight);
  EXPECT_FALSE(view.pareto().text().contains(QStringLiteral("some/other/place"))) << "the tool tip says it";
  bool told = false;
  for (const auto* text : view.pareto().findChildren<FittedText*>())
    told = told || text->toolTip().contains(QStringLiteral("some/other/place"));
  EXPECT_TRUE(told);
}

TEST(CompareTradeOff, GoesToPaperWithItsNumbers) {
  TemporaryFolder paper;
  Compared compared;
  TradeOffView view(compared.comparison.get(), nullptr);
  keepPicture(view, {1440, 420}, QStringLiteral("compare_trade_off"));
  ASSERT_TRUE(comes([&] { return view.curve().plot().hasData(); }));
  const auto figure = view.figure();
  ASSERT_NE(figure, nullptr);
  saveFigure(*figure, QString::fromStdString((paper.path() / "pareto.svg").string()), 183);
  EXPECT_NE(readFileBytes(paper.path() / "pareto.svg").find("τ 5"), std::string::npos);
  EXPECT_NE(figure->data().tables.at(0).column("sd x"), nullptr);
  EXPECT_TRUE(figure->provenance().contains(QStringLiteral("mlp_tau5_s1")));
  EXPECT_TRUE(view.dataText().contains(QStringLiteral("mlp, τ 5")));
}

TEST(CompareCurves, AreMeansOfSeedsAndDifferencesToThePinned) {
  Compared compared;
  TradeOffView view(compared.comparison.get(), nullptr);
  keepPicture(view, {1440, 420}, QStringLiteral("compare_trade_off"));
  CurvePanel& panel = view.curve();
  ASSERT_TRUE(comes([&] { return panel.plot().plot().series.size() == 3; }));
  EXPECT_EQ(panel.plot().plot().series[0].shape, PlotSeries::Shape::Band);
  EXPECT_FALSE(panel.difference().isVisible());
  compared.comparison->pin(compared.id("mlp_tau0_s0"));
  const int smoothness = panel.choice().findData(QStringLiteral("scalar:smoothness"));
  ASSERT_GE(smoothness, 0);
  panel.choice().setCurrentIndex(smoothness);
  Q_EMIT panel.choice().activated(smoothness);
  ASSERT_TRUE(comes([&] { return panel.difference().plot().series.size() == 2; }));
  EXPECT_TRUE(panel.difference().isVisible());
  EXPECT_NEAR(panel.difference().plot().series[0].y.back(), 0.08, 1e-9);
}

/// By the keyboard: each axis has its own places, title and unit. A row is at step, step / 50 epochs, step / 100 s.
TEST(CompareCurves, RunAlongStepsEpochsTimeAndTheShareOfTheRun) {
  Compared compared;
  TradeOffView view(compared.comparison.get(), nullptr);
  keepPicture(view, {1440, 420}, QStringLiteral("compare_trade_off"));
  const PlotView& plot = view.curve().plot();
  ASSERT_TRUE(comes([&] { return plot.plot().series.size() == 3; }));
  auto* axis = view.findChild<QComboBox*>(QStringLiteral("compareAxis"));
  ASSERT_NE(axis, nullptr);
  const double steps = double(compared.run("mlp_tau0_s0").status.steps);
  const std::pair<const char*, double> axes[] = {
      {"step", 100}, {"epoch", 2}, {"seconds", 1}, {"share_percent", 100 * 100 / steps}};
  for (const auto& [column, end] : axes) {
    EXPECT_EQ(plot.plot().x.column, column);
    ASSERT_EQ(plot.plot().series.size(), 3u) << column;
    EXPECT_NEAR(plot.plot().series[0].x.front(), 0, 1e-9) << column;
    EXPECT_NEAR(plot.plot().series[0].x.back(), end, 1e-9) << column;
    QTest::keyClick(axis, Qt::Key_Down);
  }
  CurvePanel again(compared.comparison.get(), QStringLiteral("beside"), nullptr);
  EXPECT_EQ(again.plot().plot().x.column, "share_percent") << "what was chosen is kept";
}

TEST(CompareCurves, TheViewHasAPlotAScalar) {
  Compared compared;
  ComparedCurvesView view(compared.comparison.get(), nullptr);
  keepPicture(view, {1100, 500}, QStringLiteral("compare_curves"));
  ASSERT_TRUE(comes([&] { return view.plots().size() >= 6 && view.plots()[5]->hasData(); }));
  keepPicture(view, {1100, 500}, QStringLiteral("compare_curves"));
  EXPECT_EQ(view.plots()[0]->plot().heading, "Task loss");
  compared.comparison->pin(compared.id("mlp_tau0_s0"));
  view.setDifference(true);
  EXPECT_EQ(view.plots()[0]->plot().heading, "Difference in Task loss");
  EXPECT_NE(view.figure(), nullptr);
}

// ---- Sheets

struct SideBySide : Compared {
  SideBySide() {
    addComparedRun(folder.path(), "sparse", 9, 0, {0, 100});
    reread();
    comparison->chooseOnly({id("mlp_tau0_s0"), id("mlp_tau5_s0"), id("sparse")});
    view = std::make_unique<ComparedSheetsView>(comparison.get(), nullptr);
    keepPicture(*view, {1100, 480}, QStringLiteral("compare_sheets"));
    EXPECT_TRUE(comes([this] { return isReady(); }));
    keepPicture(*view, {1100, 480}, QStringLiteral("compare_sheets"));
  }
  bool isReady() const {
    const auto& sheets = view->board().sheets();
    return sheets.size() == 3 &&
           std::all_of(sheets.begin(), sheets.end(), [](auto& each) { return each.map.has_value(); });
  }
  std::unique_ptr<ComparedSheetsView> view;
};

TEST(CompareSheets, BeginWithTheLastLayerThatHasTopoLoss) {
  SideBySide side;
  auto* layer = side.view->findChild<QComboBox*>(QStringLiteral("compareLayer"));
  EXPECT_TRUE(comes([&] { return layer->currentText() == QStringLiteral("fc2"); }))
      << layer->currentText().toStdString() << ": fc3 is the readout";
  QTest::keyClick(layer, Qt::Key_End);
  side.view->slider().setValue(0);
  ASSERT_TRUE(comes([&] { return side.isReady() && side.view->board().sheets()[0].map->step == 0; }));
  EXPECT_EQ(layer->currentText(), QStringLiteral("fc3")) << "what a person chose stays";
}

TEST(CompareSheets, StandOnOneScaleThatCanBeLocked) {
  SideBySide side;
  const Limits before = side.view->limits();
  double most = 0;
  for (const ComparedSheet& sheet : side.view->board().sheets())
    for (const float value : sheet.map->values) most = std::max(most, std::abs(double(value)));
  EXPECT_NEAR(before.high, most, 1e-6) << "the largest over all that are shown";
  side.view->setLocked(true);
  side.view->slider().setValue(0);
  ASSERT_TRUE(comes([&] { return side.isReady() && side.view->board().sheets()[0].map->step == 0; }));
  EXPECT_EQ(side.view->limits(), before);
  side.view->setLocked(false);
  EXPECT_NE(side.view->limits(), before);
}

TEST(CompareSheets, ARunWithoutASnapshotThereShowsTheOneBeforeAndSaysSo) {
  SideBySide side;
  side.view->setByShare(false);
  side.view->slider().setValue(1);
  ASSERT_TRUE(comes([&] { return side.isReady() && side.view->board().sheets()[0].map->step == 50; }));
  const ComparedSheet& sparse = side.view->board().sheets()[2];
  EXPECT_TRUE(sparse.warns);
  EXPECT_EQ(sparse.note, QStringLiteral("step 0, the one before 50"));
  EXPECT_EQ(sparse.brief, QStringLiteral("step 0")) << "a whole step where there is little room";
  const ComparedBoard& board = side.view->board();
  const QPointF heading = board.sheetArea(2).topLeft() - QPointF(-4, 12);
  EXPECT_EQ(board.headingTip(heading), sparse.title + "\nstep 0, the one before 50");
  EXPECT_EQ(board.headingTip(board.unitCentre(2, 3)), QString());
  const auto* layer = static_cast<const ChoiceBox*>(&side.view->layer());
  EXPECT_EQ(layer->shownText(), layer->currentText());
  EXPECT_EQ(side.view->board().sheets()[0].note, QStringLiteral("step 50"));
}

TEST(CompareSheets, TheCursorIsInAllOfThem) {
  SideBySide side;
  ComparedBoard& board = side.view->board();
  movePointer(board, board.unitCentre(1, 3));
  EXPECT_EQ(board.cursorUnit(), 3);
  const QString tip = board.tipText(3);
  EXPECT_EQ(tip.count(QLatin1Char('\n')), 5) << tip.toStdString();
  EXPECT_TRUE(tip.contains(QStringLiteral("τ 5")));
  QTest::mouseClick(&board, Qt::LeftButton, {}, board.unitCentre(0, 2).toPoint());
  QTest::keyClick(&board, Qt::Key_Right);
  movePointer(board, QPointF(2, board.height() - 2));
  EXPECT_EQ(board.cursorUnit(), 3);
}

TEST(CompareSheets, DifferencesAreToThePinnedOne) {
  SideBySide side;
  side.comparison->pin(side.id("mlp_tau0_s0"));
  side.view->setDifference(true);
  ASSERT_TRUE(comes([&] {
    const auto& sheets = side.view->board().sheets();
    return sheets.size() == 3 && sheets[1].map && sheets[1].map->quantity == "difference";
  }));
  const auto& sheets = side.view->board().sheets();
  EXPECT_TRUE(sheets[0].pinned);
  EXPECT_FALSE(sheets[0].map);
  for (const float value : sheets[1].map->values) EXPECT_NEAR(value, 0.5, 1e-5);
  ASSERT_TRUE(comes([&] { return sheets[2].map && sheets[2].map->quantity == "difference"; }));
  EXPECT_NEAR(side.view->limits().high, 0.9, 1e-5) << "of the differences themselves, whatever the maps are of";
  EXPECT_EQ(side.view->limits().low, -side.view->limits().high);
  const Limits ofDifferences = side.view->limits();
  side.view->setLocked(true);
  side.view->slider().setValue(0);
  ASSERT_TRUE(comes([&] { return sheets[1].note == QStringLiteral("step 0") && sheets[1].map && sheets[2].map; }));
  EXPECT_EQ(side.view->limits(), ofDifferences);
  side.view->setDifference(false);
  EXPECT_NE(side.view->limits(), ofDifferences) << "limits of differences mean nothing for the maps";
  side.view->setDifference(true);
  ASSERT_TRUE(comes([&] { return side.view->board().sheets()[1].map && !side.view->board().sheets()[0].map; }));
  EXPECT_NE(side.view->figure(), nullptr);
  EXPECT_EQ(side.view->figure()->data().arrays.size(), 2u);
}

TEST(CompareSheets, AskForTwo) {
  Compared compared;
  compared.comparison->chooseOnly({compared.id("mlp_tau0_s0")});
  ComparedSheetsView view(compared.comparison.get(), nullptr);
  EXPECT_TRUE(view.emptyState().text.contains(QStringLiteral("2 to 6")));
}

/// The name says which runs it shows, and the files lie in the first one's folder.
TEST(CompareSheets, FiguresAreCalledAfterTheRunsThatTheyShow) {
  Compared compared;
  compared.comparison->chooseOnly({compared.id("mlp_tau0_s0"), compared.id("mlp_tau5_s0")});
  ComparedSheetsView sheets(compared.comparison.get(), nullptr);
  TradeOffView tradeOff(compared.comparison.get(), nullptr);
  for (const View* view : std::initializer_list<const View*>{&sheets, &tradeOff}) {
    EXPECT_EQ(view->figurePlace().name, QStringLiteral("tau0_and_tau5"));
    EXPECT_EQ(view->figurePlace().run, compared.run("mlp_tau0_s0").path);
  }
  const std::filesystem::path settings = compared.folder.path() / "other.toml";
  std::filesystem::copy_file(compared.run("mlp_tau1_s0").path / "config.toml", settings);
  compared.comparison->add(settings);
  compared.reread();
  compared.comparison->chooseOnly({settings.string()});
  EXPECT_EQ(tradeOff.figurePlace().run, std::filesystem::path()) << "a configuration has no folder of figures";
}

// ---- Differences

FakeEngine engineWithWeights() {
  FakeEngine engine;
  engine.onWeightsDifference = [](const std::filesystem::path& a, const std::filesystem::path& b) {
    EXPECT_NE(a, b);
    WeightsDifference difference;
    difference.compared = 1;
    difference.largest = difference.relative = 0.5;
    difference.cosine = 0.75;
    difference.tensors = {{"fc1.weight", TensorDifference::Kind::Compared, "32x20", "32x20", 640, 0.5, 0.25, 0.75},
                          {"fc9.weight", TensorDifference::Kind::OnlySecond, "", "4", 4}};
    return difference;
  };
  return engine;
}

TEST(CompareDifferences, AreListedTensorByTensorWithTheTwoSheets) {
  Compared compared(engineWithWeights());
  DifferencesView view(compared.comparison.get(), nullptr);
  keepPicture(view, {1200, 460}, QStringLiteral("compare_differences"));
  ASSERT_TRUE(comes([&] { return view.table().values().rowCount() == 2; }));
  ASSERT_TRUE(comes([&] { return view.board().sheets().size() == 2 && view.board().sheets()[1].map; }));
  keepPicture(view, {1200, 460}, QStringLiteral("compare_differences"));
  EXPECT_TRUE(view.table().values().text().contains(QStringLiteral("fc1.weight\t32 × 20\t0.5\t0.25\t0.75")))
      << view.table().values().text().toStdString();
  EXPECT_TRUE(view.table().values().text().contains(QStringLiteral("only in the second")));
  EXPECT_TRUE(view.text().contains(QStringLiteral("cosine")));
  EXPECT_EQ(view.board().sheets()[0].map->layer, "fc1");
  EXPECT_TRUE(view.dataText().contains(QStringLiteral("fc1.weight")));
}

TensorDifference tensorOf(const std::string& name, double relative) {
  return {name, TensorDifference::Kind::Compared, "4", "4", 4, relative, relative, 1 - relative};
}

/// What differs most stands first, counters of batches last, and what is chosen has something to show.
TEST(CompareDifferences, BeginWithTheLargestAndShowTheFirstLayerThatHasASheet) {
  FakeEngine engine;
  engine.onWeightsDifference = [](const auto&, const auto&) {
    WeightsDifference difference;
    difference.compared = 4;
    difference.tensors = {tensorOf("bn1.num_batches_tracked", 1), tensorOf("fc2.weight", 0.1),
                          tensorOf("fc1.weight", 0.4), tensorOf("bn1.weight", 0.5)};
    return difference;
  };
  Compared compared(std::move(engine));
  DifferencesView view(compared.comparison.get(), nullptr);
  keepPicture(view, {1200, 460}, QStringLiteral("compare_differences"));
  ASSERT_TRUE(comes([&] { return view.board().sheets().size() == 2 && view.board().sheets()[1].map; }));
  QStringList names;
  for (int row = 0; row < 4; ++row) names << view.table().model()->index(row, 0).data().toString();
  EXPECT_EQ(names.join(QLatin1Char(' ')), QStringLiteral("bn1.weight fc1.weight fc2.weight bn1.num_batches_tracked"));
  EXPECT_EQ(view.board().sheets()[0].map->layer, "fc1");
  EXPECT_EQ(view.table().chosenRow(), 1);
  view.table().setFocus();
  QTest::keyClick(&view.table(), Qt::Key_Down);
  EXPECT_EQ(view.board().sheets()[0].map->layer, "fc2");
  compared.comparison->sortBy(std::nullopt, true);
  EXPECT_EQ(view.table().chosenRow(), 2) << "what a person has chosen stays";
}

TEST(CompareDifferences, AFileThatCannotBeReadIsOneSentence) {
  FakeEngine engine;
  engine.onWeightsDifference = [](const auto&, const auto&) -> WeightsDifference {
    throw UserError("Cannot read x.pt: it is cut short; copy it again.");
  };
  Compared compared(std::move(engine));
  DifferencesView view(compared.comparison.get(), nullptr);
  keepPicture(view, {1200, 460}, QStringLiteral("compare_differences"));
  EXPECT_TRUE(comes([&] { return view.text().startsWith(QStringLiteral("Cannot read x.pt")); }));
}

TEST(CompareDifferences, SettingsThatDifferStandBesideEachOther) {
  Compared compared(engineWithWeights());
  DifferencesView view(compared.comparison.get(), nullptr);
  keepPicture(view, {1200, 460}, QStringLiteral("compare_differences"));
  view.second().setCurrentIndex(view.second().findText(QStringLiteral("mlp_tau5_s1")));
  view.showSettings(true);
  const QString text = view.table().values().text();
  EXPECT_TRUE(text.contains(QStringLiteral("τ\ttopoloss.tau\t0\t5"))) << text.toStdString();
  EXPECT_TRUE(text.contains(QStringLiteral("train.seed\t0\t1")));
  EXPECT_EQ(view.table().values().rowCount(), 2);
  EXPECT_TRUE(view.text().startsWith(QStringLiteral("2 settings")));
}

// ---- Any set of sources

/// A group of seeds, a checkpoint of another run and a file of weights.
struct SourcesOfAllKinds : Compared {
  SourcesOfAllKinds() : Compared(engineOfAll()) {
    const auto file = folder.write("other.safetensors", "x");
    for (const auto& place : {RunFolder(folder.path() / "mlp_tau5_s0").checkpoint(50) / "model.safetensors", file})
      comparison->add(place);
    EXPECT_TRUE(comes([this] { return !sources.reading(); }));
    reread();
    comparison->chooseOnly({id("mlp_tau0_s0"), id("mlp_tau0_s1"), id("mlp_tau5_s0:50"), id("other.safetensors")});
  }
  static FakeEngine engineOfAll() {
    FakeEngine engine;
    engine.onNetworks = [](const std::filesystem::path& place, std::int64_t step) {
      AnalysisNetwork network;
      network.run = place, network.step = step;
      (step < 0 ? network.source.weights : network.source.run) = place;
      return std::vector{network};
    };
    engine.onWeightsReport = [](const std::filesystem::path&) {
      WeightsReport report;
      report.snapshot = sampleSnapshot(50);
      return report;
    };
    engine.onWeightsDifference = [](const std::filesystem::path& a, const std::filesystem::path& b) {
      WeightsDifference difference;
      difference.notes = {a.filename().string() + " against " + b.filename().string()};
      return difference;
    };
    return engine;
  }
};

TEST(CompareSources, OfAllKindsHaveTheirSheetsSideBySide) {
  SourcesOfAllKinds all;
  ASSERT_EQ(all.comparison->compared().size(), 3u);
  ComparedSheetsView sheets(all.comparison.get(), nullptr);
  keepPicture(sheets, {1100, 480}, QStringLiteral("compare_sources"));
  const auto& shown = sheets.board().sheets();
  ASSERT_TRUE(comes([&] {
    return shown.size() == 3 &&
           std::all_of(shown.begin(), shown.end(), [](auto& each) { return each.map.has_value(); });
  }));
  QStringList notes;
  for (const ComparedSheet& sheet : shown) notes << sheet.note;
  notes.sort();
  EXPECT_EQ(notes.join(QStringLiteral("; ")), QStringLiteral("checkpoint of step 50; file of weights; step 100"));
}

TEST(CompareSources, OfAllKindsDifferTensorByTensor) {
  SourcesOfAllKinds all;
  DifferencesView view(all.comparison.get(), nullptr);
  keepPicture(view, {1200, 460}, QStringLiteral("compare_sources_differences"));
  ASSERT_EQ(view.first().count(), 4) << "each seed, the checkpoint, the file";
  for (const auto& [box, name] : {std::pair{&view.first(), "mlp_tau5_s0:50"}, {&view.second(), "other.safetensors"}}) {
    box->setCurrentIndex(box->findText(QString::fromLatin1(name)));
    Q_EMIT box->activated(box->currentIndex());
  }
  EXPECT_TRUE(comes([&] { return view.text().contains("step_000000050 against other.safetensors"); }))
      << view.text().toStdString();
}

TEST(CompareSources, WhatIsTakenOutOfTheListElsewhereIsNotSaidToBeDeleted) {
  SourcesOfAllKinds all;
  const QSignalSpy failed(all.comparison.get(), &Comparison::failed);
  while (!all.sources.list().empty()) all.sources.remove(0);
  all.reread();
  EXPECT_EQ(all.comparison->compared().size(), 1u);
  EXPECT_EQ(failed.size(), 0);
}

/// What a folder of runs holds is compared, whether or not it is the window's.
TEST(CompareSources, AFolderOfRunsIsAllOfThem) {
  SourcesOfAllKinds all;
  TemporaryFolder elsewhere;
  for (const std::int64_t seed : {0, 1}) addComparedRun(elsewhere.path(), "far_s" + std::to_string(seed), 20, seed, {});
  all.comparison->addAllIn(elsewhere.path());
  ASSERT_TRUE(comes([&] { return all.sources.list().size() == 4 && !all.sources.reading(); }));
  all.reread();
  ASSERT_EQ(all.comparison->compared().size(), 4u);
  const auto& compared = all.comparison->compared();
  const auto far =
      std::find_if(compared.begin(), compared.end(), [](const auto& each) { return each.name == "mlp, τ 20"; });
  ASSERT_NE(far, compared.end());
  EXPECT_EQ(far->runs.size(), 2u) << "two seeds of one configuration";
}

}  // namespace
}  // namespace studio
