// Right of the table's title: how many runs are shown, the conditions of the filter as chips with a cross each, a menu
// of further ones, the search field, and the choice of columns. GUI thread.
#pragma once
#include <QWidget>
#include <vector>

#include "widgets/compare/comparison.h"

class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace studio {

class RunFilterRow : public QWidget {
  Q_OBJECT
 public:
  RunFilterRow(Comparison* comparison, QWidget* parent);
  QStringList chipTexts() const;
  QToolButton* chip(int index) const { return chips_[std::size_t(index)]; }
  QLineEdit& search() { return *search_; }
  /// Conditions a person may want: values of the settings in which the runs differ, and states.
  void fillMenu(QMenu& menu) const;

 Q_SIGNALS:
  void columnsWanted();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;
  QSize sizeHint() const override;

 private:
  void refresh();
  void makeChips();
  void takeTyped(bool all);
  void sayProblem(const std::string& problem);
  void place();
  Comparison* comparison_;
  QLabel* count_;
  std::vector<QToolButton*> chips_;
  QLabel* hidden_;  ///< "+2" where not all chips have space
  QToolButton *add_, *columns_;
  QLineEdit* search_;
  QStringList shown_;  ///< terms of the chips
};

}  // namespace studio
