#include "core/run/analysis_mean.h"

#include <cmath>
#include <functional>

namespace studio {
namespace {

using Json = nlohmann::ordered_json;
using Value = std::function<double(const LayerAnalysis&)>;

double mean(const NetworkAnalysis& found, const Value& value) {
  double sum = 0;
  int count = 0;
  for (const LayerAnalysis& layer : found.layers)
    if (const double each = value(layer); std::isfinite(each)) sum += each, ++count;
  return count > 0 ? sum / count : kUndefined;
}

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Value smoothness(double SmoothnessFound::*measure) {
  return [measure](const LayerAnalysis& layer) { return layer.smoothness ? (*layer.smoothness).*measure : kUndefined; };
}

/// Of one contrast in each layer.
template <class Part>
double meanOfContrast(const NetworkAnalysis& found, const std::string& contrast, std::optional<Part> ContrastFound::*part, std::function<double(const Part&)> value) {
  return mean(found, [&](const LayerAnalysis& layer) {
    for (const ContrastFound& each : layer.contrasts)
      if (each.contrast == contrast && each.*part) return value(*(each.*part));
    return kUndefined;
  });
}

/// {"contrasts": {NAME: value}} with one number a contrast.
Json byContrast(const NetworkAnalysis& found, const std::function<Json(const std::string&)>& value) {
  Json json = Json::object();
  for (const Contrast& each : found.contrasts) json[each.name] = value(each.name);
  return Json{{"contrasts", json}};
}

Json similarityMean(const NetworkAnalysis& found) {
  Json pairs = Json::array();
  if (found.layers.empty()) return Json{{"pairs", pairs}};
  for (const SimilarityFound& pair : found.layers.front().similarity) {
    const auto over = [&](double SimilarityFound::*measure) {
      return number(mean(found, [&](const LayerAnalysis& layer) {
        for (const SimilarityFound& each : layer.similarity)
          if (each.a == pair.a && each.b == pair.b) return each.*measure;
        return kUndefined;
      }));
    };
    pairs.push_back({{"a", pair.a}, {"b", pair.b}, {"pearson", over(&SimilarityFound::pearson)}, {"ssim", over(&SimilarityFound::ssim)}, {"spearman", over(&SimilarityFound::spearman)}});
  }
  return Json{{"pairs", pairs}};
}

Json patchesMean(const NetworkAnalysis& found, const std::string& contrast) {
  return {{"count", number(meanOfContrast<PatchesFound>(found, contrast, &ContrastFound::patches, [](const PatchesFound& p) { return double(p.patches.size()); }))},
          {"area_fraction", number(meanOfContrast<PatchesFound>(found, contrast, &ContrastFound::patches, [](const PatchesFound& p) { return p.areaFraction; }))}};
}

Json selectivityMean(const NetworkAnalysis& found, const std::string& contrast) {
  const auto over = [&](std::function<double(const SelectivityFound&)> value) {
    return number(meanOfContrast<SelectivityFound>(found, contrast, &ContrastFound::selectivity, std::move(value)));
  };
  return {{"max_t", over([](const SelectivityFound& s) { return s.largest; })}, {"significant_units", over([](const SelectivityFound& s) { return double(s.significant); })}};
}

}  // namespace

Json meanOf(const std::string& analysis, const NetworkAnalysis& found) {
  if (analysis == "smoothness")
    return {{"max_minus_min", number(mean(found, smoothness(&SmoothnessFound::maxMinusMin)))},
            {"llcnn", number(mean(found, smoothness(&SmoothnessFound::llcnn)))},
            {"tdann", number(mean(found, smoothness(&SmoothnessFound::tdann)))}};
  if (analysis == "dimensionality") return {{"effective_dimensionality", number(meanDimensionality(found))}};
  if (analysis == "morans-i")
    return byContrast(found, [&](const std::string& name) {
      return Json{{"i", number(meanOfContrast<MoransFound>(found, name, &ContrastFound::morans, [](const MoransFound& m) { return m.i; }))}};
    });
  if (analysis == "selectivity") return byContrast(found, [&](const std::string& name) { return selectivityMean(found, name); });
  if (analysis == "patches") return byContrast(found, [&](const std::string& name) { return patchesMean(found, name); });
  if (analysis == "similarity") return similarityMean(found);
  return {{"circular_variance", number(mean(found, [](const LayerAnalysis& layer) { return layer.orientation ? layer.orientation->circularVariance : kUndefined; }))}};
}

double meanSmoothness(const NetworkAnalysis& found) { return mean(found, smoothness(&SmoothnessFound::maxMinusMin)); }

double meanDimensionality(const NetworkAnalysis& found) {
  return mean(found, [](const LayerAnalysis& layer) { return layer.dimensionality ? layer.dimensionality->effective : kUndefined; });
}

}  // namespace studio
