// The list of analyses and the settings of the chosen one, by real events.
#include <gtest/gtest.h>

#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <filesystem>
#include <fstream>

#include "tests/widgets/analysis_fixture.h"
#include "tests/widgets/pictures.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/analysis_panel.h"
#include "widgets/analysis/shown_maps.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/list_row.h"

namespace studio {
namespace {

struct Panel : SampleAnalyses {
  AnalysisPanel panel{&analyses, nullptr};
  explicit Panel(FakeEngine engine = sampleEngine()) : SampleAnalyses(std::move(engine)) {
    ThemeManager::instance().choose(ThemeChoice::Dark);
    panel.resize(232, 760);
    panel.show();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&panel));
  }
  QComboBox* box(const char* name) { return qobject_cast<QComboBox*>(panel.field(QString::fromLatin1(name))); }
  QLineEdit* line(const char* name) { return qobject_cast<QLineEdit*>(panel.field(QString::fromLatin1(name))); }
};

/// The status row may name another run, which is in training.
TEST(AnalysisPanel, namesTheNetworkThatIsAnalysed) {
  Panel shown;
  const auto* name = shown.panel.findChild<FittedText*>(QStringLiteral("analysedNetwork"));
  ASSERT_NE(name, nullptr);
  const std::string open = shown.analyses.sources().open().filename().string();
  ASSERT_FALSE(open.empty());
  EXPECT_EQ(name->text().toStdString(), open);
  EXPECT_TRUE(name->isVisibleTo(&shown.panel));
}

TEST(AnalysisPanel, pictures) {
  Panel shown;
  keepPicture(shown.panel, {232, 760}, "analysis_panel_dark");
  EXPECT_EQ(shown.panel.list().model()->rowCount(), 7);
}

TEST(AnalysisPanel, whatRunAllTakesStandsAboveTheList) {
  FakeEngine engine = sampleEngine(false, false);
  engine.onAnalysisPlan = [](const AnalysisRequest& request) {
    AnalysisPlan plan;
    plan.fromStimuli = request.analyses;
    plan.stimuli = 1584;
    plan.seconds = 20;
    return plan;
  };
  Panel shown(std::move(engine));
  auto* plan = shown.panel.findChild<FittedText*>("runPlan");
  ASSERT_NE(plan, nullptr);
  ASSERT_TRUE(comes([&] { return plan->isVisible() && plan->text().startsWith("Run all: At least "); }));
  QTest::qWait(30);
  EXPECT_LT(plan->mapTo(&shown.panel, QPoint(0, plan->height())).y(),
            shown.panel.list().mapTo(&shown.panel, QPoint()).y() + 8);
  EXPECT_TRUE(notComputedState(shown.analyses).text.contains("At least ")) << "and above the button in the centre";
  EXPECT_TRUE(plan->toolTip().isEmpty()) << "nothing of it is cut: " << plan->toolTip().toStdString();
  EXPECT_GT(plan->height(), 2 * plan->fontMetrics().height())
      << "three networks and all analyses take more than two lines";
}

TEST(AnalysisPanel, longNamesOfStimuliAreCutWithAnEllipsis) {
  Panel shown;
  const auto* stimuli = qobject_cast<ChoiceBox*>(shown.box("stimuli"));
  ASSERT_TRUE(stimuli);
  shown.analyses.choices().setStimuli("localizer:/a/long/way/photographs_of_everyday_objects/session_two");
  EXPECT_EQ(stimuli->currentText(), QString::fromUtf8("…/photographs_of_everyday_objects/session_two"));
  EXPECT_TRUE(stimuli->shownText().endsWith(QChar(0x2026))) << stimuli->shownText().toStdString();
  EXPECT_TRUE(stimuli->shownText().startsWith(QString::fromUtf8("…/photo")));
  EXPECT_EQ(stimuli->toolTip(), "localizer:/a/long/way/photographs_of_everyday_objects/session_two");
}

