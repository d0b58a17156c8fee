#include "widgets/frame/theme.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <algorithm>

#include "widgets/frame/style_sheet.h"
#include "widgets/frame/system_theme.h"

/// A static library's resources are linked only when asked for; must stand outside of any namespace.
static void linkResources() { Q_INIT_RESOURCE(studio); }

namespace studio {
namespace {

// Okabe-Ito, in the form that keeps 3 : 1 for marks and 4.5 : 1 for labels on the panel (look.md).
const char* const kLightMarks[] = {"#0072B2", "#C68900", "#009E73", "#CC79A7", "#4B9DCB", "#D55E00", "#9E962C"};
const char* const kLightLabels[] = {"#0072B2", "#9C6C00", "#008561", "#A16084", "#3A7A9E", "#C05500", "#7D7722"};
const char* const kDarkMarks[] = {"#3D9BDB", "#E69F00", "#1FB98F", "#D993B8", "#7CC6EF", "#F0793A", "#F0E442"};

/// Colours in the order of Role.
Theme make(bool dark, std::initializer_list<const char*> colors) {
  Theme theme;
  theme.dark = dark;
  std::transform(colors.begin(), colors.end(), theme.colors,
                 [](const char* name) { return QColor(QLatin1String(name)); });
  return theme;
}

int place(int index) { return ((index % 7) + 7) % 7; }

QPalette paletteOf(const Theme& theme) {
  QPalette palette;
  const auto set = [&](QPalette::ColorRole role, Role color) { palette.setColor(role, theme.color(color)); };
  set(QPalette::Window, Role::Window);
  set(QPalette::WindowText, Role::Text);
  set(QPalette::Base, Role::Panel);
  set(QPalette::AlternateBase, Role::Raised);
  set(QPalette::Text, Role::Text);
  set(QPalette::PlaceholderText, Role::Muted);
  set(QPalette::Button, Role::Raised);
  set(QPalette::ButtonText, Role::Text);
  set(QPalette::ToolTipBase, Role::Panel);
  set(QPalette::ToolTipText, Role::Text);
  set(QPalette::Highlight, Role::Select);
  set(QPalette::HighlightedText, Role::Text);
  set(QPalette::Link, Role::Accent);
  // Fusion draws a few edges by these.
  for (const auto role : {QPalette::Light, QPalette::Midlight, QPalette::Mid, QPalette::Dark, QPalette::Shadow})
    set(role, Role::Line);
  set(QPalette::BrightText, Role::Bad);
  set(QPalette::LinkVisited, Role::Accent);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
    palette.setColor(QPalette::Disabled, role, theme.disabledText());
  return palette;
}

/// Made before the first palette of ours, which would hide the desktop's.
SystemTheme& systemTheme() {
  static auto* theme = new SystemTheme(qApp);
  return *theme;
}

void loadFonts() {
  static const bool loaded = [] {
    linkResources();
    QFontDatabase::addApplicationFont(QStringLiteral(":/studio/fonts/StudioSans-Regular.otf"));
    QFontDatabase::addApplicationFont(QStringLiteral(":/studio/fonts/StudioSans-SemiBold.otf"));
    return true;
  }();
  Q_UNUSED(loaded);
}

}  // namespace

const Theme& Theme::light() {
  static const Theme theme =
      make(false, {"#F6F7F9", "#FFFFFF", "#EDEFF3", "#E9ECF1", "#E3EBFC", "#D9DDE4", "#EDEFF3", "#1B1F27", "#5B6472",
                   "#2A63D8", "#FFFFFF", "#1B7A43", "#975A00", "#BF2D26", "#DADDE3"});
  return theme;
}

const Theme& Theme::darkTheme() {
  static const Theme theme =
      make(true, {"#16181D", "#1E2128", "#2A2E37", "#2A2E37", "#283247", "#343945", "#2A2E37", "#E8EAEE", "#9AA3B2",
                  "#6C9BFF", "#10131A", "#4CC38A", "#F0B14A", "#FF7B72", "#3A404C"});
  return theme;
}

QColor Theme::disabledText() const {
  const QColor a = color(Role::Panel), b = color(Role::Muted);
  const auto mixed = [](int x, int y) { return (2 * x + 3 * y) / 5; };
  return QColor(mixed(a.red(), b.red()), mixed(a.green(), b.green()), mixed(a.blue(), b.blue()));
}

QColor Theme::runMark(int index) const {
  return QColor(QLatin1String((dark ? kDarkMarks : kLightMarks)[place(index)]));
}

QColor Theme::runLabel(int index) const {
  return QColor(QLatin1String((dark ? kDarkMarks : kLightLabels)[place(index)]));
}

ThemeManager::ThemeManager() {
  linkResources();
  connect(&systemTheme(), &SystemTheme::changed, this, [this] {
    if (choice_ == ThemeChoice::System) choose(choice_);
  });
}

ThemeManager& ThemeManager::instance() {
  static ThemeManager manager;
  return manager;
}

const Theme& ThemeManager::theme() const {
  const bool dark = choice_ == ThemeChoice::Dark || (choice_ == ThemeChoice::System && systemTheme().dark());
  return dark ? Theme::darkTheme() : Theme::light();
}

ThemeChoice ThemeManager::choice() const { return choice_; }

void ThemeManager::choose(ThemeChoice choice) {
  choice_ = choice;
  loadFonts();
  if (!QApplication::style()->objectName().startsWith(QLatin1String("fusion")))
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  QApplication::setFont(textFont(TextStyle::Body));
  QApplication::setPalette(paletteOf(theme()));
  qApp->setStyleSheet(styleSheetOf(theme()));
  Q_EMIT changed();
}

QFont textFont(TextStyle style) {
  loadFonts();
  QFont result(QStringList{QStringLiteral("Studio Sans"), QStringLiteral("Inter"), QStringLiteral("sans-serif")});
  if (style == TextStyle::Mono) {
    result = QFont(QStringList{QStringLiteral("DejaVu Sans Mono"), QStringLiteral("monospace")});
    result.setStyleHint(QFont::Monospace);
  }
  const auto set = [&](int pixels, int weight) {
    result.setPixelSize(pixels);
    result.setWeight(QFont::Weight(weight));
  };
  switch (style) {
    case TextStyle::Body:
      set(13, QFont::Normal);
      break;
    case TextStyle::Label:
      set(11, QFont::Normal);
      break;
    case TextStyle::PanelTitle:
      set(13, QFont::DemiBold);
      break;
    case TextStyle::ObjectTitle:
      set(15, QFont::DemiBold);
      break;
    case TextStyle::BigNumber:
      set(20, QFont::DemiBold);
      break;
    case TextStyle::Mono:
      set(12, QFont::Normal);
      break;
  }
  return result;
}

}  // namespace studio
