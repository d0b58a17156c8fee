// How images were prepared: tensors come first, for they are what the network computed with, and texts are a copy of
// them. Texts that contradict the shapes lose: what a file was made with shows in its weights.
#include "core/weights/stated_texts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/models/model.h"
#include "core/run/mapped_file.h"
#include "core/run/printable_text.h"
#include "core/run/scalars.h"

namespace studio {
namespace {

using PixelValues = std::vector<double>;

constexpr const char* kMeanKey = "data.mean";
constexpr const char* kStdKey = "data.std";
constexpr std::uint64_t kMostChannels = 4;

PixelValues readPixelValues(const StoredTensor& tensor) {
  PixelValues values;
  std::uint64_t count = 0;
  if (!countWithin(tensor.shape, kMostChannels, count) || count == 0 || !tensor.strides.empty()) return values;
  const auto take = [&]<typename T>(T value) {
    for (std::size_t at = 0; at + sizeof value <= tensor.bytes.size(); at += sizeof value) {
      std::memcpy(&value, tensor.bytes.data() + at, sizeof value);
      values.push_back(double(value));
    }
  };
  if (tensor.dtype == "F32") take(0.0F);
  if (tensor.dtype == "F64") take(0.0);
  requireWhole(tensor.bytes.data());
  return values;
}

PixelValues pixelsIn(const std::map<std::string, std::string>& texts, const char* key) {
  const auto found = texts.find(key);
  if (found == texts.end()) return {};
  const auto json = nlohmann::json::parse(found->second, nullptr, false);
  if (!json.is_array() || json.size() > kMostChannels) return {};
  PixelValues values;
  for (const auto& value : json) values.push_back(value.is_number() ? value.get<double>() : kUndefined);
  return values;
}

bool areOfPixels(const PixelValues& mean, const PixelValues& deviation) {
  const auto finite = [](double value) { return std::isfinite(value); };
  return !mean.empty() && mean.size() == deviation.size() && std::all_of(mean.begin(), mean.end(), finite) &&
         std::all_of(deviation.begin(), deviation.end(), [&](double value) { return finite(value) && value > 0; });
}

void takePixels(Recognition& found, const PixelValues& mean, const PixelValues& deviation, const std::string& place) {
  found.normaliser = place + ": mean " + roundedText(mean) + ", std " + roundedText(deviation) + ")";
  const bool unit = std::all_of(mean.begin(), mean.end(), [](double value) { return std::abs(value) <= 1; });
  if (unit) found.mean = mean, found.std = deviation;
}

/// Tensors beside the network by their names. The network's own first: an attacker's copy of it has the longer name.
bool takeNormaliserTensors(const WeightsFile& file, Recognition& found) {
  std::map<std::string, const StoredTensor*> beside;
  std::vector<std::string> means;
  for (const auto& tensor : file.tensors)
    if (std::find(found.leftOver.begin(), found.leftOver.end(), tensor.name) != found.leftOver.end())
      beside[tensor.name] = &tensor;
  for (const auto& [name, tensor] : beside)
    if (name.ends_with("mean")) means.push_back(name);
  std::stable_sort(means.begin(), means.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
  for (const auto& name : means) {
    const auto partner = beside.find(name.substr(0, name.size() - 4) + "std");
    if (partner == beside.end()) continue;
    const auto mean = readPixelValues(*beside.at(name)), deviation = readPixelValues(*partner->second);
    if (!areOfPixels(mean, deviation)) continue;
    takePixels(found, mean, deviation, "A normaliser stands before the network (" + printable(name));
    return true;
  }
  return false;
}

std::string numberList(const PixelValues& values) {
  std::string list(1, '[');
  for (const auto value : values) list.append(list.size() == 1 ? "" : ",").append(numberText(value));
  return list.append("]");
}

// Conflicts.

using Texts = std::map<std::string, std::string>;

/// "model_args.n_layer", "n_layer", ...
bool isKey(std::string_view key, std::string_view last) {
  return key.ends_with(last) && (key.size() == last.size() || key[key.size() - last.size() - 1] == '.');
}

}  // namespace

void takeNormaliser(const WeightsFile& file, Recognition& found) {
  if (!found.model || found.model->vocabulary > 0 || takeNormaliserTensors(file, found)) return;
  const auto mean = pixelsIn(file.metadata, kMeanKey), deviation = pixelsIn(file.metadata, kStdKey);
  if (areOfPixels(mean, deviation))
    takePixels(found, mean, deviation, "The file says how its images were prepared (data.mean and data.std");
}

std::map<std::string, std::string> normaliserTexts(const Recognition& found) {
  if (found.mean.empty()) return {};
  return {{kMeanKey, numberList(found.mean)}, {kStdKey, numberList(found.std)}};
}

std::string roundedText(const std::vector<double>& values) {
  std::string text;
  for (const auto value : values)
    text.append(text.empty() ? "" : ", ").append(numberText(std::round(value * 1e6) / 1e6));
  return text;
}

void findUnsupported(Recognition& found, const Texts& metadata, const Texts& json, const WeightsLayout& layout) {
  const auto& model = *found.model;
  const auto inspect = [&](const char* key, const auto& isUnsupported, const std::string& what) {
    for (const auto& [texts, where] : {std::pair(&metadata, kStatedInFile), std::pair(&json, kStatedInJson)}) {
      const auto stated = texts->find(key);
      if (stated == texts->end()) continue;
      if (!isUnsupported(stated->second)) return;
      found.unsupported.push_back(key + std::string(where) + " is " + stated->second.substr(0, 60) + ", and " + what);
      found.unsupportedTexts[key] = stated->second;
      return;
    }
  };
  const auto isFalse = [](const std::string& text) { return text == "false"; };
  for (const auto& unsupported : findModel(model.name).published->unsupported)
    inspect(unsupported.key, unsupported.isUnsupported, unsupported.what);
  if (model.vocabulary > 0 && layout.headMissing)
    inspect("tie_word_embeddings", isFalse, "the file has no output head lm_head.weight");
}

void noteOtherSizes(Recognition& found, const Texts& metadata) {
  struct Size {
    std::string_view key;
    std::int64_t own;
    const char* what;
  };
  const auto& model = *found.model;
  if (model.vocabulary == 0) return;
  for (const auto& [last, own, what] :
       {Size{"n_layer", model.layers, " blocks"}, Size{"n_embd", model.width, " units a token"},
        Size{"block_size", model.context, " positions"}}) {
    std::string stated;
    bool agrees = false;
    for (const auto& [key, text] : metadata) {
      if (!isKey(key, last)) continue;
      agrees = agrees || text == std::to_string(own);
      if (stated.empty()) stated = printable(key).append(kStatedInFile) + " is " + printable(text.substr(0, 40));
    }
    if (!stated.empty() && !agrees)
      found.notes.push_back(stated + ", but the weights are of " + std::to_string(own) + what +
                            "; the weights decide.");
  }
}

std::string classNamesText(const std::vector<std::string>& names) {
  return nlohmann::json(names).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<std::string> classNamesIn(const std::map<std::string, std::string>& metadata) {
  const auto found = metadata.find(kClassNamesKey);
  if (found == metadata.end()) return {};
  const auto json = nlohmann::json::parse(found->second, nullptr, false);
  if (!json.is_array()) return {};
  std::vector<std::string> names;
  for (const auto& name : json) {
    if (!name.is_string()) return {};
    names.push_back(printable(name.get<std::string>()));
  }
  return names;
}

bool onlyNumbers(const std::vector<std::string>& names) {
  for (std::size_t index = 0; index < names.size(); ++index)
    if (names[index] != std::to_string(index)) return false;
  return true;
}

}  // namespace studio
