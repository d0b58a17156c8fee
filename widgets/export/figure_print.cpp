// The style and the colour bar of print, and figures as files.
#include "widgets/export/figure_print.h"

#include <qcustomplot.h>

#include <QFontMetricsF>
#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSvgGenerator>
#include <algorithm>
#include <cmath>

#include "core/run/error.h"
#include "core/run/plot_spec.h"
#include "core/run/text_file.h"
#include "widgets/export/figure_metadata.h"
#include "widgets/frame/language.h"
#include "widgets/frame/theme.h"

namespace studio {

QFont PrintStyle::text(double points, bool bold) const {
  QFont result = textFont(bold ? TextStyle::PanelTitle : TextStyle::Body);
  result.setPixelSize(std::max(1, int(std::lround(points * point()))));
  return result;
}

QString PrintStyle::numbers(const QString& text) const { return windowNumbers ? inWindowNumbers(text) : text; }

QPen PrintStyle::axisPen() const { return QPen(ink(), 0.5 * point(), Qt::SolidLine, Qt::FlatCap); }

QPen PrintStyle::gridPen() const { return QPen(theme().color(Role::Line), 0.35 * point(), Qt::SolidLine, Qt::FlatCap); }

QColor PrintStyle::ink() { return QColor(Qt::black); }

namespace {

constexpr double kWidth = 2.5, kUnitRow = 4;  // mm

}  // namespace

MapDisplay makePrintDisplay(const ViewState& view, const Snapshot* snapshot, const StoredRanges& ranges) {
  ViewState light = view;
  if (light.colours == "rdbu_dark") light.colours = "rdbu";
  StoredRanges exact = ranges;
  exact.release();  // on paper "99 %" are 99 %, also while the run is followed
  return makeMapDisplay(light, snapshot, PrintStyle::theme(), &exact);
}

namespace {

/// In two lines where one is too long, words a little over the space for numbers; a longer word begins left of the bar.
void drawBarHead(QPainter& painter, const QRectF& above, const QString& text) {
  constexpr double kOver = 1.25;
  const QFontMetricsF metrics(painter.font(), painter.device());
  const QStringList words = text.split(QLatin1Char(' '));
  const bool wraps = std::all_of(words.begin(), words.end(), [&](const QString& word) {
    return metrics.horizontalAdvance(word) <= kOver * above.width();
  });
  const QRectF space = wraps ? above.adjusted(0, -above.height(), 0, 0) : above;
  painter.drawText(
      space,
      (wraps ? int(Qt::AlignLeft) | int(Qt::TextWordWrap) : int(Qt::AlignRight)) | Qt::AlignBottom | Qt::TextDontClip,
      text);
}

}  // namespace

void drawPrintColourBar(QPainter& painter, const PrintStyle& style, const QRectF& area, double topMm, double heightMm,
                        const MapDisplay& display, const QString& unit, bool beyond) {
  const QRectF bar(area.right() - style.mm(kPrintBarSpace - 3), area.top() + style.mm(topMm), style.mm(kWidth),
                   style.mm(heightMm));
  drawColourBar(painter, bar, display);
  painter.setPen(style.axisPen());
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(bar);
  QStringList head{unit, percentileText(display), stepsText(display)};
  head.removeAll(QString());
  const QString text = head.join(QStringLiteral(", "));
  const QRectF above(bar.left(), bar.top() - style.mm(kUnitRow + (beyond ? 0.6 : 0)), style.mm(kPrintBarSpace - 3),
                     style.mm(kUnitRow - 0.6));
  drawBarHead(painter, above, text);
  const bool sign = display.limits.low < 0;
  for (const double share : {0.0, 0.5, 1.0}) {
    const double y = bar.bottom() - share * bar.height(),
                 value = display.limits.low + share * (display.limits.high - display.limits.low);
    painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + style.mm(0.6), y));
    painter.drawText(QRectF(bar.right() + style.mm(1), y - style.mm(2), style.mm(kPrintBarSpace), style.mm(4)),
                     Qt::AlignLeft | Qt::AlignVCenter, style.numbers(limitText(value, display.limits, sign)));
  }
  if (beyond) drawBeyondArrows(painter, bar, PrintStyle::theme(), style.mm(0.8));
}

// Figures as files: PDF (lossless maps, embedded fonts), SVG, PNG of 600 dpi; written beside the target and renamed.

