// The centre: tabs over views; a view that has nothing says what it needs and offers the action that gets it.
#pragma once
#include <QWidget>
#include <map>

#include "widgets/frame/view.h"

class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace studio {

/// Text and one action in place of data.
class EmptyStatePanel : public QWidget {
  Q_OBJECT
 public:
  explicit EmptyStatePanel(QWidget* parent = nullptr);
  void put(const EmptyState& state);
 Q_SIGNALS:
  void actionWanted(const QString& id);

 private:
  QLabel* text_;
  QPushButton* button_;
  QString actionId_;
};

class FittedTabBar;

/// Tabs that find no room give way whole, never as a sliver: a button beside the others lists all views.
class ViewTabs : public QWidget {
  Q_OBJECT
 public:
  explicit ViewTabs(QWidget* parent = nullptr);
  void addView(const QString& id, const QString& title, View* view);
  bool showView(const QString& id);
  QStringList ids() const;
  View* view(const QString& id) const;
  View* current() const;
  /// Right of the tabs.
  void addCorner(QWidget* widget);
  /// A view that belongs to another workspace has no tab; the next one that has is shown in its place.
  void setViewVisible(const QString& id, bool visible);
  /// Shows the tabs of these views only, and of them the one that was shown last under this group's name; the first
  /// one, where that was not among them the last time.
  void showGroup(const QString& group, const QStringList& ids);
  /// The view that is shown, or will be, under a group's name; empty = not chosen yet.
  QString shownView(const QString& group) const;
  void chooseView(const QString& group, const QString& id);
  /// Over the views, whichever is shown: in the row of the tabs, so that no view moves when it comes or goes.
  void addHeader(QWidget* header);
  /// Under the views, whichever is shown (the time bar).
  void addFooter(QWidget* footer);
  /// Asks the current view whether it has something to show.
  void refresh();

 Q_SIGNALS:
  void actionWanted(const QString& id);
  void currentChanged();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QStringList offered() const;
  void fitTabs();
  void listViews();
  FittedTabBar* tabs_;
  QToolButton* more_;
  QStringList without_;  ///< views that have no tab: they belong elsewhere
  bool fitting_ = false;
  QStackedWidget* stack_;
  EmptyStatePanel* empty_;
  QStackedWidget* pages_;
  QHBoxLayout *header_, *corner_;
  QStringList ids_;
  QString group_;
  std::map<QString, QString> lastOf_;       ///< group -> view
  std::map<QString, QStringList> shownOf_;  ///< group -> the views that it had last
};

}  // namespace studio
