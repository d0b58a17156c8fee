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

/// Gives the newest result its full name, so that the next newest can take the plain one. Both are renamed, so that the time at which the
/// result was written stays its own. The maps go first: for a moment a JSON may miss its maps, never have those of another.
void setAside(const fs::path& folder, const AnalysisKey& key, const std::string& inputs) {
  std::error_code none;
  const auto plain = folder / plainName(key), full = folder / (plainName(key) + "." + inputs);
  fs::remove_all(full, none);
  if (fs::is_directory(plain, none)) requireRenamed(plain, full);
  requireRenamed(plain.string() + ".json", full.string() + ".json");
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

struct StoredFile { fs::path base; std::string analysis, stimuli; fs::file_time_type written; };

/// "smoothness" of "smoothness@1410.json" and of "smoothness@1410.0123456789abcdef.json" for step 1410; empty for other files.
std::string analysisAt(const fs::path& file, const std::string& step) {
  const auto name = file.filename().string();
  for (const std::string& analysis : analysisNames()) {
    const auto start = analysis + "@" + step + ".";
    if (name.starts_with(start) && name.ends_with(".json")) return analysis;
  }
  return {};
}

/// The DATA of a result; what cannot be read counts when it is read as a whole.
std::string stimuliOf(const fs::path& file) {
  const Json json = Json::parse(readFile(file, kMostBytes), nullptr, false);
  const auto settings = json.is_object() ? json.find("settings") : json.end();
  if (!json.is_object() || settings == json.end() || !settings->is_object()) return {};
  const auto data = settings->find("data");
  return data != settings->end() && data->is_string() ? data->get<std::string>() : std::string();
}

/// Newest first. A disk's clock may tick too slowly to tell two results apart: then the one with the plain name, the shorter, is the newest.
std::vector<StoredFile> filesAt(const fs::path& folder, const std::string& step) {
  std::vector<StoredFile> files;
  std::error_code error, none;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const auto analysis = analysisAt(entry->path(), step);
    if (analysis.empty()) continue;
    auto base = entry->path();
    files.push_back({base.replace_extension(), analysis, stimuliOf(entry->path()), fs::last_write_time(entry->path(), none)});
  }
  std::stable_sort(files.begin(), files.end(), [](const StoredFile& a, const StoredFile& b) {
    return a.written != b.written ? a.written > b.written : a.base.native().size() < b.base.native().size();
  });
  return files;
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
  std::error_code none;   // where nothing can be written, what is newest stays so
  for (const std::string& name : {plainName(key), fullName(key)}) {
    try {
      if (inputsOf(folder_ / (name + ".json")) != key.inputs) continue;
      NetworkAnalysis whole = found;   // a damaged result must not leave half of itself
      readResult(folder_ / name, key.analysis, whole);
      found = std::move(whole);
      fs::last_write_time(folder_ / (name + ".json"), fs::file_time_type::clock::now(), none);   // what was asked for last counts as the newest
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

NetworkAnalysis readAnalyses(const RunFolder& run, const StoredChoice& choice) {
  NetworkAnalysis found;
  const auto folder = run.path() / "results";
  const auto step = choice.step.empty() ? lastStep(folder) : choice.step;
  if (step.empty()) return found;
  const auto files = filesAt(folder, step);   // newest first
  std::string stimuli = choice.stimuli;
  for (const StoredFile& file : files)
    if (stimuli.empty() && (choice.decidedBy.empty() || file.analysis == choice.decidedBy)) stimuli = file.stimuli;
  for (const std::string& analysis : analysisNames()) {
    const auto newest = std::find_if(files.begin(), files.end(), [&](const StoredFile& file) { return file.analysis == analysis && file.stimuli == stimuli; });
    if (newest != files.end()) readResult(newest->base, analysis, found);
  }
  return found;
}

std::vector<std::string> storedStimuli(const RunFolder& run) {
  const auto folder = run.path() / "results";
  std::vector<std::string> stimuli;
  if (const auto step = lastStep(folder); !step.empty())
    for (const StoredFile& file : filesAt(folder, step))
      if (!file.stimuli.empty() && std::find(stimuli.begin(), stimuli.end(), file.stimuli) == stimuli.end()) stimuli.push_back(file.stimuli);
  return stimuli;
}

}  // namespace studio
