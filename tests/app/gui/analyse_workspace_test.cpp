// The Analyse workspace in the window: its tabs, docks, toolbar and commands.
#include <QClipboard>
#include <QDockWidget>
#include <QFileInfo>
#include <QInputDialog>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTimer>
#include <QToolBar>

#include "core/run/analysis_store.h"
#include "tests/app/gui/gui_fixture.h"
#include "widgets/analyse/saved_network.h"
#include "widgets/analysis/analyses.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/result_views.h"
#include "widgets/sheets/time_bar.h"
#include "widgets/export/figure_print.h"
#include "widgets/frame/message_bar.h"

namespace studio {
namespace {

const QStringList kTrainTabs{"Sheets", "Stack", "Raised", "Curves"};
const QStringList kAnalyseTabs{"Maps", "Stack", "Plots", "Patches", "Similarity", "Orientation", "Table"};

class AnalyseWorkspace : public GuiTest {
 protected:
  static bool canRunAll(MainWindow& window) {
    window.registry().refresh();
    return window.registry().action("analyse.runAll")->isEnabled();
  }
  static QStringList visibleTabs(MainWindow& window) {
    const auto* bar = window.findChild<QTabBar*>(QStringLiteral("views"));
    QStringList titles;
    for (int i = 0; i < bar->count(); ++i)
      if (bar->isTabVisible(i)) titles << bar->tabText(i);
    return titles;
  }
};

/// Of all that can keep it from running, what does.
TEST_F(AnalyseWorkspace, WhyNothingCanRunIsOneReason) {
  const auto window = makeWindow();
  const auto tip = [&] {
    window->registry().refresh();
    return window->registry().action("analyse.runAll")->toolTip();
  };
  EXPECT_TRUE(tip().endsWith("Open or start a run first")) << tip().toStdString();
  ASSERT_TRUE(train(*window, 20));
  Analyses& analyses = analysesOf(*window);
  ASSERT_TRUE(waitFor([&] { return analyses.choices().hasStimuli() && !analyses.reading() && canRunAll(*window); }));
  EXPECT_EQ(tip(), "Run all");
  analyses.work().start({"selectivity"});
  ASSERT_TRUE(analyses.work().running());
  EXPECT_TRUE(tip().endsWith("Being computed: Selectivity.")) << tip().toStdString();
  ASSERT_TRUE(waitFor([&] { return !analyses.work().running(); }, 300));
}

TEST_F(AnalyseWorkspace, ShowsItsOwnTabsDocksAndToolbar) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  EXPECT_EQ(visibleTabs(*window), kTrainTabs);
  EXPECT_FALSE(window->dock(QStringLiteral("analyses"))->isVisible());
  window->showWorkspace(QStringLiteral("analyse"));
  QApplication::processEvents();
  EXPECT_EQ(visibleTabs(*window), kAnalyseTabs);
  EXPECT_TRUE(window->dock(QStringLiteral("analyses"))->isVisible());
  EXPECT_FALSE(window->dock(QStringLiteral("runs"))->isVisible());
  EXPECT_TRUE(window->findChild<QToolBar*>(QStringLiteral("toolbar.analyse"))->isVisible());
  EXPECT_FALSE(window->findChild<QToolBar*>(QStringLiteral("toolbar"))->isVisible());
  EXPECT_FALSE(window->findChild<TimeBar*>()->isVisible());
  window->showWorkspace(QStringLiteral("train"));
  QApplication::processEvents();
  EXPECT_EQ(visibleTabs(*window), kTrainTabs);
  EXPECT_TRUE(window->findChild<TimeBar*>()->isVisible());
}

TEST_F(AnalyseWorkspace, ARunIsAnalysedAndItsMapsAreShownAndExported) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 60));
  Analyses& analyses = analysesOf(*window);
  QSignalSpy failures(&analyses, &Analyses::failed);
  ASSERT_TRUE(waitFor([&] { return analyses.choices().hasStimuli() && !analyses.reading() && canRunAll(*window); }));
  analyses.choices().setStimuli({});  // its own validation images: others do not fit 12 x 12 pixels
  ASSERT_TRUE(waitFor([&] { return !analyses.reading(); }));
  EXPECT_FALSE(window->view(QStringLiteral("maps"))->emptyState().text.isEmpty());
  ASSERT_TRUE(triggerWhenPossible(*window, "analyse.runAll"));
  EXPECT_TRUE(analyses.work().running());
  EXPECT_EQ(window->currentWorkspace(), QStringLiteral("analyse"));
  ASSERT_TRUE(waitFor([&] { return !analyses.work().running(); }, 300));
  ASSERT_EQ(failures.size(), 0) << failures[0][0].toString().toStdString();
  ASSERT_NE(analyses.results().first(), nullptr);
  EXPECT_FALSE(analyses.results().first()->found->layers.empty());
  for (const char* id : {"maps", "contrast_stack"}) {
    ASSERT_TRUE(window->showView(QString::fromLatin1(id)));
    QApplication::processEvents();
    auto* view = window->view(QString::fromLatin1(id));
    EXPECT_TRUE(view->emptyState().text.isEmpty()) << id << ": " << view->emptyState().text.toStdString();
    const auto figure = view->figure();
    ASSERT_NE(figure, nullptr) << id;
    const QString file = folder_.path() + QLatin1Char('/') + QLatin1String(id) + QStringLiteral(".pdf");
    saveFigure(*figure, file);
    EXPECT_GT(QFileInfo(file).size(), 1000) << id;
  }
  QApplication::clipboard()->clear();
  ASSERT_TRUE(window->showView(QStringLiteral("table")));
  ASSERT_TRUE(triggerWhenPossible(*window, "analyse.copyData"));
  const QString copied = QApplication::clipboard()->text();
  EXPECT_GT(copied.count(QLatin1Char('\n')), 1) << copied.toStdString();
}

