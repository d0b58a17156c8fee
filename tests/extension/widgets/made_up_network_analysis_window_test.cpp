// An analysis of a whole network (tests/extension/made_up_network_analysis.cpp) in the window, computed by the
// program's engine: its line in the list, and its rows in the table beside those of the network before its training.
#include <QPushButton>

#include "tests/extension/widgets/made_up_window.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/analysis_panel.h"
#include "widgets/analysis/result_views.h"

namespace studio {
namespace {

class MadeUpNetworkAnalysisInWindow : public MadeUpWindow {
 protected:
  /// The made-up run in Analyse, with images of the made-up data set as stimuli and `silence` chosen.
  std::unique_ptr<MainWindow> openAnalysis() {
    auto window = makeWindow();
    EXPECT_TRUE(trainMadeUp(*window));
    window->showWorkspace(QStringLiteral("analyse"));
    Analyses& analyses = analysesOf(*window);
    EXPECT_TRUE(waitFor([&] { return analyses.choices().hasStimuli() && !analyses.reading(); }));
    analyses.choices().setStimuli("checkers:?samples=20");
    EXPECT_TRUE(waitFor([&] { return !analyses.reading(); }));
    window->findChild<AnalysisPanel*>()->list().choose(QStringLiteral("silence"));
    return window;
  }

  static AnalysisLine lineIn(MainWindow& window) {
    for (const AnalysisLine& line : analysisLines(analysesOf(window)))
      if (line.name == "silence") return line;
    return {};
  }
};

TEST_F(MadeUpNetworkAnalysisInWindow, ItsRowsAreInTheListAndTheTable) {
  const auto window = openAnalysis();
  EXPECT_EQ(lineIn(*window).title, QStringLiteral("Silenced layers"));
  EXPECT_EQ(lineIn(*window).state, AnalysisState::NotComputed);
  auto* button = window->findChild<QPushButton*>(QStringLiteral("runAnalysis"));
  ASSERT_TRUE(waitFor([&] { return button->isEnabled(); }, 10));
  QSignalSpy failures(&analysesOf(*window), &Analyses::failed);
  QTest::mouseClick(button, Qt::LeftButton);
  ASSERT_TRUE(waitFor([&] { return !analysesOf(*window).work().running(); }, 120));
  ASSERT_TRUE(failures.isEmpty()) << failures.value(0).value(0).toString().toStdString();
  ASSERT_TRUE(waitFor([&] { return lineIn(*window).state == AnalysisState::Ready; }, 10));
  EXPECT_TRUE(lineIn(*window).text.contains(QStringLiteral("1 layers silenced"))) << lineIn(*window).text.toStdString();
  const AnalysisRow* first = analysesOf(*window).results().first();
  ASSERT_NE(first, nullptr);
  const Result* found = first->found->result("silence");
  ASSERT_NE(found, nullptr);
  EXPECT_TRUE(found->ofNetwork);
  EXPECT_EQ(found->find("rows")->text(0, "without"), "inner");
  const QString table = window->view(QStringLiteral("table"))->dataText();
  EXPECT_TRUE(table.contains(QStringLiteral("Silenced layers: inner"))) << table.toStdString();
  EXPECT_TRUE(table.contains(QStringLiteral("Accuracy"))) << table.toStdString();
}

}  // namespace
}  // namespace studio
