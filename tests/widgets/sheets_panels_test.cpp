// What stands around the sheets: map display, inspector, stimuli, by real events.
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>

#include "tests/support/fake_engine.h"
#include "tests/widgets/sheets_fixture.h"
#include "widgets/sheets/inspector_panel.h"
#include "widgets/sheets/colour_bar.h"
#include "widgets/sheets/map_display.h"
#include "widgets/sheets/sheet_painter.h"
#include "widgets/sheets/stimuli_strip.h"

namespace studio {
namespace {

TEST(MapDisplayPanel, changesQuantityRangeAndThreshold) {
  Stored stored;
  MapDisplayPanel panel(&stored.monitor, nullptr);
  panel.resize(280, 240);
  panel.setVisible(true);
  const auto named = [&](auto* kind, const char* name) {
    for (auto* child : panel.findChildren<std::remove_pointer_t<decltype(kind)>*>())
      if (child->accessibleName() == QLatin1String(name)) return child;
    return decltype(kind)(nullptr);
  };
  auto* quantity = named(static_cast<QComboBox*>(nullptr), "Quantity");
  ASSERT_NE(quantity, nullptr);
  EXPECT_EQ(quantity->count(), 3);
  QTest::keyClick(quantity, Qt::Key_End);
  EXPECT_EQ(stored.monitor.view().quantity, "3");
  auto* range = named(static_cast<QLineEdit*>(nullptr), "Range");
  range->selectAll();
  QTest::keyClicks(range, QStringLiteral("2.5"));
  QTest::keyClick(range, Qt::Key_Return);
  EXPECT_TRUE(stored.monitor.view().limitsLocked);
  EXPECT_EQ(stored.monitor.view().limitLow, -2.5);
  EXPECT_EQ(stored.monitor.view().limitHigh, 2.5);
  range->selectAll();
  QTest::keyClicks(range, QStringLiteral("wide"));
  QTest::keyClick(range, Qt::Key_Return);
  EXPECT_EQ(stored.monitor.view().limitHigh, 2.5);
  EXPECT_EQ(range->text(), "wide") << "it stays, and is said";
  EXPECT_EQ(range->property("problem").toByteArray(), "bad");
  const auto says = [&](const char* part) {
    for (const QLabel* label : panel.findChildren<QLabel*>())
      if (!label->isHidden() && label->text().contains(QString::fromUtf8(part))) return true;
    return false;
  };
  EXPECT_TRUE(says("“wide” is no number above 0."));
  range->selectAll();
  QTest::keyClicks(range, QStringLiteral("3"));
  EXPECT_FALSE(says("is no number"));
  EXPECT_TRUE(range->property("problem").toByteArray().isEmpty());
  QTest::keyClick(range, Qt::Key_Return);
  EXPECT_EQ(stored.monitor.view().limitHigh, 3);
  auto* threshold = named(static_cast<QLineEdit*>(nullptr), "Threshold");
  threshold->selectAll();
  QTest::keyClicks(threshold, QStringLiteral("1.25"));
  QTest::keyClick(threshold, Qt::Key_Return);
  EXPECT_EQ(stored.monitor.view().threshold, 1.25);
  QTest::mouseClick(named(static_cast<QToolButton*>(nullptr), "Lock limits"), Qt::LeftButton);
  EXPECT_FALSE(stored.monitor.view().limitsLocked);
  panel.setFocus();
  range->clearFocus();
  stored.edit([](ViewState& view) {
    view.limitsLocked = true;
    view.limitLow = -46.68;
    view.limitHigh = 46.68;
  });
  EXPECT_EQ(range->text(), "46.7") << "in the digits of the colour bar";
}

TEST(InspectorPanel, showsAllOfTheChosenUnit) {
  Stored stored;
  UnitWeights weights{"fc1", 5, {20}, {}};
  for (int i = 0; i < 20; ++i) weights.values.push_back(float(i - 12) / 100);
  const auto engine = std::make_shared<FakeEngine>();
  engine->onUnitWeights = [&](std::int64_t, const std::string& layer, std::int64_t unit) {
    return layer == "fc1" && unit == 5 ? std::optional(weights) : std::nullopt;
  };
  stored.monitor.setEngine(engine);
  InspectorPanel panel(&stored.monitor, nullptr);
  panel.resize(280, 420);
  panel.setVisible(true);
  EXPECT_TRUE(panel.address().isEmpty());
  stored.edit([](ViewState& view) { view.unit = 5; });
  ASSERT_TRUE(comes([&] { return stored.monitor.data().unit.has_value(); }));
  EXPECT_EQ(panel.address(), QStringLiteral("fc1:5"));
  const auto& rows = panel.findChild<UnitBars*>()->rows();
  ASSERT_EQ(rows.size(), 3u);
  const Snapshot& snapshot = *stored.monitor.data().snapshot;
  const char* quantities[] = {"3", "cosine", "norm"};
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(rows[i].value, snapshot.find("fc1", quantities[i])->values[5]);
  EXPECT_EQ(rows[0].limit, findLimits(snapshot, "3").high) << "t of all contrasts on one scale";
  EXPECT_EQ(rows[1].limit, 0) << "cosine is a number: a bar beside those of t would compare what cannot be compared";
  EXPECT_EQ(rows[2].limit, 0);
  EXPECT_EQ(rows[0].decimals, 1);
  EXPECT_EQ(rows[1].decimals, rows[2].decimals) << "numbers of one kind stand in columns";
  EXPECT_FLOAT_EQ(float(panel.findChild<WeightsPicture*>()->largest()), 0.12f);
  const auto says = [&](const char* text) {
    const auto labels = panel.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [text](const QLabel* label) { return label->text().contains(QLatin1String(text)); });
  };
  EXPECT_FALSE(says("weights at step")) << "the sample has no checkpoint";
  std::filesystem::create_directories(stored.monitor.data().folder.checkpoint(23));
  std::ofstream(stored.monitor.data().folder.checkpoint(23) / "model.safetensors") << "weights";
  stored.edit([](ViewState& view) { view.unit = 6; });
  EXPECT_TRUE(says("The weights are being read."));
  ASSERT_TRUE(comes([&] { return says("No weights are stored"); })) << "the engine has none";
  stored.edit([](ViewState& view) { view.unit = 5; });
  EXPECT_TRUE(comes([&] { return says("weights at step 23"); })) << "the map is of step 100";
  for (QToolButton* button : panel.findChildren<QToolButton*>())
    if (button->accessibleName() == QStringLiteral("Copy the address")) QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("fc1:5"));
  QSignalSpy entered(&panel, &InspectorPanel::addressEntered);
  auto* field = panel.findChild<QLineEdit*>();
  field->selectAll();
  QTest::keyClicks(field, QStringLiteral("fc2:7"));
  QTest::keyClick(field, Qt::Key_Return);
  ASSERT_EQ(entered.count(), 1);
  EXPECT_EQ(entered[0][0].toString(), QStringLiteral("fc2:7"));
}

