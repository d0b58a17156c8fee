// Weights that training keeps in pieces (pruning masks, weight norm, spectral norm) and that were saved so, not made
// permanent: put together as the network computes with them. One row a convention.
#pragma once
#include <string>
#include <vector>

#include "core/weights/state_dict.h"

namespace studio {

struct PieceConvention {
  const char* what;                  ///< "pruned (weight_orig x weight_mask)", for people
  bool parametrized;                 ///< the pieces stand in MODULE.parametrizations.NAME, not beside it
  std::vector<const char*> endings;  ///< of all pieces, the first one that of the result's shape
  torch::Tensor (*join)(const std::vector<torch::Tensor>& pieces);
};
const std::vector<PieceConvention>& pieceConventions();

struct PiecedWeight {
  std::string name;
  std::vector<std::string> pieces;
  const PieceConvention* convention;
};
/// Those of which every piece is there and fits the others.
std::vector<PiecedWeight> piecedWeights(const TensorShapes& shapes);
/// Weights with spectral norm over another axis than the first, by the shapes of its pieces: none of the models has
/// them, and they are not put together.
std::vector<std::string> spectralElsewhere(const TensorShapes& shapes);
TensorShapes joinedShapes(TensorShapes shapes);
/// Where one is joined it takes the place of its first piece; the others go. Nothing is changed in place.
StateDict joinedPieces(StateDict given);

}  // namespace studio
