#include "widgets/plots/plot_painter.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "widgets/frame/engine_text.h"
#include "widgets/plots/plot_geometry.h"
#include "widgets/frame/language.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kMostOnPaper = 4000;  // points of a line; far more than a page can show
constexpr std::size_t kMostDots = 40;
constexpr std::size_t kMostLabels = 40;  // more would cover the points that they name
constexpr int kMostInLegend = 8;         // rows; so many fit above the axis of a small plot
constexpr double kPale = 0.4, kPalePoint = 0.6, kBandFill = 0.18, kControlBar = 0.55;  // opacity
constexpr double kBarsShare = 0.8;                                                     // of a category's place

QColor translucent(QColor colour, double opacity) {
  colour.setAlphaF(float(opacity));
  return colour;
}

QCPRange makeRange(const PlotLimits& limits) { return {limits.low, limits.high}; }

/// A line that is seen in its whole width, and marks that are seen whole, at the ends of the axes too.
class WholeGraph : public QCPGraph {
 public:
  using QCPGraph::QCPGraph;

 protected:
  QRect clipRect() const override {
    const double mark = scatterStyle().isNone() ? 0 : scatterStyle().size() + scatterStyle().pen().widthF();
    const double line = lineStyle() == lsNone || pen().style() == Qt::NoPen ? 0 : pen().widthF();
    const int beyond = int(std::ceil(std::max(mark, line) / 2));
    return QCPGraph::clipRect().adjusted(-beyond, -beyond, beyond, beyond);
  }
};

/// The second round of the runs' colours, marked by hollow marks and dash-dotted lines in every plot: dashed ones are
/// those of controls.
bool isHollow(const PlotColour& colour) { return colour.role == PlotColour::Role::Run && colour.run / 7 % 2 == 1; }

bool isLine(const PlotSeries& series) { return series.shape == PlotSeries::Shape::Line; }

/// Not seen until a label needs it.
QCPItemLine* addLeader(QCustomPlot* plot, const PlotStyle& style, const QColor& colour) {
  auto* line = new QCPItemLine(plot);
  for (QCPItemPosition* end : {line->start, line->end}) end->setType(QCPItemPosition::ptAbsolute);
  line->setPen(style.pen(colour, style.thin));
  line->setLayer(QStringLiteral("grid"));  // below the marks
  line->setVisible(false);
  return line;
}

void addToLegend(QCPAbstractPlottable* plottable, const PlotSeries& series) {
  if (series.label.empty()) return;
  plottable->setName(QString::fromStdString(series.label));
  plottable->addToLegend();
}

}  // namespace

PlotPainter::PlotPainter(QCustomPlot* plot) : QObject(plot), plot_(plot) {
  plot->setNoAntialiasingOnDrag(false);
  plot->setAutoAddPlottableToLegend(false);
  connect(plot, &QCustomPlot::afterLayout, this, &PlotPainter::placeTexts);
}

void PlotPainter::show(PlotSpec spec, const PlotStyle& style) {
  spec_ = std::move(spec);
  style_ = style;
  for (PlotSeries& series : spec_.series)
    series.label = wordsFor(series.label), series.shortLabel = wordsFor(series.shortLabel);
  plot_->clearPlottables();
  for (QCPAbstractItem* item : items_) plot_->removeItem(item);
  items_.clear();
  labels_.clear();
  bars_.clear();
  placedIn_ = {};
  plot_->legend->setVisible(false);
  plot_->setBackground(style.paper ? QBrush(Qt::NoBrush) : QBrush(style.ground()));
  const bool titled = !spec_.heading.empty() || (spec_.y.titled && !spec_.y.title.empty());
  setUpAxes(plot_, style, titled);
  for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) axis->setVisible(!spec_.empty());  // they come with the values
  plot_->xAxis->setLabel(spec_.x.titled ? engineText(axisText(spec_.x)) : QString());
  wholeX_ = makeRange(xLimits(spec_));
  wholeY_ = makeRange(yLimits(spec_));
  if (!part_) showWhole();
  setSize(size_.isEmpty() ? QSizeF(plot_->size()) : size_);
  graphs_.assign(spec_.series.size(), nullptr);
  for (std::size_t i = 0; i < spec_.series.size(); ++i)
    if (spec_.series[i].shape == PlotSeries::Shape::Bars) bars_.push_back(i);
  for (std::size_t i = 0; i < spec_.series.size(); ++i) addSeries(i);
  addReferences();
  if (titled) {
    const bool heading = !spec_.heading.empty();
    QCPItemText* text = addText(plot_, style, Qt::AlignLeft | Qt::AlignTop);
    text->setText(engineText(heading ? spec_.heading : axisText(spec_.y)));
    text->setFont(heading ? style.heading : style.text);
    text->setColor(heading ? style.words() : style.labels());
    text->position->setCoords(style.px(2), style.px(2));
    items_.push_back(text);
  }
  if (spec_.labels == PlotSpec::Labels::Legend)
    addLegend();
  else
    addLabels();
}

