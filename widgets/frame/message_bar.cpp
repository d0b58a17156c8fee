#include "widgets/frame/message_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

#include "widgets/frame/engine_text.h"

namespace studio {
namespace {

constexpr int kNoticeMs = 8000, kMostActions = 2;
constexpr int kMessageMargin = 16, kLift = 72, kWidest = 420;  // the time bar and buttons at the lower edge stay free

}  // namespace

MessageBar::MessageBar(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Message"));
  parent->installEventFilter(this);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 6, 8, 6);
  column->setSpacing(6);
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  column->addLayout(row);
  icon_ = new QLabel(this);
  icon_->setFixedSize(16, 16);
  text_ = new QLabel(this);
  text_->setWordWrap(true);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  for (int i = 0; i < kMostActions; ++i) {
    auto* button = buttons_.emplace_back(new QPushButton(this));
    button->setProperty("link", true);
    button->setFlat(true);
    connect(button, &QPushButton::clicked, this, [this, i] {
      const auto run = actions_.size() > std::size_t(i) ? actions_[std::size_t(i)].run : std::function<void()>();
      hide();
      if (run) run();
    });
  }
  more_ = new QPushButton(tr("Details"), this);
  more_->setCheckable(true);
  copy_ = new QPushButton(tr("Copy text"), this);
  auto* close = new QToolButton(this);
  close->setIcon(icon(QStringLiteral("close"), Role::Muted));
  close->setAccessibleName(tr("Close message"));
  close->setFocusPolicy(Qt::StrongFocus);
  row->addWidget(icon_, 0, Qt::AlignTop);
  row->addWidget(text_, 1);
  row->addWidget(close, 0, Qt::AlignTop);
  auto* choices = new QHBoxLayout;
  choices->setSpacing(12);
  choices->setContentsMargins(28, 0, 0, 0);  // under the text
  for (QPushButton* button : buttons_) choices->addWidget(button);
  for (QPushButton* button : {more_, copy_}) choices->addWidget(button);
  choices->addStretch(1);
  column->addLayout(choices);
  details_ = new QPlainTextEdit(this);
  details_->setReadOnly(true);
  details_->setFont(studio::textFont(TextStyle::Mono));
  details_->setFixedHeight(96);
  details_->setAccessibleName(tr("Details of the message"));
  column->addWidget(details_);
  timer_ = new QTimer(this);
  timer_->setSingleShot(true);
  connect(timer_, &QTimer::timeout, this, &QWidget::hide);
  connect(close, &QToolButton::clicked, this, &QWidget::hide);
  connect(more_, &QPushButton::toggled, details_, &QWidget::setVisible);
  connect(copy_, &QPushButton::clicked, this, [this] {
    const QString more = details_->toPlainText();
    QApplication::clipboard()->setText(more.isEmpty() ? text_->text() : text_->text() + QStringLiteral("\n\n") + more);
  });
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &MessageBar::paintIcon);
  hide();
}

void MessageBar::showError(const QString& sentence, const QString& details) {
  timer_->stop();
  copy_->show();
  details_->setPlainText(details);
  put(QStringLiteral("error"), Role::Bad, sentence, {});
}

void MessageBar::showNotice(const QString& sentence, std::vector<MessageAction> actions) {
  copy_->hide();
  details_->clear();
  timer_->start(kNoticeMs);
  put(QStringLiteral("info"), Role::Muted, sentence, std::move(actions));
}

void MessageBar::clearError() {
  if (iconRole_ == Role::Bad) hide();
}

void MessageBar::put(const QString& iconName, Role role, const QString& sentence, std::vector<MessageAction> actions) {
  iconName_ = iconName;
  iconRole_ = role;
  paintIcon();
  text_->setText(engineText(sentence));  // most errors come from there
  actions_ = std::move(actions);
  for (std::size_t i = 0; i < buttons_.size(); ++i) {
    buttons_[i]->setVisible(i < actions_.size());
    if (i < actions_.size()) buttons_[i]->setText(actions_[i].text);
  }
  more_->setChecked(false);
  more_->setVisible(!details_->document()->isEmpty());
  details_->hide();
  show();
  raise();
  place();
}

/// At the right, where sheets seldom reach; long sentences take more lines.
void MessageBar::place() {
  layout()->activate();
  const QRect usual = parentWidget()->rect().adjusted(kMessageMargin, kMessageMargin, -kMessageMargin, -kLift);
  const MessagePlace where = where_ ? where_() : MessagePlace{usual};
  const QRect& space = where.space;
  const int width = std::min(space.width(), kWidest);
  const int height =
      layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : layout()->totalSizeHint().height();
  const int top = where.atTop ? space.top() : std::max(space.bottom() + 1 - height, 0);
  setGeometry(space.right() + 1 - width, top, width, height);
}

void MessageBar::placeAgain() {
  if (isVisible()) place();
}

bool MessageBar::event(QEvent* event) {
  const bool done = QWidget::event(event);
  if (event->type() == QEvent::LayoutRequest) place();
  return done;
}

bool MessageBar::eventFilter(QObject* watched, QEvent* event) {
  if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) place();
  return QWidget::eventFilter(watched, event);
}

void MessageBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(theme().color(Role::Line));
  painter.setBrush(palette().alternateBase());
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

void MessageBar::paintIcon() {
  if (!iconName_.isEmpty()) icon_->setPixmap(iconPixmap(iconName_, iconRole_, 16, devicePixelRatioF()));
}

QString MessageBar::text() const { return isVisible() ? text_->text() : QString(); }

}  // namespace studio
