// A row of the command palette: icon, words, at the right its shortcut; a command that cannot be run says why.
#pragma once
#include <QStyledItemDelegate>

namespace studio {

class CommandDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  enum DataRole { ActionId = Qt::UserRole, Shortcut, WhyDisabled };
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace studio