/// Ten contrasts, cosine, norm and the weights in the height that the panel has in a window of 1440 × 900.
TEST(InspectorPanel, theWeightsAreSeenWholeBelowManyContrasts) {
  ShownContrasts shown(16, 16, {590, 360});
  UnitWeights weights{"fc1", 5, {784}, std::vector<float>(784, 0.5F)};
  const auto engine = std::make_shared<FakeEngine>();
  engine->onUnitWeights = [&](std::int64_t, const std::string&, std::int64_t) { return std::optional(weights); };
  shown.monitor.setEngine(engine);
  QScrollArea scroll;
  scroll.setWidgetResizable(true);
  auto* panel = new InspectorPanel(&shown.monitor, nullptr);
  auto* pictures = new QWidget;  // as high as a row of stimuli with its words
  pictures->setFixedHeight(128);
  panel->layout()->addWidget(pictures);
  scroll.setWidget(panel);
  scroll.resize(280, 498);
  scroll.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&scroll));
  ViewState view = shown.monitor.view();
  view.unit = 5;
  shown.monitor.setView(view);
  ASSERT_TRUE(comes([&] { return shown.monitor.data().unit.has_value(); }));
  letPass(60);
  const auto* picture = panel->findChild<WeightsPicture*>();
  EXPECT_GE(picture->height(), 76);
  EXPECT_EQ(scroll.verticalScrollBar()->maximum(), 0) << "nothing of the panel is out of sight";
}

TEST(UnitBars, valuesOfAKindHaveTheSameDecimalsAndZeroHasNoSign) {
  UnitBars bars(nullptr);
  bars.show({{QStringLiteral("Faces"), 13.72, 14, {}, 1},
             {QStringLiteral("Bodies"), -0.04, 14, {}, 1},
             {QStringLiteral("Scenes"), -3.21, 14, {}, 1},
             {QStringLiteral("Cosine"), 0.5, 0}});
  EXPECT_EQ(bars.valueTexts(), QStringList({"13.7", "0.0", QStringLiteral("\u22123.2"), "0.50"}));
}

