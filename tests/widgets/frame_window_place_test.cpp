// What one sees of a window while its docks move, and where it stands when it comes back.
#include <gtest/gtest.h>

#include <QDockWidget>
#include <QTest>

#include "tests/widgets/frame_fixture.h"

namespace studio {
namespace {

class FramePlace : public FrameTest {
 protected:
  FramePlace() : FrameTest(ThemeChoice::Light) {}
};

/// Where widgets stood in the window each time they were painted.
class PaintedPlaces : public QObject {
 public:
  explicit PaintedPlaces(QWidget& window) : window_(window) {}
  std::vector<std::pair<QWidget*, QRect>> places;
  QRect placeOf(QWidget* widget) const { return {widget->mapTo(&window_, QPoint()), widget->size()}; }
  bool eventFilter(QObject* watched, QEvent* event) override {
    auto* widget = static_cast<QWidget*>(watched);
    if (event->type() == QEvent::Paint) places.emplace_back(widget, placeOf(widget));
    return false;
  }

 private:
  QWidget& window_;
};

TEST_F(FramePlace, docksArePaintedOnlyAtTheirPlaces) {
  DockedFrame frame;
  frame.window.resize(1440, 900);
  frame.window.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&frame.window));
  frame.window.showWorkspace("setup");
  QTest::qWait(60);
  PaintedPlaces painted(frame.window);
  for (const char* id : {"runs", "settings", "unit", "monitor", "log"})
    frame.window.dock(id)->widget()->installEventFilter(&painted);
  frame.centre->installEventFilter(&painted);
  frame.window.showWorkspace("train");
  EXPECT_TRUE(frame.window.updatesEnabled());
  EXPECT_TRUE(QTest::qWaitFor([&] { return !painted.places.empty(); }));
  QTest::qWait(100);
  for (const auto& [widget, place] : painted.places)
    EXPECT_EQ(place, painted.placeOf(widget)) << widget->parentWidget()->objectName().toStdString();
}

/// At the upper edge of the screen, where Qt would leave room for a title bar that may not be there.
TEST_F(FramePlace, aWindowComesBackWhereItWas) {
  QPoint corner;
  QRect place;
  {
    DockedFrame frame;
    frame.window.resize(700, 600);
    frame.window.move(40, 0);
    frame.window.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&frame.window));
    corner = frame.window.pos();
    place = frame.window.geometry();
    frame.window.close();
  }
  DockedFrame again;
  again.window.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&again.window));
  EXPECT_EQ(again.window.pos(), corner);
  EXPECT_EQ(again.window.geometry(), place);
}

}  // namespace
}  // namespace studio
