#include "widgets/frame/title_row.h"

#include <QPainter>
#include <QSvgRenderer>

#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr int kMargin = 16, kMark = 20, kSearchWidth = 248;

}  // namespace

TitleRow::TitleRow(QMenuBar* menus, QTabBar* workspaces, QToolButton* search) : menus_(menus), workspaces_(workspaces), search_(search) {
  for (QWidget* part : std::initializer_list<QWidget*>{menus, workspaces, search}) part->setParent(this);
  workspaces_->setProperty("pills", true);
  search_->setText(tr("Search commands   Ctrl+Shift+P"));
  search_->setIcon(icon(QStringLiteral("search"), Role::Muted));
  search_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  search_->setProperty("search", true);
  search_->setAccessibleName(tr("Search commands"));
  setFixedHeight(40);
}

/// By hand: the workspaces stay in the middle of the window, whatever the menus take.
void TitleRow::resizeEvent(QResizeEvent*) {
  const int menuWidth = menus_->sizeHint().width(), tabWidth = workspaces_->sizeHint().width();
  const int menuLeft = kMargin + kMark + 6;
  menus_->setGeometry(menuLeft, 5, menuWidth, 30);
  const int searchWidth = width() >= 1200 ? kSearchWidth : 180;
  search_->setGeometry(width() - kMargin - searchWidth, 6, searchWidth, 28);
  const int wanted = (width() - tabWidth) / 2;
  workspaces_->setGeometry(std::max(wanted, menuLeft + menuWidth + 8), 6, tabWidth, 28);
}

void TitleRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme().color(Role::Window));
  QSvgRenderer(QStringLiteral(":/studio/icons/app.svg")).render(&painter, QRectF(kMargin, 10, kMark, kMark));
}

}  // namespace studio
