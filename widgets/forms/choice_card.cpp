#include "widgets/forms/choice_card.h"

#include <QPainter>

#include "widgets/frame/theme.h"

namespace studio {

ChoiceCard::ChoiceCard(const QString& icon, const QString& title, const QString& about, const QString& shortcut,
                       QWidget* parent)
    : QAbstractButton(parent), icon_(icon), about_(about), shortcut_(shortcut) {
  setText(title);
  setAccessibleName(title);
  setAccessibleDescription(about);
  setAttribute(Qt::WA_Hover);
  setCursor(Qt::PointingHandCursor);
  setFocusPolicy(Qt::StrongFocus);
  setFixedHeight(64);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void ChoiceCard::paintEvent(QPaintEvent*) {
  const Theme& colours = theme();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(colours.color(hasFocus() ? Role::Accent : Role::Line), hasFocus() ? 1.5 : 1));
  painter.setBrush(colours.color(underMouse() ? Role::Raised : Role::Panel));
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 6, 6);
  painter.drawPixmap(QPointF(18, (height() - 18) / 2.0), iconPixmap(icon_, Role::Text, 18, devicePixelRatioF()));
  const QRect words = rect().adjusted(48, 13, -16, -13);
  painter.setFont(studio::textFont(TextStyle::Body));
  painter.setPen(colours.color(Role::Text));
  painter.drawText(words, Qt::AlignLeft | Qt::AlignTop, text());
  painter.setFont(studio::textFont(TextStyle::Label));
  painter.setPen(colours.color(Role::Muted));
  painter.drawText(words, Qt::AlignRight | Qt::AlignTop, shortcut_);
  painter.drawText(words, Qt::AlignLeft | Qt::AlignBottom,
                   painter.fontMetrics().elidedText(about_, Qt::ElideRight, words.width()));
}

}  // namespace studio
