#include "widgets/frame/view_tabs.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "widgets/frame/controls.h"
#include "widgets/frame/fitted_tabs.h"
#include "widgets/frame/theme.h"

namespace studio {

namespace {

constexpr int kBetweenParts = 8, kMoreWidth = 28;  // px

}  // namespace

EmptyStatePanel::EmptyStatePanel(QWidget* parent) : QWidget(parent) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 16, 16, 16);
  column->setSpacing(12);
  column->addStretch(1);
  text_ = new QLabel(this);
  text_->setAlignment(Qt::AlignCenter);
  text_->setWordWrap(true);
  text_->setProperty("muted", true);
  column->addWidget(text_);
  button_ = new QPushButton(this);
  column->addWidget(button_, 0, Qt::AlignHCenter);
  column->addStretch(2);
  connect(button_, &QPushButton::clicked, this, [this] { Q_EMIT actionWanted(actionId_); });
}

void EmptyStatePanel::put(const EmptyState& state) {
  text_->setText(state.text);
  button_->setText(state.actionText);
  button_->setVisible(!state.actionText.isEmpty());
  actionId_ = state.actionId;
}

ViewTabs::ViewTabs(QWidget* parent) : QWidget(parent) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  tabs_ = new FittedTabBar(this);
  tabs_->setObjectName(QStringLiteral("views"));
  tabs_->setAccessibleName(tr("Views"));
  tabs_->setExpanding(false);
  tabs_->setDrawBase(false);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(8, 0, 8, 0);
  row->setSpacing(kBetweenParts);
  row->addWidget(tabs_);
  more_ = new QToolButton(this);
  more_->setObjectName(QStringLiteral("moreViews"));
  more_->setAccessibleName(tr("All views"));
  more_->setToolTip(tr("All views, also those whose tabs find no room"));
  more_->setPopupMode(QToolButton::InstantPopup);
  more_->setMenu(new QMenu(more_));
  more_->setFixedSize(kMoreWidth, 28);
  more_->hide();
  row->addWidget(more_);
  auto* beside = new QWidget(this);  // there without a header too: it keeps the tabs at the left
  beside->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
  header_ = new QHBoxLayout(beside);
  header_->setContentsMargins(0, 0, 0, 0);
  row->addWidget(beside, 1);
  corner_ = new QHBoxLayout;
  corner_->setSpacing(4);
  row->addLayout(corner_);
  tabs_->setFixedHeight(44);
  column->addLayout(row);
  stack_ = new PageStack(this);
  empty_ = new EmptyStatePanel(this);
  pages_ = new PageStack(this);
  pages_->addWidget(stack_);
  pages_->addWidget(empty_);
  column->addWidget(pages_, 1);
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::Base);
  const auto paintMore = [this] { more_->setIcon(icon(QStringLiteral("chevron-down"), Role::Muted)); };
  paintMore();
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, paintMore);
  connect(more_->menu(), &QMenu::aboutToShow, this, &ViewTabs::listViews);
  connect(tabs_, &QTabBar::currentChanged, this, [this](int index) {
    fitTabs();
    stack_->setCurrentIndex(index);
    refresh();
    Q_EMIT currentChanged();
  });
  connect(empty_, &EmptyStatePanel::actionWanted, this, &ViewTabs::actionWanted);
}

void ViewTabs::addView(const QString& id, const QString& title, View* view) {
  ids_ << id;
  stack_->addWidget(view);
  connect(view, &View::actionWanted, this, &ViewTabs::actionWanted);
  tabs_->addTab(title);
}

bool ViewTabs::showView(const QString& id) {
  const qsizetype index = ids_.indexOf(id);
  if (index < 0 || without_.contains(id)) return false;
  tabs_->setTabVisible(int(index), true);  // it may have found no room until now
  tabs_->updateGeometry();
  tabs_->setCurrentIndex(int(index));
  return true;
}

