// Maps of contrasts: what is shown, in which colours and where; click, hover and keys. By real events.
#include <gtest/gtest.h>

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <atomic>

#include "tests/widgets/analysis_fixture.h"
#include "tests/widgets/pictures.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/maps_table.h"
#include "widgets/frame/edge_fades.h"
#include "widgets/analysis/maps_board.h"
#include "widgets/analysis/contrast_views.h"
#include "widgets/analysis/maps_overlay.h"
#include "widgets/sheets/sheet_canvas.h"

namespace studio {
namespace {

struct Maps : SampleAnalyses {
  MapsView view;
  explicit Maps(FakeEngine engine = sampleEngine(), const std::vector<SampleSheet>& sheets = sampleSheets(),
                const char* layer = "layer3.1.conv2")
      : SampleAnalyses(std::move(engine), sheets), view({&monitor, &analyses}, nullptr) {
    ThemeManager::instance().choose(ThemeChoice::Dark);
    analyses.selection().setLayer(layer);
    view.resize(904, 732);
    view.show();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
  }
  void edit(const std::function<void(AnalysisDisplay&)>& change) {
    AnalysisDisplay display = analyses.selection().display();
    change(display);
    analyses.selection().setDisplay(display);
    QCoreApplication::processEvents();
  }
  QPoint at(std::size_t row, std::size_t column, std::int64_t unit) {
    return view.board().unitCentre(row, column, unit).toPoint();
  }
  QRgb seen(std::size_t row, std::size_t column, std::int64_t unit) {
    return view.board().grab().toImage().pixel(at(row, column, unit));
  }
};

TEST(AnalysisMaps, eachCellHasTheColourOfItsValueOnOneScale) {
  Maps maps;
  for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
    ThemeManager::instance().choose(choice);
    QCoreApplication::processEvents();
    const ShownMaps shown = shownMaps(maps.analyses);
    ASSERT_EQ(shown.maps.size(), 15u);
    EXPECT_NEAR(shown.limit, 14.1, 1e-4) << "the largest value of all maps";
    const MapDisplay display = makeMapDisplay(shown, maps.analyses.selection().display(), theme());
    const QImage picture = maps.view.board().grab().toImage();
    for (const ShownMap& map : shown.maps)
      for (const std::int64_t unit : {0, 17, 100, 200, 255}) {
        const QRgb expected =
            colourFor(map.measured.values[std::size_t(unit)], *display.colours, display.limits, 0, theme());
        EXPECT_LE(distance(picture.pixel(maps.at(map.row, map.column, unit)), expected), 6)
            << map.row << " " << map.column << " " << unit;
      }
  }
}

TEST(AnalysisMaps, aControlThatReachesFurtherSetsTheLimits) {
  FakeEngine engine = sampleEngine();
  engine.onStoredAnalysis = [](const AnalysisRequest& request) {
    NetworkAnalysis found = sampleAnalysis(kindIn(request));
    if (kindIn(request) == AnalysisNetwork::Kind::Baseline)
      for (SheetMap& map : found.resultFor("selectivity").maps)
        for (float& value : map.values) value *= 3;
    return found;
  };
  Maps maps(std::move(engine));
  EXPECT_NEAR(shownMaps(maps.analyses).limit, 28.5, 1e-4);
  EXPECT_EQ(maps.view.bar().tickTexts().front(), "+28.5");
  QTest::keyClick(&maps.view.board(), Qt::Key_1);
  EXPECT_NEAR(shownMaps(maps.analyses).limit, 28.5, 1e-4) << "each map of the baseline reaches as far";
}

TEST(AnalysisMaps, cellsAreWholePixelsAndMapsDoNotOverlap) {
  for (const auto& sheets :
       {std::vector<SampleSheet>{{"a", 16, 16}}, {{"a", 48, 64}}, {{"a", 16, 32}}, {{"a", 1, 97}}, {{"a", 1, 997}}}) {
    Maps maps(sampleEngine(false, true, sheets), sheets, "a");
    QRectF before;
    for (std::size_t column = 0; column < 5; ++column) {
      const QRectF map = maps.view.board().mapRect(0, column);
      EXPECT_TRUE(QRectF(maps.view.board().rect()).contains(map)) << sheets[0].width;
      EXPECT_GE(map.height(), 8) << "a strip can be seen";
      const double cell = map.width() / double(sheets[0].width);
      if (cell >= 1) {
        EXPECT_EQ(cell, std::floor(cell)) << sheets[0].width;
      }
      if (column > 0) {
        EXPECT_FALSE(map.adjusted(-7, -7, 7, 7).intersects(before)) << "beside it, or in the next line";
      }
      before = map;
    }
    EXPECT_GE(maps.view.board().mapRect(1, 0).top(), maps.view.board().mapRect(0, 0).bottom() + 12);
  }
}

TEST(AnalysisMaps, clickChoosesAndArrowsMoveTheCursorOfAllMaps) {
  Maps maps;
  MapsBoard& board = maps.view.board();
  QTest::mouseClick(&board, Qt::LeftButton, {}, maps.at(1, 2, 59));
  EXPECT_EQ(maps.analyses.selection().unit(), 59);
  EXPECT_EQ(maps.monitor.view().unit, 59);
  QTest::keyClick(&board, Qt::Key_Right);
  EXPECT_EQ(maps.analyses.selection().unit(), 60);
  QTest::keyClick(&board, Qt::Key_Down);
  EXPECT_EQ(maps.analyses.selection().unit(), 76);
  QTest::keyClick(&board, Qt::Key_Left);
  QTest::keyClick(&board, Qt::Key_Up);
  EXPECT_EQ(maps.analyses.selection().unit(), 59);
  maps.analyses.selection().setUnit(255);
  QTest::keyClick(&board, Qt::Key_Down);
  QTest::keyClick(&board, Qt::Key_Right);
  EXPECT_EQ(maps.analyses.selection().unit(), 255) << "the edge stops it";
}

TEST(AnalysisMaps, theCursorIsSeenOnAllMapsOrOnOne) {
  Maps maps;
  const auto edge = [&](std::size_t row, std::size_t column) { return maps.at(row, column, 59) + QPoint(-5, 0); };
  QTest::mouseClick(&maps.view.board(), Qt::LeftButton, {}, maps.at(2, 0, 59));
  QTest::mouseMove(&maps.view.board(), QPoint(2, 2));
  QCoreApplication::processEvents();
  const QRgb text = theme().color(Role::Text).rgb();
  QImage picture = maps.view.board().grab().toImage();
  for (std::size_t row = 0; row < 3; ++row) EXPECT_LE(distance(picture.pixel(edge(row, 3)), text), 120) << row;
  maps.edit([](AnalysisDisplay& display) { display.linkedCursor = false; });
  picture = maps.view.board().grab().toImage();
  EXPECT_LE(distance(picture.pixel(edge(2, 0)), text), 120);
  EXPECT_GT(distance(picture.pixel(edge(1, 3)), text), 120);
}

TEST(AnalysisMaps, thePointerReadsValuesOfAllNetworks) {
  Maps maps;
  QTest::mouseMove(&maps.view.board(), maps.at(0, 1, 42));
  ASSERT_TRUE(comes([&] { return maps.analyses.selection().hovered() == 42; }));
  EXPECT_EQ(maps.view.table().address(), "layer3.1.conv2:42");
  EXPECT_EQ(maps.view.table().placeText(), "row 2, column 10 · t at the linked cursor");
  const auto rows = maps.view.table().cursorRows();
  ASSERT_EQ(rows.size(), 3u);
  for (std::size_t row = 0; row < 3; ++row) {
    ASSERT_EQ(rows[row].size(), 6);
    const float value = maps.analyses.results().rows()[row].found->map("layer3.1.conv2", "bodies.t")->values[42];
    EXPECT_EQ(rows[row][2], statisticValueText(value, "t"));
  }
  EXPECT_TRUE(
      maps.view.board().tipText(0, 1, 42).startsWith("layer3.1.conv2:42\nrow 2, column 10\nBodies, trained: t "));
  QTest::mouseMove(&maps.view.board(), QPoint(4, 4));
  ASSERT_TRUE(comes([&] { return maps.analyses.selection().hovered() == -1; }));
  EXPECT_EQ(maps.view.table().cursorRows()[0][1], QStringLiteral("–"));
}

TEST(AnalysisMaps, theTableTellsWhatTheTrainedMapsHave) {
  Maps maps;
  const auto rows = maps.view.table().trainedRows();
  for (int column = 1; column <= 5; ++column) {
    const Patches patches = *patchesIn(*maps.analyses.results().first()->found, "layer3.1.conv2",
                                       sampleContrasts()[std::size_t(column - 1)].name);
    EXPECT_EQ(rows[0][column], QString::number(patches.list.size()));
    EXPECT_EQ(rows[1][column], QStringLiteral("%1 %").arg(100 * patches.areaFraction, 0, 'f', 1));
    EXPECT_EQ(rows[2][column],
              patches.list.empty() ? QStringLiteral("–") : QString::number(patches.list.front().units.size()));
    EXPECT_EQ(rows[3][column], "0.83");
  }
  EXPECT_EQ(rows[4][1], "14.1");
  const QStringList pasted = maps.view.dataText().split('\n');
  EXPECT_EQ(pasted[0], "layer3.1.conv2\tfaces\tbodies\tscenes\tsize\tanimacy");
  EXPECT_EQ(pasted.size(), 10);
}

TEST(AnalysisMaps, digitsShowOneContrastAndAllAgain) {
  Maps maps;
  MapsBoard& board = maps.view.board();
  const double small = board.mapRect(0, 2).width();
  QTest::keyClick(&board, Qt::Key_3);
  EXPECT_EQ(shownMaps(maps.analyses).contrasts, std::vector<std::string>{"scenes"});
  EXPECT_GE(board.mapRect(0, 0).width(), small) << "there is more room";
  QTest::keyClick(&board, Qt::Key_3);
  EXPECT_EQ(shownMaps(maps.analyses).contrasts.size(), 5u);
  QTest::keyClick(&board, Qt::Key_2, Qt::AltModifier);
  EXPECT_EQ(shownMaps(maps.analyses).contrasts, (std::vector<std::string>{"faces", "scenes", "size", "animacy"}));
  EXPECT_EQ(shownMaps(maps.analyses).number(1), 3) << "a contrast keeps its key";
  QTest::keyClick(&board, Qt::Key_0);
  EXPECT_EQ(shownMaps(maps.analyses).contrasts.size(), 5u);
  QTest::mouseClick(&board, Qt::LeftButton, {}, QPoint(int(board.columnLeft(1)) + 10, 12));
  EXPECT_EQ(shownMaps(maps.analyses).contrasts, std::vector<std::string>{"bodies"});
}

TEST(AnalysisMaps, manyContrastsAreScrolled) {
  FakeEngine engine = sampleEngine();
  engine.onStoredAnalysis = [](const AnalysisRequest& request) {
    NetworkAnalysis found = sampleAnalysis(kindIn(request));
    for (int i = 0; i < 9; ++i) {
      found.contrasts.push_back({"more" + std::to_string(i), {"a"}, {}});
      SheetMap map = *found.map("layer3.1.conv2", "faces.t");
      map.quantity = "more" + std::to_string(i) + ".t";
      found.resultFor("selectivity").maps.push_back(map);
    }
    return found;
  };
  Maps maps(std::move(engine));
  auto* across = maps.view.board().findChild<QScrollBar*>();
  ASSERT_TRUE(across->isVisible());
  EXPECT_GT(maps.view.board().mapRect(0, 13).left(), maps.view.board().width());
  const auto* fades = maps.view.board().findChild<EdgeFades*>();
  EXPECT_TRUE(fades->isVisible() && fades->moreRight() && !fades->moreLeft()) << "maps go on beyond the right edge";
  across->setValue(across->maximum());
  EXPECT_TRUE(fades->isVisible() && fades->moreLeft() && !fades->moreRight());
  EXPECT_LE(maps.view.board().mapRect(0, 13).right(), maps.view.board().width());
  QTest::mouseClick(&maps.view.board(), Qt::LeftButton, {}, maps.at(0, 13, 30));
  EXPECT_EQ(maps.analyses.selection().unit(), 30);
}

TEST(AnalysisMaps, lockedLimitsStayAndSayWhatLiesBeyond) {
  Maps maps;
  EXPECT_EQ(maps.view.bar().tickTexts().front(), "+14.1");
  EXPECT_EQ(maps.view.bar().tickTexts().back(), QStringLiteral("\u221214.1"));
  EXPECT_TRUE(maps.view.bar().notes().isEmpty());
  QTest::mouseClick(maps.view.bar().findChild<QToolButton*>("lockMaps"), Qt::LeftButton);
  ASSERT_TRUE(maps.analyses.selection().display().lockedLimit.has_value());
  EXPECT_NEAR(*maps.analyses.selection().display().lockedLimit, 14.1, 1e-4);
  maps.edit([](AnalysisDisplay& display) { display.lockedLimit = 5; });
  EXPECT_EQ(maps.view.bar().tickTexts().front(), "+5.00");
  int beyond = 0;
  for (const ShownMap& map : shownMaps(maps.analyses).maps)
    for (const float value : map.shown.values) beyond += std::abs(value) > 5.00001f;
  EXPECT_EQ(maps.view.bar().notes(), QStringList{QStringLiteral("%L1 beyond").arg(beyond)});
}

TEST(AnalysisMaps, whatIsSmallIsGreyAndNamed) {
  Maps maps;
  maps.edit([](AnalysisDisplay& display) { display.greyBelow = 3; });
  EXPECT_EQ(maps.view.bar().notes(), QStringList{"|t| < 3"});
  const ShownMap weak = *shownMaps(maps.analyses).find(2, 0);  // the untrained network reaches 1.8
  EXPECT_LE(distance(maps.view.board().grab().toImage().pixel(maps.at(2, 0, 40) + QPoint(-3, -3)),
                     theme().color(Role::Nan).rgb()),
            6);
  EXPECT_LT(std::abs(weak.shown.values[40]), 3);
}

TEST(AnalysisMaps, outlinesFollowThePatchesOfTheTrainedMapsAlone) {
  Maps maps;
  const ShownPatch patch = patchesIn(*maps.analyses.results().first()->found, "layer3.1.conv2", "faces")->list.front();
  const QLineF edge = patchOutline(patch.units, 16, 16).front();
  const QRectF map = maps.view.board().mapRect(0, 0);
  const double cell = map.width() / 16;
  const QPoint on((map.topLeft() +
                   QPointF((edge.x1() + edge.x2()) / 2 * cell + (edge.dx() > 0 ? cell / 2 : 0),
                           (edge.y1() + edge.y2()) / 2 * cell + (edge.dx() > 0 ? 0 : cell / 2)) -
                   QPointF(0.5, 0.5))
                      .toPoint());
  const QImage with = maps.view.board().grab().toImage();
  maps.edit([](AnalysisDisplay& display) { display.outlines = false; });
  const QImage without = maps.view.board().grab().toImage();
  int changedAbove = 0, changedBelow = 0;
  for (int y = 0; y < with.height(); ++y)
    for (int x = 0; x < with.width(); ++x) {
      const bool changed = with.pixel(x, y) != without.pixel(x, y);
      (y < map.bottom() + 4 ? changedAbove : changedBelow) += changed;
    }
  EXPECT_GT(changedAbove, 200);
  EXPECT_EQ(changedBelow, 0) << "controls have no outlines";
  EXPECT_TRUE(with.rect().contains(on));
}

TEST(AnalysisMaps, raisedMapsAreAnotherPictureInWhichUnitsCanBeChosen) {
  Maps maps;
  if (!maps.view.board().canRaise()) GTEST_SKIP() << "no OpenGL here";
  const QImage flat = maps.view.board().grab().toImage();
  maps.edit([](AnalysisDisplay& display) { display.raised = true; });
  EXPECT_NE(flat, maps.view.board().grab().toImage());
  std::int64_t highest = 0;
  const auto& values = maps.analyses.results().first()->found->map("layer3.1.conv2", "size.t")->values;
  for (std::size_t unit = 0; unit < values.size(); ++unit)
    if (values[unit] > values[std::size_t(highest)]) highest = std::int64_t(unit);
  QTest::mouseClick(&maps.view.board(), Qt::LeftButton, {}, maps.at(0, 3, highest));
  EXPECT_EQ(maps.analyses.selection().unit(), highest);
}

/// Never a sentence that stops in its middle.
TEST(AnalysisMaps, aReasonWithoutRoomEndsInAnEllipsisAndItsTipSaysTheWhole) {
  FakeEngine engine = sampleEngine();
  QStringList words;
  for (int i = 0; i < 80; ++i) words << QStringLiteral("reason%1").arg(i);
  const QString whole = words.join(QLatin1Char(' ')) + QLatin1Char('.');
  engine.onNetworks = [&](const auto&, auto) {
    auto networks = sampleNetworks();
    networks[1].missing = whole.toStdString();
    return networks;
  };
  Maps maps(std::move(engine));
  const QStringList lines = maps.view.board().noteLines(1);
  ASSERT_GE(lines.size(), 2);
  EXPECT_TRUE(lines.back().endsWith(QChar(0x2026))) << lines.join(u"\n").toStdString();
  EXPECT_TRUE(maps.view.board().noteLines(0).isEmpty()) << "it has maps";
  int places = 0;
  for (int y = 0; y < maps.view.board().height(); ++y)
    places += maps.view.board().labelTip(QPointF(maps.view.board().labelWidth() + 200, y)) == whole;
  EXPECT_GT(places, 20);
}

TEST(AnalysisMaps, missingNetworksSayWhy) {
  FakeEngine engine = sampleEngine();
  engine.onNetworks = [](const auto&, auto) {
    auto networks = sampleNetworks();
    networks[1].missing = "No run with τ 0 and seed 0 in this folder.";
    return networks;
  };
  Maps maps(std::move(engine));
  EXPECT_TRUE(maps.view.board().mapRect(1, 0).isEmpty());
  EXPECT_FALSE(maps.view.board().mapRect(2, 0).isEmpty()) << "the untrained maps keep their row";
  EXPECT_EQ(maps.view.table().cursorRows().size(), 3u);
  auto* train = maps.view.board().findChild<QToolButton*>(QStringLiteral("trainBaseline"));
  ASSERT_TRUE(train && train->isVisible()) << "one is trained from here";
  QSignalSpy wanted(&maps.view, &View::actionWanted);
  QTest::mouseClick(train, Qt::LeftButton);
  ASSERT_EQ(wanted.count(), 1);
  EXPECT_EQ(wanted.front().front().toString(), "analyse.trainBaseline");
}

/// Whoever shows maps may still paint them when other networks have been read already.
TEST(AnalysisMaps, shownMapsKeepTheirNetworksWhileOthersAreRead) {
  const auto count = std::make_shared<std::atomic<std::size_t>>(3);
  FakeEngine engine = sampleEngine();
  engine.onNetworks = [count](const auto&, auto) {
    auto networks = sampleNetworks();
    networks.resize(*count);
    return networks;
  };
  Maps maps(std::move(engine));
  const ShownMaps before = shownMaps(maps.analyses);
  ASSERT_EQ(before.networks.size(), 3u);
  const auto names = [&before] {
    std::vector<std::string> all;
    for (const auto& row : before.networks) all.push_back(row.network().detail);
    return all;
  };
  const auto then = names();
  *count = 1;
  maps.analyses.sources().setStep(100000);
  ASSERT_TRUE(comes([&] { return maps.analyses.results().rows().size() == 1 && !maps.analyses.reading(); }));
  EXPECT_EQ(names(), then);
  EXPECT_EQ(maps.view.table().cursorRows().size(), 1u);
}

TEST(AnalysisMaps, emptyStatesOfferTheOneActionThatHelps) {
  SampleAnalyses sample(sampleEngine(false, false));
  MapsView view({&sample.monitor, &sample.analyses}, nullptr);
  EXPECT_EQ(view.emptyState().actionId, "analyse.runAll");
  sample.analyses.work().startAll();
  EXPECT_EQ(view.emptyState().actionId, "") << "the toolbar and the list stop it";
  EXPECT_FALSE(view.emptyState().text.isEmpty());
  ASSERT_TRUE(comes([&] { return !sample.analyses.work().running(); }));
  EXPECT_TRUE(view.emptyState().text.isEmpty());
  EXPECT_NE(view.figure(), nullptr);
  sample.monitor.close();
  EXPECT_EQ(view.emptyState().actionId, "file.open");
  EXPECT_EQ(view.figure(), nullptr);
  SampleAnalyses gratings(sampleEngine(true));
  MapsView other({&gratings.monitor, &gratings.analyses}, nullptr);
  EXPECT_EQ(other.emptyState().actionId, "analyse.chooseStimuli");
}

TEST(AnalysisMaps, resultsThatNeedNoContrastsDoNotSayThatThereAreNoCategories) {
  FakeEngine engine = sampleEngine();
  engine.onStoredAnalysis = [inner = engine.onStoredAnalysis](const AnalysisRequest& request) {
    NetworkAnalysis result = inner(request);  // as after `toponets analyse smoothness`
    result.contrasts.clear();
    std::erase_if(result.results, [](const Result& each) {
      return each.analysis != "smoothness" && each.analysis != "dimensionality";
    });
    return result;
  };
  SampleAnalyses sample(std::move(engine));
  MapsView view({&sample.monitor, &sample.analyses}, nullptr);
  EXPECT_EQ(view.emptyState().actionId, "analyse.runAll");
  for (const AnalysisLine& line : analysisLines(sample.analyses)) {
    if (line.name == "orientation") continue;
    const bool there = line.name == "smoothness" || line.name == "dimensionality";
    EXPECT_EQ(line.state, there ? AnalysisState::Ready : AnalysisState::NotComputed)
        << line.name << ": " << line.text.toStdString();
  }
  sample.analyses.work().startAll();
  ASSERT_TRUE(comes([&] { return !sample.analyses.work().running(); }));
  EXPECT_TRUE(view.emptyState().text.isEmpty());
}

TEST(AnalysisMaps, pictureOfTheGrid) {
  if (!openGlProblem().isEmpty()) GTEST_SKIP() << "no OpenGL here";
  Maps maps;
  maps.analyses.selection().setUnit(59);
  keepPicture(maps.view, {904, 732}, "maps_view_dark");
  maps.edit([](AnalysisDisplay& display) { display.raised = true; });
  keepPicture(maps.view, {904, 732}, "maps_view_raised");
  maps.edit([](AnalysisDisplay& display) {
    display = {};
    display.greyBelow = 3;
    display.sigma = 1;
  });
  ThemeManager::instance().choose(ThemeChoice::Light);
  keepPicture(maps.view, {904, 732}, "maps_view_light_grey");
  ThemeManager::instance().choose(ThemeChoice::Dark);
  maps.edit([](AnalysisDisplay& display) { display = {}; });
  maps.view.resize(640, 520);
  QCoreApplication::processEvents();
  expectLikeBaseline(maps.view.grab().toImage(), QStringLiteral("analysis_maps_dark"));
}

}  // namespace
}  // namespace studio
