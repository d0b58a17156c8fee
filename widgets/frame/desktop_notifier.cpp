// Notifications over D-Bus, or by the tray (desktop_notifier.h).
#include "widgets/frame/desktop_notifier.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QSystemTrayIcon>

#include "widgets/frame/settings.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

const QString kNotificationService = QStringLiteral("org.freedesktop.Notifications");
const QString kNotificationPath = QStringLiteral("/org/freedesktop/Notifications");
const QString kNotifyKey = QStringLiteral("notify");
const QString kShowAction = QStringLiteral("default");  // a click on the notification itself

}  // namespace

bool notifiesOfEnds() { return openSettings()->value(kNotifyKey, true).toBool(); }

void setNotifiesOfEnds(bool notifies) { openSettings()->setValue(kNotifyKey, notifies); }

DesktopNotifier::DesktopNotifier(QDBusConnection bus, QObject* parent) : QObject(parent), bus_(std::move(bus)) {}

void DesktopNotifier::notify(const QString& title, const QString& text) {
  if (!bus_.isConnected()) return useTray(title, text);
  if (shown_ == 0)
    bus_.connect({}, kNotificationPath, kNotificationService, QStringLiteral("ActionInvoked"), this,
                 SLOT(actionInvoked(uint, QString)));
  QDBusMessage call = QDBusMessage::createMethodCall(kNotificationService, kNotificationPath, kNotificationService,
                                                     QStringLiteral("Notify"));
  const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("org.toponets.Studio")},
                          {QStringLiteral("category"), QStringLiteral("transfer.complete")}};
  call.setArguments({QStringLiteral("TopoNets Studio"), shown_, QStringLiteral("org.toponets.Studio"), title,
                     text.toHtmlEscaped(), QStringList{kShowAction, tr("Show")}, hints, -1});
  auto* answer = new QDBusPendingCallWatcher(bus_.asyncCall(call), this);
  connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer, title, text] {
    const QDBusPendingReply<uint> reply = *answer;
    answer->deleteLater();
    if (reply.isError()) return useTray(title, text);
    shown_ = reply.value();
  });
}

void DesktopNotifier::actionInvoked(uint id, const QString& action) {
  if (id == shown_ && action == kShowAction) Q_EMIT chosen();
}

/// The icon stays as long as the message may be clicked.
void DesktopNotifier::useTray(const QString& title, const QString& text) {
  if (!QSystemTrayIcon::isSystemTrayAvailable()) return;
  if (!tray_) {
    tray_ = new QSystemTrayIcon(QIcon(QStringLiteral(":/studio/icons/app.svg")), this);
    connect(tray_, &QSystemTrayIcon::messageClicked, this, &DesktopNotifier::chosen);
    connect(tray_, &QSystemTrayIcon::activated, this, &DesktopNotifier::chosen);
  }
  tray_->show();
  tray_->showMessage(title, text);
}

}  // namespace studio
