// The JSON is written last: a result without it is not there, whatever a crash has left of its maps.
#include "core/run/analysis_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/run/analysis_json.h"
#include "core/run/analysis_maps.h"
#include "core/run/atomic_file.h"
#include "core/run/disk_error.h"
#include "core/run/error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
constexpr std::size_t kMostBytes = std::size_t{512} << 20;

std::string plainName(const AnalysisKey& key) { return key.analysis + "@" + key.step; }
std::string fullName(const AnalysisKey& key) { return plainName(key) + "." + key.inputs; }

/// The fingerprint that a result carries; empty where there is no result.
std::string inputsOf(const fs::path& json) {
  std::error_code none;
  if (!fs::is_regular_file(json, none)) return {};
  const Json read = Json::parse(readFile(json, kMostBytes), nullptr, false);
  return read.is_object() && read.contains("inputs") && read["inputs"].is_string() ? read["inputs"].get<std::string>() : std::string();
}

void requireRenamed(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) throwWriteError(to, error.value());
}

/// Gives the newest result its full name, so that the next newest can take the plain one. The JSON goes first: maps without it are nothing.
void setAside(const fs::path& folder, const AnalysisKey& key, const std::string& inputs) {
  std::error_code none;
  const auto plain = folder / plainName(key), full = folder / (plainName(key) + "." + inputs);
  fs::remove_all(full, none);
  const auto json = readFile(plain.string() + ".json", kMostBytes);
  if (fs::is_directory(plain, none)) requireRenamed(plain, full);
  writeFileAtomically(full.string() + ".json", json);
  fs::remove(plain.string() + ".json", none);
}

void readResult(const fs::path& base, const std::string& analysis, NetworkAnalysis& found) {
  parseAnalysis(analysis, readFile(base.string() + ".json", kMostBytes), base.filename().string() + ".json", found);
  readAnalysisMaps(base, analysis, found);
}

/// The step in the name of a result of this analysis that has no fingerprint in it: "smoothness@1410.json"; empty for other files.
std::string stepIn(const fs::path& file, const std::string& analysis) {
  const auto name = file.filename().string(), start = analysis + "@";
  if (!name.starts_with(start) || !name.ends_with(".json")) return {};
  const auto step = name.substr(start.size(), name.size() - start.size() - 5);
  return std::all_of(step.begin(), step.end(), [](unsigned char c) { return c >= '0' && c <= '9'; }) ? step : std::string();
}

std::string lastStep(const fs::path& folder) {
  std::int64_t last = -1;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    for (const std::string& analysis : analysisNames())
      if (const auto step = stepIn(entry->path(), analysis); !step.empty() && step.size() < 18) last = std::max(last, static_cast<std::int64_t>(std::stoll(step)));
  return last < 0 ? std::string() : std::to_string(last);
}

}  // namespace

bool AnalysisStore::read(const AnalysisKey& key, NetworkAnalysis& found) const {
  for (const std::string& name : {plainName(key), fullName(key)}) {
    try {
      if (inputsOf(folder_ / (name + ".json")) != key.inputs) continue;
      NetworkAnalysis whole = found;   // a damaged result must not leave half of itself
      readResult(folder_ / name, key.analysis, whole);
      found = std::move(whole);
      return true;
    } catch (const UserError&) {
      continue;                        // computed anew
    }
  }
  return false;
}

void AnalysisStore::write(const AnalysisKey& key, const NetworkAnalysis& found) const {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) throwWriteError(folder_, error.value());
  const auto plain = folder_ / plainName(key);
  const auto before = inputsOf(plain.string() + ".json");
  if (!before.empty() && before != key.inputs) setAside(folder_, key, before);
  fs::remove(plain.string() + ".json", error);
  writeAnalysisMaps(plain, key.analysis, found);
  Json json = Json::parse(formatAnalysis(key.analysis, found));
  json["inputs"] = key.inputs;
  writeFileAtomically(plain.string() + ".json", json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

NetworkAnalysis readAnalyses(const RunFolder& run, const std::string& step) {
  NetworkAnalysis found;
  const auto folder = run.path() / "results";
  const auto at = step.empty() ? lastStep(folder) : step;
  if (at.empty()) return found;
  for (const std::string& analysis : analysisNames()) {
    std::error_code none;
    const auto base = folder / (analysis + "@" + at);
    if (fs::is_regular_file(base.string() + ".json", none)) readResult(base, analysis, found);
  }
  return found;
}

}  // namespace studio
