#include "widgets/compare/run_table_view.h"

#include <QContextMenuEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

constexpr int kGroupHeight = 28, kSeedHeight = 24, kFrameMargin = 16, kArrow = 16, kTick = 16;
constexpr int kTickLeft = kFrameMargin + kArrow + 4, kMarkLeft = kTickLeft + kTick + 8,
              kNameLeft = kMarkLeft + kRunMark + 8;
constexpr int kSpread = 54, kDifference = 56, kPadding = 8;
constexpr int kLeastName = 180, kMostName = 320;

void paintTick(QPainter& painter, const QRect& box, Qt::CheckState state, double ratio) {
  painter.setRenderHint(QPainter::Antialiasing);
  const bool on = state != Qt::Unchecked;
  painter.setPen(QPen(theme().color(on ? Role::Text : Role::Muted), 1));
  painter.setBrush(on ? QBrush(theme().color(Role::Text)) : QBrush(Qt::NoBrush));
  painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
  if (state == Qt::Checked)
    painter.drawPixmap(box.left() + 2, box.top() + 2, iconPixmap(QStringLiteral("check"), Role::Panel, 12, ratio));
  else if (on)
    painter.fillRect(QRect(box.left() + 4, box.center().y(), 8, 2), theme().color(Role::Panel));
}

class RunTableDelegate : public QStyledItemDelegate {
 public:
  explicit RunTableDelegate(RunTreeView* view) : QStyledItemDelegate(view), view_(view) {}

  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
    return {80, index.parent().isValid() ? kSeedHeight : kGroupHeight};
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    painter->save();
    QStyleOptionViewItem ground = option;
    if (index.column() > 0) ground.state &= ~QStyle::State_HasFocus;
    paintRowGround(*painter, ground);
    if (index.column() == 0)
      paintName(*painter, option.rect, index);
    else
      paintValue(*painter, option.rect, index);
    painter->restore();
  }

 private:
  void paintName(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const bool seed = index.data(RunTableModel::SeedRole).toBool();
    const double ratio = painter.device()->devicePixelRatioF();
    if (!seed) {
      if (index.model()->rowCount(index) > 0)
        painter.drawPixmap(
            view_->arrowRect(index).topLeft(),
            iconPixmap(view_->isExpanded(index) ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                       Role::Muted, 16, ratio));
      paintTick(painter, view_->tickRect(index), Qt::CheckState(index.data(Qt::CheckStateRole).toInt()), ratio);
    }
    paintRunMark(painter, view_->markRect(index).topLeft(), index.data(RunTableModel::ColourRole).toInt());
    int right = rect.right() - kPadding;
    const bool failed = !index.data(RunTableModel::ErrorRole).toString().isEmpty();
    if (failed) {
      painter.drawPixmap(right - 12, rect.center().y() - 6,
                         iconPixmap(QStringLiteral("warning"), Role::Warn, 12, ratio));
      right -= 18;
    }
    if (view_->comparisonPins(index)) {
      painter.drawPixmap(right - 12, rect.center().y() - 6,
                         iconPixmap(QStringLiteral("target"), Role::Muted, 12, ratio));
      right -= 18;
    }
    paintRowText(painter, {rect.left() + kNameLeft, rect.top(), right - rect.left() - kNameLeft, rect.height()},
                 seed ? TextStyle::Label : TextStyle::Body, seed ? Role::Muted : Role::Text, index.data().toString(),
                 Qt::ElideMiddle);
  }

  void paintValue(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const bool seed = index.data(RunTableModel::SeedRole).toBool();
    const TextStyle style = seed ? TextStyle::Label : TextStyle::Body;
    const QString text = index.data().toString();
    if (!index.data(RunTableModel::NumberRole).toBool()) return paintWords(painter, rect, index, style, text);
    const int spread = view_->spreadWidth(index.column()), difference = view_->differenceWidth(index.column());
    QRect value = rect.adjusted(0, 0, -kPadding - spread - difference, 0);
    paintRight(painter, value, style, seed ? Role::Muted : Role::Text, text);
    value.setLeft(value.right() + 6);
    value.setRight(rect.right() - kPadding - difference);
    paintRowText(painter, value, TextStyle::Label, Role::Muted, index.data(RunTableModel::SpreadRole).toString());
    if (difference > 0)
      paintRight(painter, rect.adjusted(0, 0, -kPadding, 0), TextStyle::Label, Role::Muted,
                 index.data(RunTableModel::DifferenceRole).toString());
  }

  static void paintRight(QPainter& painter, const QRect& place, TextStyle style, Role role, const QString& text) {
    painter.setFont(textFont(style));
    painter.setPen(theme().color(role));
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignRight, text);
  }

  static void paintWords(QPainter& painter, QRect rect, const QModelIndex& index, TextStyle style,
                         const QString& text) {
    rect.adjust(kPadding, 0, -kPadding, 0);
    const int state = index.data(RunTableModel::IconStateRole).toInt();
    if (state >= 0) {
      const StateStyle shown = stateStyle(RunState(state));
      painter.drawPixmap(rect.left(), rect.center().y() - 5,
                         iconPixmap(shown.icon, shown.role, 12, painter.device()->devicePixelRatioF()));
      rect.setLeft(rect.left() + 18);
    }
    paintRowText(painter, rect, style, index.data(RunTableModel::SeedRole).toBool() ? Role::Muted : Role::Text, text);
  }

  RunTreeView* view_;
};

