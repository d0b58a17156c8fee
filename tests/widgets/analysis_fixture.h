// A made-up analysis of three networks for tests of the Analyse workspace: smooth random maps (trained), rough ones (baseline), weak
// ones (untrained), five contrasts, four layers of different sheets, patches, curves; and a desk that has it. Nothing is measured.
#pragma once
#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "core/run/analysis_store.h"
#include "tests/widgets/sample_run.h"
#include "widgets/analysis/analysis_desk.h"
#include "widgets/analysis/analysis_text.h"

namespace studio {

struct SampleSheet { const char* layer; std::int64_t height, width; };
inline const std::vector<SampleSheet>& sampleSheets() {
  static const std::vector<SampleSheet> sheets = {{"layer1.0.conv2", 8, 8}, {"layer2.1.conv2", 8, 16}, {"layer3.1.conv2", 16, 16}, {"layer4.1.conv2", 16, 32}};
  return sheets;
}

inline const std::vector<Contrast>& sampleContrasts() {
  static const std::vector<Contrast> contrasts = {{"faces", {"faces"}, {}}, {"bodies", {"bodies"}, {}}, {"scenes", {"scenes"}, {}},
                                                  {"size", {"big"}, {"small"}}, {"animacy", {"animate"}, {"inanimate"}}};
  return contrasts;
}

/// Normal numbers smoothed by a Gaussian of `sigma` units (0 = not at all), then made to reach `peak`.
inline std::vector<float> sampleField(std::int64_t height, std::int64_t width, double sigma, double peak, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::vector<double> white(std::size_t(height * width)), field(white.size());
  for (double& value : white) value = normal(random);
  const auto reach = std::int64_t(std::ceil(3 * sigma));
  double largest = 1e-9;
  for (std::int64_t r = 0; r < height; ++r)
    for (std::int64_t c = 0; c < width; ++c) {
      double sum = 0;
      for (std::int64_t y = std::max<std::int64_t>(0, r - reach); y <= std::min(height - 1, r + reach); ++y)
        for (std::int64_t x = std::max<std::int64_t>(0, c - reach); x <= std::min(width - 1, c + reach); ++x)
          sum += white[std::size_t(y * width + x)] * (sigma > 0 ? std::exp(-double((y - r) * (y - r) + (x - c) * (x - c)) / (2 * sigma * sigma)) : 1);
      field[std::size_t(r * width + c)] = sum;
      largest = std::max(largest, std::abs(sum));
    }
  std::vector<float> values;
  for (const double value : field) values.push_back(float(value / largest * peak));
  return values;
}

/// Units above the threshold that touch by a side, largest patch first.
inline PatchesFound samplePatches(const SheetMap& map, double threshold) {
  std::vector<int> seen(map.values.size(), 0);
  PatchesFound found;
  for (std::size_t start = 0; start < map.values.size(); ++start) {
    if (seen[start] || !(map.values[start] > threshold)) continue;
    PatchFound patch;
    patch.peak = 0;
    std::vector<std::int64_t> open{std::int64_t(start)};
    seen[start] = 1;
    while (!open.empty()) {
      const std::int64_t unit = open.back(), row = unit / map.width, column = unit % map.width;
      open.pop_back();
      patch.units.push_back(unit);
      patch.peak = std::max(patch.peak, double(map.values[std::size_t(unit)]));
      const std::int64_t beside[4][2] = {{row - 1, column}, {row + 1, column}, {row, column - 1}, {row, column + 1}};
      for (const auto& [r, c] : beside) {
        if (r < 0 || c < 0 || r >= map.height || c >= map.width) continue;
        const auto next = std::size_t(r * map.width + c);
        if (seen[next] || !(map.values[next] > threshold)) continue;
        seen[next] = 1;
        open.push_back(std::int64_t(next));
      }
    }
    if (patch.units.size() < 3) continue;
    double row = 0, column = 0;
    for (const std::int64_t unit : patch.units) {
      row += double(unit / map.width) / double(patch.units.size());
      column += double(unit % map.width) / double(patch.units.size());
    }
    patch.row = row;
    patch.column = column;
    std::sort(patch.units.begin(), patch.units.end());
    found.areaFraction += double(patch.units.size()) / double(map.values.size());
    found.patches.push_back(std::move(patch));
  }
  std::sort(found.patches.begin(), found.patches.end(), [](const PatchFound& a, const PatchFound& b) { return a.units.size() > b.units.size(); });
  return found;
}

inline CorrelationCurve sampleCurve(double height, double reach) {
  CorrelationCurve curve;
  for (int i = 1; i <= 20; ++i) {
    curve.distance.push_back(i);
    curve.correlation.push_back(height * std::exp(-double(i - 1) / reach) - 0.01);
    curve.pairs.push_back(500 - 20 * i);
  }
  return curve;
}

inline LayerAnalysis sampleLayer(const SampleSheet& sheet, AnalysisNetwork::Kind kind, int depth) {
  const double smooth = kind == AnalysisNetwork::Kind::Trained ? 0.86 - 0.01 * depth : kind == AnalysisNetwork::Kind::Baseline ? 0.18 : 0.02;
  LayerAnalysis layer{sheet.layer, sheet.height, sheet.width, sheet.height * sheet.width, 0, {}, {}, {}, {}, {}};
  layer.smoothness = SmoothnessFound{smooth, smooth - 0.05, smooth - 0.1, sampleCurve(smooth, smooth > 0.5 ? 2.0 : 0.5)};
  layer.dimensionality = DimensionalityFound{30 - 15 * smooth + depth, 2000, layer.units};
  const auto& contrasts = sampleContrasts();
  for (std::size_t a = 1; a < contrasts.size(); ++a)
    for (std::size_t b = 0; b < a; ++b) {
      const double r = std::sin(double(3 * a + 5 * b) + depth) * smooth;
      layer.similarity.push_back({contrasts[a].name, contrasts[b].name, r, r / 2, r * 0.9});
    }
  return layer;
}

inline void addSampleContrasts(NetworkAnalysis& analysis, LayerAnalysis& layer, AnalysisNetwork::Kind kind, unsigned seed) {
  const bool trained = kind == AnalysisNetwork::Kind::Trained;
  for (const Contrast& contrast : analysis.contrasts) {
    const double sigma = trained ? double(std::max(layer.height, layer.width)) / 9 : 0, peak = trained ? 14.1 : kind == AnalysisNetwork::Kind::Baseline ? 9.5 : 1.8;
    SheetMap map{layer.layer, contrast.name + ".t", layer.height, layer.width, analysis.step, sampleField(layer.height, layer.width, sigma, peak, seed += 17)};
    ContrastFound found;
    found.contrast = contrast.name;
    const auto largest = std::max_element(map.values.begin(), map.values.end());
    found.selectivity = SelectivityFound{80, 320, *largest, *std::min_element(map.values.begin(), map.values.end()), largest - map.values.begin(), layer.units / 3};
    found.morans = MoransFound{trained ? 0.83 : 0.01, -1.0 / double(layer.units - 1), trained ? 0.001 : 0.4};
    found.patches = samplePatches(map, 4);
    layer.contrasts.push_back(std::move(found));
    SheetMap welch = map, prime = map;
    welch.quantity = contrast.name + ".welch_t";
    prime.quantity = contrast.name + ".d_prime";
    for (float& value : welch.values) value *= 0.95f;
    for (float& value : prime.values) value *= 0.1f;
    for (SheetMap* each : {&map, &welch, &prime}) analysis.maps.push_back(std::move(*each));
  }
}

inline void addSampleOrientation(NetworkAnalysis& analysis, LayerAnalysis& layer, AnalysisNetwork::Kind kind, unsigned seed) {
  const bool trained = kind == AnalysisNetwork::Kind::Trained;
  SheetMap angle{layer.layer, "preferred_degrees", layer.height, layer.width, analysis.step, {}}, variance = angle;
  variance.quantity = "circular_variance";
  const auto u = sampleField(layer.height, layer.width, trained ? 2 : 0, 1, seed), v = sampleField(layer.height, layer.width, trained ? 2 : 0, 1, seed + 1);
  for (std::size_t i = 0; i < u.size(); ++i) {
    const double degrees = std::atan2(v[i], u[i]) * 90 / 3.14159265358979 + 90;   // half the angle: 0..180
    angle.values.push_back(float(degrees));
    variance.values.push_back(float(1 - std::min(1.0, std::hypot(double(u[i]), double(v[i])))));
  }
  layer.orientation = OrientationFound{{0, 22.5, 45, 67.5, 90, 112.5, 135, 157.5}, trained ? 2 : 9, trained ? 1 : 8, {{2.5, 3.5, 1}, {5.5, 1.5, 1}, {3.5, 5.5, -1}}, trained ? 0.6 : 0.5};
  analysis.maps.push_back(std::move(angle));
  analysis.maps.push_back(std::move(variance));
}

/// What an analysis of `network` found; `gratings`: of gratings, so orientation in place of contrasts.
inline NetworkAnalysis sampleAnalysis(AnalysisNetwork::Kind kind, bool gratings = false, const std::vector<SampleSheet>& sheets = sampleSheets()) {
  NetworkAnalysis analysis;
  analysis.network = kind == AnalysisNetwork::Kind::Trained ? "resnet18:300240" : kind == AnalysisNetwork::Kind::Baseline ? "resnet18_tau0:300240" : "resnet18:0";
  analysis.step = kind == AnalysisNetwork::Kind::Untrained ? 0 : 300240;
  analysis.stimuli = gratings ? "gratings:" : "synthetic_localizer:";
  analysis.stimuliCount = gratings ? 96 : 1584;
  if (!gratings) {
    analysis.categories = {"faces", "bodies", "scenes", "big", "small", "animate", "inanimate"};
    analysis.contrasts = sampleContrasts();
  }
  unsigned seed = 100 + unsigned(kind);
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    LayerAnalysis layer = sampleLayer(sheets[i], kind, int(i));
    if (gratings) {
      layer.similarity.clear();
      addSampleOrientation(analysis, layer, kind, seed);
    } else {
      addSampleContrasts(analysis, layer, kind, seed);
    }
    seed += 1000;
    StrongestStimuli strongest{layer.layer, 8, {}};
    for (std::int64_t n = 0; n < layer.units * 8; ++n) strongest.indices.push_back(std::int32_t((n * 7) % analysis.stimuliCount));
    analysis.strongest.push_back(std::move(strongest));
    analysis.layers.push_back(std::move(layer));
  }
  for (std::int64_t i = 0; i < analysis.stimuliCount; ++i) analysis.stimulusNames.push_back("image " + std::to_string(i));
  return analysis;
}

