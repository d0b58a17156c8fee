#include "widgets/forms/layer_model.h"

#include <QSize>
#include <algorithm>

#include "core/run/number_text.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

const TopoOverride* overrideOf(const TopoLossConfig& topo, const std::string& layer) {
  for (const TopoOverride& row : topo.overrides)
    if (row.layer == layer) return &row;
  return nullptr;
}

QString shownNumber(double value) { return QString::fromStdString(numberText(value)); }
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

std::pair<double, double> LayerModel::factorOf(const LayerInfo& layer) const {
  const TopoLossConfig& topo = document_->config().topoloss;
  const TopoOverride* own = overrideOf(topo, layer.name);
  return own && own->factor ? *own->factor : topo.factor;
}

std::optional<Problem::Severity> LayerModel::markOf(const LayerInfo& layer) const {
  if (!hasTopoLoss(layer)) return std::nullopt;
  const auto [rows, columns] = factorOf(layer);
  const std::int64_t low = std::min(sheetRowsLeft(layer.height, rows), sheetRowsLeft(layer.width, columns));
  if (low < 1) return Problem::Severity::Error;
  if (sheetRowsLeft(layer.height, rows) * sheetRowsLeft(layer.width, columns) == 1) return Problem::Severity::Warning;
  return std::nullopt;
}

QString LayerModel::text(const LayerInfo& layer, int column) const {
  const bool topo = hasTopoLoss(layer);
  const TopoOverride* own = overrideOf(document_->config().topoloss, layer.name);
  switch (column) {
    case Name:
      return QString::fromStdString(layer.name);
    case Sheet:
      return tr("%1 × %2").arg(layer.height).arg(layer.width);
    case Units:
      return countText(layer.units);
    case Tau:
      return topo ? shownNumber(own && own->tau ? *own->tau : document_->config().topoloss.tau) : dash();
    case Factor:
      return topo ? tr("%1 × %2").arg(shownNumber(factorOf(layer).first), shownNumber(factorOf(layer).second)) : dash();
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
      if (const auto mark = markOf(layer); mark && index.column() == Factor) return static_cast<int>(*mark);
      return {};
    case Qt::ToolTipRole: {
      const auto [rows, columns] = factorOf(layer);
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

}  // namespace studio
