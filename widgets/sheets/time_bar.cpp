#include "widgets/sheets/time_bar.h"

#include <QComboBox>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QTimer>
#include <QToolButton>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "widgets/frame/controls.h"
#include "widgets/frame/keyboard_focus.h"
#include "widgets/frame/theme.h"
#include "widgets/sheets/colour_maps.h"

namespace studio {
namespace {

constexpr int kTimeLeft = 128, kTimeRight = 296;  // space of the buttons and of the texts
constexpr int kMillisecondsPerSnapshot = 400;     // at speed 1
constexpr double kLeastApart = 8;                 // px between two ticks that a mouse can hit
constexpr double kStoredShare = 0.8;              // of the bar at least, where there is less room than that
constexpr double kDiamond = 9;                    // px

QToolButton* button(QWidget* parent, const QString& iconName, const QString& name) {
  auto* result = new QToolButton(parent);
  result->setIcon(icon(iconName));
  result->setIconSize({16, 16});
  result->setAccessibleName(name);
  result->setToolTip(name);
  return result;
}

}  // namespace

TimeBar::TimeBar(RunMonitor* monitor, QWidget* parent) : QWidget(parent), monitor_(monitor), timer_(new QTimer(this)) {
  setFixedHeight(56);
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Time bar of stored maps"));
  back_ = button(this, QStringLiteral("chevron-left"), tr("Previous stored maps (,)"));
  play_ = button(this, QStringLiteral("play"), tr("Play the stored maps"));
  forward_ = button(this, QStringLiteral("chevron-right"), tr("Next stored maps (.)"));
  back_->setToolTip(tr("Previous stored maps (,)\nHome on the time bar: the first ones"));
  forward_->setToolTip(tr("Next stored maps (.)\nEnd on the time bar: the last ones"));
  step_ = new QLabel(this);
  step_->setObjectName(QStringLiteral("shownStep"));
  step_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  step_->setFont(textFont(TextStyle::PanelTitle));
  epoch_ = new QLabel(this);
  epoch_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  epoch_->setFont(textFont(TextStyle::Label));
  epoch_->setProperty("muted", true);
  live_ = new QToolButton(this);
  live_->setText(tr("Live"));
  live_->setCheckable(true);
  live_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  live_->setToolTip(tr("Follow the newest maps (L)"));
  speed_ = new ChoiceBox(this);
  for (const int factor : {1, 2, 4}) speed_->addItem(tr("%1×").arg(factor), factor);
  speed_->setAccessibleName(tr("Speed of playing"));
  connect(back_, &QToolButton::clicked, this, [this] { show(shownIndex() - 1); });
  connect(forward_, &QToolButton::clicked, this, [this] { show(shownIndex() + 1); });
  connect(play_, &QToolButton::clicked, this, &TimeBar::togglePlay);
  connect(live_, &QToolButton::clicked, this, [this](bool on) {
    if (!on) return show(shownIndex());
    ViewState view = monitor_->view();
    view.followLive = true;
    monitor_->setView(view);
  });
  connect(timer_, &QTimer::timeout, this, &TimeBar::advance);
  for (const auto signal :
       {&RunMonitor::runOpened, &RunMonitor::statusChanged, &RunMonitor::snapshotChanged, &RunMonitor::viewChanged})
    connect(monitor, signal, this, &TimeBar::refresh);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] { update(); });
  refresh();
}

void TimeBar::resizeEvent(QResizeEvent*) {
  back_->setGeometry(16, 12, 32, 32);
  play_->setGeometry(50, 12, 32, 32);
  forward_->setGeometry(84, 12, 32, 32);
  const int right = width() - kTimeRight;
  step_->setGeometry(right + 8, 10, 110, 18);
  epoch_->setGeometry(right + 8, 28, 110, 16);
  live_->setGeometry(right + 126, 14, 88, 28);
  speed_->setGeometry(right + 218, 14, 64, 28);
}

QRectF TimeBar::track() const { return {kTimeLeft, 26, std::max(10.0, double(width() - kTimeLeft - kTimeRight)), 2}; }

int TimeBar::places() const { return int(ticks_.size()) + (last_ >= 0 ? 1 : 0); }

/// Of what is there already, with a checkpoint behind it.
int TimeBar::storedPlaces() const {
  const auto stored = monitor_->data().mapSteps.size();
  return stored < ticks_.size() ? int(stored) : places();
}

