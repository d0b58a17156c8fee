#include "widgets/frame/message_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

namespace studio {
namespace {

constexpr int kNoticeMs = 8000;

}  // namespace

MessageBar::MessageBar(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Message"));
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::AlternateBase);
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
  connect(button_, &QPushButton::clicked, this, [this] { hide(); if (action_) action_(); });
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

void MessageBar::put(const QString& iconName, Role role, const QString& sentence, const QString& actionText, std::function<void()> action) {
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
}

void MessageBar::paintIcon() {
  if (!iconName_.isEmpty()) icon_->setPixmap(iconPixmap(iconName_, iconRole_, 16, devicePixelRatioF()));
}

QString MessageBar::text() const { return isVisible() ? text_->text() : QString(); }

}  // namespace studio
