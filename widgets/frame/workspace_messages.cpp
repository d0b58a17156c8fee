// What the window says to a person in passing, and where: errors, notices, what was saved (workspace_window.h).
#include <QDesktopServices>
#include <QFileInfo>
#include <QUrl>
#include <algorithm>

#include "widgets/frame/engine_text.h"
#include "widgets/frame/frame_rows.h"
#include "widgets/frame/message_bar.h"
#include "widgets/frame/workspace_window.h"

namespace studio {

void WorkspaceWindow::showError(const QString& sentence) {
  if (!pageSays(sentence)) messages_->showError(sentence);
}

void WorkspaceWindow::showNotice(const QString& sentence) { messages_->showNotice(sentence); }

void WorkspaceWindow::showSaved(const QString& file, const QString& note) {
  const QFileInfo saved(file);
  QString said = tr("Saved %1").arg(saved.fileName());
  if (!note.isEmpty()) said += QLatin1Char('\n') + note;
  std::vector<MessageAction> actions;
  const auto open = [](const QString& path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); };
  if (QStringList{"pdf", "svg", "png", "csv", "toml"}.contains(saved.suffix()))
    actions.push_back({tr("Open"), [open, path = saved.absoluteFilePath()] { open(path); }});
  actions.push_back({tr("Show in folder"), [open, path = saved.absolutePath()] { open(path); }});
  messages_->showNotice(said, std::move(actions));
}

void WorkspaceWindow::clearError() { messages_->clearError(); }
void WorkspaceWindow::withdraw(const QString& sentence) { messages_->withdraw(sentence); }

/// At the foot of the window, between what its status says of the run and where things are: never over these texts, a
/// map, its colour bar, the toolbar or fields of panels.
QRect WorkspaceWindow::messagePlace(int wanted) {
  constexpr int kLeast = 420;  // px: less of a message could not be read; its details have the rest
  StatusStrip* strip = statusStrip();
  const auto [left, right] = strip->makeRoom(kLeast, std::max(kLeast, wanted));
  return {strip->mapTo(this, QPoint(left, 0)), QSize(right - left, strip->height())};
}

/// In place of its values the view says the same.
bool WorkspaceWindow::pageSays(const QString& sentence) const {
  const View* view = currentView();
  return view && !sentence.isEmpty() && engineText(view->emptyState().text) == engineText(sentence);
}

void WorkspaceWindow::offerAction(const QString& sentence, const QString& actionText, std::function<void()> action) {
  messages_->showNotice(sentence, {{actionText, std::move(action)}});
}

}  // namespace studio
