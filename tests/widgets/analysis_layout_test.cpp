// Where maps of contrasts stand, outlines without an analysis of patches, limits, and which network is shown.
#include <gtest/gtest.h>

#include <QComboBox>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>

#include "tests/widgets/analysis_fixture.h"
#include "tests/widgets/pictures.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/analysis_panel.h"
#include "widgets/analysis/result_views.h"
#include "widgets/analysis/contrast_views.h"
#include "widgets/analysis/maps_board.h"
#include "widgets/analysis/maps_table.h"
#include "widgets/analysis/network_choice.h"
#include "widgets/analysis/outlines.h"

namespace studio {
namespace {

/// Everything inside, nothing over anything else.
void expectInOrder(const MapsLayout& layout, const QSize& space, std::size_t rows, std::size_t columns) {
  std::vector<QRectF> places;
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t column = 0; column < columns; ++column) places.push_back(layout.map(row, column));
  for (const auto& names : {layout.headings(), layout.labels()})
    for (const MapsLayout::Name& name : names) places.push_back(name.place);
  for (std::size_t i = 0; i < places.size(); ++i) {
    EXPECT_TRUE(QRectF(QPointF(), space).contains(places[i])) << i << " of " << columns << " columns";
    for (std::size_t other = 0; other < i; ++other) EXPECT_FALSE(places[i].intersects(places[other])) << i << other;
  }
}

TEST(MapsLayout, contrastsOfFewNetworksAreBrokenIntoLines) {
  const QSize space(780, 480);
  const MapsLayout layout(space, {true, true}, 10, 16, 16);
  EXPECT_FALSE(layout.isOneBlock());
  EXPECT_GT(layout.map(0, 9).top(), layout.map(1, 0).bottom()) << "the last contrast stands in a second line";
  EXPECT_GE(layout.map(0, 0).width(), 80);
  EXPECT_EQ(layout.headings().size(), 10u);
  EXPECT_EQ(layout.labels().size(), 4u) << "each line names its networks";
  expectInOrder(layout, space, 2, 10);
}

TEST(MapsLayout, fewContrastsOfSeveralNetworksStandBesideEachOther) {
  const QSize space(1400, 480);
  const MapsLayout layout(space, {true, true, true}, 1, 16, 16);
  EXPECT_FALSE(layout.isOneBlock());
  EXPECT_EQ(layout.map(0, 0).top(), layout.map(2, 0).top());
  EXPECT_GT(layout.map(1, 0).left(), layout.map(0, 0).right());
  EXPECT_GE(layout.map(0, 0).height(), 340) << "three below each other would be 130 px high";
  expectInOrder(layout, space, 3, 1);
}

TEST(MapsLayout, mapsGrowWithTheWidth) {
  double before = 0;
  for (const QSize& space : {QSize(830, 480), QSize(1330, 660), QSize(1970, 1020)}) {
    const MapsLayout layout(space, {true, true, true}, 5, 16, 16);
    expectInOrder(layout, space, 3, 5);
    EXPECT_GT(layout.map(0, 0).width(), before);
    before = layout.map(0, 0).width();
    EXPECT_GE(layout.size().width(), 0.8 * space.width()) << space.width();
  }
}

TEST(MapsLayout, aNetworkWithoutMapsIsAsHighAsItsNote) {
  const QSize space(830, 480);
  const MapsLayout layout(space, {true, false, true}, 5, 16, 16);
  EXPECT_NEAR(layout.map(2, 0).top() - layout.note(1).top(), MapsLayout::kNote + MapsLayout::kBetweenRows, 1);
}

TEST(MapsLayout, theNoteOfANetworkWithoutMapsStandsInTheFirstLineAlone) {
  const QSize space(770, 470);
  const MapsLayout layout(space, {true, false, true}, 10, 16, 16);
  EXPECT_FALSE(layout.isOneBlock()) << "all ten are in sight";
  EXPECT_EQ(layout.labels().size(), 5u);
  EXPECT_NEAR(layout.map(2, 9).top() - layout.map(0, 9).top(),
              layout.map(2, 0).top() - layout.map(0, 0).top() - MapsLayout::kNote - MapsLayout::kBetweenRows, 1);
  EXPECT_LE(layout.size().height(), space.height());
  EXPECT_LE(layout.size().width(), space.width());
}

TEST(Outlines, followTheSmoothedMapAboveTheThreshold) {
  SheetMap map{"a", "faces.t", 10, 10, 0, std::vector<float>(100, 0)};
  for (const int row : {2, 3, 4})
    for (const int column : {5, 6, 7}) map.values[std::size_t(row * 10 + column)] = 9;
  map.values[90] = 9;  // alone: smoothed it is below
  const Patches sharp = findOutlined(map, {2, 0, 3});
  ASSERT_EQ(sharp.list.size(), 1u) << "one unit is no patch";
  EXPECT_EQ(sharp.list[0].units, (std::vector<std::int64_t>{25, 26, 27, 35, 36, 37, 45, 46, 47}));
  EXPECT_EQ(sharp.list[0].row, 3);
  EXPECT_EQ(sharp.list[0].column, 6);
  EXPECT_DOUBLE_EQ(sharp.areaFraction, 0.09);
  EXPECT_GT(findOutlined(map, {2, 1, 3}).list[0].units.size(), 9u) << "smoothing widens it";
  EXPECT_TRUE(findOutlined(map, {10, 0, 1}).list.empty());
  AnalysisSettings settings;
  EXPECT_NEAR(outlineRule(settings, 16, 32).sigma, 0.034 * 32, 1e-9);
  EXPECT_EQ(outlineRule(settings, 16, 32).smallest, 11);
  EXPECT_EQ(outlineText({2, 1.088, 11}, "t"), QStringLiteral("smoothed t > 2, σ 1.1 units, from 11 units on"));
}

struct ShownMapsView : SampleAnalyses {
  MapsView view;
  explicit ShownMapsView(FakeEngine engine = sampleEngine())
      : SampleAnalyses(std::move(engine)), view({&monitor, &analyses}, nullptr) {
    ThemeManager::instance().choose(ThemeChoice::Dark);
    analyses.selection().setLayer("layer3.1.conv2");
    view.resize(904, 732);
    view.show();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
  }
};

TEST(AnalysisMaps, outlinesNeedNoAnalysisOfPatches) {
  FakeEngine engine = sampleEngine();
  engine.onStoredAnalysis = [](const AnalysisRequest& request) {
    NetworkAnalysis found = sampleAnalysis(kindIn(request));
    std::erase_if(found.results, [](const Result& result) { return result.analysis == "patches"; });
    return found;
  };
  ShownMapsView maps(std::move(engine));
  const ShownMaps shown = shownMaps(maps.analyses);
  const ShownMap* faces = shown.find(0, 0);
  ASSERT_TRUE(faces && faces->patches);
  EXPECT_FALSE(faces->patches->list.empty());
  EXPECT_FALSE(shown.find(1, 0)->patches) << "controls have no outlines";
  EXPECT_NE(maps.view.table().trainedRows()[0][1], QStringLiteral("–"));
  const QImage with = maps.view.board().grab().toImage();
  AnalysisDisplay display = maps.analyses.selection().display();
  display.outlines = false;
  maps.analyses.selection().setDisplay(display);
  QCoreApplication::processEvents();
  EXPECT_NE(with, maps.view.board().grab().toImage());
}

TEST(AnalysisMaps, robustAndManualLimitsAreChosenInThePanel) {
  ShownMapsView maps;
  AnalysisPanel panel(&maps.analyses, nullptr);
  panel.resize(240, 800);
  panel.show();
  const double all = shownMaps(maps.analyses).limit;
  auto* limits = qobject_cast<QComboBox*>(panel.field(QStringLiteral("limits")));
  auto* range = qobject_cast<QLineEdit*>(panel.field(QStringLiteral("range")));
  ASSERT_TRUE(limits && range && limits->isVisible() && range->isVisible());
  limits->setFocus();
  QTest::keyClick(limits, Qt::Key_Down);
  EXPECT_EQ(maps.analyses.selection().display().percentile, kRobustPercentile);
  const double robust = shownMaps(maps.analyses).limit;
  EXPECT_LT(robust, all);
  QCoreApplication::processEvents();
  EXPECT_EQ(maps.view.bar().notes().front(), QStringLiteral("99 % limits"));
  EXPECT_TRUE(maps.view.bar().notes().back().endsWith(QStringLiteral(" beyond")));
  EXPECT_EQ(range->text(), limitText(robust, {-robust, robust}, false)) << "as on the colour bar";
  range->setFocus();
  range->selectAll();
  QTest::keyClicks(range, QStringLiteral("6.5"));
  QTest::keyClick(range, Qt::Key_Return);
  EXPECT_EQ(maps.analyses.selection().display().lockedLimit, 6.5);
  EXPECT_EQ(limits->currentText(), QStringLiteral("Manual"));
  limits->setFocus();
  QTest::keyClick(limits, Qt::Key_Home);
  EXPECT_FALSE(maps.analyses.selection().display().lockedLimit);
  EXPECT_EQ(shownMaps(maps.analyses).limit, all);
}

TEST(NetworkChoice, stackAndSimilarityShowTheNetworkThatIsChosen) {
  SampleAnalyses sample;
  ContrastStackView stack({&sample.monitor, &sample.analyses}, nullptr);
  SimilarityView similarity({&sample.monitor, &sample.analyses}, nullptr);
  for (QWidget* view : {static_cast<QWidget*>(&stack), static_cast<QWidget*>(&similarity)}) {
    view->resize(900, 500);
    view->show();
    QCoreApplication::processEvents();
    const QImage trained = view->grab().toImage();
    auto* choice = view->findChild<NetworkChoice*>();
    ASSERT_TRUE(choice->isVisible());
    ASSERT_EQ(choice->count(), 3);
    EXPECT_EQ(choice->currentText(), QStringLiteral("Trained"));
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    QCoreApplication::processEvents();
    EXPECT_EQ(choice->row(), &sample.analyses.results().rows()[1]);
    EXPECT_NE(view->grab().toImage(), trained);
  }
  EXPECT_TRUE(similarity.dataText().contains(QStringLiteral("faces")));
}

TEST(AnalysisTable, aGroupTellsHowMuchItsSeedsDiffer) {
  const auto make = [](double shift) {
    NetworkAnalysis found = sampleAnalysis(AnalysisNetwork::Kind::Trained);
    for (Result& result : found.results)
      if (result.analysis == "smoothness") {
        Table changed("", false);
        for (const SampleSheet& sheet : sampleSheets())
          changed.add({{"layer", sheet.layer}, {"max_minus_min", 0.5 + shift}, {"llcnn", 0.4}, {"tdann", 0.3}});
        result.table("") = changed;
      }
    return std::make_shared<const NetworkAnalysis>(std::move(found));
  };
  AnalysedNetwork group;
  group.found = make(0.1);
  group.addedName = QStringLiteral("3 seeds");
  group.members = {make(0), make(0.1), make(0.2)};
  const MeasureTable table = measureTable({group}, sampleKinds());
  const auto spread = std::find_if(table.rows.begin(), table.rows.end(), [](const ValueRow& row) {
    return row.cells[1].text == QStringLiteral("s.d. of 3 seeds");
  });
  ASSERT_NE(spread, table.rows.end());
  bool found = false;
  for (std::size_t column = 0; column < table.columns.size(); ++column)
    if (table.columns[column].title.startsWith(QStringLiteral("Smoothness"), Qt::CaseInsensitive) ||
        table.columns[column].title.contains(QStringLiteral("smoothness"))) {
      ASSERT_TRUE(spread->cells[column].value) << table.columns[column].title.toStdString();
      found = found || std::abs(*spread->cells[column].value - 0.1) < 1e-9;
    }
  EXPECT_TRUE(found) << "0, 0.1 and 0.2 differ by 0.1";
}

/// Its stimuli are text: contrasts and angles are not offered, and one sentence says why.
TEST(LanguageModels, onlyWhatFitsIsOffered) {
  FakeEngine engine = sampleEngine();
  engine.onStimuliChoices = [] {
    return std::vector<StimuliChoice>{{"", "Validation text"}};  // the engine offers what fits
  };
  SampleAnalyses sample(std::move(engine));
  AnalysisList list(&sample.analyses, nullptr);
  const int all = list.model()->rowCount();
  RunData data = sample.monitor.data();
  data.config.model.vocabulary = 256;
  data.caption = "nanoGPT; all 40 tensors matched";
  data.folder = RunFolder("runs/nanogpt.pt");
  sample.monitor.openStandalone(data);
  ASSERT_TRUE(comes([&] { return sample.analyses.choices().isLanguage() && !sample.analyses.reading(); }));
  EXPECT_LT(list.model()->rowCount(), all);
  for (const AnalysisLine& line : analysisLines(sample.analyses))
    EXPECT_TRUE(line.name == "smoothness" || line.name == "dimensionality") << line.name;
  ASSERT_EQ(sample.analyses.choices().offeredStimuli().size(), 1u);
  EXPECT_EQ(sample.analyses.choices().offeredStimuli()[0].title, "Validation text");
  int said = 0;
  for (const AnalysisNote& note : collectNotes(sample.analyses))
    said += note.text.contains(QStringLiteral("needs images"));
  EXPECT_EQ(said, 1);
  EXPECT_FALSE(list.chosen().isEmpty()) << "one of those that are offered is chosen";
}

}  // namespace
}  // namespace studio
