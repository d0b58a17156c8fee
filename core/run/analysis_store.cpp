// The JSON is written last: a result without it is not there, whatever a crash has left of its maps.
#include "core/run/analysis_store.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "core/run/analysis.h"
#include "core/run/failure.h"
#include "core/run/error.h"
#include "core/run/npy.h"
#include "core/run/stimuli_seed.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
constexpr std::size_t kMostBytes = std::size_t{512} << 20;

std::string plainName(const AnalysisKey& key) { return key.analysis + "@" + key.step; }
std::string fullName(const AnalysisKey& key) { return plainName(key) + "." + key.inputs; }

constexpr const char* kEnding = ".json";

/// The fingerprint that a result carries; empty where there is no result.
std::string readInputs(const FolderHandle& folder, const std::string& name) {
  if (!folder.hasFile(name + kEnding)) return {};
  const Json read = Json::parse(folder.read(name + kEnding, kMostBytes), nullptr, false);
  return read.is_object() && read.contains("inputs") && read["inputs"].is_string() ? read["inputs"].get<std::string>()
                                                                                   : std::string();
}

/// Gives the newest result its full name, so that the next newest can take the plain one. Both are renamed, so that the
/// time at which the result was written stays its own. The maps go first: for a moment a JSON may miss its maps, never
/// have those of another.
void setAside(const FolderHandle& folder, const AnalysisKey& key, const std::string& inputs) {
  const auto plain = plainName(key), full = plain + "." + inputs;
  folder.removeAll(full);
  if (const auto maps = folder.inspect(plain); maps && S_ISDIR(maps->st_mode)) folder.rename(plain, full);
  folder.rename(plain + kEnding, full + kEnding);
}

// ---- maps, arrays and lists: NAME/LAYER.QUANTITY.npy and NAME/LIST.txt beside NAME.json ----

constexpr std::size_t kMostArrayBytes = std::size_t{1} << 32;
constexpr const char* kArrayEnding = ".npy";
constexpr const char* kLinesEnding = ".txt";

std::string linesText(const std::vector<std::string>& names) {
  std::string text;
  for (std::string name : names) {
    std::replace(name.begin(), name.end(), '\n', ' ');
    text += name + "\n";
  }
  return text;
}

NamedLines linesFrom(const std::string& file, const std::string& text) {
  NamedLines read{file.substr(0, file.size() - std::strlen(kLinesEnding)), {}};
  std::istringstream lines(text);
  for (std::string each; std::getline(lines, each);) read.lines.push_back(each);
  return read;
}

void writeArrays(const FolderHandle& results, const std::string& name, const Result& result) {
  results.removeAll(name);
  if (result.maps.empty() && result.arrays.empty() && result.lines.empty()) return;
  const FolderHandle folder = results.make(name);
  for (const SheetMap& map : result.maps)
    folder.write(mapFileName(map.layer, map.quantity) + kArrayEnding,
                 formatNpy(NpyArray::from(map.values, {map.height, map.width})));
  for (const UnitArray& each : result.arrays)
    folder.write(mapFileName(each.layer, each.name) + kArrayEnding, formatNpy(each.values));
  for (const NamedLines& each : result.lines)
    if (!each.lines.empty()) folder.write(each.name + kLinesEnding, linesText(each.lines));
}

/// The layer that a file's name begins with, the longest; nullptr = none.
const AnalysedLayer* findLayer(const std::string& file, const NetworkAnalysis& found) {
  const AnalysedLayer* longest = nullptr;
  for (const AnalysedLayer& layer : found.layers)
    if (file.starts_with(mapFileName(layer.layer, {})) && (!longest || layer.layer.size() > longest->layer.size()))
      longest = &layer;
  return longest;
}

/// What follows the layer in the file's name. A contrast whose name a file cannot hold is found by how it would be
/// written.
std::string quantityIn(const std::string& file, const AnalysedLayer& layer, const NetworkAnalysis& found) {
  const std::string start = mapFileName(layer.layer, {});
  const std::string written = file.substr(start.size(), file.size() - start.size() - std::strlen(kArrayEnding));
  for (const Contrast& contrast : found.contrasts) {
    const std::string name = mapFileName(layer.layer, contrast.name).substr(start.size()) + ".";
    if (written.starts_with(name)) return contrast.name + written.substr(name.size() - 1);
  }
  return written;
}

