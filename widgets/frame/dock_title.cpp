// The title of a dock, with the tabs of those that share its place (frame_rows.h).
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include "widgets/frame/fitted_tabs.h"
#include "widgets/frame/frame_rows.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr int kTitleLeft = 16, kTitleRight = 8, kBetweenTitles = 8, kMorePanels = 24;  // px

QString tabText(const QDockWidget& dock) {
  const QString tab = dock.property("tab").toString();
  return tab.isEmpty() ? dock.windowTitle() : tab;
}

QToolButton* menuButton(QDockWidget* dock, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setIcon(icon(QStringLiteral("dots"), Role::Muted));
  button->setPopupMode(QToolButton::InstantPopup);
  button->setAccessibleName(DockTitle::tr("Panel menu of %1").arg(dock->windowTitle()));
  auto* menu = new QMenu(button);
  menu->addAction(DockTitle::tr("Float or dock"), dock, [dock] { dock->setFloating(!dock->isFloating()); });
  menu->addAction(DockTitle::tr("Close panel"), dock, &QDockWidget::close);
  button->setMenu(menu);
  return button;
}

}  // namespace

DockTitle::DockTitle(QDockWidget* dock, QWidget* extra)
    : QWidget(dock), dock_(dock), extra_(extra), menu_(menuButton(dock, this)) {
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::Base);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(kTitleLeft, 0, kTitleRight, 0);
  row->setSpacing(kBetweenTitles);
  label_ = new QLabel(dock->windowTitle(), this);
  label_->setFont(studio::textFont(TextStyle::PanelTitle));
  connect(dock, &QWidget::windowTitleChanged, label_, &QLabel::setText);
  tabs_ = new FittedTabBar(this);
  tabs_->setProperty("panels", true);
  tabs_->setDrawBase(false);
  tabs_->setExpanding(false);
  tabs_->setUsesScrollButtons(false);  // those that do not fit stand in the menu
  tabs_->setElideMode(Qt::ElideNone);
  tabs_->setAccessibleName(tr("Panels in this place"));
  tabs_->hide();
  connect(tabs_, &QTabBar::currentChanged, this, [this](int index) {
    if (index >= 0 && index < group_.size() && group_[index] != dock_) group_[index]->raise();
  });
  makeMore();
  row->addWidget(label_);
  row->addWidget(tabs_);
  row->addWidget(more_);
  row->addStretch(1);
  const bool expands = extra && (extra->sizePolicy().expandingDirections() & Qt::Horizontal);
  if (extra) row->addWidget(extra, expands ? 1000 : 0);
  row->addWidget(menu_);
  setFixedHeight(36);
}

/// Opens the menu of all panels of this place.
void DockTitle::makeMore() {
  more_ = new QToolButton(this);
  more_->setObjectName(QStringLiteral("morePanels"));
  more_->setAccessibleName(tr("All panels in this place"));
  more_->setToolTip(tr("All panels in this place, also those whose tabs find no room"));
  more_->setProperty("bare", true);
  more_->setPopupMode(QToolButton::InstantPopup);
  more_->setFixedSize(kMorePanels, 28);
  more_->setMenu(new QMenu(more_));
  more_->hide();
  const auto paint = [this] { more_->setIcon(icon(QStringLiteral("chevron-down"), Role::Muted)); };
  paint();
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, paint);
  connect(more_->menu(), &QMenu::aboutToShow, this, &DockTitle::listPanels);
}

void DockTitle::listPanels() {
  more_->menu()->clear();
  for (QDockWidget* dock : group_) {
    QAction* panel = more_->menu()->addAction(tabText(*dock), dock, &QDockWidget::raise);
    panel->setCheckable(true);
    panel->setChecked(dock == dock_);
  }
}

/// Of the tabs as many as there is room for beside what the title has at its right; never a part of one.
void DockTitle::fitTabs() {
  if (fitting_ || tabs_->isHidden()) return;
  fitting_ = true;
  int space = width() - kTitleLeft - kTitleRight - menu_->sizeHint().width() - 2 * kBetweenTitles;
  if (extra_ && !extra_->isHidden()) space -= extra_->minimumSizeHint().width() + kBetweenTitles;
  QList<int> all;
  for (int tab = 0; tab < tabs_->count(); ++tab) all << tab;
  const bool scarce = tabs_->fit(all, space, kMorePanels + kBetweenTitles);
  if (more_->isHidden() == scarce) more_->setVisible(scarce);
  if (const int needed = tabs_->neededWidth(); tabs_->minimumWidth() != needed) tabs_->setMinimumWidth(needed);
  fitting_ = false;
}

void DockTitle::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitTabs();
}

/// What stands at the right may have another width, the tabs another font.
bool DockTitle::event(QEvent* event) {
  const bool done = QWidget::event(event);
  if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show) fitTabs();
  return done;
}

void DockTitle::setGroup(const QList<QDockWidget*>& group) {
  const QSignalBlocker quiet(tabs_);
  if (group != group_) {
    group_ = group;
    while (tabs_->count() > 0) tabs_->removeTab(0);
    for (const QDockWidget* dock : group) tabs_->addTab(tabText(*dock));
  }
  tabs_->setCurrentIndex(int(group_.indexOf(dock_)));  // the row of a dock that is shown always names that dock
  tabs_->setVisible(group_.size() > 1);
  label_->setVisible(group_.size() <= 1);
  if (tabs_->isHidden()) more_->hide();
  fitTabs();
}

}  // namespace studio