/// On paper numbers stay English.
std::string PlotPainter::wordsFor(const std::string& label) const {
  const QString given = QString::fromStdString(label), known = engineText(given);
  return (!style_.windowNumbers || known != given ? known : inWindowNumbers(given)).toStdString();
}

void PlotPainter::showWhole() {
  part_ = false;
  plot_->xAxis->setRange(wholeX_);
  plot_->yAxis->setRange(wholeY_);
}

void PlotPainter::setSize(QSizeF size) {
  size_ = size;
  setUpTicks(plot_->xAxis, spec_.x, style_, size.width() / style_.unit - 48);
  setUpTicks(plot_->yAxis, spec_.y, style_, size.height() / style_.unit - 44);
  placedIn_ = {};
}

Qt::PenStyle PlotPainter::lineStyle(const PlotSeries& series) {
  return series.dashed ? Qt::DashLine : isHollow(series.colour) ? Qt::DashDotLine : Qt::SolidLine;
}

QPen PlotPainter::linePen(const PlotSeries& series) const {
  const QColor colour = style_.mark(series.colour);
  if (!isLine(series)) return series.line ? style_.pen(colour, style_.px(1), lineStyle(series)) : QPen(Qt::NoPen);
  return style_.pen(series.pale ? translucent(colour, kPale) : colour, series.pale ? style_.thin : style_.line,
                    lineStyle(series));
}

QCPScatterStyle PlotPainter::pointStyle(const PlotSeries& series) const {
  const QColor colour = style_.mark(series.colour);
  if (isLine(series))  // a single point has no line to be seen by
    return (series.dots && countPoints(series) <= kMostDots) || countPoints(series) == 1
               ? QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(Qt::NoPen), colour, style_.px(4))
               : QCPScatterStyle();
  const auto shape =
      series.mark == PlotSeries::Mark::Triangle ? QCPScatterStyle::ssTriangle : QCPScatterStyle::ssCircle;
  if (series.size == PlotSeries::Size::Open)
    return {shape, style_.pen(colour, style_.px(1)), style_.ground(), style_.px(6)};
  if (series.size == PlotSeries::Size::Large && isHollow(series.colour))
    return {shape, style_.pen(colour, style_.px(1.75)), style_.ground(), style_.px(8)};
  if (series.size == PlotSeries::Size::Large)
    return {shape, style_.pen(style_.ground(), style_.px(1.5)), colour, style_.px(10)};
  return {shape, QPen(Qt::NoPen), series.pale ? translucent(colour, kPalePoint) : colour, style_.px(4.5)};
}

/// On screen QCustomPlot itself draws no more than each column of pixels needs; on paper the line is thinned and cut.
void PlotPainter::setData(QCPGraph* graph, const std::vector<double>& x, const std::vector<double>& y, bool sorted) {
  const std::size_t count = std::min(x.size(), y.size());
  if (!style_.paper || !sorted) {
    graph->setData(QVector<double>(x.begin(), x.begin() + std::ptrdiff_t(count)),
                   QVector<double>(y.begin(), y.begin() + std::ptrdiff_t(count)), sorted);
    return;
  }
  QPolygonF line;
  for (std::size_t i = 0; i < count; ++i) line << QPointF(x[i], y[i]);
  const QCPRange across = plot_->xAxis->range(), up = plot_->yAxis->range();
  QVector<double> keys, values;
  for (const QPolygonF& piece :
       paperPieces(line, QRectF(across.lower, up.lower, across.size(), up.size()), kMostOnPaper)) {
    if (!keys.isEmpty()) keys << piece.front().x(), values << kUndefined;
    for (const QPointF& point : piece) keys << point.x(), values << point.y();
  }
  graph->setData(keys, values, true);
}

void PlotPainter::addSeries(std::size_t index) {
  const PlotSeries& series = spec_.series[index];
  if (series.shape == PlotSeries::Shape::Bars) return addBars(index);
  if (series.shape == PlotSeries::Shape::Band) addBand(series);
  QCPGraph* graph = new WholeGraph(plot_->xAxis, plot_->yAxis);  // the plot owns it
  graphs_[index] = graph;
  graph->setAdaptiveSampling(true);
  const bool joined = series.shape != PlotSeries::Shape::Points || series.line;
  graph->setLineStyle(joined ? QCPGraph::lsLine : QCPGraph::lsNone);
  graph->setPen(series.shape == PlotSeries::Shape::Band
                    ? style_.pen(style_.mark(series.colour), style_.line, lineStyle(series))
                    : linePen(series));
  if (series.shape != PlotSeries::Shape::Band) graph->setScatterStyle(pointStyle(series));
  setData(graph, series.x, series.y, joined);
  if (isLine(series) && graph->scatterStyle().isNone()) addLonePoints(series);
  addErrors(series, graph);
  addToLegend(graph, series);
}

