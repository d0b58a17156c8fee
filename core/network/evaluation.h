// Loss and accuracy of a network over a set of images or rows of tokens, and what they need: the network in evaluation
// mode, and labels that mean what its outputs mean.
#pragma once
#include <torch/nn/module.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/data/batcher.h"
#include "core/data/dataset.h"
#include "core/models/model.h"
#include "core/run/network_request.h"

namespace studio {

/// A network in evaluation mode for as long as this object lives.
class EvaluationMode {
 public:
  explicit EvaluationMode(torch::nn::Module& module) : module_(module), training_(module.is_training()) {
    module_.eval();
  }
  ~EvaluationMode() { module_.train(training_); }
  EvaluationMode(const EvaluationMode&) = delete;
  EvaluationMode& operator=(const EvaluationMode&) = delete;

 private:
  torch::nn::Module& module_;
  bool training_;
};

/// The next batch of a set that is gone through once; nullopt at its end.
using NextBatch = std::function<std::optional<Batch>()>;
/// Of `images` images in all, batch by batch, as below.
Evaluation evaluate(Model& model, const NextBatch& next, std::int64_t images, bool bfloat16 = false,
                    const BatchProgress& progress = {}, bool flip = false);

/// One epoch of the batches, in evaluation mode and without gradients; the model's mode is as before afterwards. The
/// result is read from the device once, at the end. `flip`: of the logits of each image and its mirror image, summed
/// (as FFCV's and others' test-time augmentation); the loss is that of the sum.
Evaluation evaluate(Model& model, Batcher& batches, bool bfloat16 = false, const BatchProgress& progress = {},
                    bool flip = false);

/// Throws UserError when the data have no images, no labels or more classes than the model, or tokens that it does not
/// know.
void requireEvaluable(Model& model, const Dataset& data, const Batcher::Options& options);
/// In the set's order, without shuffling and augmentation.
Batcher::Options evaluationOptions(Batcher::Options options);

/// Of a whole set in its order; shuffling and augmentation of the options are ignored. Throws UserError when the data
/// have no images, no labels or more classes than the model, or tokens that it does not know.
Evaluation evaluate(Model& model, std::shared_ptr<const Dataset> data, Batcher::Options options,
                    const BatchProgress& progress = {}, bool flip = false);

/// Classes of data and those that a network was trained on, matched by their names: labels come to mean what the
/// network's outputs mean.
struct ClassMatch {
  std::shared_ptr<const Dataset> data;  ///< labels = the network's outputs; without the images of unknown classes
  std::vector<std::string> unknown;     ///< classes of the data that the network was not trained on
  std::vector<std::string> missing;     ///< classes of the network of which the data have no image
  std::vector<std::string> remarks;     ///< the same as sentences
};

/// `names` are the network's, index = output; where it has none (weights from elsewhere, older runs), classes keep
/// their positions, which is said where their number is not `outputs`. Numbers stand for names where one side has no
/// more (`arrays`, MNIST). Where the labels of the data count from 1 in their files and the network has that one output
/// more, outputs are those labels. `networkName` is for sentences. Throws UserError where no class is common to both.
ClassMatch matchClasses(std::shared_ptr<const Dataset> data, const std::vector<std::string>& names,
                        std::int64_t outputs, const std::string& networkName);

// A set of labelled images or rows of tokens that is evaluated again and again: it is decoded once and its batches are
// kept while they fit into memory; else it is decoded again each time.

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
