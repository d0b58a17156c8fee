// Figures as files: what a journal would check, over all rows of the table.
#include <gtest/gtest.h>
#include <zlib.h>

#include <QImage>
#include <QRegularExpression>
#include <QXmlStreamReader>
#include <algorithm>

#include "tests/support/user_error.h"
#include "tests/widgets/analysis_fixture.h"
#include "widgets/export/figure_print.h"
#include "widgets/export/run_figures.h"
#include "widgets/figure/figures.h"
#include "widgets/runs/run_data.h"
#include "widgets/frame/theme.h"
#include "widgets/sheets/colour_maps.h"

namespace studio {
namespace {

/// A PDF with all its deflated streams opened, so that one can search it.
std::string openedPdf(const std::string& pdf) {
  std::string result = pdf;
  for (std::size_t at = 0; (at = pdf.find("stream\n", at)) != std::string::npos; at += 7) {
    if (at >= 3 && pdf.compare(at - 3, 3, "end") == 0) continue;
    std::string out(std::size_t{1} << 22, 0);
    uLongf size = out.size();
    const auto* from = reinterpret_cast<const Bytef*>(pdf.data() + at + 7);
    z_stream stream{};
    inflateInit(&stream);
    stream.next_in = const_cast<Bytef*>(from);
    stream.avail_in = uInt(pdf.size() - at - 7);
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(size);
    if (inflate(&stream, Z_FINISH) == Z_STREAM_END) result.append(out.data(), stream.total_out);
    inflateEnd(&stream);
  }
  return result;
}

int count(const std::string& text, const std::string& part) {
  int found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++found;
  return found;
}

class EveryFigure : public testing::TestWithParam<FigureEntry> {
 protected:
  void SetUp() override {
    const RunFolder run = writeSampleRun(folder_.path());
    storeSampleAnalyses(run, 100);
    run_ = loadRunData(run);
    figure_ = GetParam().make({run_}, ViewState{});
    ASSERT_NE(figure_, nullptr);
  }
  QString file(const char* ending) const {
    return QString::fromStdString((folder_.path() / ("figure" + std::string(ending))).string());
  }
  std::string saved(const char* ending, double widthMm = 89) const {
    saveFigure(*figure_, file(ending), widthMm);
    return readFileBytes(file(ending).toStdString());
  }
  TemporaryFolder folder_;
  RunData run_;
  std::unique_ptr<Figure> figure_;
};

TEST_P(EveryFigure, pdfHasItsSizeAndFontsAndNoJpeg) {
  for (const double width : {89.0, 183.0}) {
    const std::string pdf = saved(".pdf", width), opened = openedPdf(pdf);
    EXPECT_EQ(pdf.substr(0, 5), "%PDF-");
    EXPECT_EQ(count(opened, "/DCTDecode"), 0);
    EXPECT_GE(count(opened, "/FontFile"), 1);
    const auto box = QRegularExpression("/MediaBox \\[0 0 ([\\d.]+) ([\\d.]+)")
                         .match(QString::fromLatin1(pdf.c_str(), qsizetype(pdf.size())));
    ASSERT_TRUE(box.hasMatch());
    EXPECT_NEAR(box.captured(1).toDouble(), width * 72 / 25.4, 0.6);
    EXPECT_NEAR(box.captured(2).toDouble(), figure_->heightMm(width) * 72 / 25.4, 0.6);
    EXPECT_LT(pdf.size(), 500000u);
  }
}

TEST_P(EveryFigure, svgCountsInMillimetresAndStaysInsideItsBox) {
  const std::string svg = saved(".svg", 120);
  const double height = figure_->heightMm(120);
  QXmlStreamReader xml(QByteArray::fromStdString(svg));
  int texts = 0;
  double scale = 0;
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    const auto attributes = xml.attributes();
    if (xml.name() == QLatin1String("svg")) {
      EXPECT_EQ(attributes.value("width").toString(), "120mm");
      const auto box = attributes.value("viewBox").toString().split(QLatin1Char(' '));
      ASSERT_EQ(box.size(), 4);
      EXPECT_EQ(box[2].toDouble(), 120);
      EXPECT_NEAR(box[3].toDouble(), height, 1e-3);
    }
    if (xml.name() == QLatin1String("g") && scale == 0 &&
        attributes.value("transform").startsWith(QLatin1String("scale(")))
      scale = attributes.value("transform").toString().mid(6).chopped(1).toDouble();
    texts += xml.name() == QLatin1String("text");
    if (xml.name() != QLatin1String("polyline")) continue;
    for (const QString& point : attributes.value("points").toString().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
      const double x = point.section(QLatin1Char(','), 0, 0).toDouble() * scale,
                   y = point.section(QLatin1Char(','), 1, 1).toDouble() * scale;
      EXPECT_TRUE(x >= 0 && x <= 120 && y >= 0 && y <= height) << x << " " << y;
    }
  }
  EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
  EXPECT_GT(texts, 5);
  EXPECT_NE(svg.find("sans-serif"), std::string::npos);
  EXPECT_LT(svg.size(), 500000u);
}

TEST_P(EveryFigure, pngHas600DotsAnInch) {
  saved(".png", 89);
  const QImage image(file(".png"));
  EXPECT_NEAR(image.width(), 89 / 25.4 * 600, 1);
  EXPECT_NEAR(image.height(), figure_->heightMm(89) / 25.4 * 600, 1);
  EXPECT_NEAR(image.dotsPerMeterX(), 600 / 0.0254, 1);
  EXPECT_EQ(image.text("Title"), figure_->title());
}

TEST_P(EveryFigure, looksTheSameWhateverTheWindowShows) {
  std::vector<std::string> svgs, pngs;
  for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
    ThemeManager::instance().choose(choice);
    figure_ = GetParam().make({run_}, ViewState{});
    svgs.push_back(saved(".svg"));
    pngs.push_back(saved(".png"));
  }
  EXPECT_EQ(svgs[0], svgs[1]);
  EXPECT_EQ(pngs[0], pngs[1]);
}

