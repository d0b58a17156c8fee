// Boards as files: what opens them again lies inside of PDF, SVG and PNG; words are words, maps exact, sizes true, data
// beside them; files of strangers are refused.
#include <gtest/gtest.h>
#include <zlib.h>

#include <QImage>
#include <QRegularExpression>
#include <QXmlStreamReader>
#include <algorithm>
#include <map>

#include "tests/support/user_error.h"
#include "tests/widgets/boards_fixture.h"
#include "widgets/export/figure_metadata.h"
#include "widgets/export/figure_print.h"
#include "widgets/sheets/colour_maps.h"

namespace studio {
namespace {

/// The opened streams of a PDF.
std::vector<std::string> pdfStreams(const std::string& pdf) {
  std::vector<std::string> streams;
  for (std::size_t at = 0; (at = pdf.find("stream\n", at)) != std::string::npos; at += 7) {
    if (at >= 3 && pdf.compare(at - 3, 3, "end") == 0) continue;
    std::string out(std::size_t{1} << 22, 0);
    z_stream stream{};
    inflateInit(&stream);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(pdf.data() + at + 7));
    stream.avail_in = uInt(pdf.size() - at - 7);
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    if (inflate(&stream, Z_FINISH) == Z_STREAM_END) streams.emplace_back(out.data(), stream.total_out);
    inflateEnd(&stream);
  }
  return streams;
}

/// Glyph -> letter of a font, from its /ToUnicode map as Qt writes it: ranges of lists.
std::map<unsigned, QChar> lettersOf(const std::string& stream) {
  std::map<unsigned, QChar> letters;
  QString text = QString::fromLatin1(stream.c_str(), qsizetype(stream.size()));
  static const QRegularExpression range("<([0-9a-fA-F]{4})> <[0-9a-fA-F]{4}> \\[([^\\]]*)\\]"),
      code("<([0-9a-fA-F]+)>"), single("<([0-9a-fA-F]{4})> <([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>");
  for (auto match = range.globalMatch(text); match.hasNext();) {
    const auto each = match.next();
    unsigned glyph = each.captured(1).toUInt(nullptr, 16);
    for (auto codes = code.globalMatch(each.captured(2)); codes.hasNext();)
      letters[glyph++] = QChar(codes.next().captured(1).right(4).toUShort(nullptr, 16));
  }
  text.remove(range);  // what is left are ranges of letters that follow each other
  for (auto match = single.globalMatch(text); match.hasNext();) {
    const auto each = match.next();
    const unsigned first = each.captured(1).toUInt(nullptr, 16), last = each.captured(2).toUInt(nullptr, 16);
    for (unsigned glyph = first; glyph <= last && glyph - first < 1000; ++glyph)
      letters[glyph] = QChar(ushort(each.captured(3).toUShort(nullptr, 16) + glyph - first));
  }
  return letters;
}

/// All words of a PDF, a line each, by each of its fonts; a word's glyphs may be placed one by one.
QString pdfWords(const std::string& pdf) {
  std::vector<std::map<unsigned, QChar>> fonts;
  for (std::size_t at = 0; (at = pdf.find("begincmap", at)) != std::string::npos; ++at)
    fonts.push_back(lettersOf(pdf.substr(at, pdf.find("endcmap", at) - at)));
  static const QRegularExpression block("BT(.*?)ET", QRegularExpression::DotMatchesEverythingOption),
      shown("<([0-9a-fA-F]+)> ?Tj");
  QString words;
  for (const std::string& stream : pdfStreams(pdf))
    for (auto each = block.globalMatch(QString::fromLatin1(stream.c_str(), qsizetype(stream.size())));
         each.hasNext();) {
      QString glyphs;
      for (auto part = shown.globalMatch(each.next().captured(1)); part.hasNext();) glyphs += part.next().captured(1);
      for (const auto& font : fonts) {
        for (qsizetype i = 0; i + 4 <= glyphs.size(); i += 4)
          if (const auto letter = font.find(glyphs.mid(i, 4).toUInt(nullptr, 16)); letter != font.end())
            words += letter->second;
        words += QLatin1Char('\n');
      }
    }
  return words;
}

class BoardFile : public testing::TestWithParam<const char*> {
 protected:
  std::string save(const FilledBoard& filled, const char* ending = nullptr) {
    const std::string name = std::string("figure.") + (ending ? ending : GetParam());
    file_ = runs_.folder.path() / name;
    saveFigure(BoardFigure(std::make_shared<const FilledBoard>(filled)), QString::fromStdString(file_.string()),
               filled.board.widthMm);
    return readFileBytes(file_);
  }
  const BoardRuns runs_;
  std::filesystem::path file_;
};

INSTANTIATE_TEST_SUITE_P(Formats, BoardFile, testing::Values("pdf", "svg", "png"),
                         [](const auto& info) { return std::string(info.param); });

TEST_P(BoardFile, holdsTheBoardThatOpensItAgain) {
  FilledBoard filled = fillReady("2a", runs_.sources());
  filled.board.caption = "Words with <signs> & “quotes”\nin two lines, ]]> and τ.";
  save(filled);
  EXPECT_EQ(parseBoard(readEnclosedBoard(file_), "figure"), filled.board);
  ASSERT_EQ(filled.board.runs.size(), 4u);
  EXPECT_EQ(filled.board.runs[3].seed, 1);
  EXPECT_EQ(filled.board.runs[3].version, "0.1.0");
  EXPECT_TRUE(holds(filled.board.runs[3].config, "tau = 5"));
  EXPECT_TRUE(holds(filled.board.runs[3].command, "toponets train"));
}

TEST_P(BoardFile, ofAnyLengthIsRefusedWhereItIsCut) {
  const std::string whole = save(fillReady("2a", runs_.sources()));
  const std::size_t packet = whole.find("xmpmeta");
  for (const std::size_t length : {std::size_t{0}, std::size_t{3}, std::size_t{20}, std::size_t{200},
                                   packet == std::string::npos ? whole.size() / 50 : packet + 3000}) {
    const auto cut = runs_.folder.write(std::string("cut.") + GetParam(), whole.substr(0, length));
    const std::string sentence = errorSentence([&] { parseBoard(readEnclosedBoard(cut), "cut"); });
    EXPECT_EQ(sentence.find('\n'), std::string::npos);
    EXPECT_TRUE(holds(sentence, "cut")) << sentence;
  }
}

TEST_P(BoardFile, ofAnotherProgramIsRefused) {
  const auto other =
      runs_.folder.write(std::string("other.") + GetParam(),
                         GetParam() == std::string("pdf")   ? "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"
                         : GetParam() == std::string("svg") ? "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"
                                                            : "\x89PNG\r\n\x1a\n");
  EXPECT_TRUE(holds(errorSentence([&] { readEnclosedBoard(other); }), "other", "holds no board"));
}

TEST_P(BoardFile, withAnotherBoardInsideIsRefusedInOneSentence) {
  FilledBoard filled = fillReady("2a", runs_.sources());
  filled.board.panels[0].place.columns = 99;
  save(filled);
  EXPECT_TRUE(holds(errorSentence([&] { parseBoard(readEnclosedBoard(file_), "figure"); }), "panels[0].place"));
}

TEST_F(BoardFile, anSvgThatGrowsWithoutEndIsRefused) {
  std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a0 \"aaaaaaaaaaaaaaaaaaaa\">";
  for (int i = 1; i < 20; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY a" + std::to_string(i) + " \"";
    for (int n = 0; n < 10; ++n) bomb += before;
    bomb += "\">";
  }
  bomb += "]><svg xmlns:t=\"https://toponets.github.io/studio/board/1.0/\"><t:board>&a19;</t:board></svg>";
  const auto file = runs_.folder.write("bomb.svg", bomb);
  EXPECT_FALSE(errorSentence([&] { readEnclosedBoard(file); }).empty());
}

TEST_F(BoardFile, aHugeFileIsRefused) {
  const auto file = runs_.folder.write("huge.pdf", "%PDF-1.4\n");
  std::filesystem::resize_file(file, std::uintmax_t{300} << 20);
  EXPECT_TRUE(holds(errorSentence([&] { readEnclosedBoard(file); }), "huge.pdf"));
}

TEST_F(BoardFile, wordsAreWordsInPdfAndSvg) {
  const FilledBoard filled = fillReady("2a", runs_.sources());
  const std::string svg = save(filled, "svg");
  const QString pdf = pdfWords(save(filled, "pdf"));
  for (const char* word : {"Smoothness", "Validation accuracy, %", "Effective dimensionality", "TDANN", "A", "B"}) {
    EXPECT_NE(svg.find(std::string(">") + word), std::string::npos) << word;
    EXPECT_TRUE(pdf.contains(QString::fromUtf8(word))) << word;
  }
  const std::string file = save(filled, "pdf");
  EXPECT_NE(file.find("/FontFile2"), std::string::npos) << "fonts lie inside";
  EXPECT_EQ(file.find("/DCTDecode"), std::string::npos);
}

TEST_F(BoardFile, sizesAreTrue) {
  FilledBoard filled = fillReady("2a", runs_.sources());
  for (const double width : kBoardWidths) {
    setBoardWidth(filled.board, width);
    const double height = boardHeightMm(filled.board);
    save(filled, "png");
    const QImage png(QString::fromStdString(file_.string()));
    EXPECT_NEAR(png.width(), width / 25.4 * 600, 1);
    EXPECT_NEAR(png.height(), height / 25.4 * 600, 1);
    EXPECT_NEAR(png.dotsPerMeterX(), 600 / 0.0254, 1);
    const std::string svg = save(filled, "svg");
    EXPECT_NE(svg.find("width=\"" + std::to_string(int(width)) + "mm\""), std::string::npos);
    const std::string pdf = save(filled, "pdf");
    const auto box = QRegularExpression("/MediaBox \\[0 0 ([\\d.]+) ([\\d.]+)")
                         .match(QString::fromLatin1(pdf.c_str(), qsizetype(pdf.size())));
    ASSERT_TRUE(box.hasMatch());
    EXPECT_NEAR(box.captured(1).toDouble(), width * 72 / 25.4, 0.6);
    EXPECT_NEAR(box.captured(2).toDouble(), height * 72 / 25.4, 0.6);
  }
}

/// Each cell of a map is one colour, the right one, in the PNG at its centre; the PDF and SVG hold the map's own
/// pixels.
TEST_F(BoardFile, mapsAreExact) {
  const auto sources = runs_.sources();
  BoardPanel panel{.kind = "maps_by_tau", .place = {0, 0, 12, 16}};
  panel.contrasts = {"faces"};
  panel.layer = "layer3.1.conv2";
  panel.runs = {sources[2].name};
  const FilledBoard filled = fillOne(panel, sources);
  ASSERT_TRUE(filled.contents[0].maps);
  MapGrid grid = *filled.contents[0].maps;
  const SheetMap& map = grid.maps[0].map;
  FilledBoard plain = filled;  // without outlines, which lie over cells
  for (GridMap& each : grid.maps) each.outlined.clear();
  plain.contents[0].maps = std::make_shared<MapGrid>(grid);
  const MapDisplay display = grid.display();
  const QImage cells = mapImage(map, *display.colours, display.limits, 0, *display.theme);
  const std::string svg = save(plain, "svg");
  const QRegularExpression image("<image [^>]*?xlink:href=\"data:image/png;base64,([^\"]+)\"",
                                 QRegularExpression::DotMatchesEverythingOption);
  bool found = false;
  const QString svgText = QString::fromStdString(svg);
  for (auto match = image.globalMatch(svgText); match.hasNext();) {
    const QImage inside = QImage::fromData(QByteArray::fromBase64(match.next().captured(1).toLatin1()));
    if (inside.size() == cells.size())
      found = inside.convertToFormat(QImage::Format_RGB32) == cells.convertToFormat(QImage::Format_RGB32);
  }
  EXPECT_TRUE(found) << "in the SVG";
  EXPECT_NE(svg.find("image-rendering:pixelated"), std::string::npos);
  const QString pdf = QString::fromLatin1(save(plain, "pdf").c_str());
  std::string pixels;
  for (int y = 0; y < cells.height(); ++y)
    for (int x = 0; x < cells.width(); ++x) {
      const QRgb colour = cells.pixel(x, y);
      pixels += {char(qRed(colour)), char(qGreen(colour)), char(qBlue(colour))};
    }
  const auto streams = pdfStreams(readFileBytes(file_));
  EXPECT_TRUE(std::any_of(streams.begin(), streams.end(), [&](const std::string& each) { return each == pixels; }))
      << "in the PDF";
  save(plain, "png");
  const QImage png(QString::fromStdString(file_.string()));
  // The sheet stands where its frame begins: found by its first and last column of colours along the middle.
  const QImage drawn = png.convertToFormat(QImage::Format_RGB32);
  int exact = 0;
  for (int y = 0; y < cells.height(); ++y)
    for (int x = 0; x < cells.width(); ++x) {
      const QRgb wanted = cells.pixel(x, y) | 0xff000000;
      for (int row = 0; row < drawn.height(); row += 7)
        if (const auto* line = reinterpret_cast<const QRgb*>(drawn.constScanLine(row));
            std::find(line, line + drawn.width(), wanted) != line + drawn.width()) {
          ++exact;
          break;
        }
    }
  EXPECT_EQ(exact, cells.width() * cells.height()) << "colours of cells that are nowhere in the PNG";
}

TEST_F(BoardFile, dataOfEveryPanelAreWhatIsDrawn) {
  const FilledBoard filled = fillReady("4a", runs_.sources());
  const BoardFigure figure(std::make_shared<const FilledBoard>(filled));
  const auto files = saveFigureData(figure, QString::fromStdString(runs_.folder.path().string()), "figure_4a");
  ASSERT_EQ(files.size(), 2u);
  EXPECT_TRUE(files[0].endsWith("figure_4a_A_prune.csv"));
  const auto lines =
      QString::fromStdString(readFileBytes(files[0].toStdString())).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
  const QStringList names = lines[0].split(QLatin1Char(','));
  const qsizetype x = names.indexOf("amount_percent"), y = names.indexOf("accuracy_percent");
  ASSERT_TRUE(x >= 0 && y >= 0) << lines[0].toStdString();
  const PlotSpec& spec = *filled.contents[0].plot;
  qsizetype line = 1;
  for (const PlotSeries& series : spec.series)
    for (std::size_t i = 0; i < series.x.size(); ++i, ++line) {
      const QStringList cells = lines[line].split(QLatin1Char(','));
      EXPECT_EQ(cells[x].toDouble(), series.x[i]);
      EXPECT_EQ(cells[y].toDouble(), series.y[i]);
      EXPECT_EQ(cells[names.indexOf("network")].toStdString(), series.label);
    }
  EXPECT_EQ(line, lines.size());
}

TEST_F(BoardFile, mapsOfAPanelAreWrittenAsTheyAre) {
  const FilledBoard filled = fillReady("3", runs_.sources());
  const FigureData data = BoardFigure(std::make_shared<const FilledBoard>(filled)).data();
  ASSERT_EQ(data.tables.size(), 2u);
  const Table& table = data.tables[0];
  EXPECT_EQ(table.name(), "A_maps");
  std::size_t row = 0;
  for (const GridMap& each : filled.contents[0].maps->maps)
    for (std::size_t unit = 0; unit < each.map.values.size(); ++unit, ++row) {
      ASSERT_EQ(float(table.number(row, "value")), each.map.values[unit]);
      ASSERT_EQ(table.number(row, "unit"), double(unit));
      ASSERT_EQ(table.number(row, "column"), double(unit % 32));
      ASSERT_EQ(table.text(row, "network"), each.network);
    }
  EXPECT_EQ(row, table.rows());
}

TEST_F(BoardFile, isTheSameWhateverTheWindowShows) {
  std::vector<std::string> svgs;
  for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
    ThemeManager::instance().choose(choice);
    svgs.push_back(save(fillReady("3", runs_.sources()), "svg"));
  }
  EXPECT_EQ(svgs[0], svgs[1]);
}

