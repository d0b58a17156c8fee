// Published values in a plot on screen: their marks, and the switch that leaves them out; by real events.
#include <gtest/gtest.h>

#include <QContextMenuEvent>
#include <QFile>
#include <QMenu>
#include <QTest>
#include <QTimer>

#include "core/run/published_values.h"
#include "widgets/frame/settings.h"
#include "widgets/plots/plot_view.h"

namespace studio {
namespace {

/// A network of one's own, then those of the paper.
PlotSpec withPublished(const std::vector<std::string>& families) {
  PlotSpec plot{.name = "sample", .title = "Sample"};
  plot.series = {{.name = "trained", .x = {0, 1}, .y = {80, 60}}};
  for (const std::string& family : families)
    plot.series.push_back(publishedSeries(family, PublishedQuantity::Smoothness, PublishedQuantity::Accuracy));
  return plot;
}

TEST(PlotPainter, publishedValuesOfOtherMethodsAreOpenTriangles) {
  PlotView view;
  const PlotSpec plot = withPublished({"ResNet-18", "TDANN"});
  view.setPlot(plot);
  EXPECT_EQ(view.painter().graph(1)->scatterStyle().shape(), QCPScatterStyle::ssCircle);
  EXPECT_EQ(view.painter().graph(2)->scatterStyle().shape(), QCPScatterStyle::ssTriangle);
  EXPECT_EQ(view.painter().graph(2)->scatterStyle().brush(), view.painter().graph(1)->scatterStyle().brush());
}

/// Chooses "Published values" in the menu of the plot.
void choosePublished(PlotView& view) {
  QTimer::singleShot(0, [] {
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    ASSERT_NE(menu, nullptr);
    for (QAction* action : menu->actions())
      if (action->text() == QStringLiteral("Published values"))
        return QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
    menu->close();
    ADD_FAILURE() << "the menu does not offer it";
  });
  QContextMenuEvent event(QContextMenuEvent::Mouse, {60, 60}, view.mapToGlobal(QPoint(60, 60)));
  QApplication::sendEvent(&view, &event);
}

TEST(PlotView, publishedValuesAreLeftOutInAllPlotsThatOfferIt) {
  QFile::remove(settingsFile());
  QWidget window;
  PlotView view(&window), other(&window), fixed(&window);
  view.offerPublished();
  other.offerPublished();
  const PlotSpec plot = withPublished({"ResNet-18"});
  for (PlotView* each : {&view, &other, &fixed}) {
    each->setPlot(plot);
    EXPECT_EQ(each->plot().series.size(), 2u);
  }
  window.resize(400, 300);
  view.resize(400, 300);
  window.show();
  choosePublished(view);
  EXPECT_EQ(view.plot().series.size(), 1u);
  EXPECT_EQ(other.plot().series.size(), 1u);
  EXPECT_EQ(fixed.plot().series.size(), 2u) << "one that has a switch of its own";
  view.setPlot(plot);
  EXPECT_EQ(view.plot().series.size(), 1u) << "from then on";
  choosePublished(view);
  EXPECT_EQ(view.plot().series.size(), 2u);
  EXPECT_EQ(other.plot().series.size(), 2u);
}

}  // namespace
}  // namespace studio
