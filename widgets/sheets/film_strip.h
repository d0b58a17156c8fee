// All layers at once: a thumbnail each, grouped by block, the chosen one framed. Click or arrow keys choose, the wheel
// moves it sideways. 96 px high.
#pragma once
#include <QScrollArea>
#include <vector>

#include "core/run/snapshot.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {

class FilmStrip : public QWidget {
  Q_OBJECT
 public:
  explicit FilmStrip(QWidget* parent);
  void setLayers(const std::vector<LayerInfo>& layers);
  /// snapshot may be nullptr: grey sheets of true proportions.
  void show(std::shared_ptr<const Snapshot> snapshot, const std::string& quantity, const MapDisplay& display,
            const std::string& chosen);
  const std::string& chosen() const { return chosen_; }
  QRectF thumbnailRect(const std::string& layer) const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 Q_SIGNALS:
  void layerChosen(const QString& layer);
  void moved(int pixels);  ///< to the right, by the wheel

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  bool event(QEvent* event) override;

 private:
  struct Thumb {
    LayerInfo layer;
    QString block, name;
    QRectF rect;
    double slot;
    bool opensBlock;
  };
  void layOut();
  double blockEnd(std::size_t first) const;
  std::vector<Thumb> thumbs_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::string quantity_, chosen_;
  MapDisplay display_;
  double width_ = 0;
};

}  // namespace studio
