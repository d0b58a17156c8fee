// The runs of a folder, read again and again on a worker thread (run_list.h).
#include <algorithm>
#include <utility>

#include "core/run/error.h"
#include "core/run/run_keeping.h"
#include "widgets/frame/engine_text.h"
#include "widgets/runs/run_list.h"
#include "widgets/runs/run_text.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

/// The state, and who trains it where that is not this window; how long it takes is then that one's to say.
QString makeRunLine(const RunSummary& run) {
  if (!run.error.empty()) return engineText(run.error);
  if (!isHeldElsewhere(run.status)) return stateLine(run.status);
  RunStatus status = run.status;
  status.secondsLeft = -1;
  return RunListModel::tr("%1 · %2").arg(stateLine(status), holderName(status));
}

QString makeToolTip(const RunSummary& run) {
  if (!run.error.empty()) return engineText(run.error);
  QStringList lines{QString::fromStdString(run.path.string())};
  const QString held = holderSentence(run.status, secondsNow());
  if (!held.isEmpty())
    lines << held;
  else if (!run.status.note.empty())
    lines << engineText(run.status.note);
  return lines.join(QLatin1Char('\n'));
}

}  // namespace

RunListModel::RunListModel(QObject* parent) : QAbstractListModel(parent) {}

void RunListModel::setFolder(std::filesystem::path folder) {
  folder_ = std::move(folder);
  colours_.open(folder_);
  reading_ = false;
  refresh();
}

void RunListModel::refresh() {
  if (reading_ || folder_.empty()) return;
  reading_ = true;
  readOnWorker<Read>(
      this, [folder = folder_] { return read(folder); },
      [this, folder = folder_](Read read) {
        if (folder != folder_) return;
        reading_ = false;
        notes_ = std::move(read.notes);
        take(std::move(read.runs));
      },
      [this](const std::string&) { reading_ = false; });  // a folder that is not there yet holds no runs
}

RunListModel::Read RunListModel::read(const std::filesystem::path& folder) {
  Read read{RunStore(folder).list(), {}};
  for (const RunSummary& run : read.runs) {
    try {
      if (std::string note = readNote(RunFolder(run.path)); !note.empty()) read.notes[run.path] = std::move(note);
    } catch (const UserError&) {  // the run is there without it
    }
  }
  return read;
}

QString RunListModel::note(const RunSummary& run) const {
  const auto found = notes_.find(run.path);
  return found == notes_.end() ? QString() : QString::fromStdString(found->second);
}

void RunListModel::take(std::vector<RunSummary> runs) {
  colours_.take(runs);
  const bool same = runs.size() == runs_.size() &&
                    std::equal(runs.begin(), runs.end(), runs_.begin(),
                               [](const RunSummary& a, const RunSummary& b) { return a.path == b.path; });
  if (!same) beginResetModel();
  runs_ = std::move(runs);
  putTrained();
  if (!same)
    endResetModel();
  else if (!runs_.empty())
    Q_EMIT dataChanged(index(0), index(int(runs_.size()) - 1));
  Q_EMIT refreshed();
}

void RunListModel::showTrained(const std::filesystem::path& path, const RunStatus& status, const QString& asked) {
  trained_ = status.state == RunState::Draft ? std::filesystem::path() : path;  // nothing is known of it yet
  trainedStatus_ = status;
  const bool otherLine = asked != std::exchange(trainedAsked_, asked);
  if (!putTrained() && !otherLine) return;
  const QModelIndex row = trained_.empty() ? QModelIndex() : index(findRow(trained_));
  if (row.isValid()) Q_EMIT dataChanged(row, row);
}

/// True where its row says something else now.
bool RunListModel::putTrained() {
  const int row = trained_.empty() ? -1 : findRow(trained_);
  if (row < 0) return false;
  const QString before = makeRunLine(runs_[row]);
  runs_[row].status = trainedStatus_;
  return makeRunLine(runs_[row]) != before;
}

int RunListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(runs_.size()); }

QVariant RunListModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= int(runs_.size())) return {};
  const RunSummary& run = runs_[index.row()];
  switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
      return QString::fromStdString(run.name);
    case Qt::ToolTipRole:
      return note(run).isEmpty() ? makeToolTip(run) : makeToolTip(run) + QStringLiteral("\n\n") + note(run);
    case Qt::AccessibleTextRole:
      return QString::fromStdString(run.name) + QStringLiteral(", ") + data(index, LineRole).toString();
    case PathRole:
      return QString::fromStdString(run.path.string());
    case LineRole:
      return !trainedAsked_.isEmpty() && run.path == trained_ ? trainedAsked_ : makeRunLine(run);
    case HeldRole:
      return run.error.empty() && isHeldElsewhere(run.status);
    case ResumableRole:  // of a damaged run resuming says what is wrong
      return !run.error.empty() || canBeResumed(run.status, secondsNow());
    case StateRole:
      return int(run.error.empty() ? run.status.state : RunState::Failed);
    case FilterRole:
      return QStringLiteral("%1 %2 τ %3 %4")
          .arg(QString::fromStdString(run.name), data(index, LineRole).toString())
          .arg(run.tau)
          .arg(note(run));
    case NoteRole:
      return note(run);
    case LiveRole:
      return run.error.empty() && isLive(run.status.state);
    case ColourRole:
      return colours_.find(run.name).value_or(0);
    default:
      return {};
  }
}

/// The name alone, and not of a run that is trained: its process follows, but nobody should have to look for it.
Qt::ItemFlags RunListModel::flags(const QModelIndex& index) const {
  const Qt::ItemFlags usual = QAbstractListModel::flags(index);
  return index.isValid() && !data(index, LiveRole).toBool() ? usual | Qt::ItemIsEditable : usual;
}

/// Asks for it: the list shows the new name when the disk has it.
bool RunListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  const QString name = value.toString().trimmed();
  if (role != Qt::EditRole || name.isEmpty() || name == data(index, Qt::EditRole).toString()) return false;
  Q_EMIT renameWanted(data(index, PathRole).toString(), name);
  return true;
}

int RunListModel::findRow(const std::filesystem::path& path) const {
  for (int row = 0; row < int(runs_.size()); ++row)
    if (runs_[row].path == path) return row;
  return -1;
}

int RunListModel::colourIndex(const std::filesystem::path& path) const {
  const int row = findRow(path);
  return row < 0 ? 0 : data(index(row), ColourRole).toInt();
}

}  // namespace studio
