// "Sweep...": several values of a setting are ticked, beneath stand the number of runs, the time and the disk they
// need. GUI thread.
#pragma once
#include <QDialog>
#include <QObject>
#include <QStringList>
#include <QTimer>
#include <QWidget>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/run/config_fields.h"
#include "core/run/engine.h"
#include "core/run/sweep.h"
#include "widgets/forms/preflight_check.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace studio {

class ChoiceBox;
class FieldEditor;
class FittedText;
class SweepAxisRow;
class SweepPlan;

class SweepDialog : public QDialog {
  Q_OBJECT
 public:
  /// `base`: what all runs share, with every value of the form.
  SweepDialog(std::shared_ptr<const Engine> engine, const RunConfig& base, QWidget* parent);
  /// As PreflightCheck::setPlace().
  void setPlace(const std::string& device, const std::filesystem::path& runsFolder, const QString& program);
  /// Names of queues that are there: runs are added to one of them where it is named.
  void setQueues(const QStringList& names);
  /// As it stands now.
  Sweep sweep() const;
  int jobs() const;
  bool areJobsChosen() const { return jobsChosen_; }  ///< somebody has set them here
  const SweepPlan& plan() const { return *plan_; }
  SweepAxisRow* axis(const std::string& key) const;  ///< nullptr where the setting is not shown
  void addAxis(const std::string& key);
  QPushButton* queueButton() { return queue_; }

 Q_SIGNALS:
  void queueWanted(const studio::Sweep& sweep, int jobs);

 private:
  QWidget* makeAxes();
  void makeOptions(QVBoxLayout* column);
  void makeNumbers(QVBoxLayout* column);
  void makeButtons(QVBoxLayout* column);
  void fillSettings();
  void removeAxis(SweepAxisRow* row);
  void edited();
  void showEstimate();

  std::shared_ptr<const Engine> engine_;
  RunConfig base_;
  SweepPlan* plan_;
  std::vector<SweepAxisRow*> axes_;
  QVBoxLayout* axesColumn_ = nullptr;
  ChoiceBox* settings_ = nullptr;
  QCheckBox* baseline_ = nullptr;
  QSpinBox* jobs_ = nullptr;
  bool jobsChosen_ = false;
  QLineEdit* name_ = nullptr;
  QLabel *nameBelow_ = nullptr, *runs_ = nullptr, *time_ = nullptr, *timeBelow_ = nullptr, *disk_ = nullptr,
         *diskBelow_ = nullptr;
  FittedText* problem_ = nullptr;
  QPushButton* queue_ = nullptr;
  QStringList queues_;
};

// One setting of a sweep: its values to be ticked, and the form's own editor to add further ones. GUI thread.

class SweepAxisRow : public QWidget {
  Q_OBJECT
 public:
  /// `own`: the configuration's value, ticked; `offered`: further values. Of a setting of choices all are offered.
  SweepAxisRow(const ConfigField& field, const ConfigValue& own, const std::vector<ConfigValue>& offered,
               const std::vector<std::string>& choices, QWidget* parent);
  const std::string& key() const { return key_; }
  /// Those that are ticked, in their order.
  std::vector<ConfigValue> values() const;
  /// The configuration's own value alone: it does not differ.
  bool isVaried() const;
  QListWidget* list() { return list_; }

 Q_SIGNALS:
  void changed();
  void removeWanted();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* makeHead(const ConfigField& field);
  QWidget* makeAdding(const ConfigField& field);
  void offer(const ConfigValue& value, bool ticked);
  void addValue();
  void choosePlace();
  void fitHeight();

  std::string key_;
  ConfigValue own_;
  QListWidget* list_;
  FieldEditor* editor_ = nullptr;    ///< nullptr where all values are offered
  std::vector<ConfigValue> values_;  ///< of the list's items
  int lines_ = 1;                    ///< of the list
};

// What a sweep will take before it is started: its runs, what is wrong with them, and the time and the disk by the
// pre-flight of one run of each kind. GUI thread; the work is done on worker threads and in a process of its own.

struct SweepEstimate {
  std::size_t runs = 0;
  std::string problem;        ///< why it cannot be started, one sentence, or empty
  bool known = false;         ///< the numbers below are
  double seconds = 0;         ///< of all runs, with so many at once
  double diskBytes = 0;       ///< checkpoints and maps of all
  double freeDiskBytes = -1;  ///< -1 = unknown
  std::string fault;          ///< why nothing could be timed, or empty
};

class SweepPlan : public QObject {
  Q_OBJECT
 public:
  SweepPlan(std::shared_ptr<const Engine> engine, QObject* parent);
  void setPlace(const std::string& device, const std::filesystem::path& runsFolder, const QString& program);
  /// Counts at once and times when the sweep has rested; nothing more is heard of an earlier one.
  void show(const Sweep& sweep, int jobs);
  const SweepEstimate& estimate() const { return estimate_; }
  const std::vector<SweepRun>& runs() const { return runs_; }
  /// The newest sweep has been counted.
  bool isCounted() const { return counted_; }

 Q_SIGNALS:
  void changed();

 private:
  struct Counted {
    std::vector<SweepRun> runs;
    std::vector<std::string> kinds;  ///< of each run: those of one kind take the same time
    std::string problem;
  };
  static Counted count(const Engine& engine, const Sweep& sweep);
  void takeCounted(const Counted& counted);
  void timeNext();
  void takeTimed(const std::string& kind, const Preflight& preflight);
  void addUp();

  std::shared_ptr<const Engine> engine_;
  PreflightCheck* check_;
  QTimer rest_, restBeforeTiming_;
  Sweep sweep_;
  int jobs_ = 1, timedJobs_ = 0, newest_ = 0;
  bool counted_ = false;
  std::vector<SweepRun> runs_;
  std::vector<std::string> kinds_;
  std::map<std::string, Preflight> timed_;  ///< by kind, of so many jobs
  SweepEstimate estimate_;
};

}  // namespace studio
