#include "widgets/frame/system_theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QFileInfo>
#include <QPalette>

namespace studio {
namespace {

constexpr int kPatienceMs = 300;  // a desktop that does not answer must not delay the start
const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kGroup = QStringLiteral("org.freedesktop.appearance");
const QString kKey = QStringLiteral("color-scheme");

/// Without a bus libdbus would try to start one.
bool hasSessionBus() {
  return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
         QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

/// Read answers with a variant inside a variant.
QVariant unwrapped(QVariant value) {
  while (value.canConvert<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
  return value;
}

}  // namespace

SystemTheme::SystemTheme(QObject* parent)
    : QObject(parent),
      paletteDark_(QApplication::palette().color(QPalette::Window).lightness() < 128),
      dark_(paletteDark_) {
  if (hasSessionBus()) askPortal();
}

bool SystemTheme::isDark(const QVariant& colorScheme, bool otherwise) {
  switch (unwrapped(colorScheme).toUInt()) {
    case 1:
      return true;
    case 2:
      return false;
    default:
      return otherwise;
  }
}

void SystemTheme::askPortal() {
  QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return;
  QDBusMessage question = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
  question << kGroup << kKey;
  const QDBusMessage answer = bus.call(question, QDBus::Block, kPatienceMs);
  if (answer.type() == QDBusMessage::ReplyMessage && !answer.arguments().isEmpty())
    dark_ = isDark(answer.arguments().constFirst(), paletteDark_);
  bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
              SLOT(settingChanged(QString, QString, QDBusVariant)));
}

void SystemTheme::settingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
  if (group != kGroup || key != kKey) return;
  const bool now = isDark(QVariant::fromValue(value), paletteDark_);
  if (now == dark_) return;
  dark_ = now;
  Q_EMIT changed();
}

}  // namespace studio
