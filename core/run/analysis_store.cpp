// The JSON is written last: a result without it is not there, whatever a crash has left of its maps.
#include "core/run/analysis_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/run/analysis_json.h"
#include "core/run/analysis_maps.h"
#include "core/run/disk_error.h"
#include "core/run/error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
constexpr std::size_t kMostBytes = std::size_t{512} << 20;

std::string plainName(const AnalysisKey& key) { return key.analysis + "@" + key.step; }
std::string fullName(const AnalysisKey& key) { return plainName(key) + "." + key.inputs; }

constexpr const char* kEnding = ".json";

/// The fingerprint that a result carries; empty where there is no result.
std::string inputsOf(const HeldFolder& folder, const std::string& name) {
  if (!folder.hasFile(name + kEnding)) return {};
  const Json read = Json::parse(folder.read(name + kEnding, kMostBytes), nullptr, false);
  return read.is_object() && read.contains("inputs") && read["inputs"].is_string() ? read["inputs"].get<std::string>() : std::string();
}

/// Gives the newest result its full name, so that the next newest can take the plain one. Both are renamed, so that the time at which the
/// result was written stays its own. The maps go first: for a moment a JSON may miss its maps, never have those of another.
void setAside(const HeldFolder& folder, const AnalysisKey& key, const std::string& inputs) {
  const auto plain = plainName(key), full = plain + "." + inputs;
  folder.removeAll(full);
  if (const auto maps = folder.look(plain); maps && S_ISDIR(maps->st_mode)) folder.rename(plain, full);
  folder.rename(plain + kEnding, full + kEnding);
}

void readResult(const HeldFolder& folder, const std::string& name, const std::string& analysis, NetworkAnalysis& found) {
  parseAnalysis(analysis, folder.read(name + kEnding, kMostBytes), name + kEnding, found);
  readAnalysisMaps(folder, name, analysis, found);
}

/// The step in the name of a result of this analysis that has no fingerprint in it: "smoothness@1410.json"; empty for other files.
std::string stepIn(const std::string& name, const std::string& analysis) {
  const auto start = analysis + "@";
  if (!name.starts_with(start) || !name.ends_with(".json")) return {};
  const auto step = name.substr(start.size(), name.size() - start.size() - 5);
  return std::all_of(step.begin(), step.end(), [](unsigned char c) { return c >= '0' && c <= '9'; }) ? step : std::string();
}

/// `name` without its ending.
struct StoredFile { std::string name, analysis, stimuli; timespec written; };

/// "smoothness" of "smoothness@1410.json" and of "smoothness@1410.0123456789abcdef.json" for step 1410; empty for other files.
std::string analysisAt(const std::string& name, const std::string& step) {
  for (const std::string& analysis : analysisNames())
    if (name.starts_with(analysis + "@" + step + ".") && name.ends_with(kEnding)) return analysis;
  return {};
}

/// The DATA of a result; what cannot be read counts when it is read as a whole.
std::string stimuliOf(const HeldFolder& folder, const std::string& file) {
  const Json json = Json::parse(folder.read(file, kMostBytes), nullptr, false);
  const auto settings = json.is_object() ? json.find("settings") : json.end();
  if (!json.is_object() || settings == json.end() || !settings->is_object()) return {};
  const auto data = settings->find("data");
  return data != settings->end() && data->is_string() ? data->get<std::string>() : std::string();
}

bool isLater(const timespec& a, const timespec& b) { return a.tv_sec != b.tv_sec ? a.tv_sec > b.tv_sec : a.tv_nsec > b.tv_nsec; }

