#include "widgets/frame/style_sheet.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace studio {
namespace {

// $name stands for a role. Icons inside a style sheet must be files, so they come from :/studio/icons coloured in advance (see image()).
const char* const kRules = R"(
QWidget { color: $text; }
QMainWindow, QDialog { background: $window; }
QToolTip { background: $panel; color: $text; border: 1px solid $line; padding: 4px 8px; }
QMenuBar { background: transparent; spacing: 0; }
QMenuBar::item { padding: 6px 9px; color: $muted; background: transparent; border-radius: 6px; }
QMenuBar::item:selected { background: $raisedOnWindow; color: $text; }
QMenu { background: $panel; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: $select; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMainWindow::separator { background: $line; width: 1px; height: 1px; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QToolBar { background: $window; border: 0; border-bottom: 1px solid $line; spacing: 4px; padding: 0 16px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 5px 8px; color: $text; }
QToolButton:hover { background: $raisedOnWindow; }
QToolButton:checked { background: $raisedOnWindow; }
QToolButton:disabled { color: $muted; }
QToolButton:focus { border-color: $accent; }
QToolButton::menu-indicator { image: none; }
QPushButton { background: $raised; border: 1px solid transparent; border-radius: 6px; min-height: 26px; padding: 0 12px; }
QPushButton:hover { background: $select; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $muted; }
QPushButton[primary="true"] { background: $accent; color: $onAccent; font-weight: 600; }
QPushButton[primary="true"]:disabled { background: $raised; color: $muted; }
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[flat="true"] { background: transparent; }
QPushButton[link="true"] { background: transparent; color: $accent; padding: 0; border: 0; text-align: left; }
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QPlainTextEdit[field="true"] { background: $raised; border: 1px solid transparent; border-radius: 6px;
  min-height: 26px; padding: 0 8px; selection-background-color: $select; selection-color: $text; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus { border: 1px solid $accent; }
QLineEdit:disabled, QComboBox:disabled { color: $muted; }
QLineEdit[problem="warn"], QComboBox[problem="warn"] { border: 2px solid $warn; }
QLineEdit[problem="bad"], QComboBox[problem="bad"] { border: 2px solid $bad; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url($chevron); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line; selection-background-color: $select; selection-color: $text; outline: 0; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $muted; border-radius: 4px; background: $panel; }
QCheckBox::indicator:checked { background: $text; border-color: $text; image: url($tick); }
QCheckBox:focus { color: $accent; }
QCheckBox::indicator:focus { border-color: $accent; }
QPlainTextEdit, QTextEdit, QListView, QTableView, QTreeView { background: $panel; border: 0; selection-background-color: $select; selection-color: $text; }
QListView:focus, QTableView:focus, QPlainTextEdit:focus { border: 1px solid $accent; }
QHeaderView::section { background: $panel; color: $muted; border: 0; border-bottom: 1px solid $line; padding: 4px 8px; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; padding: 8px 10px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $text; }
QTabBar::tab:hover { color: $text; }
QTabBar:focus { outline: 1px solid $accent; }
QTabBar[pills="true"]::tab { border: 0; border-radius: 6px; padding: 6px 14px; margin: 0 2px; height: 16px; }
QTabBar[pills="true"]::tab:selected { background: $raisedOnWindow; color: $text; font-weight: 600; }
QTabBar[pills="true"]::tab:disabled { color: $line; }
QToolButton[search="true"] { background: $raisedOnWindow; color: $muted; text-align: left; padding: 0 10px; }
QScrollArea { background: transparent; border: 0; }
QScrollBar { background: transparent; border: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $line; border-radius: 3px; margin: 2px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $line; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QStatusBar { background: $window; border-top: 1px solid $line; }
QStatusBar::item { border: 0; }
QLabel[muted="true"] { color: $muted; }
QFrame[card="true"] { background: $panel; border: 1px solid $line; border-radius: 6px; }
QDockWidget { titlebar-close-icon: none; }
)";

/// Qt's style sheets read pictures from files only: the icon in the role's colour, written once a theme into the cache folder.
QString image(const QString& name, Role role, const Theme& theme) {
  const QString folder = QStandardPaths::writableLocation(QStandardPaths::TempLocation) + QStringLiteral("/toponets-studio-icons");
  const QString file = QStringLiteral("%1/%2-%3.svg").arg(folder, name, theme.color(role).name().mid(1));
  if (QFile::exists(file)) return file;
  QDir().mkpath(folder);
  QFile source(QStringLiteral(":/studio/icons/%1.svg").arg(name)), target(file);
  if (source.open(QIODevice::ReadOnly) && target.open(QIODevice::WriteOnly))
    target.write(source.readAll().replace("currentColor", theme.color(role).name().toLatin1()));
  return file;
}

}  // namespace

QString styleSheetOf(const Theme& theme) {
  // Longer names first: $raised is the beginning of $raisedOnWindow.
  const std::pair<const char*, Role> roles[] = {
      {"$raisedOnWindow", Role::RaisedOnWindow}, {"$onAccent", Role::OnAccent}, {"$window", Role::Window}, {"$panel", Role::Panel},
      {"$raised", Role::Raised}, {"$select", Role::Select}, {"$line", Role::Line}, {"$text", Role::Text}, {"$muted", Role::Muted},
      {"$accent", Role::Accent}, {"$warn", Role::Warn}, {"$bad", Role::Bad}};
  QString rules = QString::fromLatin1(kRules);
  for (const auto& [name, role] : roles) rules.replace(QLatin1String(name), theme.color(role).name());
  rules.replace(QLatin1String("$chevron"), image(QStringLiteral("chevron-down"), Role::Muted, theme));
  rules.replace(QLatin1String("$tick"), image(QStringLiteral("check"), Role::Panel, theme));
  return rules;
}

}  // namespace studio
