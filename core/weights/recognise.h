// Which network a file's weights belong to, from names and shapes alone, whatever stands before the names. No torch here.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/run/run_config.h"
#include "core/weights/weights_file.h"

namespace studio {

struct Recognition {
  std::optional<ModelConfig> model;      ///< name and every setting that names and shapes tell
  std::optional<double> tau;             ///< from the metadata or the file's name ("all_topo_tau_10.0.pt")
  bool headsGuessed = false;             ///< heads are not in the weights: taken from the metadata, else width / 64 as in GPT-2 and ViT
  std::string problem;                   ///< without a model: why, one sentence
};

Recognition recognise(const TensorShapes& shapes, const std::map<std::string, std::string>& metadata = {}, const std::string& fileName = {});
Recognition recognise(const WeightsFile& file);
/// "tau_3.0.pt", "all_topo_tau_10.0.pt", "tau10": 3, 10, 10.
std::optional<double> tauInName(const std::string& fileName);
/// The settings as `--set` takes them, those alone that belong to this model: "model.classes=10".
std::vector<std::string> settingsOf(const ModelConfig& model);

}  // namespace studio
