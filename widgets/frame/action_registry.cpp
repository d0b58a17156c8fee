#include "widgets/frame/action_registry.h"

#include <stdexcept>

#include "widgets/frame/theme.h"

namespace studio {

ActionRegistry::ActionRegistry(QObject* parent) : QObject(parent) {}

QAction* ActionRegistry::add(ActionSpec spec) {
  for (const ActionSpec& other : specs_) {
    if (other.id == spec.id) throw std::logic_error("two actions are called " + spec.id.toStdString());
    if (!spec.shortcut.isEmpty() && other.shortcut == spec.shortcut)
      throw std::logic_error(other.id.toStdString() + " and " + spec.id.toStdString() + " share the shortcut " +
                             spec.shortcut.toString().toStdString());
  }
  auto* action = new QAction(spec.text, this);
  action->setObjectName(spec.id);
  action->setShortcut(spec.shortcut);
  if (!spec.icon.isEmpty()) action->setIcon(icon(spec.icon));
  action->setCheckable(bool(spec.checked));
  connect(action, &QAction::triggered, this, [this, run = spec.run] {
    if (run) run();
    refresh();
  });
  specs_.push_back(std::move(spec));
  actions_.push_back(action);
  return action;
}

QAction* ActionRegistry::action(const QString& id) const {
  for (QAction* action : actions_)
    if (action->objectName() == id) return action;
  return nullptr;
}

void ActionRegistry::refresh() {
  for (std::size_t i = 0; i < specs_.size(); ++i) {
    const ActionSpec& spec = specs_[i];
    const bool enabled = !spec.enabled || spec.enabled();
    actions_[i]->setEnabled(enabled);
    actions_[i]->setToolTip(
        enabled || spec.whyDisabled.isEmpty() ? spec.text : spec.text + QStringLiteral(": ") + spec.whyDisabled);
    if (spec.checked) actions_[i]->setChecked(spec.checked());
  }
}

}  // namespace studio
