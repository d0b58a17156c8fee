#include "widgets/analysis/readings.h"

#include <QRegularExpression>
#include <algorithm>
#include <cmath>

#include "widgets/frame/engine_text.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

const Table* findTable(const NetworkAnalysis& found, const char* analysis, const char* name) {
  const Result* result = found.result(analysis);
  return result ? result->find(name) : nullptr;
}

std::vector<std::size_t> findRows(const Table* table, const Keys& keys) {
  return table ? table->find(keys) : std::vector<std::size_t>();
}

ShownPatch patchFrom(const Table& table, std::size_t row) {
  const auto& members = table.list(row, "members");
  const auto& centroid = table.list(row, "centroid");
  ShownPatch patch{{members.begin(), members.end()}, table.number(row, "peak")};
  if (centroid.size() == 2) {
    patch.row = centroid[0];
    patch.column = centroid[1];
  }
  return patch;
}

const UnitArray* findStrongest(const NetworkAnalysis& found, const std::string& layer) {
  const Result* result = found.result(kMapsAnalysis);
  if (!result) return nullptr;
  const auto array = std::find_if(result->arrays.begin(), result->arrays.end(), [&](const UnitArray& each) {
    return each.layer == layer && each.name == "strongest";
  });
  return array == result->arrays.end() ? nullptr : &*array;
}

}  // namespace

std::optional<Patches> patchesIn(const NetworkAnalysis& found, const std::string& layer, const std::string& contrast) {
  const Keys keys{{"layer", layer}, {"contrast", contrast}};
  const Table* sums = findTable(found, "patches", "");
  const auto sum = findRows(sums, keys);
  if (sum.empty()) return std::nullopt;
  Patches patches{sums->number(sum[0], "area_fraction"), {}};
  const Table* table = findTable(found, "patches", "patches");
  for (const std::size_t row : findRows(table, keys)) patches.list.push_back(patchFrom(*table, row));
  return patches;
}

double moransIn(const NetworkAnalysis& found, const std::string& layer, const std::string& contrast) {
  const Result* result = found.result("morans-i");
  return result ? result->number("", {{"layer", layer}, {"contrast", contrast}}, "i") : kUndefined;
}

std::vector<SimilarPair> similarPairs(const NetworkAnalysis& found, const std::string& layer) {
  std::vector<SimilarPair> pairs;
  const Table* table = findTable(found, "similarity", "pairs");
  for (const std::size_t row : findRows(table, {{"layer", layer}}))
    pairs.push_back({table->text(row, "a"), table->text(row, "b"), table->number(row, "pearson"),
                     table->number(row, "ssim"), table->number(row, "spearman")});
  return pairs;
}

std::optional<ShownPinwheels> pinwheelsIn(const NetworkAnalysis& found, const std::string& layer) {
  const Keys keys{{"layer", layer}};
  const Table *counts = findTable(found, "orientation", "pinwheels"),
              *table = findTable(found, "orientation", "pinwheels.places");
  const auto count = findRows(counts, keys);
  if (count.empty()) return std::nullopt;
  const auto whole = [](double value) { return std::isfinite(value) ? std::int64_t(value) : 0; };
  ShownPinwheels wheels{whole(counts->number(count[0], "positive")),
                        whole(counts->number(count[0], "negative")),
                        {},
                        found.number("orientation", layer, "mean_circular_variance")};
  for (const std::size_t row : findRows(table, keys))
    wheels.places.push_back(
        {table->number(row, "row"), table->number(row, "column"), table->number(row, "sign") < 0 ? -1 : 1});
  return wheels;
}

bool hasStrongestStimuli(const NetworkAnalysis& found, const std::string& layer) {
  return findStrongest(found, layer) != nullptr;
}

std::vector<std::int32_t> strongestStimuli(const NetworkAnalysis& found, const std::string& layer, std::int64_t unit) {
  const UnitArray* array = findStrongest(found, layer);
  if (!array || array->values.shape.size() != 2 || unit < 0 || unit >= array->values.shape[0]) return {};
  const auto each = std::size_t(array->values.shape[1]);
  const std::vector<double> all = array->values.asDoubles();
  std::vector<std::int32_t> indices;
  for (std::size_t i = std::size_t(unit) * each; i < (std::size_t(unit) + 1) * each && i < all.size(); ++i)
    if (all[i] >= 0 && all[i] < double(found.stimuliCount)) indices.push_back(std::int32_t(all[i]));
  return indices;
}

bool hasResult(const NetworkAnalysis& found, const std::string& analysis) {
  const Result* result = found.result(analysis);
  if (!result || result->ofNetwork) return result && !result->empty();
  return std::any_of(found.layers.begin(), found.layers.end(),
                     [&](const AnalysedLayer& layer) { return result->has(layer.layer); });
}

QString resultText(const NetworkAnalysis& found, const AnalysisKind& analysis) {
  if (!hasResult(found, analysis.name) || !analysis.summary) return {};
  const Result& result = *found.result(analysis.name);
  QString text = engineText(analysis.summary(found, result));
  if (text.isEmpty()) return text;
  static const QRegularExpression angles(QStringLiteral("(?<![\\w.])(\\d+(?:[.,]\\d+)?)deg\\b"));  // names of contrasts
  text.replace(angles, QStringLiteral("\\1°"));
  text[0] = text[0].toUpper();
  return result.notes.empty() ? text : tr("%1 (see the remark)").arg(text);
}

bool cannotContrast(const NetworkAnalysis& found) {
  return !found.layers.empty() && found.contrasts.empty() && found.categories.size() < 2;
}

QString missingText(const NetworkAnalysis* found, const StimuliUse& stimuli, const AnalysisKind& analysis) {
  if (analysis.angles && !stimuli.angles) return tr("Needs oriented stimuli");
  if (!analysis.sentences.empty()) {
    const bool isNamed =
        std::find(stimuli.places.begin(), stimuli.places.end(), analysis.sentences) != stimuli.places.end();
    if (isNamed) return {};
    return analysis.ofNetwork ? tr("Needs a folder of sentences") : tr("Needs a text");
  }
  if (analysis.ofNetwork && !stimuli.networkClasses) return tr("Needs images of its classes");
  if (analysis.contrasts && found && cannotContrast(*found)) return tr("Needs images sorted by category");
  return {};
}

QString shownStimuliText(const NetworkAnalysis& found, const std::vector<StimuliChoice>& known) {
  QString stimuli = stimuliTitle(found.stimuli);
  for (const StimuliChoice& choice : known)
    if (choice.data == found.stimuli) stimuli = engineText(choice.title);
  return found.step < 0 ? stimuli : tr("%1, step %L2").arg(stimuli).arg(found.step);
}

/// Of a kind without a place no colon is left, and its settings follow in words: "synthetic localizer, samples=50".
QString stimuliTitle(const std::string& data) {
  QString title = QString::fromStdString(stimuliName(data));
  const qsizetype colon = title.indexOf(QLatin1Char(':'));
  const bool isBare = colon >= 0 && (colon + 1 == title.size() || title[colon + 1] == QLatin1Char('?'));
  if (!isBare) return title;
  QString kind = title.left(colon), settings = title.mid(colon + 2);
  kind.replace(QLatin1Char('_'), QLatin1Char(' '));
  if (settings.isEmpty()) return kind;
  return kind + QStringLiteral(", ") + settings.replace(QLatin1Char('&'), QStringLiteral(", "));
}

}  // namespace studio
