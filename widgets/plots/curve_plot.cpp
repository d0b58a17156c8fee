#include "widgets/plots/curve_plot.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <algorithm>
#include <cmath>

#include "widgets/plots/plot_look.h"

namespace studio {
namespace {

constexpr double kLabelsFrom = 0.4;  // labels stand at the right end: the share of x where they may begin
constexpr double kMoreRoom = 1.3;    // how much more of it the other side must have

}  // namespace

CurvePlot::CurvePlot(const CurveSpec& spec, QWidget* parent)
    : QCustomPlot(parent), spec_(spec), cursor_(new QCPItemStraightLine(this)), xTicker_(new StepTicker) {
  setMinimumSize(120, 80);
  setAccessibleName(titleOf(spec));
  setUpAxes(this, 6);
  xAxis->setTicker(xTicker_);
  cursor_->setVisible(false);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] {
    applyTheme();
    replot(rpQueuedReplot);
  });
  applyTheme();
}

void CurvePlot::applyTheme() {
  const Theme& colours = theme();
  setBackground(QBrush(colours.color(Role::Panel)));
  for (QCPAxis* axis : {xAxis, yAxis}) paintAxis(axis, colours);
  cursor_->setPen(QPen(colours.color(Role::Accent), 1));
  for (int i = 0; i < int(lines_.size()) && 2 * i + 1 < graphCount(); ++i) {
    const QColor colour = lines_[i].validation ? colours.color(Role::Text) : colours.runMark(colour_);
    QColor thin = colour;
    thin.setAlphaF(0.4f);
    graph(2 * i)->setPen(QPen(thin, 0.75));
    graph(2 * i + 1)->setPen(
        QPen(colour, 1.5, colour_ / 7 % 2 == 1 && !lines_[i].validation ? Qt::DashLine : Qt::SolidLine));
    graph(2 * i + 1)->setScatterStyle(lines_[i].validation && lines_[i].x.size() <= 40
                                          ? QCPScatterStyle(QCPScatterStyle::ssDisc, 4)
                                          : QCPScatterStyle());
    texts_[i]->setColor(lines_[i].validation ? colours.color(Role::Text) : colours.runLabel(colour_));
    QColor ground = colours.color(Role::Panel);
    ground.setAlphaF(0.8f);  // a line that crosses the words must not make them unreadable
    texts_[i]->setBrush(ground);
    texts_[i]->setFont(studio::textFont(TextStyle::Label));
  }
}

QCPGraph* CurvePlot::graphFor(int index) {
  while (graphCount() <= index) addGraph()->setAdaptiveSampling(true);
  return graph(index);
}

void CurvePlot::show(const std::vector<ScalarRow>& rows, int colour, double smoothing, CurveAxis axis) {
  lines_ = linesOf(spec_, rows, axis);
  colour_ = colour;
  smoothing_ = smoothing;
  xTicker_->setTime(axis == CurveAxis::Seconds);
  while (texts_.size() < lines_.size()) {
    texts_.push_back(new QCPItemText(this));
    texts_.back()->position->setType(QCPItemPosition::ptAxisRectRatio);
    texts_.back()->setPadding({2, 0, 2, 0});
  }
  for (int i = 0; i < int(lines_.size()); ++i) showLine(i);
  for (int i = 2 * int(lines_.size()); i < graphCount(); ++i) graph(i)->data()->clear();
  for (std::size_t i = 0; i < texts_.size(); ++i) texts_[i]->setVisible(i < lines_.size());
  applyTheme();
  scaleAxes();
  placeLabels();
  replot(rpQueuedReplot);
}

/// Graph 2i holds the raw values under a smoothed line, graph 2i + 1 the line itself.
void CurvePlot::showLine(int index) {
  const CurveLine& line = lines_[index];
  const QVector<double> x(line.x.begin(), line.x.end()), raw(line.y.begin(), line.y.end());
  const bool smooth = smoothing_ > 0 && !line.validation;
  const auto main = smooth ? movingAverage(line.y, smoothing_) : line.y;
  graphFor(2 * index + 1)->setData(x, QVector<double>(main.begin(), main.end()), true);
  graphFor(2 * index)->setData(smooth ? x : QVector<double>(), smooth ? raw : QVector<double>(), true);
  texts_[index]->setText(labelOf(line, main.back(), prefix_));
  const bool tooWide = QFontMetrics(studio::textFont(TextStyle::Label)).horizontalAdvance(texts_[index]->text()) >
                       width() - 48;  // less the axis
  if (tooWide) texts_[index]->setText(labelOf(line, main.back(), {}));
}

