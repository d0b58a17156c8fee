// Which columns the table of runs has: facts, settings, scalars (last, best, at a step), numbers of stored results.
// What is ticked is in the table at once. GUI thread.
#pragma once
#include <QDialog>

#include "widgets/compare/comparison.h"

class QLineEdit;
class QSpinBox;
class QTreeWidget;
class QTreeWidgetItem;

namespace studio {

class ColumnDialog : public QDialog {
  Q_OBJECT
 public:
  ColumnDialog(Comparison* comparison, QWidget* parent);
  /// The row of a column, by its id; nullptr = it is not offered.
  QTreeWidgetItem* item(const QString& id) const;

 private:
  void fill();
  void addSection(const QString& title, const std::vector<RunColumn>& columns, bool open);
  void take(QTreeWidgetItem* item);
  void addAtStep();
  void search(const QString& text);
  Comparison* comparison_;
  QLineEdit* search_;
  QTreeWidget* list_;
  QSpinBox* step_;
  bool filling_ = false;
};

}  // namespace studio
