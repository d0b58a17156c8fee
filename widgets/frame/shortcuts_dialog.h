// F1: every shortcut there is, by menu, made from the registry.
#pragma once
#include <QDialog>

#include "widgets/frame/action_registry.h"

namespace studio {

class ShortcutsDialog : public QDialog {
  Q_OBJECT
 public:
  ShortcutsDialog(const ActionRegistry& registry, QWidget* parent);
};

}  // namespace studio
