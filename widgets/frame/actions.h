// Commands: the registry in which each exists once, and the command palette that finds one by its letters. Menus,
// toolbar, shortcuts and palette are made from the registry. GUI thread only.
#pragma once
#include <QAction>
#include <QDialog>
#include <QKeySequence>
#include <QObject>
#include <QString>
#include <QStyledItemDelegate>
#include <functional>
#include <memory>
#include <vector>

class QLineEdit;
class QListWidget;

namespace studio {

// Every command exists once, as a row {id, text, menu, shortcut, icon, run, enabled}. Menus, toolbar, shortcuts and the
// command palette are made from it; two actions of one shortcut are an error of the program.

struct ActionSpec {
  QString id{};    ///< "run.start"
  QString text{};  ///< translated, "Start"
  QString menu{};  ///< "Run", or "View/Panels"; empty = palette and shortcuts only
  QKeySequence shortcut{};
  QString icon{};  ///< name in resources/icons, or empty
  std::function<void()> run{};
  std::function<bool()> enabled{};  ///< empty = always
  std::function<bool()> checked{};  ///< empty = not checkable
  QString whyDisabled{};            ///< tool tip while disabled
  QString after{};  ///< id of the command behind which it stands in its menu; empty, unknown = in the order given
  bool opensGroup = false;   ///< a line stands before it in its menu
  QStringList otherTexts{};  ///< what it may be called meanwhile ("Resume"): its button has the width of the longest
  std::function<QString()> why{};  ///< the one reason that holds now, in place of whyDisabled
};

/// The same, with lines in the menus before the commands of these ids.
std::vector<ActionSpec> inGroups(std::vector<ActionSpec> specs, const QStringList& firsts);

class ActionRegistry : public QObject {
  Q_OBJECT
 public:
  explicit ActionRegistry(QObject* parent = nullptr);
  /// Throws std::logic_error for a second action of the same id or shortcut.
  QAction* add(ActionSpec spec);
  QAction* action(const QString& id) const;  ///< nullptr when unknown
  const std::vector<ActionSpec>& specs() const { return specs_; }
  /// Every text that it may have; empty where that is always the same.
  QStringList possibleTexts(const QString& id) const;
  /// Asks every `enabled` and `checked` again; call after the state has changed.
  void refresh();

 private:
  std::vector<ActionSpec> specs_;
  std::vector<QAction*> actions_;
};

// A row of the command palette: icon, words, at the right its shortcut; a command that cannot be run says why.
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
