// The dock at the left of the Analyse workspace: the list of analyses, below it the settings of the chosen one. A folder of images
// sorted by category can be dropped on it.
#pragma once
#include <QWidget>

#include "widgets/analysis/analysis_desk.h"

class QComboBox;
class QFormLayout;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace studio {

class AnalysisList;

class AnalysisPanel : public QWidget {
  Q_OBJECT
 public:
  AnalysisPanel(AnalysisDesk* desk, QWidget* parent);
  AnalysisList& list() { return *list_; }
  /// A row of the settings by its name: stimuli, layer, statistic, outline, ...; nullptr = unknown.
  QWidget* field(const QString& name) const;

 Q_SIGNALS:
  void folderWanted();       ///< "Choose folder..."

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  struct Row { QString name; QLabel* label; QWidget* field; QStringList analyses; };   ///< analyses it belongs to; empty = all
  void makeRows();
  QComboBox* addChoice(const QString& name, const QString& title, const QStringList& analyses, const std::function<void(const QString&)>& chosen);
  QLineEdit* addNumber(const QString& name, const QString& title, const QStringList& analyses, double least, double most, const std::function<void(double)>& entered);
  void addRow(Row row);
  void refresh();
  void refreshRows();
  void refreshButton();
  void change(const std::function<void(AnalysisSettings&)>& edit);
  void changeLook(const std::function<void(AnalysisLook&)>& edit);

  AnalysisDesk* desk_;
  AnalysisList* list_;
  QLabel* title_;
  QGridLayout* grid_;
  QPushButton* run_;
  std::vector<Row> rows_;
  QComboBox *stimuli_, *layer_, *step_, *statistic_, *pooling_, *preferred_;
  QLineEdit *outline_, *window_, *permutations_, *sigma_, *grey_;
};

}  // namespace studio
