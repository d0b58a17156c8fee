#include "widgets/runs/run_list_model.h"

#include <algorithm>

#include "widgets/runs/run_holder.h"
#include "widgets/runs/state_text.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

/// The state, and who trains it where that is not this window; how long it takes is then that one's to say.
QString lineOf(const RunSummary& run) {
  if (!run.error.empty()) return QString::fromStdString(run.error);
  if (!isHeldElsewhere(run.status)) return stateLine(run.status);
  RunStatus status = run.status;
  status.secondsLeft = -1;
  return RunListModel::tr("%1 · %2").arg(stateLine(status), holderName(status));
}

QString tipOf(const RunSummary& run) {
  if (!run.error.empty()) return QString::fromStdString(run.error);
  QStringList lines{QString::fromStdString(run.path.string())};
  const QString held = holderSentence(run.status, secondsNow());
  if (!held.isEmpty())
    lines << held;
  else if (!run.status.note.empty())
    lines << QString::fromStdString(run.status.note);
  return lines.join(QLatin1Char('\n'));
}

}  // namespace

RunListModel::RunListModel(QObject* parent) : QAbstractListModel(parent) {}

void RunListModel::setFolder(std::filesystem::path folder) {
  folder_ = std::move(folder);
  reading_ = false;
  refresh();
}

void RunListModel::refresh() {
  if (reading_ || folder_.empty()) return;
  reading_ = true;
  readOnWorker<std::vector<RunSummary>>(
      this, [folder = folder_] { return RunStore(folder).list(); },
      [this, folder = folder_](std::vector<RunSummary> runs) {
        if (folder != folder_) return;
        reading_ = false;
        take(std::move(runs));
      },
      [this](const std::string&) { reading_ = false; });  // a folder that is not there yet holds no runs
}

/// Oldest settings take the first colours, so a new run never recolours the others.
void RunListModel::take(std::vector<RunSummary> runs) {
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) colours_.emplace(run->settingsKey, int(colours_.size()));
  const bool same = runs.size() == runs_.size() &&
                    std::equal(runs.begin(), runs.end(), runs_.begin(),
                               [](const RunSummary& a, const RunSummary& b) { return a.path == b.path; });
  if (!same) beginResetModel();
  runs_ = std::move(runs);
  if (!same)
    endResetModel();
  else if (!runs_.empty())
    Q_EMIT dataChanged(index(0), index(int(runs_.size()) - 1));
  Q_EMIT refreshed();
}

int RunListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(runs_.size()); }

QVariant RunListModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= int(runs_.size())) return {};
  const RunSummary& run = runs_[index.row()];
  switch (role) {
    case Qt::DisplayRole:
      return QString::fromStdString(run.name);
    case Qt::ToolTipRole:
      return tipOf(run);
    case Qt::AccessibleTextRole:
      return QString::fromStdString(run.name) + QStringLiteral(", ") + data(index, LineRole).toString();
    case PathRole:
      return QString::fromStdString(run.path.string());
    case LineRole:
      return lineOf(run);
    case HeldRole:
      return run.error.empty() && isHeldElsewhere(run.status);
    case ResumableRole:  // of a damaged run resuming says what is wrong
      return !run.error.empty() || canBeResumed(run.status, secondsNow());
    case StateRole:
      return int(run.error.empty() ? run.status.state : RunState::Failed);
    case FilterRole:
      return QStringLiteral("%1 %2 τ %3")
          .arg(QString::fromStdString(run.name), data(index, LineRole).toString())
          .arg(run.tau);
    case ColourRole:
      return colours_.count(run.settingsKey) ? colours_.at(run.settingsKey) : 0;
    default:
      return {};
  }
}

int RunListModel::rowOf(const std::filesystem::path& path) const {
  for (int row = 0; row < int(runs_.size()); ++row)
    if (runs_[row].path == path) return row;
  return -1;
}

int RunListModel::colourOf(const std::filesystem::path& path) const {
  const int row = rowOf(path);
  return row < 0 ? 0 : data(index(row), ColourRole).toInt();
}

}  // namespace studio