/// Beside a scroll bar the row has 238 px.
TEST(StimuliStrip, picturesFillTheirRow) {
  StimuliStrip strip(nullptr);
  strip.show({}, 4);
  for (const int width : {238, 248, 280}) {
    strip.resize(width, strip.heightForWidth(width));
    EXPECT_EQ(strip.pictureRect(3).top(), strip.pictureRect(0).top()) << width;
    EXPECT_GE(strip.pictureRect(3).right() + 1, width - 4) << width;
    EXPECT_LE(strip.pictureRect(3).right() + 1, width) << width;
  }
}

/// The right column of a window of 900 px: panels are 36 px less their titles.
TEST(InspectorPanel, weightsAreSeenWholeBelowManyContrasts) {
  Stored stored;
  UnitWeights weights{"fc1", 5, {784}, std::vector<float>(784, 0.1f)};
  const auto engine = std::make_shared<FakeEngine>();
  engine->onUnitWeights = [&](std::int64_t, const std::string&, std::int64_t) { return std::optional(weights); };
  stored.monitor.setEngine(engine);
  QScrollArea scroll;
  scroll.setWidgetResizable(true);
  auto* panel = new InspectorPanel(&stored.monitor, nullptr);
  scroll.setWidget(panel);
  scroll.resize(280, 466);
  scroll.setVisible(true);
  stored.edit([](ViewState& view) { view.unit = 5; });
  ASSERT_TRUE(comes([&] { return stored.monitor.data().unit.has_value(); }));
  auto* bars = panel->findChild<UnitBars*>();
  std::vector<UnitBars::Row> rows(10, UnitBars::Row{QStringLiteral("Faces"), 3, 9});
  rows.push_back({QStringLiteral("Cosine to blur"), 0.9, 0});
  rows.push_back({QStringLiteral("Weight norm"), 1.2, 0});
  bars->show(rows);
  letPass(50);
  const auto* picture = panel->findChild<WeightsPicture*>();
  const QRect place(picture->mapTo(panel, QPoint()), picture->size());
  EXPECT_GE(picture->height(), 76);
  EXPECT_LE(place.bottom(), scroll.viewport()->height()) << "no scrolling";
  scroll.resize(280, 900);
  letPass(50);
  EXPECT_GE(picture->height(), 220) << "it takes the room that there is";
}

TEST(MapDisplayPanel, robustLimitsLeaveOutliersOutAndSayHowMany) {
  Stored stored;
  MapDisplayPanel panel(&stored.monitor, nullptr);
  panel.setVisible(true);
  stored.edit([](ViewState& view) { view.quantity = "3"; });
  QComboBox* limits = nullptr;
  for (auto* box : panel.findChildren<QComboBox*>())
    if (box->accessibleName() == QStringLiteral("Limits")) limits = box;
  ASSERT_NE(limits, nullptr);
  ASSERT_EQ(limits->itemText(1), QStringLiteral("99 % of values"));
  limits->setFocus();
  QTest::keyClick(limits, Qt::Key_Down);
  EXPECT_EQ(stored.monitor.view().percentile, 99);
  EXPECT_FALSE(stored.monitor.view().limitsLocked);
  Snapshot snapshot;  // 400 values, of which three lie far out
  snapshot.maps.push_back({"fc1", "3", 20, 20, 0, std::vector<float>(400)});
  for (std::size_t unit = 0; unit < 400; ++unit)
    snapshot.maps[0].values[unit] = unit % 150 == 7 ? -90 : float(unit % 9);
  const Limits all = findLimits(snapshot, "3"), robust = limitsInForce(stored.monitor.view(), &snapshot);
  EXPECT_EQ(all.high, 90);
  EXPECT_EQ(robust.high, 8);
  EXPECT_EQ(robust.low, -robust.high);
  toggleRobustLimits(stored.monitor);
  EXPECT_EQ(limitsInForce(stored.monitor.view(), &snapshot), all);
}

