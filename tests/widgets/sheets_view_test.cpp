// The sheets view, its film strip and its colour bar over a stored run and a live one, by real events.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <QLabel>
#include <QMouseEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <numeric>

#include "tests/widgets/pictures.h"
#include "tests/widgets/sample_run.h"
#include "widgets/sheets/colour_bar.h"
#include "widgets/sheets/film_strip.h"
#include "widgets/sheets/sheet_canvas.h"
#include "widgets/sheets/sheet_board.h"
#include "widgets/train/sheets_view.h"

namespace studio {
namespace {

struct Shown : Stored {
  SheetsView view{&monitor, nullptr};
  Shown() {
    view.resize(904, 480);
    view.setVisible(true);
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
  }
  /// Colour in the middle of a unit's cell, as it stands on the screen.
  QRgb seen(std::int64_t unit) {
    return view.board().grab().toImage().pixel(view.board().cellRect(unit).center().toPoint());
  }
};

TEST(SheetsView, eachCellOnTheScreenHasTheColourOfItsValue) {
  Shown shown;
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
  Shown shown;
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
  Shown shown;
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
  Shown shown;
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
  Shown shown;
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
  Shown shown;
  shown.view.board().setRaised(true);
  shown.view.board().grab();
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::string name;
    std::ifstream(task.path() / "comm") >> name;
    if (name.find("llvmpipe") == std::string::npos) continue;
    const auto thread = id_t(std::stoul(task.path().filename().string()));
    EXPECT_GT(::getpriority(PRIO_PROCESS, thread), ::getpriority(PRIO_PROCESS, id_t(::getpid()))) << name;
  }
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
  Shown shown;
  const QString tip = shown.view.board().tipText(13);
  EXPECT_TRUE(tip.startsWith(QStringLiteral("fc1:13\nrow 1, column 5\n"))) << tip.toStdString();
  EXPECT_TRUE(tip.endsWith(QString::number(shown.map().values[13], 'g', 4))) << tip.toStdString();
  EXPECT_TRUE(shown.view.board().tipText(-1).isEmpty());
}

TEST(SheetsView, otherStepShowsOtherMaps) {
  Shown shown;
  const QRgb last = shown.seen(9);
  shown.edit([](ViewState& view) {
    view.followLive = false;
    view.step = 10;
  });
  ASSERT_TRUE(comes([&] { return shown.monitor.data().snapshot->step == 10; }));
  EXPECT_NE(shown.seen(9), last);
}

TEST(SheetsView, quantityButtonsChange) {
  Shown shown;
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

TEST(SheetsView, barStandsBesideTheSheet) {
  Shown shown;
  for (const char* layer : {"fc1", "fc2", "fc3"}) {
    shown.edit([&](ViewState& view) { view.layer = layer; });
    const QRectF sheet = shown.view.board().sheetArea().translated(shown.view.board().pos());
    const QRectF bar = shown.view.bar().barRect().translated(shown.view.bar().pos());
    EXPECT_GE(bar.top(), sheet.top() - 1) << layer;
    EXPECT_LE(bar.top(), sheet.top() + 29) << "below unit and lock where these find no room above";
    EXPECT_NEAR(bar.bottom(), sheet.bottom(), 1) << layer;
    EXPECT_GT(bar.left(), sheet.right()) << layer;
    EXPECT_TRUE(shown.view.rect().contains(shown.view.bar().geometry())) << layer;
  }
}

TEST(SheetsView, lockedLimitsStayAndSayWhatLiesBeyond) {
  Shown shown;
  shown.edit([](ViewState& view) { view.quantity = "3"; });
  const QStringList before = shown.view.bar().tickTexts();
  EXPECT_EQ(before.front(), limitText(findLimits(*shown.monitor.data().snapshot, "3").high, {-9, 9}, true));
  EXPECT_TRUE(shown.view.bar().leftOutText().isEmpty());
  QTest::mouseClick(shown.view.bar().findChild<QToolButton*>(QStringLiteral("lockLimits")), Qt::LeftButton);
  EXPECT_TRUE(shown.monitor.view().limitsLocked);
  shown.edit([](ViewState& view) {
    view.limitLow = -4;
    view.limitHigh = 4;
  });
  EXPECT_EQ(shown.view.bar().tickTexts().front(), QStringLiteral("+4.00"));
  int beyond = 0;
  for (const float value : shown.map().values) beyond += std::abs(value) > 4.00001f;
  ASSERT_GT(beyond, 0);
  EXPECT_EQ(shown.view.bar().leftOutText(), QStringLiteral("%1 beyond").arg(beyond));
  const auto bins = shown.view.bar().histogram();
  EXPECT_EQ(std::accumulate(bins.begin(), bins.end(), 0), 32);
  EXPECT_EQ(bins.size(), 27u);
}

/// So that one sees a map form: a colour means the same at every step.
TEST(SheetsView, stepsThatAreLookedAtHaveTheLimitsOfAll) {
  Shown shown;
  shown.edit([](ViewState& view) { view.quantity = "3"; });
  const ColourBar& bar = shown.view.bar();
  const QStringList newest = bar.tickTexts();
  EXPECT_TRUE(bar.limitTexts().isEmpty());
  double largest = 0;
  for (const std::int64_t step : kSampleSteps) largest = std::max(largest, findLimits(sampleSnapshot(step), "3").high);
  ASSERT_NE(findLimits(sampleSnapshot(0), "3"), findLimits(sampleSnapshot(10), "3"));
  for (const std::int64_t step : kSampleSteps) {
    shown.edit([&](ViewState& view) {
      view.followLive = false;
      view.step = step;
    });
    ASSERT_TRUE(comes([&] { return shown.monitor.data().snapshot->step == step && !bar.limitTexts().isEmpty(); }));
    EXPECT_EQ(bar.limitTexts(), QStringList{"all steps"});
    EXPECT_EQ(bar.tickTexts().front(), limitText(largest, {-largest, largest}, true)) << step;
    EXPECT_EQ(limitsInForce(shown.monitor.view(), shown.monitor.data()), (Limits{-largest, largest})) << step;
    EXPECT_TRUE(bar.leftOutText().isEmpty()) << "nothing is cut off";
  }
  shown.edit([](ViewState& view) { view.percentile = kRobustPercentile; });
  EXPECT_EQ(bar.limitTexts().size(), 2);
  shown.edit([](ViewState& view) { view.percentile = 100; });
  auto* lock = shown.view.bar().findChild<QToolButton*>(QStringLiteral("lockLimits"));
  QTest::mouseClick(lock, Qt::LeftButton);
  EXPECT_EQ(shown.monitor.view().limitHigh, largest);
  EXPECT_TRUE(bar.limitTexts().isEmpty()) << "they are somebody's choice now";
  QTest::mouseClick(lock, Qt::LeftButton);
  shown.edit([](ViewState& view) { view.followLive = true; });
  ASSERT_TRUE(comes([&] { return shown.monitor.data().snapshot->step == 100; }));
  EXPECT_TRUE(bar.limitTexts().isEmpty());
  EXPECT_EQ(bar.tickTexts(), newest);
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

TEST(FilmStrip, clickAndArrowsChooseLayers) {
  Shown shown;
  FilmStrip& strip = shown.view.strip();
  QTest::mouseClick(&strip, Qt::LeftButton, {}, strip.thumbnailRect("fc2").center().toPoint());
  EXPECT_EQ(shown.monitor.view().layer, "fc2");
  QTest::keyClick(&strip, Qt::Key_Right);
  EXPECT_EQ(shown.monitor.view().layer, "fc3");
  QTest::keyClick(&strip, Qt::Key_Right);
  EXPECT_EQ(shown.monitor.view().layer, "fc3");
  QTest::keyClick(&strip, Qt::Key_Left);
  EXPECT_EQ(shown.monitor.view().layer, "fc2");
}

/// A run of many layers, so that the strip is wider than the view.
struct Wide {
  TemporaryFolder folder;
  RunMonitor monitor;
  SheetsView view{&monitor, nullptr};
  Wide() {
    const RunFolder run = writeSampleRun(folder.path());
    std::vector<LayerInfo> layers;
    for (int i = 0; i < 40; ++i)
      layers.push_back({"layer" + std::to_string(i) + ".conv", "conv", 32, 4, 8, 20, {20}, true});
    run.writeLayers(layers);
    monitor.openStored(run);
    view.resize(700, 480);
    view.setVisible(true);
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
    EXPECT_TRUE(comes([&] { return monitor.data().layers.size() == 40 && monitor.data().snapshot; }));
    ViewState first = monitor.view();
    first.layer = layers.front().name;
    monitor.setView(first);
    letPass(50);
  }
  QScrollBar& bar() { return *view.findChild<QScrollArea*>()->horizontalScrollBar(); }
  /// Of a layer's thumbnail, all of it.
  bool isInView(const std::string& layer) {
    const QRectF thumb = view.strip().thumbnailRect(layer);
    const int left = view.strip().mapTo(&view, thumb.topLeft().toPoint()).x();
    return left >= 0 && left + thumb.width() <= view.width();
  }
  void turnWheel(int notches) {
    QWheelEvent event(QPointF(200, 40), view.strip().mapToGlobal(QPointF(200, 40)), {}, QPoint(0, 120 * notches),
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&view.strip(), &event);
  }
};

TEST(FilmStrip, theWheelMovesItSideways) {
  Wide wide;
  ASSERT_GT(wide.bar().maximum(), 500);
  EXPECT_EQ(wide.bar().value(), 0);
  wide.turnWheel(-2);
  const int moved = wide.bar().value();
  EXPECT_GT(moved, 100);
  letPass(50);
  EXPECT_EQ(wide.bar().value(), moved) << "it stays where a person has moved it";
  wide.turnWheel(1);
  EXPECT_LT(wide.bar().value(), moved);
}

TEST(FilmStrip, theChosenLayerStaysInView) {
  Wide wide;
  ViewState view = wide.monitor.view();
  view.layer = "layer30.conv";
  wide.monitor.setView(view);
  EXPECT_TRUE(comes([&] { return wide.isInView("layer30.conv"); }));
  wide.turnWheel(20);
  EXPECT_FALSE(wide.isInView("layer30.conv"));
  wide.view.resize(600, 480);
  EXPECT_TRUE(comes([&] { return wide.isInView("layer30.conv"); }));
  view.layer = "layer39.conv";
  wide.monitor.setView(view);
  EXPECT_TRUE(comes([&] { return wide.isInView("layer39.conv"); }));
}

/// Blocks of a ResNet: thumbs keep the sheets' proportions, a block's name stands once, the chosen one is framed.
TEST(FilmStrip, pictureIsTheOneKept) {
  std::vector<LayerInfo> layers;
  auto snapshot = std::make_shared<Snapshot>();
  const std::pair<const char*, std::pair<int, int>> sheets[] = {{"layer1.0.conv1", {8, 8}},
                                                                {"layer1.0.conv2", {8, 8}},
                                                                {"layer2.0.conv1", {8, 16}},
                                                                {"layer2.0.conv2", {8, 16}},
                                                                {"layer4.1.conv2", {16, 32}}};
  for (const auto& [name, size] : sheets) {
    layers.push_back({name, "conv", size.first * size.second, size.first, size.second, 576, {64, 3, 3}, true});
    SheetMap map{name, "cosine", size.first, size.second, 0, {}};
    for (int unit = 0; unit < size.first * size.second; ++unit)
      map.values.push_back(float(std::sin(0.4 * (unit % size.second)) * std::cos(0.5 * (unit / size.second))));
    snapshot->maps.push_back(map);
  }
  for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
    ThemeManager::instance().choose(choice);
    FilmStrip strip(nullptr);
    strip.setLayers(layers);
    strip.resize(440, 96);
    strip.show(snapshot, "cosine", {&colourMapFor("", "cosine", theme()), {-1, 1}, 0, &theme()}, "layer4.1.conv2");
    for (const LayerInfo& layer : layers)
      EXPECT_EQ(strip.thumbnailRect(layer.name).width() * double(layer.height),
                strip.thumbnailRect(layer.name).height() * double(layer.width));
    const QImage picture = strip.grab().toImage();
    expectLikeBaseline(
        picture, choice == ThemeChoice::Dark ? QStringLiteral("film_strip_dark") : QStringLiteral("film_strip_light"),
        3, 0.05);
    const QRectF chosen = strip.thumbnailRect("layer4.1.conv2");
    EXPECT_EQ(QColor(picture.pixel(int(chosen.left()) - 2, int(chosen.center().y()))), theme().color(Role::Accent));
  }
}

TEST(ColourBar, pictureIsTheOneKept) {
  const Snapshot snapshot = sampleSnapshot(50);
  for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
    ThemeManager::instance().choose(choice);
    ColourBar bar(nullptr);
    bar.resize(bar.width(), 300);
    bar.show(snapshot.find("fc1", "3"), {&colourMapFor("", "3", theme()), {-6, 6}, 1, &theme()}, quantityUnit("3"),
             true);
    expectLikeBaseline(
        bar.grab().toImage(),
        choice == ThemeChoice::Dark ? QStringLiteral("colour_bar_dark") : QStringLiteral("colour_bar_light"), 3, 0.05);
    EXPECT_EQ(bar.tickTexts(), (QStringList{"+6.00", "+3.00", "0.00", QChar(0x2212) + QStringLiteral("3.00"),
                                            QChar(0x2212) + QStringLiteral("6.00")}));
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