TEST_F(AnalyseWorkspace, ResultsAreShownWhereTheirStimuliAreElsewhere) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  NetworkAnalysis found;
  found.step = 20;
  found.stimuli = "localizer:/not/to/be/found/faces";
  found.layers = {{"fc1", 8, 8, 64, 0}};
  found.resultFor("smoothness").table("").add({{"layer", "fc1"}, {"max_minus_min", 0.5}});
  AnalysisStore(RunFolder(runs() / "small")).write({"smoothness", "20", "elsewhere"}, found);
  const auto& engine = *window->session().engine();
  const auto choices = engine.stimuliChoices(runs() / "small");
  ASSERT_FALSE(choices.empty());
  EXPECT_EQ(choices[0].data, found.stimuli);
  EXPECT_EQ(QString::fromStdString(choices[0].title), QString::fromUtf8("…/found/faces (not found here)"));
  const auto networks = engine.networks(runs() / "small", -1);
  const auto stored = engine.storedAnalysis(requestFor(networks.front(), choices[0].data, {"smoothness"}));
  ASSERT_EQ(stored.layers.size(), 1u);
  EXPECT_EQ(stored.number("smoothness", "fc1", "max_minus_min"), 0.5);
  EXPECT_TRUE(engine.storedAnalysis(requestFor(networks.back(), choices[0].data, {"smoothness"})).layers.empty())
      << "nothing is stored of the untrained network";
}

TEST_F(AnalyseWorkspace, AViewBringsItsWorkspace) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  EXPECT_TRUE(window->showView(QStringLiteral("maps")));
  EXPECT_EQ(window->currentWorkspace(), QStringLiteral("analyse"));
  EXPECT_TRUE(window->showView(QStringLiteral("curves")));
  EXPECT_EQ(window->currentWorkspace(), QStringLiteral("train"));
}

TEST_F(AnalyseWorkspace, ChoosingAnAnalysisInTheListShowsItsView) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  window->showWorkspace(QStringLiteral("analyse"));
  Analyses& analyses = analysesOf(*window);
  ASSERT_TRUE(waitFor([&] { return analyses.choices().hasStimuli() && !analyses.reading(); }));
  auto* list = window->findChild<AnalysisList*>();
  const std::pair<const char*, const char*> views[] = {{"prune", "plots"},
                                                       {"patches", "patches"},
                                                       {"selectivity", "maps"},
                                                       {"smoothness", "plots"},
                                                       {"morans-i", "table"}};
  for (const auto& [analysis, view] : views) {
    const auto* model = static_cast<AnalysisListModel*>(list->model());
    const int row = model->findRow(QString::fromLatin1(analysis));
    ASSERT_GE(row, 0) << analysis;
    const QModelIndex index = model->index(row);
    QTest::qWait(50);  // rows may have become one line or two
    list->scrollTo(index);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
    EXPECT_EQ(window->currentViewId(), QString::fromLatin1(view)) << analysis;
    if (window->currentViewId() != QStringLiteral("plots")) continue;
    auto& plots = static_cast<PlotsView&>(*window->view(QStringLiteral("plots")));
    ASSERT_NE(plots.plot().found().analysis, nullptr);
    EXPECT_EQ(plots.plot().found().analysis->name, analysis);
    EXPECT_FALSE(plots.emptyState().text.isEmpty()) << "it is not computed, and no other plot stands in its place";
  }
}

TEST_F(AnalyseWorkspace, WhatAnotherProcessStoresIsReadWhileOneLooks) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  window->showWorkspace(QStringLiteral("analyse"));
  Analyses& analyses = analysesOf(*window);
  ASSERT_TRUE(waitFor([&] { return analyses.choices().hasStimuli() && !analyses.reading(); }));
  analyses.choices().setStimuli({});
  ASSERT_TRUE(waitFor([&] { return !analyses.reading(); }));
  ASSERT_EQ(analyses.results().first(), nullptr);
  QElapsedTimer clock;  // until it has looked once
  clock.start();
  ASSERT_TRUE(waitFor([&] { return clock.elapsed() > 3000; }));
  const AnalysisNetwork network = analyses.results().rows().front().network();
  window->session().engine()->analyse(requestFor(network, {}, {"smoothness"}, analyses.choices().settings()),
                                      Computing{});
  EXPECT_TRUE(waitFor([&] { return analyses.results().first() != nullptr; }, 20));
}

