#include "widgets/plots/log_panel.h"

#include <QDateTime>
#include <QLabel>
#include <QScrollBar>
#include <algorithm>

#include "core/run/printable_text.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr int kHeadHeight = 24, kSide = 12;

Role roleOf(LogLine::Level level) {
  if (level == LogLine::Level::Error) return Role::Bad;
  return level == LogLine::Level::Warning ? Role::Warn : Role::Text;
}

QString timeText(double time) {
  if (time <= 0) return {};
  return QDateTime::fromMSecsSinceEpoch(qint64(time * 1000)).toString(QStringLiteral("HH:mm:ss"));
}

QTextCharFormat inColour(Role role) {
  QTextCharFormat format;
  format.setForeground(theme().color(role));
  return format;
}

}  // namespace

LogPanel::LogPanel(RunMonitor* monitor, QWidget* parent)
    : QPlainTextEdit(parent), monitor_(monitor), head_(new QLabel(this)) {
  setReadOnly(true);
  setFont(studio::textFont(TextStyle::Mono));
  setMaximumBlockCount(int(kMostLogLines));
  setUndoRedoEnabled(false);
  setAccessibleName(tr("Log of the run"));
  setPlaceholderText(tr("What a run reports is written here."));
  document()->setDocumentMargin(kSide);
  head_->setFont(studio::textFont(TextStyle::Label));
  head_->setProperty("muted", true);
  head_->setIndent(kSide);
  head_->hide();
  connect(monitor, &RunMonitor::logChanged, this, [this] { refresh(false); });
  connect(monitor, &RunMonitor::runOpened, this, [this] { refresh(true); });
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] { refresh(true); });
}

QString LogPanel::headText() const { return head_->isHidden() ? QString() : head_->text(); }

/// What stands here is the beginning of what is to stand here.
bool LogPanel::goesOn(const LogLines& log) const {
  if (shown_ == 0) return log.before == 0;
  if (shown_ <= log.before || shown_ - log.before > log.lines.size()) return false;
  return log.lines[shown_ - log.before - 1].text == last_;
}

void LogPanel::refresh(bool fromStart) {
  const LogLines& log = monitor_->data().log;
  QScrollBar* bar = verticalScrollBar();
  const bool atEnd = bar->value() == bar->maximum();
  if (fromStart || !goesOn(log)) {
    clear();
    shown_ = log.before;
  }
  append(log);
  last_ = log.lines.empty() ? std::string() : log.lines.back().text;
  showHead(log.isCut);
  if (atEnd) bar->setValue(bar->maximum());
}

/// In one edit, without reading HTML: thousands of lines come at once when a run is opened.
void LogPanel::append(const LogLines& log) {
  const std::size_t end = log.before + log.lines.size();
  if (shown_ >= end) return;
  const QTextCharFormat times = inColour(Role::Muted);
  QTextCursor cursor(document());
  cursor.movePosition(QTextCursor::End);
  cursor.beginEditBlock();
  for (; shown_ < end; ++shown_) {
    const LogLine& line = log.lines[shown_ - log.before];
    if (!document()->isEmpty()) cursor.insertBlock();
    cursor.insertText(timeText(line.time) + QStringLiteral("\u00a0 "), times);
    cursor.insertText(QString::fromStdString(visible(line.text)), inColour(roleOf(line.level)));
  }
  cursor.endEditBlock();
}

void LogPanel::showHead(bool isCut) {
  head_->setText(isCut
                     ? tr("The newest %L1 lines; earlier lines are in log.txt.").arg(monitor_->data().log.lines.size())
                     : QString());
  if (isCut != head_->isHidden()) return;
  head_->setVisible(isCut);
  setViewportMargins(0, isCut ? kHeadHeight : 0, 0, 0);
  placeHead();
}

void LogPanel::placeHead() { head_->setGeometry(frameWidth(), frameWidth(), viewport()->width(), kHeadHeight); }

void LogPanel::resizeEvent(QResizeEvent* event) {
  QPlainTextEdit::resizeEvent(event);
  placeHead();
}

}  // namespace studio
