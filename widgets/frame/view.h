// What stands in the centre of a window: a view, which says what it needs while it has nothing to show, and the figure
// that it gives for a paper.
#pragma once
#include <QPainter>
#include <QSizeF>
#include <QString>
#include <QWidget>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/run/analysis.h"
#include "core/run/figure_board.h"
#include "core/run/npy.h"

class QCPPainter;

namespace studio {

// A figure for a paper: drawn by QPainter/QCustomPlot at a width in mm, always in the light print look, no OpenGL, no
// display. widgets/export writes it to files.

/// The data behind a figure. A table's name is a part of its file's name: "task_loss".
struct FigureData {
  std::vector<Table> tables;                             ///< written as CSV: numbers, and names as text
  std::vector<std::pair<std::string, NpyArray>> arrays;  ///< written as .npy, those of two dimensions as CSV too
  std::map<std::string, std::string> headings;           ///< of arrays, by their names: what their CSV begins with
};

class Figure {
 public:
  virtual ~Figure() = default;
  virtual QString title() const = 0;
  /// Where it comes from, for the file's metadata: run, step, a hash of the configuration.
  virtual QString provenance() const { return {}; }
  /// What opens it again: a board as JSON (core/run/figure_board.h), kept inside of the file; empty = nothing does.
  virtual std::string enclosed() const { return {}; }
  /// The width that it is made for, mm; 0 = any.
  virtual double naturalWidthMm() const { return 0; }
  /// Height that goes with a width, in mm.
  virtual double heightMm(double widthMm) const = 0;
  /// Draws into the rectangle (in painter units; `unitsPerMm` of them a mm). Text 7 pt, lines as look.md says.
  virtual void draw(QCPPainter& painter, const QRectF& area, double unitsPerMm) const = 0;
  virtual FigureData data() const = 0;
};

/// Where a view's figure is offered a place and what its files begin with; empty: those of the open run.
struct FigurePlace {
  std::filesystem::path run{};  ///< a run's folder or a file of weights
  QString name{};
};

/// Text in place of data: what is missing and the one action that gets it (id in the ActionRegistry).
struct EmptyState {
  QString text;
  QString actionText;
  QString actionId;
};

/// Says what it needs while it has nothing to show, exports what it shows.
class View : public QWidget {
  Q_OBJECT
 public:
  using QWidget::QWidget;
  virtual EmptyState emptyState() const { return {}; }  ///< text empty = has data
  /// What File > Export writes; nullptr while there is nothing.
  virtual std::unique_ptr<Figure> figure() const { return nullptr; }
  virtual FigurePlace figurePlace() const { return {}; }
  /// What "Copy data" takes: lines of cells with tabs between; empty = the tables of figure().
  virtual QString dataText() const { return {}; }
  /// The panel of a board that shows the same, of the runs of its workspace; kind empty = there is none.
  virtual BoardPanel panel() const { return {}; }

 Q_SIGNALS:
  void actionWanted(const QString& id);
};

}  // namespace studio
