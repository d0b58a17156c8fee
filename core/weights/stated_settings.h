// What names and shapes do not show of a transformer: attention heads, GELU, epsilon of the norms, window. It comes
// from the texts of the file and from what stands beside it, and goes into the texts of every file that is written. No
// torch here.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/run/run_config.h"
#include "core/weights/weights_file.h"

namespace studio {

struct Recognition;

/// What stands beside a file of weights.
struct AccompanyingFiles {
  std::map<std::string, std::string> json;  ///< the values of Hugging Face's config.json, as texts
  std::optional<ModelConfig> run;           ///< of the run to which a checkpoint belongs
  std::optional<TopoLossConfig> topoloss;   ///< of the same run
  std::string runPlace;                     ///< the configuration it was read from
  std::vector<std::string> notes;           ///< what is there and cannot be read
};
/// Never throws for what is beside: it is a note then.
AccompanyingFiles readSurroundings(const WeightsFile& file);

/// Completes found.model: heads (0 where nothing states them), gelu, norm_epsilon and window; says where they come
/// from.
void takeStatedSettings(Recognition& found, const std::map<std::string, std::string>& metadata,
                        const AccompanyingFiles& around, WeightsLayout layout);
/// Of a network with ReLU (WeightsForm::configType): another function, which Hugging Face's can have, goes to
/// found.unlike.
void takeStatedActivation(Recognition& found, const std::map<std::string, std::string>& metadata,
                          const AccompanyingFiles& around);

/// The same as texts for a file: {"model.heads", "6"}, {"model.gelu", "exact"}, ... Empty for networks whose shapes
/// show everything.
std::map<std::string, std::string> settingTexts(const ModelConfig& model);

/// GELU of a model where model.gelu is "published": "exact" or "tanh".
std::string publishedGelu(const std::string& model);
/// The heads that model.heads = 0 stands for in a network with random weights.
inline constexpr std::int64_t kPublishedHeads = 12;

}  // namespace studio
