// Up to six sheets of one layer side by side on one scale, each with its name and the step that it is of; one cursor in
// all of them. Painted; arrow keys move the cursor. GUI thread.
#pragma once
#include <QWidget>
#include <optional>
#include <vector>

#include "widgets/sheets/sheet_painter.h"

namespace studio {

struct ComparedSheet {
  QString title{}, note{};
  QString brief{};     ///< the note where all of it finds no room; empty = its beginning
  bool warns = false;  ///< the note says that something else is shown than was asked for
  int colour = -1;     ///< index into Theme::runMark; -1 = no swatch
  bool pinned = false;
  std::optional<SheetMap> map{};
  QString missing{};  ///< what is said in place of the map
};

class ComparedBoard : public QWidget {
  Q_OBJECT
 public:
  static constexpr std::size_t kMost = 6;
  explicit ComparedBoard(QWidget* parent);
  void show(std::vector<ComparedSheet> sheets, const MapDisplay& display, const QString& quantity);
  const std::vector<ComparedSheet>& sheets() const { return sheets_; }
  /// Where the sheet stands in this widget; empty while there is none.
  QRectF sheetArea(std::size_t index) const;
  QPointF unitCentre(std::size_t index, std::int64_t unit) const;
  void setCursorUnit(std::int64_t unit);
  std::int64_t cursorUnit() const { return hovered_ >= 0 ? hovered_ : chosen_; }
  /// "fc1:17\nrow 1, column 1\nτ 3: 0.93\nτ 10: 0.41"
  QString tipText(std::int64_t unit) const;
  /// Name and note of the sheet whose heading is there, whole; empty elsewhere.
  QString headingTip(const QPointF& place) const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  int columns() const;
  QRectF slot(std::size_t index) const;
  std::int64_t unitAt(const QPointF& place) const;
  void paintSheet(QPainter& painter, std::size_t index) const;
  void paintCursor(QPainter& painter, std::size_t index) const;
  std::vector<ComparedSheet> sheets_;
  MapDisplay display_;
  QString quantity_;
  std::int64_t hovered_ = -1, chosen_ = -1;
};

/// All values of these as one map of one row: what limits and a histogram are made of.
SheetMap joinedMap(const std::vector<ComparedSheet>& sheets);

}  // namespace studio
