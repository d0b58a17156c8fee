// The dock at the left of the Analyse workspace: the list of analyses, below it the settings of the chosen one. A
// folder or file of stimuli can be dropped on it.
#pragma once
#include <QString>
#include <QWidget>
#include <functional>
#include <vector>

#include "widgets/analysis/analyses.h"

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace studio {

class Analyses;
class AnalysisList;
class FittedText;

class AnalysisPanel : public QWidget {
  Q_OBJECT
 public:
  AnalysisPanel(Analyses* analyses, QWidget* parent);
  AnalysisList& list() { return *list_; }
  /// A row of the settings by its name: stimuli, layer, step, sigma, grey, or the key of a choice; nullptr = unknown.
  QWidget* field(const QString& name) const;

 Q_SIGNALS:
  void folderWanted();     ///< "Choose folder..."
  void fileWanted();       ///< "Choose file..."
  void sentencesWanted();  ///< "Choose folder of labels..."
  /// "Choose...": the file or folder of a setting, by the key of its choice.
  void placeWanted(const QString& key, bool isFolder);
  void saveWanted(const QString& analysis);  ///< "Save network...": one that this analysis makes

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  using Belongs = std::function<bool(const AnalysisKind&)>;  ///< empty = to all analyses
  struct Row {
    QString name;
    QLabel* label;
    QWidget* field;
    Belongs belongs;
    bool isChoice = false;       ///< of AnalysisKind::choices
    QLabel* fault = nullptr;     ///< below it: why its text is no value
    QBoxLayout* line = nullptr;  ///< of label and field
  };
  void makeRows();
  QComboBox* addChoice(const QString& name, const QString& title, Belongs belongs,
                       const std::function<void(const QString&)>& chosen);
  QLineEdit* addNumber(const QString& name, const QString& title, Belongs belongs, double least, double most,
                       const std::function<void(double)>& entered);
  QLineEdit* addText(const ChoiceField& choice, Belongs belongs, const std::function<void(ConfigValue)>& entered);
  QCheckBox* addSwitch(const ChoiceField& choice, Belongs belongs, const std::function<void(bool)>& switched);
  void addRow(Row row);
  void fitLabels();
  void addChoiceRow(const ChoiceField& choice);
  void refresh();
  void refreshRows();
  void refreshChoices();
  void forgetLimits();
  void refreshButton();
  void showNetwork();
  void showPlan();
  void change(const std::function<void(AnalysisSettings&)>& edit);
  void changeDisplay(const std::function<void(AnalysisDisplay&)>& edit);

  Analyses* analyses_;
  AnalysisList* list_;
  QLabel* title_;
  QVBoxLayout* lines_;
  QPushButton *run_, *save_;
  FittedText *network_, *plan_;
  std::vector<Row> rows_;
  QComboBox *stimuli_, *layer_, *step_, *limits_;
  QLineEdit *range_, *sigma_, *grey_;
};

// What limits the results that are shown: values that are not finite, stimuli that were left out, results that are not
// stored. Stands below the settings of an analysis; empty where there is nothing to say.

struct AnalysisNote {
  bool isWarning = false;
  QString text;
  QString tip;  ///< more than fits, a line each; may be empty
  bool operator==(const AnalysisNote&) const = default;
};

/// Of all networks, warnings first, each once; a control's own begin with its name.
std::vector<AnalysisNote> collectNotes(const Analyses& analyses);

class AnalysisNotes : public QWidget {
  Q_OBJECT
 public:
  AnalysisNotes(Analyses* analyses, QWidget* parent);
  const std::vector<AnalysisNote>& shown() const { return shown_; }

 private:
  void refresh();
  void makeLines();
  void addLine(const AnalysisNote& note);
  Analyses* analyses_;
  std::vector<AnalysisNote> shown_;
  QWidget* lines_ = nullptr;
};

}  // namespace studio