QString CurvePlot::labelOf(const CurveLine& line, double value, const QString& prefix) const {
  const QString name = spec_.validation ? line.name : prefix;
  QString text = name.isEmpty() ? curveNumber(value) : tr("%1 %2").arg(name, curveNumber(value));
  if (spec_.factor == 100) text += QStringLiteral("\u202f%");
  if (smoothing_ > 0 && !line.validation) text += tr(", EMA %1").arg(smoothing_);
  return text;
}

QString CurvePlot::table() const {
  QString text;
  for (const CurveLine& line : lines_) {
    text += tr("x\t%1, %2\n").arg(titleOf(spec_), line.name);
    for (std::size_t i = 0; i < line.x.size(); ++i)
      text += QStringLiteral("%1\t%2\n").arg(line.x[i], 0, 'g', 12).arg(line.y[i], 0, 'g', 12);
  }
  return text;
}

/// The whole range of x; y from its smallest to its largest value with a little air, from 0 where that is the natural
/// floor.
void CurvePlot::scaleAxes() {
  double low = INFINITY, high = -INFINITY, last = 1;
  for (const CurveLine& line : lines_) {
    const auto [smallest, largest] = std::minmax_element(line.y.begin(), line.y.end());
    low = std::min(low, *smallest);
    high = std::max(high, *largest);
    last = std::max(last, line.x.back());
  }
  const CurveRange range = rangeOf(spec_, low, high);
  xAxis->setRange(0, last);
  yAxis->setRange(range.low, range.high + 0.06 * (range.high - range.low));
}

/// How much of the height the lines leave free above and below themselves where the labels would stand.
CurvePlot::Room CurvePlot::roomAtTheRight() const {
  double lowest = INFINITY, highest = -INFINITY;
  for (const CurveLine& line : lines_)
    for (std::size_t i = 0; i < line.x.size(); ++i) {
      if (line.x[i] < kLabelsFrom * line.x.back()) continue;
      lowest = std::min(lowest, line.y[i]);
      highest = std::max(highest, line.y[i]);
    }
  if (!(lowest <= highest)) return {1, 0};
  return {yAxis->range().upper - highest, lowest - yAxis->range().lower};
}

void CurvePlot::placeLabels() {
  const Room room = roomAtTheRight();
  const double before = upper_ ? kMoreRoom : 1 / kMoreRoom;  // labels of a curve that grows must not jump to and fro
  upper_ = room.above * before >= room.below;
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    texts_[i]->setPositionAlignment(Qt::AlignRight | (upper_ ? Qt::AlignTop : Qt::AlignBottom));
    const double step = 15.0 / std::max(40, axisRect()->height());
    texts_[i]->position->setCoords(
        0.995,
        upper_ ? 0.04 + double(i) * step : 0.97 - double(lines_.size() - 1 - std::min(i, lines_.size() - 1)) * step);
  }
}

void CurvePlot::setCursor(double x) {
  cursor_->setVisible(std::isfinite(x));
  if (std::isfinite(x)) {
    cursor_->point1->setCoords(x, 0);
    cursor_->point2->setCoords(x, 1);
  }
  replot(rpQueuedReplot);
}

QStringList CurvePlot::labels() const {
  QStringList result;
  for (std::size_t i = 0; i < lines_.size(); ++i) result << texts_[i]->text();
  return result;
}

void CurvePlot::resizeEvent(QResizeEvent* event) {
  QCustomPlot::resizeEvent(event);
  placeLabels();
}

void CurvePlot::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu;
  menu.addAction(tr("Save picture…"), this, [this] { Q_EMIT pictureWanted(QLatin1String(spec_.id)); });
  menu.addAction(tr("Save data…"), this, [this] { Q_EMIT dataWanted(QLatin1String(spec_.id)); });
  menu.addAction(tr("Copy data"), this, [this] { QGuiApplication::clipboard()->setText(table()); });
  for (QAction* action : menu.actions()) action->setEnabled(!lines_.empty());
  menu.exec(event->globalPos());
}

}  // namespace studio