TEST_F(AnalyseWorkspace, SaveNetworkOffersALevelThatLeavesSomethingOut) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  window->showWorkspace(QStringLiteral("analyse"));
  Analyses& analyses = analysesOf(*window);
  ASSERT_TRUE(waitFor([&] { return analyses.choices().hasStimuli() && !analyses.reading(); }));
  window->findChild<AnalysisList*>()->choose(QStringLiteral("prune"));
  QString offered;
  QTimer::singleShot(300, window.get(), [&offered] {
    auto* question = qobject_cast<QInputDialog*>(QApplication::activeModalWidget());
    if (!question) return;
    offered = question->textValue();
    question->reject();
  });
  auto* save = window->findChild<QPushButton*>(QStringLiteral("saveNetwork"));
  ASSERT_TRUE(save->isEnabled());
  save->click();
  EXPECT_EQ(offered, QStringLiteral("0.5")) << "the middle of 0 to 0.9, as nothing is measured";
}

TEST(SavedNetwork, IsTheStrongestThatCostsLittleUnderANameOfItsOwn) {
  const std::vector<double> levels{0, 0.25, 0.5, 0.75};
  Result found;
  Table& rows = found.table("rows", false);
  rows.add({{"amount", 0.0}, {"drop", 0.0}});
  rows.add({{"amount", 0.25}, {"drop", 0.001}});
  rows.add({{"amount", 0.5}, {"drop", 0.01}});
  rows.add({{"amount", 0.75}, {"drop", 0.4}});
  EXPECT_EQ(offeredLevel(levels, &found), 2u);
  EXPECT_EQ(offeredLevel(levels, nullptr), 2u) << "the middle of three";
  EXPECT_EQ(offeredLevel({0}, nullptr), 0u);
  EXPECT_EQ(savedNetworkName("bars", "prune", 0.5), QStringLiteral("bars_pruned50.safetensors"));
  EXPECT_EQ(savedNetworkName("bars", "downsample", 0.2), QStringLiteral("bars_downsampled20.safetensors"));
  EXPECT_EQ(withNetworkEnding("mine"), QStringLiteral("mine.safetensors"));
  EXPECT_EQ(withNetworkEnding("mine.safetensors"), QStringLiteral("mine.safetensors"));
  EXPECT_EQ(withNetworkEnding({}), QString());
}

TEST_F(AnalyseWorkspace, AFailureIsSaidOnceInTheCentre) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  window->showWorkspace(QStringLiteral("analyse"));
  Analyses& analyses = analysesOf(*window);
  ASSERT_TRUE(waitFor([&] { return analyses.choices().hasStimuli() && !analyses.reading() && canRunAll(*window); }));
  analyses.choices().setStimuli("localizer:/not/to/be/found");
  ASSERT_TRUE(waitFor([&] { return !analyses.reading(); }));
  QSignalSpy failures(&analyses, &Analyses::failed);
  ASSERT_TRUE(triggerWhenPossible(*window, "analyse.runAll"));
  ASSERT_TRUE(waitFor([&] { return !analyses.work().running(); }, 300));
  ASSERT_EQ(failures.size(), 1);
  const QString sentence = failures[0][0].toString();
  EXPECT_EQ(window->view(QStringLiteral("maps"))->emptyState().text, sentence);
  EXPECT_FALSE(window->findChild<MessageBar*>()->text().contains(sentence)) << "not as a message too";
}

TEST_F(AnalyseWorkspace, CommandsChangeHowMapsAreLookedAt) {
  const auto window = makeWindow();
  Analyses& analyses = analysesOf(*window);
  for (const auto& [id, which] : {std::pair{"analyse.linkedCursor", &AnalysisDisplay::linkedCursor},
                                  {"analyse.outlines", &AnalysisDisplay::outlines},
                                  {"analyse.raised", &AnalysisDisplay::raised}}) {
    QAction* action = window->registry().action(QString::fromLatin1(id));
    ASSERT_NE(action, nullptr) << id;
    const bool before = analyses.selection().display().*which;
    EXPECT_EQ(action->isChecked(), before) << id;
    action->trigger();
    EXPECT_EQ(analyses.selection().display().*which, !before) << id;
    EXPECT_EQ(action->isChecked(), !before) << id;
  }
  EXPECT_FALSE(window->registry().action(QStringLiteral("analyse.runAll"))->isEnabled()) << "no run is open";
}

TEST_F(AnalyseWorkspace, LimitsAreLockedWhereOneLooks) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  window->showWorkspace(QStringLiteral("analyse"));
  window->registry().action(QStringLiteral("maps.lockLimits"))->trigger();
  EXPECT_TRUE(analysesOf(*window).selection().display().lockedLimit.has_value());
  EXPECT_FALSE(window->session().monitor()->view().limitsLocked);
  window->registry().action(QStringLiteral("maps.resetLimits"))->trigger();
  EXPECT_FALSE(analysesOf(*window).selection().display().lockedLimit.has_value());
}

}  // namespace
}  // namespace studio
