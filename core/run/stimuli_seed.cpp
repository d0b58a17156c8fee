// The option `seed` of DATA, as text: KIND:PATH?key=value&... (core/data/data_reference.h).
#include "core/run/stimuli_seed.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>
#include <string_view>

namespace studio {
namespace {

constexpr std::string_view kSeed = "seed=";

std::optional<std::int64_t> seedIn(std::string_view option) {
  std::int64_t seed = 0;
  const char* end = option.data() + option.size();
  if (!option.starts_with(kSeed)) return {};
  const auto [read, error] = std::from_chars(option.data() + kSeed.size(), end, seed);
  return error == std::errc{} && read == end && seed >= 0 ? std::optional(seed) : std::nullopt;
}

std::string withSeed(const std::string& data, std::int64_t seed) {
  const char* before = data.find('?') == std::string::npos ? "?" : "&";
  return data + before + std::string(kSeed) + std::to_string(seed);
}

}  // namespace

SeededData splitSeed(const std::string& data) {
  const auto question = data.find('?');
  if (question == std::string::npos) return {data, {}};
  SeededData split{data.substr(0, question), {}};
  std::istringstream options(data.substr(question + 1));
  std::string others;
  for (std::string option; std::getline(options, option, '&');) {
    const auto seed = seedIn(option);
    if (seed) split.seed = seed;  // the last one counts, as of every option
    if (!seed && !option.empty()) others.append(others.empty() ? "?" : "&").append(option);
  }
  if (!split.seed) return {data, {}};  // as it was written
  split.data += others;
  return split;
}

std::string plainStimuli(const std::string& data) {
  const auto [plain, seed] = splitSeed(data);
  return seed.value_or(0) == 0 ? plain : withSeed(plain, *seed);
}

bool wereOfRunsSeed(const std::string& data) {
  constexpr std::array<std::string_view, 2> kKinds{"bars:", "synthetic_localizer:"};  // as history has it: no more come
  return std::any_of(kKinds.begin(), kKinds.end(), [&](std::string_view kind) { return data.starts_with(kind); });
}

std::string storedStimuliText(const std::string& data) {
  const std::string plain = plainStimuli(data);
  return wereOfRunsSeed(plain) && !splitSeed(plain).seed ? withSeed(plain, 0) : plain;
}

std::string readStimuliText(const std::string& stored, std::int64_t runSeed) {
  const bool meansRuns = wereOfRunsSeed(stored) && !splitSeed(stored).seed && runSeed != 0;
  return meansRuns ? withSeed(stored, runSeed) : plainStimuli(stored);
}

RunConfig withoutRunsSeed(RunConfig config) {
  const auto [data, seed] = splitSeed(config.probe.data);
  const bool isRuns = wereOfRunsSeed(data) && seed.value_or(0) == config.train.seed;
  config.probe.data = isRuns ? data : plainStimuli(config.probe.data);
  return config;
}

}  // namespace studio
