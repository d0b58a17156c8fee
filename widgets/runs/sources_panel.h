// The list of what is looked at: the open network and its controls, and what a person adds to it: other runs, single
// checkpoints, all seeds of a configuration, files of weights. One is pinned; what was added can be taken away. GUI
// thread.
#pragma once
#include <QListView>
#include <QWidget>

#include "widgets/runs/run_list.h"
#include "widgets/runs/sources.h"

class QMenu;
class QToolButton;

namespace studio {

class SourcesModel : public QAbstractListModel {
  Q_OBJECT
 public:
  /// PinnedRole, AddedRole, MissingRole: bool.
  enum Roles { DetailRole = Qt::UserRole, PinnedRole, AddedRole, MissingRole };
  explicit SourcesModel(const Sources* sources, QObject* parent);
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;

 private:
  void refresh();
  const Sources* sources_;
  std::vector<Source> rows_;
  int pinned_ = -1;
};

class SourcesPanel : public QWidget {
  Q_OBJECT
 public:
  SourcesPanel(Sources* sources, const RunListModel* runs, QWidget* parent);
  QListView& list() { return *list_; }
  /// What "Add" offers now: runs of the folder, seeds of one configuration together, checkpoints, a file.
  void fillAddMenu(QMenu& menu);
  QSize minimumSizeHint() const override;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void addRunsTo(QMenu& menu);
  void addSeedsTo(QMenu& menu);
  void addCheckpointsTo(QMenu& menu);
  void chooseFile();
  void refreshButtons();

  Sources* sources_;
  const RunListModel* runs_;
  QListView* list_;
  QToolButton *add_, *pin_, *remove_;
  int needed_ = 0, pinWidth_ = 0;  ///< px of all three with their words, and of the second
};

}  // namespace studio
