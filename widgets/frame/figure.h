// A figure for a paper: drawn by QPainter/QCustomPlot at a width in mm, always in the light print look, no OpenGL, no
// display. widgets/export writes it to files.
#pragma once
#include <QPainter>
#include <QSizeF>
#include <QString>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/run/analysis.h"
#include "core/run/npy.h"

class QCPPainter;

namespace studio {

/// The data behind a figure. A table's name is a part of its file's name: "task_loss".
struct FigureData {
  std::vector<Table> tables;                             ///< written as CSV: numbers, and names as text
  std::vector<std::pair<std::string, NpyArray>> arrays;  ///< written as .npy
};

class Figure {
 public:
  virtual ~Figure() = default;
  virtual QString title() const = 0;
  /// Where it comes from, for the file's metadata: run, step, a hash of the configuration.
  virtual QString provenance() const { return {}; }
  /// Height that goes with a width, in mm.
  virtual double heightMm(double widthMm) const = 0;
  /// Draws into the rectangle (in painter units; `unitsPerMm` of them a mm). Text 7 pt, lines as look.md says.
  virtual void draw(QCPPainter& painter, const QRectF& area, double unitsPerMm) const = 0;
  virtual FigureData data() const = 0;
};

}  // namespace studio
