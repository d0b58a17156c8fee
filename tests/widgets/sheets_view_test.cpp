// The sheets view over a stored run and a live one, by real events.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <QLabel>
#include <QMouseEvent>
#include <QTest>
#include <QToolButton>
#include <filesystem>
#include <fstream>

#include "tests/widgets/pictures.h"
#include "tests/widgets/sheets_fixture.h"
#include "widgets/sheets/sheet_canvas.h"
#include "widgets/sheets/sheet_board.h"
#include "widgets/train/sheets_view.h"

namespace studio {
namespace {

TEST(SheetsView, eachCellOnTheScreenHasTheColourOfItsValue) {
  ShownSheets shown;
  for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
    ThemeManager::instance().choose(choice);
    for (const char* quantity : {"cosine", "norm", "3"}) {
      shown.edit([&](ViewState& view) { view.quantity = quantity; });
      QCoreApplication::processEvents();
      const QImage picture = shown.view.board().grab().toImage();
      const Limits limits = findLimits(*shown.monitor.data().snapshot, quantity);
      for (std::int64_t unit = 0; unit < 32; ++unit) {
        const QRgb expected =
            colourFor(shown.map().values[unit], colourMapFor("", quantity, theme()), limits, 0, theme());
        EXPECT_LE(distance(picture.pixel(shown.view.board().cellRect(unit).center().toPoint()), expected), 6)
            << quantity << " " << unit;
      }
    }
  }
}

TEST(SheetsView, clickAndArrowsChooseUnits) {
  ShownSheets shown;
  SheetBoard& board = shown.view.board();
  QWidget* canvas = board.canvas().widget();
  const auto at = [&](std::int64_t unit) { return canvas->mapFrom(&board, board.cellRect(unit).center().toPoint()); };
  QTest::mouseClick(canvas, Qt::LeftButton, {}, at(13));
  EXPECT_EQ(shown.monitor.view().unit, 13);
  EXPECT_EQ(shown.monitor.view().layer, "fc1");
  QTest::keyClick(&board, Qt::Key_Right);
  EXPECT_EQ(shown.monitor.view().unit, 14);
  QTest::keyClick(&board, Qt::Key_Down);
  EXPECT_EQ(shown.monitor.view().unit, 22);
  QTest::keyClick(&board, Qt::Key_Left);
  QTest::keyClick(&board, Qt::Key_Up);
  EXPECT_EQ(shown.monitor.view().unit, 13);
  shown.edit([](ViewState& view) { view.unit = 31; });
  QTest::keyClick(&board, Qt::Key_Down);  // the last row: stays
  EXPECT_EQ(shown.monitor.view().unit, 31);
}

TEST(SheetsView, chosenUnitIsRinged) {
  ShownSheets shown;
  const QRectF cell = shown.view.board().cellRect(10);
  const QImage before = shown.view.board().grab().toImage();
  shown.edit([](ViewState& view) { view.unit = 10; });
  const QImage after = shown.view.board().grab().toImage();
  const QPoint edge(int(cell.center().x()), int(cell.top()));
  EXPECT_NE(before.pixel(edge), after.pixel(edge));
  EXPECT_LE(distance(after.pixel(edge), theme().color(Role::Text).rgb()), 90);
  EXPECT_EQ(before.pixel(cell.center().toPoint()), after.pixel(cell.center().toPoint()));
}

TEST(SheetsView, raisedAndFlatAgain) {
  if (!openGlProblem().isEmpty()) GTEST_SKIP() << "no OpenGL here";
  ShownSheets shown;
  SheetBoard& board = shown.view.board();
  const QImage flat = board.grab().toImage();
  board.setRaised(true);
  const QImage raised = board.grab().toImage();
  EXPECT_NE(raised, flat);
  QWidget* canvas = board.canvas().widget();
  EXPECT_EQ(canvas->size(), board.size());
  EXPECT_LE(distance(raised.pixel(1, 1), theme().color(Role::Panel).rgb()), 3) << "no frame is left over";
  const QPoint middle = canvas->rect().center();
  QTest::mousePress(canvas, Qt::LeftButton, {}, middle);
  QMouseEvent drag(QEvent::MouseMove, middle + QPoint(60, 0), canvas->mapToGlobal(middle + QPoint(60, 0)), Qt::NoButton,
                   Qt::LeftButton, {});
  QCoreApplication::sendEvent(canvas, &drag);
  EXPECT_NE(board.grab().toImage(), raised) << "it turns with the pointer";
  shown.edit([](ViewState& view) { view.unit = -1; });
  board.setRaised(false);
  EXPECT_EQ(board.grab().toImage(), flat);
}

/// Without a graphics card its picture takes the processors from the training.
TEST(SheetsView, aRaisedSheetIsDrawnWhenItHasChangedAndAtItsPace) {
  if (!openGlProblem().isEmpty()) GTEST_SKIP() << "no OpenGL here";
  ShownSheets shown;
  SheetBoard& board = shown.view.board();
  board.setRaised(true);
  board.canvas().pace = 60000;
  const auto seen = [&] { return board.canvas().widget()->grab().toImage(); };
  const QImage first = seen();
  const MapDisplay display{&colourMapFor("", "cosine", theme()), {-1, 1}, 0, &theme()};
  const Snapshot later = sampleSnapshot(50);
  board.show(*later.find("fc1", "cosine"), display, "cosine");
  EXPECT_EQ(seen(), first) << "its turn has not come";
  board.setChosen(3);
  EXPECT_NE(seen(), first) << "what a person does is seen at once";
  const QImage chosen = seen();
  board.canvas().pace = 0;
  board.show(*later.find("fc2", "cosine"), display, "cosine");
  EXPECT_NE(seen(), chosen);
}

TEST(SheetsView, mesasThreadsGiveWayToTheTraining) {
  if (!openGlProblem().isEmpty()) GTEST_SKIP() << "no OpenGL here";
  ShownSheets shown;
  shown.view.board().setRaised(true);
  shown.view.board().grab();
  int threads = 0;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::string name;
    std::ifstream(task.path() / "comm") >> name;
    if (name.find("llvmpipe") == std::string::npos) continue;
    const auto thread = id_t(std::stoul(task.path().filename().string()));
    EXPECT_GT(::getpriority(PRIO_PROCESS, thread), ::getpriority(PRIO_PROCESS, id_t(::getpid()))) << name;
    ++threads;
  }
  if (threads == 0) GTEST_SKIP() << "skipped: pictures are not drawn by Mesa's threads here";
}

