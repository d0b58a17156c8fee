// One notification on the desktop: over D-Bus as freedesktop.org says (org.freedesktop.Notifications), else by the
// system tray where there is one, else nothing. Never waits. GUI thread.
#pragma once
#include <QDBusConnection>
#include <QObject>

class QSystemTrayIcon;

namespace studio {

/// Whether a person wants to be notified of the end of a long run; on until turned off.
bool notifiesOfEnds();
void setNotifiesOfEnds(bool notifies);

class DesktopNotifier : public QObject {
  Q_OBJECT
 public:
  /// The session's bus; tests give one of their own.
  DesktopNotifier(QDBusConnection bus, QObject* parent);
  /// A second one takes the place of the first.
  void notify(const QString& title, const QString& text);

 Q_SIGNALS:
  void chosen();  ///< somebody clicked it

 private Q_SLOTS:
  void actionInvoked(uint id, const QString& action);

 private:
  void useTray(const QString& title, const QString& text);
  QDBusConnection bus_;
  QSystemTrayIcon* tray_ = nullptr;
  uint shown_ = 0;  ///< number that the desktop gave it
};

}  // namespace studio
