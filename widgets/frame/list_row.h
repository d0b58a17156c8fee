// A row of a list as analyses and networks have it: a mark, a title, and one or two lines in small muted text below it;
// where the row is thin, both in one line. GUI thread.
#pragma once
#include "widgets/frame/controls.h"

namespace studio {

struct ListRow {
  QString mark;  ///< an icon's name
  Role markRole = Role::Muted, titleRole = Role::Text;
  QString title, detail;
  Qt::TextElideMode cut = Qt::ElideRight;  ///< of the title
};

constexpr int kTwoLines = 37, kThreeLines = 51;  // px: a lower row has one line, or two
constexpr int kListTextLeft = 44, kListTextRight = 8, kListBetween = 8;

/// px that a row leaves for its text.
inline int listTextWidth(int rowWidth) { return rowWidth - kListTextLeft - kListTextRight - 1; }

/// px of height with which nothing of the texts is cut, as far as three lines hold them.
inline int listRowNeeds(const QString& title, const QString& detail, int rowWidth, int thin) {
  const QFontMetrics small(textFont(TextStyle::Label));
  const int space = listTextWidth(rowWidth), below = small.horizontalAdvance(detail);
  const int beside = QFontMetrics(textFont(TextStyle::Body)).horizontalAdvance(title) + kListBetween + below;
  return beside <= space ? thin : below <= space ? kTwoLines : kThreeLines;
}

/// Title and detail below each other, or beside each other where the row is thin; the detail gives way.
inline void paintListText(QPainter& painter, const QRect& place, const ListRow& row) {
  if (place.height() >= kTwoLines) {
    paintRowText(painter, {place.left(), place.top() + 4, place.width(), 18}, TextStyle::Body, row.titleRole, row.title,
                 row.cut);
    const QFont small = textFont(TextStyle::Label);
    const bool three = place.height() >= kThreeLines;
    const QStringList lines = three ? inTwoLines(row.detail, small, place.width())
                                    : QStringList{elidedAtWord(row.detail, QFontMetrics(small), place.width())};
    int top = place.top() + 21;
    for (const QString& line : lines) {
      paintRowText(painter, {place.left(), top, place.width(), 15}, TextStyle::Label, Role::Muted, line);
      top += 14;
    }
    return;
  }
  paintRowText(painter, place, TextStyle::Body, row.titleRole, row.title, row.cut);
  const int taken = painter.fontMetrics().horizontalAdvance(row.title) + kListBetween;
  if (taken < place.width())
    paintRowText(painter, place.adjusted(taken, 0, 0, 0), TextStyle::Label, Role::Muted, row.detail);
}

/// With the ground of a chosen row or of the one below the pointer; kListRowHeight high, or thinner.
inline void paintListRow(QPainter& painter, const QStyleOptionViewItem& option, const ListRow& row) {
  constexpr int kMark = 16;
  painter.save();
  const QRect& place = option.rect;
  paintRowGround(painter, option);
  painter.drawPixmap(place.left() + kListRowMargin, place.top() + (place.height() - kMark) / 2,
                     iconPixmap(row.mark, row.markRole, kMark, painter.device()->devicePixelRatioF()));
  const QRect text(place.left() + kListTextLeft, place.top(), listTextWidth(place.width()), place.height());
  paintListText(painter, text, row);
  painter.restore();
}

}  // namespace studio
