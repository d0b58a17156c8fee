#include "widgets/forms/panel_parts.h"

#include <QFrame>
#include <QLabel>
#include <cmath>

#include "widgets/frame/theme.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

/// U+202F before a unit: it does not break.
QString withUnit(const QString& number, const QString& unit) { return number + QChar(0x202F) + unit; }

}  // namespace

QLabel* makePanelTitle(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setFont(textFont(TextStyle::PanelTitle));
  label->setFixedHeight(36);
  return label;
}

QLabel* makeMutedLabel(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setFont(textFont(TextStyle::Label));
  label->setProperty("muted", true);
  label->setTextFormat(Qt::PlainText);
  return label;
}

QFrame* makeRule(QWidget* parent) {
  auto* rule = new QFrame(parent);
  rule->setFrameShape(QFrame::NoFrame);
  rule->setFixedHeight(1);
  rule->setAutoFillBackground(true);
  const auto paint = [rule] {
    QPalette palette = rule->palette();
    palette.setColor(QPalette::Window, theme().color(Role::Line));
    rule->setPalette(palette);
  };
  paint();
  QObject::connect(&ThemeManager::instance(), &ThemeManager::changed, rule, paint);
  return rule;
}

QString durationText(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) return QStringLiteral("…");
  if (seconds < 1) return withUnit(QString::number(seconds * 1000, 'f', seconds < 0.01 ? 1 : 0), tr("ms"));
  if (seconds < 60) return withUnit(QString::number(std::lround(seconds)), tr("s"));
  const qint64 minutes = std::llround(seconds / 60);
  if (minutes < 60) return withUnit(QString::number(minutes), tr("min"));
  if (minutes < 48 * 60) {
    const QString hours = withUnit(QString::number(minutes / 60), tr("h"));
    return minutes % 60 == 0 ? hours : withUnit(hours + QChar(0x202F) + QString::number(minutes % 60), tr("min"));
  }
  return withUnit(QString::number(std::llround(minutes / 1440.0)), tr("days"));
}

QString bytesText(double bytes) {
  if (!std::isfinite(bytes) || bytes < 0) return QStringLiteral("…");
  if (bytes < 1e6) return withUnit(QString::number(std::ceil(bytes / 1e3), 'f', 0), tr("kB"));
  if (bytes < 1e9) return withUnit(QString::number(bytes / 1e6, 'f', bytes < 1e7 ? 1 : 0), tr("MB"));
  return withUnit(QString::number(bytes / 1e9, 'f', bytes < 1e11 ? 1 : 0), tr("GB"));
}

QString countText(std::int64_t count) {
  QString digits = QString::number(std::abs(count));
  for (qsizetype place = digits.size() - 3; place > 0; place -= 3) digits.insert(place, QChar(0x202F));
  return count < 0 ? QChar(0x2212) + digits : digits;
}

}  // namespace studio
