// The title row and the status row.
#include "widgets/frame/frame_rows.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>
#include <QStyleOptionToolButton>
#include <QSvgRenderer>
#include <QTabBar>
#include <QToolButton>

#include "widgets/frame/controls.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr int kMargin = 16, kMark = 20, kGap = 8, kSearchWidth = 248, kNarrowSearch = 36, kSavedWidth = 28,
              kLeastMenus = 72, kStatusRight = 12;

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
  style()->drawComplexControl(QStyle::CC_ToolButton, &option, &painter, this);  // ground and focus ring
  painter.drawPixmap(10, (height() - 16) / 2,
                     iconPixmap(QStringLiteral("search"), Role::Muted, 16, devicePixelRatioF()));
  if (width() < 100) return;
  painter.setPen(theme().color(Role::Muted));
  painter.setFont(studio::textFont(TextStyle::Body));
  painter.drawText(rect().adjusted(34, 0, -8, 0), Qt::AlignVCenter | Qt::AlignLeft, tr("Search commands"));
  painter.setFont(studio::textFont(TextStyle::Label));
  painter.drawText(rect().adjusted(34, 0, -8, 0), Qt::AlignVCenter | Qt::AlignRight, shortcutText_);
}

TitleRow::TitleRow(QMenuBar* menus, QTabBar* workspaces, SearchButton* search)
    : menus_(menus), workspaces_(workspaces), search_(search), saved_(new QToolButton) {
  for (QWidget* part : std::initializer_list<QWidget*>{menus, workspaces, search, saved_}) part->setParent(this);
  workspaces_->setProperty("pills", true);
  saved_->setObjectName(QStringLiteral("savedWorkspaces"));
  saved_->setProperty("bare", true);
  saved_->setPopupMode(QToolButton::InstantPopup);
  saved_->setFocusPolicy(Qt::TabFocus);
  saved_->setAccessibleName(tr("Saved workspaces"));
  saved_->setToolTip(tr("Workspaces that you have saved; save this one"));
  saved_->setVisible(false);
  auto* folded =
      menus_->findChild<QToolButton*>(QStringLiteral("qt_menubar_ext_button"));  // Qt's, for what has no room
  if (folded) {
    folded->setAccessibleName(tr("More menus"));
    folded->setIconSize({12, 12});  // Qt makes it 12 px wide
  }
  const auto paint = [this, folded] {
    for (QToolButton* arrow : {saved_, folded})
      if (arrow) arrow->setIcon(icon(QStringLiteral("chevron-down"), Role::Muted));
  };
  paint();
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, paint);
  setFixedHeight(40);
}

void TitleRow::setWorkspaceMenu(QMenu* menu) {
  saved_->setMenu(menu);
  saved_->setVisible(menu != nullptr);
  place();
}

/// By hand: the workspaces stay in the middle of the window, whatever the menus take. Where the words are too long for
/// that (German in a small window) first the search becomes its icon, then the last menus fold into the bar's own
/// arrow; workspaces are always within reach.
void TitleRow::place() {
  const int saved = saved_->isHidden() ? 0 : kSavedWidth, menuLeft = kMargin + kMark + 6;
  const int end = width() - kMargin - kNarrowSearch - kGap - saved;  // of the workspaces, beside the search's icon
  const int menus = menus_->sizeHint().width();
  const int tabs = std::min(workspaces_->sizeHint().width(), end - menuLeft - kLeastMenus - kGap);
  const int tabLeft = std::min(std::max((width() - tabs) / 2, menuLeft + menus + kGap), end - tabs);
  menus_->setGeometry(menuLeft, 5, std::min(menus, tabLeft - kGap - menuLeft), 30);
  workspaces_->setGeometry(tabLeft, 6, tabs, 28);
  saved_->setGeometry(tabLeft + tabs, 6, kSavedWidth, 28);
  const int space = width() - kMargin - (tabLeft + tabs + saved + kGap);
  const int searchWidth = space >= kSearchWidth ? kSearchWidth : kNarrowSearch;
  search_->setGeometry(width() - kMargin - searchWidth, 6, searchWidth, 28);
}

void TitleRow::resizeEvent(QResizeEvent*) { place(); }

/// Menus and workspaces are filled, and fonts set, after this row was first laid out.
bool TitleRow::event(QEvent* event) {
  if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::StyleChange || event->type() == QEvent::Show)
    place();
  return QWidget::event(event);
}

void TitleRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme().color(Role::Window));
  QSvgRenderer(QStringLiteral(":/studio/icons/app.svg")).render(&painter, QRectF(kMargin, 10, kMark, kMark));
}

namespace {

constexpr int kStateWidth = 200;  // px of what a run does while its progress stands beside it

QLabel* label(QWidget* parent, bool muted) {
  auto* result = new ElidedLabel(parent);
  result->setFont(studio::textFont(TextStyle::Label));
  result->setProperty("muted", muted);
  return result;
}

}  // namespace

