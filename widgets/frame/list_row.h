// A row of a list as analyses and networks have it: a mark, a title, and a second line in small muted text; where the
// row is thin, both in one line. GUI thread.
#pragma once
#include "widgets/frame/controls.h"

namespace studio {

struct ListRow {
  QString mark;  ///< an icon's name
  Role markRole = Role::Muted, titleRole = Role::Text;
  QString title, detail;
  Qt::TextElideMode cut = Qt::ElideRight;  ///< of the title
};

constexpr int kTwoLines = 37;  // px: a lower row has one line

/// Title and detail below each other, or beside each other where the row is thin; the detail gives way.
inline void paintListText(QPainter& painter, const QRect& place, const ListRow& row) {
  if (place.height() >= kTwoLines) {
    paintRowText(painter, {place.left(), place.top() + 4, place.width(), 18}, TextStyle::Body, row.titleRole, row.title,
                 row.cut);
    paintRowText(painter, {place.left(), place.top() + 21, place.width(), 15}, TextStyle::Label, Role::Muted,
                 row.detail);
    return;
  }
  constexpr int kBetween = 8;
  paintRowText(painter, place, TextStyle::Body, row.titleRole, row.title, row.cut);
  const int taken = painter.fontMetrics().horizontalAdvance(row.title) + kBetween;
  if (taken < place.width())
    paintRowText(painter, place.adjusted(taken, 0, 0, 0), TextStyle::Label, Role::Muted, row.detail);
}

/// With the ground of a chosen row or of the one below the pointer; kListRowHeight high, or thinner.
inline void paintListRow(QPainter& painter, const QStyleOptionViewItem& option, const ListRow& row) {
  constexpr int kMark = 16, kText = 44;
  painter.save();
  const QRect& place = option.rect;
  paintRowGround(painter, option);
  painter.drawPixmap(place.left() + kListRowMargin, place.top() + (place.height() - kMark) / 2,
                     iconPixmap(row.mark, row.markRole, kMark, painter.device()->devicePixelRatioF()));
  const int left = place.left() + kText, width = place.right() - 8 - left;
  paintListText(painter, {left, place.top(), width, place.height()}, row);
  painter.restore();
}

}  // namespace studio
