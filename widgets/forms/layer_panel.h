// What the factor does, without words: one slice of a layer's first weights and its blur, on one colour scale.
#pragma once
#include <QAbstractTableModel>
#include <QTableView>
#include <QWidget>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/run/network_request.h"
#include "core/run/snapshot.h"
#include "widgets/forms/config_document.h"
#include "widgets/sheets/colour_maps.h"

class QLabel;

namespace studio {

class BlurPicture;
class FittedText;
class LayerModel;
class LayerTable;

class BlurPicture : public QWidget {
  Q_OBJECT
 public:
  explicit BlurPicture(QWidget* parent);
  void show(const BlurPreview& preview);
  void clear();
  bool hasPicture() const { return preview_.has_value(); }
  /// It shows a sheet of this size.
  bool hasSize(std::int64_t height, std::int64_t width) const {
    return preview_ && preview_->weights.height == height && preview_->weights.width == width;
  }
  /// px that the pictures need to be as wide as their halves.
  int heightFor(int width) const;
  /// The scale of both pictures: the largest |value| of either.
  Limits limits() const { return limits_; }
  QSize sizeHint() const override { return {352, 108}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::optional<BlurPreview> preview_;
  Limits limits_;
};

// The layers of the configured network and, below, what TopoLoss compares in the selected one.

class LayerPanel : public QWidget {
  Q_OBJECT
 public:
  LayerPanel(ConfigDocument* document, QWidget* parent);
  LayerTable* table() { return table_; }
  BlurPicture* picture() { return picture_; }
  void showLayers(const std::vector<LayerInfo>& layers);
  void showPreview(const BlurPreview& preview);
  void showPreviewFault(const QString& sentence);
  QString countText() const;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 Q_SIGNALS:
  void previewWanted(const std::string& layer);

 private:
  QWidget* makeBelow();
  void showCount();
  void fitPicture();
  void layerSelected(const std::string& layer);
  const LayerInfo* selectedLayer() const;

  ConfigDocument* document_;
  LayerModel* model_;
  LayerTable* table_;
  QLabel* count_;
  QLabel* refusal_;
  QLabel* name_;
  FittedText* scale_;
  BlurPicture* picture_;
  QLabel* words_;
  std::tuple<std::string, std::int64_t> shown_;  ///< layer and weights a unit of the picture
  std::string shownModel_;                       ///< and the network it is of
};

// The layers of the configured network as a table: which get TopoLoss, their sheets, their τ and factor.

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
