// The charts of the System dock and what they are fed with (train_panels.h).
#include "widgets/train/train_panels.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kMeasureMilliseconds = 2000;
constexpr double kGapSeconds = 6;  // longer without a sample: the machine slept, so the course has a gap
constexpr int kHeadRow = 20, kTimeRow = 14, kDetailRow = 16, kTick = 3;  // px
constexpr double kMinute = 60;
constexpr int kBetweenLabels = 12;  // px

QString percentText(double share) {
  return share < 0 ? MachinePanel::tr("–") : MachinePanel::tr("%1 %").arg(QLocale().toString(100 * share, 'f', 0));
}

QString amountText(double bytes) {
  if (bytes < 0) return MachinePanel::tr("–");
  const char* unit = "B";
  for (const char* next : {"kB", "MB", "GB", "TB"}) {
    if (bytes < 1000) break;
    bytes /= 1000;
    unit = next;
  }
  return QStringLiteral("%1 %2").arg(QLocale().toString(bytes, 'f', bytes < 10 && *unit != 'B' ? 1 : 0),
                                     QLatin1String(unit));
}

double usedShare(double part, double whole) { return whole > 0 && part >= 0 ? part / whole : -1; }

}  // namespace

LoadChart::LoadChart(const QString& title, QWidget* parent) : QWidget(parent), title_(title) {
  setMinimumSize(120, 96);
  setAccessibleName(title);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, QOverload<>::of(&QWidget::update));
}

void LoadChart::show(const std::vector<Point>& points, double top, const QString& value, const QString& detail) {
  points_ = points;
  top_ = std::max(top, 1e-9);
  value_ = value;
  detail_ = detail;
  setAccessibleDescription(QStringLiteral("%1. %2").arg(value, detail));
  setToolTip(detail);
  update();
}

void LoadChart::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF head(0, 0, width(), kHeadRow);
  painter.setFont(studio::textFont(TextStyle::Label));
  painter.setPen(theme().color(Role::Muted));
  painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, title_);
  painter.setPen(theme().color(Role::Text));
  painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter, value_);
  const QRectF area = this->area();
  painter.setPen(QPen(theme().color(Role::Grid), 1));
  for (const double share : {0.0, 0.5})
    painter.drawLine(QPointF(area.left(), area.top() + share * area.height()),
                     QPointF(area.right(), area.top() + share * area.height()));
  drawCourse(painter, area, &Point::all, theme().color(Role::Muted), true);
  drawCourse(painter, area, &Point::own, theme().color(Role::Accent), false);
  drawTime(painter);
  painter.setPen(theme().color(Role::Muted));
  const QRectF foot(0, height() - kDetailRow, width(), kDetailRow);
  painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter,
                   painter.fontMetrics().elidedText(detail_, Qt::ElideRight, width()));
}

/// On whole pixels, so that its lines are sharp.
QRectF LoadChart::area() const {
  return {0.5, kHeadRow + 4.5, double(width() - 1), double(height() - kHeadRow - kTimeRow - kDetailRow - 6)};
}

/// The two ends, and of the minutes between them those that find space.
std::vector<LoadChart::TimeLabel> LoadChart::timeLabels() const {
  const QFontMetrics metrics(studio::textFont(TextStyle::Label));
  const int minutes = int(kSeconds / kMinute);
  const QRectF area = this->area();
  const auto place = [&](int minute) { return area.right() - minute * area.width() / minutes; };
  std::vector<TimeLabel> labels{{tr("%1 min ago").arg(minutes), place(minutes)}};
  double from = labels.front().x + metrics.horizontalAdvance(labels.front().text) + kBetweenLabels;
  const double until = area.right() - metrics.horizontalAdvance(tr("now")) - kBetweenLabels;
  for (int minute = minutes - 1; minute > 0; --minute) {
    const QString text = tr("%1 min").arg(minute);
    const double half = metrics.horizontalAdvance(text) / 2.0;
    if (place(minute) - half < from || place(minute) + half > until) continue;
    labels.push_back({text, place(minute)});
    from = place(minute) + half + kBetweenLabels;
  }
  labels.push_back({tr("now"), area.right()});
  return labels;
}

void LoadChart::drawTime(QPainter& painter) const {
  const QRectF area = this->area();
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(QPen(theme().color(Role::Line), 1));
  painter.drawLine(area.bottomLeft(), area.bottomRight());
  for (double ago = 0; ago <= kSeconds; ago += kMinute) {
    const double x = area.right() - ago / kSeconds * area.width();
    painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + kTick));
  }
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(theme().color(Role::Muted));
  const std::vector<TimeLabel> labels = timeLabels();
  for (const TimeLabel& label : labels) {
    const double width = painter.fontMetrics().horizontalAdvance(label.text);
    const double left = &label == &labels.front()  ? label.x
                        : &label == &labels.back() ? label.x - width
                                                   : label.x - width / 2;
    painter.drawText(QRectF(left, area.bottom() + 1, width + 1, kTimeRow), Qt::AlignLeft | Qt::AlignVCenter,
                     label.text);
  }
}

