// The ground and the text lines of a row in a list of runs or analyses. GUI thread.
#pragma once
#include <QPainter>
#include <QStyleOptionViewItem>

#include "widgets/frame/theme.h"

namespace studio {

constexpr int kListRowHeight = 40, kListRowMargin = 16;   // px, look.md

/// Ground of a chosen row or of the one below the pointer; a frame where the keyboard is.
inline void paintRowGround(QPainter& painter, const QStyleOptionViewItem& option) {
  if (option.state & QStyle::State_Selected) painter.fillRect(option.rect, theme().color(Role::Select));
  else if (option.state & QStyle::State_MouseOver) painter.fillRect(option.rect, theme().color(Role::Raised));
  if (!(option.state & QStyle::State_HasFocus)) return;
  painter.setPen(theme().color(Role::Accent));
  painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
}

/// One line of text, cut where there is no room.
inline void paintRowText(QPainter& painter, const QRect& place, TextStyle style, Role role, const QString& text, Qt::TextElideMode cut = Qt::ElideRight) {
  painter.setFont(textFont(style));
  painter.setPen(theme().color(role));
  painter.drawText(place, Qt::AlignVCenter, painter.fontMetrics().elidedText(text, cut, place.width()));
}

}  // namespace studio
