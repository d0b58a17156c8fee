// Figures of analyses as files: size, what stands in them, the data beside them.
#include <gtest/gtest.h>

#include <QDir>
#include <QImage>
#include <QXmlStreamReader>

#include "tests/widgets/analysis_fixture.h"
#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/contrast_views.h"
#include "widgets/analysis/orientation_figure.h"
#include "widgets/analysis/selectivity_figure.h"
#include "widgets/export/run_figures.h"
#include "widgets/analysis/similarity_matrix.h"
#include "widgets/export/figure_print.h"

namespace studio {
namespace {

std::vector<AnalysedNetwork> sampleAnalysed(bool gratings = false) {
  std::vector<AnalysedNetwork> networks;
  for (const AnalysisNetwork& network : sampleNetworks())
    networks.push_back({network.kind, QString::fromStdString(network.detail),
                        network.kind == AnalysisNetwork::Kind::Trained ? 3 : 0,
                        std::make_shared<const NetworkAnalysis>(sampleAnalysis(network.kind, gratings))});
  return networks;
}

std::unique_ptr<Figure> plotFigure(const std::string& name, const std::vector<AnalysedNetwork>& networks,
                                   const std::string& layer) {
  const auto kinds = sampleKinds();
  return makePlotFigure({findPlot(kinds, name).plot->make(plottedNetworks(networks), layer)}, provenanceText(networks));
}

std::vector<std::pair<QString, std::unique_ptr<Figure>>> allFigures() {
  std::vector<std::pair<QString, std::unique_ptr<Figure>>> figures;
  figures.emplace_back(QStringLiteral("distance"), plotFigure("distance", sampleAnalysed(), "layer3.1.conv2"));
  figures.emplace_back(QStringLiteral("distance_all"), plotFigure("distance", sampleAnalysed(), {}));
  figures.emplace_back(QStringLiteral("dimensionality"), plotFigure("dimensionality", sampleAnalysed(), {}));
  figures.emplace_back(QStringLiteral("similarity"),
                       makeSimilarityFigure(sampleAnalysed()[0], SimilarityMeasure::Pearson));
  figures.emplace_back(QStringLiteral("orientation"), makeOrientationFigure(sampleAnalysed(true), "layer3.1.conv2"));
  return figures;
}

TEST(AnalysisFigures, areDrawnInsideTheirBoxAtEveryWidth) {
  TemporaryFolder folder;
  for (const auto& [name, figure] : allFigures()) {
    ASSERT_NE(figure, nullptr) << name.toStdString();
    for (const double width : {89.0, 183.0}) {
      const QString file =
          QStringLiteral("%1/%2_%3.png").arg(QString::fromStdString(folder.path().string()), name).arg(width);
      saveFigure(*figure, file, width);
      const QImage image(file);
      ASSERT_FALSE(image.isNull()) << name.toStdString();
      EXPECT_NEAR(image.width(), width / 25.4 * 600, 1);
      EXPECT_NEAR(image.height(), figure->heightMm(width) / 25.4 * 600, 1);
      int inked = 0;
      for (int x = 0; x < image.width(); ++x)
        inked += qGray(image.pixel(x, 0)) < 250 || qGray(image.pixel(x, image.height() - 1)) < 250;
      EXPECT_EQ(inked, 0) << name.toStdString() << " reaches over its edge";
      QDir().mkpath(QStringLiteral(STUDIO_BINARY_DIR "/pictures"));
      image.scaledToWidth(1000, Qt::SmoothTransformation)
          .save(QStringLiteral(STUDIO_BINARY_DIR "/pictures/figure_%1_%2.png").arg(name).arg(width));
    }
  }
}

TEST(AnalysisFigures, sayWhatIsInThem) {
  TemporaryFolder folder;
  const std::vector<std::pair<int, QStringList>> words = {
      {0, {"trained 0.84", "baseline 0.18", "untrained 0.02", "Distance, units", "Correlation over stimuli"}},
      {2, {"τ 10", "step 0", "Smoothness", "Effective dimensionality"}},
      {3, {"Animacy", "layer3.1.conv2", "Similarity of maps, Pearson"}},
      {4, {"Preferred angle", "90°", "+ 2, − 1", "Untrained"}}};
  const auto figures = allFigures();
  for (const auto& [index, texts] : words) {
    const QString file = QString::fromStdString((folder.path() / "figure.svg").string());
    saveFigure(*figures[std::size_t(index)].second, file, 120);
    const QString svg = QString::fromStdString(readFileBytes(file.toStdString()));
    for (const QString& text : texts)
      EXPECT_TRUE(svg.contains(text)) << figures[std::size_t(index)].first.toStdString() << ": " << text.toStdString();
  }
  EXPECT_TRUE(figures[0].second->provenance().contains(QStringLiteral("resnet18:300240")));
}

TEST(AnalysisFigures, haveTheirDataBesideThem) {
  const auto figures = allFigures();
  const FigureData distance = figures[0].second->data();
  ASSERT_EQ(distance.tables.size(), 1u);
  const Table& table = distance.tables[0];
  EXPECT_EQ(table.text(0, "network"), "trained");
  EXPECT_EQ(table.text(0, "layer"), "layer3.1.conv2");
  EXPECT_EQ(table.number(0, "distance"), 1);
  EXPECT_EQ(
      table.number(0, "correlation"),
      sampleAnalysed()[0].found->result("smoothness")->list("curve", {{"layer", "layer3.1.conv2"}}, "correlation")[0]);
  EXPECT_EQ(table.number(0, "pairs"), 480);
  EXPECT_EQ(table.text(table.rows() - 1, "network"), "untrained");
  const FigureData similarity = figures[3].second->data();
  EXPECT_EQ(similarity.tables[0].text(0, "contrast_a"), "bodies");
  const FigureData orientation = figures[4].second->data();
  EXPECT_EQ(orientation.arrays.size(), 6u);
  EXPECT_EQ(orientation.tables[0].rows(), 9u);
  EXPECT_EQ(orientation.tables[0].text(0, "network"), "trained");
}

TEST(AnalysisFigures, ofNothingAreNone) {
  EXPECT_EQ(plotFigure("distance", {}, {}), nullptr);
  EXPECT_EQ(plotFigure("distance", sampleAnalysed(), "no such layer"), nullptr);
  EXPECT_EQ(plotFigure("dimensionality", {}, {}), nullptr);
  EXPECT_EQ(makeOrientationFigure(sampleAnalysed(false), "layer3.1.conv2"), nullptr);
  EXPECT_EQ(makeSimilarityFigure({AnalysisNetwork::Kind::Trained, {}, 0, std::make_shared<const NetworkAnalysis>()},
                                 SimilarityMeasure::Ssim),
            nullptr);
}

TEST(AnalysisFigures, selectivityHasAllMapsOnOneScaleAndTheirDataBeside) {
  SampleAnalyses sample;
  sample.analyses.selection().setLayer("layer3.1.conv2");
  MapsView view({&sample.monitor, &sample.analyses}, nullptr);
  const auto figure = view.figure();
  ASSERT_NE(figure, nullptr);
  EXPECT_EQ(figure->title(), "Selectivity in layer3.1.conv2");
  EXPECT_TRUE(figure->provenance().contains("step 300240, stimuli synthetic localizer"))
      << figure->provenance().toStdString();
  const FigureData data = figure->data();
  ASSERT_EQ(data.arrays.size(), 15u);
  EXPECT_EQ(data.arrays[6].first, "layer3.1.conv2_bodies.t_baseline");
  EXPECT_EQ(data.arrays[6].second.asFloats(),
            sample.analyses.results().rows()[1].found->map("layer3.1.conv2", "bodies.t")->values);
  ASSERT_EQ(data.tables.front().rows(), 15u);
  EXPECT_EQ(data.tables.front().text(14, "contrast"), "animacy");
  EXPECT_NEAR(data.tables.front().number(0, "largest_value"), 14.1, 1e-4);
  QDir().mkpath(QStringLiteral(STUDIO_BINARY_DIR "/pictures"));
  for (const double width : {89.0, 183.0}) {
    EXPECT_LT(figure->heightMm(width), width);
    saveFigure(*figure, QStringLiteral(STUDIO_BINARY_DIR "/pictures/figure_selectivity_%1.png").arg(int(width)), width);
  }
  AnalysisDisplay display;
  display.sigma = 1.5;
  sample.analyses.selection().setDisplay(display);
  EXPECT_TRUE(view.figure()->title().contains(QStringLiteral("smoothed with σ = 1.5 units"))) << "smoothing is named";
  EXPECT_EQ(view.figure()->data().arrays[6].second.asFloats(), data.arrays[6].second.asFloats())
      << "the data are as measured";
}

/// All that stands on the paper.
QString paperText(const Figure& figure) {
  const QString file = QStringLiteral(STUDIO_BINARY_DIR "/pictures/figure_source.svg");
  QDir().mkpath(QStringLiteral(STUDIO_BINARY_DIR "/pictures"));
  saveFigure(figure, file, 183);
  QFile written(file);
  EXPECT_TRUE(written.open(QIODevice::ReadOnly));
  QXmlStreamReader xml(&written);
  QString text;
  while (!xml.atEnd())
    if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("text"))
      text += xml.readElementText(QXmlStreamReader::IncludeChildElements) + QLatin1Char(' ');
  return text;
}

TEST(AnalysisFigures, sayOnPaperOfWhichRunStepAndStimuliTheyAre) {
  SampleAnalyses sample;
  MapsView view({&sample.monitor, &sample.analyses}, nullptr);
  const auto figure = view.figure();
  ASSERT_NE(figure, nullptr);
  const QString text = paperText(*figure);
  EXPECT_TRUE(text.contains("step 300240")) << text.toStdString();
  EXPECT_TRUE(text.contains("stimuli synthetic localizer")) << text.toStdString();
}

/// As the window calls them: a file, and random weights, once.
TEST(AnalysisFigures, ofAFileOfWeightsNameTheFileAndItsControl) {
  SelectivityMaps maps;
  maps.layer = "layer3.1.conv2";
  maps.source = sampleFile();
  for (const Contrast& contrast : sampleContrasts()) maps.contrasts.push_back(contrast.name);
  using Kind = AnalysisNetwork::Kind;
  for (const auto& [kind, detail] : {std::pair{Kind::Trained, "net.safetensors"}, {Kind::Untrained, "seed 0"}}) {
    NetworkAnalysis found = sampleAnalysis(kind);
    found.step = kind == Kind::Trained ? -1 : 0;
    maps.networks.push_back({kind, detail, 0, std::make_shared<const NetworkAnalysis>(found)});
  }
  maps.settings = maps.networks.front().found->settings;
  const auto figure = makeSelectivityFigure(std::move(maps));
  ASSERT_NE(figure, nullptr);
  const QString text = paperText(*figure);
  EXPECT_EQ(text.count("Control: random weights"), 1) << text.toStdString();
  EXPECT_FALSE(text.contains("untrained network") || text.contains("seed 0")) << text.toStdString();
  EXPECT_TRUE(text.contains("file weights.safetensors")) << text.toStdString();
  EXPECT_TRUE(text.contains("stimuli synthetic localizer")) << text.toStdString();
}

}  // namespace
}  // namespace studio
