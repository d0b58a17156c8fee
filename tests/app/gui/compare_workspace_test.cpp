// The Compare workspace in the window: what the status row says of it, and where.
#include <QLabel>

#include "tests/app/gui/gui_fixture.h"
#include "widgets/frame/frame_rows.h"

namespace studio {
namespace {

class CompareWorkspaceWindow : public GuiTest {
 protected:
  static QString statusOf(MainWindow& window) {
    QStringList texts;
    for (const QLabel* label : window.statusStrip()->findChildren<QLabel*>()) texts << label->text();
    return texts.join(QLatin1Char(' '));
  }
};

TEST_F(CompareWorkspaceWindow, WhatIsComparedIsSaidThereAlone) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  window->showWorkspace(QStringLiteral("compare"));
  const QString compared = QStringLiteral("1 run compared");
  ASSERT_TRUE(waitFor([&] { return statusOf(*window).contains(compared); })) << statusOf(*window).toStdString();
  for (const char* other : {"analyse", "figure", "setup", "train"}) {
    window->showWorkspace(QString::fromLatin1(other));
    QApplication::processEvents();
    EXPECT_FALSE(statusOf(*window).contains(compared)) << other << ": " << statusOf(*window).toStdString();
  }
}

}  // namespace
}  // namespace studio
