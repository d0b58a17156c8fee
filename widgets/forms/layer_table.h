// The table of layers: check box, preview of the sheet's size, sheet, units, τ, factor.
#pragma once
#include <QTableView>

namespace studio {

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
  LayerModel* layers_;
};

}  // namespace studio
