#include "widgets/analysis/orientation_figure.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

#include "widgets/analysis/analysed_network.h"
#include "widgets/export/captioned_figure.h"
#include "widgets/export/figure_print.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

constexpr double kAnglesNames = 18, kAnglesKeys = 22, kAnglesTitle = 5, kAnglesGap = 3, kAnglesMargin = 1,
                 kMostHigh = 60;  // mm

class OrientationFigure : public Figure {
 public:
  OrientationFigure(const std::vector<AnalysedNetwork>& networks, const std::string& layer)
      : rows_(orientationRows(networks, layer)),
        layer_(QString::fromStdString(layer)),
        provenance_(provenanceText(networks)) {}

  bool empty() const { return rows_.empty(); }
  QString title() const override { return tr("Preferred angles in %1").arg(layer_); }
  QString provenance() const override { return provenance_; }
  double heightMm(double widthMm) const override {
    return std::max(
        kAnglesMargin + kAnglesTitle + double(rows_.size()) * (sheetMm(widthMm).height() + kAnglesGap) + kAnglesTitle,
        46.0);
  }

  void draw(QCPPainter& painter, const QRectF& area, double unitsPerMm) const override {
    const PrintStyle style{unitsPerMm};
    const QSizeF sheet = sheetMm(area.width() / unitsPerMm);
    const auto rect = [&](double x, double y, double width, double height) {
      return QRectF(area.left() + style.mm(x), area.top() + style.mm(y), style.mm(width), style.mm(height));
    };
    painter.setFont(style.text());
    painter.setPen(PrintStyle::ink());
    painter.drawText(rect(kAnglesMargin + kAnglesNames, kAnglesMargin, sheet.width(), kAnglesTitle - 1),
                     Qt::AlignLeft | Qt::AlignVCenter, tr("Preferred angle"));
    painter.drawText(
        rect(kAnglesMargin + kAnglesNames + sheet.width() + kAnglesGap, kAnglesMargin, sheet.width(), kAnglesTitle - 1),
        Qt::AlignLeft | Qt::AlignVCenter, tr("Circular variance"));
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const double top = kAnglesMargin + kAnglesTitle + double(i) * (sheet.height() + kAnglesGap);
      drawRow(painter, style, rows_[i], rect(kAnglesMargin, top, kAnglesNames, 12),
              rect(kAnglesMargin + kAnglesNames, top, sheet.width(), sheet.height()),
              rect(kAnglesMargin + kAnglesNames + sheet.width() + kAnglesGap, top, sheet.width(), sheet.height()));
    }
    drawKeys(painter, style,
             rect(area.width() / unitsPerMm - kAnglesKeys + 3, kAnglesMargin + kAnglesTitle, kAnglesKeys - 4, 36));
    painter.setPen(PrintStyle::ink());
    painter.drawText(QRectF(area.left() + style.mm(kAnglesMargin), area.bottom() - style.mm(kAnglesTitle), area.width(),
                            style.mm(kAnglesTitle - 0.5)),
                     Qt::AlignLeft | Qt::AlignVCenter, title());
  }

  FigureData data() const override {
    FigureData result;
    for (const OrientationRow& row : rows_)
      for (const SheetMap* map : {&row.angles, &row.variance}) {
        const std::string network = row.title.toLower().toStdString();
        const std::string name = network + "_" + map->layer + "_" + map->quantity;
        result.arrays.emplace_back(name, NpyArray::from(map->values, {map->height, map->width}));
        result.headings[name] = mapHeading(*map, network);
      }
    Table pinwheels("pinwheels", false);
    for (const OrientationRow& row : rows_)
      for (const auto& pinwheel : row.found.places)
        pinwheels.add({{"network", row.title.toLower().toStdString()},
                       {"row", pinwheel.row},
                       {"column", pinwheel.column},
                       {"sign", std::int64_t{pinwheel.sign}}});
    result.tables.push_back(std::move(pinwheels));
    return result;
  }

 private:
  /// Two sheets beside each other fill the width, unless they would be higher than kMostHigh.
  QSizeF sheetMm(double widthMm) const {
    const SheetMap& map = rows_.front().angles;
    const double width = (widthMm - 2 * kAnglesMargin - kAnglesNames - kAnglesKeys - kAnglesGap) / 2,
                 unit = std::min(width / double(map.width), kMostHigh / double(map.height));
    return {unit * double(map.width), unit * double(map.height)};
  }

  static void drawRow(QPainter& painter, const PrintStyle& style, const OrientationRow& row, const QRectF& name,
                      const QRectF& angles, const QRectF& variance) {
    drawSheet(painter, angles, row.angles, angleDisplay(PrintStyle::theme()), false);
    drawSheet(painter, variance, row.variance, varianceDisplay(PrintStyle::theme()), false);
    painter.setPen(style.axisPen());
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(angles);
    painter.drawRect(variance);
    drawPinwheels(painter, angles, row, 0.75 * style.point(), PrintStyle::theme());
    painter.setPen(PrintStyle::ink());
    const QStringList lines{row.title, row.detail.section(QLatin1Char(','), 0, 0),
                            tr("+ %1, − %2").arg(row.found.positive).arg(row.found.negative)};
    for (int i = 0; i < lines.size(); ++i)
      painter.drawText(QRectF(name.left(), name.top() + i * style.mm(3.2), name.width(), style.mm(3.2)),
                       Qt::AlignLeft | Qt::AlignVCenter, lines[i]);
  }

  static void drawKeys(QPainter& painter, const PrintStyle& style, const QRectF& area) {
    const QRectF disc(area.left() + style.mm(1), area.top() + style.mm(3.5), style.mm(12), style.mm(6)),
        bar(area.left() + style.mm(1), disc.bottom() + style.mm(9), style.mm(2.5), style.mm(16));
    drawAngleKey(painter, disc, PrintStyle::theme());
    drawColourBar(painter, bar, varianceDisplay(PrintStyle::theme()));
    painter.setPen(PrintStyle::ink());
    const auto text = [&](double x, double y, const QString& words) {
      painter.drawText(QRectF(x - style.mm(6), y - style.mm(2), style.mm(12), style.mm(4)), Qt::AlignCenter, words);
    };
    text(disc.center().x(), disc.top() - style.mm(1.8), QStringLiteral("90°"));
    text(disc.right(), disc.bottom() + style.mm(2), QStringLiteral("0°"));
    text(disc.left() + style.mm(1), disc.bottom() + style.mm(2), QStringLiteral("180°"));
    painter.drawText(QRectF(bar.left(), bar.top() - style.mm(4), style.mm(16), style.mm(3.5)),
                     Qt::AlignLeft | Qt::AlignVCenter, tr("variance"));
    painter.drawText(QRectF(bar.right() + style.mm(1), bar.top() - style.mm(2), style.mm(6), style.mm(4)),
                     Qt::AlignLeft | Qt::AlignVCenter, QString::number(1));
    painter.drawText(QRectF(bar.right() + style.mm(1), bar.bottom() - style.mm(2), style.mm(6), style.mm(4)),
                     Qt::AlignLeft | Qt::AlignVCenter, QString::number(0));
  }

  std::vector<OrientationRow> rows_;
  QString layer_, provenance_;
};

}  // namespace

