// The table of rows: each is a function in a file that tells its story, and one line here; then how they are timed.
#include "bench_row.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

namespace studio::bench {

std::span<const Row> rows() {
  static const Row table[] = {
      {"topoloss_resnet18", "the same formula composed of LibTorch operations, with autograd", measureTopolossResnet18},
      {"topoloss_gpt", "the same formula composed of LibTorch operations, with autograd", measureTopolossGpt},
      {"step_topoloss", "the same training step without TopoLoss", measureStepTopoloss},
      {"open_pt", "reading the file's bytes into memory", measureOpenPt},
      {"step_resnet18", "the same training step and forward pass in plain PyTorch, in Python", measureStepResnet18},
      {"step_gpt", "the same training step and forward pass in plain PyTorch, in Python", measureStepGpt},
      {"step_vocabulary", "the same step and its peak memory, at a vocabulary of 50,304, in plain PyTorch, in Python",
       measureStepVocabulary},
      {"tokens", "nanoGPT's get_batch, in Python", measureTokens},
      {"tokenize", "Hugging Face's tokenizers on one core, in Python", measureTokenize},
      {"sample", "the same draws with all tokens computed again for each", measureSample},
      {"live_view", "the same training step with nobody looking", measureLiveView},
      {"smoothness", "the loop over units of the published code, in NumPy", measureSmoothness},
      {"smoothness_large", "the whole correlation matrix and its bins, in LibTorch", measureSmoothnessLarge},
      {"dimensionality", "the eigenvalues of the covariance, in LibTorch", measureDimensionality},
      {"thresholds", "torch.kthvalue of the magnitudes for each of the 19 levels", measureThresholds},
      {"pruning_curve", "ten plain evaluations of the same network over the same images", measurePruningCurve},
      {"augment", "the same augmentation composed of LibTorch operations", measureAugment},
      {"blimp", "each sentence padded to the longest, with all its logits, in the same program", measureBlimp},
  };
  return table;
}

// Ours and a peer timed alternately.

namespace {

/// Threads of the side that just ran may still be spinning for work; let them go to sleep first.
void rest() { std::this_thread::sleep_for(std::chrono::milliseconds(30)); }

}  // namespace

double timed(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

PairedTimes timeAlternately(int repeats, const std::function<double()>& ours, const std::function<double()>& peer) {
  PairedTimes times;
  for (int i = -2; i < repeats; ++i) {
    // Who goes first changes from repeat to repeat.
    double oursMs = 0, peerMs = 0;
    const bool oursFirst = i % 2 == 0;
    rest();
    (oursFirst ? oursMs : peerMs) = oursFirst ? ours() : peer();
    rest();
    (oursFirst ? peerMs : oursMs) = oursFirst ? peer() : ours();
    if (i < 0) continue;
    times.ours.push_back(oursMs), times.peer.push_back(peerMs);
  }
  return times;
}

double computeQuantile(std::vector<double> values, double share) {
  if (values.empty()) return std::nan("");
  std::sort(values.begin(), values.end());
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const auto above = std::min(below + 1, values.size() - 1);
  return values[below] + (values[above] - values[below]) * (place - static_cast<double>(below));
}

double computeMedian(std::vector<double> values) { return computeQuantile(std::move(values), 0.5); }

Result makeResult(const std::string& row, const std::string& peer, const PairedTimes& times) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < times.ours.size(); ++i) ratios.push_back(times.peer[i] / times.ours[i]);
  Result result;
  result.row = row, result.peer = peer;
  result.oursMs = computeMedian(times.ours), result.peerMs = computeMedian(times.peer);
  result.ratio = computeMedian(ratios), result.ratioLow = computeQuantile(ratios, 0.1),
  result.ratioHigh = computeQuantile(ratios, 0.9);
  return result;
}

}  // namespace studio::bench
