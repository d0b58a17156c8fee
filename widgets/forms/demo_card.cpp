#include "widgets/forms/demo_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/forms/demo_picture.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/theme.h"

namespace studio {

DemoCard::DemoCard(QWidget* parent)
    : QFrame(parent),
      words_(new QLabel(this)),
      start_(new QPushButton(tr("Start the demo"), this)),
      picture_(new DemoPicture(this)) {
  setProperty("card", true);
  auto* title = new QLabel(tr("Digits demo"), this);
  title->setFont(studio::textFont(TextStyle::ObjectTitle));
  words_->setProperty("muted", true);
  words_->setWordWrap(true);
  words_->setMinimumHeight(40);
  start_->setProperty("primary", true);
  start_->setIcon(icon(QStringLiteral("play"), Role::OnAccent));
  start_->setMinimumWidth(150);
  connect(start_, &QPushButton::clicked, this, &DemoCard::startWanted);
  connect(&ThemeManager::instance(), &ThemeManager::changed, start_,
          [this] { start_->setIcon(icon(QStringLiteral("play"), Role::OnAccent)); });
  auto* text = new QVBoxLayout;
  text->setSpacing(4);
  text->addWidget(title);
  text->addWidget(words_);
  auto* head = new QHBoxLayout;
  head->setSpacing(24);
  head->addLayout(text, 1);
  head->addWidget(start_, 0, Qt::AlignTop);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(20, 16, 20, 16);
  column->setSpacing(12);
  column->addLayout(head);
  column->addWidget(picture_);
  picture_->setVisible(false);
  setSeconds(-1);
}

void DemoCard::setPreview(const DemoPreview& preview) {
  picture_->setPreview(preview);
  picture_->setVisible(!preview.empty());
}

bool DemoCard::hasPicture() const { return !picture_->isHidden(); }

void DemoCard::setSeconds(double seconds) {
  const QString what = tr("A small network learns handwritten digits while its sheet of 256 units becomes a map.");
  const QString when = seconds < 0 ? tr("Nothing to download.")
                                   : tr("About %1 on this computer, nothing to download.").arg(durationText(seconds));
  words_->setText(what + ' ' + when);
}

void DemoCard::setStartEnabled(bool enabled, const QString& reason) {
  start_->setEnabled(enabled);
  start_->setToolTip(enabled ? QString() : reason);
}

}  // namespace studio
