// The dock Runs of the Figure workspace: the runs of the folder with a box each, and those of sweep folders that were
// added; what is ticked is what the board is made of. GUI thread only.
#pragma once
#include <QAbstractListModel>
#include <QWidget>
#include <map>
#include <vector>

#include "widgets/boards/board_document.h"
#include "widgets/runs/run_list.h"

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QSortFilterProxyModel;

namespace studio {

/// A row a run: those of the folder, newest first, behind them those of folders that were added.
class BoardRunModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Role { LineRole = Qt::UserRole, ColourRole, FilterRole };
  BoardRunModel(BoardDocument* document, RunListModel* runs, QObject* parent);
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  /// Runs of a sweep's folder, ticked.
  void addRuns(const std::vector<NamedRun>& runs);
  /// Ticks or unticks these rows at once.
  void tick(const std::vector<int>& rows, bool on);
  /// The newest run that can be read and all of the same network, at most kMostTicked.
  void tickAlikeNewest();
  static constexpr int kMostTicked = 40;

 private:
  struct Row {
    NamedRun run;
    QString line, filter;
    int colour = -1;
    std::string model{};
    bool ticked = false;
  };
  void rebuild();
  void publish();
  Row rowOf(int listRow) const;
  BoardDocument* document_;
  RunListModel* runs_;
  std::vector<NamedRun> added_;
  std::vector<Row> rows_;
};

class BoardRunsPanel : public QWidget {
  Q_OBJECT
 public:
  BoardRunsPanel(BoardDocument* document, RunListModel* runs, QWidget* parent);
  BoardRunModel& model() { return *model_; }
  QListView* list() { return list_; }

 Q_SIGNALS:
  void sweepWanted();

 private:
  void tickShown(bool on);
  void showCount();
  BoardDocument* document_;
  BoardRunModel* model_;
  QSortFilterProxyModel* shown_;
  QLineEdit* filter_;
  QListView* list_;
  QLabel *count_, *empty_;
};

}  // namespace studio
