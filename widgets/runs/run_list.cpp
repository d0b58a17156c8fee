// The list of runs, read on a worker thread, and the dock that shows it.
#include "widgets/runs/run_list.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/frame/controls.h"
#include "widgets/runs/run_text.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

/// The state, and who trains it where that is not this window; how long it takes is then that one's to say.
QString makeRunLine(const RunSummary& run) {
  if (!run.error.empty()) return QString::fromStdString(run.error);
  if (!isHeldElsewhere(run.status)) return stateLine(run.status);
  RunStatus status = run.status;
  status.secondsLeft = -1;
  return RunListModel::tr("%1 · %2").arg(stateLine(status), holderName(status));
}

QString makeToolTip(const RunSummary& run) {
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
  putTrained();
  if (!same)
    endResetModel();
  else if (!runs_.empty())
    Q_EMIT dataChanged(index(0), index(int(runs_.size()) - 1));
  Q_EMIT refreshed();
}

void RunListModel::showTrained(const std::filesystem::path& path, const RunStatus& status) {
  trained_ = status.state == RunState::Draft ? std::filesystem::path() : path;  // nothing is known of it yet
  trainedStatus_ = status;
  if (!putTrained()) return;
  const QModelIndex row = index(findRow(trained_));
  Q_EMIT dataChanged(row, row);
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
      return QString::fromStdString(run.name);
    case Qt::ToolTipRole:
      return makeToolTip(run);
    case Qt::AccessibleTextRole:
      return QString::fromStdString(run.name) + QStringLiteral(", ") + data(index, LineRole).toString();
    case PathRole:
      return QString::fromStdString(run.path.string());
    case LineRole:
      return makeRunLine(run);
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

int RunListModel::findRow(const std::filesystem::path& path) const {
  for (int row = 0; row < int(runs_.size()); ++row)
    if (runs_[row].path == path) return row;
  return -1;
}

int RunListModel::colourIndex(const std::filesystem::path& path) const {
  const int row = findRow(path);
  return row < 0 ? 0 : data(index(row), ColourRole).toInt();
}

namespace {

constexpr int kSwatch = 8;

/// Two lines: swatch and name, then the state's icon, word and reason.
class RunDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {120, kListRowHeight}; }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    painter->save();
    const QRect row = option.rect;
    paintRowGround(*painter, option);
    paintSwatch(*painter, row, index.data(RunListModel::ColourRole).toInt());
    const int left = row.left() + kListRowMargin + kSwatch + 12, width = row.right() - 8 - left;
    paintRowText(*painter, {left, row.top() + 3, width, 18}, TextStyle::Body, Role::Text, index.data().toString(),
                 Qt::ElideMiddle);
    const StateStyle display = stateStyle(RunState(index.data(RunListModel::StateRole).toInt()));
    const bool isHeld = index.data(RunListModel::HeldRole).toBool();  // trained, but not by this window
    const QString mark = isHeld ? QStringLiteral("lock") : display.icon;
    painter->drawPixmap(left, row.top() + 23,
                        iconPixmap(mark, display.role, 12, painter->device()->devicePixelRatioF()));
    paintRowText(*painter, {left + 16, row.top() + 21, width - 16, 16}, TextStyle::Label, Role::Muted,
                 index.data(RunListModel::LineRole).toString());
    painter->restore();
  }

 private:
  /// The first seven colours filled, the next seven hollow.
  static void paintSwatch(QPainter& painter, const QRect& row, int colour) {
    const QRectF swatch(row.left() + kListRowMargin + 0.5, row.top() + 8.5, kSwatch - 1, kSwatch - 1);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().runMark(colour), 1.5));
    painter.setBrush(colour / 7 % 2 == 0 ? QBrush(theme().runMark(colour)) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(swatch, 1.5, 1.5);
  }
};

}  // namespace

