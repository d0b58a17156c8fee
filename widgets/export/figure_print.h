// How a figure comes to paper: the style of print and the colour bar that all figures share, and the files they are
// written to, with the data behind them.
#pragma once
#include <QFont>
#include <QPainter>
#include <QString>
#include <vector>

#include "widgets/frame/theme.h"
#include "widgets/frame/view.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {

// The look of exported figures, the same whatever the window shows: light theme, black text of 7 pt, axes 0.5 pt.
// Sizes in painter units.
struct PrintStyle {
  double unitsPerMm = 1;
  bool windowNumbers = false;  ///< of a page in the window; on paper they are English
  /// A text with English numbers as it is written here.
  QString numbers(const QString& text) const;
  double point() const { return unitsPerMm * 25.4 / 72; }
  double mm(double value) const { return value * unitsPerMm; }
  QFont text(double points = 7, bool bold = false) const;
  QPen axisPen() const;
  QPen gridPen() const;
  static const Theme& theme() { return Theme::light(); }
  static QColor ink();
};

// The colour bar of a printed figure: unit above, both limits and the middle beside it.
inline constexpr double kPrintBarSpace = 16;  ///< mm of width that bar and numbers take

/// The colours of the window, light as all print is.
MapDisplay makePrintDisplay(const ViewState& view, const Snapshot* snapshot, const StoredRanges& ranges);

/// In the upper right corner of `area` (painter units), from `topMm` down and `heightMm` high. `beyond`: some values
/// lie outside the limits, which arrows at its ends say; a percentile stands beside the unit, and so do limits of all
/// steps.
void drawPrintColourBar(QPainter& painter, const PrintStyle& style, const QRectF& area, double topMm, double heightMm,
                        const MapDisplay& display, const QString& unit, bool beyond = false);

// Figures written to files, with the data behind them.

inline constexpr int kPngResolutions[] = {300, 600, 1200}, kUsualPngDpi = 600;
/// By the file's ending: .pdf (lossless maps, embedded fonts), .svg (clipped, text as text in embedded fonts), .png (of
/// `pngDpi`, pHYs). What opens the figure again lies inside (figure_metadata.h). Throws UserError naming the file.
/// Written under a temporary name and renamed.
void saveFigure(const Figure& figure, const QString& file, double widthMm = 89, int pngDpi = kUsualPngDpi);
/// BASE_NAME.csv and BASE_NAME.npy (BASE.csv where NAME is BASE) in the folder; an array of rows and columns is written
/// as both. Returns the files written. Throws UserError.
std::vector<QString> saveFigureData(const Figure& figure, const QString& folder, const QString& baseName);

}  // namespace studio
