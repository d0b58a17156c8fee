#include "widgets/export/curves_figure.h"

#include <algorithm>
#include <cmath>

#include "widgets/export/print_axes.h"
#include "widgets/frame/tr.h"
#include "widgets/plots/curve.h"

namespace studio {
namespace {

struct Panel {
  CurveSpec spec;
  std::vector<std::vector<CurveLine>> runs;
};  // one entry a run

class CurvesFigure : public Figure {
 public:
  CurvesFigure(const std::vector<RunData>& runs, const std::vector<QString>& ids) {
    for (const RunData& run : runs) {
      names_ << QString::fromStdString(run.folder.name());
      colours_.push_back(run.colour);
      provenance_ << provenanceOf(run) +
                         QStringLiteral(", step %1").arg(run.scalars.empty() ? 0 : run.scalars.back().step);
    }
    for (const CurveSpec& spec : curveSpecs()) {
      const bool chosen = ids.empty() || std::find(ids.begin(), ids.end(), QLatin1String(spec.id)) != ids.end();
      Panel panel{spec, {}};
      bool any = false;
      for (const RunData& run : runs) {
        panel.runs.push_back(linesOf(spec, run.scalars));
        any = any || !panel.runs.back().empty();
      }
      if (chosen && any) panels_.push_back(std::move(panel));
    }
  }

  bool empty() const { return panels_.empty(); }
  QString title() const override { return tr("Curves of %1").arg(names_.join(QStringLiteral(", "))); }
  QString provenance() const override { return provenance_.join(QStringLiteral("; ")); }
  double heightMm(double widthMm) const override { return rows(widthMm) * panelHeight(widthMm) + legendMm(); }

  void draw(QPainter& painter, const QRectF& area, double unitsPerMm) const override {
    const PrintStyle style{unitsPerMm};
    const double widthMm = area.width() / unitsPerMm;
    const int across = columns(widthMm);
    const double panelWidth = area.width() / across, height = style.mm(panelHeight(widthMm));
    for (int i = 0; i < int(panels_.size()); ++i)
      drawPanel(painter, style, panels_[i],
                {area.left() + (i % across) * panelWidth, area.top() + (i / across) * height, panelWidth, height});
    drawLegend(painter, style, {area.left(), area.bottom() - style.mm(legendMm()), area.width(), style.mm(legendMm())});
  }

  FigureData data() const override {
    FigureData result;
    for (const Panel& panel : panels_)
      for (std::size_t run = 0; run < panel.runs.size(); ++run)
        for (const CurveLine& line : panel.runs[run]) {
          std::string name = panel.spec.id;
          if (line.validation) name.append("_validation");
          const std::string column = panel.spec.factor == 100 ? std::string(name).append("_percent") : name;
          if (panel.runs.size() > 1) name.append(1, '_').append(names_[int(run)].toStdString());
          FigureTable table{name, {"step", column}, {}};
          for (std::size_t i = 0; i < line.x.size(); ++i) table.rows.push_back({line.x[i], line.y[i]});
          result.tables.push_back(std::move(table));
        }
    return result;
  }

 private:
  int columns(double widthMm) const {
    return std::min<int>(int(panels_.size()), widthMm >= 150 ? 3 : widthMm >= 75 ? 2 : 1);
  }
  int rows(double widthMm) const {
    return (int(panels_.size()) + columns(widthMm) - 1) / std::max(1, columns(widthMm));
  }
  double panelHeight(double widthMm) const {
    return std::clamp(widthMm / std::max(1, columns(widthMm)) * 0.78, 30.0, 70.0);
  }
  double legendMm() const { return names_.size() > 1 ? 4.0 * double(names_.size()) + 1 : 0; }

  void drawPanel(QPainter& painter, const PrintStyle& style, const Panel& panel, const QRectF& area) const {
    double low = INFINITY, high = -INFINITY, last = 1;
    for (const auto& lines : panel.runs)
      for (const CurveLine& line : lines) {
        const auto [smallest, largest] = std::minmax_element(line.y.begin(), line.y.end());
        low = std::min(low, *smallest);
        high = std::max(high, *largest);
        last = std::max(last, line.x.back());
      }
    const CurveRange range = rangeOf(panel.spec, low, high);
    const QRectF frame = area.adjusted(style.mm(10), style.mm(5), -style.mm(2.5), -style.mm(8.5));
    const PrintAxes axes(frame, 0, last, range.low, range.high + 0.04 * (range.high - range.low));
    painter.setPen(PrintStyle::ink());
    painter.setFont(style.text(7, true));
    painter.drawText(QRectF(area.left() + style.mm(2), area.top(), area.width(), style.mm(4)),
                     Qt::AlignLeft | Qt::AlignVCenter, titleOf(panel.spec));
    axes.drawFrame(painter, style, tr("Step"));
    for (std::size_t run = 0; run < panel.runs.size(); ++run)
      drawLines(painter, style, axes, panel.runs[run], int(run));
  }

  /// Training in the run's colour, validation in black where there is one run, dashed where there are several.
  void drawLines(QPainter& painter, const PrintStyle& style, const PrintAxes& axes, const std::vector<CurveLine>& lines,
                 int run) const {
    const bool alone = names_.size() == 1;
    int labels = 0;
    for (const CurveLine& line : lines) {
      const QColor colour = alone && line.validation ? PrintStyle::ink() : PrintStyle::theme().runMark(colours_[run]);
      QPen pen = style.curvePen(colour);
      if (!alone && line.validation) pen.setStyle(Qt::DashLine);
      painter.setPen(pen);
      axes.drawLine(painter, line.x, line.y);
      if (!alone) continue;
      painter.setPen(alone && line.validation ? PrintStyle::ink() : PrintStyle::theme().runLabel(colours_[run]));
      painter.setFont(style.text());
      const bool upper = axes.at(0, lines.front().y.back()).y() > axes.frame().center().y();
      const double y = upper ? axes.frame().top() + style.mm(3.2) * labels
                             : axes.frame().bottom() - style.mm(3.4) * (double(lines.size()) - labels);
      painter.drawText(QRectF(axes.frame().left(), y, axes.frame().width() - style.mm(0.5), style.mm(3.2)),
                       Qt::AlignRight | Qt::AlignVCenter,
                       (lines.size() > 1 ? line.name + QLatin1Char(' ') : QString()) + curveNumber(line.y.back()));
      ++labels;
    }
  }

  void drawLegend(QPainter& painter, const PrintStyle& style, const QRectF& area) const {
    if (names_.size() < 2) return;
    painter.setFont(style.text());
    for (int i = 0; i < names_.size(); ++i) {
      const double y = area.top() + style.mm(4) * i + style.mm(2);
      painter.setPen(style.curvePen(PrintStyle::theme().runMark(colours_[i])));
      painter.drawLine(QPointF(area.left() + style.mm(10), y), QPointF(area.left() + style.mm(15), y));
      painter.setPen(PrintStyle::ink());
      painter.drawText(QRectF(area.left() + style.mm(16.5), y - style.mm(2), area.width() - style.mm(18), style.mm(4)),
                       Qt::AlignLeft | Qt::AlignVCenter, names_[i]);
    }
  }

  QStringList names_, provenance_;
  std::vector<int> colours_;
  std::vector<Panel> panels_;
};

}  // namespace

std::unique_ptr<Figure> makeCurvesFigure(const std::vector<RunData>& runs, const std::vector<QString>& ids) {
  auto figure = std::make_unique<CurvesFigure>(runs, ids);
  if (figure->empty()) return nullptr;
  return figure;
}

}  // namespace studio
