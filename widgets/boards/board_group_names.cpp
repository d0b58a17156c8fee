#include "widgets/boards/board_group_names.h"

#include <QStringList>
#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <set>

#include "core/run/config_fields.h"
#include "core/run/printable_text.h"
#include "core/run/weights_difference.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

constexpr std::size_t kMostParts = 4;

/// "TDANN/TopoLM 0.5" of the losses beside TopoLoss that have a weight; the field of a weight is labelled as its loss.
std::string rivalText(const RunConfig& config) {
  std::string text;
  for (const ConfigField& field : configFields()) {
    if (!field.key.starts_with("losses.") || !field.key.ends_with(".weight")) continue;
    const ConfigValue value = field.get(config);
    const auto* weight = std::get_if<double>(&value);
    if (!weight || *weight == 0) continue;
    text.append(text.empty() ? "" : ", ").append(field.label).append(" ").append(numberText(*weight));
  }
  return text;
}

std::string dataName(const DataConfig& data) {
  const std::string place = std::filesystem::path(data.root).filename().string();
  return visible(place.empty() ? data.kind : place);
}

using Texts = std::vector<std::string>;

bool isVaried(const Texts& texts) {
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& each) { return each != texts.front(); });
}

Texts familyTexts(const std::vector<const RunConfig*>& families,
                  const std::function<std::string(const RunConfig&)>& text) {
  Texts texts;
  for (const RunConfig* family : families) texts.push_back(text(*family));
  return texts;
}

/// Size of the images beside the name where it differs.
Texts dataParts(const std::vector<const RunConfig*>& families) {
  const bool sized =
      isVaried(familyTexts(families, [](const RunConfig& config) { return std::to_string(config.data.imageSize); }));
  return familyTexts(families, [sized](const RunConfig& config) {
    const std::int64_t pixels = config.data.imageSize;
    return dataName(config.data) + (sized && pixels > 0 ? " " + tr("%1 px").arg(pixels).toStdString() : std::string());
  });
}

/// What is said already, follows from it, or decides nothing.
bool isNamedOtherwise(const std::string& key) {
  constexpr std::array kNamed{"data.kind", "data.root",  "data.image_size", "data.samples", "data.mean",
                              "data.std",  "model.name", "model.classes",   "train.seed",   "topoloss.tau"};
  return std::find(kNamed.begin(), kNamed.end(), key) != kNamed.end() || key.starts_with("losses.") ||
         key.starts_with("output.") || key.starts_with("probe.");
}

/// In the order in which they are taken.
std::vector<Texts> differingParts(const std::vector<const RunConfig*>& families) {
  std::vector<Texts> parts{dataParts(families), familyTexts(families, [](const RunConfig& config) {
                             return config.data.samples > 0 ? tr("%L1 images").arg(config.data.samples).toStdString()
                                                            : std::string();
                           })};
  parts.push_back(familyTexts(families, [](const RunConfig& config) { return config.model.name; }));
  for (const SettingDifference& setting : settingDifferences(families)) {
    if (isNamedOtherwise(setting.key)) continue;
    Texts texts;
    for (const std::string& value : setting.values) texts.push_back(setting.label + " " + value);
    parts.push_back(std::move(texts));
  }
  return parts;
}

bool areUnique(const Texts& names, const std::vector<const RunConfig*>& families) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (!seen.insert(names[i] + "\n" + rivalText(*families[i])).second) return false;
  return true;
}

}  // namespace

std::string familyKey(RunConfig config) {
  config.train.seed = 0;
  config.topoloss.tau = 0;
  config.output = {};
  config.probe = {};
  return toToml(config);
}

std::string tauText(const RunConfig& config) {
  const std::string rivals = rivalText(config), tau = "τ " + numberText(config.topoloss.tau);
  return rivals.empty() ? tau : config.topoloss.tau == 0 ? rivals : rivals + ", " + tau;
}

std::vector<std::string> familyNames(const std::vector<const RunConfig*>& families) {
  Texts names(families.size());
  const std::vector<Texts> parts = families.empty() ? std::vector<Texts>() : differingParts(families);
  std::size_t used = 0;
  for (std::size_t part = 0; part < parts.size() && used < kMostParts; ++part) {
    // Of different data all is labelled, whatever else differs between the networks.
    if (!isVaried(parts[part]) || (part > 0 && areUnique(names, families))) continue;
    for (std::size_t i = 0; i < names.size(); ++i)
      if (!parts[part][i].empty()) names[i] += (names[i].empty() ? "" : ", ") + parts[part][i];
    ++used;
  }
  return names;
}

QString dataText(const DataConfig& data) {
  QStringList parts{QString::fromStdString(dataName(data))};
  if (data.imageSize > 0) parts << tr("%1 px").arg(data.imageSize);
  if (data.samples > 0) parts << tr("%L1 images").arg(data.samples);
  if (data.limit > 0) parts << tr("the first %L1").arg(data.limit);
  return parts.join(QStringLiteral(", "));
}

}  // namespace studio
