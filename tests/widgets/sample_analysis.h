// What a made-up analysis of three networks found, analysis by analysis: smooth random maps (trained), rough ones
// (baseline), weak ones (untrained), five contrasts, four layers of different sheets, patches, curves. Nothing is
// measured.
#pragma once
#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "core/run/analysis_request.h"
#include "core/run/analysis_store.h"
#include "core/run/npy.h"
#include "widgets/analysis/readings.h"

namespace studio {

struct SampleSheet {
  const char* layer;
  std::int64_t height, width;
};
inline const std::vector<SampleSheet>& sampleSheets() {
  static const std::vector<SampleSheet> sheets = {
      {"layer1.0.conv2", 8, 8}, {"layer2.1.conv2", 8, 16}, {"layer3.1.conv2", 16, 16}, {"layer4.1.conv2", 16, 32}};
  return sheets;
}

inline const std::vector<Contrast>& sampleContrasts() {
  static const std::vector<Contrast> contrasts = {{"faces", {"faces"}, {}},
                                                  {"bodies", {"bodies"}, {}},
                                                  {"scenes", {"scenes"}, {}},
                                                  {"size", {"big"}, {"small"}},
                                                  {"animacy", {"animate"}, {"inanimate"}}};
  return contrasts;
}

/// Normal numbers smoothed by a Gaussian of `sigma` units (0 = not at all), then made to reach `peak`.
inline std::vector<float> sampleField(std::int64_t height, std::int64_t width, double sigma, double peak,
                                      unsigned seed) {
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
          sum += white[std::size_t(y * width + x)] *
                 (sigma > 0 ? std::exp(-double((y - r) * (y - r) + (x - c) * (x - c)) / (2 * sigma * sigma)) : 1);
      field[std::size_t(r * width + c)] = sum;
      largest = std::max(largest, std::abs(sum));
    }
  std::vector<float> values;
  for (const double value : field) values.push_back(float(value / largest * peak));
  return values;
}

/// Units above the threshold that touch by a side, largest patch first.
inline Patches samplePatches(const SheetMap& map, double threshold) {
  std::vector<int> seen(map.values.size(), 0);
  Patches found{0, {}};
  for (std::size_t start = 0; start < map.values.size(); ++start) {
    if (seen[start] || !(map.values[start] > threshold)) continue;
    ShownPatch patch;
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
    found.list.push_back(std::move(patch));
  }
  std::sort(found.list.begin(), found.list.end(),
            [](const ShownPatch& a, const ShownPatch& b) { return a.units.size() > b.units.size(); });
  return found;
}

inline void addSampleCurve(NetworkAnalysis& analysis, const std::string& layer, double height, double reach) {
  std::vector<double> distance, correlation;
  std::vector<std::int64_t> pairs;
  for (int i = 1; i <= 20; ++i) {
    distance.push_back(i);
    correlation.push_back(height * std::exp(-double(i - 1) / reach) - 0.01);
    pairs.push_back(500 - 20 * i);
  }
  Result& result = analysis.resultFor("smoothness");
  result.table("").add(
      {{"layer", layer}, {"max_minus_min", height}, {"llcnn", height - 0.05}, {"tdann", height - 0.1}});
  result.table("curve").add({{"layer", layer}, {"distance", distance}, {"correlation", correlation}, {"pairs", pairs}});
}

inline void addSampleSimilarity(NetworkAnalysis& analysis, const std::string& layer, double smooth, int depth) {
  Table& pairs = analysis.resultFor("similarity").table("pairs", false);
  const auto& contrasts = sampleContrasts();
  for (std::size_t a = 1; a < contrasts.size(); ++a)
    for (std::size_t b = 0; b < a; ++b) {
      const double r = std::sin(double(3 * a + 5 * b) + depth) * smooth;
      pairs.add({{"layer", layer},
                 {"a", contrasts[a].name},
                 {"b", contrasts[b].name},
                 {"pearson", r},
                 {"ssim", r / 2},
                 {"spearman", r * 0.9}});
    }
}

inline double sampleSmoothness(AnalysisNetwork::Kind kind, int depth) {
  return kind == AnalysisNetwork::Kind::Trained    ? 0.86 - 0.01 * depth
         : kind == AnalysisNetwork::Kind::Baseline ? 0.18
                                                   : 0.02;
}

