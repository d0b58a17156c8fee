// Each network has one name that no other has; what stands before it is the prefix of all its names (science.md 10.2
// to 10.6).
#include "core/weights/recognise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "core/run/cut_guard.h"
#include "core/run/error.h"
#include "core/run/number_text.h"
#include "core/run/printable_text.h"
#include "core/weights/gpt_names.h"
#include "core/weights/mlp_names.h"
#include "core/weights/normaliser.h"
#include "core/weights/other_forms.h"
#include "core/weights/shards.h"
#include "core/weights/told_settings.h"
#include "core/weights/vision_networks.h"
#include "core/weights/weight_pieces.h"

namespace studio {
namespace {

using Shape = std::vector<std::int64_t>;

/// The tensors of one network, by their names behind the prefix.
class Names {
 public:
  Names(const TensorShapes& shapes, std::string prefix) : shapes_(shapes), prefix_(std::move(prefix)) {}
  bool has(const std::string& name) const { return shapes_.contains(prefix_ + name); }
  /// Sizes of a tensor with so many dimensions; nothing for another.
  std::optional<Shape> shape(const std::string& name, std::size_t dimensions) const {
    const auto found = shapes_.find(prefix_ + name);
    return found != shapes_.end() && found->second.size() == dimensions ? std::optional(found->second) : std::nullopt;
  }
  /// How many of before0after, before1after, ... there are, without a gap.
  std::int64_t count(const std::string& before, const std::string& after) const {
    std::int64_t number = 0;
    while (has(before + std::to_string(number) + after)) ++number;
    return number;
  }

