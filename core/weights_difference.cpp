#include "core/engine_jobs.h"

#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/run/error.h"
#include "core/run/mapped_file.h"
#include "core/run/printable_text.h"
#include "core/weights/key_maps.h"
#include "core/weights/recognise.h"
#include "core/weights/state_dict.h"
#include "core/weights/weights_file.h"

namespace studio {
namespace {

using TensorKind = TensorDifference::Kind;
constexpr std::int64_t kPiece = std::int64_t{1} << 20;  // values that are doubles at a time

/// Sums over two vectors, a piece at a time.
struct PairSums {
  double largest = 0, apart = 0, first = 0, second = 0, both = 0;

  void add(const torch::Tensor& a, const torch::Tensor& b) {
    const torch::Tensor difference = a - b;
    const double most = difference.abs().max().item<double>();
    largest = std::isfinite(most) ? std::max(largest, most) : kUndefined;
    apart += difference.dot(difference).item<double>();
    first += a.dot(a).item<double>();
    second += b.dot(b).item<double>();
    both += a.dot(b).item<double>();
  }
  void add(const PairSums& other) {
    largest = std::isfinite(largest) && std::isfinite(other.largest) ? std::max(largest, other.largest) : kUndefined;
    apart += other.apart, first += other.first, second += other.second, both += other.both;
  }
  double relative() const {
    if (!std::isfinite(apart)) return kUndefined;
    return apart == 0 ? 0 : first > 0 ? std::sqrt(apart / first) : kUndefined;
  }
  double cosine() const {
    const double norms = std::sqrt(first) * std::sqrt(second);
    return std::isfinite(norms) && norms > 0 ? std::clamp(both / norms, -1.0, 1.0) : kUndefined;
  }
};

/// A flat piece as doubles; 8-bit floats know no step of their own to doubles.
torch::Tensor cutPiece(const torch::Tensor& flat, std::int64_t from, std::int64_t count) {
  torch::Tensor piece = flat.narrow(0, from, count);
  if (piece.is_floating_point() && piece.itemsize() == 1) piece = piece.to(torch::kFloat32);
  return piece.to(torch::kFloat64);
}

PairSums comparedSums(const torch::Tensor& a, const torch::Tensor& b, const Computing& computing) {
  const torch::Tensor flatA = a.reshape({-1}), flatB = b.reshape({-1});
  PairSums sums;
  for (std::int64_t from = 0; from < flatA.numel(); from += kPiece) {
    if (computing.stop.stop_requested()) throw ComputingStopped();
    const std::int64_t count = std::min(kPiece, flatA.numel() - from);
    sums.add(cutPiece(flatA, from, count), cutPiece(flatB, from, count));
  }
  for (const torch::Tensor* each : {&a, &b})
    if (each->numel() > 0) requireWhole(each->const_data_ptr());
  return sums;
}

std::size_t sharedNames(const StateDict& a, const StateDict& b) {
  std::map<std::string, bool> names;
  for (const auto& [name, tensor] : a) names[name] = true;
  return std::size_t(std::count_if(b.begin(), b.end(), [&](const auto& each) { return names.count(each.first) > 0; }));
}

/// Both under the names of the first one's network, where more of them meet so. Where no network is recognised the
/// names stay.
void matchNames(const std::filesystem::path& file, StateDict& a, StateDict& b, WeightsDifference& difference) try {
  const std::size_t before = sharedNames(a, b);
  if (before == std::max(a.size(), b.size())) return;
  const Recognition found = recognise(openWeights(file));
  if (!found.model) return;
  const ModelConfig model = withSomeHeads(*found.model);
  const NetworkPlan plan = makeNetworkPlan(model, inputOfWeights(model, a, defaultInputShape(model)));
  StateDict otherA = fitNames(a, plan.shapes), otherB = fitNames(b, plan.shapes);
  if (sharedNames(otherA, otherB) <= before) return;
  a = std::move(otherA);
  b = std::move(otherB);
  difference.notes.push_back("The two files spell their names differently; both are compared under the names of " +
                             model.name + ".");
} catch (const UserError&) {  // of a network that cannot be built names are compared as they are
}

TensorDifference compareTensors(const std::string& name, const torch::Tensor& a, const torch::Tensor& b,
                                const Computing& computing, PairSums& all) {
  TensorDifference row{printable(name), TensorKind::Compared, shapeText(a.sizes()), shapeText(b.sizes()), a.numel()};
  if (a.sizes() != b.sizes()) {
    row.kind = TensorKind::OtherShape;
    return row;
  }
  if (a.is_complex() || b.is_complex())
    throw UserError("The tensor " + row.name + " holds complex numbers, which are not compared; convert it first.");
  const PairSums sums = comparedSums(a, b, computing);
  row.largest = sums.largest;
  row.relative = sums.relative();
  row.cosine = sums.cosine();
  all.add(sums);
  return row;
}

}  // namespace

WeightsDifference compareWeightsFiles(const std::filesystem::path& a, const std::filesystem::path& b,
                                      const Computing& computing) {
  const torch::NoGradGuard noGrad;
  StateDict first = readWeights(a), second = readWeights(b);
  WeightsDifference difference;
  matchNames(a, first, second, difference);
  std::map<std::string, torch::Tensor> others(second.begin(), second.end());
  PairSums all;
  std::int64_t done = 0;
  for (const auto& [name, tensor] : first) {
    const auto other = others.find(name);
    if (other == others.end()) {
      difference.tensors.push_back(
          {printable(name), TensorKind::OnlyFirst, shapeText(tensor.sizes()), "", tensor.numel()});
    } else {
      difference.tensors.push_back(compareTensors(name, tensor, other->second, computing, all));
      difference.compared += difference.tensors.back().kind == TensorKind::Compared;
      others.erase(other);
    }
    if (computing.progress) computing.progress(++done, std::int64_t(first.size()));
  }
  for (const auto& [name, tensor] : second)
    if (others.count(name))
      difference.tensors.push_back(
          {printable(name), TensorKind::OnlySecond, "", shapeText(tensor.sizes()), tensor.numel()});
  if (difference.compared == 0) return difference;
  difference.largest = all.largest;
  difference.relative = all.relative();
  difference.cosine = all.cosine();
  return difference;
}

}  // namespace studio