/// Text of another size: the page stays as it is, its words grow.
TEST_F(BoardFile, textGrowsWithTheStyle) {
  FilledBoard filled = fillReady("2a", runs_.sources());
  const auto largest = [&] {
    const QString svg = QString::fromStdString(save(filled, "svg"));
    double size = 0;
    static const QRegularExpression rule("font-size=\"([\\d.]+)\"");
    for (auto match = rule.globalMatch(svg); match.hasNext();)
      size = std::max(size, match.next().captured(1).toDouble());
    return size;
  };
  const double seven = largest();
  filled.board.style.points = 10.5;
  EXPECT_NEAR(largest() / seven, 1.5, 0.02);
}

/// What is copied from the file has spaces, and words look the same where our fonts are not installed.
TEST_F(BoardFile, spacesAreSpacesAndFontsLieInsideOnce) {
  const FilledBoard filled = fillReady("3", runs_.sources());
  EXPECT_FALSE(pdfWords(save(filled, "pdf")).contains(QLatin1Char('\t')));
  const std::string svg = save(filled, "svg");
  std::size_t faces = 0;
  for (std::size_t at = 0; (at = svg.find("@font-face", at)) != std::string::npos; ++at) ++faces;
  EXPECT_EQ(faces, 2u) << "regular and semibold";
  EXPECT_NE(svg.find("data:font/otf;base64,"), std::string::npos);
  QXmlStreamReader xml(QByteArray::fromStdString(svg));
  while (!xml.atEnd()) xml.readNext();
  EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
}

/// The words of a panel are never cut at the edge of the paper.
TEST_F(BoardFile, nothingBeginsAtTheEdgeOfThePaper) {
  const FilledBoard filled = fillReady("3", runs_.sources());
  save(filled, "png");
  const QImage png(QString::fromStdString(file_.string()));
  const int margin = int(1.2 / 25.4 * 600);
  for (int y = 0; y < png.height(); y += 3)
    for (int x = 0; x < margin; x += 3) ASSERT_EQ(png.pixelColor(x, y), QColor(Qt::white)) << x << " " << y;
}

}  // namespace
}  // namespace studio
