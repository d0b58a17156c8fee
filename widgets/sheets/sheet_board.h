// One large sheet with rows and columns numbered, the chosen unit ringed, and a tip under the pointer. The cells are
// drawn by the canvas (VTK or painter), the rest by Qt. Arrow keys move the chosen unit.
#pragma once
#include <QWidget>
#include <memory>

#include "widgets/sheets/companion_maps.h"
#include "widgets/sheets/sheet_canvas.h"

namespace studio {

class SheetBoard : public QWidget {
  Q_OBJECT
 public:
  explicit SheetBoard(QWidget* parent);
  ~SheetBoard() override;

  /// `quantity` is named in the tip.
  void show(const SheetMap& map, const MapDisplay& display, const QString& quantity);
  /// Grey cells at the sheet's true size while there are no values.
  void showEmpty(const QString& layer, std::int64_t height, std::int64_t width);
  void setChosen(std::int64_t unit);
  void setRaised(bool raised);
  bool canRaise() const;
  QString openGlProblem() const { return why_; }
  SheetCanvas& canvas() { return *canvas_; }
  const SheetMap& map() const { return map_; }
  /// Space around the sheet for the numbers of its rows and columns.
  static SheetMargins margins();
  /// The sheet's place in this widget: all of it while raised.
  QRectF sheetArea() const;
  /// Where a unit's cell lies, in this widget's coordinates (flat view).
  QRectF cellRect(std::int64_t unit) const;
  /// "fc1:17\nrow 1, column 1\ncosine to blur 0.93"
  QString tipText(std::int64_t unit) const;

 Q_SIGNALS:
  void unitChosen(std::int64_t unit);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  class Ring;
  void placeCanvas();
  void paintNumbers(QPainter& painter) const;
  QString why_;  // before canvas_: making the canvas writes it
  std::unique_ptr<SheetCanvas> canvas_;
  Ring* ring_;
  QString quantity_;
  SheetMap map_;
  MapDisplay display_;
  QRectF sheet_;
  std::int64_t chosen_ = -1;
  bool raised_ = false, empty_ = true;
};

}  // namespace studio
