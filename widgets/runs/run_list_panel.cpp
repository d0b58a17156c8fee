#include "widgets/runs/run_list_panel.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

#include "widgets/frame/controls.h"
#include "widgets/runs/state_text.h"

namespace studio {
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
    const StateLook look = lookOf(RunState(index.data(RunListModel::StateRole).toInt()));
    const bool isHeld = index.data(RunListModel::HeldRole).toBool();  // trained, but not by this window
    const QString mark = isHeld ? QStringLiteral("lock") : look.icon;
    painter->drawPixmap(left, row.top() + 23, iconPixmap(mark, look.role, 12, painter->device()->devicePixelRatioF()));
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
    select(selected_);  // the list was made anew; else leave the keyboard's place alone
  showEmptyText();
  Q_EMIT countChanged(model_->rowCount());
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
  const int row = model_->rowOf(run);
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