void readArray(const FolderHandle& folder, const std::string& file, const NetworkAnalysis& found, Result& result) {
  const AnalysedLayer* layer = findLayer(file, found);
  if (!layer) return;
  const std::string quantity = quantityIn(file, *layer, found), place = (folder.path() / file).string();
  NpyArray array = parseNpy(folder.read(file, kMostArrayBytes), place);
  const bool isFloat = array.dtype == "<f4" || array.dtype == "<f8";
  const bool isMap = isFloat && array.shape == std::vector<std::int64_t>{layer->height, layer->width};
  const bool hasUnits = array.shape.size() == 2 && array.shape[0] == layer->units;
  if (isFloat && !isMap && !hasUnits) throw UserError(place + " is not the size of its sheet; delete it.");
  if (!isMap && !hasUnits) throw UserError(place + " has not one row a unit; delete it.");
  if (isMap)
    result.maps.push_back(
        {layer->layer, quantity, layer->height, layer->width, std::max<std::int64_t>(0, found.step), array.asFloats()});
  else
    result.arrays.push_back({layer->layer, quantity, std::move(array)});
}

void readArrays(const FolderHandle& results, const std::string& name, const NetworkAnalysis& found, Result& result) {
  const auto folder = results.find(name);
  if (!folder) return;
  std::vector<std::string> files;
  for (const FolderHandle::Entry& entry : folder->list())
    if (entry.isFile) files.push_back(entry.name);
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) {
    if (file.ends_with(kArrayEnding))
      readArray(*folder, file, found, result);
    else if (file.ends_with(kLinesEnding))
      result.lines.push_back(linesFrom(file, folder->read(file, kMostArrayBytes)));
  }
}

/// The seed of the run that a folder of results belongs to, read when it is first needed.
class SeedOfRun {
 public:
  explicit SeedOfRun(const RunFolder* run) : run_(run) {}
  /// What a result's DATA means now: text of an older program says no seed.
  std::string stimuli(const std::string& stored) {
    return wereOfRunsSeed(stored) ? readStimuliText(stored, seed()) : plainStimuli(stored);
  }

 private:
  /// 0 where there is no run; that of a run whose settings cannot be read is not known.
  std::int64_t seed() try {
    if (!seed_) seed_ = run_ ? run_->config().train.seed : 0;
    return *seed_;
  } catch (const UserError&) {
    seed_ = 0;
    return 0;
  }

  const RunFolder* run_;
  std::optional<std::int64_t> seed_;
};

void readResult(const FolderHandle& folder, const std::string& name, const std::string& analysis, SeedOfRun& seed,
                NetworkAnalysis& found) {
  parseAnalysis(analysis, folder.read(name + kEnding, kMostBytes), name + kEnding, found);
  found.stimuli = seed.stimuli(found.stimuli);
  readArrays(folder, name, found, found.resultFor(analysis));
}

/// "smoothness@1410.json" and "smoothness@1410.0123456789abcdef.json" are the result "smoothness" of step "1410"; empty
/// for other files.
struct StoredName {
  std::string analysis, step;
  bool plain = false;  ///< without a fingerprint
};

StoredName parseResultName(const std::string& file) {
  const auto at = file.find('@');
  if (at == std::string::npos || at == 0 || !file.ends_with(kEnding)) return {};
  const auto end = file.find('.', at);  // there is one: the ending
  return {file.substr(0, at), file.substr(at + 1, end - at - 1), end + std::strlen(kEnding) == file.size()};
}

/// `name` without its ending.
struct StoredFile {
  std::string name, analysis, stimuli;
  timespec written;
};

/// The DATA of a result; what cannot be read counts when it is read as a whole.
std::string readStimuliName(const FolderHandle& folder, const std::string& file) {
  const Json json = Json::parse(folder.read(file, kMostBytes), nullptr, false);
  const auto settings = json.is_object() ? json.find("settings") : json.end();
  if (!json.is_object() || settings == json.end() || !settings->is_object()) return {};
  const auto beside = settings->find(kBesideKey);
  const auto data = beside != settings->end() ? beside : settings->find("data");
  return data != settings->end() && data->is_string() ? data->get<std::string>() : std::string();
}

bool isLater(const timespec& a, const timespec& b) {
  return a.tv_sec != b.tv_sec ? a.tv_sec > b.tv_sec : a.tv_nsec > b.tv_nsec;
}

/// Newest first. A disk's clock may tick too slowly to distinguish two results: then the one with the plain name, the
/// shorter, is the newest.
std::vector<StoredFile> filesAt(const FolderHandle& folder, const std::string& step, SeedOfRun& seed) {
  std::vector<StoredFile> files;
  for (const FolderHandle::Entry& entry : folder.list()) {
    const auto name = entry.isFile ? parseResultName(entry.name) : StoredName{};
    const auto facts = name.analysis.empty() || name.step != step ? std::nullopt : folder.inspect(entry.name);
    if (facts)
      files.push_back({entry.name.substr(0, entry.name.size() - std::strlen(kEnding)), name.analysis,
                       seed.stimuli(readStimuliName(folder, entry.name)), facts->st_mtim});
  }
  std::stable_sort(files.begin(), files.end(), [](const StoredFile& a, const StoredFile& b) {
    return isLater(a.written, b.written) || (!isLater(b.written, a.written) && a.name.size() < b.name.size());
  });
  return files;
}