RunListPanel::RunListPanel(QWidget* parent, RunListModel* model)
    : QWidget(parent), model_(model ? model : new RunListModel(this)), shown_(new QSortFilterProxyModel(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  filter_ = new QLineEdit(this);
  filter_->setPlaceholderText(tr("Filter by name, τ, state"));
  filter_->setAccessibleName(tr("Filter runs"));
  filter_->setClearButtonEnabled(true);
  filter_->addAction(icon(QStringLiteral("search"), Role::Muted), QLineEdit::LeadingPosition);
  auto* filterRow = new QHBoxLayout;
  filterRow->setContentsMargins(12, 0, 12, 0);
  filterRow->addWidget(filter_);
  column->addLayout(filterRow);
  empty_ = new QLabel(this);
  empty_->setWordWrap(true);
  empty_->setProperty("muted", true);
  empty_->setMargin(16);
  empty_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  column->addWidget(empty_, 1);
  list_ = new QListView(this);
  list_->setAccessibleName(tr("Runs"));
  list_->setItemDelegate(new RunDelegate(list_));
  list_->setMouseTracking(true);
  list_->setUniformItemSizes(true);
  list_->setVerticalScrollMode(QListView::ScrollPerPixel);
  list_->setContextMenuPolicy(Qt::CustomContextMenu);
  shown_->setSourceModel(model_);
  shown_->setFilterRole(RunListModel::FilterRole);
  shown_->setFilterCaseSensitivity(Qt::CaseInsensitive);
  list_->setModel(shown_);
  column->addWidget(list_, 1);
  connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
    shown_->setFilterFixedString(text.trimmed());
    showEmptyText();
  });
  const auto choose = [this](const QModelIndex& index) {
    if (!index.isValid()) return;
    selected_ = index.data(RunListModel::PathRole).toString().toStdString();
    Q_EMIT runChosen(index.data(RunListModel::PathRole).toString());
  };
  connect(list_, &QListView::clicked, this, choose);
  connect(list_, &QListView::activated, this, choose);
  connect(list_, &QListView::customContextMenuRequested, this, &RunListPanel::openMenu);
  connect(model_, &RunListModel::refreshed, this, &RunListPanel::refreshed);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] { list_->viewport()->update(); });
  auto* timer = new QTimer(this);
  connect(timer, &QTimer::timeout, this, [this] {
    if (isVisible()) model_->refresh();
  });
  timer->start(2000);
  showEmptyText();
}

void RunListPanel::setFolder(const std::filesystem::path& folder) { model_->setFolder(folder); }

void RunListPanel::showEvent(QShowEvent*) { model_->refresh(); }

void RunListPanel::refreshed() {
  if (!list_->currentIndex().isValid())
    select(selected_);  // the list was made again; else leave the keyboard's place alone
  showEmptyText();
}

void RunListPanel::showEmptyText() {
  empty_->setText(model_->rowCount() == 0
                      ? tr("No runs here yet. Start the demo or a new run; it appears in this list.")
                      : tr("No run matches the filter."));
  empty_->setVisible(shown_->rowCount() == 0);
  list_->setVisible(shown_->rowCount() > 0);
}

void RunListPanel::select(const std::filesystem::path& run) {
  selected_ = run;
  const int row = model_->findRow(run);
  if (row < 0) return list_->selectionModel()->clearSelection();
  const QModelIndex index = shown_->mapFromSource(model_->index(row));
  if (index.isValid() && list_->currentIndex() != index) list_->setCurrentIndex(index);
}

void RunListPanel::openMenu(const QPoint& at) {
  const QModelIndex index = list_->indexAt(at);
  if (!index.isValid()) return;
  const QString path = index.data(RunListModel::PathRole).toString();
  const auto state = RunState(index.data(RunListModel::StateRole).toInt());
  QMenu menu;
  menu.addAction(tr("Open"), this, [this, path] { Q_EMIT runChosen(path); });
  menu.addAction(tr("Show folder"), this, [this, path] { Q_EMIT folderWanted(path); });
  QAction* resume = menu.addAction(tr("Resume"), this, [this, path] { Q_EMIT resumeWanted(path); });
  resume->setEnabled(index.data(RunListModel::ResumableRole).toBool());
  menu.addSeparator();
  QAction* trash = menu.addAction(tr("Move to trash"), this, [this, path] { Q_EMIT trashWanted(path); });
  trash->setEnabled(!isLive(state));
  menu.exec(list_->viewport()->mapToGlobal(at));
}

}  // namespace studio
