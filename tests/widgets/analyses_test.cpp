// The parts of Analyses over a fake engine: what they read, computes, skips, drops and says.
#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <mutex>
#include <thread>

#include "tests/widgets/analysis_fixture.h"
#include "widgets/analysis/analysis_list.h"

namespace studio {
namespace {

using Kind = AnalysisNetwork::Kind;

/// Writes down what the engine was asked, on which threads; `hold` keeps an analysis at work until it is let go or
/// stopped.
struct Asked {
  std::mutex mutex;
  std::vector<std::string> analysed, stored;
  std::vector<std::vector<std::string>> names;
  std::atomic<bool> hold{false};
  std::atomic<int> onGuiThread{0}, stopped{0};
  std::thread::id gui = std::this_thread::get_id();
  void note(std::vector<std::string>& list, std::string text) {
    const std::lock_guard lock(mutex);
    list.push_back(std::move(text));
    onGuiThread += std::this_thread::get_id() == gui;
  }
  std::size_t analyses() {
    const std::lock_guard lock(mutex);
    return analysed.size();
  }
};

std::string analysisKindName(Kind kind) {
  return kind == Kind::Trained ? "trained" : kind == Kind::Baseline ? "baseline" : "untrained";
}

FakeEngine askedEngine(Asked& asked, bool storedAlready = false) {
  FakeEngine engine = sampleEngine(false, storedAlready);
  engine.onStoredAnalysis = [&asked, inner = engine.onStoredAnalysis](const AnalysisRequest& request) {
    asked.note(asked.stored, analysisKindName(kindIn(request)) + " " + request.stimuli.data + " " +
                                 request.settings.text("statistic"));
    return inner(request);
  };
  engine.onAnalyse = [&asked, inner = engine.onAnalyse](const AnalysisRequest& request, const Computing& computing) {
    asked.note(asked.analysed, analysisKindName(kindIn(request)));
    {
      const std::lock_guard lock(asked.mutex);
      asked.names.push_back(request.analyses);
    }
    computing.progress(320, 500);
    while (asked.hold) {
      if (computing.stop.stop_requested()) {
        ++asked.stopped;
        throw ComputingStopped{};
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return inner(request, computing);
  };
  return engine;
}

AnalysisLine analysisLine(const Analyses& analyses, const std::string& name) {
  for (const AnalysisLine& line : analysisLines(analyses))
    if (line.name == name) return line;
  return {};
}

TEST(Analyses, takesWhatIsStoredForTheOpenRun) {
  Asked asked;
  SampleAnalyses sample(askedEngine(asked, true));
  ASSERT_EQ(sample.analyses.results().rows().size(), 3u);
  EXPECT_EQ(sample.analyses.choices().stimuli(), "synthetic_localizer:");
  for (const AnalysisRow& row : sample.analyses.results().rows()) EXPECT_NE(row.found, nullptr);
  ASSERT_NE(sample.analyses.results().first(), nullptr);
  EXPECT_EQ(sample.analyses.results().first()->network().kind, Kind::Trained);
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

TEST(Analyses, computesTrainedThenBaselineThenUntrained) {
  Asked asked;
  FakeEngine engine = askedEngine(asked);
  engine.onNetworks = [](const auto&, auto) {
    auto networks = sampleNetworks();
    std::reverse(networks.begin(), networks.end());
    return networks;
  };
  SampleAnalyses sample(std::move(engine));
  EXPECT_EQ(sample.analyses.results().first(), nullptr);
  EXPECT_EQ(analysisLine(sample.analyses, "smoothness").text, "Not computed");
  sample.analyses.work().startAll();
  EXPECT_TRUE(sample.analyses.work().running());
  EXPECT_EQ(analysisLine(sample.analyses, "smoothness").state, AnalysisState::Running);
  ASSERT_TRUE(comes([&] { return !sample.analyses.work().running(); }));
  EXPECT_EQ(asked.analysed, (std::vector<std::string>{"trained", "baseline", "untrained"}));
  for (const AnalysisRow& row : sample.analyses.results().rows()) EXPECT_NE(row.found, nullptr);
  EXPECT_EQ(analysisLine(sample.analyses, "smoothness").state, AnalysisState::Ready);
  EXPECT_EQ(asked.onGuiThread, 0);
  for (const std::string& name : asked.names.front()) EXPECT_NE(name, "orientation") << "the stimuli do not turn";
}

TEST(Analyses, oneAnalysisKeepsTheOthersThatAreThere) {
  Asked asked;
  SampleAnalyses sample(askedEngine(asked, true));
  sample.analyses.work().start({"patches"});
  ASSERT_TRUE(comes([&] { return !sample.analyses.work().running(); }));
  const auto& names = asked.names.front();
  EXPECT_EQ(names.front(), "patches");
  EXPECT_NE(std::find(names.begin(), names.end(), "smoothness"), names.end());
  EXPECT_EQ(std::count(names.begin(), names.end(), "patches"), 1);
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
  EXPECT_TRUE(text.contains("3 networks") && text.contains("stimuli") && text.contains("Smoothness"))
      << text.toStdString();
  EXPECT_TRUE(text.contains(QStringLiteral("1\u202fmin"))) << "20 s each: " << text.toStdString();
  EXPECT_TRUE(text.contains("Made of stored maps: Patches.")) << text.toStdString();
  {
    const std::lock_guard lock(mutex);
    plan.fromStimuli.clear();
    plan.fromMaps.clear();
  }
  sample.analyses.choices().setStimuli("gratings:");
  EXPECT_TRUE(comes([&] { return sample.analyses.plan().text().contains("nothing is left to compute"); }));
}

TEST(Analyses, networksThatAreMissingAreSkipped) {
  Asked asked;
  FakeEngine engine = askedEngine(asked);
  engine.onNetworks = [](const auto&, auto) {
    auto networks = sampleNetworks();
    networks[1].missing = "No run with τ 0 and seed 0 in this folder.";
    return networks;
  };
  SampleAnalyses sample(std::move(engine));
  sample.analyses.work().startAll();
  ASSERT_TRUE(comes([&] { return !sample.analyses.work().running(); }));
  EXPECT_EQ(asked.analysed, (std::vector<std::string>{"trained", "untrained"}));
  EXPECT_EQ(sample.analyses.results().rows()[1].found, nullptr);
  EXPECT_EQ(asked.stored,
            (std::vector<std::string>{"trained synthetic_localizer: t", "untrained synthetic_localizer: t"}));
}

TEST(Analyses, aFailureIsASentenceAndTheOthersGoOn) {
  FakeEngine engine = sampleEngine(false, false);
  engine.onAnalyse = [inner = engine.onAnalyse](const AnalysisRequest& request, const Computing& computing) {
    if (kindIn(request) == Kind::Trained) throw std::runtime_error("GPU 0 has no memory left.");
    return inner(request, computing);
  };
  SampleAnalyses sample(std::move(engine));
  QSignalSpy failures(&sample.analyses, &Analyses::failed);
  sample.analyses.work().startAll();
  ASSERT_TRUE(comes([&] { return !sample.analyses.work().running(); }));
  ASSERT_EQ(failures.size(), 1);
  EXPECT_EQ(failures[0][0].toString(), "GPU 0 has no memory left.");
  EXPECT_EQ(sample.analyses.results().rows()[0].error, "GPU 0 has no memory left.");
  EXPECT_EQ(analysisLine(sample.analyses, "smoothness").state, AnalysisState::Failed);
  EXPECT_EQ(analysisLine(sample.analyses, "smoothness").text, "GPU 0 has no memory left.");
  EXPECT_NE(sample.analyses.results().rows()[2].found, nullptr);
}

TEST(Analyses, whatFailsForAllNetworksIsSaidOnce) {
  FakeEngine engine = sampleEngine(false, false);
  engine.onAnalyse = [](const AnalysisRequest&, const Computing&) -> NetworkAnalysis {
    throw std::runtime_error("The images are too small.");
  };
  SampleAnalyses sample(std::move(engine));
  QSignalSpy failures(&sample.analyses, &Analyses::failed);
  for (int again = 1; again <= 2; ++again) {
    sample.analyses.work().startAll();
    ASSERT_TRUE(comes([&] { return !sample.analyses.work().running(); }));
    EXPECT_EQ(failures.size(), again) << "once each time it is tried";
  }
  for (const AnalysisRow& row : sample.analyses.results().rows()) EXPECT_EQ(row.error, "The images are too small.");
}

TEST(Analyses, neverBlocksAndCanBeStopped) {
  Asked asked;
  asked.hold = true;
  SampleAnalyses sample(askedEngine(asked));
  sample.analyses.work().startAll();  // comes back although the analysis is held
  ASSERT_TRUE(comes([&] { return sample.analyses.work().progressText() == "Trained: 320 of 500 images"; }))
      << sample.analyses.work().progressText().toStdString();
  EXPECT_NEAR(sample.analyses.work().progress(), 0.64 / 3, 1e-9);
  EXPECT_GT(sample.analyses.work().secondsLeft(), 0);
  sample.analyses.work().startAll();  // at work already: nothing
  sample.analyses.work().cancel();
  EXPECT_EQ(sample.analyses.work().progressText(), "Stopping");
  ASSERT_TRUE(comes([&] { return !sample.analyses.work().running(); }));
  EXPECT_EQ(asked.stopped, 1);
  EXPECT_EQ(asked.analysed.size(), 1u);
  EXPECT_EQ(sample.analyses.work().progress(), -1);
  EXPECT_EQ(sample.analyses.results().rows()[0].found, nullptr);
  EXPECT_TRUE(sample.analyses.results().rows()[0].error.isEmpty()) << "stopping is no failure";
}

TEST(Analyses, filesBeingReadAreReportedBeforeAnyIsShown) {
  FakeEngine engine = sampleEngine(false, false);
  std::atomic<bool> hold{true};
  engine.onAnalyse = [&hold](const AnalysisRequest& request, const Computing& computing) {
    computing.reading(40, 1584);
    while (hold && !computing.stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    return sampleAnalysis(kindIn(request));
  };
  SampleAnalyses sample(std::move(engine));
  sample.analyses.work().startAll();
  EXPECT_TRUE(comes([&] {
    return sample.analyses.work().progressText() ==
           QStringLiteral("Trained: reading %L1 of %L2 images").arg(40).arg(1584);
  })) << sample.analyses.work().progressText().toStdString();
  EXPECT_EQ(sample.analyses.work().progress(), 0);
  hold = false;
  EXPECT_TRUE(comes([&] { return !sample.analyses.work().running(); }));
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

TEST(Analyses, aRunOpenedMeanwhileDropsLateAnswers) {
  Asked asked;
  asked.hold = true;
  SampleAnalyses sample(askedEngine(asked));
  sample.analyses.work().startAll();
  ASSERT_TRUE(comes([&] { return asked.analyses() == 1; }));
  sample.open("runs/other");
  EXPECT_FALSE(sample.analyses.work().running());
  ASSERT_TRUE(comes([&] { return asked.stopped == 1; }));
  letPass(100);
  ASSERT_EQ(sample.analyses.results().rows().size(), 3u);
  for (const AnalysisRow& row : sample.analyses.results().rows()) EXPECT_EQ(row.found, nullptr);
  asked.hold = false;
  sample.analyses.work().startAll();
  ASSERT_TRUE(comes([&] { return !sample.analyses.work().running(); }));
  EXPECT_NE(sample.analyses.results().first(), nullptr);
}

TEST(Analyses, anAnswerThatComesInSpiteOfAnotherRunIsDropped) {
  Asked asked;
  FakeEngine engine = askedEngine(asked);
  std::atomic<bool> hold{true}, atWork{false}, answered{false};
  engine.onAnalyse = [&](const AnalysisRequest& request, const Computing&) {
    NetworkAnalysis found = sampleAnalysis(kindIn(request));
    atWork = true;
    while (hold) std::this_thread::sleep_for(std::chrono::milliseconds(2));  // deaf to being stopped
    answered = true;
    return found;
  };
  SampleAnalyses sample(std::move(engine));
  sample.analyses.work().startAll();
  ASSERT_TRUE(comes([&] { return bool(atWork); }));
  sample.open("runs/other");
  hold = false;
  ASSERT_TRUE(comes([&] { return bool(answered); }));
  letPass(200);
  for (const AnalysisRow& row : sample.analyses.results().rows()) EXPECT_EQ(row.found, nullptr);
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

TEST(Analyses, theWindowClosesWhileAnAnalysisIsAtWork) {
  Asked asked;
  asked.hold = true;
  {
    SampleAnalyses sample(askedEngine(asked));
    sample.analyses.work().startAll();
    ASSERT_TRUE(comes([&] { return asked.analyses() == 1; }));
  }
  EXPECT_EQ(asked.stopped, 1) << "it was stopped and waited for";
}

}  // namespace
}  // namespace studio
