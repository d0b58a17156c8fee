// The planned passes through a network (sentence_scores.h).
#include "core/analysis/sentence_scores.h"

#include <ATen/ops/linear.h>
#include <ATen/ops/log_softmax.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <span>

#include "core/models/language_model.h"
#include "core/network/evaluation.h"
#include "core/run/error.h"
#include "core/run/scalars.h"

namespace studio {
namespace {

constexpr std::int64_t kLogitsAtOnce = std::int64_t{1} << 23;
using Queries = std::span<const ForwardPass::Query>;

torch::Tensor asTensor(const std::vector<std::int64_t>& values, std::int64_t rows) {
  return torch::tensor(values, torch::kInt64).view({rows, -1});
}

PlacedTokens placedTokens(const ForwardPass& pass, torch::Device device) {
  auto visible = torch::empty({pass.rows, pass.length, pass.length}, torch::kBool);
  for (std::int64_t row = 0; row < pass.rows; ++row) {
    const auto seen = pass.visible(row);
    std::copy(seen.begin(), seen.end(), visible[row].mutable_data_ptr<bool>());
  }
  return {asTensor(pass.tokens, pass.rows).to(device), asTensor(pass.positions, pass.rows).to(device),
          visible.to(device)};
}

/// The queries of the first places, at most so many of these; queries are ordered by their places.
std::size_t countQueries(Queries queries, std::int64_t mostPlaces) {
  std::int64_t places = 0;
  for (std::size_t i = 0; i < queries.size(); ++i)
    if ((i == 0 || queries[i].place != queries[i - 1].place) && ++places > mostPlaces) return i;
  return queries.size();
}

/// Their log-probabilities on the device, float [queries]; values [places, width] of the whole pass.
torch::Tensor logProbabilities(const torch::Tensor& values, const torch::Tensor& head, Queries queries) {
  std::vector<std::int64_t> places, rows, tokens;  // the row of `places` that each query reads
  for (const auto& query : queries) {
    if (places.empty() || places.back() != query.place) places.push_back(query.place);
    rows.push_back(std::int64_t(places.size()) - 1), tokens.push_back(query.token);
  }
  const auto index = [&](const std::vector<std::int64_t>& of) {
    return torch::tensor(of, torch::kInt64).to(values.device());
  };
  const auto logits = at::linear(values.index_select(0, index(places)), head).to(torch::kFloat32);  // [places, all]
  return at::log_softmax(logits, 1).index({index(rows), index(tokens)});  // one pass; logsumexp takes several
}

void computePass(LanguageModel& model, const ForwardPass& pass, std::vector<double>& targets) {
  const auto head = model.head();
  const auto placed = placedTokens(pass, head.device());
  const auto values = model.lastValues(placed).flatten(0, 1);  // [rows * length, width]
  std::vector<torch::Tensor> found;
  const Queries all(pass.queries);
  for (std::size_t first = 0; first < all.size();) {
    const auto count = countQueries(all.subspan(first), placesAtOnce(head.size(0)));
    found.push_back(logProbabilities(values, head, all.subspan(first, count)));
    first += count;
  }
  if (found.empty()) return;
  const auto numbers = torch::cat(found).to(torch::kCPU, torch::kDouble).contiguous();
  const double* next = numbers.const_data_ptr<double>();
  for (const auto& query : all) targets[std::size_t(query.target)] = *next++;
}

}  // namespace

std::int64_t placesAtOnce(std::int64_t vocabulary) {
  return std::max<std::int64_t>(1, kLogitsAtOnce / std::max<std::int64_t>(1, vocabulary));
}

std::vector<double> computeTargets(Model& model, const PrefixPlan& plan, const BatchProgress& progress) {
  LanguageModel* language = asLanguageModel(model);
  if (!language) throw UserError("The network reads images, and sentences are scored by one that reads tokens.");
  const torch::NoGradGuard noGrad;
  const EvaluationMode evaluating(model);
  std::vector<double> targets(std::size_t(plan.targets), kUndefined);
  std::int64_t done = 0;
  for (const ForwardPass& pass : plan.passes) {
    computePass(*language, pass, targets);
    done += pass.rows * pass.length;
    if (progress) progress(done, plan.positions);
  }
  return targets;
}

}  // namespace studio