TEST_P(EveryFigure, saysWhereItComesFrom) {
  EXPECT_TRUE(figure_->provenance().contains("digits"));
  EXPECT_TRUE(QRegularExpression("config [0-9a-f]{12}").match(figure_->provenance()).hasMatch());
  EXPECT_TRUE(figure_->provenance().contains("step 100"));
  EXPECT_NE(saved(".svg").find(figure_->provenance().toStdString()), std::string::npos);
  saved(".png");
  EXPECT_EQ(QImage(file(".png")).text("Source"), figure_->provenance());
}

/// Below a figure of analyses stand runs, not the marks of their configurations, which lie in the file.
TEST_P(EveryFigure, printsNoFingerprints) {
  QXmlStreamReader xml(QByteArray::fromStdString(saved(".svg")));
  int texts = 0;
  while (!xml.atEnd())
    if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("text")) {
      const QString words = xml.readElementText(QXmlStreamReader::IncludeChildElements);
      EXPECT_FALSE(words.contains(QStringLiteral("config "))) << words.toStdString();
      ++texts;
    }
  EXPECT_GT(texts, 0);
}

TEST_P(EveryFigure, itsDataIsWrittenAndReadBack) {
  const auto files = saveFigureData(*figure_, QString::fromStdString(folder_.path().string()), "f");
  const FigureData data = figure_->data();
  const auto maps = std::count_if(data.arrays.begin(), data.arrays.end(),
                                  [](const auto& array) { return array.second.shape.size() == 2; });
  ASSERT_EQ(files.size(), data.tables.size() + data.arrays.size() + std::size_t(maps)) << "maps as .npy and as .csv";
  ASSERT_GT(files.size(), 0u);
  for (const auto& [name, array] : data.arrays)
    EXPECT_EQ(data.headings.count(name), array.shape.size() == 2 ? 1u : 0u) << name << ": its CSV says what it is";
  for (std::size_t i = 0; i < data.arrays.size(); ++i)
    EXPECT_EQ(readNpy(files[data.tables.size() + i].toStdString()).asFloats(), data.arrays[i].second.asFloats());
  for (std::size_t i = 0; i < data.tables.size(); ++i) {
    const auto lines =
        QString::fromStdString(readFileBytes(files[i].toStdString())).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    const Table& table = data.tables[i];
    ASSERT_EQ(lines.size(), qsizetype(table.rows()) + 1);
    ASSERT_EQ(lines[0].split(QLatin1Char(',')).size(), qsizetype(table.columns().size()));
    const QStringList last = lines.back().split(QLatin1Char(','));
    for (qsizetype c = 0; c < last.size(); ++c)
      if (const Column& column = table.columns()[std::size_t(c)]; column.isText())
        EXPECT_EQ(last[c].toStdString(), table.text(table.rows() - 1, column.name));
      else if (const double value = table.number(table.rows() - 1, column.name); std::isfinite(value))
        EXPECT_EQ(last[c].toDouble(), value);
      else
        EXPECT_EQ(last[c], QString());
  }
}

