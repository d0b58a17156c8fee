// A figure for a paper: drawn by QPainter/QCustomPlot at a width in mm, always in the light print look, no OpenGL, no
// display.
#pragma once
#include <QPainter>
#include <QSizeF>
#include <QString>
#include <memory>
#include <string>
#include <vector>

#include "core/run/npy.h"
#include "widgets/runs/run_data.h"

namespace studio {

/// The data behind a figure.
struct FigureTable {
  std::string name;  ///< file name part: "task_loss"
  std::vector<std::string> columns;
  std::vector<std::vector<double>> rows;  ///< NaN = empty cell
};
struct FigureData {
  std::vector<FigureTable> tables;                       ///< written as CSV
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
  virtual void draw(QPainter& painter, const QRectF& area, double unitsPerMm) const = 0;
  virtual FigureData data() const = 0;
};

struct FigureEntry {
  const char* name;  ///< "curves", "sheets"
  const char* title;
  std::unique_ptr<Figure> (*make)(const std::vector<RunData>& runs, const ViewState& view);
  bool needsAnalyses = false;  ///< drawn from what analyses have stored in the run
};
/// The one table of figures.
const std::vector<FigureEntry>& figures();

/// By the file's ending: .pdf (lossless maps, embedded fonts), .svg (clipped, text as text), .png (600 dpi, pHYs).
/// Throws UserError naming the file. Written under a temporary name and renamed.
void saveFigure(const Figure& figure, const QString& file, double widthMm = 89);
/// BASE_NAME.csv and BASE_NAME.npy (BASE.csv where NAME is BASE) in the folder; returns the files written. Throws
/// UserError.
std::vector<QString> saveFigureData(const Figure& figure, const QString& folder, const QString& baseName);
/// "run digits, config 1a2b3c4d": the same run always says the same.
QString provenanceOf(const RunData& run);
/// Reads a run with the snapshot of `step` (-1 = the last), as far as it can be read (RunData::leftOut). Throws
/// UserError where nothing can. Blocks on the disk.
RunData loadRunData(const RunFolder& folder, std::int64_t step = -1);

}  // namespace studio
