// Every command exists once, as a row {id, text, menu, shortcut, icon, run, enabled}. Menus, toolbar, shortcuts and the
// command palette are made from it; two actions of one shortcut are an error of the program. GUI thread only.
#pragma once
#include <QAction>
#include <QKeySequence>
#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <vector>

namespace studio {

struct ActionSpec {
  QString id;    ///< "run.start"
  QString text;  ///< translated, "Start"
  QString menu;  ///< "Run", or "View/Panels"; empty = palette and shortcuts only
  QKeySequence shortcut;
  QString icon;  ///< name in resources/icons, or empty
  std::function<void()> run;
  std::function<bool()> enabled;  ///< empty = always
  std::function<bool()> checked;  ///< empty = not checkable
  QString whyDisabled;            ///< tool tip while disabled
  QString after{};  ///< id of the command behind which it stands in its menu; empty, unknown = in the order given
};

class ActionRegistry : public QObject {
  Q_OBJECT
 public:
  explicit ActionRegistry(QObject* parent = nullptr);
  /// Throws std::logic_error for a second action of the same id or shortcut.
  QAction* add(ActionSpec spec);
  QAction* action(const QString& id) const;  ///< nullptr when unknown
  const std::vector<ActionSpec>& specs() const { return specs_; }
  /// Asks every `enabled` and `checked` again; call after the state has changed.
  void refresh();

 private:
  std::vector<ActionSpec> specs_;
  std::vector<QAction*> actions_;
};

}  // namespace studio
