// How alike the maps of contrasts are, as a figure: a triangle of numbers for each layer.
#pragma once
#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/similarity_matrix.h"
#include "widgets/export/figure.h"

namespace studio {

/// nullptr where no layer has pairs.
std::unique_ptr<Figure> makeSimilarityFigure(const AnalysedNetwork& network, SimilarityMeasure measure);

}  // namespace studio
