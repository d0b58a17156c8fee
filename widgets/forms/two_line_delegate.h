// Rows of 40 px: title 13 on 18, below it 11 on 14 in `muted`, and at the right a short text or a chevron.
#pragma once
#include <QStyledItemDelegate>

namespace studio {

class TwoLineDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  static constexpr int kSecondLine = Qt::UserRole + 1;  ///< QString
  static constexpr int kRightText = Qt::UserRole + 2;   ///< QString
  explicit TwoLineDelegate(QObject* parent, bool chevron = false) : QStyledItemDelegate(parent), chevron_(chevron) {}
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  bool chevron_;
};

}  // namespace studio
