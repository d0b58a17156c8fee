#include "widgets/analysis/analysis_choices.h"

#include <QFileInfo>
#include <algorithm>
#include <string_view>

#include "widgets/analysis/readings.h"
#include "widgets/frame/settings.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr std::string_view kLocalizer = "localizer:";

bool isAmong(const std::vector<StimuliChoice>& choices, const std::string& data) {
  return std::any_of(choices.begin(), choices.end(), [&](const StimuliChoice& choice) { return choice.data == data; });
}

/// Folders of images chosen before, for this run or another, that are still there.
void addRemembered(std::vector<StimuliChoice>& choices, const QStringList& folders) {
  for (const QString& folder : folders) {
    const std::string data = std::string(kLocalizer) + folder.toStdString();
    if (!isAmong(choices, data) && QFileInfo::exists(folder))
      choices.push_back({data, stimuliTitle(data).toStdString()});
  }
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
  settings_ = settings;
  Q_EMIT changed();
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
  const auto read = [engine = engine_, open, isLanguage, folders = recentLocalizers()] {
    std::vector<StimuliChoice> choices = engine->stimuliChoices(open);
    if (!isLanguage) addRemembered(choices, folders);
    return choices;
  };
  const auto take = [this, now](std::vector<StimuliChoice> choices) {
    if (now != generation_) return;
    reading_ = false;
    offered_ = std::move(choices);
    if (!chosen_ && !offered_.empty()) {
      stimuli_ = offered_.front().data;
      chosen_ = true;
    }
    keepChoice();
    Q_EMIT changed();
  };
  readOnWorker<std::vector<StimuliChoice>>(pool_, this, read, take, [this, now](const std::string& sentence) {
    if (now != generation_) return;
    reading_ = false;
    Q_EMIT failed(QString::fromStdString(sentence));
    Q_EMIT changed();
  });
}

}  // namespace studio
