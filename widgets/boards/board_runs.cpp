#include "widgets/boards/board_docks.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStyleOptionButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "widgets/frame/controls.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

constexpr int kBox = 16;

/// Box, swatch and name; the state below.
class BoardRunDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {120, kListRowHeight}; }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    painter->save();
    const QRect& row = option.rect;
    paintRowGround(*painter, option);
    QStyleOptionViewItem box = option;
    box.rect = boxRect(row);
    box.state = QStyle::State_Enabled | (index.data(Qt::CheckStateRole).toInt() ? QStyle::State_On : QStyle::State_Off);
    box.features |= QStyleOptionViewItem::HasCheckIndicator;
    option.widget->style()->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter, option.widget);
    const int left = row.left() + kListRowMargin + kBox + 10, text = left + kRunMark + 8;
    painter->setRenderHint(QPainter::Antialiasing);
    const int colour = index.data(BoardRunModel::ColourRole).toInt();
    if (colour >= 0) paintRunMark(*painter, {left, row.top() + 8}, colour);
    const int width = row.right() - 8 - text;
    paintRowText(*painter, {text, row.top() + 3, width, 18}, TextStyle::Body, studio::Role::Text,
                 index.data().toString(), Qt::ElideMiddle);
    paintRowText(*painter, {text, row.top() + 21, width, 16}, TextStyle::Label, studio::Role::Muted,
                 index.data(BoardRunModel::LineRole).toString());
    painter->restore();
  }

  /// The whole row is its box.
  bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override {
    const bool clicked = event->type() == QEvent::MouseButtonRelease &&
                         static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton &&
                         option.rect.contains(static_cast<QMouseEvent*>(event)->pos());
    const bool pressed = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space;
    if (!clicked && !pressed) return event->type() == QEvent::MouseButtonDblClick;
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
  }

 private:
  static QRect boxRect(const QRect& row) {
    return {row.left() + kListRowMargin, row.top() + (kListRowHeight - kBox) / 2, kBox, kBox};
  }
};

}  // namespace

BoardRunModel::BoardRunModel(BoardDocument* document, RunListModel* runs, QObject* parent)
    : QAbstractListModel(parent), document_(document), runs_(runs) {
  connect(runs, &RunListModel::refreshed, this, &BoardRunModel::rebuild);
  for (const auto signal : {&BoardDocument::runsChanged, &BoardDocument::sourcesRead})
    connect(document, signal, this, &BoardRunModel::rebuild);
  rebuild();
}

BoardRunModel::Row BoardRunModel::makeRow(int listRow) const {
  const RunSummary& run = runs_->run(listRow);
  const QModelIndex index = runs_->index(listRow);
  Row row{{run.name, run.path},
          index.data(RunListModel::LineRole).toString(),
          index.data(RunListModel::FilterRole).toString()};
  row.colour = index.data(RunListModel::ColourRole).toInt();
  row.model = run.error.empty() ? run.model : std::string();
  return row;
}

/// Only what has changed is said, so that the list keeps its place while runs train.
void BoardRunModel::rebuild() {
  std::vector<Row> rows;
  std::set<std::filesystem::path> ticked, listed;
  for (const auto& each : document_->chosen()) ticked.insert(each.run.path);
  for (int i = 0; i < runs_->rowCount(); ++i) {
    rows.push_back(makeRow(i));
    listed.insert(rows.back().run.path);
  }
  std::vector<NamedRun> others = added_;
  for (const auto& each : document_->chosen()) others.push_back(each.run);  // of a board that was opened
  for (const NamedRun& run : others)
    if (listed.insert(run.path).second)
      rows.push_back(
          {run, QString::fromStdString(run.path.parent_path().filename().string()), QString::fromStdString(run.name)});
  for (Row& row : rows) row.ticked = ticked.count(row.run.path) > 0;
  for (const BoardSource& source : document_->sources())
    for (Row& row : rows)
      if (row.colour < 0 && row.run.path == source.run.folder.path()) row.colour = source.run.colour;
  const auto same = [](const Row& a, const Row& b) { return a.run == b.run; };
  const bool sameRows = rows.size() == rows_.size() && std::equal(rows.begin(), rows.end(), rows_.begin(), same);
  if (!sameRows) beginResetModel();
  rows_ = std::move(rows);
  if (!sameRows)
    endResetModel();
  else if (!rows_.empty())
    Q_EMIT dataChanged(index(0), index(int(rows_.size()) - 1));
}

int BoardRunModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(rows_.size()); }

QVariant BoardRunModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= int(rows_.size())) return {};
  const Row& row = rows_[std::size_t(index.row())];
  switch (role) {
    case Qt::DisplayRole:
      return QString::fromStdString(row.run.name);
    case Qt::ToolTipRole:
      return QString::fromStdString(row.run.path.string()).toHtmlEscaped();
    case Qt::CheckStateRole:
      return row.ticked ? Qt::Checked : Qt::Unchecked;
    case LineRole:
      return row.line;
    case ColourRole:
      return row.colour;
    case FilterRole:
      return row.filter.isEmpty() ? QString::fromStdString(row.run.name) : row.filter;
    default:
      return {};
  }
}

Qt::ItemFlags BoardRunModel::flags(const QModelIndex& index) const {
  return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable : Qt::NoItemFlags;
}

bool BoardRunModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (!index.isValid() || role != Qt::CheckStateRole) return false;
  tick({index.row()}, value.toInt() == Qt::Checked);
  return true;
}

