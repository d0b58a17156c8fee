// The table of runs as it stands below the plots: a tree of groups and seeds with ticks, colours, values with their
// spread and, where one is pinned, the difference to it. GUI thread.
#pragma once
#include <QHeaderView>
#include <QTreeView>
#include <QWidget>

#include "widgets/compare/run_table_model.h"

class QLabel;

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

}  // namespace studio
