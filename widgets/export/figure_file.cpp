// Figures as files: PDF (lossless maps, embedded fonts), SVG, PNG of 600 dpi; written beside the target and renamed.
#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <cmath>

#include "core/run/atomic_file.h"
#include "core/run/error.h"
#include "widgets/export/figure.h"

namespace studio {
namespace {

constexpr double kMmPerInch = 25.4;
constexpr int kPngDpi = 600, kPdfDpi = 1200, kSvgUnitsPerMm = 10;

QByteArray pdf(const Figure& figure, QSizeF mm) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  writer.setResolution(kPdfDpi);
  writer.setPageMargins(QMarginsF(0, 0, 0, 0));
  writer.setPageSize(QPageSize(mm, QPageSize::Millimeter, {}, QPageSize::ExactMatch));
  writer.setTitle(figure.title());
  writer.setCreator(QStringLiteral("TopoNets Studio"));
  QPainter painter(&writer);
  painter.setRenderHint(QPainter::LosslessImageRendering);
  figure.draw(painter, QRectF(0, 0, writer.width(), writer.height()), kPdfDpi / kMmPerInch);
  painter.end();
  return buffer.data();
}

QByteArray svg(const Figure& figure, QSizeF mm) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  const QSizeF size = mm * kSvgUnitsPerMm;
  // Qt writes the size in mm as size / resolution, so a tenth of a millimetre is one unit.
  generator.setResolution(int(std::lround(kSvgUnitsPerMm * kMmPerInch)));
  generator.setSize(size.toSize());
  generator.setViewBox(QRectF(QPointF(), size));
  generator.setTitle(figure.title());
  generator.setDescription(QStringLiteral("TopoNets Studio"));
  QPainter painter(&generator);
  figure.draw(painter, QRectF(QPointF(), size), kSvgUnitsPerMm);
  painter.end();
  return buffer.data();
}

QByteArray png(const Figure& figure, QSizeF mm) {
  const double unitsPerMm = kPngDpi / kMmPerInch;
  QImage image((mm * unitsPerMm).toSize(), QImage::Format_RGB32);
  image.setDotsPerMeterX(int(std::lround(unitsPerMm * 1000)));
  image.setDotsPerMeterY(int(std::lround(unitsPerMm * 1000)));
  image.setText(QStringLiteral("Title"), figure.title());
  image.setText(QStringLiteral("Software"), QStringLiteral("TopoNets Studio"));
  image.fill(Qt::white);
  QPainter painter(&image);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  figure.draw(painter, QRectF(image.rect()), unitsPerMm);
  painter.end();
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "PNG");
  return buffer.data();
}

std::string csv(const FigureTable& table) {
  std::string text;
  for (std::size_t i = 0; i < table.columns.size(); ++i) text += (i ? "," : "") + table.columns[i];
  text += '\n';
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i) text += ',';
      if (std::isfinite(row[i])) text += QByteArray::number(row[i], 'g', 17).toStdString();
    }
    text += '\n';
  }
  return text;
}

/// A layer's name is no file name: "/" and other signs become "_".
QString safe(const std::string& name) {
  QString result = QString::fromStdString(name);
  for (QChar& letter : result)
    if (!letter.isLetterOrNumber() && !QStringLiteral("._-").contains(letter)) letter = QLatin1Char('_');
  return result;
}

}  // namespace

void saveFigure(const Figure& figure, const QString& file, double widthMm) {
  const QSizeF mm(widthMm, figure.heightMm(widthMm));
  const QString ending = QFileInfo(file).suffix().toLower();
  QByteArray bytes;
  if (ending == QLatin1String("pdf")) bytes = pdf(figure, mm);
  else if (ending == QLatin1String("svg")) bytes = svg(figure, mm);
  else if (ending == QLatin1String("png")) bytes = png(figure, mm);
  else throw UserError("The figure file " + file.toStdString() + " has no known ending; end it with .pdf, .svg or .png.");
  writeFileAtomically(file.toStdString(), std::string_view(bytes.constData(), std::size_t(bytes.size())));
}

std::vector<QString> saveFigureData(const Figure& figure, const QString& folder, const QString& baseName) {
  std::vector<QString> files;
  const auto path = [&](const std::string& name, const char* ending) {
    files.push_back(QStringLiteral("%1/%2_%3%4").arg(folder, baseName, safe(name), QLatin1String(ending)));
    return files.back().toStdString();
  };
  const FigureData data = figure.data();
  for (const FigureTable& table : data.tables) writeFileAtomically(path(table.name, ".csv"), csv(table));
  for (const auto& [name, array] : data.arrays) writeNpy(path(name, ".npy"), array);
  return files;
}

}  // namespace studio