/// Titles of numbers end where the numbers end, left of their spread.
class RunTableHeader : public QHeaderView {
 public:
  explicit RunTableHeader(RunTreeView* view) : QHeaderView(Qt::Horizontal, view), view_(view) {
    setSectionsClickable(true);
    setSectionsMovable(false);
    setHighlightSections(false);
    setMinimumSectionSize(48);
    setFixedHeight(28);
    setStretchLastSection(false);
  }

 protected:
  void paintSection(QPainter* painter, const QRect& rect, int section) const override {
    painter->save();
    painter->fillRect(rect, theme().color(Role::Panel));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme().color(Role::Line));
    const bool number = model()->headerData(section, Qt::Horizontal, RunTableModel::NumberRole).toBool();
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    QString text = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    const QString arrow = sortIndicatorOrder() == Qt::AscendingOrder ? QStringLiteral(" ↑") : QStringLiteral(" ↓");
    QRect place = rect.adjusted(section == 0 ? kFrameMargin : kPadding, 0, -kPadding, 0);
    if (number) place.setRight(place.right() - view_->spreadWidth(section) - view_->differenceWidth(section));
    painter->setFont(textFont(TextStyle::Label));
    painter->setPen(theme().color(sorted ? Role::Text : Role::Muted));
    const QFontMetrics metrics = painter->fontMetrics();
    if (sorted)
      text = metrics.elidedText(text, Qt::ElideRight, place.width() - metrics.horizontalAdvance(arrow)) + arrow;
    painter->drawText(place, Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft),
                      metrics.elidedText(text, Qt::ElideRight, place.width()));
    painter->restore();
  }

 private:
  RunTreeView* view_;
};

int widthFor(const RunColumn& column, const ColumnFacts& facts, const QString& title) {
  const int words = QFontMetrics(textFont(TextStyle::Label)).horizontalAdvance(title) + 2 * kPadding + 8;
  if (facts.text) return std::clamp(words, column.kind == RunColumn::Kind::Setting ? 80 : 108, 200);
  const bool counted = column.kind == RunColumn::Kind::Setting || column.kind == RunColumn::Kind::Fact;
  return std::clamp(words, counted ? 60 : 72, 180);
}

}  // namespace