StatusStrip::StatusStrip(QWidget* parent) : QStatusBar(parent) {
  setSizeGripEnabled(false);
  setFixedHeight(28);
  QWidget* left = left_ = new QWidget(this);
  auto* row = new QHBoxLayout(left);
  row->setContentsMargins(16, 0, kStatusRight, 0);
  row->setSpacing(12);
  icon_ = new QLabel(left);
  icon_->setFixedSize(12, 12);
  state_ = label(left, false);
  step_ = label(left, false);
  bar_ = new QProgressBar(left);
  bar_->setTextVisible(false);
  bar_->setRange(0, 1000);
  bar_->setFixedWidth(160);
  bar_->setAccessibleName(tr("Progress of the run"));
  rate_ = label(left, true);
  for (QWidget* part : std::initializer_list<QWidget*>{icon_, state_, step_, bar_, rate_}) row->addWidget(part);
  row->addStretch(1);
  addWidget(left, 1);
  facts_ = label(this, true);
  facts_->setContentsMargins(0, 0, 16, 0);
  addPermanentWidget(facts_);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &StatusStrip::paintState);
  setProgress(-1, {}, {});
}

void StatusStrip::setState(const QString& iconName, Role iconRole, const QString& text) {
  if (iconName_ == iconName && iconRole_ == iconRole && text_ == text) return;
  iconName_ = iconName;
  iconRole_ = iconRole;
  text_ = text;
  paintState();
}

void StatusStrip::setHint(const QString& hint) {
  hint_ = hint;
  paintState();
}

void StatusStrip::paintState() {
  state_->setText(hint_.isEmpty() ? text_ : hint_);
  fitFacts();
  icon_->setVisible(!iconName_.isEmpty() && hint_.isEmpty());
  if (!iconName_.isEmpty()) icon_->setPixmap(iconPixmap(iconName_, iconRole_, 12, devicePixelRatioF()));
}

void StatusStrip::setProgress(double fraction, const QString& left, const QString& right) {
  bar_->setVisible(fraction >= 0);
  fraction < 0 ? state_->setMaximumWidth(QWIDGETSIZE_MAX) : state_->setFixedWidth(kStateWidth);
  if (fraction < 0) state_->setMinimumWidth(0);
  bar_->setValue(int(fraction * 1000));
  step_->setText(left);
  // Never narrower than it has been: the bar beside it must not move while the numbers grow. What the run does has one
  // width for every stage.
  if (fraction < 0)
    step_->setMinimumWidth(0);
  else
    step_->setMinimumWidth(std::max(step_->minimumWidth(), step_->sizeHint().width()));
  rate_->setText(right);
  fitFacts();
}

/// Where the facts begin once they have been laid out, with the gap before them.
int StatusStrip::factsLeft() const {
  constexpr int kGap = 16;
  const int right = width() - workWidth();
  return facts_->text().isEmpty() ? right : right - facts_->sizeHint().width() - kGap;
}

int StatusStrip::workWidth() const {
  constexpr int kGap = 12;
  return work_ ? work_->sizeHint().width() + kGap : 0;
}

void StatusStrip::showWork(QWidget* work) {
  if (work_) removeWidget(work_);
  work_ = work;
  if (work) {
    insertPermanentWidget(0, work);
    work->show();
  }
  fitFacts();
}

std::pair<int, int> StatusStrip::makeRoom(int least, int wanted) {
  if (std::exchange(room_, wanted) != wanted) fitFacts();
  const int right = factsLeft();
  return {std::clamp(neededWidth(), 0, std::max(0, right - least)), right};
}

void StatusStrip::setCovered(int width) {
  for (QLabel* text : {state_, rate_}) text->setMaximumWidth(QWIDGETSIZE_MAX);
  if (width <= 0) return;
  left_->layout()->activate();
  const int end = factsLeft() - width - kStatusRight;
  for (QLabel* text : {state_, rate_}) {
    const int from = text->mapTo(this, QPoint()).x();
    if (from < end && from + text->width() > end) text->setMaximumWidth(end - from);
  }
}

int StatusStrip::neededWidth() const {
  const QMargins margins = left_->layout()->contentsMargins();
  int width = margins.left() + margins.right();
  for (const QWidget* part : std::initializer_list<const QWidget*>{icon_, state_, step_, bar_, rate_})
    if (!part->isHidden())
      width += std::max(part->sizeHint().width(), part->minimumWidth()) + left_->layout()->spacing();
  return width;
}

void StatusStrip::setFacts(const QStringList& facts, const QString& toolTip) {
  QStringList shown = facts;
  shown.removeAll(QString());
  if (shown == factTexts_ && toolTip == factsTip_) return;
  factTexts_ = shown;
  factsTip_ = toolTip;
  fitFacts();
}

/// What the run does is the more important: its share and its time are never cut for the machine's facts.
void StatusStrip::fitFacts() {
  const QString between = QStringLiteral("   ");
  QStringList shown = factTexts_, hidden;
  const int space =
      width() - left_->sizeHint().width() - room_ - workWidth() - 2 * kStatusRight - facts_->contentsMargins().right();
  while (shown.size() > 1 && facts_->fontMetrics().horizontalAdvance(shown.join(between)) > space)
    hidden << shown.takeFirst();
  facts_->setText(shown.join(between));
  if (!factsTip_.isEmpty()) hidden << factsTip_;
  facts_->setToolTip(hidden.join(QLatin1Char('\n')));
}

void StatusStrip::resizeEvent(QResizeEvent* event) {
  QStatusBar::resizeEvent(event);
  fitFacts();
}

}  // namespace studio
