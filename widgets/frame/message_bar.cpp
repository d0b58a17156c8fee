#include "widgets/frame/message_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

namespace studio {

MessageBar::MessageBar(QWidget* parent) : QWidget(parent) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(16, 6, 8, 6);
  row->setSpacing(12);
  icon_ = new QLabel(this);
  text_ = new QLabel(this);
  text_->setWordWrap(true);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  button_ = new QPushButton(this);
  copy_ = new QPushButton(tr("Copy text"), this);
  auto* close = new QToolButton(this);
  close->setIcon(icon(QStringLiteral("close"), Role::Muted));
  close->setAccessibleName(tr("Close message"));
  row->addWidget(icon_);
  row->addWidget(text_, 1);
  row->addWidget(button_);
  row->addWidget(copy_);
  row->addWidget(close);
  timer_ = new QTimer(this);
  timer_->setSingleShot(true);
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::AlternateBase);
  connect(timer_, &QTimer::timeout, this, &QWidget::hide);
  connect(close, &QToolButton::clicked, this, &QWidget::hide);
  connect(copy_, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(text_->text()); });
  connect(button_, &QPushButton::clicked, this, [this] { hide(); if (action_) action_(); });
  hide();
}

void MessageBar::showError(const QString& sentence) {
  timer_->stop();
  copy_->show();
  show(QStringLiteral("error"), Role::Bad, sentence, {}, {});
}

void MessageBar::showNotice(const QString& sentence, const QString& actionText, std::function<void()> action) {
  copy_->hide();
  timer_->start(8000);
  show(QStringLiteral("info"), Role::Muted, sentence, actionText, std::move(action));
}

void MessageBar::show(const QString& iconName, Role role, const QString& sentence, const QString& actionText, std::function<void()> action) {
  icon_->setPixmap(iconPixmap(iconName, role, 16, devicePixelRatioF()));
  text_->setText(sentence);
  button_->setText(actionText);
  button_->setVisible(!actionText.isEmpty());
  action_ = std::move(action);
  QWidget::show();
}

QString MessageBar::text() const { return isVisible() ? text_->text() : QString(); }

}  // namespace studio
