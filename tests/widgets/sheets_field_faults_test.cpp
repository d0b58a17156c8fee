// What is said of text that is no number, and frames where the keyboard is, in the panels around the sheets.
#include <gtest/gtest.h>

#include <QLabel>
#include <QLineEdit>
#include <QTest>

#include "tests/widgets/sample_run.h"
#include "widgets/sheets/map_display.h"
#include "widgets/sheets/time_bar.h"

namespace studio {
namespace {

TEST(MapDisplayPanel, whatIsWrongStandsUnderItsFieldAndGoesWithItsValue) {
  Stored stored;
  MapDisplayPanel panel(&stored.monitor, nullptr);
  panel.resize(280, 320);
  panel.setVisible(true);
  QLineEdit *range = nullptr, *threshold = nullptr;
  for (auto* field : panel.findChildren<QLineEdit*>())
    (field->accessibleName() == QLatin1String("Range") ? range : threshold) = field;
  ASSERT_TRUE(range && threshold);
  const auto said = [&]() -> QLabel* {
    for (auto* label : panel.findChildren<QLabel*>())
      if (label->isVisible() && label->text().contains(QLatin1String("20K"))) return label;
    return nullptr;
  };
  range->selectAll();
  QTest::keyClicks(range, QStringLiteral("20K"));
  QCoreApplication::processEvents();
  ASSERT_NE(said(), nullptr);
  EXPECT_GT(said()->y(), range->geometry().bottom() - 1);
  EXPECT_LT(said()->geometry().bottom(), threshold->y() + 1) << "not under the next field";
  toggleLimitsLock(stored.monitor);  // as by the shortcut
  QCoreApplication::processEvents();
  EXPECT_EQ(said(), nullptr);
  EXPECT_NE(range->text(), "20K");
  EXPECT_TRUE(range->property("problem").toByteArray().isEmpty());
}

TEST(TimeBar, aClickLeavesNoFrameAroundIt) {
  Stored stored;
  TimeBar bar(&stored.monitor, nullptr);
  bar.resize(904, 56);
  bar.setVisible(true);
  bar.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&bar));
  const auto edge = [&] { return bar.grab().toImage().pixelColor(bar.width() - 1, 30); };
  const QColor ground = edge();
  QTest::mouseClick(&bar, Qt::LeftButton, {}, QPoint(int(bar.tickX(2)), 26));
  ASSERT_TRUE(bar.hasFocus());
  EXPECT_EQ(edge(), ground);
  bar.clearFocus();
  const QImage plain = bar.grab().toImage();
  bar.setFocus(Qt::TabFocusReason);
  EXPECT_NE(bar.grab().toImage(), plain) << "the ring of the knob";
}

}  // namespace
}  // namespace studio
