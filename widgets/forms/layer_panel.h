// The layers of the configured network and, below, what TopoLoss compares in the selected one.
#pragma once
#include <QWidget>
#include <vector>

#include "widgets/forms/config_document.h"
#include "widgets/forms/setup_services.h"

class QLabel;

namespace studio {

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
  void showPreview(const SheetPreview& preview);
  void showPreviewFault(const QString& sentence);
  QString countText() const;

 Q_SIGNALS:
  void previewWanted(const std::string& layer);

 private:
  QWidget* makeBelow();
  void showCount();
  void layerSelected(const std::string& layer);

  ConfigDocument* document_;
  LayerModel* model_;
  LayerTable* table_;
  QLabel* count_;
  QLabel* refusal_;
  QLabel* name_;
  FittedText* scale_;
  BlurPicture* picture_;
  QLabel* words_;
};

}  // namespace studio