/// The trained network's results in the run's folder at this step, and those of its first weights.
inline void storeSampleAnalyses(const RunFolder& run, std::int64_t step) {
  for (const auto kind : {AnalysisNetwork::Kind::Trained, AnalysisNetwork::Kind::Untrained})
    for (const bool gratings : {true, false}) {
      NetworkAnalysis analysis = sampleAnalysis(kind, gratings);
      const bool trained = kind == AnalysisNetwork::Kind::Trained;
      analysis.step = trained ? step : 0;
      for (SheetMap& map : analysis.maps) map.step = analysis.step;
      for (const char* name : {"smoothness", "dimensionality", "selectivity", "morans-i", "patches", "similarity", "orientation"})
        if (hasResult(analysis, name)) AnalysisStore(run).write({name, trained ? std::to_string(step) : "untrained", "sample"}, analysis);
    }
}

inline std::vector<AnalysisTitle> sampleTitles() {
  return {{"selectivity", "Selectivity", true, false}, {"smoothness", "Smoothness", false, false}, {"dimensionality", "Dimensionality", false, false},
          {"similarity", "Similarity of maps", true, false}, {"patches", "Patches", true, false}, {"morans-i", "Moran's I", true, false}, {"orientation", "Orientation", false, true}};
}

inline std::vector<AnalysisNetwork> sampleNetworks() {
  using Kind = AnalysisNetwork::Kind;
  return {{Kind::Trained, "runs/resnet18_tau10_s0", false, -1, "τ 10, seed 0", {}}, {Kind::Baseline, "runs/resnet18_tau0_s0", false, -1, "τ 0, seed 0", {}},
          {Kind::Untrained, "runs/resnet18_tau10_s0", false, 0, "step 0", {}}};
}

