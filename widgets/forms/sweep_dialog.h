// "Sweep...": several values of a setting are ticked, beneath stand the number of runs, the time and the disk they
// need. GUI thread.
#pragma once
#include <QDialog>
#include <QStringList>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/run/engine.h"
#include "core/run/sweep.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace studio {

class ChoiceBox;
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
  QLineEdit* name_ = nullptr;
  QLabel *nameBelow_ = nullptr, *runs_ = nullptr, *time_ = nullptr, *timeBelow_ = nullptr, *disk_ = nullptr,
         *diskBelow_ = nullptr;
  FittedText* problem_ = nullptr;
  QPushButton* queue_ = nullptr;
  QStringList queues_;
};

}  // namespace studio