void ViewTabs::addCorner(QWidget* widget) { corner_->addWidget(widget); }

void ViewTabs::setViewVisible(const QString& id, bool visible) {
  const qsizetype index = ids_.indexOf(id);
  if (index < 0) return;
  without_.removeAll(id);
  if (!visible) without_ << id;
  tabs_->setTabVisible(int(index), visible);
  tabs_->updateGeometry();
  fitTabs();
}

QStringList ViewTabs::offered() const {
  QStringList all;
  for (const QString& id : ids_)
    if (!without_.contains(id)) all << id;
  return all;
}

/// In their order as many as fit; the one that is shown always does.
void ViewTabs::fitTabs() {
  if (fitting_ || !isVisible()) return;
  fitting_ = true;
  QList<int> places;
  for (const QString& id : offered()) places << int(ids_.indexOf(id));
  const int space = width() - 4 * kBetweenParts - header_->minimumSize().width() - corner_->sizeHint().width();
  const bool scarce = tabs_->fit(places, space, kMoreWidth + kBetweenParts);
  if (more_->isHidden() == scarce) more_->setVisible(scarce);
  fitting_ = false;
}

void ViewTabs::listViews() {
  more_->menu()->clear();
  for (const QString& id : offered()) {
    const int tab = int(ids_.indexOf(id));
    QAction* view = more_->menu()->addAction(tabs_->tabText(tab), this, [this, id] { showView(id); });
    view->setCheckable(true);
    view->setChecked(tab == tabs_->currentIndex());
  }
}

void ViewTabs::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitTabs();
}

void ViewTabs::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  fitTabs();
}

/// What stands right of the tabs may have another width.
bool ViewTabs::event(QEvent* event) {
  const bool done = QWidget::event(event);
  if (event->type() == QEvent::LayoutRequest) fitTabs();
  return done;
}

QString ViewTabs::shownView(const QString& group) const {
  if (group == group_) return tabs_->currentIndex() < 0 ? QString() : ids_[tabs_->currentIndex()];
  const auto last = lastOf_.find(group);
  return last == lastOf_.end() ? QString() : last->second;
}

void ViewTabs::chooseView(const QString& group, const QString& id) {
  if (group == group_)
    showView(id);
  else
    lastOf_[group] = id;
}

void ViewTabs::showGroup(const QString& group, const QStringList& ids) {
  if (!group_.isEmpty() && tabs_->currentIndex() >= 0) lastOf_[group_] = ids_[tabs_->currentIndex()];
  group_ = group;
  const QStringList before = std::exchange(shownOf_[group], ids);
  if (!before.isEmpty() && !ids.isEmpty() && !before.contains(ids.front())) lastOf_.erase(group);
  const auto last = lastOf_.find(group);
  for (const QString& id : ids) setViewVisible(id, true);
  if (!ids.isEmpty()) showView(last != lastOf_.end() && ids.contains(last->second) ? last->second : ids.front());
  for (const QString& id : ids_)
    if (!ids.contains(id)) setViewVisible(id, false);
}

QStringList ViewTabs::ids() const { return ids_; }

View* ViewTabs::view(const QString& id) const {
  const qsizetype index = ids_.indexOf(id);
  return index < 0 ? nullptr : static_cast<View*>(stack_->widget(int(index)));
}

View* ViewTabs::current() const { return static_cast<View*>(stack_->currentWidget()); }

void ViewTabs::addHeader(QWidget* header) {
  header->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);  // the row has the height of the tabs
  header_->addWidget(header);
}

void ViewTabs::addFooter(QWidget* footer) { static_cast<QVBoxLayout*>(layout())->addWidget(footer); }

void ViewTabs::refresh() {
  const View* view = current();
  const EmptyState state = view ? view->emptyState() : EmptyState{};
  if (!state.text.isEmpty()) empty_->put(state);
  pages_->setCurrentIndex(state.text.isEmpty() ? 0 : 1);
}

}  // namespace studio
