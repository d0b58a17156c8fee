#include "widgets/analysis/analysis_plot.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QToolTip>
#include <QVBoxLayout>
#include <cmath>

#include "widgets/analysis/analysis_desk.h"
#include "widgets/export/save_dialog.h"
#include "widgets/plots/label_places.h"
#include "widgets/plots/plot_look.h"

namespace studio {
namespace {

constexpr double kReach = 16;  // px from the pointer to a point that is told of

}  // namespace

AnalysisPlot::AnalysisPlot(AnalysisDesk* desk, const QString& xTitle, const QString& yTitle, QWidget* parent)
    : QCustomPlot(parent), desk_(desk) {
  setMinimumSize(200, 140);
  setMouseTracking(true);
  setUpAxes(this, kAxisTitleRoom);
  xAxis->setLabel(xTitle);
  xAxis->setLabelPadding(2);
  title_ = addText(this, Qt::AlignLeft | Qt::AlignTop);
  title_->setText(yTitle);
  title_->position->setCoords(2, 2);
  connect(this, &QCustomPlot::afterLayout, this, &AnalysisPlot::placeTexts);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &AnalysisPlot::refresh);
  connect(desk, &AnalysisDesk::rowsChanged, this, &AnalysisPlot::refresh);
  connect(desk, &AnalysisDesk::selectionChanged, this, [this] {
    if (desk_->layer() != layer_) refresh();
  });  // another unit changes nothing here
}

void AnalysisPlot::refresh() {
  clearGraphs();
  ring_ = nullptr;
  points_.clear();
  labels_.clear();
  obstacles_.clear();
  hovered_ = -1;
  placedFor_ = {};
  layer_ = desk_->layer();
  const Theme& colours = theme();
  setBackground(QBrush(colours.color(Role::Panel)));
  for (QCPAxis* axis : {xAxis, yAxis}) paintAxis(axis, colours);
  title_->setColor(colours.color(Role::Muted));
  fill();
  while (texts_.size() < labels_.size()) texts_.push_back(addText(this, Qt::AlignLeft | Qt::AlignTop));
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    texts_[i]->setVisible(i < labels_.size());
    if (i >= labels_.size()) continue;
    texts_[i]->setText(labels_[i].text);
    texts_[i]->setColor(labels_[i].colour);
  }
  ring_ = addLine({}, {}, Qt::NoPen,
                  QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colours.color(Role::Text), 1.5), Qt::NoBrush, 9));
  if (isVisible()) replot(rpQueuedReplot);
  Q_EMIT refreshed();
}

QCPGraph* AnalysisPlot::addLine(const QVector<double>& x, const QVector<double>& y, const QPen& pen,
                                const QCPScatterStyle& scatter) {
  QCPGraph* line = addGraph();
  line->setData(x, y, true);
  line->setPen(pen);
  line->setLineStyle(pen.style() == Qt::NoPen ? QCPGraph::lsNone : QCPGraph::lsLine);
  line->setScatterStyle(scatter);
  return line;
}

QPolygonF AnalysisPlot::inPixels(const QVector<double>& x, const QVector<double>& y) const {
  QPolygonF points;
  for (qsizetype i = 0; i < x.size(); ++i) points << QPointF(xAxis->coordToPixel(x[i]), yAxis->coordToPixel(y[i]));
  return points;
}

/// Sent within a replot when the axes have their place but nothing is drawn yet.
void AnalysisPlot::placeTexts() {
  if (axisRect()->rect() == placedFor_) return;
  placedFor_ = axisRect()->rect();
  const QFontMetricsF metrics(studio::textFont(TextStyle::Label));
  std::vector<LabelWish> wishes;
  for (const Label& label : labels_)
    wishes.push_back({QSizeF(metrics.horizontalAdvance(label.text) + 2, metrics.height()), inPixels(label.x, label.y)});
  std::vector<QPolygonF> others;
  for (const Line& line : obstacles_) others.push_back(inPixels(line.x, line.y));
  const std::vector<QRectF> places = placeLabels(wishes, others, QRectF(placedFor_).adjusted(4, 0, -2, -2));
  for (std::size_t i = 0; i < places.size(); ++i) texts_[i]->position->setCoords(places[i].topLeft());
}

