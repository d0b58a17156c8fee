// An analysis with a curve (tests/extension/made_up_analysis.cpp) through everything a user of the window meets,
// computed by the program's engine: its line in the list, its setting in the form, its numbers in the table, its plot
// on screen, its figure on paper and its CSV.
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <algorithm>

#include "tests/extension/widgets/made_up_window.h"
#include "tests/support/temporary_folder.h"
#include "tests/widgets/pictures.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/analysis_panel.h"
#include "widgets/analysis/result_views.h"
#include "widgets/boards/panel_kinds.h"
#include "widgets/export/figure_print.h"
#include "widgets/figure/figures.h"
#include "widgets/runs/run_data.h"

namespace studio {
namespace {

constexpr const char* kMadeUpTitle = "Spread of units";

class MadeUpAnalysisInWindow : public MadeUpWindow {
 protected:
  /// A window that shows the made-up run to Analyse, with images of the made-up data set as stimuli and `spread`
  /// chosen.
  std::unique_ptr<MainWindow> openAnalysis() {
    auto window = makeWindow();
    EXPECT_TRUE(trainMadeUp(*window));
    window->showWorkspace(QStringLiteral("analyse"));
    Analyses& analyses = analysesOf(*window);
    EXPECT_TRUE(waitFor([&] { return analyses.choices().hasStimuli() && !analyses.reading(); }));
    analyses.choices().setStimuli("checkers:?samples=20");
    EXPECT_TRUE(waitFor([&] { return !analyses.reading(); }));
    panelOf(*window).list().choose(QStringLiteral("spread"));
    return window;
  }

  /// The same, and its button has been pressed.
  std::unique_ptr<MainWindow> analyse() {
    auto window = openAnalysis();
    auto* button = window->findChild<QPushButton*>(QStringLiteral("runAnalysis"));
    EXPECT_TRUE(waitFor([&] { return button->isEnabled(); }, 10));
    QSignalSpy failures(&analysesOf(*window), &Analyses::failed);
    button->click();
    EXPECT_TRUE(waitFor([&] { return !analysesOf(*window).work().running(); }, 120));
    EXPECT_TRUE(failures.isEmpty()) << failures.value(0).value(0).toString().toStdString();
    return window;
  }

  static AnalysisPanel& panelOf(MainWindow& window) { return *window.findChild<AnalysisPanel*>(); }

  static const Result* foundIn(MainWindow& window) {
    const AnalysisRow* first = analysesOf(window).results().first();
    return first ? first->found->result("spread") : nullptr;
  }

  static AnalysisLine lineIn(MainWindow& window) {
    for (const AnalysisLine& line : analysisLines(analysesOf(window)))
      if (line.name == "spread") return line;
    return {};
  }