TEST_P(EveryFigure, whatCannotBeWrittenIsSaidInOneSentence) {
  folder_.write("blocked", "a file, not a folder");
  const QString impossible = QString::fromStdString((folder_.path() / "blocked" / "figure.pdf").string());
  EXPECT_TRUE(holds(errorSentence([&] { saveFigure(*figure_, impossible); }), "figure.pdf"));
  EXPECT_TRUE(holds(errorSentence([&] { saveFigure(*figure_, file(".bmp")); }), ".bmp", ".pdf"));
  EXPECT_EQ(readFileBytes(folder_.path() / "blocked"), "a file, not a folder");
}

INSTANTIATE_TEST_SUITE_P(Table, EveryFigure, testing::ValuesIn(figures(sampleKinds())),
                         [](const auto& row) { return row.param.name; });

TEST(SheetsFigure, aMapInPdfAndSvgHasOnePixelAUnitInExactColours) {
  TemporaryFolder folder;
  const RunData run = loadRunData(writeSampleRun(folder.path()));
  ViewState view;
  view.layer = "fc1";
  view.quantity = "3";
  const auto figure = makeSheetsFigure(run, view);
  const QString svgFile = QString::fromStdString((folder.path() / "s.svg").string());
  saveFigure(*figure, svgFile, 89);
  const QString svg = QString::fromStdString(readFileBytes(svgFile.toStdString()));
  const auto embedded = QRegularExpression("data:image/png;base64,([A-Za-z0-9+/=\\s]+)").match(svg);
  ASSERT_TRUE(embedded.hasMatch());
  const QImage image = QImage::fromData(QByteArray::fromBase64(embedded.captured(1).toLatin1()));
  const SheetMap& map = *run.snapshot->find("fc1", "3");
  ASSERT_EQ(image.size(), QSize(8, 4));
  const Limits limits = findLimits(*run.snapshot, "3");
  for (int unit = 0; unit < 32; ++unit)
    EXPECT_EQ(
        image.pixel(unit % 8, unit / 8) & 0xffffff,
        colourFor(map.values[unit], colourMapFor("rdbu", "3", Theme::light()), limits, 0, Theme::light()) & 0xffffff)
        << unit;
  const QString pdfFile = QString::fromStdString((folder.path() / "s.pdf").string());
  saveFigure(*figure, pdfFile, 89);
  EXPECT_TRUE(QRegularExpression("/Width 8\\s+/Height 4\\s")
                  .match(QString::fromLatin1(readFileBytes(pdfFile.toStdString()).c_str()))
                  .hasMatch() ||
              holds(readFileBytes(pdfFile.toStdString()), "/Width 8", "/Height 4"));
}

