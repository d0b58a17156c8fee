// Names, notes, copies and the trash of stored runs (run_keeping.h).
#include "widgets/runs/run_keeping.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

#include "core/run/run_keeping.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/settings.h"
#include "widgets/frame/workspace_window.h"
#include "widgets/runs/run_configuration.h"
#include "widgets/runs/run_list.h"
#include "widgets/runs/run_monitor.h"
#include "widgets/runs/run_session.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

RunFolder folderAt(const QString& path) { return RunFolder(path.toStdString()); }

QString nameAt(const QString& path) { return QFileInfo(path).fileName(); }

/// Which of its files says where a thing in the trash comes from (FreeDesktop's trash specification).
QString trashInfoFile(const QString& inTrash) {
  const QFileInfo entry(inTrash);
  return QFileInfo(entry.path()).path() + QStringLiteral("/info/") + entry.fileName() + QStringLiteral(".trashinfo");
}

/// The row below the run's, or else the nearest above it, that is not one of `leaving`; empty where there is none.
QString findNeighbour(const QAbstractItemModel& rows, const QString& run, const QStringList& leaving) {
  const auto runPath = [&](int row) { return rows.index(row, 0).data(RunListModel::PathRole).toString(); };
  int at = 0;
  while (at < rows.rowCount() && runPath(at) != run) ++at;
  if (at == rows.rowCount()) return {};
  for (int row = at + 1; row < rows.rowCount(); ++row)
    if (!leaving.contains(runPath(row))) return runPath(row);
  for (int row = at - 1; row >= 0; --row)
    if (!leaving.contains(runPath(row))) return runPath(row);
  return {};
}

}  // namespace

RunKeeping::RunKeeping(WorkspaceWindow& window, RunSession& session, RunMonitor& monitor, RunListModel& runs)
    : QObject(&window), window_(window), session_(session), monitor_(monitor), runs_(runs) {
  connect(&runs, &RunListModel::renameWanted, this, &RunKeeping::rename);
}

void RunKeeping::serve(RunListPanel& list) {
  list_ = &list;
  connect(&list, &RunListPanel::noteWanted, this, &RunKeeping::editNote);
  connect(&list, &RunListPanel::duplicateWanted, this, &RunKeeping::duplicate);
  connect(&list, &RunListPanel::trashWanted, this, &RunKeeping::moveToTrash);
  connect(&list, &RunListPanel::restoreWanted, this, &RunKeeping::restoreTrashed);
}

/// Empty where none is, or a file of weights.
QString RunKeeping::openRun() const {
  return monitor_.hasRun() && monitor_.data().caption.empty()
             ? QString::fromStdString(monitor_.data().folder.path().string())
             : QString();
}

bool RunKeeping::isOpen(const QString& path) const { return !path.isEmpty() && openRun() == path; }

void RunKeeping::showError(const std::string& sentence) { window_.showError(QString::fromStdString(sentence)); }

void RunKeeping::rename(const QString& path, const QString& typed) {
  const QString name = typed.trimmed();  // as where a run is started
  const bool wasOpen = isOpen(path);
  readOnWorker<std::string>(
      this, [path, name] { return renameRun(folderAt(path), name.toStdString()).path().string(); },
      [this, path, wasOpen](const std::string& now) {
        forgetPath(path);
        rememberPath(QString::fromStdString(now));
        if (wasOpen) session_.openRun(now);
        if (list_ && wasOpen) list_->select(now);
        runs_.refresh();
      },
      [this, path, name](const std::string& sentence) {
        const QString why = engineText(sentence);
        if (!list_ || !list_->renameAgain(path, name, why)) window_.showError(why);
      });
}

void RunKeeping::editNote(const QString& path) {
  readOnWorker<std::string>(
      this, [path] { return readNote(folderAt(path)); },
      [this, path](const std::string& note) { showNote(path, QString::fromStdString(note)); },
      [this](const std::string& sentence) { showError(sentence); });
}

