// What Analyses shows of the open run and lets one choose: stored results, lines, stimuli and settings, the plan, layer
// and unit.
#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "tests/widgets/analysis_fixture.h"
#include "tests/widgets/asked_engine.h"

namespace studio {
namespace {

TEST(Analyses, takesWhatIsStoredForTheOpenRun) {
  Asked asked;
  SampleAnalyses sample(askedEngine(asked, true));
  ASSERT_EQ(sample.analyses.results().rows().size(), 3u);
  EXPECT_EQ(sample.analyses.choices().stimuli(), "synthetic_localizer:");
  for (const AnalysisRow& row : sample.analyses.results().rows()) EXPECT_NE(row.found, nullptr);
  ASSERT_NE(sample.analyses.results().first(), nullptr);
  EXPECT_EQ(sample.analyses.results().first()->network().kind, AnalysisNetwork::Kind::Trained);
  EXPECT_TRUE(asked.analysed.empty()) << "nothing is computed unasked";
  EXPECT_EQ(asked.stored.size(), 3u);
  EXPECT_EQ(asked.onGuiThread, 0);
}

TEST(Analyses, linesSayStateAndResultInOneNumber) {
  SampleAnalyses sample;
  EXPECT_EQ(analysisLine(sample.analyses, "selectivity").text, "Selectivity of 4 layers");
  EXPECT_EQ(analysisLine(sample.analyses, "selectivity").state, AnalysisState::Ready);
  EXPECT_EQ(analysisLine(sample.analyses, "orientation").state, AnalysisState::Unsuited);
  EXPECT_EQ(analysisLine(sample.analyses, "orientation").text, "Needs oriented stimuli");
  sample.analyses.choices().setStimuli("gratings:");
  ASSERT_TRUE(comes([&] { return !sample.analyses.reading(); }));
  EXPECT_EQ(analysisLine(sample.analyses, "orientation").state, AnalysisState::Ready);
  EXPECT_EQ(analysisLine(sample.analyses, "orientation").text, "Orientation of 4 layers");
  EXPECT_EQ(analysisLine(sample.analyses, "selectivity").state, AnalysisState::Needs);
  EXPECT_EQ(analysisLine(sample.analyses, "selectivity").text, "Needs images sorted by category");
  sample.monitor.close();
  EXPECT_TRUE(sample.analyses.results().rows().empty());
  EXPECT_EQ(analysisLine(sample.analyses, "smoothness").text, "Needs an open run");
}

TEST(RunPlan, saysWhatRunAllTakesBeforeItStarts) {
  Asked asked;
  FakeEngine engine = askedEngine(asked, true);
  std::mutex mutex;
  AnalysisPlan plan;
  plan.fromStimuli = {"smoothness"};
  plan.fromMaps = {"patches"};
  plan.stored = {"selectivity"};
  plan.stimuli = 1584;
  plan.seconds = 20;
  engine.onAnalysisPlan = [&](const AnalysisRequest& request) {
    const std::lock_guard lock(mutex);
    const auto turns = std::count(request.analyses.begin(), request.analyses.end(), "orientation");
    EXPECT_EQ(turns, request.stimuli.data == "gratings:" ? 1 : 0) << "only what suits the stimuli";
    return plan;
  };
  SampleAnalyses sample(std::move(engine));
  ASSERT_TRUE(comes([&] { return !sample.analyses.plan().text().isEmpty(); }));
  EXPECT_TRUE(asked.analysed.empty());
  const QString text = sample.analyses.plan().text();
  EXPECT_TRUE(text.contains("3 networks (trained, baseline, untrained)") && text.contains("stimuli") &&
              text.contains("Smoothness"))
      << text.toStdString();
  EXPECT_TRUE(text.contains(QStringLiteral("1\u202fmin"))) << "20 s each: " << text.toStdString();
  EXPECT_TRUE(text.startsWith("At least ")) << "nothing of it was measured: " << text.toStdString();
  EXPECT_TRUE(text.contains("Made of stored maps: Patches.")) << text.toStdString();
  {
    const std::lock_guard lock(mutex);
    plan.fromStimuli.clear();
    plan.fromMaps.clear();
  }
  sample.analyses.choices().setStimuli("gratings:");
  EXPECT_TRUE(comes([&] { return sample.analyses.plan().text().contains("nothing is left to compute"); }));
}

/// The plan of one set of stimuli is never said of another.
TEST(RunPlan, isOfTheStimuliThatAreChosenOrNotThere) {
  FakeEngine engine = sampleEngine(false, false);
  std::atomic<bool> hold{false};
  engine.onAnalysisPlan = [&hold](const AnalysisRequest& request) {
    while (hold) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    AnalysisPlan plan;
    plan.fromStimuli = request.analyses;
    plan.stimuli = request.stimuli.data == "gratings:" ? 96 : 1584;
    return plan;
  };
  SampleAnalyses sample(std::move(engine));
  ASSERT_TRUE(comes([&] { return sample.analyses.plan().text().contains(QStringLiteral("%L1").arg(1584)); }));
  QSignalSpy changes(&sample.analyses.plan(), &RunPlan::changed);
  hold = true;
  sample.analyses.choices().setStimuli("gratings:");
  EXPECT_TRUE(sample.analyses.plan().text().isEmpty()) << sample.analyses.plan().text().toStdString();
  EXPECT_TRUE(sample.analyses.plan().isAsked());
  EXPECT_EQ(changes.size(), 1) << "both places read it anew";
  EXPECT_FALSE(notComputedState(sample.analyses).text.contains("Run all"));
  hold = false;
  ASSERT_TRUE(comes([&] { return sample.analyses.plan().text().contains("96 stimuli"); }));
  EXPECT_FALSE(sample.analyses.plan().isAsked());
  EXPECT_TRUE(notComputedState(sample.analyses).text.contains("96 stimuli"));
}

TEST(RunPlan, itsTimeStaysWhileThePlanStays) {
  FakeEngine engine = sampleEngine(false, false);
  std::atomic<int> asked{0};
  engine.onAnalysisPlan = [&asked](const AnalysisRequest& request) {
    AnalysisPlan plan;
    plan.fromStimuli = request.analyses;
    plan.stimuli = request.stimuli.data == "gratings:" ? 96 : 1584;
    plan.seconds = 20 + 20 * (asked++ / 3);  // three networks are asked about at a time
    return plan;
  };
  SampleAnalyses sample(std::move(engine));
  ASSERT_TRUE(comes([&] { return !sample.analyses.plan().text().isEmpty(); }));
  const QString first = sample.analyses.plan().text();
  const int before = asked;
  Q_EMIT sample.analyses.results().changed();  // as each new checkpoint of a run in training does
  ASSERT_TRUE(comes([&] { return asked >= before + 3; }));
  letPass(200);  // for its answer
  EXPECT_EQ(sample.analyses.plan().text(), first);
  sample.analyses.choices().setStimuli("gratings:");
  ASSERT_TRUE(comes([&] { return sample.analyses.plan().text().contains("96 stimuli"); }));
  EXPECT_NE(sample.analyses.plan().text().section(QLatin1Char(':'), 0, 0), first.section(QLatin1Char(':'), 0, 0));
}

TEST(RunPlan, tellsTheTimeThatTheSameTookHereBefore) {
  Asked asked;
  FakeEngine engine = askedEngine(asked);
  engine.onAnalyse = [made = sampleEngine().onStoredAnalysis](const AnalysisRequest& request,
                                                              const Computing& computing) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    computing.progress(100, 100);
    return made(request);
  };
  engine.onAnalysisPlan = [](const AnalysisRequest& request) {
    AnalysisPlan plan;
    plan.fromStimuli = request.analyses;
    plan.stimuli = 10000;
    plan.seconds = 1;  // as the training's speed promises
    return plan;
  };
  SampleAnalyses sample(std::move(engine));
  ASSERT_TRUE(comes([&] { return sample.analyses.plan().text().startsWith("At least 3"); }));
  sample.analyses.work().startAll();
  ASSERT_TRUE(comes([&] { return !sample.analyses.work().running(); }));
  EXPECT_TRUE(comes([&] { return sample.analyses.plan().text().startsWith("About "); }))
      << sample.analyses.plan().text().toStdString();
  EXPECT_FALSE(sample.analyses.plan().text().startsWith("About 3\u202fs"))
      << "three networks at 0.1 s for 100 stimuli: " << sample.analyses.plan().text().toStdString();
}

TEST(Analyses, aFolderOnceChosenIsOfferedForOtherRunsWhileItIsThere) {
  QTemporaryDir localizer;
  const std::string data = "localizer:" + localizer.path().toStdString();
  const auto offered = [&data](const Analyses& analyses) {
    const auto choices = analyses.choices().offeredStimuli();
    return std::count_if(choices.begin(), choices.end(),
                         [&](const StimuliChoice& choice) { return choice.data == data; });
  };
  {
    SampleAnalyses first(sampleEngine(false, false));
    first.analyses.choices().setStimuli(data);
    EXPECT_EQ(offered(first.analyses), 1);
  }
  {
    SampleAnalyses later(sampleEngine(false, false));
    EXPECT_TRUE(comes([&] { return offered(later.analyses) == 1; }));
    EXPECT_NE(later.analyses.choices().stimuli(), data) << "offered, not chosen";
  }
  localizer.remove();
  SampleAnalyses last(sampleEngine(false, false));
  ASSERT_TRUE(comes([&] { return !last.analyses.choices().offeredStimuli().empty(); }));
  EXPECT_EQ(offered(last.analyses), 0);
}

TEST(Analyses, otherSettingsReadWhatIsStoredForThem) {
  Asked asked;
  SampleAnalyses sample(askedEngine(asked, true));
  QSignalSpy changes(&sample.analyses.choices(), &AnalysisChoices::changed);
  AnalysisSettings settings = sample.analyses.choices().settings();
  settings.values["statistic"] = std::string("d_prime");
  sample.analyses.choices().setSettings(settings);
  EXPECT_EQ(changes.size(), 1);
  EXPECT_NE(sample.analyses.results().first(), nullptr) << "what was found stays until it is known what is stored";
  ASSERT_TRUE(comes([&] { return !sample.analyses.reading(); }));
  ASSERT_EQ(asked.stored.size(), 6u);
  EXPECT_EQ(asked.stored.back(), "untrained synthetic_localizer: d_prime");
  EXPECT_EQ(sample.analyses.results().first()->found->settings.text("statistic"), "d_prime");
  sample.analyses.choices().setSettings(settings);  // the same: nothing
  EXPECT_EQ(changes.size(), 1);
  sample.analyses.choices().setStimuli("localizer:photos");
  EXPECT_EQ(sample.analyses.choices().offeredStimuli().back().data, "localizer:photos")
      << "a folder of one's own is kept among the choices";
}

TEST(Analyses, theRunsOwnImagesAreStimuliToo) {
  FakeEngine engine = sampleEngine(false, false);
  engine.onStimuliChoices = [] {
    return std::vector<StimuliChoice>{{"", "Validation images, by class"}, {"gratings:", "Gratings"}};
  };
  SampleAnalyses sample(std::move(engine));
  EXPECT_TRUE(sample.analyses.choices().hasStimuli());
  EXPECT_EQ(sample.analyses.choices().stimuli(), "");
  sample.analyses.work().startAll();
  ASSERT_TRUE(comes([&] { return !sample.analyses.work().running(); }));
  EXPECT_NE(sample.analyses.results().first(), nullptr);
  sample.monitor.close();
  EXPECT_FALSE(sample.analyses.choices().hasStimuli());
}

TEST(AnalysisSelection, layerAndUnitAreTheMonitors) {
  SampleAnalyses sample;
  QSignalSpy selection(&sample.analyses.selection(), &AnalysisSelection::changed);
  sample.analyses.selection().setLayer("layer3.1.conv2");
  sample.analyses.selection().setUnit(59);
  EXPECT_EQ(sample.monitor.view().layer, "layer3.1.conv2");
  EXPECT_EQ(sample.monitor.view().unit, 59);
  EXPECT_EQ(selection.size(), 2);
  sample.analyses.selection().setLayer("layer4.1.conv2");
  EXPECT_EQ(sample.analyses.selection().unit(), -1) << "a unit of another sheet is another unit";
  sample.analyses.selection().setUnit(3);
  ViewState view = sample.monitor.view();
  view.layer = "bn1";
  sample.monitor.setView(view);
  EXPECT_EQ(sample.analyses.selection().layer(), "layer1.0.conv2")
      << "a layer without results is answered by the first that has some";
  EXPECT_EQ(sample.analyses.selection().unit(), -1);
}

TEST(UnitPictures, areThoseOfTheStrongestStimuli) {
  SampleAnalyses sample;
  sample.analyses.selection().setLayer("layer1.0.conv2");
  sample.analyses.selection().setUnit(2);
  sample.analyses.pictures().request(*sample.analyses.results().first(), sample.analyses.selection().layer(),
                                     sample.analyses.selection().unit());
  ASSERT_TRUE(comes([&] { return sample.analyses.pictures().list().size() == 8; }));
  EXPECT_EQ(sample.analyses.pictures().list()[1].name, "image " + std::to_string((2 * 8 + 1) * 7));
  sample.analyses.selection().setUnit(-1);
  sample.analyses.pictures().request(*sample.analyses.results().first(), sample.analyses.selection().layer(),
                                     sample.analyses.selection().unit());
  EXPECT_TRUE(sample.analyses.pictures().list().empty());
}

}  // namespace
}  // namespace studio
