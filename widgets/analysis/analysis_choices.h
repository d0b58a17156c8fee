// What analyses are asked: with which stimuli and which settings. The stimuli that suit what is open are read on a
// worker thread. GUI thread only; never waits.
#pragma once
#include <QObject>
#include <QThreadPool>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/run/engine.h"

namespace studio {

/// What stimuli can be used for.
struct StimuliUse {
  bool angles = false;                ///< each states its angle
  bool networkClasses = true;         ///< they may be of the network's classes
  bool sorted = false;                ///< by categories of their own
  std::vector<std::string> places{};  ///< that analyses of sentences have been given: keys of their choices
};

class AnalysisChoices : public QObject {
  Q_OBJECT
 public:
  explicit AnalysisChoices(std::shared_ptr<const Engine> engine, QObject* parent = nullptr);
  ~AnalysisChoices() override;

  std::shared_ptr<const Engine> engine() const { return engine_; }
  const std::vector<AnalysisKind>& kinds() const { return kinds_; }  ///< the table of analyses
  /// What is open reads tokens: angles need images, contrasts labelled sentences, analyses of sentences it alone.
  bool isLanguage() const { return language_; }
  bool isOffered(const AnalysisKind& kind) const {
    return language_ ? !kind.angles && (!kind.contrasts || stimuliUse().sorted) : kind.sentences.empty();
  }
  std::vector<std::string> names() const;  ///< of all analyses

  const std::vector<StimuliChoice>& offeredStimuli() const { return offered_; }
  const std::string& stimuli() const { return stimuli_; }  ///< a DATA text; "" = the run's own validation images
  bool hasStimuli() const { return chosen_; }              ///< some have been chosen or suit the open network
  StimuliUse stimuliUse() const;                           ///< as the row of their data set says
  /// The first of the offered stimuli that state their angles; empty = none do.
  std::string orientedStimuli() const;
  void setStimuli(const std::string& data);
  /// A folder or file of one's own: of what kind it is, the engine says soon. What cannot fit is failed().
  void setStimuliPlace(const QString& path);
  QStringList stimuliFileNames() const;  ///< what files of one's own are called: "*.bin"
  const AnalysisSettings& settings() const { return settings_; }
  void setSettings(const AnalysisSettings& settings);

  /// Reads which stimuli suit this run or file; without a choice of a person's the first of them is chosen. `ownKind`:
  /// kind of the run's own data.
  void readStimuli(const std::filesystem::path& open, const std::string& ownKind, bool isLanguage);
  /// Another run or file will be open: its stimuli are others.
  void clear();
  bool reading() const { return reading_; }

 Q_SIGNALS:
  void changed();  ///< what is offered or chosen
  void failed(const QString& sentence);

 private:
  void keepChoice();
  std::map<std::string, std::string> rememberedPlaces();
  QString unfitSentence(const QString& path) const;

  std::shared_ptr<const Engine> engine_;
  std::vector<AnalysisKind> kinds_;
  std::vector<DataKind> dataKinds_;
  std::vector<StimuliChoice> offered_;
  std::string stimuli_, ownKind_;
  bool chosen_ = false, reading_ = false, language_ = false, placesRead_ = false;
  AnalysisSettings settings_;
  int generation_ = 0;  ///< of what is open: answers for an older one are dropped
  QThreadPool pool_;    ///< last: it waits for its thread before the rest goes
};

}  // namespace studio
