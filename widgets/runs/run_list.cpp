// The Runs dock: the filter, the list with its rows, and what can be asked for a run (run_list.h).
#include "widgets/runs/run_list.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "widgets/frame/theme.h"

namespace studio {
namespace {

/// What is being trained is never out of sight.
class RunFilter : public QSortFilterProxyModel {
 public:
  using QSortFilterProxyModel::QSortFilterProxyModel;

 protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
    return sourceModel()->index(row, 0, parent).data(RunListModel::LiveRole).toBool() ||
           QSortFilterProxyModel::filterAcceptsRow(row, parent);
  }
};

QString pathAt(const QModelIndex& index) { return index.data(RunListModel::PathRole).toString(); }

}  // namespace

RunListPanel::RunListPanel(QWidget* parent, RunListModel* model)
    : QWidget(parent),
      model_(model ? model : new RunListModel(this)),
      shown_(new RunFilter(this)),
      filter_(new QLineEdit(this)),
      list_(new QListView(this)),
      delegate_(new RunDelegate(list_)),
      empty_(new QLabel(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  auto* filterRow = new QHBoxLayout;
  filterRow->setContentsMargins(12, 0, 12, 0);
  filterRow->addWidget(filter_);
  column->addLayout(filterRow);
  empty_->setWordWrap(true);
  empty_->setProperty("muted", true);
  empty_->setMargin(16);
  empty_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  column->addWidget(empty_, 1);
  column->addWidget(list_, 1);
  makeFilter();
  makeList();
  connect(model_, &RunListModel::refreshed, this, &RunListPanel::refreshed);
  auto* timer = new QTimer(this);
  connect(timer, &QTimer::timeout, this, [this] {
    if (window()->isVisible() && !renames()) model_->refresh();  // others show the same runs while this dock is away
  });
  timer->start(2000);
  showEmptyText();
}

void RunListPanel::makeFilter() {
  filter_->setPlaceholderText(tr("Filter runs"));
  filter_->setAccessibleName(tr("Filter runs"));
  filter_->setToolTip(tr("By name, τ, state or note; a run that is being trained is always shown"));
  filter_->setClearButtonEnabled(true);
  filter_->addAction(icon(QStringLiteral("search"), Role::Muted), QLineEdit::LeadingPosition);
  connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
    shown_->setFilterFixedString(text.trimmed());
    showEmptyText();
  });
}

void RunListPanel::makeList() {
  list_->setAccessibleName(tr("Runs"));
  list_->setItemDelegate(delegate_);
  list_->setMouseTracking(true);
  list_->setUniformItemSizes(true);
  list_->setVerticalScrollMode(QListView::ScrollPerPixel);
  list_->setSelectionMode(QListView::ExtendedSelection);
  list_->setEditTriggers(QListView::EditKeyPressed);
  list_->setContextMenuPolicy(Qt::CustomContextMenu);
  shown_->setSourceModel(model_);
  shown_->setFilterRole(RunListModel::FilterRole);
  shown_->setFilterCaseSensitivity(Qt::CaseInsensitive);
  list_->setModel(shown_);
  connect(list_, &QListView::clicked, this, [this](const QModelIndex& index) {
    if (!(QApplication::keyboardModifiers() & (Qt::ControlModifier | Qt::ShiftModifier))) open(index);
  });
  connect(list_, &QListView::activated, this, &RunListPanel::open);
  connect(list_, &QListView::customContextMenuRequested, this, &RunListPanel::openMenu);
  connect(list_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] { chosen_ = chosen(); });
  list_->installEventFilter(this);
  list_->viewport()->installEventFilter(this);
  connect(shown_, &QAbstractItemModel::modelAboutToBeReset, this, &RunListPanel::noteRowUnderPointer);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] { list_->viewport()->update(); });
}

/// In the list it is the trash that Ctrl+Z undoes, whatever it means elsewhere in the window.
bool RunListPanel::takeUndo(QEvent& event) {
  const bool asks = event.type() == QEvent::ShortcutOverride, pressed = event.type() == QEvent::KeyPress;
  if ((!asks && !pressed) || !static_cast<QKeyEvent&>(event).matches(QKeySequence::Undo)) return false;
  event.accept();
  if (pressed) Q_EMIT restoreWanted();
  return pressed;
}

bool RunListPanel::eventFilter(QObject* watched, QEvent* event) {
  if (watched == list_ && takeUndo(*event)) return true;
  if (watched == list_->viewport()) {
    if (event->type() == QEvent::MouseMove) pointer_ = static_cast<QMouseEvent*>(event)->position().toPoint();
    if (event->type() == QEvent::Leave) pointer_.reset();
    return event->type() == QEvent::MouseButtonPress && takePress(*static_cast<QMouseEvent*>(event));
  }
  const bool deletes =
      watched == list_ && event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete;
  if (deletes) askForTrash();
  return deletes || QWidget::eventFilter(watched, event);
}

void RunListPanel::open(const QModelIndex& index) {
  if (!index.isValid() || renames()) return;
  selected_ = pathAt(index).toStdString();
  Q_EMIT runChosen(pathAt(index));
}

/// An editor that has been left is hidden until it goes.
bool RunListPanel::renames() const {
  const auto fields = list_->findChildren<QLineEdit*>(QStringLiteral("runName"));
  return std::any_of(fields.begin(), fields.end(), [](const QLineEdit* field) { return !field->isHidden(); });
}

void RunListPanel::setFolder(const std::filesystem::path& folder) { model_->setFolder(folder); }

void RunListPanel::showEvent(QShowEvent*) { model_->refresh(); }

