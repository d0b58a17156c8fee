// The Text dock: what the network of the open run has drawn, of the snapshot that is shown or, live, of the newest.
#include <QLabel>
#include <QScrollBar>

#include "widgets/train/train_panels.h"

namespace studio {

TextPanel::TextPanel(RunMonitor* monitor, QWidget* parent) : QPlainTextEdit(parent), monitor_(monitor) {
  setReadOnly(true);
  setUndoRedoEnabled(false);
  setFont(studio::textFont(TextStyle::Mono));
  setAccessibleName(tr("Text drawn by the network"));
  setPlaceholderText(tr("Text is drawn with each stored snapshot; of this one there is none."));
  connect(monitor, &RunMonitor::snapshotChanged, this, [this] { refresh(); });
  connect(monitor, &RunMonitor::runOpened, this, [this] { refresh(); });
  connect(&ThemeManager::instance(), &ThemeManager::changed, this,
          [this] { setFont(studio::textFont(TextStyle::Mono)); });
  refresh();
}

QWidget* TextPanel::makeTitleExtra(QWidget* parent) {
  step_ = new QLabel(parent);
  step_->setFont(studio::textFont(TextStyle::Label));
  step_->setProperty("muted", true);
  refresh();
  return step_;
}

/// The same text again is left as it is: somebody may be reading or choosing from it.
void TextPanel::refresh() {
  const auto& snapshot = monitor_->data().snapshot;
  const bool has = monitor_->hasRun() && snapshot && !snapshot->text.empty();
  if (step_) step_->setText(has ? tr("Step %L1").arg(snapshot->textStep) : QString());
  const QString text = has ? QString::fromStdString(snapshot->text) : QString();  // what is no UTF-8 becomes a sign
  if (text == toPlainText()) return;
  const int scrolled = verticalScrollBar()->value();
  setPlainText(text);
  verticalScrollBar()->setValue(scrolled);
}

}  // namespace studio
