#include "widgets/plots/plot_painter.h"

#include <QLocale>
#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/frame/language.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

constexpr double kPaperText = 7, kPaperLine = 1, kPaperThin = 0.4, kPaperAxis = 0.5, kPaperGrid = 0.35;  // pt
constexpr double kRight = 12;                        // px; half of a tick's words stands right of the axis
constexpr double kTickSpace = 40, kTickHeight = 22;  // px that a tick with its words takes along x and y
constexpr std::size_t kMostSlanted = 32;             // categories; of more only some are named

/// A log axis in the same few words; between powers of ten nothing is written.
class LogTicker : public QCPAxisTickerLog {
 public:
  explicit LogTicker(bool paper) : paper_(paper) {}

 protected:
  QString getTickLabel(double tick, const QLocale&, QChar, int) override {
    return paper_ ? StepTicker::countText(tick) : inWindowNumbers(StepTicker::countText(tick));
  }

 private:
  bool paper_;
};

QFont sized(TextStyle style, double pixels) {
  QFont font = textFont(style);
  font.setPixelSize(std::max(1, int(std::lround(pixels))));
  return font;
}

void setUpCategories(QCPAxis* axis, const PlotAxis& request, const PlotStyle& style, double space) {
  const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
  const QFontMetricsF metrics(style.text);
  double widest = 0;
  for (const std::string& name : request.categories)
    widest = std::max(widest, metrics.horizontalAdvance(QString::fromStdString(name)) / style.unit);
  const std::size_t count = std::max<std::size_t>(1, request.categories.size());
  const double each = space / double(count);
  const bool slanted = widest + 6 > each;
  const auto every = std::size_t(std::max(1.0, std::ceil((count > kMostSlanted ? 24.0 : 12.0) / std::max(1.0, each))));
  for (std::size_t i = 0; i < request.categories.size(); i += every)
    ticker->addTick(double(i), QString::fromStdString(request.categories[i]));
  axis->setTicker(ticker);
  axis->setTickLabelRotation(slanted ? -40 : 0);
}

/// Of this step within the range: 0 to 105 holds six of 20.
int countTicks(const QCPRange& range, double step) {
  constexpr double kRounding = 1e-6;
  return int(std::floor(range.upper / step + kRounding) - std::ceil(range.lower / step - kRounding)) + 1;
}

}  // namespace

PlotStyle PlotStyle::screen() {
  PlotStyle style;
  style.theme = &studio::theme();
  style.text = textFont(TextStyle::Label);
  style.heading = sized(TextStyle::PanelTitle, style.text.pixelSize());
  return style;
}

PlotStyle PlotStyle::onPaper(double unitsPerMm, const QColor& ink) {
  const double point = unitsPerMm * 25.4 / 72;
  PlotStyle style;
  style.theme = &Theme::light();
  style.paper = true;
  style.windowNumbers = false;
  style.ink = ink;
  style.unit = kPaperText * point / textFont(TextStyle::Label).pixelSize();
  style.line = kPaperLine * point;
  style.thin = kPaperThin * point;
  style.axis = kPaperAxis * point;
  style.grid = kPaperGrid * point;
  style.text = sized(TextStyle::Body, kPaperText * point);
  style.heading = sized(TextStyle::PanelTitle, kPaperText * point);
  return style;
}

QColor PlotStyle::words() const { return paper ? ink : theme->color(Role::Text); }

QColor PlotStyle::labels() const { return paper ? words() : theme->color(Role::Muted); }

QColor PlotStyle::mark(const PlotColour& colour) const {
  if (colour.role == PlotColour::Role::Run) return theme->runMark(colour.run);
  return colour.role == PlotColour::Role::Text ? words() : theme->color(Role::Muted);
}

QColor PlotStyle::label(const PlotColour& colour) const {
  return colour.role == PlotColour::Role::Run ? theme->runLabel(colour.run) : mark(colour);
}

QPen PlotStyle::pen(const QColor& colour, double width, Qt::PenStyle line) const {
  return QPen(colour, width, line, line == Qt::SolidLine ? Qt::RoundCap : Qt::FlatCap, Qt::RoundJoin);
}

QString StepTicker::countText(double value) {
  const double size = std::abs(value);
  QString text = size >= 1e6   ? QString::number(size / 1e6, 'g', 4) + QLatin1Char('M')
                 : size >= 1e3 ? QLocale(QLocale::English).toString(qlonglong(std::llround(size)))
                               : QString::number(size, 'g', 4);
  return value < 0 && size > 0 ? text.prepend(QChar(0x2212)) : text;
}

QString StepTicker::timeText(double seconds) {
  if (seconds >= 3600) return tr("%1 h").arg(QString::number(seconds / 3600, 'g', 3));
  if (seconds >= 60) return tr("%1 min").arg(QString::number(seconds / 60, 'g', 3));
  return tr("%1 s").arg(QString::number(seconds, 'g', 3));
}

QString StepTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
  const QString text = time_ ? timeText(tick) : countText(tick);
  return paper_ ? text : inWindowNumbers(text);
}

void StepTicker::setLength(double length, double beyond, const QFont& font) {
  length_ = length;
  beyond_ = beyond;
  font_ = font;
}

