#include "widgets/analysis/selectivity_figure.h"

#include <qcustomplot.h>

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/readings.h"
#include "widgets/analysis/maps_overlay.h"
#include "widgets/analysis/shown_maps.h"
#include "widgets/export/captioned_figure.h"
#include "widgets/export/figure_print.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_data.h"
#include "widgets/runs/run_text.h"
#include "widgets/runs/sources.h"

namespace studio {
namespace {

constexpr double kMapsMargin = 1, kMapsTitle = 5, kName = 4, kMapsLine = 4, kMapsGap = 1, kBandGap = 3,
                 kLeast = 11;      // mm
constexpr double kControl = 0.44;  // of a trained map's width
constexpr double kOutlinePoints = 0.75, kThinnestMap = 2;

class SelectivityFigure : public Figure {
 public:
  explicit SelectivityFigure(SelectivityMaps maps) : maps_(std::move(maps)) {
    for (std::size_t network = 0; network < maps_.networks.size(); ++network)
      for (std::size_t contrast = 0; contrast < maps_.contrasts.size(); ++contrast) {
        const SheetMap* map = measured(network, contrast);
        if (map) shown_.push_back({network, contrast, smoothedMap(*map, maps_.display.sigma)});
      }
    limit_ = maps_.display.lockedLimit.value_or(computedLimit());
  }

  bool empty() const {
    return std::none_of(shown_.begin(), shown_.end(), [](const Shown& map) { return map.network == 0; });
  }

  QString title() const override {
    const QString layer = QString::fromStdString(maps_.layer);
    return maps_.display.sigma > 0
               ? tr("Selectivity in %1, smoothed with σ = %2 units").arg(layer).arg(maps_.display.sigma, 0, 'g', 3)
               : tr("Selectivity in %1").arg(layer);
  }

  QString provenance() const override {
    const NetworkAnalysis& found = *maps_.networks.front().found;
    const QString source = provenanceText(maps_.source);  // a file of weights has no step
    return QStringLiteral("%1, stimuli %2")
        .arg(found.step < 0 ? source : QStringLiteral("%1, step %2").arg(source).arg(found.step),
             stimuliTitle(found.stimuli));
  }

  double heightMm(double widthMm) const override {
    const Grid grid = gridFor(widthMm);
    return 2 * kMapsMargin + kMapsTitle + double(grid.bands) * grid.band() + double(grid.bands - 1) * kBandGap +
           kMapsLine * controlsLines(widthMm);
  }

  void draw(QCPPainter& painter, const QRectF& area, double unitsPerMm) const override {
    const PrintStyle style{unitsPerMm};
    const Grid grid = gridFor(area.width() / unitsPerMm);
    painter.setFont(style.text());
    painter.setPen(PrintStyle::ink());
    drawText(painter, style, area, {kMapsMargin, kMapsMargin, area.width() / unitsPerMm, kMapsTitle}, Qt::AlignLeft,
             title());
    for (std::size_t contrast = 0; contrast < maps_.contrasts.size(); ++contrast)
      drawContrast(painter, style, area, grid, contrast);
    for (std::size_t band = 0; band < grid.bands; ++band)
      drawText(painter, style, area,
               {kMapsMargin, grid.top(band) + kName + grid.mapHeight, area.width() / unitsPerMm, kMapsLine},
               Qt::AlignLeft, firstCaption());
    const double end = grid.top(grid.bands - 1) + grid.band();
    const double space = area.width() / unitsPerMm - 2 * kMapsMargin;
    if (controls() > 0) {
      painter.setPen(PrintStyle::ink());
      painter.drawText(
          placed(style, area, {kMapsMargin, end, space, kMapsLine * controlsLines(area.width() / unitsPerMm)}),
          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, controlsCaption());
    }
    drawPrintColourBar(painter, style, area, kMapsMargin + kMapsTitle + kName, std::max(12.0, grid.mapHeight),
                       display(), statisticText(maps_.statistic), hasBeyond());
  }

  FigureData data() const override {
    FigureData result;
    Table table(kMapsAnalysis, false);
    for (const Shown& shown : shown_) {
      const SheetMap& map = *measured(shown.network, shown.contrast);
      const std::string name = networkName(maps_.networks[shown.network]).toStdString();
      const std::string array = maps_.layer + "_" + map.quantity + "_" + name;
      result.arrays.emplace_back(array, NpyArray::from(map.values, {map.height, map.width}));
      result.headings[array] = mapHeading(map, name, maps_.networks[shown.network].found->step >= 0);
      const auto patches = readPatches(shown);
      double most = kUndefined;
      for (const float value : map.values)
        if (std::isfinite(value) && !(std::abs(value) <= most)) most = std::abs(double(value));
      const double largest = patches && !patches->list.empty() ? double(patches->list.front().units.size()) : 0;
      table.add(
          {{"network", name},
           {"contrast", maps_.contrasts[shown.contrast]},
           {"patches", patches ? double(patches->list.size()) : kUndefined},
           {"area_fraction", patches ? patches->areaFraction : kUndefined},
           {"largest_patch", patches ? largest : kUndefined},
           {"morans_i", moransIn(*maps_.networks[shown.network].found, maps_.layer, maps_.contrasts[shown.contrast])},
           {"largest_value", most}});
    }
    result.tables.push_back(std::move(table));
    return result;
  }