/// As in German in a small window: a long label leaves the choices of other rows their width.
TEST(AnalysisPanel, choicesHaveTheirRowWhereTheLabelLeavesThemTooLittle) {
  Panel shown;
  const auto labelOf = [&](const char* text) -> QLabel* {
    for (auto* label : shown.panel.findChildren<QLabel*>())
      if (label->text() == QLatin1String(text)) return label;
    return nullptr;
  };
  ASSERT_TRUE(labelOf("Hide below") && labelOf("Step") && labelOf("Stimuli"));
  labelOf("Hide below")->setText("Hide everything below");
  QComboBox *stimuli = shown.box("stimuli"), *step = shown.box("step");
  shown.analyses.choices().setStimuli("localizer:/a/long/way/photographs_of_everyday_objects/session_two");
  ASSERT_TRUE(comes([&] { return stimuli->width() >= 190; })) << stimuli->width();
  EXPECT_LE(labelOf("Stimuli")->geometry().bottom(), stimuli->geometry().top()) << "above it";
  EXPECT_GE(step->width(), 110) << "of a panel of 232 px";
  EXPECT_LT(labelOf("Step")->geometry().right(), step->geometry().left()) << "beside it";
  for (const char* name : {"stimuli", "layer", "step", "limits", "statistic"}) {
    const auto* box = static_cast<const ChoiceBox*>(shown.box(name));
    EXPECT_TRUE(!box->shownText().contains(QChar(0x2026)) || box->width() >= 190) << name;
  }
}

TEST(AnalysisPanel, settingsBelongToTheChosenAnalysis) {
  Panel shown;
  EXPECT_TRUE(shown.box("statistic")->isVisible());
  EXPECT_TRUE(shown.line("threshold")->isVisible());
  EXPECT_FALSE(shown.box("pooling")->isVisible());
  QTest::keyClick(&shown.panel.list(), Qt::Key_Down);
  QTest::keyClick(&shown.panel.list(), Qt::Key_Down);
  EXPECT_EQ(shown.panel.list().chosen(), "dimensionality");
  EXPECT_TRUE(shown.box("pooling")->isVisible());
  EXPECT_FALSE(shown.line("threshold")->isVisible());
  EXPECT_TRUE(shown.box("stimuli")->isVisible());
}

TEST(AnalysisPanel, whatIsEnteredGoesToTheChoices) {
  Panel shown;
  shown.line("threshold")->setFocus();
  shown.line("threshold")->selectAll();
  QTest::keyClicks(shown.line("threshold"), "4");
  QTest::keyClick(shown.line("threshold"), Qt::Key_Return);
  EXPECT_EQ(shown.analyses.choices().settings().number("threshold"), 4);
  QTest::keyClick(shown.box("statistic"), Qt::Key_Down);
  EXPECT_EQ(shown.analyses.choices().settings().text("statistic"), "welch_t");
  EXPECT_EQ(shown.box("step")->itemText(0), QStringLiteral("Last, %L1").arg(300240));
  QTest::keyClick(shown.box("step"), Qt::Key_End);
  EXPECT_EQ(shown.analyses.sources().step(), 100000);
  ASSERT_TRUE(comes([&] { return !shown.analyses.reading(); }));
  QTest::keyClick(shown.box("layer"), Qt::Key_Home);
  QTest::keyClick(shown.box("layer"), Qt::Key_Down);
  EXPECT_EQ(shown.analyses.selection().layer(), "layer2.1.conv2");
}

/// What was set for values of one statistic means nothing for another; the other settings leave it alone.
TEST(AnalysisPanel, anotherStatisticForgetsTheLimits) {
  Panel shown;
  AnalysisDisplay display = shown.analyses.selection().display();
  display.lockedLimit = 7;
  shown.analyses.selection().setDisplay(display);
  shown.line("threshold")->setFocus();
  shown.line("threshold")->selectAll();
  QTest::keyClicks(shown.line("threshold"), "4");
  QTest::keyClick(shown.line("threshold"), Qt::Key_Return);
  EXPECT_EQ(shown.analyses.selection().display().lockedLimit, 7);
  QTest::keyClick(shown.box("statistic"), Qt::Key_Down);
  EXPECT_FALSE(shown.analyses.selection().display().lockedLimit.has_value());
}

