#include "widgets/analysis/analysis_text.h"

#include <algorithm>
#include <cmath>

#include "widgets/frame/tr.h"
#include "widgets/runs/category_text.h"

namespace studio {
namespace {

/// Layers that have a result of this kind.
template <typename Has>
int layersWith(const NetworkAnalysis& found, Has has) {
  return int(std::count_if(found.layers.begin(), found.layers.end(), has));
}

template <typename Has>
bool anyContrast(const LayerAnalysis& layer, Has has) {
  return std::any_of(layer.contrasts.begin(), layer.contrasts.end(), has);
}

QString inLayers(int layers) { return layers == 1 ? tr("1 layer") : tr("%1 layers").arg(layers); }

QString meanText(double mean, int decimals, int layers) {
  if (!std::isfinite(mean)) return tr("Undefined in %1").arg(inLayers(layers));
  return tr("%1, mean of %2").arg(mean, 0, 'f', decimals).arg(inLayers(layers));
}

QString smoothnessText(const NetworkAnalysis& found) {
  return meanText(meanSmoothness(found), 2, layersWith(found, [](const LayerAnalysis& layer) { return layer.smoothness.has_value(); }));
}

QString dimensionalityText(const NetworkAnalysis& found) {
  const double mean = meanDimensionality(found);
  return std::isfinite(mean) ? tr("%1, from %L2 images").arg(mean, 0, 'f', 1).arg(found.stimuliCount) : tr("Undefined, from %L1 images").arg(found.stimuliCount);
}

QString selectivityText(const NetworkAnalysis& found) {
  const int layers = layersWith(found, [](const LayerAnalysis& layer) { return !layer.contrasts.empty(); });
  const auto contrasts = found.contrasts.size();
  return contrasts == 1 ? tr("1 contrast, %1").arg(inLayers(layers)) : tr("%1 contrasts, %2").arg(contrasts).arg(inLayers(layers));
}

QString patchesText(const NetworkAnalysis& found) {
  std::size_t count = 0;
  int layers = 0;
  for (const LayerAnalysis& layer : found.layers) {
    layers += anyContrast(layer, [](const ContrastFound& contrast) { return contrast.patches.has_value(); });
    for (const ContrastFound& contrast : layer.contrasts) count += contrast.patches ? contrast.patches->patches.size() : 0;
  }
  return tr("%1 in %2").arg(count).arg(inLayers(layers));
}

/// Mean over all layers and contrasts that have a value.
QString moransText(const NetworkAnalysis& found) {
  double sum = 0;
  int defined = 0;
  for (const LayerAnalysis& layer : found.layers)
    for (const ContrastFound& contrast : layer.contrasts)
      if (contrast.morans && std::isfinite(contrast.morans->i)) {
        sum += contrast.morans->i;
        ++defined;
      }
  return defined > 0 ? tr("%1, mean of %2 maps").arg(sum / defined, 0, 'f', 2).arg(defined) : tr("Undefined");
}

/// The pair of contrasts that is most alike in the last layer that has pairs: where one would look first.
QString similarityText(const NetworkAnalysis& found) {
  for (auto layer = found.layers.rbegin(); layer != found.layers.rend(); ++layer) {
    const SimilarityFound* most = nullptr;
    for (const SimilarityFound& pair : layer->similarity)
      if (std::isfinite(pair.pearson) && (!most || pair.pearson > most->pearson)) most = &pair;
    if (!most) continue;
    QString first = categoryText(most->a);
    if (!first.isEmpty()) first[0] = first[0].toUpper();
    return tr("%1 and %2 %3").arg(first, categoryText(most->b)).arg(most->pearson, 0, 'f', 2).replace(QLatin1Char('-'), QChar(0x2212));
  }
  return tr("Undefined");
}

QString orientationText(const NetworkAnalysis& found) {
  std::int64_t pinwheels = 0;
  int layers = 0;
  for (const LayerAnalysis& layer : found.layers)
    if (layer.orientation) {
      pinwheels += layer.orientation->positive + layer.orientation->negative;
      ++layers;
    }
  return pinwheels == 1 ? tr("1 pinwheel in %1").arg(inLayers(layers)) : tr("%1 pinwheels in %2").arg(pinwheels).arg(inLayers(layers));
}

struct Telling {
  const char* name;
  bool (*has)(const LayerAnalysis&);
  QString (*text)(const NetworkAnalysis&);
};

const std::vector<Telling>& tellings() {
  static const std::vector<Telling> table = {
      {"smoothness", [](const LayerAnalysis& layer) { return layer.smoothness.has_value(); }, smoothnessText},
      {"dimensionality", [](const LayerAnalysis& layer) { return layer.dimensionality.has_value(); }, dimensionalityText},
      {"selectivity", [](const LayerAnalysis& layer) { return anyContrast(layer, [](const ContrastFound& c) { return c.selectivity.has_value(); }); }, selectivityText},
      {"morans-i", [](const LayerAnalysis& layer) { return anyContrast(layer, [](const ContrastFound& c) { return c.morans.has_value(); }); }, moransText},
      {"patches", [](const LayerAnalysis& layer) { return anyContrast(layer, [](const ContrastFound& c) { return c.patches.has_value(); }); }, patchesText},
      {"similarity", [](const LayerAnalysis& layer) { return !layer.similarity.empty(); }, similarityText},
      {"orientation", [](const LayerAnalysis& layer) { return layer.orientation.has_value(); }, orientationText},
  };
  return table;
}

const Telling* tellingOf(const std::string& analysis) {
  for (const Telling& telling : tellings())
    if (analysis == telling.name) return &telling;
  return nullptr;
}

bool areGratings(const std::string& stimuli) { return stimuli.rfind("gratings", 0) == 0 || stimuli.rfind("bars", 0) == 0; }

}  // namespace

bool hasResult(const NetworkAnalysis& found, const std::string& analysis) {
  const Telling* telling = tellingOf(analysis);
  return telling && std::any_of(found.layers.begin(), found.layers.end(), telling->has);
}

QString resultText(const NetworkAnalysis& found, const std::string& analysis) { return hasResult(found, analysis) ? tellingOf(analysis)->text(found) : QString(); }

bool cannotContrast(const NetworkAnalysis& found) { return !found.layers.empty() && found.contrasts.empty() && found.categories.size() < 2; }

QString lackText(const NetworkAnalysis* found, const std::string& stimuli, const AnalysisTitle& analysis) {
  if (analysis.needsGratings && !areGratings(stimuli)) return tr("Only for gratings or bars");
  if (analysis.needsContrasts && found && cannotContrast(*found)) return tr("Needs images sorted by category");
  return {};
}

QString stimuliTitle(const std::string& data) {
  const QString whole = QString::fromStdString(data), place = whole.section(QLatin1Char(':'), 1).section(QLatin1Char('?'), 0, 0);
  if (place.count(QLatin1Char('/')) < 2) return whole;
  return QStringLiteral("…/") + place.section(QLatin1Char('/'), -2, -1, QString::SectionSkipEmpty);
}

}  // namespace studio
