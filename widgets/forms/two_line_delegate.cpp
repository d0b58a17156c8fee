#include "widgets/forms/two_line_delegate.h"

#include <QPainter>

#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr int kSide = 16;

}  // namespace

void TwoLineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const Theme& colours = theme();
  painter->save();
  const bool selected = option.state & QStyle::State_Selected, hovered = option.state & QStyle::State_MouseOver;
  if (selected)
    painter->fillRect(option.rect, colours.color(Role::Select));
  else if (hovered)
    painter->fillRect(option.rect, colours.color(Role::Raised));
  if (option.state & QStyle::State_HasFocus) {
    painter->setPen(QPen(colours.color(Role::Accent), 1));
    painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
  }
  QRect area = option.rect.adjusted(kSide, 3, -kSide, -3);
  if (chevron_) {
    const qreal ratio = painter->device()->devicePixelRatioF();
    painter->drawPixmap(QPointF(area.right() - 11, area.center().y() - 5),
                        iconPixmap(QStringLiteral("chevron-right"), Role::Muted, 12, ratio));
    area.setRight(area.right() - 22);
  }
  painter->setFont(textFont(TextStyle::Label));
  painter->setPen(colours.color(Role::Muted));
  if (const QString right = index.data(kRightText).toString(); !right.isEmpty()) {
    painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, right);
    area.setRight(area.right() - painter->fontMetrics().horizontalAdvance(right) - 12);
  }
  const QRect second(area.left(), area.top() + 18, area.width(), 14);
  painter->drawText(
      second, Qt::AlignLeft | Qt::AlignVCenter,
      painter->fontMetrics().elidedText(index.data(kSecondLine).toString(), Qt::ElideRight, area.width()));
  painter->setFont(textFont(TextStyle::Body));
  painter->setPen(colours.color(Role::Text));
  const QRect first(area.left(), area.top(), area.width(), 18);
  painter->drawText(
      first, Qt::AlignLeft | Qt::AlignVCenter,
      painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, area.width()));
  painter->restore();
}

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {120, 40}; }

}  // namespace studio
