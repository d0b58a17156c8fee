#include "widgets/forms/layer_panel.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QSize>
#include <QStyledItemDelegate>
#include <algorithm>

#include "widgets/forms/config_text.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/theme.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

const TopoOverride* findOverride(const TopoLossConfig& topo, const std::string& layer) {
  for (const TopoOverride& row : topo.overrides)
    if (row.layer == layer) return &row;
  return nullptr;
}

QString dash() { return QString(QChar(0x2013)); }

}  // namespace

std::int64_t sheetRowsLeft(std::int64_t size, double factor) {
  const double low = static_cast<double>(size) * (1.0 / factor);
  return low >= 0 && low < 1e9 ? static_cast<std::int64_t>(low) : 0;  // NaN too
}

LayerModel::LayerModel(ConfigDocument* document, QObject* parent) : QAbstractTableModel(parent), document_(document) {
  connect(document_, &ConfigDocument::changed, this, [this] {
    if (!layers_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Count - 1));
  });
}

void LayerModel::setLayers(std::vector<LayerInfo> layers) {
  beginResetModel();
  layers_ = std::move(layers);
  endResetModel();
}

bool LayerModel::hasTopoLoss(const LayerInfo& layer) const {
  const TopoLossConfig& topo = document_->config().topoloss;
  if (topo.defaultLayers) return layer.topo;
  return std::find(topo.layers.begin(), topo.layers.end(), layer.name) != topo.layers.end();
}

int LayerModel::withTopoLoss() const {
  return static_cast<int>(
      std::count_if(layers_.begin(), layers_.end(), [this](const LayerInfo& layer) { return hasTopoLoss(layer); }));
}

std::pair<double, double> LayerModel::findFactor(const LayerInfo& layer) const {
  const TopoLossConfig& topo = document_->config().topoloss;
  const TopoOverride* own = findOverride(topo, layer.name);
  return own && own->factor ? *own->factor : topo.factor;
}

bool LayerModel::factorFits(const LayerInfo& layer) const {
  const auto [rows, columns] = findFactor(layer);
  return std::min(sheetRowsLeft(layer.height, rows), sheetRowsLeft(layer.width, columns)) >= 1;
}

std::optional<Problem::Severity> LayerModel::findMark(const LayerInfo& layer) const {
  if (!hasTopoLoss(layer)) return std::nullopt;
  if (!factorFits(layer)) return Problem::Severity::Error;
  const auto [rows, columns] = findFactor(layer);
  if (sheetRowsLeft(layer.height, rows) * sheetRowsLeft(layer.width, columns) == 1) return Problem::Severity::Warning;
  return std::nullopt;
}

QString LayerModel::text(const LayerInfo& layer, int column) const {
  const bool topo = hasTopoLoss(layer);
  const TopoOverride* own = findOverride(document_->config().topoloss, layer.name);
  switch (column) {
    case Name:
      return QString::fromStdString(layer.name);
    case Sheet:
      return tr("%1 × %2").arg(layer.height).arg(layer.width);
    case Units:
      return countText(layer.units);
    case Tau:
      return topo ? settingNumber(own && own->tau ? *own->tau : document_->config().topoloss.tau) : dash();
    case Factor:
      if (!topo) return dash();
      return tr("%1 × %2").arg(settingNumber(findFactor(layer).first), settingNumber(findFactor(layer).second));
    default:
      return {};
  }
}

QVariant LayerModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const LayerInfo& layer = layers_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
      return text(layer, index.column());
    case Qt::CheckStateRole:
      return index.column() == Name ? QVariant(hasTopoLoss(layer) ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::TextAlignmentRole:
      return int((index.column() >= Sheet ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case kSheetSize:
      return QSize(static_cast<int>(layer.width), static_cast<int>(layer.height));
    case kMark:
      if (const auto mark = findMark(layer); mark && index.column() == Factor) return static_cast<int>(*mark);
      return {};
    case Qt::ToolTipRole: {
      const auto [rows, columns] = findFactor(layer);
      return tr("%1: %2 units with %3 weights each; blurred through %4 × %5")
          .arg(QString::fromStdString(layer.name), countText(layer.units), countText(layer.depth))
          .arg(sheetRowsLeft(layer.height, rows))
          .arg(sheetRowsLeft(layer.width, columns));
    }
    default:
      return {};
  }
}

QVariant LayerModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::FontRole) return textFont(TextStyle::Label);
  if (role == Qt::TextAlignmentRole) return int((section >= Sheet ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  const QString titles[] = {tr("Layer"), {}, tr("Sheet"), tr("Units"), tr("τ"), tr("Factor")};
  return role == Qt::DisplayRole && section < Count ? QVariant(titles[section]) : QVariant();
}

Qt::ItemFlags LayerModel::flags(const QModelIndex& index) const {
  const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
  return index.column() == Name ? flags | Qt::ItemIsUserCheckable : flags;
}

bool LayerModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::CheckStateRole || index.column() != Name || index.row() >= rowCount()) return false;
  choose(layers_[static_cast<std::size_t>(index.row())].name, value.toInt() == Qt::Checked);
  return true;
}