namespace {

constexpr double kMmPerInch = 25.4;
constexpr int kPdfDpi = 1200, kSvgUnitsPerMm = 100;

/// In a map of glyphs to letters Qt names each glyph by the first letter that it is drawn for, and a font's space is
/// drawn for the tab, too: who copied words from the PDF had tabs in them. Same length, so that no offset changes.
QByteArray withSpaces(QByteArray pdf) {
  static const QRegularExpression range(QStringLiteral("<[0-9A-Fa-f]{4}> <[0-9A-Fa-f]{4}> (<0009>|\\[[^\\]]*\\])"));
  for (qsizetype at = 0; (at = pdf.indexOf("beginbfrange", at)) >= 0;) {
    const qsizetype end = pdf.indexOf("endbfrange", at);
    if (end < 0) break;
    QString ranges = QString::fromLatin1(pdf.mid(at, end - at));
    for (auto match = range.globalMatch(ranges); match.hasNext();) {
      const QRegularExpressionMatch each = match.next();
      QString letters = each.captured(1);
      letters.replace(QStringLiteral("<0009>"), QStringLiteral("<0020>"));
      ranges.replace(each.capturedStart(1), each.capturedLength(1), letters);
    }
    pdf.replace(at, end - at, ranges.toLatin1());
    at = end;
  }
  return pdf;
}

QByteArray pdf(const Figure& figure, QSizeF mm) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  writer.setResolution(kPdfDpi);
  writer.setPageMargins(QMarginsF(0, 0, 0, 0));
  writer.setPageSize(QPageSize(mm, QPageSize::Millimeter, {}, QPageSize::ExactMatch));
  writer.setTitle(figure.title());
  writer.setCreator(QStringLiteral("TopoNets Studio, ") + figure.provenance());  // Qt writes no other field of our own
  if (const QByteArray metadata = figureMetadata(figure); !metadata.isEmpty()) writer.setDocumentXmpMetadata(metadata);
  QCPPainter painter(&writer);
  painter.setRenderHint(QPainter::LosslessImageRendering);
  figure.draw(painter, QRectF(0, 0, writer.width(), writer.height()), kPdfDpi / kMmPerInch);
  painter.end();
  return withSpaces(buffer.data());
}

/// The shipped fonts that the file's words use, once each, so that it looks the same where they are not installed.
QByteArray fontFaces(const QByteArray& svg) {
  struct Face {
    const char *file, *weight;
  };
  QByteArray rules;
  for (const Face& face :
       {Face{":/studio/fonts/StudioSans-Regular.otf", "400"}, Face{":/studio/fonts/StudioSans-SemiBold.otf", "600"}}) {
    QFile file(QString::fromLatin1(face.file));
    if (!svg.contains("font-weight=\"" + QByteArray(face.weight)) || !file.open(QIODevice::ReadOnly)) continue;
    rules += "@font-face{font-family:'Studio Sans';font-weight:" + QByteArray(face.weight) +
             ";src:url(data:font/otf;base64," + file.readAll().toBase64() + ") format('opentype');}\n";
  }
  return rules.isEmpty() ? rules : "<style type=\"text/css\">\n" + rules + "</style>\n";
}

/// Qt's generator wants whole units, so it draws in hundredths; the file counts in millimetres. Readers without our
/// font take a sans; cells of a map stay squares when magnified.
QByteArray inMillimetres(QByteArray text, QSizeF mm, const QByteArray& metadata) {
  const qsizetype box = text.indexOf("viewBox=\""), boxEnd = text.indexOf('"', box + 9);
  text.replace(box, boxEnd + 1 - box,
               QStringLiteral("viewBox=\"0 0 %1 %2\"").arg(mm.width()).arg(mm.height()).toUtf8());
  const qsizetype body = text.indexOf("</defs>") + 7;
  text.insert(body, QStringLiteral("\n<g transform=\"scale(%1)\">").arg(1.0 / kSvgUnitsPerMm).toUtf8());
  text.insert(text.lastIndexOf("</svg>"), "</g>\n");
  text.insert(text.indexOf("</defs>"), fontFaces(text));
  if (!metadata.isEmpty()) text.insert(text.indexOf("<defs>"), "<metadata>\n" + metadata + "</metadata>\n");
  text.replace("font-family=\"" + PrintStyle{}.text().family().toUtf8() + '"',
               "font-family=\"" + PrintStyle{}.text().family().toUtf8() + ", Inter, Helvetica, Arial, sans-serif\"");
  return text.replace("<image ", "<image style=\"image-rendering:pixelated\" ");
}