void RunKeeping::showNote(const QString& path, const QString& text) {
  auto* dialog = new QDialog(&window_);
  dialog->setObjectName(QStringLiteral("runNote"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(tr("Note"));
  auto* column = new QVBoxLayout(dialog);
  column->setContentsMargins(16, 16, 16, 16);
  column->setSpacing(12);
  auto* title = new QLabel(nameAt(path), dialog);
  title->setFont(textFont(TextStyle::PanelTitle));
  column->addWidget(title);
  auto* field = new QPlainTextEdit(text, dialog);
  field->setAccessibleName(tr("Note of the run"));
  field->setPlaceholderText(tr("What this run is for, and what was seen"));
  field->setTabChangesFocus(true);
  column->addWidget(field, 1);
  auto* kept = new QLabel(tr("Kept in notes.md of the run's folder."), dialog);
  kept->setFont(textFont(TextStyle::Label));
  kept->setProperty("muted", true);
  column->addWidget(kept);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, dialog);
  column->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
  connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
  connect(dialog, &QDialog::accepted, this, [this, path, field] { saveNote(path, field->toPlainText()); });
  dialog->resize(460, 300);
  dialog->open();
  field->setFocus();
}

void RunKeeping::saveNote(const QString& path, const QString& text) {
  readOnWorker<bool>(
      this,
      [path, text] {
        writeNote(folderAt(path), text.toStdString());
        return true;
      },
      [this](bool) { runs_.refresh(); }, [this](const std::string& sentence) { showError(sentence); });
}

void RunKeeping::duplicate(const QString& path) {
  readOnWorker<WrittenConfig>(
      this, [path] { return writtenConfig(folderAt(path)); },
      [this, path](const WrittenConfig& written) {
        session_.openConfiguration(written.config, QString::fromStdString(written.text));
        window_.showNotice(tr("The settings of %1 as a new configuration; the run stays as it is.").arg(nameAt(path)));
      },
      [this](const std::string& sentence) { showError(sentence); });
}

namespace {

/// Qt makes the trash within the folder of data, but not that folder; where it is missing, Qt would make one in the
/// current folder. Empty, or why there is no trash.
QString prepareTrash() {
  const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
  if (QDir::isRelativePath(data))
    return RunKeeping::tr(
               "There is no trash: XDG_DATA_HOME is %1, which is not a whole path; set it to one or to "
               "nothing.")
        .arg(data);
  if (QDir().mkpath(data)) return {};
  return RunKeeping::tr("There is no trash: %1 cannot be made; make it, or set XDG_DATA_HOME to a folder of yours.")
      .arg(data);
}

}  // namespace

RunKeeping::Moved RunKeeping::move(const QStringList& paths) {
  Moved moved;
  if (const QString why = prepareTrash(); !why.isEmpty()) {
    moved.failed << why;
    return moved;
  }
  for (const QString& path : paths) {
    bool live = false;
    try {
      live = isLive(folderAt(path).status().state);
    } catch (const std::exception&) {  // a damaged run may go
    }
    QString inTrash;
    if (live)
      moved.failed << tr("%1 is being trained and stays; stop it first.").arg(nameAt(path));
    else if (QFile::moveToTrash(path, &inTrash))
      moved.done.push_back({path, inTrash});
    else
      moved.failed << tr("%1 cannot be moved to the trash; there may be none on this disk.").arg(nameAt(path));
  }
  return moved;
}

/// What is to be looked at when the open run has gone: its neighbour in the list, as far as the filter shows one.
void RunKeeping::leaveOpenRun(const QStringList& leaving) {
  const QString open = openRun();
  QString next = list_ ? findNeighbour(*list_->list()->model(), open, leaving) : QString();
  if (next.isEmpty()) next = findNeighbour(runs_, open, leaving);
  if (next.isEmpty()) return session_.closeRun();
  session_.openRun(next.toStdString());
}

void RunKeeping::moveToTrash(const QStringList& paths) {
  const bool leaves = paths.contains(openRun()) && !session_.showsTraining();
  const QString open = leaves ? openRun() : QString();
  if (leaves) leaveOpenRun(paths);
  readOnWorker<Moved>(
      this, [paths] { return move(paths); },
      [this, open](Moved moved) {
        bool hasGone = open.isEmpty();
        for (Trashed& each : moved.done) {
          each.wasOpen = each.path == open;
          hasGone = hasGone || each.wasOpen;
        }
        showMoved(moved);
        if (!hasGone) session_.openRun(open.toStdString());  // it stays, so it stays open
      },
      [this](const std::string& sentence) { showError(sentence); });
}

void RunKeeping::showMoved(const Moved& moved) {
  runs_.refresh();
  if (!moved.done.empty()) {
    trashed_ = moved.done;
    for (const Trashed& each : trashed_) forgetPath(each.path);
    offered_ = trashed_.size() == 1 ? tr("%1 is in the trash.").arg(nameAt(trashed_.front().path))
                                    : tr("%L1 runs are in the trash.").arg(trashed_.size());
    window_.offerAction(offered_, tr("Undo"), [this] { restoreTrashed(); });
    window_.refreshActions();
  }
  if (!moved.failed.isEmpty()) window_.showError(moved.failed.join(QLatin1Char(' ')));
}

/// What did not come back, and why.
QStringList RunKeeping::putBack(const std::vector<Trashed>& trashed) {
  QStringList failed;
  for (const Trashed& each : trashed) {
    if (QFileInfo::exists(each.path))
      failed << tr("%1 stays in the trash, for there is another run of this name by now; rename that one.")
                    .arg(nameAt(each.path));
    else if (!QFile::rename(each.inTrash, each.path))
      failed << tr("%1 is not in the trash any more.").arg(nameAt(each.path));
    else
      QFile::remove(trashInfoFile(each.inTrash));
  }
  return failed;
}

void RunKeeping::restoreTrashed() {
  if (trashed_.empty()) return;
  const std::vector<Trashed> trashed = std::exchange(trashed_, {});
  window_.withdraw(offered_);  // by the menu or Ctrl+Z too
  window_.refreshActions();
  readOnWorker<QStringList>(
      this, [trashed] { return putBack(trashed); },
      [this, trashed](const QStringList& failed) {
        runs_.refresh();
        for (const Trashed& each : trashed)
          if (each.wasOpen && failed.isEmpty()) session_.openRun(each.path.toStdString());
        if (!failed.isEmpty()) window_.showError(failed.join(QLatin1Char(' ')));
      },
      [this](const std::string& sentence) { showError(sentence); });
}

std::vector<ActionSpec> RunKeeping::actions() {
  const QString menu = tr("Run"), openFirst = tr("Open a run first");
  const auto hasRun = [this] { return !openRun().isEmpty(); };
  const auto ended = [this] { return !openRun().isEmpty() && !isLive(monitor_.data().status.state); };
  const auto row = [&](const char* id, QString text, const char* icon, std::function<void()> run,
                       std::function<bool()> enabled, QString why) {
    return ActionSpec{id, std::move(text), menu, {}, icon, std::move(run), std::move(enabled), {}, std::move(why)};
  };
  const QString isTrained = tr("Open a run that is not being trained first");
  return inGroups(
      {row(
           "run.rename", tr("Rename run"), "pencil",
           [this] {
             window_.showWorkspace(QStringLiteral("train"));
             if (list_) list_->beginRename(openRun());
           },
           ended, isTrained),
       row(
           "run.note", tr("Note of the run..."), "log", [this] { editNote(openRun()); }, hasRun, openFirst),
       row(
           "run.duplicate", tr("Duplicate as new configuration"), "copy", [this] { duplicate(openRun()); }, hasRun,
           openFirst),
       row(
           "run.trash", tr("Move run to trash"), "trash", [this] { moveToTrash({openRun()}); }, ended, isTrained),
       row(
           "run.restore", tr("Bring back from the trash"), "undo", [this] { restoreTrashed(); },
           [this] { return canRestore(); }, tr("No run was moved to the trash")),
       undoRow()},
      {"run.rename", "run.trash"});
}

/// The same command as in Setup, whose answer is the trash where runs are listed.
ActionSpec RunKeeping::undoRow() {
  return {.id = "edit.undo",
          .text = tr("Undo"),
          .menu = tr("Edit"),
          .shortcut = QKeySequence("Ctrl+Z"),
          .icon = "undo",
          .run = [this] { restoreTrashed(); },
          .enabled = [this] { return canRestore(); },
          .whyDisabled = tr("Nothing to undo")};
}

}  // namespace studio
