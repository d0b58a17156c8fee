// Each family of networks says by which names it is found (core/models/weights_form.h); what stands before them is the
// prefix of all its names (science.md 10.2 to 10.6).
#include "core/weights/recognise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "core/models/model.h"
#include "core/run/config_fields.h"
#include "core/run/mapped_file.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/weights/state_dict.h"
#include "core/weights/stated_texts.h"
#include "core/weights/stored_tensor.h"
#include "core/weights/safetensors.h"
#include "core/weights/stated_settings.h"
#include "core/weights/stated_topoloss.h"
#include "core/weights/weight_pieces.h"

namespace studio {
namespace {

/// What the network is instead, or nothing.
std::string otherNetwork(const TensorShapes& shapes, const NetworkNames& names) {
  for (const auto& [part, what] : names.convention->form->others) {
    const auto start = names.prefix + std::string(part);
    const auto next = shapes.lower_bound(start);
    if (next != shapes.end() && next->first.starts_with(start)) return std::string(what);
  }
  return {};
}

/// Files from before PyTorch 0.4.1 lack the counters; filters of BlurPool are known.
bool isOptional(const std::string& name) {
  return name.ends_with("num_batches_tracked") || name.ends_with(".blur_filter");
}

struct Comparison {
  std::vector<std::string> missing, shapes, unexpected;
};

Comparison comparedWith(const TensorShapes& plan, const TensorShapes& ours, const NetworkNames& names) {
  Comparison found;
  for (const auto& [name, shape] : plan) {
    const auto stored = ours.find(name);
    if (stored == ours.end() && !isOptional(name))
      found.missing.push_back(name);
    else if (stored != ours.end() && stored->second != shape)
      found.shapes.push_back(name + " is " + shapeText(stored->second) + ", not " + shapeText(shape));
  }
  for (const auto& [name, sources] : names.sources)
    if (!plan.contains(name) && !isOptional(name)) found.unexpected.push_back(printable(sources.front()));
  return found;
}

std::string titleText(const WeightsForm& form, const ModelConfig& model) {
  const auto title = form.title(model);
  if (!findModel(model.name).reads("model.classes")) return title;
  return title + (model.classes == 0
                      ? ", without a classifier"
                      : ", " + groupedText(model.classes) + (model.classes == 1 ? " class" : " classes"));
}

std::string placeText(const NetworkNames& names) {
  auto text = " in " + std::string(names.convention->whose) + " names";
  return names.prefix.empty() ? text : text + " under the prefix `" + printable(names.prefix) + "`";
}

void refuseNetwork(const std::string& what, const NetworkNames& names, const Comparison& compared, Recognition& found) {
  std::vector<std::string> beside;
  for (const auto& name : names.beside) beside.push_back(printable(name));
  found.problem = "It looks like a " + what +
                  ", but parts of it are missing or it has others:" + listText("missing", compared.missing) +
                  listText("of another shape", compared.shapes) +
                  listText("parts that this network does not have", compared.unexpected) +
                  listText("left over", beside) + mismatchAdvice(compared.missing, compared.shapes);
}

/// "; only resnet18, resnet50 and vit_b_32 (of any size) are among the models for images."
std::string onlyOurs() {
  std::string all;
  for (const auto& entry : models())
    if (entry.weights && entry.weights->conventions && !entry.defaultInput.language())
      all.append(all.empty() ? "" : ", ").append(entry.name).append(entry.reads("model.width") ? " (of any size)" : "");
  if (const auto last = all.rfind(", "); last != std::string::npos) all.replace(last, 2, " and ");
  return "; only " + all + " are among the models for images.";
}

void refuseOther(const std::string& what, const NetworkNames& names, Recognition& found) {
  found.title.clear();
  found.problem = "It is " + what + placeText(names) + onlyOurs();
}

/// A network that was found by its names: whether every weight is there, what is beside, which other one it is.
void recogniseNamed(const TensorShapes& shapes, const NetworkNames& names, Recognition& found) {
  const auto& form = *names.convention->form;
  const auto ours = renamedShapes(shapes, names);
  if (const auto other = otherNetwork(shapes, names); !other.empty()) return refuseOther(other, names, found);
  auto stated = form.describeNetwork(ours, names);
  if (!stated.model) return refuseOther(stated.other, names, found);
  if (names.convention->normEpsilon > 0) stated.model->normEpsilon = names.convention->normEpsilon;
  found.title = titleText(form, *stated.model) + placeText(names);
  Comparison compared;
  try {
    compared = comparedWith(makeNetworkPlan(withSomeHeads(*stated.model), form.planInput(*stated.model, ours)).shapes,
                            ours, names);
  } catch (const UserError& error) {
    found.problem = "It looks like a " + found.title + ", which cannot be built: " + error.what();
    return;
  }
  const bool lacksAlone = !compared.missing.empty() && compared.shapes.size() + compared.unexpected.size() == 0;
  const auto lacking = lacksAlone && form.lacking ? form.lacking(compared.missing) : std::string();
  if (!lacking.empty()) return refuseOther(lacking, names, found);
  if (compared.missing.size() + compared.shapes.size() + compared.unexpected.size() > 0)
    return refuseNetwork(found.title, names, compared, found);
  found.model = std::move(stated.model);
  found.notes.push_back("Recognised: " + found.title + ".");
  noteBeside(names, found);
}

void recogniseModel(const TensorShapes& shapes, Recognition& found, WeightsLayout& layout) {
  const auto [form, names] = networkIn(shapes);
  if (!form) {
    found.problem = "Its names are those of none of the models (" + modelNames() + ").";
    return;
  }
  if (names.convention) return recogniseNamed(shapes, names, found);
  auto stated = form->describeNetwork(renamedShapes(shapes, names), names);
  layout = stated.layout;
  found.model = std::move(stated.model);
  found.problem = std::move(stated.problem);
  if (found.model) noteBeside(names, found);
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
  for (const auto& weight : piecedWeights(shapes)) ++counts[weight.convention->what];
  for (const auto& [what, count] : counts)
    found.notes.push_back(std::to_string(count) + (count == 1 ? " weight is" : " weights are") + " stored in pieces (" +
                          what + ") and put together on reading.");
}

/// Why the network is none: with its pieces unjoined it would only seem to lack weights.
void refuseSpectral(const TensorShapes& shapes, Recognition& found) {
  const auto names = spectralElsewhere(shapes);
  if (names.empty()) return;
  found.title.clear();
  found.problem = "It is a network whose " + printable(names.front()) +
                  " has spectral norm over another axis than its first, which is not merged here; in Python "
                  "take it off before saving (torch.nn.utils.remove_spectral_norm, or "
                  "torch.nn.utils.parametrize.remove_parametrizations).";
}

Recognition recogniseWith(const TensorShapes& shapes, const std::map<std::string, std::string>& metadata,
                          const AccompanyingFiles& around, const std::string& fileName) {
  Recognition found;
  WeightsLayout layout;
  if (found.problem = otherFormIn(shapes); !found.problem.empty()) return found;
  notePieces(shapes, found);
  recogniseModel(joinedShapes(shapes), found, layout);
  if (!found.model) refuseSpectral(shapes, found);
  if (found.model && found.model->width > 0) takeStatedSettings(found, metadata, around, layout);
  if (found.model) takeStatedActivation(found, metadata, around);
  for (const auto& [key, text] : metadata)
    if (const auto tau = key == "tau" || key.ends_with(".tau") ? numberFrom(text) : std::nullopt;
        tau && *tau >= 0 && std::isfinite(*tau))
      found.tau = tau;
  if (!found.tau) found.tau = tauInName(fileName);
  takeStatedTopoLoss(found, metadata, around);
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
  if (!found.model) return;
  const auto* form = findModel(found.model->name).weights;
  if (!form->tiedHead) return;
  const auto names = networkIn(listShapes(file.tensors)).names;
  if (!names.sources.contains(form->table) || !names.sources.contains(form->tiedHead)) return;
  const auto *table = find(file, names.sources.at(form->table).front()),
             *head = find(file, names.sources.at(form->tiedHead).front());
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
  auto found = recogniseWith(listShapes(file.tensors), file.metadata, readSurroundings(file),
                             file.files.front().filename().string());
  if (const auto alone = singlePartProblem(file.files.front()); !found.model && !alone.empty()) {
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
  if (found.conflictingHeads.empty()) return file + " does not say how many attention heads its network has" + width;
  return file + " says two numbers of attention heads, " + found.conflictingHeads;
}

void requireRespondsAsMade(const Recognition& found, const ModelConfig& chosen, const std::string& file) {
  if (!found.model || found.model->name != chosen.name) return;
  if (found.model->width > 0 && chosen.heads == 0)
    throw UserError(headsMissing(found, file) + "; name the number with --set model.heads=N.");
  if (found.unsupported.empty()) return;
  throw UserError(file + " is of a network with other outputs: " + found.unsupported.front() +
                  "; its weights, sheets and TopoLoss can be viewed, and its outputs come from the program it "
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
    notes.push_back("Every other block sees only the newest " +
                    std::to_string(findModel(chosen.name).published->window) +
                    " tokens, as GPT-Neo is published; neither the file nor what stands beside it says so "
                    "(model.window=N takes another number).");
  return notes;
}

std::string mismatchAdvice(const std::vector<std::string>& missing, const std::vector<std::string>& shapes) {
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

namespace {

/// As `--set` takes it.
std::string settingText(const ConfigValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value)) return numberText(*real);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  std::string list(1, '[');
  const auto add = [&](const std::string& each) { list.append(list.size() == 1 ? "" : ",").append(each); };
  if (const auto* all = std::get_if<std::vector<std::int64_t>>(&value))
    for (const auto each : *all) add(std::to_string(each));
  if (const auto* all = std::get_if<std::vector<double>>(&value))
    for (const auto each : *all) add(numberText(each));
  return list.append(1, ']');
}

}  // namespace

std::vector<std::string> describeSettings(const ModelConfig& model) {
  RunConfig config, plain;
  config.model = model;
  std::vector<std::string> settings;
  for (const auto& key : findModel(model.name).settings) {
    const auto* field = findField(key);
    if (!field) continue;
    const auto value = field->get(config);
    // 0, "published" and a tied head stand for what was published; they are not named.
    const auto* number = std::get_if<std::int64_t>(&value);
    const auto* real = std::get_if<double>(&value);
    const bool optional =
        (number && *number == 0) || (real && *real == 0) || key == "model.gelu" || key == "model.tied_head";
    if (!optional || value != field->get(plain)) settings.push_back(key + "=" + settingText(value));
  }
  return settings;
}

}  // namespace studio