TEST(AnalysisPanel, theButtonRunsTheChosenAnalysisAndStopsIt) {
  FakeEngine engine = sampleEngine(false, false);
  std::atomic<bool> hold{true};
  engine.onAnalyse = [&hold](const AnalysisRequest& request, const Computing& computing) {
    EXPECT_EQ(request.analyses, std::vector<std::string>{"selectivity"});
    while (hold && !computing.stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    if (computing.stop.stop_requested()) throw ComputingStopped{};
    return sampleAnalysis(kindIn(request));
  };
  engine.onAnalysisPlan = [](const AnalysisRequest& request) {
    AnalysisPlan plan;
    plan.fromStimuli = request.analyses;
    plan.stimuli = 1584;
    return plan;
  };
  Panel shown(std::move(engine));
  auto* plan = shown.panel.findChild<FittedText*>("runPlan");
  ASSERT_TRUE(comes([&] { return plan->isVisible(); }));
  QTest::qWait(30);
  auto* button = shown.panel.findChild<QPushButton*>("runAnalysis");
  EXPECT_EQ(button->text(), "Run");
  const int list = shown.panel.list().mapTo(&shown.panel, QPoint()).y();
  QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_TRUE(shown.analyses.work().running());
  QTest::qWait(300);  // the plan is asked for anew
  EXPECT_EQ(shown.panel.list().mapTo(&shown.panel, QPoint()).y(), list) << "nothing moves under the pointer";
  EXPECT_EQ(button->text(), "Stop");
  QTest::mouseClick(button, Qt::LeftButton);
  ASSERT_TRUE(comes([&] { return !shown.analyses.work().running(); }));
  hold = false;
  QTest::mouseClick(button, Qt::LeftButton);
  ASSERT_TRUE(comes([&] { return !shown.analyses.work().running(); }));
  EXPECT_EQ(button->text(), "Run again");
}

TEST(AnalysisPanel, aFolderCanBeChosenOrDropped) {
  Panel shown;
  QSignalSpy wanted(&shown.panel, &AnalysisPanel::folderWanted);
  QTest::keyClick(shown.box("stimuli"), Qt::Key_End);
  EXPECT_EQ(wanted.size(), 1);
  EXPECT_EQ(shown.box("stimuli")->currentText(), "Synthetic localizer") << "nothing is chosen until a folder is";
  QSignalSpy file(&shown.panel, &AnalysisPanel::fileWanted);
  QTest::keyClick(shown.box("stimuli"), Qt::Key_End);
  EXPECT_EQ(wanted.size(), 2);
  shown.box("stimuli")->setCurrentIndex(shown.box("stimuli")->count() - 1);
  QTest::keyClick(shown.box("stimuli"), Qt::Key_Up);
  EXPECT_EQ(file.size(), 1);
  TemporaryFolder folder;
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(QString::fromStdString(folder.path().string()))});
  QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(&shown.panel, &enter);
  EXPECT_TRUE(enter.isAccepted());
  QDropEvent drop(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(&shown.panel, &drop);
  EXPECT_TRUE(
      QTest::qWaitFor([&] { return shown.analyses.choices().stimuli() == "localizer:" + folder.path().string(); }));
}

/// In a low window the rows are thinner and the panel scrolls; a list that scrolls by itself would hide what there is.
TEST(AnalysisPanel, allAnalysesAreSeenThoughThePanelIsLow) {
  SampleAnalyses sample;
  QScrollArea around;
  around.setWidgetResizable(true);
  around.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* panel = new AnalysisPanel(&sample.analyses, nullptr);
  around.setWidget(panel);
  AnalysisList& list = panel->list();
  around.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&around));
  for (const int height : {400, 552, 640, 1000}) {  // the panel of a window of 700 px is 552 px high
    around.resize(232, height);
    QTest::qWait(50);
    EXPECT_EQ(list.verticalScrollBar()->maximum(), 0) << height;
    const QRect last = list.visualRect(list.model()->index(list.model()->rowCount() - 1, 0));
    EXPECT_TRUE(list.viewport()->rect().contains(last)) << height;
    EXPECT_GE(last.height(), 24) << height;
  }
  EXPECT_EQ(list.rowHeight(), 40) << "there is room for two lines";
}

