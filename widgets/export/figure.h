// Figures written to files, with the data behind them.
#pragma once
#include <QString>
#include <vector>

#include "widgets/frame/figure.h"

namespace studio {

/// By the file's ending: .pdf (lossless maps, embedded fonts), .svg (clipped, text as text), .png (600 dpi, pHYs).
/// Throws UserError naming the file. Written under a temporary name and renamed.
void saveFigure(const Figure& figure, const QString& file, double widthMm = 89);
/// BASE_NAME.csv and BASE_NAME.npy (BASE.csv where NAME is BASE) in the folder; returns the files written. Throws
/// UserError.
std::vector<QString> saveFigureData(const Figure& figure, const QString& folder, const QString& baseName);

}  // namespace studio
