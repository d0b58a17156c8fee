// Places in the order in which they are believed: our own texts in the file, those of training scripts, config.json,
// the run's configuration, a published size as a whole. Two that differ are none.
#include "core/weights/stated_settings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/models/model.h"
#include "core/run/text_file.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/run_files.h"
#include "core/run/run_store.h"
#include "core/weights/recognise.h"
#include "core/weights/stated_texts.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
using Texts = std::map<std::string, std::string>;

constexpr std::size_t kLargestJson = std::size_t{1} << 20;
constexpr std::string_view kInFile = kStatedInFile, kInJson = kStatedInJson;

// What stands beside.

/// [[["global", "local"], 6]] of GPT-Neo's config.json, written out: "global,local,global,local,..."
std::string writtenOut(const nlohmann::json& types) {
  constexpr std::int64_t kMost = 1000;
  std::string all;
  for (const auto& row : types) {
    if (!row.is_array() || row.size() != 2 || !row[0].is_array() || !row[1].is_number_integer()) return {};
    for (std::int64_t time = 0; time < std::min(row[1].get<std::int64_t>(), kMost); ++time)
      for (const auto& name : row[0])
        if (name.is_string()) all.append(all.empty() ? "" : ",").append(name.get<std::string>());
  }
  return all;
}

std::string joinNames(const nlohmann::json& names) {
  std::string all;
  for (const auto& name : names)
    if (name.is_string()) all.append(all.empty() ? "" : ",").append(name.get<std::string>());
  return all;
}

Texts readTexts(const nlohmann::json& object) {
  Texts texts;
  for (const auto& [key, value] : object.items()) {
    if (value.is_string())
      texts[key] = value.get<std::string>();
    else if (value.is_boolean())
      texts[key] = value.get<bool>() ? "true" : "false";
    else if (value.is_number_integer())
      texts[key] = std::to_string(value.get<std::int64_t>());
    else if (value.is_number())
      texts[key] = numberText(value.get<double>());
    else if (key == "attention_layers" && value.is_array())
      texts[key] = joinNames(value);
  }
  if (const auto types = object.find("attention_types");
      types != object.end() && types->is_array() && !texts.contains("attention_layers"))
    texts["attention_layers"] = writtenOut(*types);
  return texts;
}

void readJson(const fs::path& file, AccompanyingFiles& around) {
  std::error_code none;
  if (!fs::is_regular_file(file, none)) return;
  try {
    const auto json = nlohmann::json::parse(readFile(file, kLargestJson), nullptr, false);
    if (json.is_object())
      around.json = readTexts(json);
    else
      around.notes.push_back("config.json beside it is no valid JSON and was not read.");
  } catch (const UserError&) {
    around.notes.emplace_back("config.json beside it cannot be read.");
  }
}

/// RUN/checkpoints/step_000000126/model.safetensors belongs to RUN; elsewhere a configuration may stand beside the
/// file.
fs::path configurationFor(const fs::path& file) {
  const auto folder = file.parent_path();
  const auto checkpoint = checkpointIn(folder);
  const auto root = checkpoint ? checkpoint->run : folder;
  std::error_code none;
  for (const char* name : {RunFiles::kResolved, RunFiles::kGiven})
    if (fs::is_regular_file(root / name, none)) return root / name;
  return {};
}

void readRun(const fs::path& file, AccompanyingFiles& around) {
  const auto configuration = configurationFor(file);
  if (configuration.empty()) return;
  try {
    auto config = loadConfig(configuration);
    around.run = std::move(config.model);
    around.topoloss = std::move(config.topoloss);
    around.runPlace = configuration.filename().string();
  } catch (const UserError&) {
    around.notes.push_back(configuration.filename().string() + " beside it cannot be read.");
  }
}

/// Whether it can be about this very network.
bool isAbout(const ModelConfig& model, const Texts& json) {
  const auto agrees = [&](std::initializer_list<const char*> keys, std::int64_t value) {
    return std::none_of(keys.begin(), keys.end(), [&](const char* key) {
      const auto found = json.find(key);
      return found != json.end() && found->second != std::to_string(value);
    });
  };
  return agrees({"n_embd", "hidden_size", "d_model", "embed_dim"}, model.width) &&
         agrees({"n_layer", "num_layers", "num_hidden_layers"}, model.layers);
}

bool isAbout(const ModelConfig& model, const ModelConfig& run) {
  const auto same = [](std::int64_t setting, std::int64_t published, std::int64_t value) {
    return (setting == 0 ? published : setting) == value;
  };
  return run.name == model.name && same(run.layers, 12, model.layers) && same(run.width, 768, model.width);
}

// Heads.

struct StatedHeads {
  std::int64_t heads;
  std::string place;
};

