// What the factor does, without words: one slice of a layer's first weights and its blur, on one colour scale.
#pragma once
#include <QWidget>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/run/network_request.h"
#include "widgets/forms/config_document.h"
#include "widgets/sheets/colour_maps.h"

class QLabel;

namespace studio {

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
class BlurPicture;
class FittedText;
class LayerModel;
class LayerTable;

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

}  // namespace studio
