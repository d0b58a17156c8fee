// Ctrl+Shift+P: type some letters of a command, Enter runs it. Keyboard alone is enough; disabled ones say why.
#pragma once
#include <QDialog>

#include "widgets/frame/action_registry.h"

class QLineEdit;
class QListWidget;

namespace studio {

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