bool StepTicker::labelFits(double tick, const QCPRange& range) {
  if (!(length_ > 0)) return true;
  const double half = QFontMetricsF(font_).horizontalAdvance(getTickLabel(tick, {}, {}, 0)) / 2;
  return half <= (range.upper - tick) / range.size() * length_ + beyond_;
}

namespace {

double lastTick(const QCPRange& range, double step) { return std::floor(range.upper / step + 1e-6) * step; }

}  // namespace

/// Between the longest labels, those at the end, some px are left.
bool StepTicker::areApart(double step, const QCPRange& range) {
  constexpr double kApart = 4;
  if (!(length_ > 0)) return true;
  const double words = QFontMetricsF(font_).horizontalAdvance(getTickLabel(lastTick(range, step), {}, {}, 0));
  return words + kApart <= step / range.size() * length_;
}

int StepTicker::drawnLabels(double step, const QCPRange& range) {
  return countTicks(range, step) - (labelFits(lastTick(range, step), range) ? 0 : 1);
}

/// Twice as coarse where its labels would touch, as long as two are left.
double StepTicker::roomyStep(double step, const QCPRange& range) {
  return areApart(step, range) || drawnLabels(2 * step, range) < 2 ? step : 2 * step;
}

/// Minutes and hours are divided as clocks are; everything else by ones, twos and fives. Never so coarse that a single
/// tick is left: of an axis from 0 to 4 that is asked for two, by twos and not by fives.
double StepTicker::getTickStep(const QCPRange& range) {
  const double rough = range.size() / std::max(1, tickCount());
  if (time_) {
    double before = 0;
    for (const double step : {1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0,
                              7200.0, 14400.0, 28800.0, 86400.0}) {
      if (rough > 0.5 && rough <= step) return step > range.size() && before > 0 ? before : step;
      before = step;
    }
  }
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  // On a narrow axis one more than asked for would run together, and a single one says nothing of its length.
  const int most = tickCount() < 3 ? 2 : tickCount() + 1;
  double finer = power / 2;
  for (const double step : {1.0, 2.0, 5.0, 10.0, 20.0}) {
    const int ticks = countTicks(range, step * power);
    if (ticks <= most) return roomyStep(drawnLabels(step * power, range) < 2 ? finer : step * power, range);
    finer = step * power;
  }
  return roomyStep(finer, range);
}

void setUpAxes(QCustomPlot* plot, const PlotStyle& style, bool titled) {
  const auto whole = [&](double pixels) { return int(std::lround(style.px(pixels))); };
  const int top = whole(titled ? 22 : 6);
  QCPAxisRect* rect = plot->axisRect();
  rect->setAutoMargins(QCP::msLeft | QCP::msBottom);
  rect->setMargins({0, top, whole(kRight), 0});
  rect->setMinimumMargins({whole(32), top, whole(kRight), whole(20)});
  plot->xAxis->grid()->setVisible(false);
  const QPen line(style.paper ? style.words() : style.theme->color(Role::Line), style.axis, Qt::SolidLine, Qt::FlatCap),
      grid(style.theme->color(style.paper ? Role::Line : Role::Grid), style.grid, Qt::SolidLine, Qt::FlatCap);
  for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
    axis->setBasePen(line);
    axis->setTickPen(line);
    axis->setSubTicks(false);
    axis->setTickLabelColor(style.labels());
    axis->setTickLabelFont(style.text);
    axis->setLabelColor(style.labels());
    axis->setLabelFont(style.text);
    axis->setTickLength(0, whole(3));
    axis->setTickLabelPadding(whole(axis == plot->xAxis ? 2 : 4));
    axis->setLabelPadding(whole(2));
    axis->setPadding(whole(2));
    axis->grid()->setPen(grid);
    axis->grid()->setZeroLinePen(grid);
  }
}

void setUpTicks(QCPAxis* axis, const PlotAxis& request, const PlotStyle& style, double space) {
  axis->setScaleType(request.scale == PlotAxis::Scale::Log ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
  axis->setTickLabelRotation(0);
  if (request.scale == PlotAxis::Scale::Categories) return setUpCategories(axis, request, style, space);
  if (request.scale == PlotAxis::Scale::Log) {
    axis->setTicker(QSharedPointer<LogTicker>(new LogTicker(!style.windowNumbers)));
    return;
  }
  const bool across = axis->orientation() == Qt::Horizontal;
  const QSharedPointer<StepTicker> ticker(
      new StepTicker(std::clamp(int(space / (across ? kTickSpace : kTickHeight)), 2, std::max(2, request.ticks))));
  ticker->setTime(request.seconds);
  ticker->setPaper(!style.windowNumbers);
  if (across) ticker->setLength(style.px(space), style.px(kRight), style.text);
  axis->setTicker(ticker);
}

QCPItemText* addText(QCustomPlot* plot, const PlotStyle& style, Qt::Alignment alignment) {
  auto* text = new QCPItemText(plot);
  text->position->setType(QCPItemPosition::ptAbsolute);
  text->setPositionAlignment(alignment);
  text->setClipToAxisRect(false);
  text->setFont(style.text);
  return text;
}

}  // namespace studio
