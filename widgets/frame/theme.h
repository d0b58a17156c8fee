// One table of colour roles (look.md), light and dark, from which Qt's palette and style sheet, QCustomPlot and VTK are
// painted; the desktop's request for one of them; fonts and icons. No widget holds a colour of its own. GUI thread
// only.
#pragma once
#include <QColor>
#include <QDBusVariant>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QString>
#include <QVariant>

namespace studio {

enum class Role {
  Window,
  Panel,
  Raised,
  RaisedOnWindow,
  Select,
  Line,
  Grid,
  Text,
  Muted,
  Accent,
  OnAccent,
  Good,
  Warn,
  Bad,
  Nan,
  Count
};
enum class ThemeChoice { System, Light, Dark };

struct Theme {
  bool dark = false;
  QColor colors[static_cast<int>(Role::Count)];
  QColor color(Role role) const { return colors[static_cast<int>(role)]; }
  QColor runMark(int index) const;  ///< Okabe-Ito, 0..6, then again (hollow swatch, dash-dotted line)
  QColor runLabel(int index) const;
  /// Between panel and muted: still there to read, plainly not to press.
  QColor disabledText() const;
  static const Theme& light();
  static const Theme& darkTheme();
};

// Whether the desktop is dark. Qt 6.4 has no colour scheme to ask, so the settings portal is asked over D-Bus (GNOME,
// KDE and others answer it), and the palette Qt was started with where there is no portal.
class SystemTheme : public QObject {
  Q_OBJECT
 public:
  explicit SystemTheme(QObject* parent = nullptr);
  bool dark() const { return dark_; }
  /// org.freedesktop.appearance color-scheme: 1 = dark, 2 = light; anything else leaves `otherwise`.
  static bool isDark(const QVariant& colorScheme, bool otherwise);

 Q_SIGNALS:
  void changed();

 private Q_SLOTS:
  void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

 private:
  void askPortal();
  bool paletteDark_;
  bool dark_;
};

/// The theme in force; widgets connect changed() and repaint.
class ThemeManager : public QObject {
  Q_OBJECT
 public:
  static ThemeManager& instance();
  const Theme& theme() const;
  ThemeChoice choice() const;
  /// Applies palette, style sheet and fonts to the application.
  void choose(ThemeChoice choice);
 Q_SIGNALS:
  void changed();

 private:
  ThemeManager();
  ThemeChoice choice_ = ThemeChoice::System;
};
inline const Theme& theme() { return ThemeManager::instance().theme(); }

/// The application's style sheet, made from the roles of a theme (look.md: controls 28 px, corners 6 px, fields without
/// borders). In style_sheet.cpp.
QString makeStyleSheet(const Theme& theme);

/// Fonts of look.md in pixels: 13 body, 11 labels, 13 semibold titles, 15 semibold objects, 20 the one number. Digits
/// of one width.
enum class TextStyle { Body, Label, PanelTitle, ObjectTitle, BigNumber, Mono };
QFont textFont(TextStyle style);

/// An SVG of resources/icons coloured by role, at 16 or 20 px, sharp at every device pixel ratio; follows the theme.
QIcon icon(const QString& name, Role role = Role::Text);
QPixmap iconPixmap(const QString& name, Role role, int size, qreal devicePixelRatio);

}  // namespace studio
