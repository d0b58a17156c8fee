// The charts of the System dock and what they are fed with (train_panels.h).
#include "widgets/train/train_panels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kMeasureMilliseconds = 2000;
constexpr double kGapSeconds = 6;  // longer without a sample: the machine slept, so the course has a gap
constexpr int kHeadRow = 20, kTimeRow = 14, kDetailRow = 16, kTick = 3, kBetweenAxis = 4, kAboveLine = 4;  // px
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

QString rateOf(double bytesPerSecond) { return MachinePanel::tr("%1/s").arg(amountText(bytesPerSecond)); }

double shareOf(double part, double whole) { return whole > 0 && part >= 0 ? part / whole : -1; }

}  // namespace

LoadChart::LoadChart(const QString& title, QWidget* parent) : QWidget(parent), title_(title) {
  setMinimumSize(120, 96);
  setAccessibleName(title);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, QOverload<>::of(&QWidget::update));
}

void LoadChart::show(const std::vector<Point>& points, const Scale& scale, const QString& value,
                     const QString& detail) {
  points_ = points;
  scale_ = scale;
  scale_.top = std::max(scale.top, 1e-9);
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
  for (const ValueLabel& label : valueLabels()) painter.drawText(label.place, Qt::AlignRight, label.text);
  const QRectF foot(0, height() - kDetailRow, width(), kDetailRow);
  painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter,
                   painter.fontMetrics().elidedText(detail_, Qt::ElideRight, width()));
}

/// On whole pixels, so that its lines are sharp.
QRectF LoadChart::area() const {
  const double left = axisWidth() + 0.5;
  return {left, kHeadRow + 4.5, width() - 0.5 - left, double(height() - kHeadRow - kTimeRow - kDetailRow - 6)};
}

double LoadChart::axisWidth() const {
  const QFontMetrics metrics(studio::textFont(TextStyle::Label));
  return scale_.full.isEmpty()
             ? 0
             : std::max(metrics.horizontalAdvance(scale_.full), metrics.horizontalAdvance(scale_.half)) + kBetweenAxis;
}

/// The uppermost and the lowest within the area's height, so that they touch neither the title nor the time.
std::vector<LoadChart::ValueLabel> LoadChart::valueLabels() const {
  if (scale_.full.isEmpty()) return {};
  const QRectF area = this->area();
  const double height = QFontMetrics(studio::textFont(TextStyle::Label)).height();
  const auto at = [&](double top) { return QRectF(0, top, axisWidth() - kBetweenAxis, height); };
  std::vector<ValueLabel> labels{{scale_.full, at(area.top() - kAboveLine)},
                                 {scale_.half, at(area.center().y() - height / 2)},
                                 {QStringLiteral("0"), at(area.bottom() - height + kAboveLine)}};
  if (labels[1].place.top() < labels[0].place.bottom() || labels[1].place.bottom() > labels[2].place.top())
    labels.erase(labels.begin() + 1);
  return labels;
}

/// The two ends, and of the minutes between them those that find space.
std::vector<LoadChart::TimeLabel> LoadChart::timeLabels() const {
  const QFontMetrics metrics(studio::textFont(TextStyle::Label));
  const int minutes = int(kSeconds / kMinute);
  const QRectF area = this->area();
  const auto place = [&](int minute) { return area.right() - minute * area.width() / minutes; };
  const QString oldest = tr("%1 min ago").arg(minutes);  // half of it may stand below the numbers of the axis
  std::vector<TimeLabel> labels{{oldest, std::max(0.0, place(minutes) - metrics.horizontalAdvance(oldest) / 2.0)}};
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
                   area.bottom() - std::min(1.0, point.*member / scale_.top) * area.height());
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
  noGpu_ = new QLabel(this);
  noGpu_->setObjectName(QStringLiteral("noGpu"));
  noGpu_->setFont(studio::textFont(TextStyle::Label));
  noGpu_->setProperty("muted", true);
  noGpu_->hide();
  row->addWidget(noGpu_, 0, Qt::AlignTop);
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

void MachinePanel::setTrainer(std::int64_t process) {
  if (std::exchange(trainer_, process) != process) measure();
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
      [sampler = sampler_, process = trainer_] {
        const std::scoped_lock hold(sampler->lock);
        sampler->sampler.watch(process);
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

/// One process' course is not another's: what was measured of the one before is left out.
std::vector<LoadChart::Point> MachinePanel::course(double (*all)(const MachineLoad&),
                                                   double (*own)(const MachineLoad&)) const {
  std::vector<LoadChart::Point> points;
  for (const MachineLoad& load : loads_)
    points.push_back({load.time, all(load), own && load.process == loads_.back().process ? own(load) : -1});
  return points;
}

void MachinePanel::showLoads() {
  const MachineLoad& now = loads_.back();
  processors_->show(
      course([](const MachineLoad& load) { return load.processors; },
             [](const MachineLoad& load) { return load.ownShare; }),
      {1, percentText(1), percentText(0.5)}, percentText(now.processors),
      (now.process > 0
           ? tr("%1 by process %3, which trains; %L2 processors")
                 .arg(percentText(now.ownShare))
                 .arg(now.processorCount)
                 .arg(now.process)
           : tr("%1 by this program, %L2 processors").arg(percentText(now.ownShare)).arg(now.processorCount)));
  const QString ownMemory = amountText(now.ownMemory), memory = amountText(now.memoryTotal);
  memory_->show(course([](const MachineLoad& load) { return load.memoryUsed; },
                       [](const MachineLoad& load) { return load.ownMemory; }),
                {now.memoryTotal, memory, amountText(now.memoryTotal / 2)}, amountText(now.memoryUsed),
                now.process > 0 ? tr("%1 by process %3, which trains; of %2").arg(ownMemory, memory).arg(now.process)
                                : tr("%1 by this program, of %2").arg(ownMemory, memory));
  auto written = course([](const MachineLoad& load) { return load.diskWritten; }, nullptr);
  for (std::size_t i = 0; i < loads_.size(); ++i)
    if (loads_[i].process != now.process) written[i].all = -1;
  double most = 1e6;  // bytes a second: less is drawn low, as it is
  for (const LoadChart::Point& point : written) most = std::max(most, point.all);
  const QString free = amountText(now.diskFree), disk = amountText(now.diskTotal);
  disk_->show(written, {most, rateOf(most), rateOf(most / 2)}, now.diskWritten < 0 ? tr("–") : rateOf(now.diskWritten),
              now.process > 0 ? tr("By process %3, which trains; %1 free of %2").arg(free, disk).arg(now.process)
                              : tr("By this program; %1 free of %2").arg(free, disk));
  showGpu(now);
}

/// Where there is none that is said, so that nobody looks for its chart.
void MachinePanel::showGpu(const MachineLoad& now) {
  gpu_->setVisible(now.gpu.has_value());
  noGpu_->setText(now.hasGpu ? tr("The GPU does not answer") : tr("No GPU here"));
  noGpu_->setVisible(!now.gpu);
  if (!now.gpu) return;
  gpu_->show(course([](const MachineLoad& load) { return load.gpu ? load.gpu->share : -1; },
                    [](const MachineLoad& load) {
                      return load.gpu ? shareOf(load.gpu->memoryUsed, load.gpu->memoryTotal) : -1;
                    }),
             {1, percentText(1), percentText(0.5)}, percentText(now.gpu->share),
             tr("Memory %1 of %2, %3")
                 .arg(amountText(now.gpu->memoryUsed), amountText(now.gpu->memoryTotal),
                      QString::fromStdString(now.gpu->name)));
}

}  // namespace studio