RunTreeView::RunTreeView(Comparison* comparison, QWidget* parent)
    : QTreeView(parent), comparison_(comparison), model_(new RunTableModel(comparison, this)) {
  setAccessibleName(tr("Table of runs"));
  setObjectName(QStringLiteral("runTable"));
  setHeader(new RunTableHeader(this));
  setModel(model_);
  setItemDelegate(new RunTableDelegate(this));
  setIndentation(0);
  setRootIsDecorated(false);
  setExpandsOnDoubleClick(false);
  setMouseTracking(true);
  setUniformRowHeights(false);
  setSelectionBehavior(SelectRows);
  setEditTriggers(NoEditTriggers);
  setHorizontalScrollMode(ScrollPerPixel);
  setVerticalScrollMode(ScrollPerPixel);
  setFrameShape(NoFrame);
  header()->setSectionsClickable(true);  // setHeader() has asked for what setSortingEnabled() says
  header()->setSortIndicator(-1, Qt::AscendingOrder);
  header()->setSortIndicatorClearable(true);
  header()->setSortIndicatorShown(true);
  connect(header(), &QHeaderView::sortIndicatorChanged, model_, &RunTableModel::sort);
  connect(model_, &QAbstractItemModel::modelAboutToBeReset, this, &RunTreeView::keepOpen);
  connect(model_, &QAbstractItemModel::modelReset, this, &RunTreeView::restoreOpen);
  connect(comparison, &Comparison::recordsChanged, this, &RunTreeView::fitColumns);
  connect(&ThemeManager::instance(), &ThemeManager::changed, viewport(), qOverload<>(&QWidget::update));
  fitColumns();
}

bool RunTreeView::comparisonPins(const QModelIndex& index) const {
  const RunRecord* run = model_->record(index);
  const RunGroup* group = model_->group(index);
  return run && (index.parent().isValid() ? comparison_->isPinned(*run) : comparison_->isPinned(*group));
}

int RunTreeView::spreadWidth(int column) const {
  if (column < 1 || column > int(model_->columns().size()) || !comparison_->groupsSeeds()) return 0;
  const RunColumn& of = model_->columns()[std::size_t(column - 1)];
  const bool measured = of.kind != RunColumn::Kind::Setting && of.kind != RunColumn::Kind::Fact;
  return measured ? kSpread : 0;
}

int RunTreeView::differenceWidth(int column) const {
  if (column < 1 || column > int(model_->columns().size()) || !comparison_->pinnedGroup()) return 0;
  const RunColumn& of = model_->columns()[std::size_t(column - 1)];
  const bool measured = of.kind != RunColumn::Kind::Setting && of.kind != RunColumn::Kind::Fact;
  return measured ? kDifference : 0;
}

/// Widths that a person has drawn stay as long as the columns are the same.
void RunTreeView::fitColumns() {
  QStringList now{QString::number(differenceWidth(1) + 1000 * (comparison_->pinnedGroup() != nullptr)),
                  QString::number(comparison_->groupsSeeds())};
  for (const RunColumn& column : model_->columns()) now << QString::fromStdString(column.id());
  for (int i = 1; i < model_->columnCount(); ++i) now << QString::number(powersWidth(i) + wordsWidth(i));
  if (now == widths_) return;
  widths_ = now;
  int others = 0;
  for (int i = 1; i < model_->columnCount(); ++i) {
    const RunColumn& column = model_->columns()[std::size_t(i - 1)];
    const int usual = widthFor(column, columnFacts(column, comparison_->kinds()),
                               model_->headerData(i, Qt::Horizontal, Qt::DisplayRole).toString());
    const int least = std::max({usual, powersWidth(i), wordsWidth(i)});
    header()->resizeSection(i, least + spreadWidth(i) + differenceWidth(i));
    others += header()->sectionSize(i);
  }
  header()->resizeSection(0, std::clamp(viewport()->width() - others, leastNameWidth(), kMostName));
}

/// Of the longest "3.22 × 10⁻⁵" in a column; 0 where there is none. Half of one would be another number.
int RunTreeView::powersWidth(int column) const {
  int widest = 0;
  const QFontMetrics metrics(textFont(TextStyle::Body));
  for (int row = 0; row < model_->rowCount(); ++row)
    if (const QString text = model_->index(row, column).data().toString(); text.contains(QChar(0xD7)))
      widest = std::max(widest, metrics.horizontalAdvance(text) + 3 * kPadding);
  return widest;
}

