#include "widgets/forms/welcome_page.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/forms/demo_card.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/forms/preset_list.h"
#include "widgets/frame/keyboard_focus.h"
#include "widgets/frame/number_text.h"
#include "widgets/frame/theme.h"

namespace studio {

ChoiceCard::ChoiceCard(const QString& icon, const QString& title, const QString& about, const QString& shortcut,
                       QWidget* parent)
    : QAbstractButton(parent), icon_(icon), about_(about), shortcut_(shortcut) {
  setText(title);
  setAccessibleName(title);
  setAccessibleDescription(about);
  setAttribute(Qt::WA_Hover);
  setCursor(Qt::PointingHandCursor);
  setFocusPolicy(Qt::StrongFocus);
  setFixedHeight(64);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void ChoiceCard::paintEvent(QPaintEvent*) {
  const Theme& colours = theme();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const bool framed = showsFocus(this);
  painter.setPen(QPen(colours.color(framed ? Role::Accent : Role::Line), framed ? 1.5 : 1));
  painter.setBrush(colours.color(underMouse() ? Role::Raised : Role::Panel));
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 6, 6);
  painter.drawPixmap(QPointF(18, (height() - 18) / 2.0), iconPixmap(icon_, Role::Text, 18, devicePixelRatioF()));
  const QRect words = rect().adjusted(48, 13, -16, -13);
  painter.setFont(studio::textFont(TextStyle::Body));
  painter.setPen(colours.color(Role::Text));
  painter.drawText(words, Qt::AlignLeft | Qt::AlignTop, text());
  painter.setFont(studio::textFont(TextStyle::Label));
  painter.setPen(colours.color(Role::Muted));
  painter.drawText(words, Qt::AlignRight | Qt::AlignTop, shortcut_);
  painter.drawText(words, Qt::AlignLeft | Qt::AlignBottom,
                   painter.fontMetrics().elidedText(about_, Qt::ElideRight, words.width()));
}

namespace {

constexpr int kColumn = 800, kGap = 16, kLeastList = 168;  // px

QListWidget* makeList(const QString& name, QWidget* parent) {
  auto* list = new QListWidget(parent);
  list->setItemDelegate(new TwoLineDelegate(list, true));
  list->setAccessibleName(name);
  list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);  // it is as high as its rows: the page alone scrolls
  list->setMouseTracking(true);
  return list;
}

/// Height of all rows.
int wholeHeight(const QListWidget& list) {
  list.ensurePolished();  // the frame is the style's
  int rows = 0;
  for (int row = 0; row < list.count(); ++row) rows += list.sizeHintForRow(row);
  const QMargins around = list.contentsMargins();  // with its frame
  return rows + around.top() + around.bottom();
}

/// A framed card with a title, a muted remark at its right, and a body.
QFrame* makeListCard(const QString& title, const QString& remark, QWidget* body, QWidget* parent) {
  auto* card = new QFrame(parent);
  card->setProperty("card", true);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(16, 0, 16, 0);
  head->addWidget(makePanelTitle(title, card));
  head->addStretch(1);
  head->addWidget(makeMutedLabel(remark, card));
  auto* column = new QVBoxLayout(card);
  column->setContentsMargins(1, 0, 1, 6);
  column->setSpacing(0);
  column->addLayout(head);
  column->addWidget(makeRule(card));
  column->addWidget(body);
  return card;
}

}  // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent),
      scroll_(new QScrollArea(this)),
      demo_(new DemoCard(this)),
      deviceIcon_(new QLabel(this)),
      device_(new QLabel(this)) {
  auto* title = new QLabel(tr("TopoNets Studio"), this);
  title->setFont(studio::textFont(TextStyle::BigNumber));
  auto* words = new QLabel(tr("Train a topographic network or open one. Nothing is sent anywhere."), this);
  words->setProperty("muted", true);
  auto* content = new QWidget(this);
  content->setFixedWidth(kColumn);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 24, 0, 24);
  column->setSpacing(kGap);
  auto* head = new QVBoxLayout;
  head->setSpacing(2);
  head->addWidget(title);
  head->addWidget(words);
  column->addLayout(head);
  column->addSpacing(4);
  column->addWidget(demo_);
  column->addWidget(makeQueue());
  column->addWidget(makeCards());
  column->addWidget(makeLists());
  auto* line = new QHBoxLayout;
  line->setSpacing(8);
  deviceIcon_->setFixedSize(18, 18);
  device_->setWordWrap(true);
  line->addWidget(deviceIcon_);
  line->addWidget(device_, 1);
  column->addLayout(line);

  auto* page = new QWidget(this);
  auto* centred = new QVBoxLayout(page);
  centred->setContentsMargins(16, 0, 16, 0);
  centred->addStretch(2);
  centred->addWidget(content, 0, Qt::AlignHCenter);
  centred->addStretch(3);
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setWidget(page);
  page->setAutoFillBackground(false);
  scroll_->viewport()->setAutoFillBackground(false);
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(scroll_);
  connect(demo_, &DemoCard::startWanted, this, &WelcomePage::demoWanted);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &WelcomePage::restyle);
  setRecent({});
  restyle();
}