  static PlotsView& showPlot(MainWindow& window) {
    EXPECT_TRUE(window.showView(QStringLiteral("plots")));
    auto& view = *static_cast<PlotsView*>(window.view(QStringLiteral("plots")));
    const int index = view.choice().findText(QLatin1String(kMadeUpTitle));
    EXPECT_GE(index, 0);
    view.choice().setCurrentIndex(index);
    EXPECT_TRUE(waitFor([&] { return view.plot().hasData(); }, 10));
    return view;
  }
};

TEST_F(MadeUpAnalysisInWindow, HasItsLineAndItsFieldInTheForm) {
  const auto window = openAnalysis();
  EXPECT_EQ(lineIn(*window).title, QLatin1String(kMadeUpTitle));
  EXPECT_EQ(lineIn(*window).state, AnalysisState::NotComputed);
  auto* power = qobject_cast<QLineEdit*>(panelOf(*window).field(QStringLiteral("power")));
  ASSERT_NE(power, nullptr);
  EXPECT_TRUE(power->isVisible());
  EXPECT_EQ(power->accessibleName(), QStringLiteral("Power"));
  EXPECT_EQ(power->toolTip(), QStringLiteral("to which the spread is raised"));
  power->setFocus();
  power->selectAll();
  QTest::keyClicks(power, QStringLiteral("2"));
  QTest::keyClick(power, Qt::Key_Return);
  EXPECT_EQ(analysesOf(*window).choices().settings().number("power"), 2);
  panelOf(*window).list().choose(QStringLiteral("smoothness"));
  EXPECT_FALSE(power->isVisible()) << "another analysis does not read it";
}

/// Each kind has its editor in the panel, which takes values of that kind and takes back what is none.
TEST_F(MadeUpAnalysisInWindow, ItsSettingsOfEveryKindAreEdited) {
  const auto window = openAnalysis();
  const auto settings = [&]() -> const AnalysisSettings& { return analysesOf(*window).choices().settings(); };
  const auto enter = [&](const char* key, const char* text) {
    auto* line = qobject_cast<QLineEdit*>(panelOf(*window).field(QLatin1String(key)));
    if (!line || !line->isVisible()) return QStringLiteral("no line");
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, QLatin1String(text));
    QTest::keyClick(line, Qt::Key_Return);
    return line->text();
  };
  EXPECT_EQ(enter("ranks", "1, 3"), QStringLiteral("1, 3"));
  EXPECT_EQ(settings().values.at("ranks"), ConfigValue(std::vector<std::int64_t>{1, 3}));
  EXPECT_EQ(enter("ranks", "2.5"), QStringLiteral("1, 3")) << "no whole number";
  EXPECT_EQ(enter("ranks", "2, 2000"), QStringLiteral("1, 3")) << "out of the row's range";
  EXPECT_EQ(enter("holding", "inner"), QStringLiteral("inner"));
  EXPECT_EQ(settings().text("holding"), "inner");
  EXPECT_EQ(enter("shares", "0.25, 0.75"), QStringLiteral("0.25, 0.75"));
  EXPECT_EQ(settings().numbers("shares"), (std::vector<double>{0.25, 0.75}));
  auto* box = qobject_cast<QComboBox*>(panelOf(*window).field(QStringLiteral("spread_of")));
  ASSERT_NE(box, nullptr);
  EXPECT_EQ(box->currentText(), QStringLiteral("Standard deviation"));
  QTest::keyClick(box, Qt::Key_Down);
  EXPECT_EQ(settings().text("spread_of"), "range");
  auto* relative = qobject_cast<QCheckBox*>(panelOf(*window).field(QStringLiteral("relative")));
  ASSERT_NE(relative, nullptr);
  relative->click();
  EXPECT_TRUE(settings().isOn("relative"));
  EXPECT_TRUE(window->findChild<QPushButton*>(QStringLiteral("saveNetwork"))->isVisible()) << "it makes networks";
}

TEST_F(MadeUpAnalysisInWindow, ItsResultIsInTheListAndTheTable) {
  const auto window = analyse();
  const Result* found = foundIn(*window);
  ASSERT_NE(found, nullptr);
  EXPECT_GT(found->number("", {{"layer", "inner"}}, "mean_spread"), 0);
  EXPECT_EQ(lineIn(*window).state, AnalysisState::Ready);
  EXPECT_TRUE(lineIn(*window).text.contains(QStringLiteral("mean of 1 layer"))) << lineIn(*window).text.toStdString();
  EXPECT_TRUE(window->view(QStringLiteral("table"))->dataText().contains(QStringLiteral("Mean spread")));
}

TEST_F(MadeUpAnalysisInWindow, ItsPlotIsShownOnScreen) {
  const auto window = analyse();
  ASSERT_NE(foundIn(*window), nullptr);
  PlotsView& view = showPlot(*window);
  keepPicture(view, view.size(), QStringLiteral("made_up_plot"));
  const PlotView& plot = view.plot();
  ASSERT_FALSE(plot.plot().series.empty());
  EXPECT_EQ(plot.plot().series[0].y, foundIn(*window)->list("curve", {{"layer", "inner"}}, "spread"));
  EXPECT_EQ(plot.painter().graph(0)->dataCount(), 36);
  EXPECT_FALSE(plot.tipAt(plot.painter().pointPosition(0, 1)).isEmpty());
  EXPECT_FALSE(view.measures().values().text().isEmpty());
}

TEST_F(MadeUpAnalysisInWindow, GoesToPaperWithItsTable) {
  const auto window = analyse();
  ASSERT_NE(foundIn(*window), nullptr);
  const auto figure = showPlot(*window).figure();
  ASSERT_NE(figure, nullptr);
  EXPECT_EQ(figure->title(), QLatin1String(kMadeUpTitle));
  const std::filesystem::path place = folder_.path().toStdString();
  for (const char* ending : {"pdf", "svg", "png"})
    saveFigure(*figure, QStringLiteral("%1/spread.%2").arg(folder_.path(), QLatin1String(ending)));
  EXPECT_NE(readFileBytes(place / "spread.svg").find("trained"), std::string::npos);
  saveFigureData(*figure, folder_.path(), QStringLiteral("spread_by_rank"));
  const std::string table = readFileBytes(place / "spread_by_rank.csv");
  EXPECT_TRUE(table.starts_with("network,layer,rank,spread\ntrained,inner,1,")) << table.substr(0, 80);
}

/// `toponets-studio figure spread_by_rank RUN`, the run's export and the Figure workspace draw what is stored.
TEST_F(MadeUpAnalysisInWindow, IsAFigureOfStoredRunsAndAPanelByItsName) {
  const auto window = analyse();
  ASSERT_NE(foundIn(*window), nullptr);
  const auto kinds = window->session().engine()->analyses();
  const auto entries = figures(kinds);
  const auto entry = std::find_if(entries.begin(), entries.end(),
                                  [](const FigureEntry& each) { return each.name == "spread_by_rank"; });
  ASSERT_NE(entry, entries.end());
  EXPECT_TRUE(entry->needsAnalyses);
  ViewState view;
  view.layer = "inner";
  const auto figure = entry->make({loadRunData(RunFolder(runPlace()))}, view);
  ASSERT_NE(figure, nullptr);
  EXPECT_EQ(figure->data().tables.at(0).text(0, "layer"), "inner");
  EXPECT_GE(figure->data().tables.at(0).rows(), 36u);
  EXPECT_NE(findPanelKind(panelKinds(kinds), "spread_by_rank"), nullptr);
}

}  // namespace
}  // namespace studio