void LayerModel::choose(const std::string& changed, bool topo) {
  std::vector<std::string> names;
  for (const LayerInfo& layer : layers_)
    if (layer.name == changed ? topo : hasTopoLoss(layer)) names.push_back(layer.name);
  if (names.empty()) {  // an empty list would mean the default layers
    Q_EMIT refused(tr("One layer must keep TopoLoss; to only watch it, set τ to 0."));
    return;
  }
  document_->endEdit();
  document_->setField(*findField("topoloss.layers"), names);
  document_->endEdit();
}

namespace {

constexpr double kPixelsPerUnit = 0.75;  // one scale for all rows, so that sizes compare
constexpr int kBox = 14, kLeft = 16, kUnitsWidth = 44, kWidthForUnits = 372, kWidthForPreview = 310;
constexpr int kTitleSpace = 18;  // style_sheet.cpp

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
  const QSizeF space(cell.width() - 8, cell.height() - 4);
  QSizeF size(sheet.width() * kPixelsPerUnit, sheet.height() * kPixelsPerUnit);
  if (size.width() > space.width() || size.height() > space.height()) size.scale(space, Qt::KeepAspectRatio);
  size = size.expandedTo({3, 3});
  painter->setPen(QPen(theme().color(Role::Muted), 1));
  painter->setBrush(theme().color(checked ? Role::Nan : Role::Panel));
  painter->drawRect(
      QRectF(cell.left() + 4.5, cell.center().y() - size.height() / 2 + 0.5, size.width(), size.height()));
}

/// A factor that does not suit its layer is only coloured: the icon and the sentence stand once, at the setting.
Role textRole(const QModelIndex& index, bool checked) {
  const QVariant mark = index.data(LayerModel::kMark);
  if (mark.isValid()) return Problem::Severity(mark.toInt()) == Problem::Severity::Error ? Role::Bad : Role::Warn;
  return checked ? Role::Text : Role::Muted;
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
    painter->setPen(colours.color(textRole(index, checked)));
    const QString whole = index.data().toString();
    const QString text = index.column() == LayerModel::Name
                             ? elidedLayer(whole, painter->fontMetrics(), area.width())
                             : painter->fontMetrics().elidedText(whole, Qt::ElideMiddle, area.width());
    painter->drawText(area, static_cast<Qt::Alignment>(index.data(Qt::TextAlignmentRole).toInt()), text);
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
  const int widths[] = {0, 34, 54, kUnitsWidth, 32, 78};
  for (int column = LayerModel::Preview; column < LayerModel::Count; ++column)
    setColumnWidth(column, std::max(widths[column], titleWidth(column)));
  connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this] { Q_EMIT layerSelected(selected()); });
  connect(&ThemeManager::instance(), &ThemeManager::changed, viewport(), qOverload<>(&QWidget::update));
}

/// A title is seen whole in every language.
int LayerTable::titleWidth(int column) const {
  const QString title = layers_->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
  return QFontMetrics(studio::textFont(TextStyle::Label)).horizontalAdvance(title) + kTitleSpace;
}

std::string LayerTable::selected() const {
  const int row = currentIndex().row();
  return row >= 0 && row < layers_->rowCount() ? layers_->layers()[static_cast<std::size_t>(row)].name : std::string();
}

void LayerTable::select(const std::string& layer) {
  for (int row = 0; row < layers_->rowCount(); ++row)
    if (layers_->layers()[static_cast<std::size_t>(row)].name == layer) setCurrentIndex(layers_->index(row, 0));
}

/// In a narrow panel the names matter more than the units, which the sheet says as well, and in a very narrow one more
/// than the picture of its sides.
void LayerTable::resizeEvent(QResizeEvent* event) {
  const int further = std::max(kUnitsWidth, titleWidth(LayerModel::Units)) - kUnitsWidth;
  setColumnHidden(LayerModel::Units, event->size().width() < kWidthForUnits + further);
  setColumnHidden(LayerModel::Preview, event->size().width() < kWidthForPreview);
  QTableView::resizeEvent(event);
}

void LayerTable::keyPressEvent(QKeyEvent* event) {
  const QModelIndex name = currentIndex().siblingAtColumn(LayerModel::Name);
  if (event->key() != Qt::Key_Space || !name.isValid()) return QTableView::keyPressEvent(event);
  const bool checked = name.data(Qt::CheckStateRole).toInt() == Qt::Checked;
  layers_->setData(name, checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

}  // namespace studio
