// What analyses share that make a network smaller level by level and measure it at each (pruning, downsampling): the
// weights they change and put back, the rows of a level, how much of the full network is left, and their lines
// in a plot (core/run/level_plot.h).
#pragma once
#include <torch/types.h>

#include <functional>
#include <string>
#include <vector>

#include "core/analysis/analyses.h"
#include "core/run/level_plot.h"

namespace studio {

/// The weights of layers of a network that are changed for a while; put back as they were at the end of its life.
class ChangedWeights {
 public:
  ChangedWeights(const Model& model, std::vector<LayerInfo> layers);
  ~ChangedWeights();
  ChangedWeights(const ChangedWeights&) = delete;
  ChangedWeights& operator=(const ChangedWeights&) = delete;

  const std::vector<LayerInfo>& layers() const { return layers_; }
  /// Of the layers in their order, as they were, on the CPU, float32.
  const std::vector<torch::Tensor>& originals() const { return originals_; }
  std::int64_t count() const;  ///< of all these weights
  /// One for each layer, of the original's shape, on any device.
  void set(const std::vector<torch::Tensor>& weights);

 private:
  std::vector<LayerInfo> layers_;
  std::vector<torch::Tensor> weights_, originals_;
};

/// One level: what is known of it before it is measured.
struct CurveLevel {
  double at = 0;            ///< its place along the curve: the share that is gone, 0 .. 1
  std::vector<Cell> cells;  ///< of its row: the level itself first
  bool full = false;        ///< it is the full network
};

/// Measures the full network and each level and fills the tables of `result`:
/// - "rows": the level's cells, loss, accuracy (language: perplexity), drop = the share of the full network's accuracy
///   (language: of its probability of the right token, 1 / perplexity) that is lost;
/// - "full": loss and accuracy or perplexity of the full network, `count` images or tokens;
/// - "": area_under_curve = mean of the accuracy (language: of the loss) over the levels' range by the trapezoidal
/// rule,
///   retained = the same of 1 - drop.
/// `reduce(index)` makes the network that of a level.
void measureLevels(NetworkTask& work, const std::vector<CurveLevel>& levels,
                   const std::function<void(std::size_t index)>& reduce, Result& result);

/// Columns and means of these tables, behind those of the analysis' own.
void addLevelColumns(std::vector<ShownColumn> own, AnalysisKind& kind);
/// "91.2 % retained, 10 levels"
std::string levelSummary(const NetworkAnalysis& found, const Result& result);
/// The networks with results of this analysis, as levelPlot takes them; they must outlive what is returned.
std::vector<LevelSource> levelSources(const std::string& analysis, const std::vector<PlottedNetwork>& networks);

/// A list of levels as a choice of the analysis: `problem` is levelsProblem with the option's name.
ChoiceField levelsChoice(const std::string& key, const std::string& option, const std::string& label,
                         const std::string& help, std::vector<double> initial,
                         std::string (*problem)(const ConfigValue& value),
                         bool (*sorts)(const AnalysisSettings& settings));
/// Levels lie from 0 to 0.99, and there is one at least; `option` is named in the sentence.
std::string levelsProblem(const ConfigValue& value, const std::string& option);
/// "50 %"
std::string percentText(double share);

}  // namespace studio