TEST(SheetsFigure, showsAllLayersOrTheChosenOneAtOneScale) {
  TemporaryFolder folder;
  const RunData run = loadRunData(writeSampleRun(folder.path()), 50);
  EXPECT_EQ(makeSheetsFigure(run, ViewState{})->data().arrays.size(), 3u);
  ViewState view;
  view.layer = "fc2";
  const auto one = makeSheetsFigure(run, view);
  ASSERT_EQ(one->data().arrays.size(), 1u);
  EXPECT_EQ(one->data().arrays[0].second.shape, std::vector<std::int64_t>({4, 4}));
  EXPECT_EQ(one->data().arrays[0].second.asFloats(), sampleSnapshot(50).find("fc2", "cosine")->values);
  view.quantity = "faces";
  EXPECT_EQ(makeSheetsFigure(run, view), nullptr);
}

/// Nothing of it but its maps of step 50.
RunData runWithMaps(const TemporaryFolder& folder) {
  RunData run;
  run.folder = RunFolder(folder.path());
  run.layers = sampleLayers();
  run.snapshot = std::make_shared<const Snapshot>(sampleSnapshot(50));
  return run;
}

TEST(SheetsFigure, mapsAreWrittenAsCsvToo) {
  TemporaryFolder folder;
  const RunData run = runWithMaps(folder);
  ViewState view;
  view.layer = "fc1";
  view.quantity = "3";
  const auto files =
      saveFigureData(*makeSheetsFigure(run, view), QString::fromStdString(folder.path().string()), "map");
  ASSERT_EQ(files.size(), 2u);
  const auto csv = std::find_if(files.begin(), files.end(), [](const QString& file) { return file.endsWith(".csv"); });
  ASSERT_NE(csv, files.end());
  QStringList lines =
      QString::fromStdString(readFileBytes(csv->toStdString())).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
  ASSERT_EQ(lines.size(), 5) << "what it is, and a line a row of the sheet";
  EXPECT_EQ(lines.takeFirst().toStdString(),
            "# quantity 3, unit t, layer fc1, 4 x 8 units, step 50, network " + run.folder.name());
  const auto& values = run.snapshot->find("fc1", "3")->values;
  for (int row = 0; row < 4; ++row) {
    const QStringList cells = lines[row].split(QLatin1Char(','));
    ASSERT_EQ(cells.size(), 8);
    for (int column = 0; column < 8; ++column)
      EXPECT_FLOAT_EQ(cells[column].toFloat(), values[std::size_t(row * 8 + column)]);
  }
}

TEST(SheetsFigure, ofAStepThatIsLookedAtHasTheLimitsOfAllAndSaysSo) {
  TemporaryFolder folder;
  RunData run = runWithMaps(folder);
  for (const std::int64_t step : kSampleSteps) run.ranges.add(step, findRanges(sampleSnapshot(step)));
  run.ranges.setComplete();
  ViewState view;
  view.quantity = "3";
  const QString file = QString::fromStdString((folder.path() / "steps.svg").string());
  saveFigure(*makeSheetsFigure(run, view), file);
  EXPECT_FALSE(holds(readFileBytes(file.toStdString()), "all steps")) << "the newest maps";
  view.followLive = false;
  saveFigure(*makeSheetsFigure(run, view), file);
  EXPECT_TRUE(holds(readFileBytes(file.toStdString()), "t, all steps"));
}

TEST(SheetsFigure, robustLimitsAreNamedAndMarked) {
  TemporaryFolder folder;
  const RunData run = runWithMaps(folder);
  ViewState view;
  view.quantity = "3";
  const auto svg = [&] {
    const QString file = QString::fromStdString((folder.path() / "limits.svg").string());
    saveFigure(*makeSheetsFigure(run, view), file);
    return readFileBytes(file.toStdString());
  };
  const std::string all = svg();
  view.percentile = 50;
  const std::string robust = svg();
  EXPECT_EQ(all.find("50 %"), std::string::npos);
  EXPECT_NE(robust.find("t, 50 %"), std::string::npos) << "beside the unit";
  EXPECT_GT(count(robust, "<path") + count(robust, "<polygon") + count(robust, "<polyline"),
            count(all, "<path") + count(all, "<polygon") + count(all, "<polyline"))
      << "arrows at the bar's ends";
}

