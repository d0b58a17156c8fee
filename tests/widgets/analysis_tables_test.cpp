// Tables and matrices of analyses: numbers that stand in them, sorting, copying, choosing what a row names.
#include <gtest/gtest.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>

#include "tests/widgets/analysis_fixture.h"
#include "tests/widgets/pictures.h"
#include "widgets/analysis/result_views.h"
#include "widgets/analysis/contrast_views.h"
#include "widgets/analysis/value_table.h"
#include "widgets/frame/edge_fades.h"

namespace studio {
namespace {

TEST(ValueTable, sortsNumbersAsNumbersAndCopiesWhatIsChosen) {
  ValueTable table(QStringLiteral("numbers"), nullptr);
  const auto row = [](const char* name, double value) {
    return ValueRow{{ValueCell::of(QString::fromLatin1(name)), ValueCell::of(value)}};
  };
  table.show({{QStringLiteral("name"), false}, {QStringLiteral("value")}},
             {row("a", 10), row("b", 9.5), row("c", kUndefined), row("d", 2)});
  table.resize(300, 200);
  table.setVisible(true);
  const auto shown = [&](int row) {
    return table.model()->index(row, 0).data().toString() + table.model()->index(row, 1).data().toString();
  };
  EXPECT_EQ(shown(0), QStringLiteral("a10.00"));
  EXPECT_EQ(shown(2), QStringLiteral("cundefined"));
  const QPoint head(table.horizontalHeader()->sectionViewportPosition(1) + 20, table.horizontalHeader()->height() / 2);
  QTest::mouseClick(table.horizontalHeader()->viewport(), Qt::LeftButton, {}, head);
  QStringList order;
  for (int i = 0; i < 4; ++i) order << shown(i).left(1);
  EXPECT_TRUE(order == QStringList({"c", "d", "b", "a"}) || order == QStringList({"a", "b", "d", "c"}))
      << order.join("").toStdString();
  int chosen = -1;
  QObject::connect(&table, &ValueTable::rowChosen, [&](int row) { chosen = row; });
  table.chooseRow(1);
  EXPECT_EQ(chosen, 1);
  EXPECT_EQ(table.currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("b"));
  QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
  EXPECT_EQ(QGuiApplication::clipboard()->text(), QStringLiteral("b\t9.50\n"));
  EXPECT_EQ(table.values().text(), QStringLiteral("name\tvalue\na\t10\nb\t9.5\nc\t\nd\t2\n"));
}

/// Where the ink of a text ends at the right.
int rightEdge(const QImage& image) {
  const QRgb ground = image.pixel(1, image.height() / 2);
  for (int x = image.width() - 1; x >= 0; --x)
    for (int y = 2; y < image.height() - 4; ++y)
      if (distance(image.pixel(x, y), ground) > 150) return x;
  return -1;
}

TEST(ValueTable, headsOfNumbersEndWhereTheNumbersEnd) {
  ThemeManager::instance().choose(ThemeChoice::Light);
  ValueTable table(QStringLiteral("numbers"), nullptr);
  table.show({{QStringLiteral("name"), false}, {QStringLiteral("MMM")}},
             {{{ValueCell::of(QStringLiteral("a")), ValueCell::of(QStringLiteral("MMM"))}}});
  keepPicture(table, {300, 120}, QStringLiteral("value_table"));
  table.setColumnWidth(1, 120);
  QCoreApplication::processEvents();
  const int x = table.columnViewportPosition(1);
  QHeaderView* header = table.horizontalHeader();
  const QImage head = header->viewport()->grab({x, 0, 120, header->height()}).toImage(),
               cell = table.viewport()->grab({x, table.rowViewportPosition(0), 120, 24}).toImage();
  EXPECT_NEAR(rightEdge(head), rightEdge(cell), 2) << "letters of two sizes, one edge";
}

TEST(ValueTable, columnsBeyondAnEdgeFadeOut) {
  ThemeManager::instance().choose(ThemeChoice::Light);
  ValueTable table(QStringLiteral("numbers"), nullptr);
  std::vector<ValueColumn> columns;
  ValueRow row;
  for (int i = 0; i < 9; ++i) {
    columns.push_back({QStringLiteral("MMMMMM")});
    row.cells.push_back(ValueCell::of(QStringLiteral("MMMMMM")));
  }
  table.show(columns, {row});
  const auto inkAt = [&](int x) {
    const QImage image = table.grab().toImage();
    int inked = 0;
    const int middle = table.viewport()->y() + table.rowViewportPosition(0) + 12;
    for (int y = middle - 8; y < middle + 8; ++y)
      inked += distance(image.pixel(x, y), theme().color(Role::Panel).rgb()) > 40;
    return inked;
  };
  table.resize(400, 120);
  table.setVisible(true);
  QCoreApplication::processEvents();
  const auto* fades = table.findChild<EdgeFades*>();
  ASSERT_NE(fades, nullptr);
  EXPECT_TRUE(fades->isVisible() && fades->moreRight() && !fades->moreLeft());
  for (int x = 396; x < 399; ++x) EXPECT_EQ(inkAt(x), 0) << x;
  QScrollBar* bar = table.horizontalScrollBar();
  bar->setValue(bar->maximum() / 2);
  EXPECT_TRUE(fades->moreLeft() && fades->moreRight());
  for (int x = 1; x < 4; ++x) EXPECT_EQ(inkAt(x), 0) << x;
  bar->setValue(bar->maximum());
  EXPECT_FALSE(fades->moreRight());
  table.resize(1400, 120);
  QCoreApplication::processEvents();
  EXPECT_FALSE(fades->isVisible()) << "all columns are there";
}

TEST(PatchRows, peakUnitIsTheOneWithTheLargestValue) {
  auto analysis = std::make_shared<NetworkAnalysis>();
  analysis->contrasts = {{"faces", {}, {}}};
  analysis->layers = {{"conv", 2, 3, 6, 0}};
  const Cell layer("layer", "conv"), contrast("contrast", "faces");
  Result& patches = analysis->resultFor("patches");
  patches.table("").add({layer, contrast, {"count", std::int64_t{1}}, {"area_fraction", 0.5}});
  patches.table("patches", false)
      .add({layer,
            contrast,
            {"units", std::int64_t{3}},
            {"peak", 9.0},
            {"centroid", std::vector<double>{0.33, 1.33}},
            {"members", std::vector<std::int64_t>{1, 2, 4}}});
  const AnalysedNetwork network{AnalysisNetwork::Kind::Trained, {}, 0, analysis};
  ASSERT_EQ(patchRows(network, {}, "faces").size(), 1u);
  EXPECT_EQ(patchRows(network, {}, {})[0].peakUnit, 1);  // without a map: the one nearest to the middle
  analysis->resultFor("selectivity").maps = {{"conv", "faces.t", 2, 3, 0, {0, 1, 8, 0, NAN, 0}}};
  EXPECT_EQ(patchRows(network, {}, {})[0].peakUnit, 2);
  EXPECT_TRUE(patchRows(network, "other", {}).empty());
  const auto sums = patchSummaries({network}, {});
  ASSERT_EQ(sums.size(), 1u);
  EXPECT_EQ(sums[0].patches, 1);
  EXPECT_EQ(sums[0].largest, 3);
  EXPECT_EQ(sums[0].area, 0.5);
  EXPECT_TRUE(std::isnan(sums[0].morans));
}

struct ViewsTest : testing::TestWithParam<ThemeChoice> {
  ViewsTest() { ThemeManager::instance().choose(GetParam()); }
  static QString suffix() {
    return GetParam() == ThemeChoice::Dark ? QStringLiteral("_dark") : QStringLiteral("_light");
  }
};

TEST_P(ViewsTest, choosingAPatchChoosesItsLayerAndPeakUnit) {
  SampleAnalyses sample;
  PatchesView view({&sample.monitor, &sample.analyses}, nullptr);
  keepPicture(view, {920, 620}, QStringLiteral("patches_view") + suffix());
  EXPECT_TRUE(view.emptyState().text.isEmpty());
  ASSERT_FALSE(view.patches().empty());
  EXPECT_EQ(view.summary().model()->rowCount(), 5 * 3);
  const int last = int(view.patches().size()) - 1;
  const QModelIndex index = view.list().model()->index(last, 0);
  view.list().scrollTo(index);
  QTest::mouseClick(view.list().viewport(), Qt::LeftButton, {}, view.list().visualRect(index).center());
  EXPECT_EQ(sample.analyses.selection().layer(), view.patches()[std::size_t(last)].layer);
  EXPECT_EQ(sample.analyses.selection().unit(), view.patches()[std::size_t(last)].peakUnit);
  const SheetMap* map = sample.analyses.results().first()->found->map(sample.analyses.selection().layer(), "faces.t");
  EXPECT_NEAR(map->values[std::size_t(sample.analyses.selection().unit())],
              view.patches()[std::size_t(last)].patch.peak, 1e-6);
  // Another contrast: its patches.
  QTest::keyClick(&view.summary(), Qt::Key_Down);
  EXPECT_EQ(view.summary().chosenRow(), 1);
  for (const PatchRow& row : view.patches()) EXPECT_EQ(row.contrast, "faces");  // faces of the baseline
  QTest::keyClick(&view.summary(), Qt::Key_End, Qt::ControlModifier);
  EXPECT_TRUE(view.dataText().startsWith(QStringLiteral("Contrast\tNetwork\tPatches")));
  EXPECT_TRUE(view.dataText().contains(QStringLiteral("\nFaces\t"))) << "named as over the maps";
}

TEST_P(ViewsTest, tableHasEverythingAndChoosesLayers) {
  SampleAnalyses sample;
  AnalysisTableView view({&sample.monitor, &sample.analyses}, nullptr);
  keepPicture(view, {920, 620}, QStringLiteral("table_view") + suffix());
  EXPECT_EQ(view.table().model()->rowCount(),
            3 * 5 + 2);  // four layers and their mean, and two less the pinned baseline
  const QString text = view.dataText();
  for (const char* part : {"Smoothness", "LLCNN", "Dimensionality", "Faces: largest t", "Animacy: Moran's I",
                           "Bodies and Faces: SSIM", "Trained\tlayer1.0.conv2\t8 × 8\t64", "mean of 4"})
    EXPECT_TRUE(text.contains(QString::fromUtf8(part))) << part;
  EXPECT_FALSE(text.contains(QStringLiteral("Pinwheels")));  // not computed for these stimuli
  view.table().chooseRow(2);
  EXPECT_EQ(sample.analyses.selection().layer(), "layer3.1.conv2");
  view.table().chooseRow(4);  // a mean has no layer
  EXPECT_EQ(sample.analyses.selection().layer(), "layer3.1.conv2");
}

TEST_P(ViewsTest, similarityShowsTheChosenMeasure) {
  SampleAnalyses sample;
  sample.analyses.selection().setLayer("layer2.1.conv2");
  SimilarityPanel panel(&sample.analyses, nullptr);
  keepPicture(panel, {288, 216}, QStringLiteral("similarity_dock") + suffix());
  const auto found = similarPairs(*sample.analyses.results().first()->found, "layer2.1.conv2");
  EXPECT_EQ(panel.matrix().names(), (std::vector<std::string>{"faces", "bodies", "scenes", "size", "animacy"}));
  EXPECT_EQ(panel.matrix().value(1, 0), found[0].pearson);
  EXPECT_FALSE(panel.matrix().cellText(1, 0).isEmpty());
  EXPECT_TRUE(std::isnan(panel.matrix().value(0, 1)));  // the lower triangle only
  QToolButton* ssim = nullptr;
  for (QToolButton* button : panel.findChildren<QToolButton*>())
    if (button->text() == QStringLiteral("SSIM")) ssim = button;
  ASSERT_NE(ssim, nullptr);
  QTest::mouseClick(ssim, Qt::LeftButton);
  EXPECT_EQ(panel.matrix().value(1, 0), found[0].ssim);
  EXPECT_TRUE(panel.matrix().tipAt(panel.matrix().cellRect(1, 0).center()).contains(QStringLiteral("Spearman")));
  EXPECT_TRUE(
      panel.matrix().tipAt(panel.matrix().cellRect(1, 0).center()).startsWith(QStringLiteral("Bodies and Faces")));
  EXPECT_TRUE(panel.matrix().tipAt({1, 1}).isEmpty());
  SimilarityView view({&sample.monitor, &sample.analyses}, nullptr);
  keepPicture(view, {920, 620}, QStringLiteral("similarity_view") + suffix());
  ASSERT_EQ(view.matrices().size(), 4u);
  EXPECT_EQ(view.matrices()[1]->value(1, 0), found[0].pearson);
  EXPECT_TRUE(view.dataText().contains(QStringLiteral("layer2.1.conv2\tbodies\tfaces\t")));
}

INSTANTIATE_TEST_SUITE_P(Themes, ViewsTest, testing::Values(ThemeChoice::Light, ThemeChoice::Dark),
                         [](const auto& info) { return info.param == ThemeChoice::Dark ? "Dark" : "Light"; });

TEST(SimilarityMatrix, manyContrastsKeepTheirColoursWithoutNumbers) {
  std::vector<std::string> names;
  std::vector<SimilarPair> pairs;
  for (int i = 0; i < 14; ++i) {
    names.push_back("category " + std::to_string(i));
    for (int k = 0; k < i; ++k)
      pairs.push_back({names[std::size_t(i)], names[std::size_t(k)], std::cos(i - k), 0, kUndefined});
  }
  SimilarityMatrix matrix(nullptr);
  matrix.show(names, pairs, SimilarityMeasure::Pearson);
  keepPicture(matrix, {256, matrix.sizeHint().height()}, QStringLiteral("similarity_many"));
  EXPECT_TRUE(matrix.cellText(3, 1).isEmpty());
  EXPECT_LE(matrix.cellRect(13, 12).right(), 256.5);
  matrix.show(names, pairs, SimilarityMeasure::Spearman);
  matrix.resize(1200, 400);
  EXPECT_EQ(matrix.cellText(3, 1), QStringLiteral("–"));
}

TEST(AnalysisViews, sayWhatIsMissing) {
  SampleAnalyses sample(sampleEngine(true));  // gratings: no categories
  EXPECT_EQ(PatchesView({&sample.monitor, &sample.analyses}, nullptr).emptyState().actionId,
            QStringLiteral("analyse.chooseStimuli"));
  EXPECT_EQ(SimilarityView({&sample.monitor, &sample.analyses}, nullptr).emptyState().actionId,
            QStringLiteral("analyse.chooseStimuli"));
  EXPECT_TRUE(AnalysisTableView({&sample.monitor, &sample.analyses}, nullptr).emptyState().text.isEmpty());
  SampleAnalyses nothing(sampleEngine(false, false));
  EXPECT_EQ(AnalysisTableView({&nothing.monitor, &nothing.analyses}, nullptr).emptyState().actionId,
            QStringLiteral("analyse.runAll"));
}

}  // namespace
}  // namespace studio
