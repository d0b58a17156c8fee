// What the desktop is told of a run's end, through a bus between two ends of this process.
#include "widgets/runs/run_text.h"

#include <gtest/gtest.h>

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusServer>
#include <QDBusVirtualObject>
#include <QWidget>

#include "tests/widgets/sample_run.h"
#include "widgets/frame/desktop_notifier.h"

namespace studio {
namespace {

RunStatus endOf(RunState state, double seconds) {
  RunStatus status = sampleStatus(state);
  status.started = 1000;
  status.heartbeat = 1000 + seconds;
  status.secondsTrained = seconds;
  status.error = state == RunState::Failed ? "The disk is full." : "";
  return status;
}

TEST(EndNotice, OfALongRunThatNobodyLooksAt) {
  const auto notice = endNotice("digits", endOf(RunState::Finished, 400), false);
  ASSERT_TRUE(notice);
  EXPECT_EQ(notice->title, "digits has finished");
  EXPECT_TRUE(notice->text.contains("6\u202fmin 40\u202fs")) << notice->text.toStdString();
  EXPECT_FALSE(endNotice("digits", endOf(RunState::Finished, 400), true)) << "who looks at the window sees it";
  EXPECT_FALSE(endNotice("digits", endOf(RunState::Finished, 299), false)) << "a short one";
  EXPECT_FALSE(endNotice("digits", endOf(RunState::Stopped, 400), false)) << "somebody stopped it";
}

/// Trained for minutes, stopped, and resumed for its last seconds.
TEST(EndNotice, CountsTheWholeTrainingOfARunThatWasResumed) {
  for (const RunState state : {RunState::Finished, RunState::Failed}) {
    RunStatus status = endOf(state, 20);
    status.secondsTrained = 700;
    EXPECT_TRUE(endNotice("digits", status, false));
    status.secondsTrained = 250;
    EXPECT_FALSE(endNotice("digits", status, false));
  }
}

TEST(EndNotice, OfAFailureAlways) {
  for (const bool active : {false, true}) {
    const auto notice = endNotice("digits", endOf(RunState::Failed, 301), active);
    ASSERT_TRUE(notice) << active;
    EXPECT_EQ(notice->title, "digits has failed");
    EXPECT_EQ(notice->text, "The disk is full.");
  }
  EXPECT_FALSE(endNotice("digits", endOf(RunState::Failed, 20), false));
}

/// Hears what is notified; a desktop answers with a number.
class HearingDesktop : public QDBusVirtualObject {
 public:
  QStringList titles;
  QString introspect(const QString&) const override { return {}; }
  bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override {
    if (message.member() != QLatin1String("Notify")) return false;
    titles << message.arguments().value(3).toString();
    connection.send(message.createReply(QVariant::fromValue(uint(1))));
    return true;
  }
};

TEST(EndNotice, ReachesTheDesktopFromAWindowThatIsNotInFront) {
  HearingDesktop desktop;
  QDBusServer server(QStringLiteral("unix:tmpdir=/tmp"));
  QObject::connect(&server, &QDBusServer::newConnection, [&](QDBusConnection connection) {
    connection.registerVirtualObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop);
  });
  DesktopNotifier notifier(QDBusConnection::connectToPeer(server.address(), QStringLiteral("ends")), nullptr);
  QWidget window;  // not shown, so not in front
  const auto tell = [&](const RunStatus& status) {
    if (const auto notice = endNotice("digits", status, window.isActiveWindow()))
      notifier.notify(notice->title, notice->text);
  };
  tell(endOf(RunState::Finished, 400));
  ASSERT_TRUE(comes([&] { return desktop.titles.size() == 1; }));
  EXPECT_EQ(desktop.titles[0], "digits has finished");
  tell(endOf(RunState::Failed, 400));
  ASSERT_TRUE(comes([&] { return desktop.titles.size() == 2; }));
  EXPECT_EQ(desktop.titles[1], "digits has failed");
  QDBusConnection::disconnectFromPeer(QStringLiteral("ends"));
}

}  // namespace
}  // namespace studio