/// Of the longest words in a column, as far as they are no sentence; 0 of numbers.
int RunTreeView::wordsWidth(int column) const {
  constexpr int kStateIcon = 18, kMostWords = 200;
  if (model_->headerData(column, Qt::Horizontal, RunTableModel::NumberRole).toBool()) return 0;
  int widest = 0;
  const QFontMetrics metrics(textFont(TextStyle::Body));
  for (int row = 0; row < model_->rowCount(); ++row) {
    const QModelIndex index = model_->index(row, column);
    const int icon = index.data(RunTableModel::IconStateRole).toInt() >= 0 ? kStateIcon : 0;
    widest = std::max(widest, metrics.horizontalAdvance(index.data().toString()) + icon + 2 * kPadding + 2);
  }
  return std::min(widest, kMostWords);
}

/// The longest of the names whole, before other columns have more than they need.
int RunTreeView::leastNameWidth() const {
  int widest = 0;
  const QFontMetrics metrics(textFont(TextStyle::Body));
  for (int row = 0; row < model_->rowCount(); ++row)
    widest = std::max(widest, metrics.horizontalAdvance(model_->index(row, 0).data().toString()));
  constexpr int kSign = 18;  // of one that is pinned or cannot be read
  return std::clamp(kNameLeft + widest + kSign + kPadding, kLeastName, kMostName);
}

/// What is left belongs to the names.
void RunTreeView::resizeEvent(QResizeEvent* event) {
  QTreeView::resizeEvent(event);
  int others = 0;
  for (int i = 1; i < model_->columnCount(); ++i) others += header()->sectionSize(i);
  if (event->size().width() != event->oldSize().width())
    header()->resizeSection(0, std::clamp(viewport()->width() - others, leastNameWidth(), kMostName));
}

void RunTreeView::keepOpen() {
  open_.clear();
  for (int row = 0; row < model_->rowCount(); ++row) {
    const QModelIndex index = model_->index(row, 0);
    if (isExpanded(index)) open_ << index.data(RunTableModel::IdsRole).toStringList().value(0);
  }
  current_ = currentIndex().isValid() ? currentIndex().data(RunTableModel::IdsRole).toStringList().value(0) : QString();
}

void RunTreeView::restoreOpen() {
  for (int row = 0; row < model_->rowCount(); ++row) {
    const QModelIndex index = model_->index(row, 0);
    const QString first = index.data(RunTableModel::IdsRole).toStringList().value(0);
    if (open_.contains(first)) setExpanded(index, true);
    if (!current_.isEmpty() && first == current_) setCurrentIndex(index);
  }
}

QRect RunTreeView::arrowRect(const QModelIndex& index) const {
  const QRect row = visualRect(index.siblingAtColumn(0));
  return {row.left() + kFrameMargin - 2, row.center().y() - kArrow / 2 + 1, kArrow, kArrow};
}

QRect RunTreeView::tickRect(const QModelIndex& index) const {
  const QRect row = visualRect(index.siblingAtColumn(0));
  return {row.left() + kTickLeft, row.center().y() - kTick / 2 + 1, kTick, kTick};
}

QRect RunTreeView::markRect(const QModelIndex& index) const {
  const QRect row = visualRect(index.siblingAtColumn(0));
  return {row.left() + kMarkLeft, row.center().y() - kRunMark / 2 + 1, kRunMark, kRunMark};
}

