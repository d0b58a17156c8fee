#include "widgets/forms/layer_table.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QStyledItemDelegate>

#include "widgets/forms/layer_model.h"
#include "widgets/forms/problem_line.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr double kPixelsPerUnit = 0.75;  // one scale for all rows, so that sizes compare
constexpr int kBox = 14, kLeft = 16, kRoomForUnits = 372;

QRect boxIn(const QRect& cell) { return {cell.left() + kLeft, cell.center().y() - kBox / 2, kBox, kBox}; }

void paintBox(QPainter* painter, const QRect& box, bool checked) {
  const Theme& colours = theme();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(colours.color(checked ? Role::Text : Role::Muted), 1));
  painter->setBrush(colours.color(checked ? Role::Text : Role::Panel));
  painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
  if (checked)
    painter->drawPixmap(QPointF(box.left() + 1, box.top() + 1),
                        iconPixmap(QStringLiteral("check"), Role::Panel, 12, painter->device()->devicePixelRatioF()));
}

void paintSheet(QPainter* painter, const QRect& cell, QSize sheet, bool checked) {
  const QSizeF room(cell.width() - 8, cell.height() - 4);
  QSizeF size(sheet.width() * kPixelsPerUnit, sheet.height() * kPixelsPerUnit);
  if (size.width() > room.width() || size.height() > room.height()) size.scale(room, Qt::KeepAspectRatio);
  size = size.expandedTo({3, 3});
  painter->setPen(QPen(theme().color(Role::Muted), 1));
  painter->setBrush(theme().color(checked ? Role::Nan : Role::Panel));
  painter->drawRect(
      QRectF(cell.left() + 4.5, cell.center().y() - size.height() / 2 + 0.5, size.width(), size.height()));
}

class LayerDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const Theme& colours = theme();
    painter->save();
    if (option.state & QStyle::State_Selected) painter->fillRect(option.rect, colours.color(Role::Select));
    const bool checked = index.siblingAtColumn(LayerModel::Name).data(Qt::CheckStateRole).toInt() == Qt::Checked;
    QRect area = option.rect.adjusted(4, 0, index.column() == LayerModel::Factor ? -16 : -4, 0);
    if (index.column() == LayerModel::Name) {
      paintBox(painter, boxIn(option.rect), checked);
      area.setLeft(boxIn(option.rect).right() + 9);
    }
    if (index.column() == LayerModel::Preview)
      paintSheet(painter, option.rect, index.data(LayerModel::kSheetSize).toSize(), checked);
    painter->setFont(textFont(TextStyle::Label));
    painter->setPen(colours.color(checked ? Role::Text : Role::Muted));
    const QString text = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, area.width());
    painter->drawText(area, static_cast<Qt::Alignment>(index.data(Qt::TextAlignmentRole).toInt()), text);
    if (const QVariant mark = index.data(LayerModel::kMark); mark.isValid()) {
      const int left = area.right() - painter->fontMetrics().horizontalAdvance(text) - 18;
      painter->drawPixmap(QPointF(left, area.center().y() - 5),
                          severityMark(Problem::Severity(mark.toInt()), 12, painter->device()->devicePixelRatioF()));
    }
    painter->restore();
  }

  bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override {
    if (event->type() != QEvent::MouseButtonRelease || index.column() != LayerModel::Name) return false;
    if (!boxIn(option.rect).adjusted(-4, -4, 4, 4).contains(static_cast<QMouseEvent*>(event)->pos())) return false;
    const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
  }
};

}  // namespace

LayerTable::LayerTable(LayerModel* model, QWidget* parent) : QTableView(parent), layers_(model) {
  setModel(model);
  setItemDelegate(new LayerDelegate(this));
  setAccessibleName(tr("Layers with a cortical sheet"));
  setShowGrid(false);
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setSelectionMode(QAbstractItemView::SingleSelection);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setTabKeyNavigation(false);
  verticalHeader()->setVisible(false);
  verticalHeader()->setDefaultSectionSize(24);
  verticalHeader()->setMinimumSectionSize(24);
  horizontalHeader()->setFont(studio::textFont(TextStyle::Label));
  horizontalHeader()->setHighlightSections(false);
  horizontalHeader()->setMinimumSectionSize(24);
  horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  horizontalHeader()->setSectionResizeMode(LayerModel::Name, QHeaderView::Stretch);
  const int widths[] = {0, 34, 54, 44, 32, 78};
  for (int column = LayerModel::Preview; column < LayerModel::Count; ++column) setColumnWidth(column, widths[column]);
  connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this] { Q_EMIT layerSelected(selected()); });
  connect(&ThemeManager::instance(), &ThemeManager::changed, viewport(), qOverload<>(&QWidget::update));
}

std::string LayerTable::selected() const {
  const int row = currentIndex().row();
  return row >= 0 && row < layers_->rowCount() ? layers_->layers()[static_cast<std::size_t>(row)].name : std::string();
}

void LayerTable::select(const std::string& layer) {
  for (int row = 0; row < layers_->rowCount(); ++row)
    if (layers_->layers()[static_cast<std::size_t>(row)].name == layer) setCurrentIndex(layers_->index(row, 0));
}

/// In a narrow panel the names matter more than the units, which the sheet says as well.
void LayerTable::resizeEvent(QResizeEvent* event) {
  setColumnHidden(LayerModel::Units, event->size().width() < kRoomForUnits);
  QTableView::resizeEvent(event);
}

void LayerTable::keyPressEvent(QKeyEvent* event) {
  const QModelIndex name = currentIndex().siblingAtColumn(LayerModel::Name);
  if (event->key() != Qt::Key_Space || !name.isValid()) return QTableView::keyPressEvent(event);
  const bool checked = name.data(Qt::CheckStateRole).toInt() == Qt::Checked;
  layers_->setData(name, checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

}  // namespace studio