/// A point between two gaps has no line to be seen by.
void PlotPainter::addLonePoints(const PlotSeries& series) {
  const auto isGap = [&](std::size_t i) { return i >= countPoints(series) || !std::isfinite(series.y[i]); };
  QVector<double> x, y;
  for (std::size_t i = 0; i < countPoints(series); ++i)
    if (!isGap(i) && (i == 0 || isGap(i - 1)) && isGap(i + 1)) x << series.x[i], y << series.y[i];
  if (x.isEmpty()) return;
  auto* points = new WholeGraph(plot_->xAxis, plot_->yAxis);
  points->setLineStyle(QCPGraph::lsNone);
  points->setScatterStyle(
      QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(Qt::NoPen), linePen(series).color(), style_.px(4)));
  points->setData(x, y, true);
}

void PlotPainter::addBand(const PlotSeries& series) {
  QCPGraph *low = plot_->addGraph(), *high = plot_->addGraph();
  setData(low, series.x, series.low, true);
  setData(high, series.x, series.high, true);
  for (QCPGraph* edge : {low, high}) edge->setPen(Qt::NoPen);
  high->setBrush(translucent(style_.mark(series.colour), kBandFill));
  high->setChannelFillGraph(low);
}

/// Bars of several series stand beside each other.
double PlotPainter::barOffset(std::size_t series) const {
  const auto place = std::find(bars_.begin(), bars_.end(), series) - bars_.begin();
  return (double(place) - (double(bars_.size()) - 1) / 2) * kBarsShare / double(bars_.size());
}

void PlotPainter::addBars(std::size_t index) {
  const PlotSeries& series = spec_.series[index];
  auto* bars = new QCPBars(plot_->xAxis, plot_->yAxis);
  bars->setWidth(kBarsShare / double(bars_.size()) * 0.94);
  bars->setPen(Qt::NoPen);
  const QColor colour = style_.mark(series.colour);
  bars->setBrush(series.pale || series.dashed ? translucent(colour, kControlBar) : colour);
  QVector<double> x, y;
  for (std::size_t i = 0; i < countPoints(series); ++i) {
    x << series.x[i] + barOffset(index);
    y << (style_.paper ? std::clamp(series.y[i], plot_->yAxis->range().lower, plot_->yAxis->range().upper)
                       : series.y[i]);
  }
  bars->setData(x, y);
  addErrors(series, bars);
  addToLegend(bars, series);
}

void PlotPainter::addErrors(const PlotSeries& series, QCPAbstractPlottable* of) {
  if (series.shape == PlotSeries::Shape::Band || isLine(series) || series.low.empty() ||
      series.low.size() != series.high.size())
    return;
  QVector<double> minus, plus;
  for (std::size_t i = 0; i < std::min(countPoints(series), series.low.size()); ++i) {
    minus << series.y[i] - series.low[i];
    plus << series.high[i] - series.y[i];
  }
  auto* errors = new QCPErrorBars(plot_->xAxis, plot_->yAxis);
  errors->setDataPlottable(of);
  errors->setData(minus, plus);
  const bool isPoints = series.shape == PlotSeries::Shape::Points;
  errors->setPen(style_.pen(isPoints ? style_.mark(series.colour) : style_.words(), style_.px(1)));
  errors->setWhiskerWidth(style_.px(5));
}

void PlotPainter::addReferences() {
  for (const PlotReference& reference : spec_.references) {
    auto* line = new QCPItemStraightLine(plot_);
    line->setPen(style_.pen(style_.theme->color(Role::Muted), style_.axis, Qt::DashLine));
    line->point1->setCoords(reference.vertical ? reference.at : 0, reference.vertical ? 0 : reference.at);
    line->point2->setCoords(reference.vertical ? reference.at : 1, reference.vertical ? 1 : reference.at);
    line->setLayer(QStringLiteral("grid"));  // below the series
    items_.push_back(line);
    if (reference.label.empty()) continue;
    auto* text = new QCPItemText(plot_);
    text->setText(engineText(reference.label));
    text->setFont(style_.text);
    text->setColor(style_.labels());
    text->position->setTypeX(reference.vertical ? QCPItemPosition::ptPlotCoords : QCPItemPosition::ptAxisRectRatio);
    text->position->setTypeY(reference.vertical ? QCPItemPosition::ptAxisRectRatio : QCPItemPosition::ptPlotCoords);
    text->position->setCoords(reference.vertical ? reference.at : 0.995, reference.vertical ? 0.01 : reference.at);
    text->setPositionAlignment(reference.vertical ? Qt::AlignLeft | Qt::AlignTop : Qt::AlignRight | Qt::AlignBottom);
    items_.push_back(text);
  }
}

