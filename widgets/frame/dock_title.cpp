#include "widgets/frame/dock_title.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include "widgets/frame/theme.h"

namespace studio {

DockTitle::DockTitle(QDockWidget* dock, QWidget* extra) : QWidget(dock) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(16, 0, 8, 0);
  row->setSpacing(8);
  auto* label = new QLabel(dock->windowTitle(), this);
  label->setFont(studio::font(TextStyle::PanelTitle));
  row->addWidget(label);
  row->addStretch(1);
  if (extra) row->addWidget(extra);

  auto* menuButton = new QToolButton(this);
  menuButton->setIcon(icon(QStringLiteral("dots"), Role::Muted));
  menuButton->setPopupMode(QToolButton::InstantPopup);
  menuButton->setAccessibleName(tr("Panel menu of %1").arg(dock->windowTitle()));
  auto* menu = new QMenu(menuButton);
  menu->addAction(tr("Float or dock"), dock, [dock] { dock->setFloating(!dock->isFloating()); });
  menu->addAction(tr("Close panel"), dock, &QDockWidget::close);
  menuButton->setMenu(menu);
  row->addWidget(menuButton);
  setFixedHeight(36);
}

}  // namespace studio