QWidget* WelcomePage::makeCards() {
  auto* cards = new QWidget(this);
  auto* row = new QHBoxLayout(cards);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(kGap);
  auto* fresh =
      new ChoiceCard(QStringLiteral("plus"), tr("New run"), tr("Choose a preset and your data"), tr("Ctrl+N"), cards);
  auto* open = new ChoiceCard(QStringLiteral("folder"), tr("Open..."),
                              tr("A run, a configuration or weights (.pt, .safetensors)"), tr("Ctrl+O"), cards);
  connect(fresh, &QAbstractButton::clicked, this, &WelcomePage::newRunWanted);
  connect(open, &QAbstractButton::clicked, this, &WelcomePage::openWanted);
  row->addWidget(fresh);
  row->addWidget(open);
  return cards;
}

QWidget* WelcomePage::makeQueue() {
  auto* card = new QFrame(this);
  card->setProperty("card", true);
  queue_ = new QLabel(card);
  queue_->setObjectName(QStringLiteral("openQueue"));
  queue_->setTextFormat(Qt::PlainText);
  goOn_ = new QPushButton(card);
  goOn_->setObjectName(QStringLiteral("goOnWithQueue"));
  goOn_->setProperty("link", true);
  goOn_->setFlat(true);
  connect(goOn_, &QPushButton::clicked, this, &WelcomePage::queueWanted);
  auto* row = new QHBoxLayout(card);
  row->setContentsMargins(16, 8, 16, 8);
  row->addWidget(queue_);
  row->addStretch(1);
  row->addWidget(goOn_);
  card->hide();
  queueCard_ = card;
  return card;
}

void WelcomePage::setQueue(const QString& text, const QString& action) {
  queue_->setText(text);
  goOn_->setText(action);
  goOn_->setAccessibleName(QStringLiteral("%1, %2").arg(text, action));
  queueCard_->setVisible(!text.isEmpty());
}

QWidget* WelcomePage::makeLists() {
  auto* lists = new QWidget(this);
  recent_ = makeList(tr("Recent"), lists);
  examples_ = makeList(tr("Examples"), lists);
  auto* empty = new QLabel(tr("Runs, configurations and weights that you open are listed here. You can also drop any "
                              "of them on this window."),
                           lists);
  empty->setProperty("muted", true);
  empty->setWordWrap(true);
  empty->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  empty->setContentsMargins(16, 12, 16, 12);
  recentStack_ = new QStackedWidget(lists);
  recentStack_->addWidget(empty);
  recentStack_->addWidget(recent_);
  auto* row = new QHBoxLayout(lists);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(kGap);
  row->addWidget(makeListCard(tr("Recent"), {}, recentStack_, lists), 1);
  row->addWidget(makeListCard(tr("Examples"), tr("time on this computer"), examples_, lists), 1);
  const auto recent = [this](QListWidgetItem* item) { Q_EMIT recentChosen(item->data(Qt::UserRole).toString()); };
  const auto example = [this](QListWidgetItem* item) { Q_EMIT exampleChosen(examples_->row(item)); };
  connect(recent_, &QListWidget::itemClicked, this, recent);
  connect(recent_, &QListWidget::itemActivated, this, recent);
  connect(examples_, &QListWidget::itemClicked, this, example);
  connect(examples_, &QListWidget::itemActivated, this, example);
  for (QListWidget* list : {recent_, examples_}) {
    list->viewport()->installEventFilter(this);
    connect(list, &QListWidget::currentItemChanged, this,
            [this, list](QListWidgetItem* item) { showRow(*list, item); });
  }
  fitLists();
  return lists;
}