void PlotPainter::addLabels() {
  const QFontMetricsF metrics(style_.text);
  const bool atEnd = spec_.labels == PlotSpec::Labels::AtEnd;
  for (std::size_t i = 0; i < spec_.series.size(); ++i) {
    const PlotSeries& series = spec_.series[i];
    if (series.label.empty() || countPoints(series) == 0) continue;
    if (labels_.size() == kMostLabels) break;  // the pointer names the others
    QCPItemText* item = addText(plot_, style_, Qt::AlignLeft | Qt::AlignTop);
    const bool tooWide =
        metrics.horizontalAdvance(QString::fromStdString(series.label)) > size_.width() - style_.px(48);
    item->setText(QString::fromStdString(tooWide && !series.shortLabel.empty() ? series.shortLabel : series.label));
    item->setColor(style_.label(series.colour));
    if (atEnd) {
      item->position->setType(QCPItemPosition::ptAxisRectRatio);
      item->setPadding(QMargins(int(style_.px(2)), 0, int(style_.px(2)), 0));
      // A line that crosses the words must not make them unreadable.
      item->setBrush(translucent(style_.ground(), 0.8));
      if (!style_.paper) item->setLayer(QStringLiteral("overlay"));  // readings change with the pointer, curves do not
    }
    labels_.push_back({i, item, !tooWide, atEnd ? nullptr : addLeader(plot_, style_, style_.label(series.colour))});
    items_.push_back(item);
    if (labels_.back().leader) items_.push_back(labels_.back().leader);
  }
}

/// Inside the axes at the upper right; a figure of several plots has one of its own below them.
void PlotPainter::addLegend() {
  QCPLegend* legend = plot_->legend;
  legend->setVisible(!style_.paper);
  if (style_.paper) return;
  const int left = legend->itemCount() - kMostInLegend;
  if (left > 1) {
    while (legend->itemCount() > kMostInLegend) legend->removeItem(kMostInLegend);
    QCPGraph* others = plot_->addGraph();  // a row of words alone
    others->addToLegend();
    others->setPen(Qt::NoPen);
    others->setName(QCoreApplication::translate("studio::PlotPainter", "and %L1 more").arg(left));
  }
  legend->setFont(style_.text);
  legend->setTextColor(style_.words());
  legend->setBrush(translucent(style_.ground(), 0.8));
  legend->setBorderPen(Qt::NoPen);
}

QStringList PlotPainter::labels() const {
  QStringList texts;
  for (const Label& label : labels_)
    if (label.item->visible()) texts << label.item->text();
  return texts;
}

std::vector<QRectF> PlotPainter::labelRects() const {
  std::vector<QRectF> rects;
  for (const Label& label : labels_)
    if (label.item->visible())
      rects.emplace_back(label.item->topLeft->pixelPosition(), label.item->bottomRight->pixelPosition());
  return rects;
}

std::vector<QLineF> PlotPainter::leaders() const {
  std::vector<QLineF> lines;
  for (const Label& label : labels_)
    if (label.leader && label.leader->visible())
      lines.emplace_back(label.leader->start->pixelPosition(), label.leader->end->pixelPosition());
  return lines;
}

QCPGraph* PlotPainter::graph(std::size_t series) const { return graphs_.at(series); }

QPointF PlotPainter::pointPosition(std::size_t series, std::size_t point) const {
  const PlotSeries& of = spec_.series[series];
  const double shift = of.shape == PlotSeries::Shape::Bars ? barOffset(series) : 0;
  return {plot_->xAxis->coordToPixel(of.x[point] + shift), plot_->yAxis->coordToPixel(of.y[point])};
}

/// The plot is a widget: made on another thread it would damage Qt's list of them, and the next change of the theme
/// would end the program.
void paintOnPaper(QCPPainter& painter, const QRectF& area, const PlotSpec& spec, const PlotStyle& style) {
  doOnGui([&] {
    QCustomPlot plot;
    plot.setAntialiasedElements(QCP::aeAll);
    PlotPainter layout(&plot);
    layout.setSize(area.size());
    layout.show(spec, style);
    painter.save();
    painter.translate(area.topLeft());
    painter.setModes(QCPPainter::pmVectorized | QCPPainter::pmNoCaching);
    plot.toPainter(&painter, int(area.width()), int(area.height()));
    painter.restore();
  });
}

}  // namespace studio
