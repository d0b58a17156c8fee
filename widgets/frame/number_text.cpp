#include "widgets/frame/number_text.h"

#include <algorithm>
#include <cmath>

#include "widgets/frame/language.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

/// U+202F before a unit: it does not break.
QString withUnit(const QString& number, const QString& unit) { return inWindowNumbers(number) + QChar(0x202F) + unit; }

}  // namespace

QString countText(std::int64_t count) {
  return textLocale().toString(qlonglong(count)).replace(QLatin1Char('-'), QChar(0x2212));
}

QString countText(std::int64_t count, const QString& one, const QString& many) {
  return count == 1 ? one : many.arg(count);
}

QString shortNumber(double value, int digits) { return inWindowNumbers(QString::number(value, 'g', digits)); }

QString fixedNumber(double value, int decimals) {
  QString text = inWindowNumbers(QString::number(std::abs(value), 'f', decimals));
  const bool zero = std::none_of(text.begin(), text.end(),
                                 [](QChar letter) { return letter >= QLatin1Char('1') && letter <= QLatin1Char('9'); });
  if (zero && value != 0)
    return QStringLiteral("< ") + inWindowNumbers(QString::number(std::pow(10.0, -decimals), 'f', decimals));
  return value < 0 && !zero ? text.prepend(QChar(0x2212)) : text;
}

QString durationText(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) return QStringLiteral("…");
  if (seconds < 1) return withUnit(QString::number(seconds * 1000, 'f', seconds < 0.01 ? 1 : 0), tr("ms"));
  if (seconds < 60) return withUnit(QString::number(std::lround(seconds)), tr("s"));
  const qint64 minutes = std::llround(seconds / 60);
  if (minutes < 60) return withUnit(QString::number(minutes), tr("min"));
  if (minutes < 48 * 60) {
    const QString hours = withUnit(QString::number(minutes / 60), tr("h"));
    return minutes % 60 == 0 ? hours : hours + QChar(0x202F) + withUnit(QString::number(minutes % 60), tr("min"));
  }
  return withUnit(QString::number(std::llround(minutes / 1440.0)), tr("days"));
}

QString timeLeftText(double seconds) {
  if (!(seconds >= 0)) return {};
  const auto whole = qint64(std::llround(seconds));
  if (whole < 60) return tr("%1 s").arg(whole);
  if (whole < 3600) return tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
  return tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString timeInOneUnit(double seconds) {
  const auto text = [](double value, const QString& unit) {
    return withUnit(QString::number(value, 'f', value < 10 ? 1 : 0), unit);
  };
  if (seconds >= 3600) return text(seconds / 3600, tr("h"));
  return seconds >= 60 ? text(seconds / 60, tr("min")) : text(seconds, tr("s"));
}

QString byteCountText(double bytes) {
  if (!std::isfinite(bytes) || bytes < 0) return QStringLiteral("…");
  if (bytes < 1e6) return withUnit(QString::number(std::ceil(bytes / 1e3), 'f', 0), tr("kB"));
  if (bytes < 1e9) return withUnit(QString::number(bytes / 1e6, 'f', bytes < 1e7 ? 1 : 0), tr("MB"));
  return withUnit(QString::number(bytes / 1e9, 'f', bytes < 1e11 ? 1 : 0), tr("GB"));
}

}  // namespace studio