TEST(SheetsView, aRaisedSheetOfARunThatTrainsIsDrawnAFewTimesASecond) {
  TemporaryFolder folder;
  RunMonitor monitor;
  SheetsView view(&monitor, nullptr, true);
  view.resize(904, 480);
  view.setVisible(true);
  auto channel = std::make_shared<RunChannel>();
  channel->setStatus(sampleStatus(RunState::Training));
  channel->publish(std::make_shared<const Snapshot>(sampleSnapshot(0)));
  monitor.followLive(channel, RunStore(folder.path()).create("live"), sampleConfig(), sampleLayers());
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot != nullptr; }));
  EXPECT_GE(view.board().canvas().pace, 250);
  channel->setStatus(sampleStatus(RunState::Finished));
  EXPECT_TRUE(comes([&] { return view.board().canvas().pace == 0; }));
}

TEST(SheetsView, tipNamesUnitPlaceAndValue) {
  ShownSheets shown;
  const QString tip = shown.view.board().tipText(13);
  EXPECT_TRUE(tip.startsWith(QStringLiteral("fc1:13\nrow 1, column 5\n"))) << tip.toStdString();
  EXPECT_TRUE(tip.endsWith(QString::number(shown.map().values[13], 'g', 4))) << tip.toStdString();
  EXPECT_TRUE(shown.view.board().tipText(-1).isEmpty());
}

TEST(SheetsView, otherStepShowsOtherMaps) {
  ShownSheets shown;
  const QRgb last = shown.seen(9);
  shown.edit([](ViewState& view) {
    view.followLive = false;
    view.step = 10;
  });
  ASSERT_TRUE(comes([&] { return shown.monitor.data().snapshot->step == 10; }));
  EXPECT_NE(shown.seen(9), last);
}