/// -1 where it is none: "untrained".
std::int64_t stepNumber(const std::string& text) {
  const bool isNumber = !text.empty() && text.size() < 18 && text.find_first_not_of("0123456789") == std::string::npos;
  return isNumber ? std::stoll(text) : -1;
}

std::string lastStep(const FolderHandle& folder) {
  std::int64_t last = -1;
  for (const FolderHandle::Entry& entry : folder.list()) {
    const auto name = parseResultName(entry.name);
    if (name.plain) last = std::max(last, stepNumber(name.step));
  }
  return last < 0 ? std::string() : std::to_string(last);
}

/// Of each analysis the files of its last step, or of `step`, newest first; those of first weights are of none.
std::vector<StoredFile> lastFiles(const FolderHandle& folder, const std::string& step, SeedOfRun& seed) {
  std::map<std::string, std::int64_t> last;
  for (const FolderHandle::Entry& entry : folder.list()) {
    const auto name = entry.isFile ? parseResultName(entry.name) : StoredName{};
    const std::int64_t at = stepNumber(name.step);
    if (at < 0 || (!step.empty() && name.step != step)) continue;
    std::int64_t& known = last.try_emplace(name.analysis, at).first->second;
    known = std::max(known, at);
  }
  std::set<std::int64_t> steps;
  for (const auto& [analysis, at] : last) steps.insert(at);
  std::vector<StoredFile> files;
  for (const std::int64_t at : steps)
    for (StoredFile& file : filesAt(folder, std::to_string(at), seed))
      if (last[file.analysis] == at) files.push_back(std::move(file));
  return files;
}

}  // namespace

std::string mapFileName(const std::string& layer, const std::string& quantity) {
  std::string name = layer + "." + quantity;
  for (char& c : name)
    if (c == '/' || c == '\\' || static_cast<unsigned char>(c) < 32) c = '_';
  return name.size() <= 200 ? name : name.substr(0, 200);
}

std::optional<FolderHandle> AnalysisStore::folder() const {
  if (run_) return run_->folder().find("results");
  std::error_code none;
  return fs::is_directory(beside_, none) ? std::optional(FolderHandle::open(beside_)) : std::nullopt;
}

FolderHandle AnalysisStore::madeFolder() const {
  if (run_) return run_->folder().make("results");
  makeFolders(beside_);
  return FolderHandle::open(beside_, beside_ / "results");
}

bool AnalysisStore::has(const AnalysisKey& key) const {
  try {
    const auto results = folder();
    return results &&
           (readInputs(*results, plainName(key)) == key.inputs || readInputs(*results, fullName(key)) == key.inputs);
  } catch (const UserError&) {
    return false;  // it would be computed again
  }
}

bool AnalysisStore::read(const AnalysisKey& key, NetworkAnalysis& found) const {
  for (const std::string& name : {plainName(key), fullName(key)}) {
    try {
      const auto results = folder();
      if (!results || readInputs(*results, name) != key.inputs) continue;
      NetworkAnalysis whole = found;  // a damaged result must not leave half of itself
      SeedOfRun seed(run_ ? &*run_ : nullptr);
      readResult(*results, name, key.analysis, seed, whole);
      if (!key.stimuli.empty()) whole.stimuli = key.stimuli;
      found = std::move(whole);
      results->touch(name + kEnding);  // what was asked for last counts as the newest; where nothing can be written,
                                       // what is newest stays so
      return true;
    } catch (const UserError&) {
      continue;  // computed again
    }
  }
  return false;
}

