// A chart of the System dock: its axes, numbers and courses (train_panels.h).
#include <QPainter>
#include <algorithm>

#include "widgets/frame/controls.h"
#include "widgets/train/train_panels.h"

namespace studio {
namespace {

constexpr double kGapSeconds = 6;  // longer without a sample: the machine slept, so the course has a gap
constexpr int kHeadRow = 20, kTimeRow = 14, kDetailRow = 16, kTick = 3, kBetweenAxis = 4, kAboveLine = 4;  // px
constexpr double kMinute = 60;
constexpr int kBetweenLabels = 12;  // px

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
  setToolTip(shownTitle() == title_ ? detail : title_ + QLatin1Char('\n') + detail);
  update();
}

void LoadChart::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF head(0, 0, width(), kHeadRow);
  painter.setFont(studio::textFont(TextStyle::Label));
  painter.setPen(theme().color(Role::Muted));
  painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, shownTitle());
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

/// Before the value, which is never cut.
QString LoadChart::shownTitle() const {
  constexpr int kBeforeValue = 8;
  const QFontMetrics metrics(studio::textFont(TextStyle::Label));
  return elidedAtWord(title_, metrics, width() - metrics.horizontalAdvance(value_) - kBeforeValue);
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

/// The two ends, and the minutes between them where all of these find space: some of them would be uneven steps.
std::vector<LoadChart::TimeLabel> LoadChart::timeLabels() const {
  const QFontMetrics metrics(studio::textFont(TextStyle::Label));
  const int minutes = int(kSeconds / kMinute);
  const QRectF area = this->area();
  const auto place = [&](int minute) { return area.right() - minute * area.width() / minutes; };
  const QString oldest = tr("%1 min ago").arg(minutes);  // half of it may stand below the numbers of the axis
  std::vector<TimeLabel> labels{{oldest, std::max(0.0, place(minutes) - metrics.horizontalAdvance(oldest) / 2.0)}};
  double from = labels.front().x + metrics.horizontalAdvance(labels.front().text) + kBetweenLabels;
  const double until = area.right() - metrics.horizontalAdvance(tr("now")) - kBetweenLabels;
  bool allFit = true;
  for (int minute = minutes - 1; minute > 0; --minute) {
    const QString text = tr("%1 min").arg(minute);
    const double half = metrics.horizontalAdvance(text) / 2.0;
    allFit = allFit && place(minute) - half >= from && place(minute) + half <= until;
    labels.push_back({text, place(minute)});
    from = place(minute) + half + kBetweenLabels;
  }
  if (!allFit) labels.resize(1);
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

}  // namespace studio
