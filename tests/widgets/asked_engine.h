// An engine that writes down what it was asked for, and how the list tells of an analysis.
#pragma once
#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/widgets/analysis_fixture.h"
#include "widgets/analysis/analysis_list.h"

namespace studio {

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

inline std::string analysisKindName(AnalysisNetwork::Kind kind) {
  using Kind = AnalysisNetwork::Kind;
  return kind == Kind::Trained ? "trained" : kind == Kind::Baseline ? "baseline" : "untrained";
}

inline FakeEngine askedEngine(Asked& asked, bool storedAlready = false) {
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
    if (computing.begun) computing.begun(request.analyses, false);
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

inline AnalysisLine analysisLine(const Analyses& analyses, const std::string& name) {
  for (const AnalysisLine& line : analysisLines(analyses))
    if (line.name == name) return line;
  return {};
}

}  // namespace studio
