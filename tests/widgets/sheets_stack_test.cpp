// The stack of sheets: its geometry, and the view over a stored run by real events.
#include <QLabel>
#include <QTest>

#include "tests/widgets/sample_run.h"
#include "widgets/train/sheets_view.h"
#include "widgets/sheets/colour_bar.h"
#include "widgets/sheets/map_display.h"
#include "widgets/sheets/stack_painter.h"
#include "widgets/sheets/stack_view.h"

namespace studio {
namespace {

std::vector<LayerInfo> makeLayers(const std::vector<std::pair<int, int>>& sizes) {
  std::vector<LayerInfo> layers;
  for (const auto& [height, width] : sizes)
    layers.push_back(
        {"layer" + std::to_string(layers.size()), "conv", height * width, height, width, 9, {1, 3, 3}, true});
  return layers;
}

TEST(StackLayout, allCardsLieInTheAreaWhateverTheirNumber) {
  const QRectF area(40, 52, 700, 300);
  for (const int count : {1, 2, 12, 16, 53}) {
    const auto layers = makeLayers(std::vector<std::pair<int, int>>(std::size_t(count), {16, 32}));
    const StackLayout layout(layers, area);
    ASSERT_EQ(layout.cards().size(), std::size_t(count));
    double last = -1e9;
    for (const StackCard& card : layout.cards()) {
      EXPECT_TRUE(area.adjusted(-0.5, -0.5, 0.5, 0.5).contains(card.outline.boundingRect()))
          << count << " cards, number " << card.layer;
      EXPECT_GT(card.outline.boundingRect().left(), last);  // each a step further
      last = card.outline.boundingRect().left();
    }
  }
  EXPECT_TRUE(StackLayout({}, area).cards().empty());
}

TEST(StackLayout, aPointFindsTheFrontMostCardAndItsUnit) {
  const auto layers = makeLayers({{8, 8}, {8, 16}, {16, 32}});
  const StackLayout layout(layers, QRectF(0, 0, 600, 240));
  for (std::int64_t unit = 0; unit < 64; ++unit) {  // nothing stands before the first card
    const auto hit = layout.at(layout.cards()[0].toScreen.map(QPointF(double(unit % 8) + 0.5, double(unit / 8) + 0.5)));
    EXPECT_EQ(hit.layer, 0);
    EXPECT_EQ(hit.unit, unit);
  }
  const auto behind = layout.at(layout.cards()[2].toScreen.map(QPointF(31.5, 15.5)));  // its lower right corner is free
  EXPECT_EQ(behind.layer, 2);
  EXPECT_EQ(behind.unit, 511);
  EXPECT_EQ(layout.at({-5, -5}).layer, -1);
  const StackLayout close(makeLayers(std::vector<std::pair<int, int>>(16, {8, 8})), QRectF(0, 0, 600, 240));
  EXPECT_EQ(close.at(close.cards()[1].toScreen.map(QPointF(0.1, 7.5))).layer, 0);  // its lower left corner is hidden
  EXPECT_EQ(close.at(close.cards()[1].toScreen.map(QPointF(0.1, 0.1))).layer, 1);  // its upper left one is not
}

TEST(StackLayers, thoseWithTopoLossOrAll) {
  auto layers = makeLayers({{8, 8}, {8, 16}});
  layers.push_back(layers.front());
  layers[0].topo = false;
  ASSERT_EQ(stackLayers(layers).size(), 2u);
  EXPECT_EQ(stackLayers(layers)[0].name, "layer1");
  layers[1].topo = false;
  EXPECT_EQ(stackLayers(layers).size(), 3u) << "one alone is no stack";
  layers.pop_back();
  EXPECT_EQ(stackLayers(layers).size(), 2u);
}

struct ShownStack : Stored {
  StackView view{&monitor, nullptr};
  ShownStack() {
    view.resize(904, 480);
    view.setVisible(true);
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
  }
  QPoint findMiddle(std::size_t card, std::int64_t unit) {
    const LayerInfo& layer = view.layers()[card];
    return view.layout()
        .cards()[card]
        .toScreen.map(QPointF(double(unit % layer.width) + 0.5, double(unit / layer.width) + 0.5))
        .toPoint();
  }
};

TEST(StackView, theChoiceOfItsQuantityLiesNotOverTheColourBar) {
  ShownStack shown;
  const auto* selector = shown.view.findChild<QuantitySelector*>();
  const auto* bar = shown.view.findChild<ColourBar*>();
  ASSERT_TRUE(selector && bar);
  for (const int width : {380, 420, 480, 590, 900}) {
    shown.view.resize(width, 330);
    shown.view.grab();
    EXPECT_LT(selector->geometry().right(), bar->geometry().left()) << width;
  }
}

TEST(StackView, ofOneLayerItSaysThatThereIsNothingToStack) {
  ShownStack shown;
  const auto says = [&](const char* part) {
    for (const auto* label : shown.view.findChildren<QLabel*>())
      if (label->text().contains(QLatin1String(part))) return true;
    return false;
  };
  EXPECT_FALSE(says("nothing to stack"));
  RunData file = sampleFile();
  file.layers.resize(1);
  shown.monitor.openStandalone(file);
  EXPECT_EQ(shown.view.layers().size(), 1u);
  EXPECT_TRUE(says("nothing to stack"));
}

TEST(StackView, cellsHaveTheColourOfTheirValuesInBothThemes) {
  ShownStack shown;
  for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
    ThemeManager::instance().choose(choice);
    QCoreApplication::processEvents();
    const QImage picture = shown.view.grab().toImage();
    const SheetMap& map = *shown.monitor.data().snapshot->find(shown.view.layers()[0].name, "cosine");
    const auto& colours = colourMapFor("", "cosine", theme());
    const Limits limits = findLimits(*shown.monitor.data().snapshot, "cosine");
    for (const std::int64_t unit : {0, 9, 20, 31}) {
      const QColor seen(picture.pixel(shown.findMiddle(0, unit) * picture.devicePixelRatio())),
          meant(colourFor(map.values[std::size_t(unit)], colours, limits, 0, theme()));
      EXPECT_LE(std::abs(seen.red() - meant.red()) + std::abs(seen.green() - meant.green()) +
                    std::abs(seen.blue() - meant.blue()),
                6)
          << unit;
    }
  }
}

TEST(StackView, aStepThatIsLookedAtHasTheLimitsOfAll) {
  ShownStack shown;
  shown.edit([](ViewState& view) {
    view.followLive = false;
    view.step = 10;
  });
  const auto* bar = shown.view.findChild<ColourBar*>();
  EXPECT_TRUE(comes([&] { return bar->limitTexts() == QStringList{"all steps"}; }));
}

TEST(StackView, clickAndArrowsChooseLayersAndUnits) {
  ShownStack shown;
  ASSERT_GE(shown.view.layers().size(), 2u);
  QTest::mouseClick(&shown.view, Qt::LeftButton, {}, shown.findMiddle(0, 13));
  EXPECT_EQ(shown.monitor.view().layer, shown.view.layers()[0].name);
  EXPECT_EQ(shown.monitor.view().unit, 13);
  EXPECT_TRUE(shown.view.tipAt(shown.findMiddle(0, 13)).startsWith(QStringLiteral("fc1:13\n")));
  QTest::keyClick(&shown.view, Qt::Key_Right);
  EXPECT_EQ(shown.monitor.view().layer, shown.view.layers()[1].name);
  EXPECT_EQ(shown.monitor.view().unit, -1);
  QTest::keyClick(&shown.view, Qt::Key_Left);
  EXPECT_EQ(shown.monitor.view().layer, shown.view.layers()[0].name);
}

TEST(StackView, saysWhatItNeedsWithoutARun) {
  RunMonitor monitor;
  StackView view(&monitor, nullptr);
  EXPECT_FALSE(view.emptyState().text.isEmpty());
  EXPECT_FALSE(view.emptyState().actionId.isEmpty());
}

}  // namespace
}  // namespace studio
