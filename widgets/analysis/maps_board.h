// The grid of maps with names and numbers around it: patches outlined on the trained maps, one cursor over all maps.
// The pointer hovers, a click or the arrow keys choose a unit; 1 to 9 show one contrast, Alt with them shows or hides
// it, 0 shows all.
#pragma once
#include <QRectF>
#include <QSize>
#include <QWidget>
#include <cstdint>
#include <vector>

#include "widgets/analysis/maps_scene.h"
#include "widgets/analysis/shown_maps.h"

class QScrollBar;
class QToolButton;

namespace studio {

class EdgeFades;

// Where the maps of contrasts stand: geometry only, px, from the upper left corner of the board. One block has all
// networks down and all contrasts across. Where that would make maps small, contrasts are broken into lines below each
// other, or few contrasts of several networks stand beside each other.

class MapsLayout {
 public:
  static constexpr int kLabels = 96, kMostLabels = 132, kHeadings = 30;  ///< left of each block, above it
  static constexpr int kBetweenColumns = 9, kBetweenRows = 13, kBetweenBlocks = 20, kLeastColumn = 84, kLeastRow = 68,
                       kNote = 40;  ///< names and numbers need the least
  /// A network's name or a contrast's, and the place for it.
  struct Name {
    std::size_t index = 0;
    QRectF place;
  };

  MapsLayout() = default;
  /// `space`: what can be seen at once. One block of many columns may be wider: it is scrolled under its labels.
  /// `rows`: of each network whether it has or will have maps; others are only as high as their note.
  /// `labels`: px that the networks' names need.
  MapsLayout(const QSize& space, const std::vector<bool>& rows, std::size_t columns, std::int64_t height,
             std::int64_t width, int labels = kLabels);
  bool isOneBlock() const { return lines_ == 1 && beside_ == 1; }
  QRectF map(std::size_t row, std::size_t column) const;
  std::vector<Name> headings() const;
  std::vector<Name> labels() const;
  /// In place of a network's maps.
  QRectF note(std::size_t row) const;
  /// Left and width of a column within its line; numbers under it end at its right.
  double columnLeft(std::size_t column) const;
  double columnWidth() const { return columnWidth_; }
  QSizeF size() const;

 private:
  struct Fit {
    std::size_t lines = 1, beside = 1;
    double cell = 0;  ///< px of a unit
  };
  double cellFor(const QSize& space, std::size_t lines, std::size_t beside) const;
  void place(const Fit& fit, const QSize& space);
  std::size_t perLine() const { return (columns_ + lines_ - 1) / lines_; }
  std::size_t perBlock() const { return (rows_.size() + beside_ - 1) / beside_; }
  double blockWidth() const { return labels_ + double(perLine()) * (columnWidth_ + kBetweenColumns) - kBetweenColumns; }
  double lineHeight(std::size_t line) const;
  double lineTop(std::size_t line) const;
  /// Of a row within its line, below the headings: why a network has no maps is said in the first line alone.
  double rowTop(std::size_t row, std::size_t line) const { return line == 0 ? tops_[row] : laterTops_[row]; }
  std::vector<bool> rows_;
  int labels_ = kLabels;
  std::size_t columns_ = 0, lines_ = 1, beside_ = 1;
  std::int64_t height_ = 1, width_ = 1;
  std::vector<double> tops_, laterTops_, heights_;  ///< of the rows, in the first line and in those below
  double columnWidth_ = 0, mapWidth_ = 0, mapHeight_ = 0;
};

class MapsBoard : public QWidget {
  Q_OBJECT
 public:
  static constexpr int kHeadings = MapsLayout::kHeadings;
  MapsBoard(Analyses* analyses, QWidget* parent);
  ~MapsBoard() override;

  void show(const ShownMaps& maps);
  /// A map's place in this widget; empty while it is not there.
  QRectF mapRect(std::size_t row, std::size_t column) const;
  QPointF unitCentre(std::size_t row, std::size_t column, std::int64_t unit) const;
  /// Where a column stands in this widget, scrolled as it is.
  double columnLeft(std::size_t column) const;
  /// Left of the maps: what the names of the networks need.
  int labelWidth() const { return labels_; }
  double columnWidth() const { return layout_.columnWidth(); }
  /// All contrasts stand beside each other, each once.
  bool hasPlainColumns() const { return layout_.isOneBlock(); }
  /// Upper and lower end of the maps in this widget.
  QPair<int, int> mapsSpan() const;
  int mapsRight() const;
  /// "layer3.1.conv2:59\nrow 3, column 11\nFaces, trained: t 8.5"
  QString tipText(std::size_t row, std::size_t column, std::int64_t unit) const;
  /// "Faces: adult, child against all others", and its key.
  QString headingTip(std::size_t column) const;
  /// Left of a row of maps, as it stands there: "Untrained", "before the", "first step", "Smoothness", "0.02".
  QStringList labelTexts(std::size_t row) const;
  /// In the place of a network's maps that are not there: why; the lines that find room, the last one elided.
  QStringList noteLines(std::size_t row) const;
  /// What is behind a name, a detail or a note at this place.
  QString labelTip(const QPointF& point) const;
  bool canRaise() const { return canvas_->canRaise(); }
  /// What the cursor shows now: under the pointer, else chosen; -1 = none.
  std::int64_t cursorUnit() const;

 Q_SIGNALS:
  void scrolled();
  void baselineWanted();  ///< there is none to compare with: train one

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  class Overlay;
  struct Hit {
    const PlacedSheet* sheet = nullptr;
    const ShownMap* map = nullptr;
    std::int64_t unit = -1;
  };
  struct LabelLine {
    QString text;
    Role role;
    bool isTitle;
  };
  void placeParts();
  int findLabelWidth() const;
  int labelSpace() const;
  void placeSheets();
  void placeTrain();
  void showFades();
  Hit hitAt(const QPointF& point) const;
  int headingAt(const QPointF& point) const;
  void showOnly(std::size_t all);
  void toggle(std::size_t all);
  void setHidden(std::vector<std::string> hidden);
  void moveUnit(int byRows, int byColumns);
  void paintHeadings(QPainter& painter) const;
  void paintLabels(QPainter& painter) const;
  void paintLabel(QPainter& painter, const MapsLayout::Name& name) const;
  std::vector<LabelLine> labelLines(const MapsLayout::Name& name) const;
  QRectF labelPlace(const MapsLayout::Name& name) const;
  QString noteText(std::size_t row) const;
  QRectF notePlace(std::size_t row) const;
  void paintNames(QPainter& painter) const;  ///< over the canvas where that has all the board
  void paintNotes(QPainter& painter) const;
  QPoint canvasOrigin() const;

  Analyses* analyses_;
  std::unique_ptr<MapsCanvas> canvas_;
  Overlay* overlay_;
  QScrollBar* across_;
  EdgeFades* fades_;    ///< where maps are out of sight
  QToolButton* train_;  ///< in the row of a baseline that is missing
  ShownMaps maps_;
  MapsLayout layout_;
  int labels_ = MapsLayout::kLabels;
  std::vector<PlacedSheet> placed_;  ///< beside maps_.maps, in the canvas' coordinates
  std::size_t cursorRow_ = 0,
              cursorColumn_ = 0;  ///< the map the cursor was last on: it is shown there alone while it is not linked
};

}  // namespace studio
