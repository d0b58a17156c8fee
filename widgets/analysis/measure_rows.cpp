#include "widgets/analysis/measure_rows.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "widgets/frame/tr.h"

namespace studio {
namespace {

/// One number of a layer; empty = not computed.
struct Measure {
  ValueColumn column;
  std::function<std::optional<double>(const LayerAnalysis&)> of;
};

std::vector<Measure> layerMeasures() {
  const auto smoothness = [](double SmoothnessFound::*part) {
    return
        [part](const LayerAnalysis& layer) { return layer.smoothness ? std::optional((*layer.smoothness).*part) : std::nullopt; };
  };
  return {
      {{tr("Undefined units"), true, 0}, [](const LayerAnalysis& layer) { return std::optional(double(layer.undefinedUnits)); }},
      {{tr("Smoothness")}, smoothness(&SmoothnessFound::maxMinusMin)},
      {{tr("LLCNN")}, smoothness(&SmoothnessFound::llcnn)},
      {{tr("TDANN")}, smoothness(&SmoothnessFound::tdann)},
      {{tr("Dimensionality"), true, 1},
       [](const LayerAnalysis& layer) {
         return layer.dimensionality ? std::optional(layer.dimensionality->effective) : std::nullopt;
       }},
      {{tr("Circular variance")},
       [](const LayerAnalysis& layer) {
         return layer.orientation ? std::optional(layer.orientation->circularVariance) : std::nullopt;
       }},
      {{tr("Pinwheels +"), true, 0},
       [](const LayerAnalysis& layer) {
         return layer.orientation ? std::optional(double(layer.orientation->positive)) : std::nullopt;
       }},
      {{tr("Pinwheels −"), true, 0},
       [](const LayerAnalysis& layer) {
         return layer.orientation ? std::optional(double(layer.orientation->negative)) : std::nullopt;
       }},
  };
}

std::vector<Measure> contrastMeasures(const std::string& contrast) {
  const QString name = QString::fromStdString(contrast);
  const auto from = [contrast](auto part) {
    return [contrast, part](const LayerAnalysis& layer) -> std::optional<double> {
      const ContrastFound* found = layer.find(contrast);
      return found ? part(*found) : std::nullopt;
    };
  };
  using Number = std::optional<double>;
  return {
      {{tr("%1: largest t").arg(name)},
       from([](const ContrastFound& found) { return found.selectivity ? Number(found.selectivity->largest) : Number(); })},
      {{tr("%1: smallest t").arg(name)},
       from([](const ContrastFound& found) { return found.selectivity ? Number(found.selectivity->smallest) : Number(); })},
      {{tr("%1: significant").arg(name), true, 0}, from([](const ContrastFound& found) {
         return found.selectivity ? Number(double(found.selectivity->significant)) : Number();
       })},
      {{tr("%1: Moran's I").arg(name)},
       from([](const ContrastFound& found) { return found.morans ? Number(found.morans->i) : Number(); })},
      {{tr("%1: p").arg(name), true, 3},
       from([](const ContrastFound& found) { return found.morans ? Number(found.morans->p) : Number(); })},
      {{tr("%1: patches").arg(name), true, 0},
       from([](const ContrastFound& found) { return found.patches ? Number(double(found.patches->patches.size())) : Number(); })},
      {{tr("%1: area, %").arg(name), true, 1},
       from([](const ContrastFound& found) { return found.patches ? Number(100 * found.patches->areaFraction) : Number(); })},
  };
}

std::vector<Measure> pairMeasures(const SimilarityFound& pair) {
  const auto from = [a = pair.a, b = pair.b](double SimilarityFound::*part) {
    return [a, b, part](const LayerAnalysis& layer) -> std::optional<double> {
      for (const SimilarityFound& found : layer.similarity)
        if (found.a == a && found.b == b) return found.*part;
      return std::nullopt;
    };
  };
  const QString name = tr("%1 and %2").arg(QString::fromStdString(pair.a), QString::fromStdString(pair.b));
  return {{{tr("%1: Pearson").arg(name)}, from(&SimilarityFound::pearson)},
          {{tr("%1: SSIM").arg(name)}, from(&SimilarityFound::ssim)},
          {{tr("%1: Spearman").arg(name)}, from(&SimilarityFound::spearman)}};
}

/// Of all networks, in the order of the first that has them; only those with a value somewhere.
std::vector<Measure> measuresOf(const std::vector<AnalysedNetwork>& networks) {
  std::vector<Measure> measures = layerMeasures();
  const auto add = [&](std::vector<Measure> more) {
    for (Measure& measure : more)
      if (std::none_of(measures.begin(), measures.end(),
                       [&](const Measure& had) { return had.column.title == measure.column.title; }))
        measures.push_back(std::move(measure));
  };
  for (const AnalysedNetwork& network : networks)
    for (const LayerAnalysis& layer : network.found->layers) {
      for (const ContrastFound& contrast : layer.contrasts) add(contrastMeasures(contrast.contrast));
      for (const SimilarityFound& pair : layer.similarity) add(pairMeasures(pair));
    }
  std::erase_if(measures, [&](const Measure& measure) {
    for (const AnalysedNetwork& network : networks)
      for (const LayerAnalysis& layer : network.found->layers)
        if (measure.of(layer)) return false;
    return true;
  });
  return measures;
}

ValueRow meanRow(const AnalysedNetwork& network, const std::vector<Measure>& measures) {
  ValueRow row{{ValueCell::of(kindTitle(network.kind)), ValueCell::of(tr("mean of %1").arg(network.found->layers.size())),
                ValueCell::of(QString()), ValueCell::of(QString())},
               true};
  for (const Measure& measure : measures) {
    double sum = 0;
    int defined = 0, computed = 0;
    for (const LayerAnalysis& layer : network.found->layers)
      if (const auto value = measure.of(layer)) {
        ++computed;
        if (std::isfinite(*value)) sum += *value, ++defined;
      }
    row.cells.push_back(computed == 0 ? ValueCell::of(QString()) : ValueCell::of(defined > 0 ? sum / defined : kUndefined));
  }
  return row;
}

}  // namespace

MeasureTable measureTable(const std::vector<AnalysedNetwork>& networks) {
  const std::vector<Measure> measures = measuresOf(networks);
  MeasureTable table{{{tr("Network"), false}, {tr("Layer"), false}, {tr("Sheet"), false}, {tr("Units"), true, 0}}, {}};
  for (const Measure& measure : measures) table.columns.push_back(measure.column);
  for (const AnalysedNetwork& network : networks) {
    for (const LayerAnalysis& layer : network.found->layers) {
      ValueRow row{{ValueCell::of(kindTitle(network.kind)), ValueCell::of(QString::fromStdString(layer.layer)),
                    ValueCell::of(tr("%1 × %2").arg(layer.height).arg(layer.width)), ValueCell::of(double(layer.units))},
                   false};
      for (const Measure& measure : measures) {
        const auto value = measure.of(layer);
        row.cells.push_back(value ? ValueCell::of(*value) : ValueCell::of(QString()));
      }
      table.rows.push_back(std::move(row));
    }
    table.rows.push_back(meanRow(network, measures));
  }
  return table;
}

}  // namespace studio
