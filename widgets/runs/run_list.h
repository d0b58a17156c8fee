// The runs of the runs folder: the model that reads them, and the Runs dock that shows it. GUI thread.
#pragma once
#include <QAbstractListModel>
#include <QWidget>
#include <filesystem>
#include <map>
#include <vector>

#include "core/run/run_store.h"

class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace studio {

// The runs of the runs folder, read on a worker thread every two seconds; colours by settings, shared by seeds. GUI
// thread.
class RunListModel : public QAbstractListModel {
  Q_OBJECT
 public:
  /// FilterRole: name, state and τ as one text. HeldRole: another process trains it. ResumableRole: it can be asked to
  /// go on.
  enum Roles { PathRole = Qt::UserRole, LineRole, StateRole, ColourRole, FilterRole, HeldRole, ResumableRole };
  explicit RunListModel(QObject* parent = nullptr);
  void setFolder(std::filesystem::path folder);
  /// Reads again soon; rows that have not changed keep their place and selection.
  void refresh();
  /// A run that is being trained, as it is known at this moment: the disk says it later. Empty path = none.
  void showTrained(const std::filesystem::path& path, const RunStatus& status);
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  const RunSummary& run(int row) const { return runs_[row]; }
  /// -1 when it is not in the list.
  int findRow(const std::filesystem::path& path) const;
  int colourIndex(const std::filesystem::path& path) const;

 Q_SIGNALS:
  void refreshed();

 private:
  void take(std::vector<RunSummary> runs);
  bool putTrained();
  std::filesystem::path folder_;
  std::vector<RunSummary> runs_;
  std::map<std::string, int> colours_;  ///< settings key -> colour; kept while the window lives
  std::filesystem::path trained_;
  RunStatus trainedStatus_;
  bool reading_ = false;
};

// The Runs dock: a filter, the list, what it says while empty.
class RunListPanel : public QWidget {
  Q_OBJECT
 public:
  /// Without a model of others it has one of its own.
  explicit RunListPanel(QWidget* parent = nullptr, RunListModel* model = nullptr);
  RunListModel& model() { return *model_; }
  QListView* list() { return list_; }
  void setFolder(const std::filesystem::path& folder);
  void select(const std::filesystem::path& run);

 Q_SIGNALS:
  void runChosen(const QString& path);
  void folderWanted(const QString& path);  ///< show in the file manager
  void resumeWanted(const QString& path);
  void trashWanted(const QString& path);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void refreshed();
  void openMenu(const QPoint& at);
  RunListModel* model_;
  QSortFilterProxyModel* shown_;
  QLineEdit* filter_;
  QListView* list_;
  QLabel* empty_;
  void showEmptyText();
  std::filesystem::path selected_;
};

}  // namespace studio
