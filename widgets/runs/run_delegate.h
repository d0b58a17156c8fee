// A row of the list of runs, and the field in which its name is edited. GUI thread.
#pragma once
#include <QPointer>
#include <QStyledItemDelegate>

class QLabel;
class QLineEdit;

namespace studio {

/// Two lines: swatch and name, then the state's icon, word and reason. A run with a note has a pencil.
class RunDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  struct RefusedName {
    QString run;  ///< its path
    QString name, why;
  };
  /// An editor that opens on this run has that name in it, and says below it why it was refused.
  void keepRefused(RefusedName refused) { refused_ = std::move(refused); }

  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void destroyEditor(QWidget* editor, const QModelIndex& index) const override;
  void setEditorData(QWidget* editor, const QModelIndex& index) const override;
  void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
  void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const override;

 protected:
  bool eventFilter(QObject* editor, QEvent* event) override;

 private:
  void showRefused(QLineEdit& field) const;
  RefusedName refused_;
  mutable QPointer<QLabel> why_;  ///< below the one editor that is open
};

}  // namespace studio
