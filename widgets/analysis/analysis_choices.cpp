#include "widgets/analysis/analysis_choices.h"

#include <QFileInfo>
#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "widgets/analysis/readings.h"
#include "widgets/frame/settings.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr std::string_view kLocalizer = "localizer:", kSentences = "sentences:";

bool isAmong(const std::vector<StimuliChoice>& choices, const std::string& data) {
  return std::any_of(choices.begin(), choices.end(), [&](const StimuliChoice& choice) { return choice.data == data; });
}

/// Folders of images or places of sentences chosen before, for this run or another, that are still there.
void addRemembered(std::vector<StimuliChoice>& choices, std::string_view kind, const QStringList& folders) {
  for (const QString& folder : folders) {
    const std::string data = std::string(kind) + folder.toStdString();
    if (!isAmong(choices, data) && QFileInfo::exists(folder))
      choices.push_back({data, stimuliTitle(data).toStdString()});
  }
}

/// Of these keys, where the places of sentences are still there.
std::map<std::string, std::string> placesThere(const std::map<std::string, std::string>& places) {
  std::map<std::string, std::string> there;
  for (const auto& [key, place] : places)
    if (QFileInfo::exists(QString::fromStdString(place))) there.emplace(key, place);
  return there;
}

}  // namespace

AnalysisChoices::AnalysisChoices(std::shared_ptr<const Engine> engine, QObject* parent)
    : QObject(parent), engine_(std::move(engine)), kinds_(engine_->analyses()), dataKinds_(engine_->dataKinds()) {
  for (const AnalysisKind& kind : kinds_)
    for (const ChoiceField& field : kind.choices)
      if (!field.follows) settings_.values.try_emplace(field.key, field.initial);
  pool_.setMaxThreadCount(1);
}

AnalysisChoices::~AnalysisChoices() { pool_.clear(); }

std::vector<std::string> AnalysisChoices::names() const {
  std::vector<std::string> names;
  for (const AnalysisKind& kind : kinds_) names.push_back(kind.name);
  return names;
}

/// A network has learned its own data by their labels, whatever they are.
StimuliUse AnalysisChoices::stimuliUse() const {
  const bool own = stimuli_.empty();
  const DataKind* kind = findDataKind(dataKinds_, own ? ownKind_ : stimuli_);
  StimuliUse use{kind && kind->angles, own || !kind || !kind->ownCategories, kind && kind->ownCategories};
  for (const AnalysisKind& each : kinds_)
    if (!each.sentences.empty() && !settings_.text(each.sentences).empty()) use.places.push_back(each.sentences);
  return use;
}

std::string AnalysisChoices::orientedStimuli() const {
  for (const StimuliChoice& choice : offered_)
    if (const DataKind* kind = findDataKind(dataKinds_, choice.data); kind && kind->angles) return choice.data;
  return {};
}

void AnalysisChoices::setStimuli(const std::string& data) {
  if (chosen_ && data == stimuli_) return;
  stimuli_ = data;
  chosen_ = true;
  if (data.starts_with(kLocalizer)) rememberLocalizer(QString::fromStdString(data.substr(kLocalizer.size())));
  if (data.starts_with(kSentences)) rememberSentences(QString::fromStdString(data.substr(kSentences.size())));
  keepChoice();
  Q_EMIT changed();
}

void AnalysisChoices::setStimuliPlace(const QString& path) {
  const auto read = [engine = engine_, place = path.toStdString(), language = language_] {
    return engine->stimuliAt(place, language);
  };
  const auto take = [this, now = generation_, path](const std::string& data) {
    if (now != generation_) return;
    if (data.empty())
      Q_EMIT failed(unfitSentence(path));
    else
      setStimuli(data);
  };
  readOnWorker<std::string>(pool_, this, read, take,
                            [this](const std::string& sentence) { Q_EMIT failed(QString::fromStdString(sentence)); });
}

QStringList AnalysisChoices::stimuliFileNames() const {
  QStringList names;
  for (const std::string& name : engine_->stimuliFileNames(language_)) names << QString::fromStdString(name);
  return names;
}

QString AnalysisChoices::unfitSentence(const QString& path) const {
  const QString sentence =
      language_ ? tr("%1 holds neither tokens nor text (%2), and a language model reads nothing else; choose another "
                     "folder or file.")
                : tr("%1 holds no images that can be shown (%2); choose another folder or file.");
  return sentence.arg(QFileInfo(path).fileName(), stimuliFileNames().join(QStringLiteral(", ")));
}

void AnalysisChoices::setSettings(const AnalysisSettings& settings) {
  if (settings == settings_) return;
  for (const AnalysisKind& kind : kinds_)
    if (const auto place = settings.text(kind.sentences);
        !kind.sentences.empty() && place != settings_.text(kind.sentences))
      rememberAnalysedPlace(QString::fromStdString(kind.sentences), QString::fromStdString(place));
  settings_ = settings;
  Q_EMIT changed();
}

/// Where sentences lay in an earlier session, of analyses that have been given none in this one.
std::map<std::string, std::string> AnalysisChoices::rememberedPlaces() {
  std::map<std::string, std::string> places;
  if (!language_ || std::exchange(placesRead_, true)) return places;
  for (const AnalysisKind& kind : kinds_)
    if (!kind.sentences.empty() && settings_.text(kind.sentences).empty())
      if (const QString place = analysedPlace(QString::fromStdString(kind.sentences)); !place.isEmpty())
        places.emplace(kind.sentences, place.toStdString());
  return places;
}

/// A folder of one's own stays among what is offered.
void AnalysisChoices::keepChoice() {
  if (chosen_ && !isAmong(offered_, stimuli_)) offered_.push_back({stimuli_, stimuliTitle(stimuli_).toStdString()});
}

void AnalysisChoices::clear() {
  ++generation_;
  reading_ = false;
  offered_.clear();
  stimuli_.clear();
  chosen_ = false;
  settings_.layers = AnalysisSettings{}.layers;
  Q_EMIT changed();
}

void AnalysisChoices::readStimuli(const std::filesystem::path& open, const std::string& ownKind, bool isLanguage) {
  ownKind_ = ownKind;
  language_ = isLanguage;
  reading_ = true;
  const int now = ++generation_;
  struct Read {
    std::vector<StimuliChoice> choices;
    std::map<std::string, std::string> places;
  };
  const QStringList chosenBefore = isLanguage ? recentSentences() : recentLocalizers();
  const auto read = [engine = engine_, open, isLanguage, chosenBefore, places = rememberedPlaces()]() -> Read {
    std::vector<StimuliChoice> choices = engine->stimuliChoices(open);
    addRemembered(choices, isLanguage ? kSentences : kLocalizer, chosenBefore);
    return {std::move(choices), placesThere(places)};
  };
  const auto take = [this, now](Read found) {
    if (now != generation_) return;
    reading_ = false;
    offered_ = std::move(found.choices);
    for (const auto& [key, place] : found.places)
      if (settings_.text(key).empty()) settings_.values[key] = place;
    if (!chosen_ && !offered_.empty()) {
      stimuli_ = offered_.front().data;
      chosen_ = true;
    }
    keepChoice();
    Q_EMIT changed();
  };
  readOnWorker<Read>(pool_, this, read, take, [this, now](const std::string& sentence) {
    if (now != generation_) return;
    reading_ = false;
    Q_EMIT failed(QString::fromStdString(sentence));
    Q_EMIT changed();
  });
}

}  // namespace studio