void addHeads(std::vector<StatedHeads>& stated, Recognition& found, const std::string& text, const std::string& place) {
  const auto number = numberFrom(text);
  const auto width = found.model->width;
  const bool possible =
      number && *number >= 1 && *number <= double(width) && *number == std::floor(*number);  // false for NaN
  if (!possible || width % static_cast<std::int64_t>(*number) != 0)
    found.notes.push_back(place + " is " + text.substr(0, 40) +
                          ", which is no number of attention heads for the width " + std::to_string(width) + ".");
  else if (const auto heads = static_cast<std::int64_t>(*number);
           std::none_of(stated.begin(), stated.end(), [&](const StatedHeads& other) { return other.heads == heads; }))
    stated.push_back({heads, place});
}

bool namesHeads(const std::string& key) {
  constexpr std::array kNames =
      std::to_array<std::string_view>({"n_head", "n_heads", "num_heads", "num_attention_heads", "nhead", "heads"});
  const auto last = key.substr(key.rfind('.') + 1);
  return std::find(kNames.begin(), kNames.end(), last) != kNames.end();
}

std::vector<StatedHeads> headsIn(const Texts& texts, std::string_view where, Recognition& found) {
  std::vector<StatedHeads> stated;
  if (const auto ours = texts.find("model.heads"); ours != texts.end())
    addHeads(stated, found, ours->second, ours->first + std::string(where));
  if (!stated.empty()) return stated;
  for (const auto& [key, text] : texts)
    if (namesHeads(key)) addHeads(stated, found, text, key + std::string(where));
  return stated;
}

const PublishedSettings& publishedSettings(const ModelConfig& model) { return *findModel(model.name).published; }

void acceptHeads(Recognition& found, const std::vector<StatedHeads>& stated) {
  if (stated.size() == 1) {
    found.model->heads = stated.front().heads;
    found.headsFrom = stated.front().place;
    return;
  }
  for (const auto& [heads, place] : stated)
    found.conflictingHeads +=
        (found.conflictingHeads.empty() ? "" : " and ") + std::to_string(heads) + " (" + place + ")";
}

void takeHeads(Recognition& found, const Texts& metadata, const Texts& json, const AccompanyingFiles& around) {
  auto& model = *found.model;
  for (const auto& stated : {headsIn(metadata, kInFile, found), headsIn(json, kInJson, found)}) {
    if (!stated.empty()) acceptHeads(found, stated);
    if (!stated.empty()) break;
  }
  if (model.heads > 0) return;
  found.headsGuessed = true;
  if (!found.conflictingHeads.empty()) return;
  if (around.run) {
    const auto heads = around.run->heads == 0 ? kPublishedHeads : around.run->heads;
    if (heads > 0 && model.width % heads == 0) {
      model.heads = heads;
      found.headsFrom = "model.heads in " + around.runPlace + " beside it";
      found.headsGuessed = false;
      return;
    }
  }
  model.heads = publishedSettings(model).heads(model);
  if (model.heads == 0) return;
  found.headsFrom = "as published for this size";
}

// Activations, epsilon, window.

/// "exact", "tanh", or empty for a function that is neither.
std::string geluNamed(const std::string& activation) {
  for (const char* name : {"gelu_new", "gelu_pytorch_tanh", "gelu_fast", "gelu_tanh", "tanh", "gelu_accurate"})
    if (activation == name) return "tanh";
  return activation == "gelu" || activation == "gelu_python" || activation == "exact" ? "exact" : "";
}

/// Of the first of these keys that is there.
std::optional<std::pair<std::string, std::string>> findFirst(const Texts& texts,
                                                             std::initializer_list<const char*> keys) {
  for (const auto* key : keys)
    if (const auto found = texts.find(key); found != texts.end() && !found->second.empty()) return *found;
  return {};
}

struct StatedActivation {
  std::string key, text, place;
};

/// The function that the file names, else what stands beside it.
std::optional<StatedActivation> activationIn(const Texts& metadata, const Texts& json) {
  for (const auto& [texts, where] : {std::pair(&metadata, kInFile), std::pair(&json, kInJson)})
    if (const auto stated = findFirst(*texts, {"model.gelu", "activation_function", "config.activation_function",
                                               "hidden_act", "config.hidden_act"}))
      return StatedActivation{stated->first, stated->second, stated->first + std::string(where)};
  return {};
}

void addUnsupported(Recognition& found, const StatedActivation& stated, const std::string& own) {
  found.unsupported.push_back(stated.place + " is \"" + stated.text.substr(0, 40) + "\", and " + found.model->name +
                              " computes " + own + " alone");
  found.unsupportedTexts[stated.key] = stated.text;
}

void setGelu(Recognition& found, const std::string& kind, const std::string& from) {
  auto& model = *found.model;
  model.gelu = kind == publishedGelu(model.name) ? "published" : kind;
  found.geluFrom = from;
}

