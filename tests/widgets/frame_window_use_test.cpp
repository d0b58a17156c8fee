// When a window counts as used: by real events.
#include <gtest/gtest.h>

#include <QTest>
#include <QWheelEvent>
#include <functional>
#include <vector>

#include "widgets/frame/window_use.h"

namespace studio {
namespace {

TEST(WindowUse, lastsFromAnInputUntilNothingHasComeForAWhile) {
  QWidget window;
  window.resize(200, 100);
  window.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
  WindowUse use;
  std::vector<bool> said;
  QObject::connect(&use, &WindowUse::changed, &use, [&] { said.push_back(use.isUsed()); });
  const std::vector<std::function<void()>> inputs{
      [&] { QTest::keyClick(&window, Qt::Key_Shift); }, [&] { QTest::mouseClick(&window, Qt::LeftButton); },
      [&] {
        QWheelEvent wheel({20, 20}, {20, 20}, {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&window, &wheel);
      }};
  for (const auto& input : inputs) {
    use.setQuietTime(1);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !use.isUsed(); }));
    use.setQuietTime(600000);
    said.clear();
    input();
    input();
    EXPECT_EQ(said, std::vector<bool>{true}) << "said once, and not again while it goes on";
    use.setQuietTime(1);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !use.isUsed(); }));
    EXPECT_EQ(said, (std::vector<bool>{true, false}));
  }
}

/// A map that follows the training is drawn many times a second, and nobody has touched anything.
TEST(WindowUse, isNotWhatWidgetsDoThemselves) {
  QWidget window;
  window.resize(200, 100);
  window.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
  WindowUse use;
  QWidget child(&window);
  child.show();
  child.resize(50, 40);
  window.repaint();
  QEvent enter(QEvent::Enter);
  QApplication::sendEvent(&child, &enter);
  EXPECT_FALSE(use.isUsed());
}

}  // namespace
}  // namespace studio
