// A row of tools under the menus: buttons of commands at the left and at the right; those that find no space stand in
// the menu of an arrow between them. GUI thread.
#pragma once
#include <QToolBar>
#include <vector>

#include "widgets/frame/actions.h"

class QMenu;
class QToolButton;

namespace studio {

class ToolRow : public QToolBar {
  Q_OBJECT
 public:
  ToolRow(const QString& title, QWidget* parent);
  /// Ids of actions; "|" is a separator. Text stands beside the icon; "id:icon" shows the icon alone, "id:raised" a
  /// raised button, "id>other,another" a button whose arrow opens a menu of others. Those of the left give way first,
  /// the last of them before the others.
  void fill(const ActionRegistry& registry, const QStringList& left, const QStringList& right);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  bool event(QEvent* event) override;

 private:
  /// A button or a line in the row; `commands` stand in the arrow's menu while it has no space.
  struct Tool {
    QAction* place = nullptr;
    QList<QAction*> commands;
  };
  void add(const ActionRegistry& registry, const QStringList& entries);
  static bool isOffered(const Tool& tool);
  QAction* makePlace(QWidget* button, QAction* command);
  QWidget* makeButton(const ActionRegistry& registry, const QString& entry, QList<QAction*>& commands);
  void addSpace(QSizePolicy::Policy policy);
  void fit();
  std::vector<Tool> tools_;  ///< in the order in which they keep their place
  QAction* morePlace_ = nullptr;
  QToolButton* more_ = nullptr;
  QMenu* menu_ = nullptr;
};

}  // namespace studio