TEST(SheetsFigure, aFileOfWeightsHasNoStep) {
  const RunData run = sampleFile();
  for (const auto& figure : {makeSheetsFigure(run, {}), makeStackFigure(run, {})}) {
    EXPECT_FALSE(figure->title().contains(QStringLiteral("step"))) << figure->title().toStdString();
    EXPECT_FALSE(figure->provenance().contains(QStringLiteral("step")));
  }
}

TEST(CurvesFigure, oneCurveAloneHasItsPlainFileName) {
  TemporaryFolder folder;
  const RunData run = loadRunData(writeSampleRun(folder.path()));
  const auto figure = makeCurvesFigure({run}, {"topo_loss"});
  const auto files = saveFigureData(*figure, QString::fromStdString(folder.path().string()), "topo_loss");
  ASSERT_EQ(files.size(), 1u);
  EXPECT_TRUE(files[0].endsWith("/topo_loss.csv"));
  const std::string csv = readFileBytes(files[0].toStdString());
  EXPECT_EQ(csv.substr(0, csv.find('\n', 15)), "step,topo_loss\n0,0.9");
}

TEST(CurvesFigure, severalRunsKeepTheirColoursAndNames) {
  TemporaryFolder folder;
  RunData a = loadRunData(writeSampleRun(folder.path(), "tau3")),
          b = loadRunData(writeSampleRun(folder.path(), "tau0"));
  b.colour = 2;
  const auto figure = makeCurvesFigure({a, b}, {"task_loss"});
  const QString file = QString::fromStdString((folder.path() / "c.svg").string());
  saveFigure(*figure, file, 89);
  const QString svg = QString::fromStdString(readFileBytes(file.toStdString()));
  for (const int colour : {0, 2}) EXPECT_TRUE(svg.contains(Theme::light().runMark(colour).name(), Qt::CaseInsensitive));
  EXPECT_TRUE(svg.contains("tau3") && svg.contains("tau0"));
  const Table table = figure->data().tables.at(0);
  EXPECT_EQ(table.text(0, "run"), "tau3");
  EXPECT_EQ(table.text(table.rows() - 1, "run"), "tau0");
  EXPECT_EQ(table.text(table.rows() - 1, "line"), "validation");
}

TEST(CurvesFigure, nothingToDrawIsNoFigure) { EXPECT_EQ(makeCurvesFigure({RunData{}}, {}), nullptr); }

TEST(LoadRunData, ofADamagedRunWhatCanBeDrawnIsDrawnAndTheRestIsSaid) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path());
  const std::size_t rows = loadRunData(run).scalars.size();
  const std::string csv = readFileBytes(run.path() / "scalars.csv");
  const std::size_t second = csv.find('\n', csv.find('\n') + 1) + 1;
  std::ofstream(run.path() / "scalars.csv", std::ios::binary) << csv.substr(0, second) << "torn, line\n"
                                                              << csv.substr(second);
  std::filesystem::resize_file(run.path() / "maps/step_000000100.npz", 20);
  const RunData data = loadRunData(run);
  EXPECT_EQ(data.scalars.size(), rows);
  EXPECT_EQ(data.snapshot, nullptr);
  ASSERT_EQ(data.leftOut.size(), 2u);
  EXPECT_TRUE(holds(data.leftOut[0], "scalars.csv", "line 3"));
  EXPECT_TRUE(holds(data.leftOut[1], "step_000000100.npz"));
  for (const FigureEntry& entry : figures({})) {
    if (entry.name == "curves") {
      EXPECT_NE(entry.make({data}, {}), nullptr);
    }
  }
}

TEST(LoadRunData, aFolderThatIsNoRunIsRefused) {
  TemporaryFolder folder;
  EXPECT_FALSE(errorSentence([&] { loadRunData(RunFolder(folder.path() / "nothing")); }).empty());
}

}  // namespace
}  // namespace studio