 private:
  struct Shown {
    std::size_t network, contrast;
    SheetMap map;
  };

  /// Everything in mm.
  struct Grid {
    std::size_t perBand = 1, bands = 1;
    double column = 0, mapHeight = 0, controlHeight = 0;
    double band() const { return kName + mapHeight + kMapsLine + (controlHeight > 0 ? controlHeight + kMapsLine : 0); }
    double top(std::size_t index) const { return kMapsMargin + kMapsTitle + double(index) * (band() + kBandGap); }
    double left(std::size_t contrast) const { return kMapsMargin + double(contrast % perBand) * (column + kMapsGap); }
  };

  std::size_t controls() const { return maps_.networks.size() - 1; }

  std::optional<Patches> readPatches(const Shown& shown) const {
    auto found = patchesIn(*maps_.networks[shown.network].found, maps_.layer, maps_.contrasts[shown.contrast]);
    if (!found && shown.network == 0) found = findOutlined(*measured(shown.network, shown.contrast), rule());
    return found;
  }

  OutlineRule rule() const {
    const SheetMap& first = shown_.front().map;
    return outlineRule(maps_.settings, first.height, first.width);
  }

  const SheetMap* measured(std::size_t network, std::size_t contrast) const {
    return maps_.networks[network].found->map(maps_.layer, mapQuantity(maps_.contrasts[contrast], maps_.statistic));
  }

  double computedLimit() const {
    std::vector<float> all;
    for (const Shown& shown : shown_) all.insert(all.end(), shown.map.values.begin(), shown.map.values.end());
    const double limit = magnitudeAt(std::move(all), maps_.display.percentile);
    return limitsAround(mapQuantity({}, maps_.statistic), limit).high;
  }

  bool hasBeyond() const {
    return std::any_of(shown_.begin(), shown_.end(),
                       [this](const Shown& shown) { return leftOut(shown.map, display()).beyond > 0; });
  }

  MapDisplay display() const {
    return {&colourMapFor(maps_.colours, mapQuantity("", maps_.statistic), PrintStyle::theme()),
            {-limit_, limit_},
            maps_.display.greyBelow,
            &PrintStyle::theme(),
            maps_.display.lockedLimit ? 100 : maps_.display.percentile};
  }

  /// As many columns as stay wide enough; all bands have the same.
  Grid gridFor(double widthMm) const {
    Grid grid;
    const double space = widthMm - 2 * kMapsMargin - kPrintBarSpace;
    const std::size_t most = std::max<std::size_t>(1, std::size_t((space + kMapsGap) / (kLeast + kMapsGap)));
    grid.bands = (maps_.contrasts.size() + most - 1) / most;
    grid.perBand = (maps_.contrasts.size() + grid.bands - 1) / grid.bands;
    const SheetMap& first = shown_.front().map;
    const double shape = double(first.height) / double(first.width);
    grid.column =
        std::min((space - kMapsGap * double(grid.perBand - 1)) / double(grid.perBand), 60.0 / std::max(shape, 1e-6));
    grid.mapHeight = std::max(grid.column * shape, kThinnestMap);
    grid.controlHeight = controls() > 0 ? std::max(grid.column * kControl * shape, kThinnestMap / 2) : 0;
    return grid;
  }

  static QRectF placed(const PrintStyle& style, const QRectF& area, const QRectF& mm) {
    return {area.left() + style.mm(mm.left()), area.top() + style.mm(mm.top()), style.mm(mm.width()),
            style.mm(mm.height())};
  }

  static void drawText(QPainter& painter, const PrintStyle& style, const QRectF& area, const QRectF& mm, int align,
                       const QString& text) {
    painter.setPen(PrintStyle::ink());
    painter.drawText(placed(style, area, mm), align | Qt::AlignVCenter | Qt::TextDontClip, text);
  }

  /// Smaller where the column is narrow, so that it never reaches its neighbour or the bar's unit; at last cut.
  static void drawHeading(QPainter& painter, const PrintStyle& style, const QRectF& area, const QRectF& mm,
                          const QString& text) {
    const double space = style.mm(mm.width());
    double points = 7;
    while (points > 5 && QFontMetricsF(style.text(points)).horizontalAdvance(text) > space) points -= 0.25;
    painter.setFont(style.text(points));
    drawText(painter, style, area, mm, Qt::AlignHCenter,
             QFontMetricsF(style.text(points)).elidedText(text, Qt::ElideRight, space));
    painter.setFont(style.text());
  }

  void drawMap(QPainter& painter, const PrintStyle& style, const QRectF& rect, const Shown& shown) const {
    drawSheet(painter, rect, shown.map, display(), false);
    painter.setPen(style.axisPen());
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect);
  }