/// Newest first. A disk's clock may tick too slowly to tell two results apart: then the one with the plain name, the shorter, is the newest.
std::vector<StoredFile> filesAt(const HeldFolder& folder, const std::string& step) {
  std::vector<StoredFile> files;
  for (const HeldFolder::Entry& entry : folder.list()) {
    const auto analysis = entry.isFile ? analysisAt(entry.name, step) : std::string();
    const auto facts = analysis.empty() ? std::nullopt : folder.look(entry.name);
    if (facts) files.push_back({entry.name.substr(0, entry.name.size() - 5), analysis, stimuliOf(folder, entry.name), facts->st_mtim});
  }
  std::stable_sort(files.begin(), files.end(), [](const StoredFile& a, const StoredFile& b) {
    return isLater(a.written, b.written) || (!isLater(b.written, a.written) && a.name.size() < b.name.size());
  });
  return files;
}

std::string lastStep(const HeldFolder& folder) {
  std::int64_t last = -1;
  for (const HeldFolder::Entry& entry : folder.list())
    for (const std::string& analysis : analysisNames())
      if (const auto step = stepIn(entry.name, analysis); !step.empty() && step.size() < 18) last = std::max(last, static_cast<std::int64_t>(std::stoll(step)));
  return last < 0 ? std::string() : std::to_string(last);
}

}  // namespace

std::optional<HeldFolder> AnalysisStore::folder() const {
  if (run_) return run_->folder().find("results");
  std::error_code none;
  return fs::is_directory(beside_, none) ? std::optional(HeldFolder::open(beside_)) : std::nullopt;
}

HeldFolder AnalysisStore::madeFolder() const {
  if (run_) return run_->folder().make("results");
  makeFolders(beside_);
  return HeldFolder::open(beside_, beside_ / "results");
}

bool AnalysisStore::read(const AnalysisKey& key, NetworkAnalysis& found) const {
  for (const std::string& name : {plainName(key), fullName(key)}) {
    try {
      const auto results = folder();
      if (!results || inputsOf(*results, name) != key.inputs) continue;
      NetworkAnalysis whole = found;   // a damaged result must not leave half of itself
      readResult(*results, name, key.analysis, whole);
      found = std::move(whole);
      results->touch(name + kEnding);  // what was asked for last counts as the newest; where nothing can be written, what is newest stays so
      return true;
    } catch (const UserError&) {
      continue;                        // computed anew
    }
  }
  return false;
}

void AnalysisStore::write(const AnalysisKey& key, const NetworkAnalysis& found) const {
  const HeldFolder results = madeFolder();
  const auto plain = plainName(key);
  const auto before = inputsOf(results, plain);
  if (!before.empty() && before != key.inputs) setAside(results, key, before);
  results.remove(plain + kEnding);
  writeAnalysisMaps(results, plain, key.analysis, found);
  Json json = Json::parse(formatAnalysis(key.analysis, found));
  json["inputs"] = key.inputs;
  results.write(plain + kEnding, json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

NetworkAnalysis readAnalyses(const RunFolder& run, const StoredChoice& choice) {
  NetworkAnalysis found;
  const auto folder = run.folder().find("results");
  const auto step = folder && choice.step.empty() ? lastStep(*folder) : choice.step;
  if (!folder || step.empty()) return found;
  const auto files = filesAt(*folder, step);   // newest first
  std::string stimuli = choice.stimuli;
  for (const StoredFile& file : files)
    if (stimuli.empty() && (choice.decidedBy.empty() || file.analysis == choice.decidedBy)) stimuli = file.stimuli;
  for (const std::string& analysis : analysisNames()) {
    const auto newest = std::find_if(files.begin(), files.end(), [&](const StoredFile& file) { return file.analysis == analysis && file.stimuli == stimuli; });
    if (newest != files.end()) readResult(*folder, newest->name, analysis, found);
  }
  return found;
}

std::vector<std::string> storedStimuli(const RunFolder& run) {
  std::vector<std::string> stimuli;
  const auto folder = run.folder().find("results");
  const auto step = folder ? lastStep(*folder) : std::string();
  if (step.empty()) return stimuli;
  for (const StoredFile& file : filesAt(*folder, step))
    if (!file.stimuli.empty() && std::find(stimuli.begin(), stimuli.end(), file.stimuli) == stimuli.end()) stimuli.push_back(file.stimuli);
  return stimuli;
}

}  // namespace studio
