// The runs of the runs folder: the model that reads them, and the Runs dock that shows it. GUI thread.
#pragma once
#include <QAbstractListModel>
#include <QWidget>
#include <filesystem>
#include <map>
#include <vector>

#include "core/run/run_store.h"
#include "widgets/runs/run_colours.h"

class QLabel;
class QLineEdit;
class QListView;
class QMenu;
class QSortFilterProxyModel;

namespace studio {

class RunDelegate;

// The runs of the runs folder, read on a worker thread every two seconds; seeds share a colour. GUI thread.
class RunListModel : public QAbstractListModel {
  Q_OBJECT
 public:
  /// FilterRole: name, state, τ, note as one text. HeldRole: another process trains it; LiveRole: some process does.
  /// ResumableRole: it can be asked to go on.
  enum Roles {
    PathRole = Qt::UserRole,
    LineRole,
    StateRole,
    ColourRole,
    FilterRole,
    HeldRole,
    ResumableRole,
    NoteRole,
    LiveRole
  };
  explicit RunListModel(QObject* parent = nullptr);
  void setFolder(std::filesystem::path folder);
  /// Reads again soon; rows that have not changed keep their place and selection.
  void refresh();
  /// A run that is being trained, as it is known at this moment: the disk says it later. Empty path = none. `asked`:
  /// its line instead, until it has done it.
  void showTrained(const std::filesystem::path& path, const RunStatus& status, const QString& asked = {});
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  const RunSummary& run(int row) const { return runs_[row]; }
  /// -1 when it is not in the list.
  int findRow(const std::filesystem::path& path) const;
  int colourIndex(const std::filesystem::path& path) const;
  const RunColours& colours() const { return colours_; }  ///< of all runs of the folder

 Q_SIGNALS:
  void refreshed();
  void renameWanted(const QString& path, const QString& name);

 private:
  struct Read {
    std::vector<RunSummary> runs;
    std::map<std::filesystem::path, std::string> notes;  ///< of those that have one
  };
  static Read read(const std::filesystem::path& folder);
  void take(std::vector<RunSummary> runs);
  bool putTrained();
  QString note(const RunSummary& run) const;
  std::filesystem::path folder_;
  std::vector<RunSummary> runs_;
  std::map<std::filesystem::path, std::string> notes_;
  RunColours colours_;
  std::filesystem::path trained_;
  RunStatus trainedStatus_;
  QString trainedAsked_;
  bool reading_ = false;
};

// The Runs dock: a filter, the list, what it says while empty. A click opens a run, with Ctrl or Shift several are
// chosen; F2 renames, Delete moves to the trash, Ctrl+Z brings back what went there last.
class RunListPanel : public QWidget {
  Q_OBJECT
 public:
  /// Without a model of others it has one of its own.
  explicit RunListPanel(QWidget* parent = nullptr, RunListModel* model = nullptr);
  RunListModel& model() { return *model_; }
  QListView* list() { return list_; }
  void setFolder(const std::filesystem::path& folder);
  void select(const std::filesystem::path& run);
  QStringList chosen() const;             ///< paths, from top to bottom
  bool beginRename(const QString& path);  ///< false for one that is not shown or is trained
  /// The editor once more, with the name that was refused and the reason below it; false where it cannot be shown.
  bool renameAgain(const QString& path, const QString& name, const QString& why);

 Q_SIGNALS:
  void runChosen(const QString& path);
  void folderWanted(const QString& path);  ///< show in the file manager
  void resumeWanted(const QString& path);
  void noteWanted(const QString& path);
  void duplicateWanted(const QString& path);
  void compareWanted(const QStringList& paths);
  void trashWanted(const QStringList& paths);
  void restoreWanted();  ///< from the trash

 protected:
  void showEvent(QShowEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void makeFilter();
  void makeList();
  void refreshed();
  void open(const QModelIndex& index);
  void openMenu(const QPoint& at);
  void fillMenu(QMenu& menu, const QModelIndex& index);
  void fillMenuOfSeveral(QMenu& menu, const QStringList& paths);
  void askForTrash();
  bool renames() const;
  RunListModel* model_;
  QSortFilterProxyModel* shown_;
  QLineEdit* filter_;
  QListView* list_;
  RunDelegate* delegate_;
  QLabel* empty_;
  void showEmptyText();
  std::filesystem::path selected_;
  QStringList chosen_;  ///< before the list was made again
};

}  // namespace studio
