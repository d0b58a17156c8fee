// Sources and their list: what is open, what a person adds, groups of seeds, and the one that is pinned.
#include <gtest/gtest.h>

#include <QMenu>
#include <QSignalSpy>
#include <QToolButton>

#include "tests/widgets/analysis_fixture.h"
#include "tests/widgets/sample_run.h"
#include "widgets/analysis/result_views.h"
#include "widgets/runs/sources_panel.h"

namespace studio {
namespace {

using Kind = AnalysisNetwork::Kind;

/// Three networks of the open run; of any other place the network itself and an untrained one.
FakeEngine sourcesEngine() {
  FakeEngine engine = sampleEngine();
  engine.onNetworks = [](const std::filesystem::path& open, std::int64_t step) {
    if (open == "runs/resnet18_tau10_s0" && step < 0) return sampleNetworks();
    if (open == "runs/gone") throw std::runtime_error("There is no run gone.");
    AnalysisNetwork network = sampleNetwork(Kind::Trained, open.c_str(), step, "τ 10, seed 1");
    if (step >= 0) network.source.run.append(":").append(std::to_string(step));
    AnalysisNetwork untrained = network;
    untrained.kind = Kind::Untrained;
    return std::vector{network, untrained};
  };
  return engine;
}

QStringList titlesOf(const Sources& sources) {
  QStringList titles;
  for (const Source& source : sources.list()) titles << source.title();
  return titles;
}

bool settles(SampleAnalyses& sample) {
  return comes([&] { return !sample.analyses.reading(); });
}

TEST(NetworkWords, areOfOneKindEach) {
  EXPECT_EQ(networkWords(Kind::Trained).name, QStringLiteral("trained"));
  EXPECT_EQ(networkWords(Kind::Baseline).control, QStringLiteral("the baseline without TopoLoss"));
  EXPECT_EQ(networkWords(Kind::Untrained).inList, QStringLiteral("the untrained one"));
  for (const Kind kind : {Kind::Trained, Kind::Baseline, Kind::Untrained})
    EXPECT_EQ(networkWords(kind).title.toLower(), networkWords(kind).name);
}

TEST(Sources, holdTheOpenNetworkItsControlsAndWhatIsAdded) {
  SampleAnalyses sample(sourcesEngine());
  EXPECT_EQ(titlesOf(sample.sources), (QStringList{"Trained", "Baseline", "Untrained"}));
  sample.sources.add("runs/resnet18_tau10_s1");
  sample.sources.add("runs/resnet18_tau10_s0", 100000);
  sample.sources.add("runs/resnet18_tau10_s1");  // there already
  sample.sources.add("runs/resnet18_tau10_s0");  // the open one
  sample.sources.add("weights/resnet18.pt");
  ASSERT_TRUE(settles(sample));
  EXPECT_EQ(titlesOf(sample.sources), (QStringList{"Trained", "Baseline", "Untrained", "resnet18_tau10_s1",
                                                   "resnet18_tau10_s0:100000", "resnet18.pt"}));
  ASSERT_EQ(sample.analyses.results().rows().size(), 6u);
  for (const AnalysisRow& row : sample.analyses.results().rows()) EXPECT_NE(row.found, nullptr);
}

TEST(Sources, whatWasAddedStaysWhenAnotherRunIsOpened) {
  SampleAnalyses sample(sourcesEngine());
  sample.sources.add("runs/other");
  ASSERT_TRUE(settles(sample));
  sample.open("runs/another");
  EXPECT_EQ(titlesOf(sample.sources), (QStringList{"Trained", "Untrained", "other"}));
  sample.open("runs/other");
  EXPECT_EQ(titlesOf(sample.sources), (QStringList{"Trained", "Untrained"})) << "it is the open one now";
}

TEST(Sources, onlyWhatWasAddedCanBeTakenAway) {
  SampleAnalyses sample(sourcesEngine());
  sample.sources.add("runs/other");
  ASSERT_TRUE(settles(sample));
  sample.sources.remove(1);
  EXPECT_EQ(sample.sources.list().size(), 4u);
  sample.sources.remove(3);
  EXPECT_EQ(sample.sources.list().size(), 3u);
  EXPECT_EQ(sample.analyses.results().rows().size(), 3u);
}

TEST(Sources, oneThatCannotBeReadIsAFailureAndNothingElse) {
  SampleAnalyses sample(sourcesEngine());
  QSignalSpy failures(&sample.analyses, &Analyses::failed);
  sample.sources.add("runs/gone");
  ASSERT_TRUE(settles(sample));
  ASSERT_EQ(failures.size(), 1);
  EXPECT_EQ(failures[0][0].toString(), "There is no run gone.");
  EXPECT_EQ(sample.sources.list().size(), 3u);
}

TEST(Sources, theBaselineIsPinnedUntilSomebodyChooses) {
  SampleAnalyses sample(sourcesEngine());
  EXPECT_EQ(sample.sources.pinned(), 1);
  sample.sources.add("runs/other");
  ASSERT_TRUE(settles(sample));
  sample.sources.pin(3);
  EXPECT_EQ(sample.sources.pinned(), 3);
  sample.sources.remove(3);
  EXPECT_EQ(sample.sources.pinned(), -1);
  sample.sources.pin(-1);
  EXPECT_EQ(sample.sources.pinned(), -1);
  sample.open("runs/another");
  EXPECT_EQ(sample.sources.pinned(), -1) << "it has no baseline";
}

TEST(Sources, aGroupIsComputedSeedBySeedAndShownAsItsMean) {
  FakeEngine engine = sourcesEngine();
  engine.onStoredAnalysis = {};
  std::vector<std::string> asked;
  engine.onAnalyse = [&asked, inner = engine.onAnalyse](const AnalysisRequest& request, const Computing& computing) {
    asked.push_back(request.source.run);
    NetworkAnalysis found = inner(request, computing);
    const double dimensionality = request.source.run.ends_with("s1") ? 3 : 5;
    found.results.clear();
    Table& table = found.resultFor("dimensionality").table("");
    table.add({{"layer", "layer1.0.conv2"}, {"effective_dimensionality", dimensionality}});
    return found;
  };
  SampleAnalyses sample(std::move(engine));
  sample.sources.addGroup({"runs/a_s1", "runs/a_s2"});
  ASSERT_TRUE(settles(sample));
  EXPECT_EQ(titlesOf(sample.sources).back(), "2 seeds of a_s1");
  sample.analyses.work().start({"dimensionality"});
  ASSERT_TRUE(comes([&] { return !sample.analyses.work().running(); }));
  EXPECT_EQ(std::vector(asked.end() - 2, asked.end()), (std::vector<std::string>{"runs/a_s1", "runs/a_s2"}));
  const AnalysisRow& group = sample.analyses.results().rows().back();
  ASSERT_EQ(group.members.size(), 2u);
  ASSERT_NE(group.found, nullptr);
  EXPECT_EQ(group.found->number("dimensionality", "layer1.0.conv2", "effective_dimensionality"), 4);
}

TEST(Sources, theTableShowsTheDifferenceToThePinnedOne) {
  SampleAnalyses sample(sourcesEngine());
  const auto networks = analysedNetworks(sample.analyses);
  ASSERT_EQ(networks.size(), 3u);
  EXPECT_TRUE(networks[1].pinned);
  const MeasureTable table = measureTable(networks, sample.analyses.choices().kinds());
  std::map<QString, const ValueRow*> means;
  for (const ValueRow& row : table.rows) means[row.cells[0].text + "|" + row.cells[1].text] = &row;
  const ValueRow* trained = means["Trained|mean of 4 layers"];
  const ValueRow* baseline = means["Baseline|mean of 4 layers"];
  const ValueRow* difference = means["Trained|difference to baseline"];
  ASSERT_TRUE(trained && baseline && difference);
  std::size_t compared = 0;
  for (std::size_t i = 5; i < table.columns.size(); ++i) {
    const auto own = trained->cells[i].value, other = baseline->cells[i].value;
    if (!own || !other || !std::isfinite(*own) || !std::isfinite(*other)) continue;
    EXPECT_EQ(difference->cells[i].value, *own - *other) << i;
    ++compared;
  }
  EXPECT_GT(compared, 5u);
  EXPECT_EQ(means.count("Baseline|difference to baseline"), 0u);
}

TEST(SourcesPanel, addsFromTheMenuPinsAndRemoves) {
  TemporaryFolder folder;
  SampleAnalyses sample(sourcesEngine());
  RunListModel runs;
  SourcesPanel panel(&sample.sources, &runs, nullptr);
  EXPECT_EQ(panel.list().model()->rowCount(), 3);
  QMenu menu;
  panel.fillAddMenu(menu);
  ASSERT_EQ(menu.actions().size(), 4);
  EXPECT_FALSE(menu.actions()[0]->isEnabled()) << "no other runs";
  ASSERT_EQ(menu.actions()[2]->menu()->actions().size(), 2) << "checkpoints of the open run";
  menu.actions()[2]->menu()->actions()[0]->trigger();
  ASSERT_TRUE(settles(sample));
  ASSERT_EQ(panel.list().model()->rowCount(), 4);
  panel.list().setCurrentIndex(panel.list().model()->index(3, 0));
  const auto buttons = panel.findChildren<QToolButton*>();
  const auto button = [&](const QString& text) {
    for (QToolButton* each : buttons)
      if (each->text() == text) return each;
    return static_cast<QToolButton*>(nullptr);
  };
  ASSERT_TRUE(button("Pin") && button("Remove"));
  button("Pin")->click();
  EXPECT_EQ(sample.sources.pinned(), 3);
  ASSERT_TRUE(button("Unpin"));
  button("Unpin")->click();
  EXPECT_EQ(sample.sources.pinned(), -1);
  button("Remove")->click();
  EXPECT_EQ(panel.list().model()->rowCount(), 3);
  panel.list().setCurrentIndex(panel.list().model()->index(0, 0));
  EXPECT_FALSE(button("Remove")->isEnabled()) << "it belongs to what is open";
}

/// Nobody knows whether a file's weights were trained.
TEST(Sources, aFileOfWeightsIsCalledByItsName) {
  FakeEngine engine = sampleEngine();
  engine.onNetworks = [](const std::filesystem::path& open, std::int64_t) {
    AnalysisNetwork network{Kind::Trained, open, {}, -1, open.filename().string(), {}};
    network.source.weights = open.string();
    AnalysisNetwork untrained = network;
    untrained.kind = Kind::Untrained;
    untrained.detail = "random weights, seed 0";
    return std::vector{network, untrained};
  };
  SampleAnalyses sample(std::move(engine));
  sample.open("weights/rand.safetensors");
  ASSERT_TRUE(settles(sample));
  EXPECT_EQ(titlesOf(sample.sources), (QStringList{"rand.safetensors", "Random weights"}));
  EXPECT_EQ(sample.sources.list()[0].name(), "rand.safetensors");
  EXPECT_EQ(sample.sources.list()[1].name(), "random weights");
  EXPECT_EQ(sample.sources.list()[1].detail(), "seed 0");
}

/// In a long language the words of its buttons would make the dock half as wide as the maps beside it.
TEST(SourcesPanel, isAsNarrowAsTheDockWhateverItsButtonsAreCalled) {
  SampleAnalyses sample(sourcesEngine());
  RunListModel runs;
  SourcesPanel panel(&sample.sources, &runs, nullptr);
  EXPECT_LE(panel.minimumSizeHint().width(), 232);
  int words = 0;
  for (const QToolButton* button : panel.findChildren<QToolButton*>()) words += button->sizeHint().width();
  panel.resize(words / 2, 300);
  panel.setVisible(true);
  QCoreApplication::processEvents();
  for (const QToolButton* button : panel.findChildren<QToolButton*>()) {
    EXPECT_TRUE(panel.rect().contains(button->geometry())) << button->text().toStdString();
    const bool isIcon = button->toolButtonStyle() == Qt::ToolButtonIconOnly;
    EXPECT_TRUE(!isIcon || !button->toolTip().isEmpty()) << button->text().toStdString();
  }
  panel.resize(words + 100, 300);
  QCoreApplication::processEvents();
  for (const QToolButton* button : panel.findChildren<QToolButton*>())
    EXPECT_EQ(button->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
}

}  // namespace
}  // namespace studio
