// Setting a run up: presets and sections, the form, its layers, pre-flight and the TOML, all over one ConfigDocument.
// GUI thread only.
#pragma once
#include <QTimer>
#include <QWidget>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/run/engine.h"
#include "widgets/forms/config_document.h"
#include "widgets/forms/preset_list.h"

class QLineEdit;
class QUndoStack;

namespace studio {

class ConfigForm;
class LayerPanel;
class PreflightCheck;
class PreflightPanel;
struct Preflight;
class SectionList;
class SetupQueries;
class TomlPanel;

class SetupView : public QWidget {
  Q_OBJECT
 public:
  SetupView(std::shared_ptr<const Engine> engine, std::vector<SetupPreset> presets, QWidget* parent = nullptr);

  /// Where a run will be computed and stored: what the pre-flight times and looks at; and the program that does it, in
  /// a process of its own (preflight_check.h).
  void setPlace(const std::string& device, const std::filesystem::path& runsFolder, const QString& program = {});

  /// Another configuration to edit; undo starts again. `toml` is its text as written (comments are kept), empty = made
  /// here.
  void setConfig(const RunConfig& config, const QString& toml = {});
  /// The same as one step of undo, so that what was edited before can be gone back to: `what` names it.
  void loadConfig(const RunConfig& config, const QString& what);
  const RunConfig& config() const;
  /// What is being edited and what of it counts as changed, in bytes, and the same again; undo starts again.
  QByteArray kept() const;
  void restore(const QByteArray& kept);
  /// What is to be kept as config.toml.
  QString toml() const;
  /// Name of the run to be.
  QString name() const;
  QUndoStack* undoStack();

  /// No error is known and no field holds text that is not a value.
  bool canStart() const;
  /// Why Start is disabled, one sentence, or empty.
  QString startReason() const;
  /// Every setting that was typed as a folder or file is taken over by this, e.g. from a dialog or a drop.
  void setPath(const QString& key, const QString& path);
  /// While the window trains another run: Start is disabled with this reason; empty = free.
  void setBusy(const QString& reason);
  /// Why no sweep can be made of these settings, one sentence; empty = it can.
  void setSweepReason(const QString& sentence);
  /// Of the runs that there are: a new one is given a name that is free.
  void setTakenNames(std::set<QString> names);
  const std::vector<Problem>& problems() const { return problems_; }

 public Q_SLOTS:
  void start();     ///< emits startWanted, once the newest settings have been looked at
  void checkNow();  ///< pre-flight
  void focusSearch();

 protected:
  void showEvent(QShowEvent* event) override;

 Q_SIGNALS:
  void startWanted(const studio::RunConfig& config, const QString& name, const QString& toml);
  void sweepWanted();
  void configChanged();
  void openFolderWanted(const QString& key);  ///< folder button of a path field: ask for a place, then call setPath
  void startChanged();                        ///< canStart() or its reason

 private:
  QWidget* makeLeft();
  QWidget* makeRight();
  void makeColumns();
  void connectDocument();
  void connectParts();
  void configEdited();
  void loadPreset(int index);
  void takeProblems();
  void goTo(const std::string& key);
  void finishStart();
  void refreshStart();
  void takeReport(const RunConfig& checked, const Preflight& preflight);
  void showCheckState();
  void cancelCheck();
  void compareWeights(const Problem& problem);
  const Problem* firstError() const;
  bool hasWeightsError() const;

  std::shared_ptr<const Engine> engine_;
  std::vector<SetupPreset> presetRows_;
  ConfigDocument* document_;
  SetupQueries* queries_;
  PreflightCheck* check_;
  PresetList* presets_ = nullptr;
  SectionList* sections_ = nullptr;
  QLineEdit* search_ = nullptr;
  ConfigForm* form_ = nullptr;
  LayerPanel* layers_ = nullptr;
  PreflightPanel* preflight_ = nullptr;
  TomlPanel* toml_ = nullptr;
  QTimer recheck_;                 ///< a pre-flight by itself, once the settings have rested
  std::vector<Problem> answered_;  ///< what the engine said of the newest settings
  std::vector<Problem> problems_;  ///< these and what the fields and the TOML say
  QString busy_;
  bool startPending_ = false;
  bool checkCancelled_ = false;  ///< by a person, of the settings as they are
};

}  // namespace studio