inline void addSampleLayer(NetworkAnalysis& analysis, const SampleSheet& sheet, AnalysisNetwork::Kind kind, int depth) {
  const double smooth = sampleSmoothness(kind, depth);
  const std::int64_t units = sheet.height * sheet.width;
  analysis.layers.push_back({sheet.layer, sheet.height, sheet.width, units, 0});
  addSampleCurve(analysis, sheet.layer, smooth, smooth > 0.5 ? 2.0 : 0.5);
  analysis.resultFor("dimensionality")
      .table("")
      .add({{"layer", sheet.layer},
            {"effective_dimensionality", 30 - 15 * smooth + depth},
            {"stimuli", std::int64_t{2000}},
            {"units", units},
            {"features", units}});
}

inline void addSamplePatches(NetworkAnalysis& analysis, const SheetMap& map, const std::string& contrast) {
  const Patches found = samplePatches(map, 4);
  const Cell layer("layer", map.layer), name("contrast", contrast);
  Result& result = analysis.resultFor("patches");
  result.ofContrasts = true;
  result.table("").add(
      {layer, name, {"count", std::int64_t(found.list.size())}, {"area_fraction", found.areaFraction}});
  Table& patches = result.table("patches", false);
  for (const ShownPatch& each : found.list)
    patches.add({layer,
                 name,
                 {"units", std::int64_t(each.units.size())},
                 {"peak", each.peak},
                 {"centroid", std::vector<double>{each.row, each.column}},
                 {"members", each.units}});
}

inline void addSampleContrasts(NetworkAnalysis& analysis, const SampleSheet& sheet, AnalysisNetwork::Kind kind,
                               unsigned seed) {
  const bool trained = kind == AnalysisNetwork::Kind::Trained;
  const std::int64_t units = sheet.height * sheet.width;
  for (const Contrast& contrast : analysis.contrasts) {
    const double sigma = trained ? double(std::max(sheet.height, sheet.width)) / 9 : 0,
                 peak = trained                                   ? 14.1
                        : kind == AnalysisNetwork::Kind::Baseline ? 9.5
                                                                  : 1.8;
    SheetMap map{sheet.layer, contrast.name + ".t", sheet.height,
                 sheet.width, analysis.step,        sampleField(sheet.height, sheet.width, sigma, peak, seed += 17)};
    const auto largest = std::max_element(map.values.begin(), map.values.end());
    const Cell layer("layer", sheet.layer), name("contrast", contrast.name);
    Result& selectivity = analysis.resultFor("selectivity");
    selectivity.ofContrasts = true;
    selectivity.table("").add({layer,
                               name,
                               {"on", std::int64_t{80}},
                               {"off", std::int64_t{320}},
                               {"max_t", double(*largest)},
                               {"min_t", double(*std::min_element(map.values.begin(), map.values.end()))},
                               {"peak_unit", std::int64_t(largest - map.values.begin())},
                               {"significant_units", units / 3}});
    addSamplePatches(analysis, map, contrast.name);
    Result& morans = analysis.resultFor("morans-i");
    morans.ofContrasts = true;
    morans.table("").add({layer,
                          name,
                          {"i", trained ? 0.83 : 0.01},
                          {"expected", -1.0 / double(units - 1)},
                          {"p", trained ? 0.001 : 0.4}});
    SheetMap welch = map, prime = map;
    welch.quantity = contrast.name + ".welch_t";
    prime.quantity = contrast.name + ".d_prime";
    for (float& value : welch.values) value *= 0.95f;
    for (float& value : prime.values) value *= 0.1f;
    for (SheetMap* each : {&map, &welch, &prime}) analysis.resultFor("selectivity").maps.push_back(std::move(*each));
  }
}

