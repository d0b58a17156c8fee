#include "app/cli/analysis_table.h"

#include <cmath>
#include <functional>

#include "app/cli/text_table.h"

namespace studio {
namespace {

using Controls = std::vector<std::pair<std::string, NetworkAnalysis>>;
using Cells = std::vector<std::string>;

std::string text(double value, int digits = 4) { return std::isfinite(value) ? numberText(value, digits) : "undefined"; }

/// One number a layer, and the same of the controls.
struct Column {
  std::string title;
  std::function<double(const LayerAnalysis&)> value;
};

double meanOf(const NetworkAnalysis& found, const Column& column) {
  double sum = 0;
  int count = 0;
  for (const auto& layer : found.layers)
    if (const double value = column.value(layer); std::isfinite(value)) sum += value, ++count;
  return count > 0 ? sum / count : kUndefined;
}

/// The first column also of the controls.
std::string ofNumbers(const NetworkAnalysis& found, const Controls& controls, const std::vector<Column>& columns) {
  Cells head{"layer"};
  for (const auto& column : columns) head.push_back(column.title);
  for (const auto& [name, control] : controls) head.push_back(name);
  TextTable table(head);
  for (const auto& layer : found.layers) {
    Cells cells{layer.layer};
    for (const auto& column : columns) cells.push_back(text(column.value(layer)));
    for (const auto& [name, control] : controls) {
      const auto* there = control.find(layer.layer);
      cells.push_back(text(there ? columns.front().value(*there) : kUndefined));
    }
    table.add(cells);
  }
  Cells mean{"mean"};
  for (const auto& column : columns) mean.push_back(text(meanOf(found, column)));
  for (const auto& [name, control] : controls) mean.push_back(text(meanOf(control, columns.front())));
  if (found.layers.size() > 1) table.add(mean);
  return table.text();
}

std::string smoothnessText(const NetworkAnalysis& found, const Controls& controls) {
  const auto measure = [](double SmoothnessFound::*which) { return [which](const LayerAnalysis& layer) { return layer.smoothness ? (*layer.smoothness).*which : kUndefined; }; };
  return ofNumbers(found, controls, {{"max - min", measure(&SmoothnessFound::maxMinusMin)}, {"LLCNN", measure(&SmoothnessFound::llcnn)}, {"TDANN", measure(&SmoothnessFound::tdann)}});
}

std::string dimensionalityText(const NetworkAnalysis& found, const Controls& controls) {
  return ofNumbers(found, controls, {{"effective dimensionality", [](const LayerAnalysis& layer) { return layer.dimensionality ? layer.dimensionality->effective : kUndefined; }}});
}

/// A line a layer and contrast.
std::string ofContrasts(const NetworkAnalysis& found, const Cells& titles, const std::function<Cells(const ContrastFound&)>& cellsOf) {
  Cells head{"layer", "contrast"};
  head.insert(head.end(), titles.begin(), titles.end());
  TextTable table(head);
  for (const auto& layer : found.layers)
    for (const auto& each : layer.contrasts) {
      Cells cells{layer.layer, each.contrast};
      for (auto& cell : cellsOf(each)) cells.push_back(std::move(cell));
      if (cells.size() == head.size()) table.add(cells);
    }
  return table.text();
}

std::string selectivityText(const NetworkAnalysis& found) {
  return ofContrasts(found, {"on", "off", "largest t", "smallest t", "peak unit", "significant"}, [](const ContrastFound& each) -> Cells {
    if (!each.selectivity) return {};
    const auto& s = *each.selectivity;
    return {countText(s.on), countText(s.off), text(s.largest), text(s.smallest), std::to_string(s.peakUnit), countText(s.significant)};
  });
}

std::string patchesText(const NetworkAnalysis& found) {
  return ofContrasts(found, {"patches", "area", "largest", "peak"}, [](const ContrastFound& each) -> Cells {
    if (!each.patches) return {};
    const auto& list = each.patches->patches;
    double peak = kUndefined;
    for (const auto& patch : list) peak = std::isfinite(peak) ? std::max(peak, patch.peak) : patch.peak;
    return {std::to_string(list.size()), text(100 * each.patches->areaFraction, 3) + " %", list.empty() ? "0" : std::to_string(list.front().units.size()), list.empty() ? "" : text(peak)};
  });
}

std::string moransText(const NetworkAnalysis& found) {
  return ofContrasts(found, {"Moran's I", "expected", "p"}, [](const ContrastFound& each) -> Cells {
    return each.morans ? Cells{text(each.morans->i), text(each.morans->expected), text(each.morans->p)} : Cells{};
  });
}

std::string similarityText(const NetworkAnalysis& found) {
  TextTable table({"layer", "a", "b", "Pearson", "SSIM", "Spearman"});
  for (const auto& layer : found.layers)
    for (const auto& each : layer.similarity) table.add({layer.layer, each.a, each.b, text(each.pearson), text(each.ssim), text(each.spearman)});
  return table.text();
}

std::string orientationText(const NetworkAnalysis& found) {
  TextTable table({"layer", "circular variance", "pinwheels +", "pinwheels -"});
  for (const auto& layer : found.layers)
    if (layer.orientation) table.add({layer.layer, text(layer.orientation->circularVariance), std::to_string(layer.orientation->positive), std::to_string(layer.orientation->negative)});
  return table.text();
}

}  // namespace

std::string analysisText(const std::string& what, const NetworkAnalysis& found, const Controls& controls) {
  std::string lines;
  for (const auto& remark : found.remarks) lines += remark + "\n";
  for (const auto& skipped : found.skipped) lines += "left out: " + skipped + "\n";
  if (what == "smoothness") return lines + smoothnessText(found, controls);
  if (what == "dimensionality") return lines + dimensionalityText(found, controls);
  if (what == "selectivity") return lines + selectivityText(found);
  if (what == "patches") return lines + patchesText(found);
  if (what == "morans-i") return lines + moransText(found);
  if (what == "similarity") return lines + similarityText(found);
  return lines + orientationText(found);
}

}  // namespace studio
