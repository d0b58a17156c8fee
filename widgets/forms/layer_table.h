// The layers of the configured network as a table: which get TopoLoss, their sheets, their τ and factor.
#pragma once
#include <QAbstractTableModel>
#include <QTableView>
#include <optional>
#include <vector>

#include "core/run/snapshot.h"
#include "widgets/forms/config_document.h"

namespace studio {

class LayerModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { Name, Preview, Sheet, Units, Tau, Factor, Count };
  static constexpr int kSheetSize = Qt::UserRole + 1;  ///< QSize of the sheet: width, height in units
  static constexpr int kMark = Qt::UserRole + 2;  ///< int of Problem::Severity, or invalid: the factor takes its colour

  LayerModel(ConfigDocument* document, QObject* parent);
  void setLayers(std::vector<LayerInfo> layers);
  const std::vector<LayerInfo>& layers() const { return layers_; }
  bool hasTopoLoss(const LayerInfo& layer) const;
  int withTopoLoss() const;
  /// Factor of this layer: its override, else the common one.
  std::pair<double, double> findFactor(const LayerInfo& layer) const;
  /// A row and a column of its sheet are left by the blur.
  bool factorFits(const LayerInfo& layer) const;

  int rowCount(const QModelIndex& parent = {}) const override {
    return parent.isValid() ? 0 : static_cast<int>(layers_.size());
  }
  int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : Count; }
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;

 Q_SIGNALS:
  void refused(const QString& sentence);  ///< the change cannot be made, and why

 private:
  QString text(const LayerInfo& layer, int column) const;
  std::optional<Problem::Severity> findMark(const LayerInfo& layer) const;
  void choose(const std::string& layer, bool topo);

  ConfigDocument* document_;
  std::vector<LayerInfo> layers_;
};

/// Rows or columns that a side of the sheet shrinks to: trunc(size * (1 / factor)) (science of the topoloss package
/// 0.0.2).
std::int64_t sheetRowsLeft(std::int64_t size, double factor);

// The table of layers: check box, preview of the sheet's size, sheet, units, τ, factor.
class LayerModel;

class LayerTable : public QTableView {
  Q_OBJECT
 public:
  LayerTable(LayerModel* model, QWidget* parent);
  /// Name of the selected layer, or empty.
  std::string selected() const;
  void select(const std::string& layer);

 Q_SIGNALS:
  void layerSelected(const std::string& layer);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  int titleWidth(int column) const;
  LayerModel* layers_;
};

}  // namespace studio