 private:
  const TensorShapes& shapes_;
  std::string prefix_;
};

void refuse(Recognition& found, const std::string& what) { found.problem = what; }

constexpr const char* kGptTable = "transformer.wte.weight";
constexpr const char* kGptHead = "lm_head.weight";
constexpr std::int64_t kLargestWidth = std::int64_t{1} << 40;

/// Between a block's two linear layers there are four times its width here; published GPTs may say n_inner.
std::string otherHidden(const std::optional<Shape>& widened, std::int64_t width) {
  if (!widened || width < 1 || width > kLargestWidth) return {};
  const auto hidden = (*widened)[0] == width ? (*widened)[1] : (*widened)[0];  // conv1d: [inputs, outputs]
  if (hidden == 4 * width || ((*widened)[0] != width && (*widened)[1] != width)) return {};
  return "It is a GPT whose blocks are " + std::to_string(hidden) +
         " units wide within (mlp.c_fc, n_inner) rather than 4 x " + std::to_string(width) +
         "; only these are among the models.";
}

void recogniseGpt(const TensorShapes& ours, Recognition& found, WeightsLayout& layout) {
  const Names names(ours, "transformer.");
  const auto places = names.shape("wpe.weight", 2), head = Names(ours, "").shape(kGptHead, 2);
  auto table = names.shape("wte.weight", 2);
  if (!table) table = head;  // tied weights of which one name was stored
  const auto layers = names.count("h.", ".ln_1.weight");
  const bool neo = names.has("h.0.attn.attention.q_proj.weight"), nano = names.has("h.0.attn.c_attn.weight");
  if (!table && places && layers > 0 && neo != nano)
    return refuse(found, std::string("It is a ") + (neo ? "GPT-Neo" : "nanoGPT or GPT-2") +
                             " in which the table of tokens (wte.weight) and the output head (lm_head.weight) are "
                             "missing; take a file with the whole network.");
  if (!table || !places || layers == 0 || neo == nano || (*table)[1] != (*places)[1])
    return refuse(found,
                  "It is a language model whose blocks are those of neither nanoGPT nor GPT-Neo; only nanogpt and "
                  "gpt_neo_125m are among "
                  "the models.");
  const auto widened = names.shape("h.0.mlp.c_fc.weight", 2);
  if (const auto problem = otherHidden(widened, (*table)[1]); !problem.empty()) return refuse(found, problem);
  found.model.emplace();
  found.model->name = neo ? "gpt_neo_125m" : "nanogpt";
  found.model->layers = layers;
  found.model->width = (*table)[1];
  found.model->context = (*places)[0];
  found.model->vocabulary = (*table)[0];
  found.model->bias = names.has("ln_f.bias");
  layout.conv1d = nano && widened && (*widened)[0] == found.model->width && (*widened)[1] != found.model->width;
  layout.headMissing = !head;
}

void recogniseModel(const TensorShapes& shapes, Recognition& found, WeightsLayout& layout) {
  if (recogniseVision(shapes, found)) return;
  if (const auto gpt = gptNamesIn(shapes); !gpt.sources.empty()) {
    recogniseGpt(renamedShapes(shapes, gpt), found, layout);
    if (found.model) noteBeside(gpt, found);
  } else {
    recogniseMlp(shapes, found);
  }
}

/// listText without its last mark: in the middle of a sentence.
std::string listWithin(const char* title, const std::vector<std::string>& items) {
  auto list = listText(title, items);
  list.pop_back();
  return list;
}

/// What is done with the mean and the spread of the pixels that a file says.
std::string normaliserEnd(const Recognition& found, WeightsUse use) {
  if (found.mean.empty()) return "; it is of pixels from 0 to 255 and is not applied here.";
  if (use == WeightsUse::Training) return "; training prepares its images by data.mean and data.std.";
  if (use == WeightsUse::Writing) return "; the new file says it as data.mean and data.std.";
  return "; images from --data are prepared so, arrays are taken as they are, that is already normalised.";
}

/// How many weights were saved in pieces, of which sort.
void notePieces(const TensorShapes& shapes, Recognition& found) {
  std::map<std::string, std::size_t> counts;
  for (const auto& weight : piecedWeights(shapes)) ++counts[weight.habit->what];
  for (const auto& [what, count] : counts)
    found.notes.push_back(std::to_string(count) + (count == 1 ? " weight is" : " weights are") + " stored in pieces (" +
                          what + ") and put together on reading.");
}

/// Why the network is none: with its pieces unjoined it would only seem to lack weights.
void refuseSpectral(const TensorShapes& shapes, Recognition& found) {
  const auto names = spectralElsewhere(shapes);
  if (names.empty()) return;
  found.title.clear();
  refuse(found, "It is a network whose " + printable(names.front()) +
                    " has spectral norm over another axis than its first, which is not put together here; in Python "
                    "take it off before saving (torch.nn.utils.remove_spectral_norm, or "
                    "torch.nn.utils.parametrize.remove_parametrizations).");
}

Recognition recogniseWith(const TensorShapes& shapes, const std::map<std::string, std::string>& metadata,
                          const WeightsSurroundings& around, const std::string& fileName) {
  Recognition found;
  WeightsLayout layout;
  if (found.problem = otherFormIn(shapes); !found.problem.empty()) return found;
  notePieces(shapes, found);
  recogniseModel(joinedShapes(shapes), found, layout);
  if (!found.model) refuseSpectral(shapes, found);
  if (found.model && found.model->width > 0) takeToldSettings(found, metadata, around, layout);
  if (found.model && found.model->name.starts_with("resnet")) takeToldActivation(found, metadata, around);
  for (const auto& [key, text] : metadata)
    if (const auto tau = key == "tau" || key.ends_with(".tau") ? numberFrom(text) : std::nullopt;
        tau && *tau >= 0 && std::isfinite(*tau))
      found.tau = tau;
  if (!found.tau) found.tau = tauInName(fileName);
  return found;
}

const StoredTensor* find(const WeightsFile& file, const std::string& name) {
  const auto found = std::find_if(file.tensors.begin(), file.tensors.end(),
                                  [&](const StoredTensor& tensor) { return tensor.name == name; });
  return found == file.tensors.end() ? nullptr : &*found;
}

bool areSame(const StoredTensor& a, const StoredTensor& b) {
  if (a.dtype != b.dtype || a.shape != b.shape || a.strides != b.strides || a.bytes.size() != b.bytes.size())
    return false;
  if (a.bytes.data() == b.bytes.data()) return true;
  const bool same = a.bytes.empty() || std::memcmp(a.bytes.data(), b.bytes.data(), a.bytes.size()) == 0;
  for (const auto* tensor : {&a, &b}) requireWhole(tensor->bytes.data());
  return same;
}

/// An output head that differs from the table of tokens is a weight of its own.
void findOwnHead(const WeightsFile& file, Recognition& found) {
  if (!found.model || found.model->vocabulary == 0) return;
  const auto names = gptNamesIn(shapesOf(file.tensors));
  if (!names.sources.contains(kGptTable) || !names.sources.contains(kGptHead)) return;
  const auto *table = find(file, names.sources.at(kGptTable).front()),
             *head = find(file, names.sources.at(kGptHead).front());
  if (!table || !head || areSame(*table, *head)) return;
  found.model->tiedHead = false;
  found.notes.emplace_back(
      "The output head (lm_head.weight) differs from the table of tokens and is kept beside it (model.tied_head = "
      "false).");
}

}  // namespace

std::optional<double> tauInName(const std::string& fileName) {
  const auto place = fileName.rfind("tau");
  if (place == std::string::npos) return {};
  auto text = std::string_view(fileName).substr(place + 3);
  if (!text.empty() && (text.front() == '_' || text.front() == '-' || text.front() == '=')) text.remove_prefix(1);
  text = text.substr(0, text.find_first_not_of("0123456789."));
  while (text.ends_with('.')) text.remove_suffix(1);  // the dot before the ending
  return numberFrom(text);
}

Recognition recognise(const TensorShapes& shapes, const std::map<std::string, std::string>& metadata,
                      const std::string& fileName) {
  return recogniseWith(shapes, metadata, {}, fileName);
}

Recognition recognise(const WeightsFile& file) {
  auto found = recogniseWith(shapesOf(file.tensors), file.metadata, surroundingsOf(file),
                             file.files.front().filename().string());
  if (const auto alone = lonePart(file.files.front()); !found.model && !alone.empty()) {
    found.problem = alone;
    found.title.clear();
  }
  findOwnHead(file, found);
  takeNormaliser(file, found);
  found.notes.insert(found.notes.begin(), file.notes.begin(), file.notes.end());
  return found;
}

std::string headsMissing(const Recognition& found, const std::string& file) {
  const auto width = " (width " + std::to_string(found.model->width) + ")";
  if (found.headsDoubt.empty()) return file + " does not say how many attention heads its network has" + width;
  return file + " says two numbers of attention heads, " + found.headsDoubt;
}

void requireRespondsAsMade(const Recognition& found, const ModelConfig& chosen, const std::string& file) {
  if (!found.model || found.model->name != chosen.name) return;
  if (found.model->width > 0 && chosen.heads == 0)
    throw UserError(headsMissing(found, file) + "; name the number with --set model.heads=N.");
  if (found.unlike.empty()) return;
  throw UserError(file + " is of a network that answers otherwise: " + found.unlike.front() +
                  "; its weights, sheets and TopoLoss can be looked at, and its answers are had from the program it "
                  "was made with.");
}

void noteBeside(const NetworkNames& names, Recognition& found) {
  std::vector<std::string> others, beside;
  for (const auto& prefix : names.otherPrefixes)
    if (!prefix.empty()) others.push_back(printable(prefix.substr(0, prefix.size() - 1)));  // without its dot
  if (!others.empty())
    found.notes.push_back("Of several networks the one under `" + printable(names.prefix) +
                          "` is taken (trained rather than a copy, else the shortest prefix);" +
                          listWithin("further ones of the kind stand under", others) + " (FILE#" + others.front() +
                          " takes that one).");
  for (const auto& name : names.beside) found.leftOver.push_back(name), beside.push_back(printable(name));
  if (beside.empty()) return;
  const bool one = beside.size() == 1;
  found.notes.push_back(std::to_string(beside.size()) + (one ? " tensor of the file is" : " tensors of the file are") +
                        " no part of this network and not used by it," +
                        listWithin(one ? "namely" : "first of all", beside) + ".");
}

std::vector<std::string> notesOn(const Recognition& found, const ModelConfig& chosen, WeightsUse use) {
  auto notes = found.notes;
  if (!found.normaliser.empty()) notes.push_back(found.normaliser + normaliserEnd(found, use));
  if (!found.model || found.model->name != chosen.name) return notes;
  const auto heads = std::to_string(chosen.heads);
  const bool follows = chosen.heads == found.model->heads;
  if (found.headsGuessed && follows && chosen.heads > 0)
    notes.push_back(
        "The network has " + heads +
        " attention heads, as published for this size; neither the file nor what stands beside it says so.");
  if (!found.headsGuessed && !follows)
    notes.push_back("The network has " + heads + " attention heads as named, and " + found.headsFrom + " says " +
                    std::to_string(found.model->heads) + ".");
  if (found.geluGuessed && chosen.gelu == found.model->gelu)
    notes.emplace_back(
        "GELU is its tanh approximation, as in Hugging Face's GPT-2, whose layout the file has; model.gelu=exact takes "
        "the exact one.");
  if (found.windowGuessed && chosen.window == found.model->window)
    notes.push_back("Every other block sees only the newest " + std::to_string(kPublishedWindow) +
                    " tokens, as GPT-Neo is published; neither the file nor what stands beside it says so "
                    "(model.window=N takes another number).");
  return notes;
}

std::string misfitAdvice(const std::vector<std::string>& missing, const std::vector<std::string>& shapes) {
  const auto isStatistic = [](const auto& name) {
    return name.ends_with("running_mean") || name.ends_with("running_var");
  };
  if (missing.empty() && shapes.empty())
    return " with them it is another network; where they change nothing, save the file without them.";
  if (missing.empty()) return " with weights of these shapes it is another network, which is none of the models.";
  if (std::all_of(missing.begin(), missing.end(), isStatistic))
    return " take a file with the whole network (state_dict(), with the statistics of its norms).";
  return " take a file with the whole network.";
}

ModelConfig withSomeHeads(ModelConfig model) {
  if (model.width > 0 && model.heads == 0) model.heads = 1;
  return model;
}

std::vector<std::string> settingsOf(const ModelConfig& model) {
  std::vector<std::string> settings;
  const auto add = [&](const char* key, const std::string& value) {
    settings.push_back(std::string("model.") + key + "=" + value);
  };
  const auto flag = [](bool value) { return std::string(value ? "true" : "false"); };
  const bool language = model.vocabulary > 0;
  if (!language) add("classes", std::to_string(model.classes));
  if (model.name == "mlp") {
    std::string hidden(1, '[');
    for (const auto units : model.hidden) hidden.append(hidden.size() == 1 ? "" : ",").append(std::to_string(units));
    add("hidden", hidden.append("]")), add("bias", flag(model.bias));
  }
  if (model.name.starts_with("resnet"))
    add("small_images", flag(model.smallImages)), add("blur_pool", flag(model.blurPool));
  if (model.width == 0) return settings;
  add("layers", std::to_string(model.layers));
  if (model.heads > 0) add("heads", std::to_string(model.heads));
  add("width", std::to_string(model.width));
  if (language) add("context", std::to_string(model.context)), add("vocabulary", std::to_string(model.vocabulary));
  if (model.name == "nanogpt") add("bias", flag(model.bias));
  if (model.patchSize > 0) add("patch_size", std::to_string(model.patchSize));
  const ModelConfig plain;
  if (model.tiedHead != plain.tiedHead) add("tied_head", flag(model.tiedHead));
  if (model.gelu != plain.gelu) add("gelu", model.gelu);
  if (model.normEpsilon > 0) add("norm_epsilon", numberText(model.normEpsilon));
  if (model.window > 0) add("window", std::to_string(model.window));
  return settings;
}

}  // namespace studio
