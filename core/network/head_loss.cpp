// See head_loss.h.
#include "core/network/head_loss.h"

#include <ATen/ops/linear.h>
#include <ATen/ops/log_softmax.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/data/batcher.h"

namespace studio {
namespace {

/// What all pieces share.
struct Pieces {
  torch::Tensor head;      ///< in the precision of the products
  torch::Tensor weights;   ///< of each row in the loss, float [rows]: 0 where nothing is asked for
  torch::Tensor gradient;  ///< of the head, float32
  HeadLossOptions options;
};

/// The loss of a piece; `gradient` gets that of its values.
torch::Tensor addPiece(const torch::Tensor& values, const torch::Tensor& labels, const torch::Tensor& weights,
                       Pieces& pieces, torch::Tensor gradient, HeadLoss& result) {
  const double smoothing = pieces.options.labelSmoothing;
  const auto inputs = values.to(pieces.head.scalar_type());
  auto logs = at::log_softmax(at::linear(inputs, pieces.head).to(torch::kFloat), 1);  // [rows, vocabulary]
  const auto asked = labels.clamp_min(0).unsqueeze(1);
  auto losses = logs.gather(1, asked).squeeze(1).neg_() * (1 - smoothing);
  if (smoothing > 0) losses = losses - logs.mean(1) * smoothing;
  if (pieces.options.counts) {
    const auto hits = (logs.argmax(1) == labels).sum();
    result.correct = result.correct.defined() ? result.correct + hits : hits;
  }
  auto slopes = logs.exp_();  // of the logits: softmax minus what is asked for
  slopes.scatter_add_(1, asked, torch::full_like(asked, smoothing - 1, slopes.options()));
  if (smoothing > 0) slopes.sub_(smoothing / double(slopes.size(1)));
  slopes.mul_(weights.unsqueeze(1));
  const auto products = slopes.to(pieces.head.scalar_type());
  gradient.copy_(at::matmul(products, pieces.head));
  if (pieces.head.scalar_type() == torch::kFloat)
    pieces.gradient.addmm_(products.t(), inputs);
  else
    pieces.gradient.add_(at::matmul(products.t(), inputs));
  return (losses * weights).sum();
}

}  // namespace

std::int64_t rowsOfPiece(const torch::Tensor& head) {
  const auto logits = head.is_cpu() ? kLogitsOfPiece : 8 * kLogitsOfPiece;
  return std::max<std::int64_t>(1, logits / head.size(0));
}

bool computesInPieces(std::int64_t rows, const torch::Tensor& head) { return rows > rowsOfPiece(head); }

HeadLoss headLoss(const torch::Tensor& values, torch::Tensor head, const torch::Tensor& labels,
                  const HeadLossOptions& options) {
  const torch::NoGradGuard noGrad;
  if (!head.grad().defined()) head.mutable_grad() = torch::zeros_like(head);
  const auto counts = (labels != kNoToken).to(torch::kFloat);
  Pieces pieces{options.bfloat16 ? head.to(torch::kBFloat16) : head.detach(), counts * options.share / counts.sum(),
                head.grad(), options};
  HeadLoss result{torch::zeros({}, counts.options()), torch::empty_like(values), {}};
  const auto most = options.rowsOfPiece > 0 ? options.rowsOfPiece : rowsOfPiece(head);
  for (std::int64_t first = 0; first < values.size(0); first += most) {
    const auto rows = std::min(most, values.size(0) - first);
    const auto of = [&](const torch::Tensor& whole) { return whole.narrow(0, first, rows); };
    result.loss += addPiece(of(values), of(labels), of(pieces.weights), pieces, of(result.valuesGradient), result);
  }
  return result;
}

}  // namespace studio
