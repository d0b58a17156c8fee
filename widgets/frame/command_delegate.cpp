#include "widgets/frame/command_delegate.h"

#include <QPainter>

#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr int kHeight = 28, kCommandMargin = 8, kIcon = 16, kCommandGap = 12;

}  // namespace

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {120, kHeight}; }

void CommandDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const Theme& colors = theme();
  const bool enabled = index.flags() & Qt::ItemIsEnabled;
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  if (option.state & QStyle::State_Selected) {
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.color(Role::Select));
    painter->drawRoundedRect(option.rect, 6, 6);
  }
  const QRect row = option.rect.adjusted(kCommandMargin, 0, -kCommandMargin, 0);
  const QIcon picture = index.data(Qt::DecorationRole).value<QIcon>();
  picture.paint(painter, QRect(row.left(), row.top() + (kHeight - kIcon) / 2, kIcon, kIcon), Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);

  painter->setPen(colors.color(Role::Muted));
  painter->setFont(studio::textFont(TextStyle::Label));
  const QString keys = index.data(Shortcut).toString();
  painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, keys);
  const int keysWidth = keys.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(keys) + kCommandGap;

  painter->setFont(studio::textFont(TextStyle::Body));
  if (enabled) painter->setPen(colors.color(Role::Text));
  const QString words = index.data(Qt::DisplayRole).toString();
  QRect left = row.adjusted(kIcon + kCommandGap, 0, -keysWidth, 0);
  painter->drawText(left, Qt::AlignLeft | Qt::AlignVCenter, words);
  if (!enabled) {
    left.setLeft(left.left() + painter->fontMetrics().horizontalAdvance(words) + kCommandGap);
    painter->setFont(studio::textFont(TextStyle::Label));
    painter->drawText(left, Qt::AlignLeft | Qt::AlignVCenter, painter->fontMetrics().elidedText(index.data(WhyDisabled).toString(), Qt::ElideRight, left.width()));
  }
  painter->restore();
}

}  // namespace studio
