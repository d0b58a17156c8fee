// Tensors come first: they are what the network computed with, and texts are a copy of them.
#include "core/weights/normaliser.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/run/mapped_file.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

using PixelValues = std::vector<double>;

constexpr const char* kMeanKey = "data.mean";
constexpr const char* kStdKey = "data.std";
constexpr std::uint64_t kMostChannels = 4;

PixelValues pixelsOf(const StoredTensor& tensor) {
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
  for (const auto& value : json) values.push_back(value.is_number() ? value.get<double>() : std::nan(""));
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
    const auto mean = pixelsOf(*beside.at(name)), deviation = pixelsOf(*partner->second);
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

}  // namespace studio
