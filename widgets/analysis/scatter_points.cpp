#include "widgets/analysis/scatter_points.h"

#include <cmath>

#include "widgets/frame/tr.h"

namespace studio {
namespace {

bool isDefined(const ScatterPoint& point) { return std::isfinite(point.smoothness) && std::isfinite(point.dimensionality); }

}  // namespace

std::vector<ScatterPoint> scatterPoints(const std::vector<AnalysedNetwork>& networks) {
  std::vector<ScatterPoint> points;
  for (std::size_t i = 0; i < networks.size(); ++i) {
    const NetworkAnalysis& found = *networks[i].found;
    std::vector<ScatterPoint> own{{i, {}, found.mean("smoothness", "max_minus_min"), found.mean("dimensionality", "effective_dimensionality")}};
    for (const AnalysedLayer& layer : found.layers)
      own.push_back({i, layer.layer, found.number("smoothness", layer.layer, "max_minus_min"), found.number("dimensionality", layer.layer, "effective_dimensionality")});
    for (const ScatterPoint& point : own)
      if (isDefined(point)) points.push_back(point);
  }
  return points;
}

QString scatterTip(const ScatterPoint& point, const AnalysedNetwork& network) {
  const QString what = point.layer.empty() ? tr("mean over layers") : QString::fromStdString(point.layer);
  const QString name =
      network.detail.isEmpty() ? kindTitle(network.kind) : tr("%1, %2").arg(kindTitle(network.kind), network.detail);
  return tr("%1\n%2\nsmoothness %3, dimensionality %4")
      .arg(name, what, valueText(point.smoothness, 3), valueText(point.dimensionality, 1));
}

QString scatterTable(const std::vector<ScatterPoint>& points, const std::vector<AnalysedNetwork>& networks) {
  QString text = tr("network\tdetail\tlayer\tsmoothness\teffective dimensionality") + QLatin1Char('\n');
  for (const ScatterPoint& point : points)
    text += QStringList{kindName(networks[point.network].kind), networks[point.network].detail,
                        point.layer.empty() ? tr("mean") : QString::fromStdString(point.layer), plainText(point.smoothness),
                        plainText(point.dimensionality)}
                .join(QLatin1Char('\t')) +
            QLatin1Char('\n');
  return text;
}

const std::vector<PublishedValue>& publishedResNet18() {
  static const std::vector<PublishedValue> values = {{"τ 0", 0.17, 28.8}, {"τ 0.5", 0.35, 26.6}, {"τ 1", 0.46, 24.8},
                                                     {"τ 5", 0.72, 19.2}, {"τ 10", 0.82, 16.5},  {"τ 20", 0.90, 14.9},
                                                     {"τ 50", 0.97, 12.4}};
  return values;
}

}  // namespace studio
