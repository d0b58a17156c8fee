// How alike the maps of contrasts are, as a figure: a triangle of numbers for each layer.
#pragma once
#include "widgets/analysis/similarity_matrix.h"
#include "widgets/export/figure.h"

namespace studio {

/// nullptr where no layer has pairs.
std::unique_ptr<Figure> makeSimilarityFigure(const NetworkAnalysis& found, SimilarityMeasure measure);

}  // namespace studio
