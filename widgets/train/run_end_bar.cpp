#include "widgets/train/train_panels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "widgets/forms/panel_parts.h"
#include "widgets/frame/theme.h"
#include "widgets/runs/run_data.h"
#include "widgets/runs/run_text.h"

namespace studio {

RunEndBar::RunEndBar(QWidget* parent)
    : QWidget(parent),
      row_(new QWidget(this)),
      icon_(new QLabel(row_)),
      sentence_(new FittedText(2, TextStyle::Label, Role::Text, row_)) {
  setObjectName(QStringLiteral("runEnd"));
  setAccessibleName(tr("How the run ended"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(row_);
  auto* row = new QHBoxLayout(row_);
  row->setContentsMargins(12, 0, 8, 0);
  row->setSpacing(8);
  icon_->setFixedSize(16, 16);
  resume_ = new QPushButton(row_);
  resume_->setObjectName(QStringLiteral("resumeFrom"));
  resume_->setProperty("primary", true);  // the ground of other buttons is that of this bar
  row->addWidget(icon_);
  row->addWidget(sentence_, 1);
  row->addWidget(resume_);
  row_->hide();
  connect(resume_, &QPushButton::clicked, this, &RunEndBar::resumeWanted);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] { paintIcon(); });
}

void RunEndBar::show(const RunData& run, const QString& whyNot) {
  const auto& checkpoints = run.checkpointSteps;
  const EndedText text =
      run.caption.empty() ? endedText(run.status, checkpoints.empty() ? -1 : checkpoints.back()) : EndedText{};
  shown_ = !text.sentence.isEmpty();
  if (shown_) {
    sentence_->setText(text.sentence);
    resume_->setText(text.resume);
    resume_->setEnabled(whyNot.isEmpty());
    resume_->setToolTip(whyNot);
    const StateStyle style = stateStyle(run.status.state);
    iconName_ = style.icon;
    role_ = int(style.role);
    paintIcon();
  }
  row_->setVisible(shown_);  // beside the tabs: nothing below moves
  updateGeometry();
}

void RunEndBar::paintIcon() {
  if (!iconName_.isEmpty()) icon_->setPixmap(iconPixmap(iconName_, Role(role_), 16, devicePixelRatioF()));
}

}  // namespace studio