inline StimulusPicture samplePicture(std::int32_t index, int side) {
  StimulusPicture picture{"image " + std::to_string(index), index % 2 ? "bodies" : "faces", side, side, {}};
  for (int i = 0; i < side * side * 3; ++i) picture.rgb.push_back(std::uint8_t((i * 7 + index * 31) % 256));
  return picture;
}

/// Answers at once; everything is stored already, unless `stored` is false.
inline AnalysisServices sampleServices(bool gratings = false, bool stored = true, const std::vector<SampleSheet>& sheets = sampleSheets()) {
  AnalysisServices services;
  services.analyses = sampleTitles;
  services.networks = [](const std::filesystem::path&, std::int64_t) { return sampleNetworks(); };
  services.stimuli = [gratings](const std::filesystem::path&) {
    std::vector<StimuliChoice> choices = {{"synthetic_localizer:", "Synthetic localizer"}, {"gratings:", "Gratings, 8 orientations"}};
    if (gratings) std::swap(choices[0], choices[1]);
    return choices;
  };
  const auto make = [sheets](const AnalysisNetwork& network, const std::string& stimuli) { return sampleAnalysis(network.kind, stimuli.rfind("gratings", 0) == 0, sheets); };
  services.analyse = [make](const AnalysisNetwork& network, const std::string& stimuli, const std::vector<std::string>&, const AnalysisSettings& settings, const AnalysisProgress&) {
    NetworkAnalysis result = make(network, stimuli);
    result.settings = settings;
    return result;
  };
  services.stored = [make, stored](const AnalysisNetwork& network, const std::string& stimuli, const std::vector<std::string>&, const AnalysisSettings& settings) {
    NetworkAnalysis result = stored ? make(network, stimuli) : NetworkAnalysis{};
    result.settings = settings;
    return result;
  };
  services.pictures = [](const AnalysisNetwork&, const std::string&, const std::vector<std::int32_t>& indices, int side) {
    std::vector<StimulusPicture> pictures;
    for (const std::int32_t index : indices) pictures.push_back(samplePicture(index, side));
    return pictures;
  };
  return services;
}

inline std::vector<LayerInfo> layersOf(const std::vector<SampleSheet>& sheets) {
  std::vector<LayerInfo> layers;
  for (const SampleSheet& sheet : sheets) layers.push_back({sheet.layer, "conv", sheet.height * sheet.width, sheet.height, sheet.width, 576, {64, 3, 3}, true});
  return layers;
}

/// A monitor that shows a network of these sheets, and a desk over it.
struct SampleDesk {
  RunMonitor monitor;
  AnalysisDesk desk;
  explicit SampleDesk(AnalysisServices services = sampleServices(), const std::vector<SampleSheet>& sheets = sampleSheets()) : desk(&monitor, std::move(services)) {
    open("runs/resnet18_tau10_s0", sheets);
  }
  /// Opens a network and waits until the desk has read what is stored for it.
  void open(const std::string& path, const std::vector<SampleSheet>& sheets = sampleSheets()) {
    RunData data;
    data.folder = RunFolder(path);
    data.layers = layersOf(sheets);
    data.caption = "ResNet-18";
    data.checkpointSteps = {100000, 300240};
    monitor.openMoment(std::move(data));
    comes([this] { return !desk.reading(); });
  }
};

}  // namespace studio