/// Where the list was made again, what was chosen is chosen again; else the keyboard's place is left alone.
void RunListPanel::refreshed() {
  if (!list_->currentIndex().isValid()) {
    const QStringList before = chosen_;
    select(selected_);
    if (before.size() > 1)
      for (int row = 0; row < shown_->rowCount(); ++row)
        if (before.contains(pathAt(shown_->index(row, 0))))
          list_->selectionModel()->select(shown_->index(row, 0), QItemSelectionModel::Select);
  }
  showEmptyText();
  keepRowUnderPointer();
}

void RunListPanel::noteRowUnderPointer() {
  const QModelIndex row = pointer_ ? list_->indexAt(*pointer_) : QModelIndex();
  under_ = row.isValid() ? pathAt(row) : QString();
  underTop_ = list_->visualRect(row).top();
}

void RunListPanel::keepRowUnderPointer() {
  const QString path = std::exchange(under_, {});
  const int row = path.isEmpty() ? -1 : model_->findRow(path.toStdString());
  const QModelIndex index = row < 0 ? QModelIndex() : shown_->mapFromSource(model_->index(row));
  if (!index.isValid()) return;
  const auto slide = [&] { return list_->visualRect(index).top() - underTop_; };
  QScrollBar* bar = list_->verticalScrollBar();
  bar->setValue(bar->value() + slide());
  if (slide() == 0) return;
  slid_ = path;  // a short list has nowhere to scroll to
  slidAt_.start();
}

/// A click on the way while rows slid is meant for the run that was seen there.
bool RunListPanel::takePress(const QMouseEvent& press) {
  constexpr int kSettles = 800, kStill = 4;  // ms, px
  const QString seen = std::exchange(slid_, {});
  const bool still = pointer_ && (press.position().toPoint() - *pointer_).manhattanLength() <= kStill;
  if (seen.isEmpty() || slidAt_.elapsed() > kSettles || !still || press.button() != Qt::LeftButton ||
      press.modifiers() != Qt::NoModifier)
    return false;
  const int row = model_->findRow(seen.toStdString());
  const QModelIndex index = row < 0 ? QModelIndex() : shown_->mapFromSource(model_->index(row));
  if (!index.isValid()) return false;
  list_->setCurrentIndex(index);
  open(index);
  return true;
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

QStringList RunListPanel::chosen() const {
  QModelIndexList rows = list_->selectionModel()->selectedRows();
  std::sort(rows.begin(), rows.end());
  QStringList paths;
  for (const QModelIndex& index : rows) paths << pathAt(index);
  return paths;
}

bool RunListPanel::beginRename(const QString& path) {
  const int row = model_->findRow(path.toStdString());
  const QModelIndex index = row < 0 ? QModelIndex() : shown_->mapFromSource(model_->index(row));
  if (!index.isValid() || !(index.flags() & Qt::ItemIsEditable)) return false;
  list_->setCurrentIndex(index);
  list_->edit(index);
  return renames();
}

bool RunListPanel::renameAgain(const QString& path, const QString& name, const QString& why) {
  if (!isVisible() || renames()) return false;
  delegate_->keepRefused({path, name, why});
  const bool again = beginRename(path);
  delegate_->keepRefused({});
  return again;
}

void RunListPanel::askForTrash() {
  if (const QStringList paths = chosen(); !paths.isEmpty()) Q_EMIT trashWanted(paths);
}

/// Of all that are chosen where the pointer is on one of them.
void RunListPanel::openMenu(const QPoint& at) {
  const QModelIndex index = list_->indexAt(at);
  if (!index.isValid()) return;
  const QStringList paths = chosen();
  QMenu menu;
  if (paths.size() > 1 && paths.contains(pathAt(index)))
    fillMenuOfSeveral(menu, paths);
  else
    fillMenu(menu, index);
  menu.exec(list_->viewport()->mapToGlobal(at));
}

void RunListPanel::fillMenu(QMenu& menu, const QModelIndex& index) {
  const QString path = pathAt(index);
  const bool live = index.data(RunListModel::LiveRole).toBool();
  menu.addAction(tr("Open"), this, [this, path] { Q_EMIT runChosen(path); });
  menu.addAction(tr("Show folder"), this, [this, path] { Q_EMIT folderWanted(path); });
  QAction* resume = menu.addAction(tr("Resume"), this, [this, path] { Q_EMIT resumeWanted(path); });
  resume->setEnabled(index.data(RunListModel::ResumableRole).toBool());
  menu.addSeparator();
  QAction* rename = menu.addAction(tr("Rename"), this, [this, path] { beginRename(path); });
  rename->setEnabled(!live);
  menu.addAction(tr("Note..."), this, [this, path] { Q_EMIT noteWanted(path); });
  menu.addAction(tr("Duplicate as new configuration"), this, [this, path] { Q_EMIT duplicateWanted(path); });
  menu.addSeparator();
  QAction* trash = menu.addAction(tr("Move to trash"), this, [this, path] { Q_EMIT trashWanted({path}); });
  trash->setEnabled(!live);
}

void RunListPanel::fillMenuOfSeveral(QMenu& menu, const QStringList& paths) {
  menu.addAction(tr("Compare %L1 runs").arg(paths.size()), this, [this, paths] { Q_EMIT compareWanted(paths); });
  menu.addAction(tr("Copy the paths of %L1 runs").arg(paths.size()), this,
                 [paths] { QApplication::clipboard()->setText(paths.join(QLatin1Char('\n'))); });
  menu.addSeparator();
  menu.addAction(tr("Move %L1 runs to trash").arg(paths.size()), this, [this, paths] { Q_EMIT trashWanted(paths); });
}

}  // namespace studio
