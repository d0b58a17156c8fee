// Small maps that stand with the large sheet wherever it leaves room: other quantities of its layer, the same map at
// the first step, its neighbours. How they and the sheet share a space, and the widget that draws them. Where not all
// find room, a tile in the last place says so and lists the rest.
#pragma once
#include <QRectF>
#include <QSize>
#include <QWidget>
#include <vector>

#include "widgets/sheets/sheet_painter.h"

class QToolButton;

namespace studio {

/// Where a sheet of height × width units and its companions stand within a space; all from its upper left corner.
struct SheetArrangement {
  static constexpr double kLow = 260;  ///< px: in less height the sheet has nearly all of it

  double cell = 0;               ///< px of a unit of the large sheet
  std::vector<QRectF> captions;  ///< one for each companion that is shown; maps are of the large sheet's proportions
  std::vector<QRectF> maps;
  QRectF moreCaption, more;  ///< of the tile that lists those without room; empty = all are shown
};

/// px around the large sheet, which the arrangement keeps free for its numbers, and right of it for the colour bar.
struct SheetMargins {
  double left = 0, top = 0, right = 0, bottom = 0;
};

/// The arrangement that leaves least of the space blank, the large sheet counting most: companions stand right of it or
/// below, all of one size, which is the sheet's own or clearly smaller, and where there is room at least a third of it.
/// Those that would be too small to read are left out, the last ones first, for a tile that lists them.
SheetArrangement arrangeSheet(const QSizeF& space, const SheetMargins& margins, std::int64_t height, std::int64_t width,
                              int companions);

struct Companion {
  QString caption, brief;  ///< "Cosine, ±0.97"; "Cosine", where there is no room for it
  SheetMap map;
  MapDisplay display;
};

class CompanionMaps : public QWidget {
  Q_OBJECT
 public:
  explicit CompanionMaps(QWidget* parent);
  void show(std::vector<Companion> companions);
  /// Takes the space of the arranged companions, `origin` being the corner of the arrangement's space in the parent.
  void place(const SheetArrangement& arrangement, const QPoint& origin);
  const std::vector<Companion>& companions() const { return companions_; }
  int shownCount() const { return int(std::min(companions_.size(), maps_.size())); }
  QRectF mapRect(int index) const { return maps_[std::size_t(index)]; }
  /// The tile that lists the companions without room; hidden where all are shown.
  QToolButton* more() const { return more_; }

 Q_SIGNALS:
  void chosen(int index);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  bool event(QEvent* event) override;

 private:
  int companionAt(const QPointF& point) const;
  void refreshMore();
  void paintCount(QPainter& painter) const;
  void listRest();
  std::vector<Companion> companions_;
  std::vector<QRectF> captions_, maps_;
  QRectF moreCaption_, morePlace_;
  QToolButton* more_;
};

}  // namespace studio
