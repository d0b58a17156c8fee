// What stands under and beside the maps. Under them: the unit at the cursor in all networks, and what the trained maps
// have: patches, area, the largest, Moran's I, largest |t|. Numbers end at the right edge of the column they belong to.
#pragma once
#include <QWidget>

#include "widgets/analysis/maps_board.h"
#include "widgets/analysis/shown_maps.h"

class QToolButton;

namespace studio {

class MapsTable : public QWidget {
  Q_OBJECT
 public:
  /// Enough for these rows of networks; `headings`: the columns are not those of the maps above.
  static int heightFor(std::size_t networks, bool headings);
  /// Enough for the values at the cursor of the usual networks alone.
  static int shortHeight(bool headings);
  /// Columns stand as the board's do.
  MapsTable(Analyses* analyses, const MapsBoard* board, QWidget* parent);
  void show(const ShownMaps& maps);
  /// "layer3.1.conv2:59", "row 3, column 11 · t at the linked cursor".
  QString address() const;
  QString placeText() const;
  /// The rows as they are printed: name, then a text for each column.
  std::vector<QStringList> cursorRows() const;
  std::vector<QStringList> trainedRows() const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void paintText(QPainter& painter, const QRectF& place, const QString& text, Qt::TextElideMode cut = Qt::ElideRight);
  void paintRow(QPainter& painter, double y, const QStringList& row);
  bool isWhole(std::size_t column) const;
  void paintBar(QPainter& painter, double y, std::size_t column, double value) const;
  double valueAt(std::size_t row, std::size_t column) const;
  double columnLeft(std::size_t column) const;
  double columnWidth() const;
  void paintHeadings(QPainter& painter, double y) const;
  Analyses* analyses_;
  const MapsBoard* board_;
  ShownMaps maps_;
  std::vector<std::pair<QRectF, QString>> cut_;  ///< texts that end in an ellipsis, where they stand
};

// One colour bar for all maps: statistic and lock on top, limits printed as they are, what is greyed and what is
// outlined marked.
class MapsBar : public QWidget {
  Q_OBJECT
 public:
  static constexpr int kWidth = 72;  ///< at least
  /// As wide as its numbers need.
  int neededWidth() const;
  explicit MapsBar(QWidget* parent);
  void show(const ShownMaps& maps, const AnalysisDisplay& display, double outlineFrom);
  /// The bar beside the maps, from `top` to `bottom` in this widget.
  void setSpan(int top, int bottom);
  QStringList tickTexts() const;
  /// "12 beyond", "|t| < 2 grey", "Smooth σ 1.5": what the colours leave out or change; empty = nothing.
  QStringList notes() const;
  QRectF barRect() const;

 Q_SIGNALS:
  void lockToggled();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintMarks(QPainter& painter, const QRectF& bar) const;
  double toY(double value) const;
  MapDisplay display_;
  QString unit_, statistic_;
  double sigma_ = 0, outlineSigma_ = 0, outlineFrom_ = 0;
  bool outlines_ = false;
  int beyond_ = 0, undefined_ = 0;
  QToolButton* lock_;
  int top_ = 30, bottom_ = 200;
};

}  // namespace studio
