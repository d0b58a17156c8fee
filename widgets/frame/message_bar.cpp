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
#include <algorithm>

#include "widgets/frame/engine_text.h"
#include "widgets/frame/message_text.h"

namespace studio {
namespace {

constexpr int kNoticeMs = 8000, kOfferMs = 30000, kMostActions = 2;  // an offer waits until it is read and reached
constexpr int kMessageMargin = 16, kLift = 72;  // the time bar and buttons at the lower edge stay free
constexpr int kRow = 28, kDetails = 112, kDetailsWidth = 560;

QPushButton* linkButton(const QString& text, QWidget* parent) {
  auto* button = new QPushButton(text, parent);
  button->setProperty("link", true);
  button->setFlat(true);
  return button;
}

}  // namespace

MessageBar::MessageBar(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Message"));
  parent->installEventFilter(this);
  icon_ = new QLabel(this);
  icon_->setFixedSize(16, 16);
  text_ = new MessageText(this);
  for (int i = 0; i < kMostActions; ++i) {
    auto* button = buttons_.emplace_back(linkButton(QString(), this));
    connect(button, &QPushButton::clicked, this, [this, i] {
      const auto run = actions_.size() > std::size_t(i) ? actions_[std::size_t(i)].run : std::function<void()>();
      hide();
      if (run) run();
    });
  }
  more_ = linkButton(tr("Details"), this);
  more_->setCheckable(true);
  copy_ = linkButton(tr("Copy text"), this);
  close_ = new QToolButton(this);
  close_->setIcon(icon(QStringLiteral("close"), Role::Muted));
  close_->setAccessibleName(tr("Close message"));
  close_->setFocusPolicy(Qt::StrongFocus);
  details_ = new QPlainTextEdit(this);
  details_->setReadOnly(true);
  details_->setFixedHeight(kDetails);
  details_->setAccessibleName(tr("Details of the message"));
  layOut();
  timer_ = new QTimer(this);
  timer_->setSingleShot(true);
  connect(timer_, &QTimer::timeout, this, &QWidget::hide);
  connect(close_, &QToolButton::clicked, this, &QWidget::hide);
  connect(more_, &QPushButton::toggled, this, [this](bool open) {
    details_->setVisible(open);
    if (open) timer_->stop();  // it is being read
  });
  connect(copy_, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(words()); });
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &MessageBar::paintIcon);
  hide();
}

/// Details open upwards, so that the row stays where it is.
void MessageBar::layOut() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 0, 4, 0);
  column->setSpacing(0);
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  column->addWidget(details_);
  column->addLayout(row);
  row->addWidget(icon_);
  row->addWidget(text_, 1);
  for (QPushButton* button : buttons_) row->addWidget(button);
  for (QWidget* part : std::initializer_list<QWidget*>{more_, copy_, close_}) row->addWidget(part);
}

QString MessageBar::words() const {
  return detailsText_.isEmpty() ? sentence_ : sentence_ + QStringLiteral("\n\n") + detailsText_;
}

void MessageBar::showError(const QString& sentence, const QString& details) {
  timer_->stop();
  copy_->show();
  detailsText_ = details;
  put(QStringLiteral("error"), Role::Bad, sentence, {});
}

void MessageBar::showNotice(const QString& sentence, std::vector<MessageAction> actions) {
  copy_->hide();
  detailsText_.clear();
  timer_->start(actions.empty() ? kNoticeMs : kOfferMs);
  put(QStringLiteral("info"), Role::Muted, sentence, std::move(actions));
}

void MessageBar::clearError() {
  if (iconRole_ == Role::Bad) hide();
}

void MessageBar::withdraw(const QString& sentence) {
  if (sentence_ == engineText(sentence)) hide();
}

void MessageBar::put(const QString& iconName, Role role, const QString& sentence, std::vector<MessageAction> actions) {
  iconName_ = iconName;
  iconRole_ = role;
  paintIcon();
  sentence_ = engineText(sentence);  // most errors come from there
  text_->setText(QString(sentence_).replace(QLatin1Char('\n'), QStringLiteral(" · ")));
  details_->setPlainText(words());
  actions_ = std::move(actions);
  for (std::size_t i = 0; i < buttons_.size(); ++i) {
    buttons_[i]->setVisible(i < actions_.size());
    if (i < actions_.size()) buttons_[i]->setText(actions_[i].text);
  }
  more_->setChecked(false);
  more_->setVisible(!detailsText_.isEmpty());
  details_->hide();
  show();
  raise();
  place();
}

/// At the right of its row and no wider than it must be; what does not fit its two lines there is among the details.
void MessageBar::place() {
  const QRect above = parentWidget()->rect().adjusted(kMessageMargin, 0, -kMessageMargin, -kLift);
  layout()->activate();
  const bool open = !details_->isHidden();
  const int wanted = std::max(layout()->totalSizeHint().width(), open ? kDetailsWidth : 0);
  const QRect row = where_ ? where_(wanted) : above.adjusted(0, above.height() - kRow, 0, 0);
  const int width = std::min(row.width(), wanted), height = row.height() + (open ? kDetails : 0);
  setGeometry(row.right() + 1 - width, std::max(row.bottom() + 1 - height, 0), width, height);
  layout()->activate();
  if (!text_->isWhole() && more_->isHidden()) {
    more_->show();
    layout()->activate();
  }
  if (covers_) covers_(width);
}

void MessageBar::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  if (covers_) covers_(0);
}

void MessageBar::placeAgain() {
  if (isVisible()) place();
}

bool MessageBar::event(QEvent* event) {
  const bool done = QWidget::event(event);
  if (event->type() == QEvent::LayoutRequest) placeAgain();
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
  painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void MessageBar::paintIcon() {
  if (!iconName_.isEmpty()) icon_->setPixmap(iconPixmap(iconName_, iconRole_, 16, devicePixelRatioF()));
}

QString MessageBar::text() const { return isVisible() ? sentence_ : QString(); }

}  // namespace studio
