// A made-up analysis of three networks for tests of the Analyse workspace: smooth random maps (trained), rough ones
// (baseline), weak ones (untrained), five contrasts, four layers of different sheets, patches, curves; and the Analyses
// that have it. Nothing is measured.
#pragma once
#include <string>
#include <vector>

#include "tests/support/fake_engine.h"
#include "tests/widgets/sample_analysis.h"
#include "tests/widgets/sample_kinds.h"
#include "tests/widgets/sample_run.h"
#include "widgets/analysis/analyses.h"
#include "widgets/analysis/readings.h"

namespace studio {

inline AnalysisNetwork sampleNetwork(AnalysisNetwork::Kind kind, const char* run, std::int64_t step,
                                     const char* detail) {
  AnalysisNetwork network{kind, run, {}, step, detail, {}};
  network.source.run = run;
  return network;
}

inline std::vector<AnalysisNetwork> sampleNetworks() {
  using Kind = AnalysisNetwork::Kind;
  return {sampleNetwork(Kind::Trained, "runs/resnet18_tau10_s0", -1, "τ 10, seed 0"),
          sampleNetwork(Kind::Baseline, "runs/resnet18_tau0_s0", -1, "τ 0, seed 0"),
          sampleNetwork(Kind::Untrained, "runs/resnet18_tau10_s0", 0, "step 0")};
}

/// Which of the sample's networks a request is about.
inline AnalysisNetwork::Kind kindIn(const AnalysisRequest& request) {
  if (request.firstWeights) return AnalysisNetwork::Kind::Untrained;
  return request.source.run.find("_tau0_") == std::string::npos ? AnalysisNetwork::Kind::Trained
                                                                : AnalysisNetwork::Kind::Baseline;
}

inline StimulusPicture samplePicture(std::int32_t index, int side) {
  StimulusPicture picture{"image " + std::to_string(index), index % 2 ? "bodies" : "faces", side, side, {}};
  for (int i = 0; i < side * side * 3; ++i) picture.rgb.push_back(std::uint8_t((i * 7 + index * 31) % 256));
  return picture;
}

/// Answers at once; everything is stored already, unless `stored` is false.
inline FakeEngine sampleEngine(bool gratings = false, bool stored = true,
                               const std::vector<SampleSheet>& sheets = sampleSheets()) {
  FakeEngine engine;
  engine.onAnalyses = sampleKinds;
  engine.onNetworks = [](const auto&, auto) { return sampleNetworks(); };
  engine.onStimuliChoices = [gratings] {
    std::vector<StimuliChoice> choices = {{"synthetic_localizer:", "Synthetic localizer"},
                                          {"gratings:", "Gratings, 8 orientations"}};
    if (gratings) std::swap(choices[0], choices[1]);
    return choices;
  };
  engine.onStimuliAt = [](const std::filesystem::path& place, bool language) {
    return language ? std::string() : "localizer:" + place.string();
  };
  const auto make = [sheets](const AnalysisRequest& request) {
    return sampleAnalysis(kindIn(request), request.stimuli.data.rfind("gratings", 0) == 0, sheets);
  };
  engine.onAnalyse = [make](const AnalysisRequest& request, const Computing&) {
    NetworkAnalysis result = make(request);
    result.settings = request.settings;
    return result;
  };
  engine.onStoredAnalysis = [make, stored](const AnalysisRequest& request) {
    NetworkAnalysis result = stored ? make(request) : NetworkAnalysis{};
    result.settings = request.settings;
    return result;
  };
  engine.onStimulusPictures = [](const std::vector<std::int32_t>& indices, int side) {
    std::vector<StimulusPicture> pictures;
    for (const std::int32_t index : indices) pictures.push_back(samplePicture(index, side));
    return pictures;
  };
  return engine;
}

inline std::vector<LayerInfo> makeLayers(const std::vector<SampleSheet>& sheets) {
  std::vector<LayerInfo> layers;
  for (const SampleSheet& sheet : sheets)
    layers.push_back(
        {sheet.layer, "conv", sheet.height * sheet.width, sheet.height, sheet.width, 576, {64, 3, 3}, true});
  return layers;
}

/// A monitor that shows a network of these sheets, and Analyses of it.
struct SampleAnalyses {
  RunMonitor monitor;
  std::shared_ptr<const Engine> engine;
  Sources sources;
  Analyses analyses;
  explicit SampleAnalyses(FakeEngine fake = sampleEngine(), const std::vector<SampleSheet>& sheets = sampleSheets())
      : engine(std::make_shared<FakeEngine>(std::move(fake))),
        sources(&monitor, engine),
        analyses(&monitor, &sources, engine) {
    open("runs/resnet18_tau10_s0", sheets);
  }
  /// Opens a network and waits until all has been read that is stored for it.
  void open(const std::string& path, const std::vector<SampleSheet>& sheets = sampleSheets()) {
    RunData data;
    data.folder = RunFolder(path);
    data.layers = makeLayers(sheets);
    data.caption = "ResNet-18";
    data.checkpointSteps = {100000, 300240};
    monitor.openStandalone(std::move(data));
    comes([this] { return !analyses.reading(); });
  }
};

}  // namespace studio
