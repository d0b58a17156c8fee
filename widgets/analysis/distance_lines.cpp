#include "widgets/analysis/distance_lines.h"

#include <algorithm>

#include "widgets/analysis/readings.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

DistanceLine lineOf(std::size_t network, const NetworkAnalysis& found, const std::string& layer) {
  CorrelationCurve curve = correlationCurve(found, layer);
  return {network, layer, found.number("smoothness", layer, "max_minus_min"), std::move(curve.distance), std::move(curve.correlation), std::move(curve.pairs)};
}

/// Between two points on the straight line; before the first and after the last the end's value.
double valueAt(const DistanceLine& line, double distance) {
  const auto after = std::lower_bound(line.distance.begin(), line.distance.end(), distance);
  if (after == line.distance.begin()) return line.correlation.front();
  if (after == line.distance.end()) return line.correlation.back();
  const auto right = std::size_t(after - line.distance.begin());
  const double share = (distance - line.distance[right - 1]) / (line.distance[right] - line.distance[right - 1]);
  return line.correlation[right - 1] + share * (line.correlation[right] - line.correlation[right - 1]);
}

DistanceLine meanLine(const std::vector<const DistanceLine*>& lines) {
  const auto shorter = [](const DistanceLine* a, const DistanceLine* b) { return a->distance.back() < b->distance.back(); };
  const DistanceLine& shortest = **std::min_element(lines.begin(), lines.end(), shorter);
  DistanceLine mean{shortest.network, {}, 0, shortest.distance, {}, {}};
  for (const double distance : mean.distance) {
    double sum = 0;
    for (const DistanceLine* line : lines) sum += valueAt(*line, distance);
    mean.correlation.push_back(sum / double(lines.size()));
  }
  return mean;
}

}  // namespace

std::vector<DistanceLine> linesOfLayer(const std::vector<AnalysedNetwork>& networks, const std::string& layer) {
  std::vector<DistanceLine> lines;
  for (std::size_t i = 0; i < networks.size(); ++i) {
    DistanceLine line = lineOf(i, *networks[i].found, layer);
    if (!line.distance.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<DistanceLine> linesOfAllLayers(const std::vector<AnalysedNetwork>& networks) {
  std::vector<DistanceLine> lines;
  for (std::size_t i = 0; i < networks.size(); ++i)
    for (const AnalysedLayer& layer : networks[i].found->layers) {
      DistanceLine line = lineOf(i, *networks[i].found, layer.layer);
      if (!line.distance.empty()) lines.push_back(std::move(line));
    }
  return lines;
}

std::vector<DistanceLine> meanLines(const std::vector<AnalysedNetwork>& networks) {
  const std::vector<DistanceLine> all = linesOfAllLayers(networks);
  std::vector<DistanceLine> means;
  for (std::size_t i = 0; i < networks.size(); ++i) {
    std::vector<const DistanceLine*> own;
    for (const DistanceLine& line : all)
      if (line.network == i) own.push_back(&line);
    if (own.empty()) continue;
    means.push_back(meanLine(own));
    means.back().smoothness = networks[i].found->mean("smoothness", "max_minus_min");
  }
  return means;
}

QString lineLabel(const DistanceLine& line, const std::vector<AnalysedNetwork>& networks, bool first) {
  const QString name = labelName(networks, line.network), value = valueText(line.smoothness);
  if (first) return tr("%1, smoothness %2").arg(name, value);
  return name == kindName(networks[line.network].kind) ? tr("%1 %2").arg(name, value) : tr("%1, %2").arg(name, value);   // not "τ 0 0.42"
}

QString distanceTable(const std::vector<DistanceLine>& lines, const std::vector<AnalysedNetwork>& networks) {
  QString text = tr("network\tlayer\tdistance, units\tcorrelation\tpairs") + QLatin1Char('\n');
  for (const DistanceLine& line : lines) {
    const AnalysedNetwork& network = networks[line.network];
    const QString layer = line.layer.empty() ? tr("mean") : QString::fromStdString(line.layer);
    for (std::size_t i = 0; i < line.distance.size(); ++i)
      text += QStringList{kindName(network.kind), layer, plainText(line.distance[i]), plainText(line.correlation[i]),
                          line.pairs.empty() ? QString() : QString::number(line.pairs[i])}
                  .join(QLatin1Char('\t')) +
              QLatin1Char('\n');
  }
  return text;
}

}  // namespace studio