  void drawOutlines(QPainter& painter, const PrintStyle& style, const QRectF& rect, const Shown& shown) const {
    const auto patches = maps_.display.outlines ? readPatches(shown) : std::nullopt;
    if (!patches) return;
    const double x = rect.width() / double(shown.map.width), y = rect.height() / double(shown.map.height);
    painter.setPen(
        QPen(PrintStyle::ink(), kOutlinePoints * style.point(), Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    for (const ShownPatch& patch : patches->list)
      for (const QLineF& edge : patchOutline(patch.units, shown.map.height, shown.map.width))
        painter.drawLine(QPointF(rect.left() + edge.x1() * x, rect.top() + edge.y1() * y),
                         QPointF(rect.left() + edge.x2() * x, rect.top() + edge.y2() * y));
  }

  void drawContrast(QPainter& painter, const PrintStyle& style, const QRectF& area, const Grid& grid,
                    std::size_t contrast) const {
    const double left = grid.left(contrast), top = grid.top(contrast / grid.perBand),
                 below = top + kName + grid.mapHeight + kMapsLine;
    drawHeading(painter, style, area, {left, top, grid.column, kName}, categoryTitle(maps_.contrasts[contrast]));
    for (const Shown& shown : shown_) {
      if (shown.contrast != contrast) continue;
      if (shown.network == 0) {
        const QRectF rect = placed(style, area, {left, top + kName, grid.column, grid.mapHeight});
        drawMap(painter, style, rect, shown);
        drawOutlines(painter, style, rect, shown);
        continue;
      }
      const double at = controls() == 1
                            ? left
                            : left + double(shown.network - 1) * grid.column * (1 - kControl) / double(controls() - 1);
      const QRectF mm(at, below, grid.column * kControl, grid.controlHeight);
      drawMap(painter, style, placed(style, area, mm), shown);
      if (controls() > 1)  // one alone is named once, in the caption
        drawText(painter, style, area, {mm.left(), mm.bottom(), mm.width(), kMapsLine}, Qt::AlignHCenter,
                 shortName(shown.network));
    }
  }

  /// Lines that the caption of the controls takes; 0 without controls.
  int controlsLines(double widthMm) const {
    constexpr double kFine = 100;  // units a mm: whole pixels of the font do not matter
    if (controls() == 0) return 0;
    return QFontMetricsF(PrintStyle{kFine}.text()).horizontalAdvance(controlsCaption()) / kFine >
                   widthMm - 2 * kMapsMargin
               ? 2
               : 1;
  }

  /// Of a file of weights nobody knows a first step: its control has random weights.
  bool isRandom(std::size_t network) const {
    return maps_.networks[network].kind == AnalysisNetwork::Kind::Untrained && maps_.networks.front().found->step < 0;
  }

  /// "τ 0, seed 0" -> "τ 0": what there is space for under a small map.
  QString shortName(std::size_t network) const {
    if (network > 0 && isRandom(network)) return tr("random");
    if (network > 0 && maps_.networks[network].kind == AnalysisNetwork::Kind::Untrained) return tr("step 0");
    return maps_.networks[network].detail.section(QLatin1Char(','), 0, 0);
  }

  QString firstCaption() const {
    const QString name = shortName(0);
    if (!maps_.display.outlines) return name;
    const QString line = tr("line: %1").arg(outlineText(rule(), maps_.statistic));
    return name.isEmpty() ? line : tr("%1, %2").arg(name, line);
  }

  QString controlsCaption() const {
    QStringList names;
    for (std::size_t i = 1; i < maps_.networks.size(); ++i) {
      const auto kind = maps_.networks[i].kind;
      names << (isRandom(i)                              ? tr("random weights")
                : kind == AnalysisNetwork::Kind::Trained ? tr("the run with %1").arg(shortName(i))
                                                         : networkWords(kind).control);
    }
    return names.size() == 1 ? tr("Control: %1, same limits").arg(names.front())
                             : tr("Controls: %1, same limits").arg(names.join(tr(" and ")));
  }

  SelectivityMaps maps_;
  std::vector<Shown> shown_;
  double limit_ = 1;
};

}  // namespace

std::unique_ptr<Figure> makeSelectivityFigure(SelectivityMaps maps) {
  std::erase_if(maps.networks, [](const AnalysedNetwork& network) { return !network.found; });
  if (maps.networks.empty() || maps.contrasts.empty()) return nullptr;
  auto figure = std::make_unique<SelectivityFigure>(std::move(maps));
  if (figure->empty()) return nullptr;
  return withProvenance(std::move(figure));
}

std::unique_ptr<Figure> makeStoredSelectivityFigure(const std::vector<RunData>& runs, const ViewState& view) {
  if (runs.empty()) return nullptr;
  SelectivityMaps maps;
  maps.source = runs.front();
  if (!view.colours.empty() && view.colours != "rdbu_dark") maps.colours = view.colours;
  maps.networks = storedNetworks(runs, view, kMapsAnalysis);
  if (maps.networks.empty()) return nullptr;
  const NetworkAnalysis& first = *maps.networks.front().found;
  maps.layer = storedLayer(maps.networks, view);
  maps.settings = first.settings;
  maps.statistic = first.settings.statistic();
  for (const Contrast& contrast : first.contrasts) maps.contrasts.push_back(contrast.name);
  return makeSelectivityFigure(std::move(maps));
}

}  // namespace studio
