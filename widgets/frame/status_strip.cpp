#include "widgets/frame/status_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>

namespace studio {
namespace {

QLabel* label(QWidget* parent, bool muted) {
  auto* result = new QLabel(parent);
  result->setFont(studio::textFont(TextStyle::Label));
  result->setProperty("muted", muted);
  return result;
}

}  // namespace

StatusStrip::StatusStrip(QWidget* parent) : QStatusBar(parent) {
  setSizeGripEnabled(false);
  setFixedHeight(28);
  auto* left = new QWidget(this);
  auto* row = new QHBoxLayout(left);
  row->setContentsMargins(16, 0, 0, 0);
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
  icon_->setVisible(!iconName_.isEmpty() && hint_.isEmpty());
  if (!iconName_.isEmpty()) icon_->setPixmap(iconPixmap(iconName_, iconRole_, 12, devicePixelRatioF()));
}

void StatusStrip::setProgress(double fraction, const QString& left, const QString& right) {
  bar_->setVisible(fraction >= 0);
  bar_->setValue(int(fraction * 1000));
  step_->setText(left);
  // Never narrower than it has been: the bar beside it must not move while the numbers grow.
  if (fraction < 0)
    step_->setMinimumWidth(0);
  else
    step_->setMinimumWidth(std::max(step_->minimumWidth(), step_->sizeHint().width()));
  rate_->setText(right);
}

void StatusStrip::setFacts(const QStringList& facts, const QString& toolTip) {
  QStringList shown = facts;
  shown.removeAll(QString());
  facts_->setText(shown.join(QStringLiteral("   ")));
  facts_->setToolTip(toolTip);
}

}  // namespace studio