/// A layer whose values are small is not pale for the sake of another one's.
TEST(MapDisplayPanel, limitsOfTheLayerAloneAreItsLargestValue) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path());
  Snapshot snapshot = sampleSnapshot(100);
  for (SheetMap& map : snapshot.maps)
    if (map.layer == "fc1")
      for (float& value : map.values) value /= 3;
  run.writeMaps(snapshot);
  RunMonitor monitor;
  monitor.openStored(run);
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot && !monitor.data().mapSteps.empty(); }));
  const auto edit = [&](const std::function<void(ViewState&)>& change) {
    ViewState shown = monitor.view();
    change(shown);
    monitor.setView(shown);
  };
  SheetsView view(&monitor, nullptr);
  view.resize(904, 480);
  view.setVisible(true);
  MapDisplayPanel panel(&monitor, nullptr);
  panel.setVisible(true);
  edit([](ViewState& shown) {
    shown.layer = "fc1";
    shown.quantity = "3";
  });
  QComboBox* limits = nullptr;
  for (auto* box : panel.findChildren<QComboBox*>())
    if (box->accessibleName() == QStringLiteral("Limits")) limits = box;
  ASSERT_NE(limits, nullptr);
  const auto loaded = monitor.data().snapshot;
  EXPECT_EQ(limitsInForce(monitor.view(), monitor.data()), findLimits(*loaded, "3"));
  limits->setFocus();
  QTest::keyClick(limits, Qt::Key_Down);
  QTest::keyClick(limits, Qt::Key_Down);
  ASSERT_EQ(limits->currentText(), QStringLiteral("± this layer"));
  EXPECT_TRUE(monitor.view().layerAlone);
  const Limits own = limitsInForce(monitor.view(), monitor.data());
  EXPECT_EQ(own, findLimits(*loaded, "3", 100, "fc1"));
  EXPECT_LT(own.high, findLimits(*loaded, "3").high);
  EXPECT_TRUE(view.bar().leftOutText().isEmpty()) << "nothing is cut off";
  edit([](ViewState& shown) {
    shown.followLive = false;
    shown.step = 20;
  });
  ASSERT_TRUE(comes([&] { return monitor.data().ranges.complete(); }));
  EXPECT_EQ(limitsInForce(monitor.view(), monitor.data()).high,
            limitsAround("3", monitor.data().ranges.magnitude("3", 100, "fc1")).high)
      << "over its stored steps";
}

TEST(MapDisplayPanel, saysThatLimitsAreThoseOfAllSteps) {
  Stored stored;
  MapDisplayPanel panel(&stored.monitor, nullptr);
  panel.setVisible(true);
  QComboBox* limits = nullptr;
  for (auto* box : panel.findChildren<QComboBox*>())
    if (box->accessibleName() == QStringLiteral("Limits")) limits = box;
  ASSERT_NE(limits, nullptr);
  EXPECT_EQ(limits->currentText(), "± all values");
  stepSnapshot(stored.monitor, -1);
  EXPECT_TRUE(comes([&] { return limits->currentText() == QString::fromUtf8("± all steps"); }));
  toggleLimitsLock(stored.monitor);
  EXPECT_EQ(limits->currentText(), "Manual");
}

TEST(WeightsPicture, laysEachWeightOnce) {
  for (const std::vector<std::int64_t>& shape :
       {std::vector<std::int64_t>{784}, {3 * 32 * 32}, {20}, {64, 3, 3}, {3, 7, 7}, {1}, {512, 3, 3}}) {
    UnitWeights weights{"x", 0, shape, {}};
    std::int64_t count = 1;
    for (const std::int64_t size : shape) count *= size;
    for (std::int64_t i = 0; i < count; ++i) weights.values.push_back(float(i));
    const PictureLayout layout = findLayout(weights);
    std::vector<int> seen(std::size_t(count), 0);
    for (const float cell : arranged(weights, layout))
      if (!std::isnan(cell)) ++seen[std::size_t(cell)];
    EXPECT_EQ(seen, std::vector<int>(std::size_t(count), 1)) << shape[0];
  }
}

TEST(WeightsPicture, imageInputsMakeAnImageAndKernelsStayTogether) {
  UnitWeights image{"fc1", 0, {784}, std::vector<float>(784, 0)};
  image.values[28 * 3 + 7] = 1;
  const PictureLayout layout = findLayout(image);
  EXPECT_EQ(layout.rows, 28);
  EXPECT_EQ(layout.columns, 28);
  EXPECT_EQ(arranged(image, layout)[28 * 3 + 7], 1);
  UnitWeights kernels{"conv", 0, {4, 3, 3}, std::vector<float>(36)};
  for (int i = 0; i < 36; ++i) kernels.values[i] = float(i);
  const PictureLayout tiles = findLayout(kernels);
  const auto cells = arranged(kernels, tiles);
  for (int row = 0; row < 3; ++row)
    for (int column = 0; column < 3; ++column)
      EXPECT_EQ(cells[row * tiles.columns + 3 + column], float(9 + row * 3 + column));  // the second kernel
}

TEST(WeightsPicture, shapesThatLieShowNothing) {
  for (const std::vector<std::int64_t>& shape :
       {std::vector<std::int64_t>{}, {5}, {-1}, {std::int64_t{1} << 40, std::int64_t{1} << 40, 3}, {0, 3, 3}}) {
    const UnitWeights weights{"x", 0, shape, {1, 2, 3}};
    EXPECT_EQ(findLayout(weights).columns, 0);
    EXPECT_TRUE(arranged(weights, findLayout(weights)).empty());
  }
}

}  // namespace
}  // namespace studio
