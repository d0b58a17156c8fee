#include "widgets/plots/log_panel.h"

#include <QDateTime>

#include "widgets/frame/theme.h"

namespace studio {
namespace {

QString htmlLine(const LogLine& line) {
  const Role role = line.level == LogLine::Level::Error ? Role::Bad : line.level == LogLine::Level::Warning ? Role::Warn : Role::Text;
  const QString time = line.time > 0 ? QDateTime::fromMSecsSinceEpoch(qint64(line.time * 1000)).toString(QStringLiteral("HH:mm:ss")) : QString();
  return QStringLiteral("<span style=\"color:%1\">%2</span>&nbsp; <span style=\"color:%3\">%4</span>")
      .arg(theme().color(Role::Muted).name(), time, theme().color(role).name(), QString::fromStdString(line.text).toHtmlEscaped());
}

}  // namespace

LogPanel::LogPanel(RunMonitor* monitor, QWidget* parent) : QPlainTextEdit(parent), monitor_(monitor) {
  setReadOnly(true);
  setFont(studio::textFont(TextStyle::Mono));
  setMaximumBlockCount(5000);
  setAccessibleName(tr("Log of the run"));
  setPlaceholderText(tr("What a run reports is written here."));
  document()->setDocumentMargin(12);
  connect(monitor, &RunMonitor::logChanged, this, [this] { refresh(false); });
  connect(monitor, &RunMonitor::runOpened, this, [this] { refresh(true); });
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] { refresh(true); });
}

void LogPanel::refresh(bool fromStart) {
  const auto& lines = monitor_->data().log;
  const bool goesOn = shown_ <= lines.size() && (shown_ == 0 || lines[shown_ - 1].text == last_);
  if (fromStart || !goesOn) {
    clear();
    shown_ = 0;
  }
  for (; shown_ < lines.size(); ++shown_) appendHtml(htmlLine(lines[shown_]));
  last_ = lines.empty() ? std::string() : lines.back().text;
}

}  // namespace studio