inline void addSampleOrientation(NetworkAnalysis& analysis, const SampleSheet& sheet, AnalysisNetwork::Kind kind,
                                 unsigned seed) {
  const bool trained = kind == AnalysisNetwork::Kind::Trained;
  SheetMap angle{sheet.layer, "preferred_degrees", sheet.height, sheet.width, analysis.step, {}}, variance = angle;
  variance.quantity = "circular_variance";
  const auto u = sampleField(sheet.height, sheet.width, trained ? 2 : 0, 1, seed),
             v = sampleField(sheet.height, sheet.width, trained ? 2 : 0, 1, seed + 1);
  for (std::size_t i = 0; i < u.size(); ++i) {
    const double degrees = std::atan2(v[i], u[i]) * 90 / 3.14159265358979 + 90;  // half the angle: 0..180
    angle.values.push_back(float(degrees));
    variance.values.push_back(float(1 - std::min(1.0, std::hypot(double(u[i]), double(v[i])))));
  }
  Result& result = analysis.resultFor("orientation");
  const Cell layer("layer", sheet.layer);
  result.printsMaps = true;
  result.table("").add({layer,
                        {"angles", std::vector<double>{0, 22.5, 45, 67.5, 90, 112.5, 135, 157.5}},
                        {"mean_circular_variance", trained ? 0.6 : 0.5}});
  result.table("pinwheels")
      .add({layer, {"positive", std::int64_t{trained ? 2 : 9}}, {"negative", std::int64_t{trained ? 1 : 8}}});
  for (const auto& [row, column, sign] :
       std::vector<std::tuple<double, double, std::int64_t>>{{2.5, 3.5, 1}, {5.5, 1.5, 1}, {3.5, 5.5, -1}})
    result.table("pinwheels.places", false).add({layer, {"row", row}, {"column", column}, {"sign", sign}});
  result.maps.push_back(std::move(angle));
  result.maps.push_back(std::move(variance));
}

/// Each unit's eight strongest stimuli; of no meaning.
inline void addSampleStrongest(NetworkAnalysis& analysis, const SampleSheet& sheet) {
  const std::int64_t units = sheet.height * sheet.width;
  std::vector<std::int64_t> indices;
  for (std::int64_t n = 0; n < units * 8; ++n) indices.push_back((n * 7) % analysis.stimuliCount);
  analysis.resultFor("selectivity").arrays.push_back({sheet.layer, "strongest", NpyArray::from(indices, {units, 8})});
}

/// What an analysis of `network` found; `gratings`: of gratings, so orientation in place of contrasts.
inline NetworkAnalysis sampleAnalysis(AnalysisNetwork::Kind kind, bool gratings = false,
                                      const std::vector<SampleSheet>& sheets = sampleSheets()) {
  NetworkAnalysis analysis;
  analysis.network = kind == AnalysisNetwork::Kind::Trained    ? "resnet18:300240"
                     : kind == AnalysisNetwork::Kind::Baseline ? "resnet18_tau0:300240"
                                                               : "resnet18:0";
  analysis.step = kind == AnalysisNetwork::Kind::Untrained ? 0 : 300240;
  analysis.stimuli = gratings ? "gratings:" : "synthetic_localizer:";
  analysis.stimuliCount = gratings ? 96 : 1584;
  if (!gratings) {
    analysis.categories = {"faces", "bodies", "scenes", "big", "small", "animate", "inanimate"};
    analysis.contrasts = sampleContrasts();
  }
  unsigned seed = 100 + unsigned(kind);
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    addSampleLayer(analysis, sheets[i], kind, int(i));
    if (gratings) {
      addSampleOrientation(analysis, sheets[i], kind, seed);
    } else {
      addSampleSimilarity(analysis, sheets[i].layer, sampleSmoothness(kind, int(i)), int(i));
      addSampleContrasts(analysis, sheets[i], kind, seed);
      addSampleStrongest(analysis, sheets[i]);
    }
    seed += 1000;
  }
  addMeans(analysis.resultFor("smoothness"),
           {{"", "max_minus_min", "max_minus_min"}, {"", "llcnn", "llcnn"}, {"", "tdann", "tdann"}}, {});
  addMeans(analysis.resultFor("dimensionality"), {{"", "effective_dimensionality", "effective_dimensionality"}}, {});
  return analysis;
}

/// The trained network's results in the run's folder at this step, and those of its first weights.
inline void storeSampleAnalyses(const RunFolder& run, std::int64_t step) {
  for (const auto kind : {AnalysisNetwork::Kind::Trained, AnalysisNetwork::Kind::Untrained})
    for (const bool gratings : {true, false}) {
      NetworkAnalysis analysis = sampleAnalysis(kind, gratings);
      const bool trained = kind == AnalysisNetwork::Kind::Trained;
      analysis.step = trained ? step : 0;
      for (Result& result : analysis.results)
        for (SheetMap& map : result.maps) map.step = analysis.step;
      for (const Result& result : analysis.results)
        if (hasResult(analysis, result.analysis))
          AnalysisStore(run).write({result.analysis, trained ? std::to_string(step) : "untrained", "sample"}, analysis);
    }
}

}  // namespace studio