/// What does not fit beside a title stands below it, in two lines where it must.
TEST(AnalysisPanel, theTextsOfItsRowsAreWholeThoughThePanelIsLowAndNarrow) {
  SampleAnalyses sample;
  AnalysisList list(&sample.analyses, nullptr);
  const QFontMetrics title(textFont(TextStyle::Body)), small(textFont(TextStyle::Label));
  int below = 0;
  for (const int width : {285, 232, 190, 150}) {
    list.resize(width, 900);
    list.grab();  // a list that was never seen has not taken its size
    list.resize(width, list.minimumSizeHint().height());
    list.grab();
    const int space = listTextWidth(list.viewport()->width());
    for (int row = 0; row < list.model()->rowCount(); ++row) {
      const QModelIndex index = list.model()->index(row, 0);
      const QString text = index.data(AnalysisListModel::TextRole).toString();
      const int height = list.visualRect(index).height(), wide = small.horizontalAdvance(text);
      const bool beside = title.horizontalAdvance(index.data().toString()) + 8 + wide <= space;
      EXPECT_TRUE(beside || height >= (wide <= space ? 37 : 51)) << width << ": " << text.toStdString();
      EXPECT_TRUE(!beside || height < 37) << "as thin as it can be: " << text.toStdString();
      below += !beside;
    }
    EXPECT_EQ(list.verticalScrollBar()->maximum(), 0) << width;
  }
  EXPECT_GT(below, 0) << "there is a text that does not fit";
}

/// "Not computed" in some of them and cut in others says no more than the mark does.
TEST(AnalysisPanel, whatIsNotComputedIsLeftToTheMarkWhereTheWordsDoNotFit) {
  SampleAnalyses sample(sampleEngine(false, false));
  AnalysisList list(&sample.analyses, nullptr);
  list.resize(320, 600);
  list.grab();
  EXPECT_TRUE(list.saysNotComputed());
  list.resize(150, 600);
  list.grab();
  EXPECT_FALSE(list.saysNotComputed());
  for (int row = 0; row < list.model()->rowCount(); ++row) {
    const auto state = AnalysisState(list.model()->index(row, 0).data(AnalysisListModel::StateRole).toInt());
    if (state == AnalysisState::NotComputed) {
      EXPECT_LE(list.rowHeight(row), 40) << row;
    }
  }
}

/// As in Train: what is no number is not swallowed, it stays and is said to be none.
TEST(AnalysisPanel, aRangeThatIsNoNumberStaysWithARingAndWhy) {
  Panel shown;
  auto* range = shown.line("range");
  const double before = shownMaps(shown.analyses).limit;
  range->setFocus();
  range->selectAll();
  QTest::keyClicks(range, "wide");
  QTest::keyClick(range, Qt::Key_Return);
  EXPECT_EQ(range->text(), "wide");
  EXPECT_EQ(range->property("problem").toByteArray(), "bad");
  EXPECT_EQ(shownMaps(shown.analyses).limit, before);
  const auto says = [&] {
    for (const auto* label : shown.panel.findChildren<QLabel*>())
      if (label->isVisible() && label->text().contains("“wide” is no number")) return true;
    return false;
  };
  EXPECT_TRUE(says());
  range->selectAll();
  QTest::keyClicks(range, "12");
  EXPECT_TRUE(range->property("problem").toByteArray().isEmpty());
  EXPECT_FALSE(says());
  QTest::keyClick(range, Qt::Key_Return);
  EXPECT_EQ(shown.analyses.selection().display().lockedLimit, 12);
}

TEST(AnalysisPanel, theRangeHasTheDigitsOfTheColourBar) {
  SampleAnalyses sample;
  AnalysisPanel panel(&sample.analyses, nullptr);
  AnalysisDisplay display = sample.analyses.selection().display();
  display.lockedLimit = 14.4216;
  sample.analyses.selection().setDisplay(display);
  EXPECT_EQ(qobject_cast<QLineEdit*>(panel.field(QStringLiteral("range")))->text(), "14.4");
  display.lockedLimit = 7.577;
  sample.analyses.selection().setDisplay(display);
  EXPECT_EQ(qobject_cast<QLineEdit*>(panel.field(QStringLiteral("range")))->text(), "7.58");
}

}  // namespace
}  // namespace studio
