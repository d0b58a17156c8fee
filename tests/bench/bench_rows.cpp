// The table of rows: each is a file of its own and one line here.
#include "bench_row.h"

namespace studio::bench {

std::span<const Row> rows() {
  static const Row table[] = {
      {"topoloss_resnet18", "the same formula composed of LibTorch operations, with autograd", measureTopolossResnet18},
      {"topoloss_gpt", "the same formula composed of LibTorch operations, with autograd", measureTopolossGpt},
      {"step_topoloss", "the same training step without TopoLoss", measureStepTopoloss},
      {"open_pt", "reading the file's bytes into memory", measureOpenPt},
      {"step_resnet18", "the same training step and forward pass in plain PyTorch, in Python", measureStepResnet18},
      {"step_gpt", "the same training step and forward pass in plain PyTorch, in Python", measureStepGpt},
      {"live_view", "the same training step with nobody looking", measureLiveView},
      {"smoothness", "the loop over units of the published code, in NumPy", measureSmoothness},
      {"smoothness_large", "the whole correlation matrix and its bins, in LibTorch", measureSmoothnessLarge},
      {"dimensionality", "the eigenvalues of the covariance, in LibTorch", measureDimensionality},
      {"augment", "the same augmentation composed of LibTorch operations", measureAugment},
  };
  return table;
}

}  // namespace studio::bench
