// The style sheet of the application, made from the roles of a theme.
#include "widgets/frame/theme.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace studio {
namespace {

// $name stands for a role, $chevron and the like for an icon. A widget chooses its kind by a property: primary, raised,
// flat, link, field, problem ("warn", "bad"), muted, card, pills, panels, segment. Borders keep their width in every
// state, so nothing moves.
const char* const kFrameRules = R"(
QMainWindow, DockFrame { background: $panel; }
QDialog { background: $panel; }
QToolTip { background: $panel; color: $text; border: 1px solid $line; padding: 4px 8px; }
QMenuBar { background: transparent; }
QMenuBar::item { padding: 6px 9px; color: $muted; background: transparent; border-radius: 6px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $raisedOnWindow; color: $text; }
QMenu { background: $panel; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 32px; border-radius: 4px; }
QMenu::item:selected { background: $select; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { left: 8px; }
QMenu::indicator { left: 8px; width: 12px; height: 12px; }
QMenu::indicator:checked { image: url($menutick); }
QMenu::right-arrow { image: url($chevronright); width: 12px; height: 12px; right: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMainWindow::separator { background: $line; }
QMainWindow::separator:horizontal { height: 1px; margin: 2px 0; }
QMainWindow::separator:vertical { width: 1px; margin: 0 2px; }
QMainWindow::separator:hover { background: $accent; }
QMainWindow > QTabBar::tab { height: 0; padding: 0; margin: 0; border: 0; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QToolBar { background: $window; border: 0; border-bottom: 1px solid $line; spacing: 4px; padding: 0; }
QToolBar::separator { background: $line; width: 1px; margin: 4px 8px; }
QStatusBar { background: $window; border-top: 1px solid $line; }
QStatusBar::item { border: 0; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; padding: 8px 2px; margin: 0 8px; border: 0;
    border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $text; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected:focus { border-bottom-color: $accent; color: $accent; }
QTabBar#views::tab { min-height: 20px; padding: 12px 2px 10px 2px; }
QTabBar[panels="true"]::tab { padding: 8px 0; margin: 0 16px 0 0; border: 0; }
QTabBar[panels="true"]::tab:selected { font-weight: 600; }
QTabBar[pills="true"]::tab { border: 1px solid transparent; border-radius: 6px; padding: 0 13px; margin: 0 2px;
    height: 26px; }
QTabBar[pills="true"]::tab:selected { background: $raisedOnWindow; color: $text; }
QTabBar[pills="true"]::tab:selected:focus { border-color: $accent; }
QTabBar[pills="true"]::tab:disabled { color: $disabled; }
)";

// The ring of the keyboard is the border: the style's own frame inside of it (outline) is left out.
const char* const kButtonRules = R"(
QToolButton, QPushButton, QCheckBox, QRadioButton { outline: none; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; min-height: 17px;
    padding: 3px 7px; color: $text; }
QToolButton:hover { background: $raised; }
QToolBar QToolButton:hover { background: $raisedOnWindow; }
QToolButton:pressed, QToolButton:checked { background: $raised; }
QToolBar QToolButton:pressed, QToolBar QToolButton:checked, QToolButton[raised="true"] { background: $raisedOnWindow; }
QToolButton:disabled { color: $disabled; }
QToolButton:focus { border-color: $accent; }
QToolButton#qt_menubar_ext_button { min-height: 0; padding: 0; border: 0; }
QLineEdit QToolButton { min-height: 0; padding: 0; border: 0; }
QToolButton[popupMode="1"] { padding-right: 24px; }
QToolButton::menu-button { border: 0; width: 20px; }
QToolButton::menu-arrow { image: url($chevron); width: 12px; height: 12px; }
QToolButton::menu-indicator { image: none; }
QToolButton[search="true"] { background: $raisedOnWindow; color: $muted; padding: 0; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolButton[bare="true"] { padding: 3px; }
QToolButton[chip="true"] { background: $raised; border-radius: 12px; min-height: 0; padding: 0 10px; }
QToolButton[chip="true"]:hover { background: $select; }
QToolButton[segment="true"] { padding: 3px 9px; color: $muted; }
QToolButton[segment="true"]:checked { background: $raised; color: $text; }
QPushButton { background: $raised; border: 1px solid transparent; border-radius: 6px; min-height: 26px;
    padding: 0 12px; }
QPushButton:hover { background: $select; }
QPushButton:pressed, QPushButton:checked { background: $select; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $disabled; }
QPushButton[primary="true"] { background: $accent; color: $onAccent; font-weight: 600; }
QPushButton[primary="true"]:disabled { background: $raised; color: $disabled; }
QPushButton[primary="true"]:focus { border-color: $text; }
QPushButton[flat="true"] { background: transparent; }
QPushButton[flat="true"]:hover { background: $raised; }
QPushButton[link="true"] { background: transparent; color: $accent; padding: 0; border: 1px solid transparent;
    text-align: left; }
QPushButton[link="true"]:focus { border-color: $accent; }
QCheckBox, QRadioButton { spacing: 8px; border: 1px solid transparent; border-radius: 4px; padding: 2px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled { color: $disabled; }
QCheckBox::indicator, QAbstractItemView::indicator { width: 14px; height: 14px; border: 1px solid $muted;
    border-radius: 4px; background: $panel; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: $text; border-color: $text;
    image: url($tick); }
QCheckBox::indicator:disabled { border-color: $disabled; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $line; }
QSlider::sub-page:horizontal { border-radius: 2px; background: $accent; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: $accent; }
QSlider::handle:horizontal:focus { border: 2px solid $text; border-radius: 7px; width: 10px; height: 10px; }
)";

const char* const kFieldRules = R"(
QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit[field="true"] { background: $raised;
    border: 1px solid transparent; border-radius: 6px;
  min-height: 26px; padding: 0 8px; selection-background-color: $accent; selection-color: $onAccent; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QPlainTextEdit[field="true"]:focus { border-color: $accent; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: $disabled; }
QLineEdit[problem="warn"], QComboBox[problem="warn"], QAbstractSpinBox[problem="warn"] { border: 2px solid $warn;
    padding: 0 7px; min-height: 24px; }
QLineEdit[problem="bad"], QComboBox[problem="bad"], QAbstractSpinBox[problem="bad"] { border: 2px solid $bad;
    padding: 0 7px; min-height: 24px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: 0; padding: 0; background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; background: transparent; width: 18px; }
QAbstractSpinBox::up-arrow { image: url($chevronup); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url($chevron); width: 10px; height: 10px; }
QComboBox[scrolls="true"] { combobox-popup: 0; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: url($chevron); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line; padding: 4px;
    selection-background-color: $select; selection-color: $text; outline: 0; }
QComboBox QAbstractItemView::item { min-height: 26px; }
QPlainTextEdit, QTextEdit, QListView, QTableView, QTreeView { background: $panel; border: 1px solid transparent;
    selection-background-color: $select;
  selection-color: $text; outline: 0; }
QListView[byKeyboard="true"]:focus, QTableView[byKeyboard="true"]:focus, QTreeView[byKeyboard="true"]:focus,
QPlainTextEdit:focus, QTextEdit:focus { border-color: $accent; }
QHeaderView { background: $panel; border: 0; }
QHeaderView::section { background: $panel; color: $muted; border: 0; border-bottom: 1px solid $line; padding: 4px 8px; }
QTableView QHeaderView::section { padding: 4px 3px; }
QTableView QTableCornerButton::section { background: $panel; border: 0; }
QScrollArea { background: transparent; border: 0; }
QScrollBar { background: transparent; border: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $line; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 24px; }
QScrollBar::handle:horizontal { min-width: 24px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $line; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QLabel[muted="true"] { color: $muted; }
QLabel[problem="bad"] { color: $bad; }
QLabel#runNameProblem { background: $panel; border: 1px solid $line; border-radius: 6px; }
QFrame[card="true"] { background: $panel; border: 1px solid $line; border-radius: 6px; }
)";

/// Qt's style sheets read pictures from files only, so the icon is written in its colour into a folder of this process
/// alone.
QString image(const QString& name, const QColor& color) {
  static const QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("%1-%2.svg").arg(name, color.name().mid(1)));
  if (QFile::exists(file)) return file;
  QFile source(QStringLiteral(":/studio/icons/%1.svg").arg(name)), target(file);
  if (source.open(QIODevice::ReadOnly) && target.open(QIODevice::WriteOnly))
    target.write(source.readAll().replace("currentColor", color.name().toLatin1()));
  return file;
}

}  // namespace

QString makeStyleSheet(const Theme& theme) {
  // Longer names first: $raised is the beginning of $raisedOnWindow.
  const std::pair<const char*, QColor> colors[] = {{"$raisedOnWindow", theme.color(Role::RaisedOnWindow)},
                                                   {"$onAccent", theme.color(Role::OnAccent)},
                                                   {"$disabled", theme.disabledText()},
                                                   {"$window", theme.color(Role::Window)},
                                                   {"$panel", theme.color(Role::Panel)},
                                                   {"$raised", theme.color(Role::Raised)},
                                                   {"$select", theme.color(Role::Select)},
                                                   {"$line", theme.color(Role::Line)},
                                                   {"$text", theme.color(Role::Text)},
                                                   {"$muted", theme.color(Role::Muted)},
                                                   {"$accent", theme.color(Role::Accent)},
                                                   {"$warn", theme.color(Role::Warn)},
                                                   {"$bad", theme.color(Role::Bad)}};
  const std::tuple<const char*, const char*, Role> images[] = {{"$chevronright", "chevron-right", Role::Muted},
                                                               {"$chevronup", "chevron-up", Role::Muted},
                                                               {"$chevron", "chevron-down", Role::Muted},
                                                               {"$menutick", "check", Role::Text},
                                                               {"$tick", "check", Role::Panel}};
  QString rules = QLatin1String(kFrameRules) + QLatin1String(kButtonRules) + QLatin1String(kFieldRules);
  for (const auto& [name, file, role] : images)
    rules.replace(QLatin1String(name), image(QLatin1String(file), theme.color(role)));
  for (const auto& [name, color] : colors) rules.replace(QLatin1String(name), color.name());
  return rules;
}

}  // namespace studio
