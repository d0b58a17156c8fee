// Analyses at work over a fake engine: what is computed and in which order, what is skipped, stopped, dropped and said
// of failures.
#include <gtest/gtest.h>

#include <QSignalSpy>
#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <thread>

#include "tests/widgets/analysis_fixture.h"
#include "tests/widgets/asked_engine.h"

namespace studio {
namespace {

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
  EXPECT_NE(analysisLine(sample.analyses, "smoothness").text, "Not computed");
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
    if (kindIn(request) == AnalysisNetwork::Kind::Trained) throw std::runtime_error("GPU 0 has no memory left.");
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
  EXPECT_EQ(analysisLine(sample.analyses, "smoothness").text, "Failed");
  EXPECT_EQ(analysisLine(sample.analyses, "smoothness").tip, "GPU 0 has no memory left.");
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
  EXPECT_EQ(analysisEmptyState(sample.analyses, "smoothness").text, "The images are too small.") << "in the centre";
  EXPECT_EQ(analysisDockText(sample.analyses, "smoothness"), "Failed");
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

TEST(Analyses, rowsSayWhichWaitsWhichRunsAndWhichIsTakenFromStoredMaps) {
  Asked asked;
  FakeEngine engine = askedEngine(asked);
  std::atomic<int> part{0};
  engine.onAnalyse = [&](const AnalysisRequest& request, const Computing& computing) {
    const auto hold = [&](int until) {
      while (part < until && !computing.stop.stop_requested())
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    };
    hold(1);
    computing.begun({"patches"}, true);
    computing.layers(4, 4);
    hold(2);
    computing.begun({"smoothness"}, false);
    computing.progress(320, 500);
    hold(3);
    computing.begun({"selectivity"}, false);
    hold(4);
    return sampleAnalysis(kindIn(request));
  };
  SampleAnalyses sample(std::move(engine));
  sample.analyses.work().startAll();
  const auto text = [&](const char* name) { return analysisLine(sample.analyses, name).text; };
  EXPECT_EQ(text("patches"), "Waiting");
  EXPECT_EQ(analysisLine(sample.analyses, "patches").state, AnalysisState::Waiting);
  part = 1;
  ASSERT_TRUE(comes([&] { return text("patches") == "Taken from stored maps"; })) << text("patches").toStdString();
  EXPECT_EQ(text("smoothness"), "Waiting") << "it is the maps' turn";
  part = 2;
  ASSERT_TRUE(comes([&] { return text("smoothness").startsWith("Running"); })) << text("smoothness").toStdString();
  EXPECT_EQ(text("patches"), "Taken from stored maps");
  EXPECT_EQ(text("selectivity"), "Waiting");
  EXPECT_TRUE(comes([&] { return sample.analyses.work().progressText() == "Trained: 320 of 500 images"; }))
      << "not the layers of the maps: " << sample.analyses.work().progressText().toStdString();
  part = 3;
  ASSERT_TRUE(comes([&] { return text("selectivity").startsWith("Running"); })) << text("selectivity").toStdString();
  EXPECT_EQ(text("smoothness"), "Computed, the others run");
  part = 4;
  ASSERT_TRUE(comes([&] { return !sample.analyses.work().running(); }));
  EXPECT_EQ(analysisLine(sample.analyses, "patches").state, AnalysisState::Ready);
}

/// Shown the stimuli once for all: the time left is that of all, so no row of several claims it as its own.
TEST(Analyses, theTimeLeftIsOfOneRowOnlyWhereThatRunsAlone) {
  FakeEngine engine = sampleEngine(false, false);
  engine.onAnalyse = [](const AnalysisRequest& request, const Computing& computing) -> NetworkAnalysis {
    computing.begun(request.analyses, false);
    computing.progress(320, 500);
    while (!computing.stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    throw ComputingStopped{};
  };
  SampleAnalyses sample(std::move(engine));
  AnalysisWork& work = sample.analyses.work();
  const auto text = [&](const char* name) { return analysisLine(sample.analyses, name).text; };
  work.startAll();
  ASSERT_TRUE(comes([&] { return work.secondsLeft() > 0; }));
  for (const char* name : {"selectivity", "smoothness", "patches"}) EXPECT_EQ(text(name), "Running") << name;
  work.cancel();
  ASSERT_TRUE(comes([&] { return !work.running(); }));
  work.start({"patches"});
  ASSERT_TRUE(comes([&] { return work.secondsLeft() > 0; }));
  EXPECT_TRUE(text("patches").startsWith("Running, ")) << text("patches").toStdString();
  EXPECT_TRUE(text("patches").endsWith(" left")) << text("patches").toStdString();
  work.cancel();
  EXPECT_TRUE(comes([&] { return !work.running(); }));
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

TEST(Analyses, ofAFileResultsAreKeptForTheSessionAndItsSpeedIsRemembered) {
  FakeEngine engine = sampleEngine(false, false);
  AnalysisNetwork file;
  file.run = "weights.safetensors";
  file.source.model = "resnet18_of_this_test";
  file.source.weights = "weights.safetensors";
  engine.onNetworks = [file](const auto&, auto) { return std::vector<AnalysisNetwork>{file}; };
  std::mutex mutex;
  std::vector<std::filesystem::path> stores;
  const auto note = [&](const AnalysisRequest& request) {
    const std::lock_guard lock(mutex);
    stores.push_back(request.store);
  };
  engine.onStoredAnalysis = [note, inner = engine.onStoredAnalysis](const AnalysisRequest& request) {
    note(request);
    return inner(request);
  };
  engine.onAnalyse = [note, inner = engine.onAnalyse](const AnalysisRequest& request, const Computing& computing) {
    note(request);
    computing.progress(500, 500);
    return inner(request, computing);
  };
  engine.onAnalysisPlan = [note](const AnalysisRequest& request) {
    note(request);
    AnalysisPlan plan;
    plan.fromStimuli = request.analyses;
    plan.stimuli = 500;
    return plan;
  };
  SampleAnalyses sample(std::move(engine));
  sample.analyses.work().startAll();
  ASSERT_TRUE(comes([&] { return !sample.analyses.work().running(); }));
  EXPECT_GT(sample.analyses.work().stimuliPerSecond(file), 0);
  EXPECT_TRUE(comes([&] { return sample.analyses.plan().text().contains("About "); }))
      << sample.analyses.plan().text().toStdString();
  const std::lock_guard lock(mutex);
  ASSERT_GE(stores.size(), 3u);
  for (const auto& store : stores) EXPECT_EQ(store, stores.front()) << "read, computed and planned in one place";
  EXPECT_TRUE(std::filesystem::is_directory(stores.front()));
}

}  // namespace
}  // namespace studio
