// The table of runs as it stands below the plots: a tree of groups and seeds with ticks, colours, values with their
// spread and, where one is pinned, the difference to it. GUI thread.
#pragma once
#include <QDialog>
#include <QHeaderView>
#include <QTreeView>
#include <QWidget>
#include <vector>

#include "widgets/compare/comparison.h"
#include "widgets/compare/run_table_model.h"

class QLabel;
class QLineEdit;
class QMenu;
class QSpinBox;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace studio {

class RunTreeView : public QTreeView {
  Q_OBJECT
 public:
  RunTreeView(Comparison* comparison, QWidget* parent);
  RunTableModel& runs() { return *model_; }
  /// Width of the right part of a column of numbers: its spread and its difference; 0 = it has none.
  int spreadWidth(int column) const;
  int differenceWidth(int column) const;
  /// Where the tick of a group's row is, in the viewport; for the mouse and for tests.
  QRect tickRect(const QModelIndex& index) const;
  QRect arrowRect(const QModelIndex& index) const;
  QRect markRect(const QModelIndex& index) const;       ///< of the run's colour
  bool comparisonPins(const QModelIndex& index) const;  ///< it, or one of its seeds, is pinned

 Q_SIGNALS:
  void runWanted(const QString& id);  ///< to be opened
  void folderWanted(const QString& path);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void drawBranches(QPainter*, const QRect&, const QModelIndex&) const override {}

 private:
  void addCheckpointsTo(QMenu& menu, const RunRecord& run);
  int leastNameWidth() const;
  int powersWidth(int column) const;
  int wordsWidth(int column) const;
  void keepOpen();
  void restoreOpen();
  void fitColumns();
  void toggle(const QModelIndex& index);
  Comparison* comparison_;
  RunTableModel* model_;
  QStringList open_;    ///< first ids of groups whose seeds are shown
  QString current_;     ///< of the row that has the keyboard
  QStringList widths_;  ///< columns that the widths were made for
};

/// The dock's content: the tree, or what it says while there is nothing to show.
class RunTablePanel : public QWidget {
  Q_OBJECT
 public:
  RunTablePanel(Comparison* comparison, QWidget* parent);
  RunTreeView& tree() { return *tree_; }
  QString text() const;

 private:
  void refresh();
  Comparison* comparison_;
  RunTreeView* tree_;
  QLabel* empty_;
};

// Right of the table's title: how many runs are shown, the conditions of the filter as chips with a cross each, a menu
// of further ones, the search field, and the choice of columns. GUI thread.

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

// Which columns the table of runs has: facts, settings, scalars (last, best, at a step), numbers of stored results.
// What is ticked is in the table at once. GUI thread.

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
