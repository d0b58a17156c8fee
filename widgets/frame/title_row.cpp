#include "widgets/frame/title_row.h"

#include <QEvent>
#include <QPainter>
#include <QStyleOptionToolButton>
#include <QSvgRenderer>

#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr int kMargin = 16, kMark = 20, kGap = 8, kSearchWidth = 248, kNarrowSearch = 36;

}  // namespace

SearchButton::SearchButton(QWidget* parent) : QToolButton(parent) {
  setProperty("search", true);
  setFocusPolicy(Qt::TabFocus);
  setAccessibleName(tr("Search commands"));
}

void SearchButton::setShortcutText(const QString& text) {
  shortcutText_ = text;
  setToolTip(tr("Search commands (%1)").arg(text));
  update();
}

void SearchButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  QStyleOptionToolButton option;
  initStyleOption(&option);
  option.text.clear();
  style()->drawComplexControl(QStyle::CC_ToolButton, &option, &painter, this);   // ground and focus ring
  painter.drawPixmap(10, (height() - 16) / 2, iconPixmap(QStringLiteral("search"), Role::Muted, 16, devicePixelRatioF()));
  if (width() < 100) return;
  painter.setPen(theme().color(Role::Muted));
  painter.setFont(studio::textFont(TextStyle::Body));
  painter.drawText(rect().adjusted(34, 0, -8, 0), Qt::AlignVCenter | Qt::AlignLeft, tr("Search commands"));
  painter.setFont(studio::textFont(TextStyle::Label));
  painter.drawText(rect().adjusted(34, 0, -8, 0), Qt::AlignVCenter | Qt::AlignRight, shortcutText_);
}

TitleRow::TitleRow(QMenuBar* menus, QTabBar* workspaces, SearchButton* search) : menus_(menus), workspaces_(workspaces), search_(search) {
  for (QWidget* part : std::initializer_list<QWidget*>{menus, workspaces, search}) part->setParent(this);
  workspaces_->setProperty("pills", true);
  setFixedHeight(40);
}

/// By hand: the workspaces stay in the middle of the window, whatever the menus take; the search field gives way first.
void TitleRow::place() {
  const int menuLeft = kMargin + kMark + 6, menuWidth = menus_->sizeHint().width(), tabWidth = workspaces_->sizeHint().width();
  menus_->setGeometry(menuLeft, 5, menuWidth, 30);
  const int tabLeft = std::max((width() - tabWidth) / 2, menuLeft + menuWidth + kGap);
  workspaces_->setGeometry(tabLeft, 6, tabWidth, 28);
  const int room = width() - kMargin - (tabLeft + tabWidth + kGap);
  const int searchWidth = room >= kSearchWidth ? kSearchWidth : kNarrowSearch;
  search_->setGeometry(width() - kMargin - searchWidth, 6, searchWidth, 28);
}

void TitleRow::resizeEvent(QResizeEvent*) { place(); }

/// Menus and workspaces are filled, and fonts set, after this row was first laid out.
bool TitleRow::event(QEvent* event) {
  if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::StyleChange || event->type() == QEvent::Show) place();
  return QWidget::event(event);
}

void TitleRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme().color(Role::Window));
  QSvgRenderer(QStringLiteral(":/studio/icons/app.svg")).render(&painter, QRectF(kMargin, 10, kMark, kMark));
}

}  // namespace studio
