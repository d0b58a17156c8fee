// The stored runs of boards_fixture.h on a board that is shown, for tests by real events.
#pragma once
#include <QApplication>
#include <QMouseEvent>
#include <QTest>
#include <algorithm>

#include "tests/widgets/boards_fixture.h"
#include "widgets/boards/board_view.h"

namespace studio {

struct OpenBoard {
  explicit OpenBoard(const std::string& ready = "2a") {
    ThemeManager::instance().choose(ThemeChoice::Light);
    view.resize(900, 700);
    view.show();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
    document.choose(runs.chosen());
    document.useReadyBoard(ready);
    EXPECT_TRUE(settled());
  }
  bool settled() {
    return comes([this] {
      return !document.isBusy() &&
             std::none_of(document.filled()->contents.begin(), document.filled()->contents.end(),
                          [](const auto& each) { return each.missing == QStringLiteral("Drawing…"); });
    });
  }
  const BoardPlace& place(std::size_t panel) const { return document.board().panels[panel].place; }
  BoardPage& page() { return view.page(); }
  void drag(const QPointF& from, const QPointF& to) {
    QTest::mousePress(&page(), Qt::LeftButton, {}, from.toPoint());
    const QPointF middle = (from + to) / 2;
    for (const QPointF& point : {from + QPointF(3, 3), middle, to}) QTest::mouseMove(&page(), point.toPoint());
    for (const QPointF& point : {middle, to}) {
      QMouseEvent move(QEvent::MouseMove, point, page().mapToGlobal(point), Qt::NoButton, Qt::LeftButton,
                       Qt::NoModifier);
      QApplication::sendEvent(&page(), &move);
    }
    QTest::mouseRelease(&page(), Qt::LeftButton, {}, to.toPoint());
  }
  BoardRuns runs;
  std::shared_ptr<const Engine> engine = std::make_shared<FakeEngine>(sampleEngine());
  BoardDocument document{engine};
  BoardView view{&document, nullptr};
};

}  // namespace studio