void RunTreeView::toggle(const QModelIndex& index) {
  const QModelIndex group = index.parent().isValid() ? index.parent() : index.siblingAtColumn(0);
  const bool on = group.data(Qt::CheckStateRole).toInt() == Qt::Checked;
  model_->setData(group, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void RunTreeView::mousePressEvent(QMouseEvent* event) {
  const QModelIndex index = indexAt(event->pos());
  const bool group = index.isValid() && !index.parent().isValid() && event->button() == Qt::LeftButton;
  if (group && tickRect(index).adjusted(-4, -6, 4, 6).contains(event->pos())) return toggle(index);
  if (group && arrowRect(index).adjusted(-6, -6, 4, 6).contains(event->pos())) {
    setExpanded(index.siblingAtColumn(0), !isExpanded(index.siblingAtColumn(0)));
    return;
  }
  QTreeView::mousePressEvent(event);
}

void RunTreeView::mouseDoubleClickEvent(QMouseEvent* event) {
  const QModelIndex index = indexAt(event->pos());
  if (!index.isValid()) return;
  const int left = event->pos().x() - visualRect(index.siblingAtColumn(0)).left();
  if (index.column() == 0 && left < kMarkLeft) return mousePressEvent(event);  // the second of two quick ticks
  Q_EMIT runWanted(index.data(RunTableModel::IdsRole).toStringList().value(0));
}

void RunTreeView::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Space && currentIndex().isValid()) return toggle(currentIndex());
  const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (opens && currentIndex().isValid())
    Q_EMIT runWanted(currentIndex().data(RunTableModel::IdsRole).toStringList().value(0));
  else
    QTreeView::keyPressEvent(event);
}

/// Those that are in the table already are not offered again.
void RunTreeView::addCheckpointsTo(QMenu& menu, const RunRecord& run) {
  QMenu* of = menu.addMenu(tr("Add a checkpoint of %1").arg(QString::fromStdString(run.name)));
  for (const std::int64_t step : run.checkpoints) {
    if (comparison_->isListed({run.path, step})) continue;
    of->addAction(tr("Step %L1").arg(step), this,
                  [this, folder = RunFolder(run.path).checkpoint(step)] { comparison_->add(folder); });
  }
  of->setEnabled(!of->isEmpty());
}

void RunTreeView::contextMenuEvent(QContextMenuEvent* event) {
  const QModelIndex index = indexAt(event->pos());
  const RunRecord* run = model_->record(index);
  if (!run) return;
  QMenu menu;
  const QStringList ids = index.data(RunTableModel::IdsRole).toStringList();
  const QString id = ids.value(0);
  menu.addAction(tr("Open"), this, [this, id] { Q_EMIT runWanted(id); });
  menu.addAction(tr("Show folder"), this,
                 [this, path = QString::fromStdString(run->path.string())] { Q_EMIT folderWanted(path); });
  menu.addSeparator();
  const bool pinned = comparisonPins(index);
  menu.addAction(pinned ? tr("Unpin") : tr("Pin as baseline"), this,
                 [this, id, pinned] { comparison_->pin(pinned ? std::string() : id.toStdString()); });
  menu.addAction(tr("Tick this alone"), this, [this, ids] {
    std::vector<std::string> only;
    for (const QString& each : ids) only.push_back(each.toStdString());
    comparison_->chooseOnly(only);
  });
  if (run->kind == RunRecord::Kind::Run) addCheckpointsTo(menu, *run);
  if (comparison_->isAdded(*run))
    menu.addAction(tr("Remove from the table"), this, [this, copy = *run] { comparison_->remove(copy); });
  menu.exec(event->globalPos());
}

RunTablePanel::RunTablePanel(Comparison* comparison, QWidget* parent)
    : QWidget(parent), comparison_(comparison), tree_(new RunTreeView(comparison, this)), empty_(new QLabel(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  empty_->setWordWrap(true);
  empty_->setProperty("muted", true);
  empty_->setMargin(16);
  empty_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  column->addWidget(empty_, 1);
  column->addWidget(tree_, 1);
  connect(comparison, &Comparison::recordsChanged, this, &RunTablePanel::refresh);
  connect(comparison, &Comparison::readingChanged, this, &RunTablePanel::refresh);
  setMinimumHeight(96);
  refresh();
}

QString RunTablePanel::text() const { return empty_->isHidden() ? QString() : empty_->text(); }

void RunTablePanel::refresh() {
  const bool any = !comparison_->groups().empty();
  empty_->setVisible(!any);
  tree_->setVisible(any);
  if (any) return;
  if (!comparison_->hasRead())
    empty_->setText(tr("Reading runs…"));
  else if (comparison_->records().empty())
    empty_->setText(tr("No runs here yet. Train some, or add runs of another folder and files of weights."));
  else
    empty_->setText(tr("No run matches the filter."));
}

}  // namespace studio
