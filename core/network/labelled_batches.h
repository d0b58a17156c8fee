// A set of labelled images or rows of tokens that is evaluated again and again: it is decoded once and its batches are
// kept while they fit into memory; else it is decoded again each time.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "core/network/evaluation.h"

namespace studio {

class LabelledBatches {
 public:
  /// In the set's order; shuffling and augmentation of the options are ignored.
  LabelledBatches(std::shared_ptr<const Dataset> data, Batcher::Options options,
                  std::int64_t mostBytes = memoryForBatches());

  std::int64_t images() const;
  bool areKept() const { return keeps_; }  ///< they fit: whether they are decoded once
  /// Of this network as it is now. Throws UserError as requireEvaluable does; what `progress` throws ends it.
  Evaluation evaluate(Model& model, bool flip, const BatchProgress& progress = {});

  /// A quarter of the machine's memory.
  static std::int64_t memoryForBatches();

 private:
  Evaluation evaluateKept(Model& model, bool flip, const BatchProgress& progress);
  Evaluation evaluateDecoding(Model& model, bool flip, const BatchProgress& progress);

  std::shared_ptr<const Dataset> data_;
  Batcher::Options options_;
  bool keeps_ = false, isWhole_ = false;
  std::vector<Batch> kept_;  ///< on the CPU
};

}  // namespace studio
