// The Runs dock: a filter, the list, what it says while empty.
#pragma once
#include <QWidget>

#include "widgets/runs/run_list_model.h"

class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace studio {

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
  void countChanged(int runs);

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