double TimeBar::tickX(int index) const {
  const int last = places() - 1, lastStored = storedPlaces() - 1;
  if (last < 1) return track().left();
  double share = double(lastStored) / last;
  if (lastStored > 0 && track().width() / last < kLeastApart) share = std::max(share, kStoredShare);
  const bool toCome = index > lastStored && last > lastStored;
  const double place = toCome           ? share + (1 - share) * (index - lastStored) / (last - lastStored)
                       : lastStored > 0 ? share * index / lastStored
                                        : 0;
  return track().left() + track().width() * place;
}

/// The stored snapshot at or before the one shown; -1 where nothing is stored.
int TimeBar::shownIndex() const {
  const auto& steps = monitor_->data().mapSteps;
  const auto shown = monitor_->data().snapshot;
  if (steps.empty()) return -1;
  if (!shown) return int(steps.size()) - 1;
  return std::max(0, int(std::upper_bound(steps.begin(), steps.end(), shown->step) - steps.begin()) - 1);
}

std::int64_t TimeBar::shownStep() const {
  const RunData& data = monitor_->data();
  const ViewState& view = monitor_->view();
  if (!data.snapshot) return -1;
  const SheetMap* map = data.live && view.followLive ? data.snapshot->find(view.layer, view.quantity) : nullptr;
  return map ? map->step : data.snapshot->step;
}

/// Without any tick, as of a run whose files have gone, along the whole of its length.
double TimeBar::stepX(std::int64_t step) const {
  if (ticks_.empty() && length_.steps > 0)
    return track().left() + track().width() * std::clamp(double(step) / double(length_.steps), 0.0, 1.0);
  const auto next = std::upper_bound(ticks_.begin(), ticks_.end(), step);
  const int at = std::max(0, int(next - ticks_.begin()) - 1);
  const std::int64_t to = next == ticks_.end() ? last_ : *next;
  if (next == ticks_.begin() || to < 0 || step < 0) return tickX(at);
  const double from = double(ticks_[std::size_t(at)]);
  return tickX(at) + (tickX(at + 1) - tickX(at)) * (double(std::min(step, to)) - from) / (double(to) - from);
}

double TimeBar::knobX() const { return stepX(shownStep()); }

bool TimeBar::isMeasured(std::size_t tick) const {
  const RunData& data = monitor_->data();
  const ViewState& view = monitor_->view();
  return tick >= data.mapSteps.size() || data.measured.has(ticks_[tick], view.layer, view.quantity);
}

void TimeBar::show(int index) {
  const auto& steps = monitor_->data().mapSteps;
  if (steps.empty()) return;
  ViewState view = monitor_->view();
  view.followLive = false;
  view.step = steps[std::clamp(index, 0, int(steps.size()) - 1)];
  monitor_->setView(view);
}

void TimeBar::pointAt(double x) {
  int nearest = 0;
  for (int index = 1; index < places(); ++index)
    if (std::abs(tickX(index) - x) < std::abs(tickX(nearest) - x)) nearest = index;
  if (places() > 0) show(nearest);
}

bool TimeBar::playing() const { return timer_->isActive(); }

void TimeBar::togglePlay() {
  if (playing())
    timer_->stop();
  else if (!monitor_->data().mapSteps.empty()) {
    if (shownIndex() + 1 >= int(monitor_->data().mapSteps.size())) show(0);  // from the start again
    timer_->start(kMillisecondsPerSnapshot / speed_->currentData().toInt());
  }
  refresh();
}

void TimeBar::advance() {
  timer_->setInterval(kMillisecondsPerSnapshot / speed_->currentData().toInt());
  const int next = shownIndex() + 1;
  if (next >= int(monitor_->data().mapSteps.size()))
    timer_->stop();
  else
    show(next);
  refresh();
}

void TimeBar::refresh() {
  const RunData& data = monitor_->data();
  const bool any = !data.mapSteps.empty();
  takeTimes();
  const std::int64_t checkpoint = data.checkpointSteps.empty() ? -1 : data.checkpointSteps.back();
  last_ = !ticks_.empty() && checkpoint > ticks_.back() ? checkpoint : -1;
  for (QToolButton* part : {back_, play_, forward_}) part->setEnabled(any);
  if (const bool plays = playing(); play_->property("plays") != plays) {
    play_->setProperty("plays", plays);
    play_->setIcon(icon(plays ? QStringLiteral("pause") : QStringLiteral("play")));
  }
  live_->setEnabled(monitor_->hasRun());
  live_->setChecked(monitor_->view().followLive);
  live_->setText(data.live ? tr("Live") : tr("Latest"));
  if (const bool follows = data.live && monitor_->view().followLive; live_->property("follows") != follows) {
    live_->setProperty("follows", follows);
    live_->setIcon(icon(QStringLiteral("dot"), follows ? Role::Accent : Role::Muted));
  }
  step_->setText(stepText());
  const bool timed = data.snapshot && data.caption.empty();
  const double share = timed && data.snapshot->step > 0 ? double(shownStep()) / double(data.snapshot->step) : 1;
  epoch_->setText(timed ? tr("epoch %L1").arg(data.snapshot->epoch * share, 0, 'f', 1) : QString());
  update();
}

