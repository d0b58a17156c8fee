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

namespace studio {
namespace {

constexpr int kNoticeMs = 8000;
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
  button_ = new QPushButton(this);
  more_ = new QPushButton(tr("Details"), this);
  more_->setCheckable(true);
  copy_ = new QPushButton(tr("Copy text"), this);
  auto* close = new QToolButton(this);
  close->setIcon(icon(QStringLiteral("close"), Role::Muted));
  close->setAccessibleName(tr("Close message"));
  close->setFocusPolicy(Qt::StrongFocus);
  row->addWidget(icon_);
  row->addWidget(text_, 1);
  for (QWidget* part : std::initializer_list<QWidget*>{button_, more_, copy_, close}) row->addWidget(part);
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
  connect(button_, &QPushButton::clicked, this, [this] {
    hide();
    if (action_) action_();
  });
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &MessageBar::paintIcon);
  hide();
}

void MessageBar::showError(const QString& sentence, const QString& details) {
  timer_->stop();
  copy_->show();
  details_->setPlainText(details);
  put(QStringLiteral("error"), Role::Bad, sentence, {}, {});
}

void MessageBar::showNotice(const QString& sentence, const QString& actionText, std::function<void()> action) {
  copy_->hide();
  details_->clear();
  timer_->start(kNoticeMs);
  put(QStringLiteral("info"), Role::Muted, sentence, actionText, std::move(action));
}

void MessageBar::put(const QString& iconName, Role role, const QString& sentence, const QString& actionText,
                     std::function<void()> action) {
  iconName_ = iconName;
  iconRole_ = role;
  paintIcon();
  text_->setText(sentence);
  button_->setText(actionText);
  button_->setVisible(!actionText.isEmpty());
  more_->setChecked(false);
  more_->setVisible(!details_->document()->isEmpty());
  details_->hide();
  action_ = std::move(action);
  show();
  raise();
  place();
}

/// Low in its parent, at the right, where sheets seldom reach; long sentences take more lines.
void MessageBar::place() {
  layout()->activate();
  const QRect space = parentWidget()->rect().adjusted(kMessageMargin, kMessageMargin, -kMessageMargin, -kLift);
  const int width = std::min(space.width(), kWidest);
  const int height =
      layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : layout()->totalSizeHint().height();
  setGeometry(space.right() + 1 - width, std::max(space.bottom() + 1 - height, 0), width, height);
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