void takeGelu(Recognition& found, const Texts& metadata, const Texts& json, const AccompanyingFiles& around,
              const WeightsLayout& layout) {
  if (const auto stated = activationIn(metadata, json)) {
    const auto kind = geluNamed(stated->text);
    return kind.empty() ? addUnsupported(found, *stated, "GELU") : setGelu(found, kind, stated->place);
  }
  if (around.run)
    return setGelu(found, around.run->gelu == "published" ? publishedGelu(found.model->name) : around.run->gelu,
                   "model.gelu in " + around.runPlace + " beside it");
  if (!layout.conv1d)
    return setGelu(found, publishedGelu(found.model->name),
                   "as " + found.model->name + " has it; the file does not say");
  setGelu(found, "tanh", "as Hugging Face's GPT-2, whose layout the file has");
  found.geluGuessed = true;
}

void takeEpsilon(Recognition& found, const Texts& metadata, const Texts& json, const AccompanyingFiles& around) {
  const std::initializer_list<const char*> keys{"model.norm_epsilon", "layer_norm_epsilon", "layer_norm_eps",
                                                "config.layer_norm_epsilon", "config.layer_norm_eps"};
  auto stated = findFirst(metadata, keys);
  if (!stated) stated = findFirst(json, keys);
  const auto epsilon = stated       ? numberFrom(stated->second)
                       : around.run ? std::optional(around.run->normEpsilon)
                                    : std::nullopt;
  if (!epsilon || !std::isfinite(*epsilon) || *epsilon < 0 || *epsilon > 1) return;
  const bool published = *epsilon == publishedSettings(*found.model).normEpsilon;
  found.model->normEpsilon = published ? 0 : *epsilon;  // 0: of a run that has the published one
}

void takeWindow(Recognition& found, const Texts& metadata, const Texts& json, const AccompanyingFiles& around) {
  const auto published = publishedSettings(*found.model).window;
  if (published == 0) return;
  auto stated = findFirst(metadata, {"model.window", "window_size", "config.window_size"});
  if (!stated) stated = findFirst(json, {"window_size"});
  const auto window = stated       ? numberFrom(stated->second)
                      : around.run ? std::optional(double(around.run->window))
                                   : std::nullopt;
  found.windowGuessed = !window && found.model->context > published;  // a shorter network never meets its end
  if (window && *window >= 1 && *window <= 1e6 && *window == std::floor(*window) && *window != double(published))
    found.model->window = static_cast<std::int64_t>(*window);
}

}  // namespace

AccompanyingFiles readSurroundings(const WeightsFile& file) {
  AccompanyingFiles around;
  if (file.files.empty()) return around;
  std::error_code none;
  const auto whole = fs::absolute(file.files.front(), none);
  if (none) return around;
  readJson(whole.parent_path() / "config.json", around);
  readRun(whole, around);
  return around;
}

void takeStatedSettings(Recognition& found, const Texts& metadata, const AccompanyingFiles& surroundings,
                        WeightsLayout layout) {
  auto around = surroundings;
  found.notes.insert(found.notes.end(), around.notes.begin(), around.notes.end());
  auto json = around.json;
  if (!json.empty() && !isAbout(*found.model, json)) {
    json.clear();
    found.notes.emplace_back("config.json beside it is about another network and was not read.");
  }
  if (around.run && !isAbout(*found.model, *around.run)) around.run.reset();
  takeHeads(found, metadata, json, around);
  takeGelu(found, metadata, json, around, layout);
  takeEpsilon(found, metadata, json, around);
  takeWindow(found, metadata, json, around);
  findUnsupported(found, metadata, json, layout);
  noteOtherSizes(found, metadata);
}

void takeStatedActivation(Recognition& found, const Texts& metadata, const AccompanyingFiles& around) {
  const auto* type = findModel(found.model->name).weights->configType;
  if (!type) return;
  const auto kind = around.json.find("model_type");
  const bool isAboutIt = kind != around.json.end() && kind->second == type;
  const auto stated = activationIn(metadata, isAboutIt ? around.json : Texts());
  if (stated && stated->text != "relu") addUnsupported(found, *stated, "ReLU");
}

std::map<std::string, std::string> settingTexts(const ModelConfig& model) {
  std::map<std::string, std::string> texts;
  const auto& entry = findModel(model.name);
  const auto* published = entry.published;
  if (!published) return texts;
  texts["model.name"] = model.name;
  texts["model.heads"] = std::to_string(model.heads == 0 ? kPublishedHeads : model.heads);
  texts["model.gelu"] = model.gelu == "published" ? published->gelu : model.gelu;
  const double epsilon = model.normEpsilon == 0 ? published->normEpsilon : model.normEpsilon;
  texts["model.norm_epsilon"] = numberText(epsilon);  // always: a config.json beside the file may say another
  if (entry.reads("model.tied_head")) texts["model.tied_head"] = model.tiedHead ? "true" : "false";
  if (published->window > 0)
    texts["model.window"] = std::to_string(model.window == 0 ? published->window : model.window);
  return texts;
}

std::string publishedGelu(const std::string& model) {
  const auto* published = findModel(model).published;
  return published ? published->gelu : "exact";
}

}  // namespace studio
