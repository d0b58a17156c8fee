#include "widgets/frame/message_text.h"

#include <QHelpEvent>
#include <QPainter>
#include <QRegularExpression>
#include <algorithm>

#include "widgets/frame/controls.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr int kMessageLines = 2;

QStringList smallLines(const QString& text, int width) { return inTwoLines(text, textFont(TextStyle::Label), width); }

bool fitsTwoLines(const QString& text, int width) {
  const QString shown = smallLines(text, width).join(QLatin1Char(' '));
  return shown.simplified() == text.simplified();
}

}  // namespace

QString withoutFolders(const QString& sentence) {
  static const QRegularExpression folders(QStringLiteral("(?<![^\\s\"(])/(?:[^/\\s]+/)+(?=[^/\\s])"));
  return QString(sentence).remove(folders);
}

MessageText::MessageText(QWidget* parent) : QWidget(parent) {
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void MessageText::setText(const QString& text) {
  text_ = text;
  setAccessibleName(text);
  updateGeometry();
  update();
}

QSize MessageText::sizeHint() const {
  const QFontMetrics metrics(textFont(TextStyle::Body));
  return {metrics.horizontalAdvance(text_) + 1, metrics.height()};
}

QStringList MessageText::lines() const {
  if (QFontMetrics(textFont(TextStyle::Body)).horizontalAdvance(text_) <= width()) return {text_};
  return smallLines(fitsTwoLines(text_, width()) ? text_ : withoutFolders(text_), width());
}

bool MessageText::isWhole() const { return lines().join(QLatin1Char(' ')).simplified() == text_.simplified(); }

void MessageText::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QStringList shown = lines();
  const bool oneLine = shown.size() == 1 && shown.front() == text_;
  painter.setFont(textFont(oneLine ? TextStyle::Body : TextStyle::Label));
  painter.setPen(theme().color(Role::Text));
  const int each = std::min(painter.fontMetrics().height(), height() / kMessageLines);
  const int line = oneLine ? painter.fontMetrics().height() : each;
  int top = (height() - line * int(shown.size())) / 2;
  for (const QString& words : shown) {
    painter.drawText(QRect(0, top, width(), line), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, words);
    top += line;
  }
}

bool MessageText::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  showPlaceTip(this, *static_cast<QHelpEvent*>(event), isWhole() ? QString() : text_);
  return true;
}

}  // namespace studio
