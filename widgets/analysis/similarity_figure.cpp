#include "widgets/analysis/similarity_figure.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

#include "widgets/export/print_style.h"
#include "widgets/analysis/stored_analyses.h"
#include "widgets/frame/tr.h"
#include "widgets/sheets/colour_maps.h"

namespace studio {
namespace {

constexpr double kCell = 9, kMatrixRow = 4, kMatrixNames = 14, kMatrixTitle = 5, kMatrixGap = 4,
                 kMatrixMargin = 1;  // mm

class SimilarityFigure : public Figure {
  struct Layer {
    std::string name;
    std::vector<SimilarPair> pairs;
  };

 public:
  SimilarityFigure(const AnalysedNetwork& network, SimilarityMeasure measure)
      : measure_(measure), source_(provenanceOf(std::vector{network})) {
    const NetworkAnalysis& found = *network.found;
    for (const Contrast& contrast : found.contrasts) names_.push_back(contrast.name);
    for (const AnalysedLayer& layer : found.layers)
      if (auto pairs = similarPairs(found, layer.layer); !pairs.empty())
        layers_.push_back({layer.layer, std::move(pairs)});
  }

  bool empty() const { return layers_.empty() || names_.size() < 2; }
  QString title() const override { return tr("Similarity of maps, %1").arg(measureTitle(measure_)); }
  QString provenance() const override { return source_; }
  double heightMm(double widthMm) const override {
    return kMatrixMargin + std::ceil(double(layers_.size()) / columns(widthMm)) * blockHeight() + kMatrixTitle;
  }

  void draw(QCPPainter& painter, const QRectF& area, double unitsPerMm) const override {
    const PrintStyle style{unitsPerMm};
    painter.setFont(style.text());
    const int across = columns(area.width() / unitsPerMm);
    for (int i = 0; i < int(layers_.size()); ++i)
      drawLayer(painter, style, layers_[std::size_t(i)],
                area.topLeft() + QPointF(style.mm(kMatrixMargin + (i % across) * blockWidth()),
                                         style.mm(kMatrixMargin + (i / across) * blockHeight())));
    painter.setPen(PrintStyle::ink());
    painter.drawText(QRectF(area.left() + style.mm(kMatrixMargin), area.bottom() - style.mm(kMatrixTitle), area.width(),
                            style.mm(kMatrixTitle - 0.5)),
                     Qt::AlignLeft | Qt::AlignVCenter, title());
  }

  FigureData data() const override {
    FigureData result;
    for (const Layer& layer : layers_) {
      Table table(layer.name, false);
      for (const SimilarPair& pair : layer.pairs)
        table.add({{"contrast_a", pair.a},
                   {"contrast_b", pair.b},
                   {"pearson", pair.pearson},
                   {"ssim", pair.ssim},
                   {"spearman", pair.spearman}});
      result.tables.push_back(std::move(table));
    }
    return result;
  }

 private:
  double blockWidth() const { return kMatrixNames + kCell * double(names_.size() - 1) + kMatrixGap; }
  double blockHeight() const { return kMatrixTitle + kMatrixRow * double(names_.size()) + kMatrixGap; }
  int columns(double widthMm) const {
    return std::clamp(int((widthMm - kMatrixMargin) / blockWidth()), 1, std::max(1, int(layers_.size())));
  }
  std::ptrdiff_t placeOf(const std::string& name) const {
    return std::find(names_.begin(), names_.end(), name) - names_.begin();
  }

  void drawLayer(QPainter& painter, const PrintStyle& style, const Layer& layer, const QPointF& corner) const {
    const auto rect = [&](double x, double y, double width, double height) {
      return QRectF(corner + QPointF(style.mm(x), style.mm(y)), QSizeF(style.mm(width), style.mm(height)));
    };
    painter.setPen(PrintStyle::ink());
    painter.drawText(rect(0, 0, blockWidth(), kMatrixTitle - 1), Qt::AlignLeft | Qt::AlignVCenter,
                     QString::fromStdString(layer.name));
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const QString name = QString::fromStdString(names_[i]);
      if (i > 0)
        painter.drawText(rect(0, kMatrixTitle + kMatrixRow * double(i - 1), kMatrixNames - 1, kMatrixRow),
                         Qt::AlignLeft | Qt::AlignVCenter, name);
      if (i + 1 < names_.size())
        painter.drawText(rect(kMatrixNames + kCell * double(i), kMatrixTitle + kMatrixRow * double(names_.size() - 1),
                              kCell - 0.5, kMatrixRow),
                         Qt::AlignHCenter | Qt::AlignVCenter, name);
    }
    const ColourMap& colours = colourMapFor({}, "similarity", PrintStyle::theme());
    for (const SimilarPair& pair : layer.pairs) {
      const auto first = std::max(placeOf(pair.a), placeOf(pair.b)),
                 second = std::min(placeOf(pair.a), placeOf(pair.b));
      if (first <= second || first >= std::ptrdiff_t(names_.size())) continue;
      const double value = valueOf(pair, measure_);
      const QRectF cell = rect(kMatrixNames + kCell * double(second), kMatrixTitle + kMatrixRow * double(first - 1),
                               kCell - 0.2, kMatrixRow - 0.2);
      painter.fillRect(cell, QColor(colourFor(value, colours, {-1, 1}, 0, PrintStyle::theme())));
      painter.setPen(std::abs(value) > 0.65 ? PrintStyle::theme().color(Role::Panel) : PrintStyle::ink());
      painter.drawText(cell, Qt::AlignCenter, std::isfinite(value) ? studio::valueText(value) : QStringLiteral("–"));
      painter.setPen(PrintStyle::ink());
    }
  }

  SimilarityMeasure measure_;
  QString source_;
  std::vector<std::string> names_;
  std::vector<Layer> layers_;
};

}  // namespace

std::unique_ptr<Figure> makeSimilarityFigure(const AnalysedNetwork& network, SimilarityMeasure measure) {
  auto figure = std::make_unique<SimilarityFigure>(network, measure);
  if (figure->empty()) return nullptr;
  return figure;
}

}  // namespace studio
