// A contrast of all layers as a stack: what is shown under the pointer, the choice of the contrast, its figure. By real
// events.
#include <gtest/gtest.h>

#include <QLabel>
#include <QTest>
#include <QToolButton>
#include <algorithm>

#include "tests/widgets/analysis_fixture.h"
#include "widgets/analysis/contrast_views.h"
#include "widgets/analysis/maps_table.h"
#include "widgets/analysis/shown_maps.h"

namespace studio {
namespace {

struct ShownContrastStack : SampleAnalyses {
  ContrastStackView view{{&monitor, &analyses}, nullptr};
  ShownContrastStack() {
    view.resize(1400, 600);
    view.show();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
  }
};

TEST(AnalysisStack, aContrastOfAllLayersAsAStack) {
  ShownContrastStack sample;
  ContrastStackView& view = sample.view;
  EXPECT_TRUE(view.emptyState().text.isEmpty());
  ASSERT_EQ(view.layers().size(), 4u);
  const QImage faces = view.grab().toImage();
  const StackCard& card = view.layout().cards().back();
  const QPointF middle = card.toScreen.map(QPointF(1.5, 1.5));
  const std::int64_t width = view.layers()[card.layer].width;
  const QString value = QString::number(sample.analyses.results()
                                            .first()
                                            ->found->map(view.layers()[card.layer].name, "faces.t")
                                            ->values[std::size_t(width + 1)],
                                        'g', 4);
  EXPECT_TRUE(view.tipAt(middle).endsWith(value)) << view.tipAt(middle).toStdString();
  const auto buttons = view.findChildren<QToolButton*>();
  const auto scenes = std::find_if(buttons.begin(), buttons.end(),
                                   [](const QToolButton* button) { return button->text() == "Scenes"; });
  ASSERT_NE(scenes, buttons.end());
  QTest::mouseClick(*scenes, Qt::LeftButton);
  EXPECT_NE(faces, view.grab().toImage());
  EXPECT_EQ(sample.monitor.view().quantity, ViewState{}.quantity) << "the training maps are left alone";
  ASSERT_NE(view.figure(), nullptr);
  sample.monitor.close();
  EXPECT_FALSE(view.emptyState().actionId.isEmpty());
}

/// One smoothing for the maps and their stack, which says it.
TEST(AnalysisStack, isSmoothedAsTheMapsAre) {
  ShownContrastStack sample;
  ContrastStackView& view = sample.view;
  AnalysisDisplay display = sample.analyses.selection().display();
  display.sigma = 1.5;
  sample.analyses.selection().setDisplay(display);
  QCoreApplication::processEvents();
  const StackCard& card = view.layout().cards().back();
  const LayerInfo& layer = view.layers()[card.layer];
  const SheetMap smooth = smoothedMap(*sample.analyses.results().first()->found->map(layer.name, "faces.t"), 1.5);
  const QString value = QString::number(smooth.values[std::size_t(layer.width + 1)], 'g', 4);
  EXPECT_TRUE(view.tipAt(card.toScreen.map(QPointF(1.5, 1.5))).endsWith(value));
  const auto labels = view.findChildren<QLabel*>();
  EXPECT_TRUE(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
    return label->text().contains(QString::fromUtf8("Smooth σ 1.5"));
  }));
  EXPECT_TRUE(view.figure()->title().contains(QString::fromUtf8("Smooth σ 1.5")));
}

TEST(AnalysisStack, wherePatchesAreSmoothedOtherwiseTheMapsSayIt) {
  SampleAnalyses sample;
  AnalysisDisplay display = sample.analyses.selection().display();
  display.sigma = 1.5;
  display.outlines = true;
  MapsBar bar(nullptr);
  bar.show(shownMaps(sample.analyses), display, 2);
  EXPECT_FALSE(bar.notes().filter(QString::fromUtf8("Outlines σ ")).isEmpty()) << bar.notes().join(", ").toStdString();
  display.sigma = 0;
  bar.show(shownMaps(sample.analyses), display, 2);
  EXPECT_TRUE(bar.notes().filter(QString::fromUtf8("Outlines σ ")).isEmpty());
}

}  // namespace
}  // namespace studio
