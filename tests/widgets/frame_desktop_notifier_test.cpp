// Notifications over D-Bus: a bus between two ends of this process stands for the desktop.
#include <gtest/gtest.h>

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusServer>
#include <QSignalSpy>
#include <QStringList>
#include <QVariantMap>

#include "tests/widgets/sample_run.h"
#include "widgets/frame/desktop_notifier.h"

namespace studio {

/// What a desktop does of org.freedesktop.Notifications.
class NotifiedDesktop : public QObject {
  Q_OBJECT
  Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
 public:
  QStringList titles, texts;
  QList<uint> replaced;

 public Q_SLOTS:
  uint Notify(const QString& program, uint replaces, const QString& icon, const QString& title, const QString& text,
              const QStringList& actions, const QVariantMap& hints, int timeout) {
    EXPECT_EQ(program, "TopoNets Studio");
    EXPECT_EQ(icon, "org.toponets.Studio");
    EXPECT_EQ(actions.value(0), "default");
    EXPECT_EQ(hints.value("desktop-entry").toString(), "org.toponets.Studio");
    EXPECT_EQ(timeout, -1);
    titles << title;
    texts << text;
    replaced << replaces;
    return 7;
  }

 Q_SIGNALS:
  void ActionInvoked(uint id, const QString& action);
};

namespace {

struct Bus {
  NotifiedDesktop desktop;
  QDBusServer server{QStringLiteral("unix:tmpdir=/tmp")};
  Bus() {
    QObject::connect(&server, &QDBusServer::newConnection, [this](QDBusConnection connection) {
      connection.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop,
                                QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
    });
  }
  QDBusConnection connect(const char* name) {
    return QDBusConnection::connectToPeer(server.address(), QLatin1String(name));
  }
};

TEST(DesktopNotifier, sendsATitleATextAndHearsAClick) {
  Bus bus;
  DesktopNotifier notifier(bus.connect("click"), nullptr);
  QSignalSpy chosen(&notifier, &DesktopNotifier::chosen);
  notifier.notify("digits has finished", "Finished at τ < 3");
  ASSERT_TRUE(comes([&] { return bus.desktop.titles.size() == 1; }));
  EXPECT_EQ(bus.desktop.titles[0], "digits has finished");
  EXPECT_EQ(bus.desktop.texts[0], QString::fromUtf8("Finished at τ &lt; 3")) << "texts are markup there";
  EXPECT_EQ(bus.desktop.replaced[0], 0u);
  ASSERT_TRUE(comes([&] {  // as soon as the answer with its number is here
    Q_EMIT bus.desktop.ActionInvoked(7, "default");
    letPass(50);
    return chosen.count() > 0;
  }));
  const auto heard = chosen.count();
  Q_EMIT bus.desktop.ActionInvoked(8, "default");
  letPass(50);
  EXPECT_EQ(chosen.count(), heard) << "that of another program is not ours";
  notifier.notify("again", "");
  ASSERT_TRUE(comes([&] { return bus.desktop.titles.size() == 2; }));
  EXPECT_EQ(bus.desktop.replaced[1], 7u);
  QDBusConnection::disconnectFromPeer("click");
}

TEST(DesktopNotifier, withoutABusNothingHappens) {
  Bus bus;
  const QDBusConnection listening = bus.connect("listening"), nobody(QStringLiteral("nobody"));
  ASSERT_TRUE(listening.isConnected());
  ASSERT_FALSE(nobody.isConnected());
  DesktopNotifier notifier(nobody, nullptr);
  const QSignalSpy chosen(&notifier, &DesktopNotifier::chosen);
  notifier.notify("a", "b");
  letPass(50);
  EXPECT_TRUE(notifier.findChildren<QDBusPendingCallWatcher*>().isEmpty()) << "no call waits for an answer";
  EXPECT_TRUE(bus.desktop.titles.isEmpty()) << "nor has one come to another bus";
  EXPECT_TRUE(chosen.isEmpty());
  QDBusConnection::disconnectFromPeer("listening");
}

TEST(DesktopNotifier, theSwitchIsKept) {
  EXPECT_TRUE(notifiesOfEnds());
  setNotifiesOfEnds(false);
  EXPECT_FALSE(notifiesOfEnds());
  setNotifiesOfEnds(true);
}

}  // namespace
}  // namespace studio

#include "frame_desktop_notifier_test.moc"
