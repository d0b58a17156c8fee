// All layers at once: a thumbnail each, grouped by block, the chosen one framed. Click or arrow keys choose, the wheel
// moves it sideways. 96 px high. Where there are more than fit, the area around it shows whole ones, from the left.
#pragma once
#include <QScrollArea>
#include <map>
#include <optional>
#include <vector>

#include "core/run/snapshot.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {

class FilmStrip : public QWidget {
  Q_OBJECT
 public:
  explicit FilmStrip(QWidget* parent);
  void setLayers(const std::vector<LayerInfo>& layers);
  /// snapshot may be nullptr: grey sheets of true proportions. `own`: limits of layers that are on scales of their own.
  void show(std::shared_ptr<const Snapshot> snapshot, const std::string& quantity, const MapDisplay& display,
            const std::string& chosen, std::map<std::string, Limits> own = {});
  const std::string& chosen() const { return chosen_; }
  QRectF thumbnailRect(const std::string& layer) const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }
  /// In a low view: the sizes of the sheets are in their tips alone, and what no layer has takes no line.
  void setLow(bool low);
  bool isEmpty() const { return thumbs_.empty(); }
  /// How far it is moved where a thumbnail stands first at the left: the place nearest to this one.
  int startNear(int moved) const;
  /// The first place from which on all thumbnails fit into this width.
  int lastStart(int space) const;
  /// The place nearest to `moved` at which a layer is seen whole; nullopt = there is none of this name.
  std::optional<int> startWith(const std::string& layer, int moved, int space) const;

 Q_SIGNALS:
  void layerChosen(const QString& layer);
  void moved(int pixels);  ///< to the right, by the wheel

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  bool event(QEvent* event) override;
  void moveEvent(QMoveEvent* event) override;

 private:
  struct Thumb {
    LayerInfo layer;
    QString block, name;
    QRectF rect;
    double slot;
    bool opensBlock;
  };
  void layOut();
  int wholeHeight() const;
  QRect seen() const;
  int start(const Thumb& thumb) const;
  static double end(const Thumb& thumb);
  bool isWhole(const Thumb& thumb) const;
  void paintThumb(QPainter& painter, std::size_t index) const;
  double blockEnd(std::size_t first) const;
  std::vector<Thumb> thumbs_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::string quantity_, chosen_;
  MapDisplay display_;
  std::map<std::string, Limits> own_;
  double width_ = 0;
  bool low_ = false;
};

/// The strip in the width there is: moved by wheel and scroll bar from thumbnail to thumbnail, and hidden without any.
class FilmStripArea : public QScrollArea {
  Q_OBJECT
 public:
  FilmStripArea(FilmStrip* strip, QWidget* parent);
  /// After the strip's layers have changed.
  void fit();
  void reveal(const std::string& layer);
  /// All of it is wider than this.
  bool scrolls(int width) const { return strip_->sizeHint().width() > width; }

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void moveBy(int pixels);
  FilmStrip* strip_;
  double wanted_ = 0;  ///< where the wheel has moved it to; fine wheels take several turns to the next thumbnail
  bool turning_ = false;
};

}  // namespace studio
