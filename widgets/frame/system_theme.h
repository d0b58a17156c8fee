// Whether the desktop is dark. Qt 6.4 has no colour scheme to ask, so the settings portal is asked over D-Bus (GNOME,
// KDE and others answer it), and the palette Qt was started with where there is no portal. GUI thread only.
#pragma once
#include <QDBusVariant>
#include <QObject>
#include <QVariant>

namespace studio {

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

}  // namespace studio
