// Where the labels of a plot stand: near their lines, or above or below them at the right end, never across one.
#include <algorithm>
#include <cmath>
#include <functional>

#include "widgets/plots/plot_geometry.h"
#include "widgets/plots/plot_painter.h"

namespace studio {
namespace {

constexpr int kMostForLabels = 1000;    // points of a line that labels keep clear of
constexpr std::size_t kMostMarks = 60;  // of one series whose edges labels keep clear of
constexpr double kEndFrom = 0.4;        // labels stand at the right end: the share of x where they may begin
constexpr double kLabelLine = 15;       // px of a label at the end
constexpr double kBesideCursor = 3, kBeyondAxis = 10;  // px from a cursor to a reading, and right of the axis
constexpr double kMoreSpace = 1.3;  // how much more space the other side must have before they change it

/// The edge of a round mark.
QPolygonF ring(const QPointF& centre, double radius) {
  constexpr int kCorners = 8;
  QPolygonF points;
  for (int i = 0; i <= kCorners; ++i) {
    const double angle = 2 * M_PI * i / kCorners;
    points << centre + radius * QPointF(std::cos(angle), std::sin(angle));
  }
  return points;
}

}  // namespace

QPolygonF PlotPainter::inPixels(const PlotSeries& series) const {
  QPolygonF points;
  for (std::size_t i = 0; i < countPoints(series); ++i)
    if (std::isfinite(series.y[i]))
      points << QPointF(plot_->xAxis->coordToPixel(series.x[i]), plot_->yAxis->coordToPixel(series.y[i])) / style_.unit;
  return thinned(points, kMostForLabels);
}

/// Labels keep clear of them as of the lines.
std::vector<QPolygonF> PlotPainter::referencesInPixels() const {
  const QRectF area = plot_->axisRect()->rect();
  std::vector<QPolygonF> lines;
  for (const PlotReference& reference : spec_.references) {
    const double at = (reference.vertical ? plot_->xAxis : plot_->yAxis)->coordToPixel(reference.at);
    const QLineF line =
        reference.vertical ? QLineF(at, area.top(), at, area.bottom()) : QLineF(area.left(), at, area.right(), at);
    lines.push_back(QPolygonF({line.p1() / style_.unit, line.p2() / style_.unit}));
  }
  return lines;
}

/// Sent within a replot when the axes have their place but nothing is drawn yet.
void PlotPainter::placeTexts() {
  const QRect rect = plot_->axisRect()->rect();
  if (labels_.empty() || (rect == placedIn_ && plot_->xAxis->range() == placedX_ && plot_->yAxis->range() == placedY_))
    return putReadings();
  placedIn_ = rect;
  placedX_ = plot_->xAxis->range();
  placedY_ = plot_->yAxis->range();
  if (spec_.labels == PlotSpec::Labels::AtEnd)
    placeAtEnd();
  else
    placeBeside();
  putReadings();
}

/// Lines and references that no label may cross.
std::vector<QPolygonF> PlotPainter::linesToClear() const {
  std::vector<QPolygonF> lines = referencesInPixels();
  for (const PlotSeries& series : spec_.series)
    if (!series.pale) lines.push_back(inPixels(series));
  return lines;
}

bool PlotPainter::isClear(const QRectF& block, const std::vector<QPolygonF>& lines) const {
  for (const QPolygonF& line : lines)
    for (qsizetype i = 0; i + 1 < line.size(); ++i) {
      QPointF from = line[i] * style_.unit, to = line[i + 1] * style_.unit;
      if (clipSegment(from, to, block)) return false;
    }
  return true;
}

/// Between the cursors, or between them and an end of the axis: the rightmost space that holds the readings, short. All
/// of the width where none does; their ground then hides the line. Right of the axis is a little more.
QRectF PlotPainter::readingSpace() const {
  const QRectF all(QPointF(placedIn_.topLeft()), QPointF(placedIn_.right() - style_.px(1), placedIn_.bottom()));
  const QFontMetricsF metrics(style_.text);
  double needed = 0;
  for (const Reading& reading : readings_)
    needed = std::max(needed, metrics.horizontalAdvance(reading.brief) + style_.px(4));
  std::vector<double> edges;
  for (const double x : cursors_)
    if (const double at = std::isfinite(x) ? plot_->xAxis->coordToPixel(x) : -1; at >= all.left() && at <= all.right())
      edges.push_back(at);
  if (edges.empty()) return all;
  std::sort(edges.begin(), edges.end(), std::greater<>());
  edges.push_back(all.left() - style_.px(kBesideCursor));
  double right = std::min(all.right() + style_.px(kBeyondAxis), double(plot_->width()) - style_.px(1));
  for (const double edge : edges) {
    const double left = edge + style_.px(kBesideCursor);
    const double width = std::max(needed, std::min(right, all.right()) - left);
    if (right - left >= needed) return {left, all.top(), width, all.height()};
    right = edge - style_.px(kBesideCursor);
  }
  return all;
}

/// Where the labels stand anyway, aligned at the right: what one looks at does not make them jump, but for the cursor,
/// which they stand beside. In words where these fit there and cross no line, else short.
void PlotPainter::putReadings() {
  if (readings_.size() != labels_.size() || spec_.labels != PlotSpec::Labels::AtEnd || readings_.empty()) return;
  const QFontMetricsF metrics(style_.text);
  const std::vector<QPolygonF> lines = linesToClear();
  const QRectF space = readingSpace();
  for (std::size_t i = 0; i < labels_.size(); ++i) {
    QCPItemText* item = labels_[i].item;
    const double width = metrics.horizontalAdvance(readings_[i].words) + style_.px(4);
    item->position->setCoords((space.right() - placedIn_.left()) / placedIn_.width(), item->position->coords().y());
    const QPointF corner = item->position->pixelPosition();  // upper right
    const QRectF block(corner.x() - width, corner.y(), width, style_.px(kLabelLine));
    const bool fits = width <= space.width() - style_.px(4) && isClear(block, lines);
    item->setText(fits ? readings_[i].words : readings_[i].brief);
    item->setBrush(style_.ground());
  }
}

void PlotPainter::setCursors(std::vector<double> cursors) {
  cursors_ = std::move(cursors);
  if (!readings_.empty() && plot_->axisRect()->rect().isValid()) placeTexts();
}

void PlotPainter::setReadings(std::vector<Reading> readings) {
  const bool ended = readings.empty() && !readings_.empty();
  readings_ = std::move(readings);
  if (ended) placedIn_ = {};  // the labels are written anew
  QColor ground = style_.ground();
  ground.setAlphaF(0.8F);
  if (ended)
    for (const Label& label : labels_) label.item->setBrush(ground);
  if (plot_->axisRect()->rect().isValid()) placeTexts();
}

/// What a label must not lie on beside the lines that labels name: unnamed points and the bars of their spread, error
/// bars, and the marks themselves, which are wider than the points that they stand for.
void PlotPainter::addObstacles(const PlotSeries& series, std::vector<QPolygonF>& obstacles) const {
  const bool points = series.shape == PlotSeries::Shape::Points;
  if (series.label.empty() && (points || series.derived)) obstacles.push_back(inPixels(series));
  if (!points) return;
  const double radius = pointStyle(series).size() / 2 / style_.unit;
  const std::size_t most = std::min<std::size_t>(countPoints(series), kMostMarks);
  for (std::size_t i = 0; i < most; ++i) {
    const auto at = [&](double y) {
      return QPointF(plot_->xAxis->coordToPixel(series.x[i]), plot_->yAxis->coordToPixel(y)) / style_.unit;
    };
    if (!std::isfinite(series.y[i])) continue;
    obstacles.push_back(ring(at(series.y[i]), radius));
    if (i < series.low.size() && i < series.high.size() && std::isfinite(series.low[i] + series.high[i]))
      obstacles.push_back(QPolygonF({at(series.low[i]), at(series.high[i])}));
  }
}

/// Its words, of a long name only its beginning and its end: "mlp_di…sors, smoothness 1.15".
QString PlotPainter::labelText(const Label& label, int nameLength) const {
  const PlotSeries& series = spec_.series[label.series];
  const bool inWords = label.wordsFit || series.shortLabel.empty();
  const QString text = QString::fromStdString(inWords ? series.label : series.shortLabel);
  const qsizetype end = text.indexOf(QLatin1String(", ")), length = end < 0 ? text.size() : end;
  if (length <= nameLength) return text;
  const int tail = nameLength / 3;
  return text.left(nameLength - tail - 1) + QChar(0x2026) + text.mid(length - tail);
}

/// Names that would lie across a line are cut until they do not, or as far as that helps.
void PlotPainter::placeBeside() {
  constexpr int kWhole = 1000;  // characters
  int best = kWhole, fewest = placeBesideAs(kWhole);
  for (const int length : {18, 10}) {
    if (fewest == 0) return;
    if (const int crossed = placeBesideAs(length); crossed < fewest) best = length, fewest = crossed;
  }
  if (fewest > 0) placeBesideAs(best);
}

/// In pixels of the screen's layout, so that places on paper do not depend on the file's resolution. How many labels
/// lie across a line or found no place.
int PlotPainter::placeBesideAs(int nameLength) {
  const QFontMetricsF metrics(style_.text);
  for (const Label& label : labels_) label.item->setText(labelText(label, nameLength));
  std::vector<LabelRequest> requests;
  std::vector<QPolygonF> others = referencesInPixels();
  for (const Label& label : labels_)
    requests.push_back(
        {QSizeF(metrics.horizontalAdvance(label.item->text()) + style_.px(2), metrics.height()) / style_.unit,
         inPixels(spec_.series[label.series])});
  for (const PlotSeries& series : spec_.series) addObstacles(series, others);
  const QRectF area(QPointF(placedIn_.topLeft()) / style_.unit, QSizeF(placedIn_.size()) / style_.unit);
  const std::vector<LabelPlace> places = placeLabels(requests, others, area.adjusted(4, 0, -2, -2));
  for (std::size_t i = 0; i < places.size(); ++i) {
    labels_[i].item->setVisible(!places[i].rect.isNull());  // the pointer names what has no label
    labels_[i].item->position->setCoords(places[i].rect.topLeft() * style_.unit);
    if (QCPItemLine* leader = labels_[i].leader) {
      leader->setVisible(!places[i].leader.isNull());
      leader->start->setCoords(places[i].leader.p1() * style_.unit);
      leader->end->setCoords(places[i].leader.p2() * style_.unit);
    }
  }
  std::vector<QPolygonF> lines = referencesInPixels();
  for (const PlotSeries& series : spec_.series)
    if (!series.pale && (series.shape == PlotSeries::Shape::Line || series.line)) lines.push_back(inPixels(series));
  return int(std::count_if(places.begin(), places.end(), [&](const LabelPlace& place) {
    const QRectF& at = place.rect;
    return at.isNull() || !isClear({at.topLeft() * style_.unit, at.size() * style_.unit}, lines);
  }));
}

/// Does more of the height stay free above the lines than below them, where the labels would stand? Labels of a curve
/// that grows must not jump to and fro, so the side they stand on counts for more.
bool PlotPainter::hasMoreSpaceAbove() const {
  double lowest = INFINITY, highest = -INFINITY;
  for (const PlotSeries& series : spec_.series) {
    if (series.pale || series.x.empty()) continue;
    for (std::size_t i = 0; i < countPoints(series); ++i) {
      if (series.x[i] < kEndFrom * series.x.back() || !std::isfinite(series.y[i])) continue;
      lowest = std::min(lowest, series.y[i]);
      highest = std::max(highest, series.y[i]);
    }
  }
  if (!(lowest <= highest)) return true;
  return (placedY_.upper - highest) * (upper_ ? kMoreSpace : 1 / kMoreSpace) >= lowest - placedY_.lower;
}

bool PlotPainter::placeBlock(bool inWords, double top, const std::vector<QPolygonF>& lines) {
  const QFontMetricsF metrics(style_.text);
  QRectF block;
  for (std::size_t i = 0; i < labels_.size(); ++i) {
    const PlotSeries& series = spec_.series[labels_[i].series];
    const QString text =
        QString::fromStdString(inWords || series.shortLabel.empty() ? series.label : series.shortLabel);
    const double width = metrics.horizontalAdvance(text) + style_.px(4), line = style_.px(kLabelLine);
    const QPointF corner(placedIn_.right() - style_.px(1), placedIn_.top() + top + double(i) * line);
    labels_[i].item->setText(text);
    labels_[i].item->setPositionAlignment(Qt::AlignRight | Qt::AlignTop);
    labels_[i].item->position->setCoords((corner.x() - placedIn_.left()) / placedIn_.width(),
                                         (corner.y() - placedIn_.top()) / placedIn_.height());
    block |= QRectF(corner.x() - width, corner.y(), width, line);
  }
  return isClear(block, lines);
}

/// Above or below the lines, wherever more is free, else at the other, else between; words that would cross a line give
/// way to the short form.
void PlotPainter::placeAtEnd() {
  upper_ = hasMoreSpaceAbove();
  const std::vector<QPolygonF> lines = linesToClear();
  const double height = style_.px(kLabelLine) * double(labels_.size()), all = placedIn_.height();
  const double above = 0.04 * all, below = 0.97 * all - height;
  std::vector<double> tops = {upper_ ? above : below, upper_ ? below : above};
  for (const double share : {0.25, 0.5, 0.75}) tops.push_back(above + share * (below - above));
  const QFontMetricsF metrics(style_.text);
  const bool fit = std::all_of(labels_.begin(), labels_.end(), [&](const Label& label) {  // not over the axis' numbers
    const QString words = QString::fromStdString(spec_.series[label.series].label);
    return label.wordsFit && metrics.horizontalAdvance(words) <= placedIn_.width() - style_.px(8);
  });
  for (const bool inWords : {true, false})
    for (const double top : tops)
      if ((fit || !inWords) && placeBlock(inWords, top, lines)) return;
  placeBlock(false, tops.front(), lines);
}

}  // namespace studio
