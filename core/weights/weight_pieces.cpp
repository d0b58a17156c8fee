// Formulas: torch/nn/utils/prune.py, weight_norm.py, spectral_norm.py and parametrizations.py, as they compute in
// evaluation mode.
#include "core/weights/weight_pieces.h"

#include <ATen/ops/dot.h>
#include <ATen/ops/mv.h>
#include <torch/types.h>

#include <algorithm>
#include <set>

#include "core/run/mapped_file.h"

namespace studio {
namespace {

using Tensors = std::vector<torch::Tensor>;

torch::Tensor masked(const Tensors& pieces) { return pieces[0] * pieces[1]; }

/// v scaled so that its norm is g: over all axes along which g does not change.
torch::Tensor normed(const torch::Tensor& v, const torch::Tensor& g) {
  std::vector<std::int64_t> axes;
  for (std::int64_t axis = 0; axis < v.dim(); ++axis)
    if (g.dim() != v.dim() || g.size(axis) == 1) axes.push_back(axis);
  if (axes.empty()) return v * (g / v.abs());
  return v * (g / torch::linalg_vector_norm(v, 2, axes, /*keepdim=*/g.dim() == v.dim()));
}
torch::Tensor weightNormed(const Tensors& pieces) { return normed(pieces[0], pieces[1]); }

/// Divided by its largest singular value, which u and v are kept for.
torch::Tensor spectral(const Tensors& pieces) {
  const auto matrix = pieces[0].flatten(1);
  return pieces[0] / at::dot(pieces[1], at::mv(matrix, pieces[2]));
}

/// Computed in single precision at least, given in the type of the whole.
torch::Tensor joinedIn(torch::ScalarType type, const PieceConvention& convention, const Tensors& pieces) {
  const auto exact = type == torch::kFloat64 ? torch::kFloat64 : torch::kFloat32;
  Tensors same;
  for (const auto& piece : pieces) same.push_back(piece.to(exact));
  return convention.join(same).to(type);
}

/// "layer1.0.conv1.weight" of a piece with that ending, or nothing.
std::string wholeName(const std::string& piece, const PieceConvention& convention) {
  const std::string_view ending = convention.endings.front();
  if (!piece.ends_with(ending) || piece.size() == ending.size()) return {};
  auto name = piece.substr(0, piece.size() - ending.size());
  if (!convention.parametrized) return name;
  constexpr std::string_view kHolder = "parametrizations.";
  const auto place = name.rfind(kHolder);
  if (place == std::string::npos || (place > 0 && name[place - 1] != '.')) return {};
  return name.erase(place, kHolder.size());
}

/// torch normalises over the first axis unless configured otherwise: u has its size, v the product of the rest.
bool isOfFirstAxis(const std::vector<std::int64_t>& whole, const std::vector<std::int64_t>& u,
                   const std::vector<std::int64_t>& v) {
  if (whole.size() < 2 || u.size() != 1 || v.size() != 1) return false;
  std::uint64_t rest = 0;
  return u[0] == whole[0] && countWithin({whole.begin() + 1, whole.end()}, std::uint64_t{1} << 62, rest) &&
         rest == static_cast<std::uint64_t>(v[0]);
}

bool joinable(const TensorShapes& shapes, const PiecedWeight& weight) {
  const auto& whole = shapes.at(weight.pieces.front());
  const auto& second = shapes.at(weight.pieces[1]);
  if (weight.convention->join == masked) return second == whole;
  if (weight.convention->join == spectral) return isOfFirstAxis(whole, second, shapes.at(weight.pieces[2]));
  if (second.empty()) return true;  // one norm for all
  if (second.size() != whole.size()) return false;
  for (std::size_t axis = 0; axis < whole.size(); ++axis)
    if (second[axis] != 1 && second[axis] != whole[axis]) return false;
  return true;
}

/// Those of which every piece is there, of whatever shapes.
std::vector<PiecedWeight> completeWeights(const TensorShapes& shapes) {
  std::vector<PiecedWeight> found;
  for (const auto& convention : pieceConventions())
    for (const auto& [name, shape] : shapes) {
      const auto whole = wholeName(name, convention);
      if (whole.empty() || shapes.contains(whole)) continue;
      PiecedWeight weight{whole, {}, &convention};
      const auto stem = name.substr(0, name.size() - std::string_view(convention.endings.front()).size());
      for (const auto* ending : convention.endings) weight.pieces.push_back(stem + ending);
      const auto isThere = [&](const auto& piece) { return shapes.contains(piece); };
      if (std::all_of(weight.pieces.begin(), weight.pieces.end(), isThere)) found.push_back(std::move(weight));
    }
  return found;
}

}  // namespace

const std::vector<PieceConvention>& pieceConventions() {
  static const std::vector<PieceConvention> conventions{
      {"pruned and not made permanent", false, {"_orig", "_mask"}, masked},
      {"weight norm", false, {"_v", "_g"}, weightNormed},
      {"weight norm", true, {".original1", ".original0"}, weightNormed},
      {"spectral norm", false, {"_orig", "_u", "_v"}, spectral},
      {"spectral norm", true, {".original", ".0._u", ".0._v"}, spectral},
  };
  return conventions;
}

std::vector<PiecedWeight> piecedWeights(const TensorShapes& shapes) {
  std::vector<PiecedWeight> found;
  std::set<std::string> taken;
  for (auto& weight : completeWeights(shapes))
    if (joinable(shapes, weight) && taken.insert(weight.name).second) found.push_back(std::move(weight));
  return found;
}

std::vector<std::string> spectralElsewhere(const TensorShapes& shapes) {
  std::vector<std::string> names;
  for (const auto& weight : completeWeights(shapes))
    if (weight.convention->join == spectral && !joinable(shapes, weight)) names.push_back(weight.name);
  return names;
}

TensorShapes joinedShapes(TensorShapes shapes) {
  for (const auto& weight : piecedWeights(shapes)) {
    shapes[weight.name] = shapes.at(weight.pieces.front());
    for (const auto& piece : weight.pieces) shapes.erase(piece);
  }
  return shapes;
}

StateDict joinedPieces(StateDict given) {
  TensorShapes shapes;
  std::map<std::string, torch::Tensor> tensors;
  for (const auto& [name, tensor] : given) shapes[name] = tensor.sizes().vec(), tensors[name] = tensor;
  const auto weights = piecedWeights(shapes);
  if (weights.empty()) return given;
  std::map<std::string, const PiecedWeight*> first;
  std::set<std::string> others;
  for (const auto& weight : weights) {
    first[weight.pieces.front()] = &weight;
    others.insert(weight.pieces.begin() + 1, weight.pieces.end());
  }
  const torch::NoGradGuard noGrad;
  StateDict joined;
  for (const auto& [name, tensor] : given) {
    const auto found = first.find(name);
    if (found == first.end()) {
      if (!others.contains(name)) joined.emplace_back(name, tensor);
      continue;
    }
    Tensors pieces;
    for (const auto& piece : found->second->pieces) pieces.push_back(tensors.at(piece));
    joined.emplace_back(found->second->name, joinedIn(tensor.scalar_type(), *found->second->convention, pieces));
    for (const auto& piece : pieces) requireWhole(piece.const_data_ptr());
  }
  return joined;
}

}  // namespace studio
