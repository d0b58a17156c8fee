// The dialogs "About" and "Shortcuts".
#pragma once
#include <QDialog>

#include "widgets/frame/actions.h"

namespace studio {

class AboutDialog : public QDialog {
  Q_OBJECT
 public:
  AboutDialog(const QString& version, QWidget* parent);
};

// F1: every shortcut there is, by menu, made from the registry.

class ShortcutsDialog : public QDialog {
  Q_OBJECT
 public:
  ShortcutsDialog(const ActionRegistry& registry, QWidget* parent);
};

}  // namespace studio
