#include "widgets/export/captioned_figure.h"

#include <qcustomplot.h>

#include <QFontMetricsF>
#include <QRegularExpression>

#include "widgets/export/figure_print.h"

namespace studio {
namespace {

constexpr double kSourcePoints = 5.5, kSourceMargin = 1, kSourceGap = 0.8;  // mm, but for the points of the font

class CaptionedFigure : public Figure {
 public:
  explicit CaptionedFigure(std::unique_ptr<Figure> figure) : figure_(std::move(figure)) {}

  QString title() const override { return figure_->title(); }
  QString provenance() const override { return figure_->provenance(); }
  double heightMm(double widthMm) const override { return figure_->heightMm(widthMm) + sourceMm(widthMm); }
  FigureData data() const override { return figure_->data(); }

  void draw(QCPPainter& painter, const QRectF& area, double unitsPerMm) const override {
    const PrintStyle style{unitsPerMm};
    const double below = style.mm(sourceMm(area.width() / unitsPerMm));
    figure_->draw(painter, area.adjusted(0, 0, 0, -below), unitsPerMm);
    painter.setFont(style.text(kSourcePoints));
    painter.setPen(PrintStyle::ink());
    painter.drawText(QRectF(area.left() + style.mm(kSourceMargin), area.bottom() - below,
                            area.width() - style.mm(2 * kSourceMargin), below),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, sourceText());
  }

 private:
  /// Runs by their names: what differs between configurations lies in the file.
  QString sourceText() const {
    static const QRegularExpression fingerprint(QStringLiteral(", config [0-9a-f]{12}"));
    return provenance().remove(fingerprint);
  }

  double sourceMm(double widthMm) const {
    constexpr double kFine = 100;  // units a mm: whole pixels of the font do not matter
    const QRectF space(0, 0, (widthMm - 2 * kSourceMargin) * kFine, 1e6);
    const QFontMetricsF metrics(PrintStyle{kFine}.text(kSourcePoints));
    return metrics.boundingRect(space, Qt::TextWordWrap, sourceText()).height() / kFine + kSourceGap;
  }

  std::unique_ptr<Figure> figure_;
};

}  // namespace

std::unique_ptr<Figure> withProvenance(std::unique_ptr<Figure> figure) {
  if (!figure || figure->provenance().isEmpty()) return figure;
  return std::make_unique<CaptionedFigure>(std::move(figure));
}

}  // namespace studio