/// The newest at the right edge; where nothing was measured there is nothing.
void LoadChart::drawCourse(QPainter& painter, const QRectF& area, double Point::*member, QColor colour,
                           bool filled) const {
  if (points_.empty()) return;
  const double now = points_.back().time;
  const auto place = [&](const Point& point) {
    return QPointF(area.right() - (now - point.time) / kSeconds * area.width(),
                   area.bottom() - std::min(1.0, point.*member / top_) * area.height());
  };
  QPolygonF line;
  const auto draw = [&] {
    if (line.size() > 1) {
      painter.setPen(QPen(colour, 1.5));
      painter.drawPolyline(line);
      QColor ground = colour;
      ground.setAlphaF(0.16F);
      painter.setPen(Qt::NoPen);
      painter.setBrush(ground);
      if (filled)
        painter.drawPolygon(QPolygonF(line)
                            << QPointF(line.back().x(), area.bottom()) << QPointF(line.front().x(), area.bottom()));
    }
    line.clear();
  };
  painter.setClipRect(area.adjusted(0, -2, 0, 2));
  double last = 0;
  for (const Point& point : points_) {
    if (point.*member < 0 || point.time - last > kGapSeconds) draw();
    if (point.*member >= 0) line << place(point);
    last = point.time;
  }
  draw();
  painter.setClipping(false);
}

MachinePanel::MachinePanel(QWidget* parent) : QWidget(parent), sampler_(std::make_shared<Sampler>()) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(16, 0, 16, 8);
  row->setSpacing(24);
  const auto add = [&](const QString& title) {
    auto* chart = new LoadChart(title, this);
    row->addWidget(chart, 1);
    return chart;
  };
  processors_ = add(tr("Processors"));
  memory_ = add(tr("Memory"));
  disk_ = add(tr("Written to disk"));
  gpu_ = add(tr("GPU"));
  gpu_->hide();
  pool_.setMaxThreadCount(1);
  timer_.setInterval(kMeasureMilliseconds);
  connect(&timer_, &QTimer::timeout, this, &MachinePanel::measure);
  timer_.start();
}

MachinePanel::~MachinePanel() { pool_.clear(); }

void MachinePanel::setRunsFolder(const std::filesystem::path& folder) {
  if (std::exchange(runs_, folder) == folder) return;
  sampler_ = std::make_shared<Sampler>();
  sampler_->sampler = MachineSampler(folder);
}

void MachinePanel::showEvent(QShowEvent*) {
  if (!loads_.empty()) showLoads();
  measure();
}

void MachinePanel::measure() {
  if (measuring_) return;
  measuring_ = true;
  readOnWorker<MachineLoad>(
      pool_, this,
      [sampler = sampler_] {
        const std::scoped_lock hold(sampler->lock);
        return sampler->sampler.sample();
      },
      [this](const MachineLoad& load) {
        measuring_ = false;
        add(load);
      },
      [this](const std::string&) { measuring_ = false; });
}

void MachinePanel::add(const MachineLoad& load) {
  loads_.push_back(load);
  while (loads_.front().time < load.time - LoadChart::kSeconds) loads_.pop_front();
  showLoads();
}

std::vector<LoadChart::Point> MachinePanel::course(double (*all)(const MachineLoad&),
                                                   double (*own)(const MachineLoad&)) const {
  std::vector<LoadChart::Point> points;
  for (const MachineLoad& load : loads_) points.push_back({load.time, all(load), own ? own(load) : -1});
  return points;
}

void MachinePanel::showLoads() {
  const MachineLoad& now = loads_.back();
  processors_->show(course([](const MachineLoad& load) { return load.processors; },
                           [](const MachineLoad& load) { return load.ownShare; }),
                    1, percentText(now.processors),
                    tr("%1 by this program, %L2 processors").arg(percentText(now.ownShare)).arg(now.processorCount));
  memory_->show(course([](const MachineLoad& load) { return load.memoryUsed; },
                       [](const MachineLoad& load) { return load.ownMemory; }),
                now.memoryTotal, amountText(now.memoryUsed),
                tr("%1 by this program, of %2").arg(amountText(now.ownMemory), amountText(now.memoryTotal)));
  const auto written = course([](const MachineLoad& load) { return load.diskWritten; }, nullptr);
  double most = 1e6;  // bytes a second: less is drawn low, as it is
  for (const LoadChart::Point& point : written) most = std::max(most, point.all);
  disk_->show(written, most, now.diskWritten < 0 ? tr("–") : tr("%1/s").arg(amountText(now.diskWritten)),
              tr("%1 free of %2").arg(amountText(now.diskFree), amountText(now.diskTotal)));
  gpu_->setVisible(now.gpu.has_value());
  if (!now.gpu) return;
  gpu_->show(course([](const MachineLoad& load) { return load.gpu ? load.gpu->share : -1; },
                    [](const MachineLoad& load) {
                      return load.gpu ? usedShare(load.gpu->memoryUsed, load.gpu->memoryTotal) : -1;
                    }),
             1, percentText(now.gpu->share),
             tr("Memory %1 of %2, %3")
                 .arg(amountText(now.gpu->memoryUsed), amountText(now.gpu->memoryTotal),
                      QString::fromStdString(now.gpu->name)));
}

}  // namespace studio
