// The page with its panels, as it will be printed: the same painter, in the units of the export, scaled to the screen.
// Panels are dragged to another place (onto another panel: they exchange places), resized at their lower right corner,
// removed; all of it by keyboard too. GUI thread only.
#pragma once
#include <QPixmap>
#include <QWidget>
#include <optional>

#include "widgets/boards/board_document.h"
#include "widgets/frame/view.h"

class QLabel;
class QScrollArea;

namespace studio {

/// How large the page is shown: over the window's width, whole, or at its true size.
enum class BoardZoom { Width, Page, TrueSize };

class BoardPage : public QWidget {
  Q_OBJECT
 public:
  BoardPage(BoardDocument* document, QWidget* parent);
  /// What the page may take, px: `available` in its width, and at least its height; the ground reaches over `width`.
  void setAvailable(QSize available, int width);
  void setZoom(BoardZoom zoom);
  /// Where a panel is drawn, in pixels of this widget.
  QRectF panelRect(std::size_t panel) const;
  QRectF resizeHandle(std::size_t panel) const;
  QRectF removeButton(std::size_t panel) const;
  double pixelsPerMm() const { return pixelsPerMm_; }
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  enum class Grip { Move, Resize };
  /// What the pointer holds, and what would be done if it were let go now.
  struct Drag {
    std::size_t panel = 0;
    Grip grip = Grip::Move;
    QPointF from;         ///< where it was taken
    bool begun = false;   ///< it has been moved far enough
    BoardPlace target{};  ///< where it would stand
    int exchanged = -1;   ///< the panel whose place it would take
  };
  void boardChanged();
  void drawPage();
  void drawFrames(QPainter& painter) const;
  void drawFrame(QPainter& painter, std::size_t panel, Role role, double width) const;
  void drawTarget(QPainter& painter) const;
  int panelAt(const QPointF& point) const;  ///< -1 = none
  QRectF placeRect(const BoardPlace& place) const;
  void moveTo(const QPointF& point);
  void letGo();
  void showCursor(const QPointF& point);
  void selectBeside(int by);
  void moveSelected(int columns, int rows);
  void resizeSelected(int columns, int rows);
  BoardDocument* document_;
  QPixmap picture_;
  double wantedPixelsPerMm() const;
  double pixelsPerMm_ = 4;
  BoardZoom zoom_ = BoardZoom::Width;
  QSize available_{600, 400};
  int ground_ = 600;
  int hovered_ = -1;
  std::optional<Drag> drag_;
};

class BoardView : public View {
  Q_OBJECT
 public:
  BoardView(BoardDocument* document, QWidget* parent);
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  BoardPage& page() { return *page_; }
  /// Kept for the next session.
  void setZoom(BoardZoom zoom);
  static BoardZoom keptZoom();
  /// What the panels lack, as it is shown above the page.
  QString problems() const;

 protected:
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void fit();
  void showProblems();
  void showPanel(int panel);
  BoardDocument* document_;
  BoardPage* page_;
  QScrollArea* scroll_;
  QWidget* problemRow_;
  QLabel *problemIcon_, *problems_;
};

}  // namespace studio
