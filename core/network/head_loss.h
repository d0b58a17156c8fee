// The task's loss of a network of language whose logits would be the largest array by far (rows x 50,304 tokens): head
// and loss are computed for some rows at a time, and of each such piece only what it adds to the gradients is kept. The
// gradient of a cross entropy is known with its value (softmax minus what was asked for), so nothing is computed twice.
#pragma once
#include <torch/types.h>

#include <cstdint>

namespace studio {

/// Logits of a piece, float32: 32 MiB, of a GPU eight times as many, which keep all of its units busy.
inline constexpr std::int64_t kLogitsOfPiece = std::int64_t{1} << 23;

/// Rows of a piece, 1 or more; `head` [vocabulary, width].
std::int64_t rowsOfPiece(const torch::Tensor& head);
/// Worth it: all logits together are more than a piece. Fewer are computed in one, as ever.
bool computesInPieces(std::int64_t rows, const torch::Tensor& head);

struct HeadLoss {
  torch::Tensor loss;            ///< 0-dim, times `share`
  torch::Tensor valuesGradient;  ///< of the loss, as the values
  torch::Tensor correct;         ///< how many labels are the likeliest token; undefined when not asked for
};

struct HeadLossOptions {
  double labelSmoothing = 0, share = 1;
  bool bfloat16 = false, counts = false;
  std::int64_t rowsOfPiece = 0;  ///< 0: as many as rowsOfPiece()
};

/// torch's cross_entropy (mean over the labels that are not kNoToken) of at::linear(values, head), values [rows, width]
/// and labels int64 [rows], with label smoothing. Adds its gradient to that of `head`. Nothing waits for the device.
HeadLoss headLoss(const torch::Tensor& values, torch::Tensor head, const torch::Tensor& labels,
                  const HeadLossOptions& options);

}  // namespace studio
