// The desk over a fake engine: what it reads, computes, skips, drops and says.
#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <mutex>
#include <thread>

#include "tests/widgets/analysis_fixture.h"

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

std::string nameOf(Kind kind) {
  return kind == Kind::Trained ? "trained" : kind == Kind::Baseline ? "baseline" : "untrained";
}

FakeEngine askedEngine(Asked& asked, bool storedAlready = false) {
  FakeEngine engine = sampleEngine(false, storedAlready);
  engine.onStoredAnalysis = [&asked, inner = engine.onStoredAnalysis](const AnalysisRequest& request) {
    asked.note(asked.stored,
               nameOf(kindIn(request)) + " " + request.stimuli.data + " " + request.settings.text("statistic"));
    return inner(request);
  };
  engine.onAnalyse = [&asked, inner = engine.onAnalyse](const AnalysisRequest& request, const Computing& computing) {
    asked.note(asked.analysed, nameOf(kindIn(request)));
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

AnalysisLine analysisLine(const AnalysisDesk& desk, const std::string& name) {
  for (const AnalysisLine& line : desk.lines())
    if (line.name == name) return line;
  return {};
}

TEST(AnalysisDesk, takesWhatIsStoredForTheOpenRun) {
  Asked asked;
  SampleDesk sample(askedEngine(asked, true));
  ASSERT_EQ(sample.desk.rows().size(), 3u);
  EXPECT_EQ(sample.desk.stimuli(), "synthetic_localizer:");
  for (const AnalysisRow& row : sample.desk.rows()) EXPECT_NE(row.found, nullptr);
  ASSERT_NE(sample.desk.trained(), nullptr);
  EXPECT_EQ(sample.desk.trained()->network.kind, Kind::Trained);
  EXPECT_TRUE(asked.analysed.empty()) << "nothing is computed unasked";
  EXPECT_EQ(asked.stored.size(), 3u);
  EXPECT_EQ(asked.onGuiThread, 0);
}

TEST(AnalysisDesk, linesSayStateAndResultInOneNumber) {
  SampleDesk sample;
  EXPECT_EQ(analysisLine(sample.desk, "selectivity").text, "Selectivity of 4 layers");
  EXPECT_EQ(analysisLine(sample.desk, "selectivity").state, AnalysisState::Ready);
  EXPECT_EQ(analysisLine(sample.desk, "orientation").state, AnalysisState::Unsuited);
  EXPECT_EQ(analysisLine(sample.desk, "orientation").text, "Only for gratings or bars");
  sample.desk.setStimuli("gratings:");
  ASSERT_TRUE(comes([&] { return !sample.desk.reading(); }));
  EXPECT_EQ(analysisLine(sample.desk, "orientation").state, AnalysisState::Ready);
  EXPECT_EQ(analysisLine(sample.desk, "orientation").text, "Orientation of 4 layers");
  EXPECT_EQ(analysisLine(sample.desk, "selectivity").state, AnalysisState::Needs);
  EXPECT_EQ(analysisLine(sample.desk, "selectivity").text, "Needs images sorted by category");
  sample.monitor.close();
  EXPECT_TRUE(sample.desk.rows().empty());
  EXPECT_EQ(analysisLine(sample.desk, "smoothness").text, "Needs an open run");
}

TEST(AnalysisDesk, computesTrainedThenBaselineThenUntrained) {
  Asked asked;
  FakeEngine engine = askedEngine(asked);
  engine.onNetworks = [] {
    auto networks = sampleNetworks();
    std::reverse(networks.begin(), networks.end());
    return networks;
  };
  SampleDesk sample(std::move(engine));
  EXPECT_EQ(sample.desk.trained(), nullptr);
  EXPECT_EQ(analysisLine(sample.desk, "smoothness").text, "Not computed");
  sample.desk.runAll();
  EXPECT_TRUE(sample.desk.running());
  EXPECT_EQ(analysisLine(sample.desk, "smoothness").state, AnalysisState::Running);
  ASSERT_TRUE(comes([&] { return !sample.desk.running(); }));
  EXPECT_EQ(asked.analysed, (std::vector<std::string>{"trained", "baseline", "untrained"}));
  for (const AnalysisRow& row : sample.desk.rows()) EXPECT_NE(row.found, nullptr);
  EXPECT_EQ(analysisLine(sample.desk, "smoothness").state, AnalysisState::Ready);
  EXPECT_EQ(asked.onGuiThread, 0);
  for (const std::string& name : asked.names.front()) EXPECT_NE(name, "orientation") << "the stimuli do not turn";
}

TEST(AnalysisDesk, oneAnalysisKeepsTheOthersThatAreThere) {
  Asked asked;
  SampleDesk sample(askedEngine(asked, true));
  sample.desk.run({"patches"});
  ASSERT_TRUE(comes([&] { return !sample.desk.running(); }));
  const auto& names = asked.names.front();
  EXPECT_EQ(names.front(), "patches");
  EXPECT_NE(std::find(names.begin(), names.end(), "smoothness"), names.end());
  EXPECT_EQ(std::count(names.begin(), names.end(), "patches"), 1);
}

TEST(AnalysisDesk, networksThatAreMissingAreSkipped) {
  Asked asked;
  FakeEngine engine = askedEngine(asked);
  engine.onNetworks = [] {
    auto networks = sampleNetworks();
    networks[1].missing = "No run with τ 0 and seed 0 in this folder.";
    return networks;
  };
  SampleDesk sample(std::move(engine));
  sample.desk.runAll();
  ASSERT_TRUE(comes([&] { return !sample.desk.running(); }));
  EXPECT_EQ(asked.analysed, (std::vector<std::string>{"trained", "untrained"}));
  EXPECT_EQ(sample.desk.rows()[1].found, nullptr);
  EXPECT_EQ(asked.stored,
            (std::vector<std::string>{"trained synthetic_localizer: t", "untrained synthetic_localizer: t"}));
}

TEST(AnalysisDesk, aFailureIsASentenceAndTheOthersGoOn) {
  FakeEngine engine = sampleEngine(false, false);
  engine.onAnalyse = [inner = engine.onAnalyse](const AnalysisRequest& request, const Computing& computing) {
    if (kindIn(request) == Kind::Trained) throw std::runtime_error("GPU 0 has no memory left.");
    return inner(request, computing);
  };
  SampleDesk sample(std::move(engine));
  QSignalSpy failures(&sample.desk, &AnalysisDesk::failed);
  sample.desk.runAll();
  ASSERT_TRUE(comes([&] { return !sample.desk.running(); }));
  ASSERT_EQ(failures.size(), 1);
  EXPECT_EQ(failures[0][0].toString(), "GPU 0 has no memory left.");
  EXPECT_EQ(sample.desk.rows()[0].error, "GPU 0 has no memory left.");
  EXPECT_EQ(analysisLine(sample.desk, "smoothness").state, AnalysisState::Failed);
  EXPECT_EQ(analysisLine(sample.desk, "smoothness").text, "GPU 0 has no memory left.");
  EXPECT_NE(sample.desk.rows()[2].found, nullptr);
}

TEST(AnalysisDesk, whatFailsForAllNetworksIsSaidOnce) {
  FakeEngine engine = sampleEngine(false, false);
  engine.onAnalyse = [](const AnalysisRequest&, const Computing&) -> NetworkAnalysis {
    throw std::runtime_error("The images are too small.");
  };
  SampleDesk sample(std::move(engine));
  QSignalSpy failures(&sample.desk, &AnalysisDesk::failed);
  for (int again = 1; again <= 2; ++again) {
    sample.desk.runAll();
    ASSERT_TRUE(comes([&] { return !sample.desk.running(); }));
    EXPECT_EQ(failures.size(), again) << "once each time it is tried";
  }
  for (const AnalysisRow& row : sample.desk.rows()) EXPECT_EQ(row.error, "The images are too small.");
}

TEST(AnalysisDesk, neverBlocksAndCanBeStopped) {
  Asked asked;
  asked.hold = true;
  SampleDesk sample(askedEngine(asked));
  sample.desk.runAll();  // comes back although the analysis is held
  ASSERT_TRUE(comes([&] { return sample.desk.progressText() == "Trained: 320 of 500 images"; }))
      << sample.desk.progressText().toStdString();
  EXPECT_NEAR(sample.desk.progress(), 0.64 / 3, 1e-9);
  EXPECT_GT(sample.desk.secondsLeft(), 0);
  sample.desk.runAll();  // at work already: nothing
  sample.desk.cancel();
  EXPECT_EQ(sample.desk.progressText(), "Stopping");
  ASSERT_TRUE(comes([&] { return !sample.desk.running(); }));
  EXPECT_EQ(asked.stopped, 1);
  EXPECT_EQ(asked.analysed.size(), 1u);
  EXPECT_EQ(sample.desk.progress(), -1);
  EXPECT_EQ(sample.desk.rows()[0].found, nullptr);
  EXPECT_TRUE(sample.desk.rows()[0].error.isEmpty()) << "stopping is no failure";
}

TEST(AnalysisDesk, filesBeingReadAreToldBeforeAnyIsShown) {
  FakeEngine engine = sampleEngine(false, false);
  std::atomic<bool> hold{true};
  engine.onAnalyse = [&hold](const AnalysisRequest& request, const Computing& computing) {
    computing.reading(40, 1584);
    while (hold && !computing.stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    return sampleAnalysis(kindIn(request));
  };
  SampleDesk sample(std::move(engine));
  sample.desk.runAll();
  EXPECT_TRUE(comes([&] {
    return sample.desk.progressText() == QStringLiteral("Trained: reading %L1 of %L2 images").arg(40).arg(1584);
  })) << sample.desk.progressText().toStdString();
  EXPECT_EQ(sample.desk.progress(), 0);
  hold = false;
  EXPECT_TRUE(comes([&] { return !sample.desk.running(); }));
}

TEST(AnalysisDesk, aFolderOnceChosenIsOfferedForOtherRunsWhileItIsThere) {
  QTemporaryDir localizer;
  const std::string data = "localizer:" + localizer.path().toStdString();
  const auto offered = [&data](const AnalysisDesk& desk) {
    const auto choices = desk.stimuliChoices();
    return std::count_if(choices.begin(), choices.end(),
                         [&](const StimuliChoice& choice) { return choice.data == data; });
  };
  {
    SampleDesk first(sampleEngine(false, false));
    first.desk.setStimuli(data);
    EXPECT_EQ(offered(first.desk), 1);
  }
  {
    SampleDesk later(sampleEngine(false, false));
    EXPECT_TRUE(comes([&] { return offered(later.desk) == 1; }));
    EXPECT_NE(later.desk.stimuli(), data) << "offered, not chosen";
  }
  localizer.remove();
  SampleDesk last(sampleEngine(false, false));
  ASSERT_TRUE(comes([&] { return !last.desk.stimuliChoices().empty(); }));
  EXPECT_EQ(offered(last.desk), 0);
}

TEST(AnalysisDesk, aRunOpenedMeanwhileDropsLateAnswers) {
  Asked asked;
  asked.hold = true;
  SampleDesk sample(askedEngine(asked));
  sample.desk.runAll();
  ASSERT_TRUE(comes([&] { return asked.analyses() == 1; }));
  sample.open("runs/other");
  EXPECT_FALSE(sample.desk.running());
  ASSERT_TRUE(comes([&] { return asked.stopped == 1; }));
  letPass(100);
  ASSERT_EQ(sample.desk.rows().size(), 3u);
  for (const AnalysisRow& row : sample.desk.rows()) EXPECT_EQ(row.found, nullptr);
  asked.hold = false;
  sample.desk.runAll();
  ASSERT_TRUE(comes([&] { return !sample.desk.running(); }));
  EXPECT_NE(sample.desk.trained(), nullptr);
}

TEST(AnalysisDesk, anAnswerThatComesInSpiteOfAnotherRunIsDropped) {
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
  SampleDesk sample(std::move(engine));
  sample.desk.runAll();
  ASSERT_TRUE(comes([&] { return bool(atWork); }));
  sample.open("runs/other");
  hold = false;
  ASSERT_TRUE(comes([&] { return bool(answered); }));
  letPass(200);
  for (const AnalysisRow& row : sample.desk.rows()) EXPECT_EQ(row.found, nullptr);
}

TEST(AnalysisDesk, otherSettingsReadWhatIsStoredForThem) {
  Asked asked;
  SampleDesk sample(askedEngine(asked, true));
  QSignalSpy changes(&sample.desk, &AnalysisDesk::settingsChanged);
  AnalysisSettings settings = sample.desk.settings();
  settings.values["statistic"] = std::string("d_prime");
  sample.desk.setSettings(settings);
  EXPECT_EQ(changes.size(), 1);
  EXPECT_NE(sample.desk.trained(), nullptr) << "what was found stays until it is known what is stored";
  ASSERT_TRUE(comes([&] { return !sample.desk.reading(); }));
  ASSERT_EQ(asked.stored.size(), 6u);
  EXPECT_EQ(asked.stored.back(), "untrained synthetic_localizer: d_prime");
  EXPECT_EQ(sample.desk.trained()->found->settings.text("statistic"), "d_prime");
  sample.desk.setSettings(settings);  // the same: nothing
  EXPECT_EQ(changes.size(), 1);
  sample.desk.setStimuli("localizer:photos");
  EXPECT_EQ(sample.desk.stimuliChoices().back().data, "localizer:photos")
      << "a folder of one's own is kept among the choices";
}

TEST(AnalysisDesk, theRunsOwnImagesAreStimuliToo) {
  FakeEngine engine = sampleEngine(false, false);
  engine.onStimuliChoices = [] {
    return std::vector<StimuliChoice>{{"", "Validation images, by class"}, {"gratings:", "Gratings"}};
  };
  SampleDesk sample(std::move(engine));
  EXPECT_TRUE(sample.desk.hasStimuli());
  EXPECT_EQ(sample.desk.stimuli(), "");
  sample.desk.runAll();
  ASSERT_TRUE(comes([&] { return !sample.desk.running(); }));
  EXPECT_NE(sample.desk.trained(), nullptr);
  sample.monitor.close();
  EXPECT_FALSE(sample.desk.hasStimuli());
}

TEST(AnalysisDesk, layerAndUnitAreTheMonitors) {
  SampleDesk sample;
  QSignalSpy selection(&sample.desk, &AnalysisDesk::selectionChanged);
  sample.desk.setLayer("layer3.1.conv2");
  sample.desk.setUnit(59);
  EXPECT_EQ(sample.monitor.view().layer, "layer3.1.conv2");
  EXPECT_EQ(sample.monitor.view().unit, 59);
  EXPECT_EQ(selection.size(), 2);
  sample.desk.setLayer("layer4.1.conv2");
  EXPECT_EQ(sample.desk.unit(), -1) << "a unit of another sheet is another unit";
  sample.desk.setUnit(3);
  ViewState view = sample.monitor.view();
  view.layer = "bn1";
  sample.monitor.setView(view);
  EXPECT_EQ(sample.desk.layer(), "layer1.0.conv2") << "a layer without results is answered by the first that has some";
  EXPECT_EQ(sample.desk.unit(), -1);
}

TEST(AnalysisDesk, picturesOfTheStrongestStimuli) {
  SampleDesk sample;
  sample.desk.setLayer("layer1.0.conv2");
  sample.desk.setUnit(2);
  sample.desk.wantPictures(0);
  ASSERT_TRUE(comes([&] { return sample.desk.pictures().size() == 8; }));
  EXPECT_EQ(sample.desk.pictures()[1].name, "image " + std::to_string((2 * 8 + 1) * 7));
  sample.desk.setUnit(-1);
  sample.desk.wantPictures(0);
  EXPECT_TRUE(sample.desk.pictures().empty());
}

TEST(AnalysisDesk, theWindowClosesWhileAnAnalysisIsAtWork) {
  Asked asked;
  asked.hold = true;
  {
    SampleDesk sample(askedEngine(asked));
    sample.desk.runAll();
    ASSERT_TRUE(comes([&] { return asked.analyses() == 1; }));
  }
  EXPECT_EQ(asked.stopped, 1) << "it was stopped and waited for";
}

}  // namespace
}  // namespace studio
