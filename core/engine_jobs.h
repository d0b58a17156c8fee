// What the engine does in one go, job by job: a network over data, the losses of arrays and of a network's layers, two
// files of weights beside each other, and weights as the window shows them. All throw UserError for what a user can fix
// and leave nothing half-written. No torch here.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/analysis_request.h"
#include "core/run/network_request.h"
#include "core/run/run_config.h"
#include "core/run/run_store.h"
#include "core/run/snapshot.h"
#include "core/run/text_request.h"
#include "core/run/weights_difference.h"
#include "core/run/weights_report.h"

namespace studio {

class Model;

// A network over data: each call opens the source, computes, writes its files.

/// Layers of a model that have a sheet, at its default settings and input but for those given.
std::vector<LayerInfo> modelLayers(const std::string& model, const std::vector<std::string>& settings);

/// Classes are matched by name (core/network/evaluation.h); images that cannot be read are left out and named.
/// `flip` adds the logits of the mirror images; data.flip_test of the run or of the data does so too.
Evaluation evaluateSource(const SourceRequest& source, const std::string& data, const Computing& computing,
                          bool flip = false);

/// Raw forward pass over an array, no preprocessing; writes float32 [n, classes], of rows of tokens int64 [n, tokens]
/// float32 [n, tokens, vocabulary], and returns that shape.
std::vector<std::int64_t> predictFile(const SourceRequest& source, const std::filesystem::path& input,
                                      const std::filesystem::path& output, const Computing& computing);

/// Writes LAYER.npy [stimuli, units] for each layer of the request (chooseLayers) into the folder, and labels.txt, one
/// class name a line, where the data have classes. Folders of images are read but for the files that cannot be.
WrittenActivations writeActivations(const SourceRequest& source, const StimuliRequest& stimuli,
                                    const std::string& layers, const std::filesystem::path& folder,
                                    const Computing& computing);

/// Opens network and tokenizer, and draws (core/network/text_sampler.h).
SampledText sampleSource(const SourceRequest& source, const SampleRequest& request, const Computing& computing,
                         const std::function<void(std::string_view bytes)>& said = {});
/// Opens network and tokenizer, and reads the text (core/network/text_probe.h).
TextProbe probeSource(const SourceRequest& source, const TextProbeRequest& request, const Computing& computing);
/// Of the request's network and stimuli (core/network/strongest_tokens.h).
StrongestTokens strongestTokensOf(const AnalysisRequest& request, const std::string& layer, std::int64_t each,
                                  const Computing& computing);

// The paper's loss of each layer of a network.

/// Of each listed layer: those of the topoloss package's JSON file where one is named, else the model's TopoLoss
/// layers. A second loss of the same layer is named "LAYER (input)" or "LAYER (bias)". Throws UserError.
ModelLosses topoLossesOfModel(const SourceRequest& source, const std::filesystem::path& losses,
                              const TopoLossRequest& question, int threads);

// A loss of the table of one array, without a network: of a weight [o, i] or [o, i, kh, kw], of a bias [o], or of
// responses [stimuli, units].

/// Unscaled, with the settings that the question names on top of the row's own; float64 arrays are computed in double.
/// The gradient is written in the array's type and shape where a file is named. Throws UserError, also for a row that
/// has no value (an operation, an update, none).
ArrayLoss lossOfArray(const std::filesystem::path& array, const TopoLossRequest& question,
                      const std::filesystem::path& gradient, int threads);

// Two files of weights beside each other, tensor by tensor: how far their values lie apart. Nothing of a file is run;
// what is wrong with one of them is a UserError naming it.

/// Files, checkpoints, runs (their last checkpoint) or FILE#PART. Tensors belong together by their names; where those
/// of the two files are spelled differently and the first one's network is recognised, both are read under its names.
/// Only pieces of two tensors are in memory as doubles at a time. `computing.progress` after each tensor.
WeightsDifference compareWeightsFiles(const std::filesystem::path& a, const std::filesystem::path& b,
                                      const Computing& computing = {});

// Weights as the window shows them. Of a file from anywhere: which network it is, the sheets of all its layers, which
// layers were trained with TopoLoss, and the weights into one unit. Beside it a layer before the first step, and one
// unit of a stored run. Nothing that a file holds is ever run.

/// Which layers of a network were trained with TopoLoss, detected from their weights: neighbours on the sheet are alike
/// there, elsewhere they are as different as units that lie anywhere (science.md 1.8).
struct TrainedLayers {
  std::vector<LayerSet>
      sets;  ///< in the order of the network; layers whose sheets are too small for the factor are in none
  std::vector<std::string> low;  ///< all layers that were trained with TopoLoss
  /// Clauses on layers that cannot be judged: "fc1.weight holds NaN at [3, 0] (2 of 36 ...)".
  std::vector<std::string> undefined;
  std::string blur;  ///< the blur that the losses were computed with: "a blur of 4 × 4"
  /// "TopoLoss with a blur of 4 × 4 is low in mlp.3 (0.12; with shuffled units 0.87), not in mlp.0 (0.88): trained
  /// with TopoLoss, mlp.3."
  std::string sentence() const;
};

/// `stated`: the TopoLoss that the file or its run says it was trained with; without it the paper's factor is assumed,
/// and the sentence says so.
TrainedLayers findTrainedLayers(const Model& model, const std::optional<TopoLossConfig>& stated = {});

/// Throws UserError naming the file and what does not fit. `heads`: as the user names them; 0 = as the file says.
WeightsReport readWeightsReport(const std::filesystem::path& path, std::int64_t heads = 0);
/// Sets of layers and their TopoLoss, as WeightsReport::trained sums them up; reads all weights. Throws UserError.
TrainedReport readTrainedLayers(const std::filesystem::path& path);
/// nullopt where there is no such layer or unit. Throws UserError where the file is not as it was written.
std::optional<UnitWeights> unitOfWeights(const std::filesystem::path& path, const std::string& layer,
                                         std::int64_t unit);

/// A layer before the first step and its blur. Throws UserError: no such layer, or a factor that does not fit its
/// sheet.
BlurPreview blurPreview(const RunConfig& config, const std::string& layer);

/// The weights into one unit of a stored run at its checkpoint nearest before `step`; nullopt when there is none.
std::optional<UnitWeights> unitWeights(const RunFolder& folder, std::int64_t step, const std::string& layer,
                                       std::int64_t unit);

}  // namespace studio