QByteArray svg(const Figure& figure, QSizeF mm) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  const QSizeF size = mm * kSvgUnitsPerMm;
  generator.setResolution(
      int(std::lround(kSvgUnitsPerMm * kMmPerInch)));  // Qt writes width and height as size / resolution
  generator.setSize(size.toSize());
  generator.setViewBox(QRectF(QPointF(), size));
  generator.setTitle(figure.title());
  generator.setDescription(QStringLiteral("TopoNets Studio, ") + figure.provenance());
  QCPPainter painter(&generator);
  figure.draw(painter, QRectF(QPointF(), size), kSvgUnitsPerMm);
  painter.end();
  return inMillimetres(buffer.data(), mm, figureMetadata(figure));
}

QByteArray png(const Figure& figure, QSizeF mm, int dpi) {
  const double unitsPerMm = dpi / kMmPerInch;
  QImage image((mm * unitsPerMm).toSize(), QImage::Format_RGB32);
  image.setDotsPerMeterX(int(std::lround(unitsPerMm * 1000)));
  image.setDotsPerMeterY(int(std::lround(unitsPerMm * 1000)));
  image.setText(QStringLiteral("Title"), figure.title());
  image.setText(QStringLiteral("Software"), QStringLiteral("TopoNets Studio"));
  image.setText(QStringLiteral("Source"), figure.provenance());
  if (const QByteArray metadata = figureMetadata(figure); !metadata.isEmpty())
    image.setText(QLatin1String(kPngMetadata), QString::fromUtf8(metadata));
  image.fill(Qt::white);
  QCPPainter painter(&image);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  figure.draw(painter, QRectF(image.rect()), unitsPerMm);
  painter.end();
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "PNG");
  return buffer.data();
}

/// A line a row of the sheet, as a spreadsheet reads it; undefined values are empty cells. What it is stands above them
/// as a remark, which readers of numbers leave out (numpy.loadtxt, read.csv(comment.char = "#")).
std::string matrixCsv(const NpyArray& array, std::string heading) {
  const std::vector<double> values = array.asDoubles();
  const auto columns = std::max<std::size_t>(1, std::size_t(array.shape[1]));
  std::replace_if(
      heading.begin(), heading.end(), [](char letter) { return letter == '\n' || letter == '\r'; }, ' ');
  QByteArray text = heading.empty() ? QByteArray() : QByteArray::fromStdString("# " + heading + '\n');
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isfinite(values[i])) text += QByteArray::number(values[i], 'g', 9);
    text += (i + 1) % columns == 0 ? '\n' : ',';
  }
  return text.toStdString();
}

/// A layer's name is no file name: "/" and other signs become "_".
QString safe(const std::string& name) {
  QString result = QString::fromStdString(name);
  for (QChar& letter : result)
    if (!letter.isLetterOrNumber() && !QStringLiteral("._-").contains(letter)) letter = QLatin1Char('_');
  return result;
}

}  // namespace

void saveFigure(const Figure& figure, const QString& file, double widthMm, int pngDpi) {
  const QSizeF mm(widthMm, figure.heightMm(widthMm));
  const QString ending = QFileInfo(file).suffix().toLower();
  QByteArray bytes;
  if (ending == QLatin1String("pdf"))
    bytes = pdf(figure, mm);
  else if (ending == QLatin1String("svg"))
    bytes = svg(figure, mm);
  else if (ending == QLatin1String("png"))
    bytes = png(figure, mm, pngDpi);
  else
    throw UserError("The figure file " + file.toStdString() + " has no known ending; end it with .pdf, .svg or .png.");
  writeFileAtomically(file.toStdString(), std::string_view(bytes.constData(), std::size_t(bytes.size())));
}

std::vector<QString> saveFigureData(const Figure& figure, const QString& folder, const QString& baseName) {
  std::vector<QString> files;
  const auto path = [&](const std::string& name, const char* ending) {
    const QString part = safe(name) == baseName ? QString() : QLatin1Char('_') + safe(name);
    files.push_back(QStringLiteral("%1/%2%3%4").arg(folder, baseName, part, QLatin1String(ending)));
    return files.back().toStdString();
  };
  const FigureData data = figure.data();
  for (const Table& table : data.tables) writeFileAtomically(path(table.name(), ".csv"), plotCsv(table));
  for (const auto& [name, array] : data.arrays) writeNpy(path(name, ".npy"), array);
  for (const auto& [name, array] : data.arrays)
    if (array.shape.size() == 2) {
      const auto heading = data.headings.find(name);
      writeFileAtomically(path(name, ".csv"),
                          matrixCsv(array, heading == data.headings.end() ? std::string() : heading->second));
    }
  return files;
}

}  // namespace studio
