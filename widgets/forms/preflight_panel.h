// What a pre-flight found, and its check list in words. No widgets.
#pragma once
#include <QElapsedTimer>
#include <QString>
#include <QTimer>
#include <QWidget>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "widgets/forms/preflight_check.h"
#include "widgets/frame/theme.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace studio {

class FittedText;

struct PreflightLine {
  QString icon;
  Role role = Role::Good;
  QString text;
  std::string key{};  ///< of the setting that a click on it goes to; empty = nothing to go to
};
inline constexpr const char* kRunName = "name";  ///< stands as the key of what is wrong with the run's name

/// Problems of the newest settings are said even before anything was checked. Of a language model rows of tokens and
/// its vocabulary are said instead of images and classes.
std::vector<PreflightLine> preflightLines(const std::optional<Preflight>& preflight,
                                          const std::vector<Problem>& problems);
/// "Factor" for "topoloss.factor".
QString fieldName(const std::string& key);

// Pre-flight: what the run will take, what was checked, the run's name, and Start.
class PreflightPanel : public QWidget {
  Q_OBJECT
 public:
  explicit PreflightPanel(QWidget* parent);

  void showChecking();
  void showStage(const QString& words);
  /// The check was given up: what was found of these settings before stands again.
  void showNotChecking();
  void showReport(const Preflight& preflight);
  /// Nothing is known of these settings: the numbers and ticks of others go at once. `reason`: why they cannot be
  /// checked now, one sentence; empty where a check is about to come.
  void showUnchecked(const QString& reason);
  void showProblems(const std::vector<Problem>& problems);
  /// Start is disabled for this reason (a word on the button, the sentence as tool tip); empty = enabled.
  void setReason(const QString& word, const QString& sentence);

  /// The name as typed, else the suggested one.
  QString name() const;
  /// This one, where it is taken the next free one.
  void suggestName(const QString& name);
  void setTakenNames(std::set<QString> names);
  /// Why a run cannot have this name, one sentence below it, or empty.
  QString nameProblem() const { return nameProblem_; }
  QPushButton* startButton() { return start_; }
  /// Why no sweep can be made, one sentence; empty = it can.
  void setSweepReason(const QString& sentence);
  QLineEdit* nameField() { return name_; }
  QString ageText() const;
  /// What is shown is of the newest settings.
  bool isChecked() const { return report_ && !checking_; }

 Q_SIGNALS:
  void startWanted();
  void sweepWanted();
  void cancelWanted();
  void nameChanged();
  void problemChosen(const std::string& key);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void makeNumbers(QVBoxLayout* column);
  void makeButtons(QVBoxLayout* column);
  void checkName();
  QString freeName(const QString& name) const;
  void showNumbers();
  void showAge();
  void showList();
  void addLine(const PreflightLine& line);

  QLabel* age_;
  QPushButton* cancel_;
  QLabel* time_;
  QLabel* timeBelow_;
  QLabel* memory_;
  QLabel* memoryBelow_;
  QWidget* found_;     ///< what was found, in a room of its own: nothing above it moves when it comes
  QVBoxLayout* list_;  ///< its lines
  QLineEdit* name_ = nullptr;
  FittedText* nameBelow_ = nullptr;
  FittedText* nameNote_ = nullptr;
  QString nameProblem_, suggested_;
  std::set<QString> taken_;
  QPushButton *start_ = nullptr, *sweep_ = nullptr;
  QTimer tick_;
  QElapsedTimer since_, stageSince_;
  std::optional<Preflight> report_;
  std::vector<Problem> problems_;
  QString reason_;  ///< why nothing is checked
  QString stage_;   ///< what the check at work is doing
  bool checking_ = false;
};

}  // namespace studio
