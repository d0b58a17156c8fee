// Plots on paper: panels side by side, one legend below them.
#include "widgets/export/run_figures.h"

#include <qcustomplot.h>

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/export/figure_print.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/tr.h"
#include "widgets/plots/curve.h"
#include "widgets/plots/plot_painter.h"
#include "widgets/runs/run_data.h"

namespace studio {
namespace {

constexpr double kMargin = 1, kLegendLine = 4, kLegendSpace = 1, kKey = 5, kCaptionGap = 1;  // mm
constexpr double kThreeFrom = 150, kTwoFrom = 75;  // mm of width from which so many panels stand beside each other

struct LegendEntry {
  QString text;
  PlotColour colour;
  Qt::PenStyle line;
};

/// Each name once, whatever the number of panels.
std::vector<LegendEntry> collectLegend(const std::vector<PlotSpec>& plots) {
  std::vector<LegendEntry> entries;
  for (const PlotSpec& plot : plots)
    for (const PlotSeries& series : plot.series) {
      const QString text = engineText(series.label);
      const bool known =
          std::any_of(entries.begin(), entries.end(), [&](const LegendEntry& entry) { return entry.text == text; });
      if (plot.labels == PlotSpec::Labels::Legend && !text.isEmpty() && !known)
        entries.push_back({text, series.colour, PlotPainter::lineStyle(series)});
    }
  return entries;
}

class PlotFigure : public Figure {
 public:
  PlotFigure(std::vector<PlotSpec> plots, QString provenance, QString title)
      : plots_(std::move(plots)),
        legend_(collectLegend(plots_)),
        provenance_(std::move(provenance)),
        title_(title.isEmpty() ? engineText(plots_.front().title) : std::move(title)),
        caption_(plots_.size() == 1 ? engineText(plots_.front().caption) : QString()) {}

  QString title() const override { return title_; }
  QString provenance() const override { return provenance_; }
  double heightMm(double widthMm) const override { return panelsMm(widthMm) + legendMm() + captionMm(widthMm); }

  void draw(QCPPainter& painter, const QRectF& area, double unitsPerMm) const override {
    const PrintStyle style{unitsPerMm};
    const PlotStyle display = PlotStyle::onPaper(unitsPerMm, PrintStyle::ink());
    const double widthMm = area.width() / unitsPerMm;
    const int across = columns(widthMm);
    const double width = area.width() / across, height = style.mm(panelMm(widthMm)), margin = style.mm(kMargin);
    for (int i = 0; i < int(plots_.size()); ++i)
      paintOnPaper(painter,
                   QRectF(area.left() + (i % across) * width, area.top() + (i / across) * height, width, height)
                       .adjusted(margin, 0, -margin, -margin / 2),
                   plots_[std::size_t(i)], display);
    const double below = area.top() + style.mm(panelsMm(widthMm));
    drawLegend(painter, style, display, {area.left(), below, area.width(), style.mm(legendMm())});
    if (caption_.isEmpty()) return;
    painter.setFont(style.text());
    painter.setPen(PrintStyle::ink());
    painter.drawText(QRectF(area.left() + style.mm(2 * kMargin), below + style.mm(legendMm()),
                            area.width() - style.mm(4 * kMargin), style.mm(captionMm(widthMm))),
                     Qt::AlignLeft | Qt::TextWordWrap, caption_);
  }

  FigureData data() const override {
    FigureData result;
    for (const PlotSpec& plot : plots_) result.tables.push_back(plotTable(plot));
    return result;
  }

 private:
  int columns(double widthMm) const {
    return std::min(int(plots_.size()), widthMm >= kThreeFrom ? 3 : widthMm >= kTwoFrom ? 2 : 1);
  }
  double panelMm(double widthMm) const { return plots_.front().paper.heightMm(widthMm / columns(widthMm)); }
  double panelsMm(double widthMm) const {
    return std::ceil(double(plots_.size()) / columns(widthMm)) * panelMm(widthMm);
  }
  double legendMm() const { return legend_.empty() ? 0 : kLegendLine * double(legend_.size()) + kLegendSpace; }

  double captionMm(double widthMm) const {
    if (caption_.isEmpty()) return 0;
    constexpr double kFine = 100;  // units a mm: whole pixels of the font do not matter
    const QRectF space(0, 0, (widthMm - 4 * kMargin) * kFine, 1e6);
    return QFontMetricsF(PrintStyle{kFine}.text()).boundingRect(space, Qt::TextWordWrap, caption_).height() / kFine +
           kCaptionGap;
  }

  void drawLegend(QPainter& painter, const PrintStyle& style, const PlotStyle& display, const QRectF& area) const {
    painter.setFont(style.text());
    double y = area.top() + style.mm(kLegendLine / 2);
    for (const LegendEntry& entry : legend_) {
      painter.setPen(display.pen(display.mark(entry.colour), display.line, entry.line));
      painter.drawLine(QPointF(area.left() + style.mm(10), y), QPointF(area.left() + style.mm(10 + kKey), y));
      painter.setPen(PrintStyle::ink());
      painter.drawText(QRectF(area.left() + style.mm(11.5 + kKey), y - style.mm(kLegendLine / 2),
                              area.width() - style.mm(13 + kKey), style.mm(kLegendLine)),
                       Qt::AlignLeft | Qt::AlignVCenter, entry.text);
      y += style.mm(kLegendLine);
    }
  }

  std::vector<PlotSpec> plots_;
  std::vector<LegendEntry> legend_;
  QString provenance_, title_, caption_;
};

}  // namespace

std::unique_ptr<Figure> makePlotFigure(std::vector<PlotSpec> plots, const QString& provenance, const QString& title) {
  std::erase_if(plots, [](const PlotSpec& plot) { return plot.empty(); });
  if (plots.empty()) return nullptr;
  return std::make_unique<PlotFigure>(std::move(plots), provenance, title);
}

namespace {

/// What its values are means over stands before the newest value of one run, and in the title of several that agree.
PlotSpec labelledCurve(const CurveSpec& spec, const std::vector<CurveRun>& curves, const std::vector<RunData>& runs) {
  const QString mean = meanText(spec, runs.front().layers);
  CurveChoice choice;
  choice.prefix = mean;
  PlotSpec plot = curvePlot(spec, curves, choice);
  const bool agree =
      std::all_of(runs.begin(), runs.end(), [&](const RunData& run) { return meanText(spec, run.layers) == mean; });
  if (runs.size() > 1 && agree && !mean.isEmpty())
    plot.title = plot.heading = tr("%1, %2").arg(makeTitle(spec), mean).toStdString();
  return plot;
}

}  // namespace

std::unique_ptr<Figure> makeCurvesFigure(const std::vector<RunData>& runs, const std::vector<QString>& ids) {
  std::vector<CurveRun> curves;
  QStringList names, provenance;
  for (const RunData& run : runs) {
    names << QString::fromStdString(run.folder.name());
    curves.push_back({names.back(), run.colour, &run.scalars, &run.mapSteps});
    provenance << provenanceText(run) +
                      QStringLiteral(", step %1").arg(run.scalars.empty() ? 0 : run.scalars.back().step);
  }
  std::vector<PlotSpec> plots;
  for (const CurveSpec& spec : curveSpecs(curves))
    if (ids.empty() || std::find(ids.begin(), ids.end(), QString::fromStdString(spec.id)) != ids.end())
      plots.push_back(labelledCurve(spec, curves, runs));
  return makePlotFigure(std::move(plots), provenance.join(QStringLiteral("; ")),
                        tr("Curves of %1").arg(names.join(QStringLiteral(", "))));
}

}  // namespace studio
