// What a Comparison has of the compared runs beside the table: curves and stored results, read on worker threads, and
// what is said of all of them (comparison.h).
#include <map>

#include "widgets/compare/worker_cache.h"
#include "widgets/compare/comparison.h"
#include "widgets/export/compared_figures.h"
#include "widgets/frame/engine_text.h"
#include "widgets/runs/run_data.h"

namespace studio {

std::vector<CurveSource> Comparison::curves() {
  std::vector<CurveSource> curves;
  for (const ComparedSource& source : compared_) {
    CurveSource curve{source.name, source.label, source.plotColour(), source.data, {}, source.pinned};
    for (const auto& run : source.runs) curve.members.push_back({run->name, stores_->rows(run), run->status.steps});
    curves.push_back(std::move(curve));
  }
  return curves;
}

std::vector<std::vector<Comparison::Numbers>> Comparison::numbers() {
  std::vector<std::vector<Numbers>> found;
  for (const ComparedSource& source : compared_) {
    found.emplace_back();
    for (const auto& run : source.runs)
      if (Numbers numbers = stores_->numbers(run)) found.back().push_back(std::move(numbers));
  }
  return found;
}

std::string Comparison::firstLayer() {
  for (const ComparedSource& source : compared_)
    for (const auto& run : source.runs)
      if (const auto layers = stores_->layers(run); layers && !layers->empty()) return openingLayer(*layers);
  return {};
}

const QString& Comparison::provenance() const {
  if (!provenance_) provenance_ = comparedProvenance(compared_);
  return *provenance_;
}

QString Comparison::dataExplanation() const {
  std::map<std::string, const RunConfig*> byName;
  for (const ComparedSource& source : compared_)
    if (source.first().config) byName.emplace(source.data, source.first().config.get());
  std::vector<const RunConfig*> configs;
  for (const auto& [name, config] : byName) configs.push_back(config);
  std::vector<QStringList> texts(byName.size());
  for (const SettingDifference& each : settingDifferences(configs))
    for (std::size_t i = 0; each.key.starts_with("data.") && i < texts.size(); ++i) {
      if (each.values[i].empty()) continue;  // a setting that this data set does not have
      texts[i] << QStringLiteral("%1 %2").arg(engineText(each.label), QString::fromStdString(each.values[i]));
    }
  QStringList lines;
  std::size_t place = 0;
  for (const auto& [name, config] : byName)
    lines << tr("%1: %2").arg(QString::fromStdString(name), texts[place++].join(QStringLiteral(", ")));
  return lines.size() < 2 ? QString() : lines.join(QLatin1Char('\n'));
}

}  // namespace studio