TEST(SheetsView, quantityButtonsChange) {
  ShownSheets shown;
  const auto button = [&](const char* text) {
    for (QToolButton* each : shown.view.findChildren<QToolButton*>())
      if (each->isVisible() && each->text() == QLatin1String(text)) return each;
    return static_cast<QToolButton*>(nullptr);
  };
  for (const auto& [text, quantity] : {std::pair{"Norm", "norm"}, {"3", "3"}, {"Cosine", "cosine"}}) {
    ASSERT_NE(button(text), nullptr) << text;
    QTest::mouseClick(button(text), Qt::LeftButton);
    EXPECT_EQ(shown.monitor.view().quantity, quantity);
    EXPECT_TRUE(button(text)->isChecked());
  }
}

TEST(SheetsView, greySheetsOfTrueSizeBeforeTheFirstMaps) {
  ThemeManager::instance().choose(ThemeChoice::Light);
  TemporaryFolder folder;
  RunMonitor monitor;
  SheetsView view(&monitor, nullptr);
  EXPECT_FALSE(view.emptyState().text.isEmpty());
  EXPECT_EQ(view.figure(), nullptr);
  auto channel = std::make_shared<RunChannel>();
  monitor.followLive(channel, RunStore(folder.path()).create("live"), sampleConfig(), sampleLayers());
  view.resize(904, 480);
  view.setVisible(true);
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&view));
  EXPECT_TRUE(view.emptyState().text.isEmpty());
  ViewState first = monitor.view();
  first.layer = "fc1";
  monitor.setView(first);
  const QImage picture = view.board().grab().toImage();
  for (const std::int64_t unit : {0, 13, 31})
    EXPECT_LE(distance(picture.pixel(view.board().cellRect(unit).center().toPoint()), theme().color(Role::Nan).rgb()),
              6);
  bool said = false;
  for (const QLabel* label : view.findChildren<QLabel*>())
    said |= label->text().contains(QStringLiteral("Maps appear from step 0 on"));
  EXPECT_TRUE(said);
  // The first maps of the run take their place.
  channel->publish(std::make_shared<const Snapshot>(sampleSnapshot(0)));
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot != nullptr; }));
  QCoreApplication::processEvents();
  EXPECT_GT(distance(view.board().grab().toImage().pixel(view.board().cellRect(13).center().toPoint()),
                     theme().color(Role::Nan).rgb()),
            6);
}

TEST(FlatView, takesThePlaceOfVtkAndPicksTheSameUnits) {
  ThemeManager::instance().choose(ThemeChoice::Light);
  const Snapshot snapshot = sampleSnapshot(10);
  const SheetMap& map = *snapshot.find("fc1", "cosine");
  FlatView flat(nullptr);
  flat.resize(160, 80);
  flat.show(map, {&colourMapFor("", "cosine", theme()), {-1, 1}, 0, &theme()});
  EXPECT_FALSE(flat.canRaise());
  const QImage picture = flat.grab().toImage();
  std::int64_t clicked = -1;
  flat.clicked = [&](std::int64_t unit) { clicked = unit; };
  for (std::int64_t unit = 0; unit < 32; ++unit) {
    const QPoint middle(int(unit % 8) * 20 + 10, int(unit / 8) * 20 + 10);
    EXPECT_EQ(picture.pixel(middle),
              colourFor(map.values[unit], colourMapFor("", "cosine", theme()), {-1, 1}, 0, theme()));
    QTest::mouseClick(&flat, Qt::LeftButton, {}, middle);
    EXPECT_EQ(clicked, unit);
  }
}

/// Whatever stage it is, it is said once.
TEST(SheetsView, whatARunDoesBeforeItHasMapsIsSaidOnce) {
  TemporaryFolder folder;
  auto channel = std::make_shared<RunChannel>();
  RunStatus status;
  status.state = RunState::Training;
  status.stage = "measuring the first maps";
  channel->setStatus(status);
  RunMonitor monitor;
  monitor.followLive(channel, RunStore(folder.path()).create("live"), sampleConfig(), sampleLayers());
  SheetsView view(&monitor, nullptr);
  view.resize(900, 500);
  view.setVisible(true);
  QString said;
  for (const auto* label : view.findChildren<QLabel*>())
    if (label->text().contains(QStringLiteral("first maps"))) said = label->text();
  EXPECT_EQ(said, "Measuring the first maps. The sheets will look like this.");
}

}  // namespace
}  // namespace studio