/// Places and names of the ticks stay while a run that goes on has not said again how long it is.
void TimeBar::takeTimes() {
  const RunData& data = monitor_->data();
  if (data.folder.path() != of_) length_ = {}, inEpoch_ = 0;
  of_ = data.folder.path();
  if (data.status.steps > 0) length_ = data.status;
  length_.state = data.status.state;
  if (const std::int64_t steps = stepsInEpoch(data.config, length_); steps > 0) inEpoch_ = steps;
  ticks_ = snapshotTimes(data.config, length_, data.mapSteps);
}

QString TimeBar::stepText() const {
  const RunData& data = monitor_->data();
  if (!data.caption.empty()) return tr("one moment");  // a file of weights has no time
  if (data.snapshot) return tr("step %L1").arg(shownStep());
  return data.mapSteps.empty() ? tr("no maps yet") : tr("reading maps");
}

void TimeBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), theme().color(Role::Panel));
  painter.fillRect(QRect(0, 0, width(), 1), theme().color(Role::Line));
  const QRectF line = track();
  painter.fillRect(line, theme().color(Role::Line));
  paintTicks(painter);
  const RunData& data = monitor_->data();
  const bool seen = data.snapshot && data.caption.empty();  // live, or its files have gone since
  if (shownIndex() < 0 && !seen) return;
  const double knob = knobX();
  painter.fillRect(QRectF(line.left(), line.top(), knob - line.left(), 2), theme().color(Role::Accent));
  paintCheckpoints(painter);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme().color(Role::Accent));
  painter.drawEllipse(QPointF(knob, line.center().y()), 7, 7);
  if (!showsFocus(this)) return;
  painter.setBrush(Qt::NoBrush);  // around what the keys move, not around the whole foot of the window
  painter.setPen(QPen(theme().color(Role::Accent), 1.5));
  painter.drawEllipse(QPointF(knob, line.center().y()), 10, 10);
}

/// Stored maps have a tick, those to come a dot; where they are so many that they would run together, not each of them.
/// Maps that are there have labels, which keep a gap to each other; the newest and the last one always have their
/// place. What is to come has none beside the last: it would stand under the knob of another step.
void TimeBar::paintTicks(QPainter& painter) const {
  constexpr double kGap = 10, kBetweenTicks = 4, kBetweenHatched = 9;
  painter.setFont(textFont(TextStyle::Label));
  const QFontMetricsF metrics(painter.font());
  std::vector<std::int64_t> steps = ticks_;
  if (last_ >= 0) steps.push_back(last_);
  const auto half = [&](std::size_t i) { return metrics.horizontalAdvance(tickLabel(steps[i])) / 2; };
  const double end = steps.empty() ? 0 : tickX(int(steps.size()) - 1) - half(steps.size() - 1) - kGap;
  const std::size_t stored = std::min(monitor_->data().mapSteps.size(), steps.size());
  const double newest = stored == 0 ? end : std::min(end, tickX(int(stored) - 1) - half(stored - 1) - kGap);
  double labelled = -1e9, painted = -1e9;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const double x = tickX(int(i));
    const double apart = i < ticks_.size() && isMeasured(i) ? kBetweenTicks : kBetweenHatched;
    if (i < ticks_.size() && x - painted >= apart) {
      paintTick(painter, i);
      painted = x;
    }
    const bool last = i + 1 == steps.size();
    if (i >= stored && !last) continue;
    const double limit = i + 1 < stored ? newest : end;
    if (x - half(i) < labelled + kGap || (!last && i > 0 && x + half(i) > limit)) continue;
    labelled = x + half(i);
    painter.setPen(theme().color(Role::Muted));
    painter.drawText(QRectF(x - 60, 38, 120, 14), Qt::AlignCenter, tickLabel(steps[i]));
  }
}

