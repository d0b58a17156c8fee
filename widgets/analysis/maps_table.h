// Under the maps: the unit at the cursor in all networks, and what the trained maps have: patches, area, the largest,
// Moran's I, largest |t|. Numbers end at the right edge of the column they belong to.
#pragma once
#include <QWidget>

#include "widgets/analysis/maps_board.h"

namespace studio {

class MapsTable : public QWidget {
  Q_OBJECT
 public:
  static constexpr int kHeight = 246;
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

 private:
  void paintRow(QPainter& painter, double y, const QStringList& row) const;
  void paintBar(QPainter& painter, double y, std::size_t column, double value) const;
  double valueAt(std::size_t row, std::size_t column) const;
  Analyses* analyses_;
  const MapsBoard* board_;
  ShownMaps maps_;
};

}  // namespace studio