void BoardRunModel::tick(const std::vector<int>& rows, bool on) {
  for (const int row : rows)
    if (row >= 0 && row < int(rows_.size())) rows_[std::size_t(row)].ticked = on;
  publish();
}

void BoardRunModel::publish() {
  if (!rows_.empty()) Q_EMIT dataChanged(index(0), index(int(rows_.size()) - 1), {Qt::CheckStateRole});
  std::vector<BoardDocument::ChosenRun> chosen;
  for (const Row& row : rows_)
    if (row.ticked && chosen.size() < kMostBoardRuns) chosen.push_back({row.run, row.colour});
  document_->choose(std::move(chosen));
}

void BoardRunModel::addRuns(const std::vector<NamedRun>& runs) {
  added_.insert(added_.end(), runs.begin(), runs.end());
  rebuild();
  std::set<std::filesystem::path> wanted;
  for (const NamedRun& run : runs) wanted.insert(run.path);
  for (Row& row : rows_) row.ticked = wanted.count(row.run.path) > 0;
  publish();
}

void BoardRunModel::tickAlike(const std::filesystem::path& open) {
  const auto isOpen = [&](const Row& row) { return row.run.path == open && !row.model.empty(); };
  auto first = std::find_if(rows_.begin(), rows_.end(), isOpen);
  if (first == rows_.end())
    first = std::find_if(rows_.begin(), rows_.end(), [](const Row& row) { return !row.model.empty(); });
  const std::string model = first == rows_.end() ? std::string() : first->model;
  int left = kMostTicked - 1;  // besides the first
  for (Row& row : rows_) row.ticked = !model.empty() && row.model == model && (&row == &*first || left-- > 0);
  publish();
}

BoardRunsPanel::BoardRunsPanel(BoardDocument* document, RunListModel* runs, QWidget* parent)
    : QWidget(parent),
      document_(document),
      model_(new BoardRunModel(document, runs, this)),
      shown_(new QSortFilterProxyModel(this)),
      filter_(new QLineEdit(this)),
      list_(new QListView(this)),
      count_(new ElidedLabel(this)),
      empty_(new QLabel(tr("No runs in this folder yet."), this)) {
  shown_->setSourceModel(model_);
  shown_->setFilterRole(BoardRunModel::FilterRole);
  shown_->setFilterCaseSensitivity(Qt::CaseInsensitive);
  filter_->setPlaceholderText(tr("Filter runs"));
  filter_->setAccessibleName(filter_->placeholderText());
  filter_->setClearButtonEnabled(true);
  connect(filter_, &QLineEdit::textChanged, shown_, &QSortFilterProxyModel::setFilterFixedString);
  list_->setModel(shown_);
  list_->setItemDelegate(new BoardRunDelegate(list_));
  list_->setMouseTracking(true);
  list_->setUniformItemSizes(true);
  list_->setFrameShape(QFrame::NoFrame);
  list_->setSelectionMode(QAbstractItemView::SingleSelection);
  list_->setAccessibleName(tr("Runs of the board"));
  count_->setFont(textFont(TextStyle::Label));
  count_->setProperty("muted", true);
  empty_->setProperty("muted", true);
  empty_->setAlignment(Qt::AlignCenter);
  const auto button = [this](const QString& text, const QString& tip) {
    auto* made = new QPushButton(text, this);
    made->setToolTip(tip);
    made->setAccessibleName(tip);
    return made;
  };
  auto* all = button(tr("All"), tr("Tick all runs that are shown"));
  auto* none = button(tr("None"), tr("Untick all runs"));
  auto* sweep = button(tr("Sweep…"), tr("Take the runs of a sweep's folder"));
  connect(all, &QPushButton::clicked, this, [this] { tickShown(true); });
  connect(none, &QPushButton::clicked, this, [this] { tickShown(false); });
  connect(sweep, &QPushButton::clicked, this, &BoardRunsPanel::sweepWanted);
  auto* buttons = new QHBoxLayout;
  buttons->setContentsMargins(12, 0, 12, 12);
  buttons->setSpacing(8);
  for (QPushButton* each : {all, none, sweep}) buttons->addWidget(each);
  auto* head = new QVBoxLayout;
  head->setContentsMargins(12, 4, 12, 4);
  head->setSpacing(6);
  head->addWidget(filter_);
  head->addWidget(count_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addLayout(head);
  column->addWidget(empty_);
  column->addWidget(list_, 1);
  column->addLayout(buttons);
  connect(model_, &QAbstractItemModel::dataChanged, this, &BoardRunsPanel::showCount);
  connect(model_, &QAbstractItemModel::modelReset, this, &BoardRunsPanel::showCount);
  showCount();
}

/// "None" takes hidden ones too: what is not seen must not stay ticked unnoticed.
void BoardRunsPanel::tickShown(bool on) {
  std::vector<int> rows;
  for (int i = 0; on && i < shown_->rowCount(); ++i) rows.push_back(shown_->mapToSource(shown_->index(i, 0)).row());
  for (int i = 0; !on && i < model_->rowCount(); ++i) rows.push_back(i);
  model_->tick(rows, on);
}

void BoardRunsPanel::showCount() {
  count_->setText(tr("%1 of %2 ticked").arg(document_->chosen().size()).arg(model_->rowCount()));
  empty_->setVisible(model_->rowCount() == 0);
  list_->setVisible(model_->rowCount() > 0);
}

}  // namespace studio
