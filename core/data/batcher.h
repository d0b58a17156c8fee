// Shuffled batches made ahead by worker threads that share the images of a batch. The order is a function of (seed,
// epoch) alone and an image's augmentation of (seed, epoch, index), so nothing of it needs saving and the number of
// workers does not matter.
#pragma once
#include <torch/types.h>

#include <functional>
#include <memory>
#include <optional>

#include "core/data/dataset.h"

namespace studio {

struct Batch {
  torch::Tensor
      images;  ///< float32 [batch, channels, height, width], normalised, on the device; language: int64 [batch, tokens]
  torch::Tensor labels;  ///< int64 [batch], on the device; language: int64 [batch, tokens], the next token, or kNoToken
  std::int64_t size = 0;
};

/// The label of a token whose next one is not known; the loss leaves it out (PyTorch's ignore_index).
inline constexpr std::int64_t kNoToken = -100;

class Batcher {
 public:
  struct Options {
    std::int64_t batchSize = 64;
    std::int64_t seed = 0;
    bool shuffle = true;
    bool channelsLast = false;
    int workers = 1;
    std::int64_t fewest = 1;  ///< examples that a batch must have: a last one of fewer joins the one before
    std::string augment = "none";
    std::vector<double> mean, std;  ///< empty: the data set's
    std::function<std::int64_t(std::int64_t epoch)>
        sizeAt;  ///< sides of an epoch's images, px; empty or 0: the data set's
    torch::Device device = torch::kCPU;
  };
  Batcher(std::shared_ptr<const Dataset> data, Options options);
  ~Batcher();
  std::int64_t images() const;   ///< an epoch
  std::int64_t batches() const;  ///< an epoch; the last batch may be smaller, or larger where too few would be left
  /// Starts an epoch at one of its batches. Cancels what was being made.
  void startEpoch(std::int64_t epoch, std::int64_t firstBatch = 0);
  /// The next batch of the epoch, nullopt at its end. Rethrows what a worker threw (UserError for a damaged image).
  std::optional<Batch> next();
  /// Called on the reader's thread with each batch: what workers met while they made it can be reported from there.
  void onEachBatch(std::function<void()> report);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Batches of an epoch of so many examples.
std::int64_t countBatches(std::int64_t examples, std::int64_t batchSize, std::int64_t fewest = 1);

/// One batch of the given images in order (probe batches, evaluation).
Batch makeBatch(const Dataset& data, const std::vector<std::int64_t>& indices, const Batcher::Options& options);

}  // namespace studio