/// A hatched one stands for maps without a value, as hatched units do.
void TimeBar::paintTick(QPainter& painter, std::size_t tick) const {
  const double x = tickX(int(tick));
  const bool stored = tick < monitor_->data().mapSteps.size();
  if (isMeasured(tick)) {
    painter.fillRect(stored ? QRectF(x - 0.5, 32, 1, 4) : QRectF(x - 0.5, 33, 1, 2),
                     theme().color(stored ? Role::Muted : Role::Line));
    return;
  }
  painter.setPen(QPen(theme().color(Role::Muted), 1));
  painter.setBrush(theme().color(Role::Nan));
  const QRectF box(x - 3.5, 31.5, 7, 6);
  painter.drawRect(box);
  for (double from = box.left() - 3; from < box.right(); from += 3) {
    const double left = std::max(from, box.left()), right = std::min(from + 6, box.right());
    painter.drawLine(QPointF(left, box.bottom() - (left - from)), QPointF(right, box.bottom() - (right - from)));
  }
}

QString TimeBar::tickLabel(std::int64_t step) const {
  const bool ends = places() > 1 && step == std::max(last_, ticks_.back());
  return ends ? tr("step %L1").arg(step) : QLocale().toString(qlonglong(step));
}

std::vector<std::int64_t> TimeBar::markedCheckpoints() const {
  std::vector<std::int64_t> marked;
  const auto& steps = monitor_->data().checkpointSteps;
  for (auto step = steps.rbegin(); step != steps.rend() && !ticks_.empty(); ++step)
    if (marked.empty() || stepX(marked.back()) - stepX(*step) >= kDiamond) marked.push_back(*step);
  std::reverse(marked.begin(), marked.end());
  return marked;
}

void TimeBar::paintCheckpoints(QPainter& painter) const {
  painter.setPen(QPen(theme().color(Role::Muted), 1.2));
  painter.setBrush(Qt::NoBrush);
  for (const std::int64_t step : markedCheckpoints()) {
    const double x = stepX(step);
    painter.drawPolygon(QPolygonF({{x, 10}, {x + 3.5, 13.5}, {x, 17}, {x - 3.5, 13.5}}));
  }
}

void TimeBar::mousePressEvent(QMouseEvent* event) {
  setFocus(Qt::MouseFocusReason);
  timer_->stop();
  if (event->position().x() > kTimeLeft - 10 && event->position().x() < width() - kTimeRight + 10)
    pointAt(event->position().x());
}

void TimeBar::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons() & Qt::LeftButton) pointAt(event->position().x());
}

/// What the nearest tick stands for.
QString TimeBar::tipAt(const QPointF& position) const {
  constexpr double kReach = 6;
  std::size_t i = 0;
  for (std::size_t other = 1; other < ticks_.size(); ++other)
    if (std::abs(tickX(int(other)) - position.x()) < std::abs(tickX(int(i)) - position.x())) i = other;
  const bool near = !ticks_.empty() && std::abs(tickX(int(i)) - position.x()) <= kReach;
  if (near && std::abs(position.y() - track().center().y()) <= 20) {
    const bool ends = inEpoch_ > 0 && ticks_[i] > 0 && ticks_[i] % inEpoch_ == 0;
    const QString step = ends ? tr("Step %L1, end of epoch %L2").arg(ticks_[i]).arg(ticks_[i] / inEpoch_)
                              : tr("Step %L1").arg(ticks_[i]);
    if (i >= monitor_->data().mapSteps.size())
      return isLive(monitor_->data().status.state) ? tr("%1: maps are still to come").arg(step)
                                                   : tr("%1: maps come when the run goes on").arg(step);
    if (isMeasured(i)) return tr("%1: maps are stored").arg(step);
    return tr("%1: %2 was not measured").arg(step, quantityTitle(monitor_->view().quantity));
  }
  const auto& checkpoints = monitor_->data().checkpointSteps;
  for (auto step = checkpoints.rbegin(); step != checkpoints.rend() && !ticks_.empty(); ++step)
    if (std::abs(stepX(*step) - position.x()) <= kReach)
      return tr("%1: a checkpoint, without stored maps").arg(tr("Step %L1").arg(*step));
  return {};
}

bool TimeBar::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const QString tip = tipAt(help->pos());
  if (tip.isEmpty())
    QToolTip::hideText();
  else
    QToolTip::showText(help->globalPos(), tip, this);
  return true;
}

void TimeBar::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left:
      return show(shownIndex() - 1);
    case Qt::Key_Right:
      return show(shownIndex() + 1);
    case Qt::Key_Home:
      return show(0);
    case Qt::Key_End:
      return show(int(monitor_->data().mapSteps.size()) - 1);
    case Qt::Key_Space:
      return togglePlay();
    default:
      QWidget::keyPressEvent(event);
  }
}

}  // namespace studio
