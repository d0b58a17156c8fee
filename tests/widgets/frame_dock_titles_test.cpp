// The titles of docks that share a place: no tab is cut, and those for which there is no room stand in a menu.
#include <QLabel>
#include <QMenu>
#include <QTabBar>
#include <QToolButton>

#include "tests/widgets/frame_fixture.h"
#include "widgets/frame/frame_rows.h"

namespace studio {
namespace {

class DockTitles : public FrameTest {
 protected:
  DockTitles() : FrameTest(ThemeChoice::Light) {}

  void SetUp() override {
    FrameTest::SetUp();
    window_.addWorkspace({"train", "Train", ids()});
    for (const QString& id : ids()) {
      auto* extra = new QLabel(QStringLiteral("Beside the title"));
      window_.addDock(id, QStringLiteral("Panel of ") + id, new QWidget, Qt::BottomDockWidgetArea, 200, extra);
    }
    window_.setCentralWidget(new QWidget);
  }

  void show(int width) {
    window_.resize(width, 700);
    window_.show();
    window_.showWorkspace("train");
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window_));
    QTest::qWait(40);
  }

  static QStringList ids() { return {"queue", "monitor", "machine", "record"}; }
  QWidget* title(const QString& id) { return window_.dock(id)->titleBarWidget(); }

  DockFrame window_;
};

TEST_F(DockTitles, aTabIsWholeOrStandsInTheMenu) {
  for (const int width : {420, 560, 1400}) {
    show(width);
    for (const QString& id : ids()) {
      window_.dock(id)->raise();
      QTest::qWait(40);
      const auto* tabs = title(id)->findChild<QTabBar*>();
      ASSERT_TRUE(tabs->isVisible());
      int shown = 0;
      for (int tab = 0; tab < tabs->count(); ++tab) {
        if (!tabs->isTabVisible(tab)) continue;
        ++shown;
        EXPECT_TRUE(tabs->rect().contains(tabs->tabRect(tab))) << width << ' ' << tabs->tabText(tab).toStdString();
      }
      EXPECT_EQ(tabs->tabText(tabs->currentIndex()).toStdString(), ("Panel of " + id).toStdString());
      EXPECT_TRUE(tabs->isTabVisible(tabs->currentIndex()));
      const auto* more = title(id)->findChild<QToolButton*>(QStringLiteral("morePanels"));
      EXPECT_EQ(more->isVisible(), shown < 4) << width;
      EXPECT_FALSE(more->isVisible() && more->geometry().intersects(tabs->geometry()));
    }
  }
}

TEST_F(DockTitles, thePanelsOfTheMenuAreShown) {
  show(420);
  auto* more = title("queue")->findChild<QToolButton*>(QStringLiteral("morePanels"));
  ASSERT_TRUE(more->isVisible());
  Q_EMIT more->menu()->aboutToShow();
  ASSERT_EQ(more->menu()->actions().size(), 4);
  EXPECT_TRUE(more->menu()->actions().front()->isChecked());
  more->menu()->actions().back()->trigger();
  QTest::qWait(40);
  EXPECT_FALSE(window_.dock("record")->widget()->visibleRegion().isEmpty());
}

}  // namespace
}  // namespace studio
