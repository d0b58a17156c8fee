#include "widgets/plots/step_ticker.h"

#include <cmath>

#include "widgets/frame/tr.h"

namespace studio {

QString StepTicker::countText(double value) {
  const double size = std::abs(value);
  if (size >= 1e6) return QString::number(value / 1e6, 'g', 4) + QLatin1Char('M');
  if (size >= 1e4) return QString::number(value / 1e3, 'g', 4) + QLatin1Char('k');
  return QString::number(value, 'g', 4);
}

QString StepTicker::timeText(double seconds) {
  if (seconds >= 3600) return tr("%1 h").arg(QString::number(seconds / 3600, 'g', 3));
  if (seconds >= 60) return tr("%1 min").arg(QString::number(seconds / 60, 'g', 3));
  return tr("%1 s").arg(QString::number(seconds, 'g', 3));
}

QString StepTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
  return time_ ? timeText(tick) : countText(tick);
}

/// Minutes and hours are divided as clocks are; everything else by ones, twos and fives.
double StepTicker::getTickStep(const QCPRange& range) {
  const double rough = range.size() / std::max(1, tickCount());
  if (time_)
    for (const double step : {1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0,
                              7200.0, 14400.0, 28800.0, 86400.0})
      if (rough > 0.5 && rough <= step) return step;
  const double power = std::pow(10.0, std::floor(std::log10(rough))), share = rough / power;
  return power * (share <= 1.0001   ? 1
                  : share <= 2.0001 ? 2
                  : share <= 5.0001 ? 5
                                    : 10);  // rounded up: never more ticks than asked for
}

}  // namespace studio
