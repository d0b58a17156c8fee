// Which network a file's weights belong to, from names and shapes alone, whatever stands before the names. No torch
// here.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/models/weights_form.h"
#include "core/run/run_config.h"
#include "core/weights/weights_file.h"

namespace studio {

struct Recognition {
  std::optional<ModelConfig> model;  ///< name and every setting that is stated; model.heads is 0 for a transformer
                                     ///< whose heads are stated nowhere
  std::optional<double> tau;  ///< from the metadata, the file's name ("all_topo_tau_10.0.pt") or the run it lies in
  std::optional<TopoLossConfig> topoloss;  ///< with the factor, where the metadata or the run state it
  std::optional<std::int64_t> step;        ///< of the training that wrote the file
  bool headsGuessed =
      false;  ///< neither the file nor what stands beside it states the heads: as published for this size, or none
  std::string headsFrom;           ///< "model_args.n_head in the file"; empty where they are not known
  std::string conflictingHeads;    ///< "6 (model_args.n_head in the file) and 12 (config.n_head in the file)"
  std::string geluFrom;            ///< as headsFrom
  bool geluGuessed = false;        ///< recognised by the layout of the weights alone
  bool windowGuessed = false;      ///< of a GPT-Neo: as published, for nothing states it
  std::vector<std::string> notes;  ///< sentences on what was found beside the weights
  std::vector<std::string>
      unsupported;  ///< clauses: what the authors' configuration asks for and our network does not compute
  std::map<std::string, std::string> unsupportedTexts;  ///< the same as texts for a file that is written
  std::string
      title;  ///< of a network for images: "ResNet-18, 10 classes in Hugging Face's names under the prefix `module.`"
  std::vector<std::string> leftOver;  ///< tensors that are no part of it, by their names in the file
  std::vector<double> mean, std;      ///< of the pixels, from a normaliser before the network or the file's texts
  std::string normaliser;             ///< the same as the beginning of a sentence, which notesOn ends
  std::string problem;                ///< without a model: why, one sentence
  bool lacksHeads() const { return model && model->width > 0 && model->heads == 0; }
};

/// Throws UserError where responses of this network would be of another one: heads that neither the file nor `chosen`
/// names, or what our network does not compute. Weights, sheets and TopoLoss need none of it.
void requireRespondsAsMade(const Recognition& found, const ModelConfig& chosen, const std::string& file);
/// "FILE does not say how many attention heads its network has (width 384)" or that it says two numbers; no full stop.
std::string headsMissing(const Recognition& found, const std::string& file);
/// What becomes of the weights: their network answers, goes on learning, or is written into another file.
enum class WeightsUse { Inference, Training, Writing };
/// The notes, and what was chosen where the weights leave a choice and `chosen` follows it.
std::vector<std::string> notesOn(const Recognition& found, const ModelConfig& chosen,
                                 WeightsUse use = WeightsUse::Inference);
/// Notes on what stands beside the network that was taken, further ones of its kind above all; fills found.leftOver.
void noteBeside(const NetworkNames& names, Recognition& found);
/// How a sentence ends that lists what does not fit: what helps against it.
std::string mismatchAdvice(const std::vector<std::string>& missing, const std::vector<std::string>& shapes);
/// Heads for building a network of which only weights are wanted.
ModelConfig withSomeHeads(ModelConfig model);

Recognition recognise(const TensorShapes& shapes, const std::map<std::string, std::string>& metadata = {},
                      const std::string& fileName = {});
Recognition recognise(const WeightsFile& file);
/// "tau_3.0.pt", "all_topo_tau_10.0.pt", "tau10": 3, 10, 10.
std::optional<double> tauInName(const std::string& fileName);
/// The settings as `--set` takes them, those alone that belong to this model: "model.classes=10".
std::vector<std::string> describeSettings(const ModelConfig& model);

}  // namespace studio
