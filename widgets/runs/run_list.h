// The runs of the runs folder: the model that reads them, and the Runs dock that shows it. GUI thread.
#pragma once
#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QWidget>
#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "core/run/run_store.h"
#include "widgets/runs/run_colours.h"

class QLabel;
class QLineEdit;
class QListView;
class QMenu;
class QMouseEvent;
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
  /// Of any run or file, also of another folder: the one place that gives colours (RunColours::give).
  int runColour(const std::string& settingsKey, const std::string& id) { return colours_.give(settingsKey, id); }

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
  bool takeUndo(QEvent& event);
  void makeFilter();
  void makeList();
  void refreshed();
  void noteRowUnderPointer();
  void keepRowUnderPointer();
  bool takePress(const QMouseEvent& press);
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
  /// The row that a resting pointer is on: new runs that come above it must not slide another one under a click.
  std::optional<QPoint> pointer_;  ///< in the list
  QString under_;                  ///< path of the run there, before the list was made again
  int underTop_ = 0;
  QString slid_;  ///< the same where the list could not be scrolled back to it
  QElapsedTimer slidAt_;
};

// A row of the list of runs, and the field in which its name is edited. GUI thread.

/// Two lines: swatch and name, then the state's icon, word and reason. A run with a note has a pencil.
class RunDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  struct RefusedName {
    QString run;  ///< its path
    QString name, why;
  };
  /// An editor that opens on this run has that name in it, and says below it why it was refused.
  void keepRefused(RefusedName refused) { refused_ = std::move(refused); }

  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void destroyEditor(QWidget* editor, const QModelIndex& index) const override;
  void setEditorData(QWidget* editor, const QModelIndex& index) const override;
  void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
  void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const override;

 protected:
  bool eventFilter(QObject* editor, QEvent* event) override;

 private:
  void showRefused(QLineEdit& field) const;
  RefusedName refused_;
  mutable QPointer<QLabel> why_;  ///< below the one editor that is open
};

}  // namespace studio