void AnalysisStore::write(const AnalysisKey& key, const NetworkAnalysis& found) const {
  const FolderHandle results = madeFolder();
  const auto plain = plainName(key);
  const auto before = readInputs(results, plain);
  if (!before.empty() && before != key.inputs) setAside(results, key, before);
  results.remove(plain + kEnding);
  if (const Result* result = found.result(key.analysis)) writeArrays(results, plain, *result);
  Json json = Json::parse(formatAnalysis(key.analysis, found));
  json["inputs"] = key.inputs;
  json["settings"][json["settings"].contains(kBesideKey) ? kBesideKey : "data"] = storedStimuliText(found.stimuli);
  results.write(plain + kEnding, json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

NetworkAnalysis readAnalyses(const RunFolder& run, const StoredChoice& choice) {
  NetworkAnalysis found;
  const auto folder = run.folder().find("results");
  const auto step = folder && choice.step.empty() ? lastStep(*folder) : choice.step;
  if (!folder || step.empty()) return found;
  SeedOfRun seed(&run);
  const auto files = filesAt(*folder, step, seed);  // newest first
  std::string stimuli = plainStimuli(choice.stimuli);
  for (const StoredFile& file : files)
    if (stimuli.empty() && (choice.decidedBy.empty() || file.analysis == choice.decidedBy)) stimuli = file.stimuli;
  std::vector<const StoredFile*> newest;  // of each analysis
  for (const StoredFile& file : files) {
    const auto isOfSame = [&](const StoredFile* other) { return other->analysis == file.analysis; };
    if (file.stimuli == stimuli && std::none_of(newest.begin(), newest.end(), isOfSame)) newest.push_back(&file);
  }
  for (auto file = newest.rbegin(); file != newest.rend(); ++file)  // the newest last: its settings stand
    readResult(*folder, (*file)->name, (*file)->analysis, seed, found);
  return found;
}

namespace {

/// The settings of a result but for what tells networks apart.
std::string measuredHow(const std::string& text) {
  Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("settings") || !json["settings"].is_object()) return {};
  Json settings = json["settings"];
  if (const auto beside = settings.find(kBesideKey); beside != settings.end())
    settings["data"] = *beside;  // as results say that were stored without; the place is among the choices
  for (const char* key : {"network", "step", "skipped", "notes", kBesideKey}) settings.erase(key);
  return settings.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::vector<StoredVariant> storedVariants(const RunFolder& run) {
  std::vector<StoredVariant> variants;
  const auto folder = run.folder().find("results");
  const auto step = folder ? lastStep(*folder) : std::string();
  if (step.empty()) return variants;
  SeedOfRun seed(&run);
  for (const StoredFile& file : filesAt(*folder, step, seed))
    if (auto how = measuredHow(folder->read(file.name + kEnding, kMostBytes)); !how.empty())
      variants.push_back({file.analysis, std::move(how), file.name});
  return variants;
}

NetworkAnalysis readVariant(const RunFolder& run, const StoredVariant& variant) {
  NetworkAnalysis found;
  SeedOfRun seed(&run);
  if (const auto folder = run.folder().find("results"))
    readResult(*folder, variant.file, variant.analysis, seed, found);
  return found;
}

std::vector<MeasuredNumbers> readNumbers(const RunFolder& run, const std::string& step,
                                         std::vector<std::string>& problems) {
  std::vector<MeasuredNumbers> all;
  const auto folder = run.folder().find("results");
  if (!folder) return all;
  SeedOfRun seed(&run);
  for (const StoredFile& file : lastFiles(*folder, step, seed)) {
    try {
      const std::string name = file.name + kEnding, text = folder->read(name, kMostBytes);
      MeasuredNumbers numbers{file.analysis, measuredHow(text), file.stimuli, {}};
      parseAnalysis(file.analysis, text, name, numbers.found);
      if (const Result* result = numbers.found.result(file.analysis); result && !result->place.empty())
        numbers.stimuli = result->place;
      all.push_back(std::move(numbers));
    } catch (const std::exception& error) {
      problems.emplace_back(error.what());
    }
  }
  return all;
}

std::vector<std::string> storedStimuli(const RunFolder& run) {
  std::vector<std::string> stimuli;
  const auto folder = run.folder().find("results");
  const auto step = folder ? lastStep(*folder) : std::string();
  if (step.empty()) return stimuli;
  SeedOfRun seed(&run);
  for (const StoredFile& file : filesAt(*folder, step, seed))
    if (!file.stimuli.empty() && std::find(stimuli.begin(), stimuli.end(), file.stimuli) == stimuli.end())
      stimuli.push_back(file.stimuli);
  return stimuli;
}

std::vector<std::string> writeMaps(const NetworkAnalysis& found, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!std::filesystem::is_directory(folder))
    throw UserError("The folder " + folder.string() + " cannot be made; choose another --map-output.");
  std::vector<std::string> names;
  for (const auto& result : found.results)
    for (const auto& map : result.maps) {
      names.push_back(mapFileName(map.layer, map.quantity) + ".npy");
      writeNpy(folder / names.back(), NpyArray::from(map.values, {map.height, map.width}));
    }
  for (const auto& result : found.results)
    for (const auto& each : result.arrays)
      if (each.values.dtype == "<f4" || each.values.dtype == "<f8") {  // numbers of stimuli are no measurement
        names.push_back(mapFileName(each.layer, each.name) + kArrayEnding);
        writeNpy(folder / names.back(), each.values);
      }
  return names;
}

}  // namespace studio
