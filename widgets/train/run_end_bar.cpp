#include "widgets/train/train_panels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/forms/panel_parts.h"
#include "widgets/frame/theme.h"
#include "widgets/runs/run_data.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

constexpr int kSentenceLines = 2;
constexpr double kWordWraps = 0.92;  // what a line holds of its width, as it breaks between words

/// The numbers of the sentence, where there is no room for its words: "Interrupted at step 4,104: 41 steps lost".
QString briefText(const RunStatus& status, std::int64_t checkpoint) {
  const QString word = stateStyle(status.state).word;
  const std::int64_t lost = status.step - std::max<std::int64_t>(checkpoint, 0);
  if (lost <= 0) return RunEndBar::tr("%1 at step %L2").arg(word).arg(status.step);
  if (lost == 1) return RunEndBar::tr("%1 at step %L2: 1 step lost").arg(word).arg(status.step);
  return RunEndBar::tr("%1 at step %L2: %L3 steps lost").arg(word).arg(status.step).arg(lost);
}

}  // namespace

RunEndBar::RunEndBar(QWidget* parent)
    : QWidget(parent),
      row_(new QWidget(this)),
      icon_(new QLabel(row_)),
      sentence_(new FittedText(kSentenceLines, TextStyle::Label, Role::Text, row_)) {
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
    whole_ = whyNot.isEmpty() ? text.sentence : text.sentence + QLatin1Char(' ') + whyNot;
    brief_ = briefText(run.status, checkpoints.empty() ? -1 : checkpoints.back());
    resume_->setText(text.resume);
    resume_->setEnabled(whyNot.isEmpty());
    resume_->setToolTip(whyNot);
    resume_->setAccessibleDescription(whyNot);
    const StateStyle style = stateStyle(run.status.state);
    iconName_ = style.icon;
    role_ = int(style.role);
    paintIcon();
  }
  row_->setVisible(shown_);  // beside the tabs: nothing below moves
  updateGeometry();
  layout()->activate();
  fitSentence();
}

/// Shorter words rather than fewer numbers; its tip says all of it.
void RunEndBar::fitSentence() {
  const QFontMetrics metrics(studio::textFont(TextStyle::Label));
  const bool fits =
      !isVisible() || metrics.horizontalAdvance(whole_) <= kWordWraps * kSentenceLines * sentence_->width();
  sentence_->setText(fits ? whole_ : brief_);
  row_->setToolTip(fits ? QString() : whole_);
}

void RunEndBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  layout()->activate();
  fitSentence();
}

void RunEndBar::paintIcon() {
  if (!iconName_.isEmpty()) icon_->setPixmap(iconPixmap(iconName_, Role(role_), 16, devicePixelRatioF()));
}

}  // namespace studio
