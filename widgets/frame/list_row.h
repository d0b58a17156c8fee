// A row of a list as analyses and networks have it: a mark, a title, and a second line in small muted text. GUI thread.
#pragma once
#include "widgets/frame/controls.h"

namespace studio {

struct ListRow {
  QString mark;  ///< an icon's name
  Role markRole = Role::Muted, titleRole = Role::Text;
  QString title, detail;
  Qt::TextElideMode cut = Qt::ElideRight;  ///< of the title
};

/// With the ground of a chosen row or of the one below the pointer; kListRowHeight high.
inline void paintListRow(QPainter& painter, const QStyleOptionViewItem& option, const ListRow& row) {
  constexpr int kMark = 16, kText = 44;
  painter.save();
  const QRect& place = option.rect;
  paintRowGround(painter, option);
  painter.drawPixmap(place.left() + kListRowMargin, place.top() + 12,
                     iconPixmap(row.mark, row.markRole, kMark, painter.device()->devicePixelRatioF()));
  const int left = place.left() + kText, width = place.right() - 8 - left;
  paintRowText(painter, {left, place.top() + 4, width, 18}, TextStyle::Body, row.titleRole, row.title, row.cut);
  paintRowText(painter, {left, place.top() + 21, width, 15}, TextStyle::Label, Role::Muted, row.detail);
  painter.restore();
}

}  // namespace studio