QStringList AnalysisPlot::labels() const {
  QStringList texts;
  for (const Label& label : labels_) texts << label.text;
  return texts;
}

std::vector<QRectF> AnalysisPlot::labelRects() const {
  const QFontMetricsF metrics(studio::textFont(TextStyle::Label));
  std::vector<QRectF> rects;
  for (std::size_t i = 0; i < labels_.size(); ++i)
    rects.push_back(
        QRectF(texts_[i]->position->coords(), QSizeF(metrics.horizontalAdvance(labels_[i].text), metrics.height())));
  return rects;
}

QPointF AnalysisPlot::placeOf(std::size_t point) const {
  return {xAxis->coordToPixel(points_[point].x), yAxis->coordToPixel(points_[point].y)};
}

int AnalysisPlot::nearest(const QPointF& position) const {
  int found = -1;
  double least = kReach;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const QPointF way = placeOf(i) - position;
    const double distance = std::hypot(way.x(), way.y());
    if (distance < least) least = distance, found = int(i);
  }
  return found;
}

QString AnalysisPlot::tipAt(const QPointF& position) const {
  const int found = nearest(position);
  return found < 0 ? QString() : points_[std::size_t(found)].tip;
}

void AnalysisPlot::mouseMoveEvent(QMouseEvent* event) {
  const int found = nearest(event->position());
  if (found >= 0)
    QToolTip::showText(event->globalPosition().toPoint() + QPoint(8, 8), points_[std::size_t(found)].tip, this);
  else
    QToolTip::hideText();
  if (found == hovered_ || !ring_) return;
  hovered_ = found;
  if (found < 0)
    ring_->data()->clear();
  else
    ring_->setData({points_[std::size_t(found)].x}, {points_[std::size_t(found)].y});
  replot(rpQueuedReplot);
}

void AnalysisPlot::leaveEvent(QEvent*) {
  if (hovered_ < 0 || !ring_) return;
  hovered_ = -1;
  ring_->data()->clear();
  replot(rpQueuedReplot);
}

void AnalysisPlot::showEvent(QShowEvent* event) {
  QCustomPlot::showEvent(event);
  refresh();
}

void AnalysisPlot::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu;
  const RunFolder& run = desk_->monitor()->data().folder;
  menu.addAction(tr("Save picture..."), this, [&] { savePicture(this, *figure(), run, fileName()); });
  menu.addAction(tr("Save data..."), this, [&] { saveData(this, *figure(), run, fileName()); });
  menu.addAction(tr("Copy data"), this, [this] { QGuiApplication::clipboard()->setText(table()); });
  const bool any = hasData() && figure() != nullptr;
  for (QAction* action : menu.actions()) action->setEnabled(any);
  menu.exec(event->globalPos());
}

namespace {

/// The plot with room around it.
QWidget* framed(AnalysisPlot* plot) {
  auto* frame = new QWidget;
  auto* column = new QVBoxLayout(frame);
  column->setContentsMargins(12, 0, 8, 8);
  column->addWidget(plot);
  return frame;
}

}  // namespace

PlotDock::PlotDock(AnalysisDesk* desk, AnalysisPlot* plot, std::string analysis, QWidget* parent)
    : AnalysisDock(desk, framed(plot), parent), desk_(desk), plot_(plot), analysis_(std::move(analysis)) {
  connect(plot, &AnalysisPlot::refreshed, this, &PlotDock::refresh);
  for (const auto signal : {&AnalysisDesk::settingsChanged, &AnalysisDesk::progressChanged})
    connect(desk, signal, this, &PlotDock::refresh);
  plot->refresh();
}

void PlotDock::refresh() { showState(plot_->hasData() ? EmptyState{} : analysisEmptyState(*desk_, analysis_)); }

}  // namespace studio
