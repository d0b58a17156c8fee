#include "widgets/frame/dock_title.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QTabBar>
#include <QToolButton>

#include "widgets/frame/theme.h"

namespace studio {
namespace {

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

DockTitle::DockTitle(QDockWidget* dock, QWidget* extra) : QWidget(dock), dock_(dock) {
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::Base);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(16, 0, 8, 0);
  row->setSpacing(8);
  label_ = new QLabel(dock->windowTitle(), this);
  label_->setFont(studio::textFont(TextStyle::PanelTitle));
  connect(dock, &QWidget::windowTitleChanged, label_, &QLabel::setText);
  tabs_ = new QTabBar(this);
  tabs_->setProperty("panels", true);
  tabs_->setDrawBase(false);
  tabs_->setExpanding(false);
  tabs_->setAccessibleName(tr("Panels in this place"));
  tabs_->hide();
  connect(tabs_, &QTabBar::currentChanged, this, [this](int index) {
    if (index >= 0 && index < group_.size() && group_[index] != dock_) group_[index]->raise();
  });
  row->addWidget(label_);
  row->addWidget(tabs_);
  row->addStretch(1);
  if (extra) row->addWidget(extra);
  row->addWidget(menuButton(dock, this));
  setFixedHeight(36);
}

void DockTitle::setGroup(const QList<QDockWidget*>& group) {
  const QSignalBlocker quiet(tabs_);
  if (group != group_) {
    group_ = group;
    while (tabs_->count() > 0) tabs_->removeTab(0);
    for (const QDockWidget* dock : group) tabs_->addTab(dock->windowTitle());
  }
  tabs_->setCurrentIndex(int(group_.indexOf(dock_)));   // the row of a dock that is shown always names that dock
  tabs_->setVisible(group_.size() > 1);
  label_->setVisible(group_.size() <= 1);
}

}  // namespace studio