std::unique_ptr<Figure> makeOrientationFigure(const std::vector<AnalysedNetwork>& networks, const std::string& layer) {
  auto figure = std::make_unique<OrientationFigure>(networks, layer);
  if (figure->empty()) return nullptr;
  return withProvenance(std::move(figure));
}

std::vector<OrientationRow> orientationRows(const std::vector<AnalysedNetwork>& networks, const std::string& layer) {
  std::vector<OrientationRow> rows;
  for (const AnalysedNetwork& network : networks) {
    const auto found = pinwheelsIn(*network.found, layer);
    const SheetMap *angles = network.found->map(layer, kPreferredQuantity),
                   *variance = network.found->map(layer, kVarianceQuantity);
    if (!found || !angles || !variance) continue;
    rows.push_back({networkTitle(network), network.detail, *angles, *variance, *found});
    rows.back().angles.step = rows.back().variance.step = network.found->step;  // -1 of a file: nobody knows
  }
  return rows;
}

std::string orientationLayer(const std::vector<AnalysedNetwork>& networks, const std::string& wanted) {
  if (!orientationRows(networks, wanted).empty()) return wanted;
  for (const AnalysedNetwork& network : networks)
    for (const AnalysedLayer& layer : network.found->layers)
      if (network.found->map(layer.layer, kPreferredQuantity)) return layer.layer;
  return {};
}

MapDisplay angleDisplay(const Theme& theme) {
  return {&colourMapFor({}, kPreferredQuantity, theme), {0, 180}, 0, &theme};
}

MapDisplay varianceDisplay(const Theme& theme) {
  return {&colourMapFor({}, kVarianceQuantity, theme), {0, 1}, 0, &theme};
}

void drawAngleKey(QPainter& painter, const QRectF& rect, const Theme& theme) {
  constexpr int kWide = 256, kHigh = kWide / 2;
  const MapDisplay display = angleDisplay(theme);
  QImage disc(kWide, kHigh, QImage::Format_ARGB32_Premultiplied);
  disc.fill(Qt::transparent);
  for (int y = 0; y < kHigh; ++y)
    for (int x = 0; x < kWide; ++x) {
      const double right = x + 0.5 - kHigh, up = kHigh - y - 0.5;
      if (std::hypot(right, up) > kHigh) continue;
      disc.setPixel(x, y, colourFor(std::atan2(up, right) * 180 / M_PI, *display.colours, display.limits, 0, theme));
    }
  painter.save();
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(rect, disc);
  painter.restore();
}

void drawPinwheels(QPainter& painter, const QRectF& sheet, const OrientationRow& row, double line, const Theme& theme) {
  const double cell = sheet.width() / double(std::max<std::int64_t>(1, row.angles.width)), arm = 3 * line;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  for (const bool casing : {true, false}) {
    painter.setPen(QPen(theme.color(casing ? Role::Window : Role::Text), casing ? 3 * line : line, Qt::SolidLine,
                        casing ? Qt::SquareCap : Qt::FlatCap));
    for (const auto& pinwheel : row.found.places) {
      const QPointF at(sheet.left() + (pinwheel.column + 0.5) * cell, sheet.top() + (pinwheel.row + 0.5) * cell);
      painter.drawLine(at - QPointF(arm, 0), at + QPointF(arm, 0));
      if (pinwheel.sign > 0) painter.drawLine(at - QPointF(0, arm), at + QPointF(0, arm));
    }
  }
  painter.restore();
}

}  // namespace studio
