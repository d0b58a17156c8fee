// A row of the command palette: icon, words, at the right its shortcut; a command that cannot be run says why.
#pragma once
#include <QDialog>
#include <QStyledItemDelegate>

#include "widgets/frame/action_registry.h"

class QLineEdit;
class QListWidget;

namespace studio {

class CommandDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  enum DataRole { ActionId = Qt::UserRole, Shortcut, WhyDisabled };
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

// Ctrl+Shift+P: type some letters of a command, Enter runs it. Keyboard alone is enough; disabled ones say why.

class CommandPalette : public QDialog {
  Q_OBJECT
 public:
  CommandPalette(ActionRegistry& registry, QWidget* parent);
  /// Whether all letters of `typed` stand in `text` in this order; smaller is better, -1 = no.
  static int score(const QString& text, const QString& typed);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void fill(const QString& typed);
  void fitHeight();
  void runCurrent();
  ActionRegistry& registry_;
  QLineEdit* field_;
  QListWidget* list_;
};

}  // namespace studio