/// The wheel above a list is the page's: Qt offers it to the list's own bar, which has nothing to scroll.
bool WelcomePage::eventFilter(QObject* viewport, QEvent* event) {
  if (event->type() != QEvent::Wheel) return QWidget::eventFilter(viewport, event);
  QCoreApplication::sendEvent(scroll_->verticalScrollBar(), event);
  return true;
}

/// Both alike, as high as the longer one.
void WelcomePage::fitLists() {
  const int height = std::max({kLeastList, wholeHeight(*recent_), wholeHeight(*examples_)});
  recentStack_->setFixedHeight(height);
  examples_->setFixedHeight(height);
}

/// The row that the keyboard has reached, where the page has to be scrolled to it.
void WelcomePage::showRow(QListWidget& list, const QListWidgetItem* item) {
  if (!item) return;
  const QRect row = list.visualItemRect(item).translated(list.viewport()->mapTo(scroll_->widget(), QPoint()));
  scroll_->ensureVisible(row.center().x(), row.center().y(), 0, row.height());
}

void WelcomePage::setDemo(const DemoPreview& preview) { demo_->setPreview(preview); }
void WelcomePage::setDemoSeconds(double seconds) { demo_->setSeconds(seconds); }

void WelcomePage::setRecent(const std::vector<RecentItem>& items) {
  bool same = recent_->count() == int(items.size());
  for (int i = 0; same && i < recent_->count(); ++i)
    same = recent_->item(i)->data(Qt::UserRole).toString() == items[std::size_t(i)].path;
  if (!same) recent_->clear();  // else the row that is pointed at, or has the keyboard, stays
  for (std::size_t i = 0; i < items.size(); ++i) {
    const RecentItem& item = items[i];
    auto* row = same ? recent_->item(int(i)) : new QListWidgetItem(recent_);
    row->setText(item.title);
    row->setData(Qt::UserRole, item.path);
    row->setData(TwoLineDelegate::kSecondLine, item.about);
    row->setToolTip(item.path);
  }
  recentStack_->setCurrentIndex(items.empty() ? 0 : 1);
  fitLists();
}

void WelcomePage::setExamples(const std::vector<ExampleItem>& items) {
  examples_->clear();
  for (std::size_t i = 0; i < items.size(); ++i) {
    auto* row = new QListWidgetItem(items[i].title, examples_);
    row->setData(TwoLineDelegate::kSecondLine, items[i].about);
    row->setToolTip(items[i].about);
    setExampleSeconds(static_cast<int>(i), items[i].seconds);
  }
  fitLists();
}

void WelcomePage::setExampleSeconds(int index, double seconds) {
  if (QListWidgetItem* row = examples_->item(index))
    row->setData(TwoLineDelegate::kRightText, std::isinf(seconds) ? tr("needs data") : durationText(seconds));
}

void WelcomePage::setDevice(const QString& title, const QString& reason) {
  onCpu_ = !reason.isEmpty();
  device_->setText(reason.isEmpty() ? tr("Training runs on %1.").arg(title) : tr("%1. %2").arg(title, reason));
  restyle();
}

void WelcomePage::restyle() {
  deviceIcon_->setPixmap(iconPixmap(onCpu_ ? QStringLiteral("cpu") : QStringLiteral("gpu"),
                                    onCpu_ ? Role::Warn : Role::Good, 18, devicePixelRatioF()));
}

}  // namespace studio
