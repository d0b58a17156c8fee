// A part is offered only where opening FILE#PART finds a network: what stands beside the networks (an optimizer's
// memory, averages) is none. A converted file has its model's names from the network itself, built with the settings
// that its weights show.
#include "core/weights/weights_jobs.h"

#include <torch/types.h>

#include <algorithm>
#include <array>
#include <exception>
#include <fstream>
#include <set>

#include "core/models/own_random.h"
#include "core/run/error.h"
#include "core/run/mapped_file.h"
#include "core/run/run_store.h"
#include "core/text/stored_tokenizer.h"
#include "core/weights/key_maps.h"
#include "core/weights/pickle.h"
#include "core/weights/recognise.h"
#include "core/weights/safetensors.h"
#include "core/weights/state_dict.h"
#include "core/weights/stated_settings.h"
#include "core/weights/stated_texts.h"
#include "core/weights/torch_archive.h"
#include "core/weights/torch_zip.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

// The networks in a file.

constexpr int kDeepestPart =
    4;  ///< dictionaries within each other, as the reader of them looks (core/weights/torch_checkpoint.cpp)
constexpr std::size_t kMaxInspected = 50;

std::string partName(const std::string& path, std::string_view name) {
  if (path.empty() || name.empty()) return path + std::string(name);
  return path + "." + std::string(name);
}

/// The keys that lead to dictionaries of objects, of which tensors are some. Each is looked at once, however often it
/// is named.
class Dictionaries {
 public:
  explicit Dictionaries(const PickleTree& tree) : tree_(tree) { collect(tree.root(), {}, 0); }
  const Names& found() const { return found_; }

 private:
  void collect(PickleIndex dict, const std::string& path, int depth) {
    const bool isNew = depth <= kDeepestPart && tree_.is(dict, PickleKind::Dict) && seen_.insert(dict).second;
    if (!isNew || found_.size() >= kMaxInspected) return;
    const auto items = tree_.items(dict);
    const auto isCall = [this](PickleIndex item) { return tree_.is(item, PickleKind::Call); };
    if (!path.empty() && std::count_if(items.begin(), items.end(), isCall) > 1) found_.push_back(path);
    for (std::size_t index = 0; index + 1 < items.size(); index += 2)
      if (tree_.is(items[index], PickleKind::Text) && nameProblem(tree_.text(items[index])).empty())
        collect(items[index + 1], partName(path, tree_.text(items[index])), depth + 1);
  }

  const PickleTree& tree_;
  Names found_;
  std::set<PickleIndex> seen_;
};

Names dictionariesIn(const fs::path& file) {
  std::string start(9, '\0');
  std::ifstream(file, std::ios::binary).read(start.data(), std::streamsize(start.size()));
  if (start.back() == '{') return {};  // safetensors, whatever the bytes of its length look like
  const char first = start.front();
  if (first == '\x80') return Dictionaries(openTorchLegacy(file).tree).found();
  if (first != 'P') return {};
  const TorchRecords records(file);
  return Dictionaries(readPickle(records.pickle(), file.string())).found();
}

std::string withPart(const fs::path& file, const std::string& part) {
  return part.empty() ? file.string() : file.string() + "#" + part;
}

/// Where the first tensor lies in the file: shows which dictionary of a PyTorch file was taken.
std::ptrdiff_t placeIn(const fs::path& file, const std::string& part) {
  const auto archive = openTorchArchive(file, part);
  if (archive.tensors.empty() || !archive.part.empty()) return -1;
  return reinterpret_cast<const char*>(archive.tensors.front().bytes.data()) - archive.file->bytes().data();
}

/// Empty where the engine takes the whole file, or none before one is named.
std::string takenDictionary(const fs::path& file, const Names& dictionaries) try {
  const auto place = placeIn(file, {});
  for (const auto& name : dictionaries)
    if (place >= 0 && placeIn(file, name) == place) return name;
  return {};
} catch (const std::exception&) {
  return {};
}

/// Those beside each other, the taken one first; none where there is but one.
Names prefixesIn(const fs::path& file) try {
  constexpr std::string_view kTrunk = "transformer.";  // of a GPT, whose head stands outside of it
  const auto names = networkIn(listShapes(openWeights(file).tensors)).names;
  if (names.otherPrefixes.empty()) return {};
  Names prefixes{names.prefix};
  if (!names.convention && names.prefix.ends_with(kTrunk)) prefixes.front().resize(names.prefix.size() - kTrunk.size());
  prefixes.insert(prefixes.end(), names.otherPrefixes.begin(), names.otherPrefixes.end());
  for (auto& prefix : prefixes)
    if (prefix.ends_with('.')) prefix.pop_back();
  return prefixes;
} catch (const std::exception&) {
  return {};
}

bool holdsNetwork(const fs::path& file, const std::string& part) try {
  return recognise(openWeights(withPart(file, part))).model.has_value();
} catch (const std::exception&) {  // a part that cannot be read is not offered
  return false;
}

/// All that may be a part: dictionaries, and prefixes within each and within the file itself. `taken` becomes the
/// engine's choice.
Names candidatesIn(const fs::path& file, std::string& taken) {
  const Names dictionaries = isShardIndex(file) ? Names() : dictionariesIn(file);
  taken = dictionaries.empty() ? std::string() : takenDictionary(file, dictionaries);
  Names found = dictionaries;
  const Names prefixes = prefixesIn(withPart(file, taken));
  if (prefixes.empty()) return found;
  const std::string whole = taken;
  std::erase(found, whole);  // stands for one of these
  for (const auto& prefix : prefixes) found.push_back(partName(whole, prefix));
  taken = partName(whole, prefixes.front());
  return found;
}

/// As it is listed: a part may be named without the dictionary that it lies in.
std::string listedAs(const std::string& part, const Names& names) {
  const auto same = [&](const std::string& name) {
    return name == part || (!part.empty() && name.ends_with("." + part));
  };
  const auto found = std::find_if(names.begin(), names.end(), same);
  return found == names.end() ? std::string() : *found;
}

// The weights in another file.

void requireTarget(const fs::path& to, const WeightsFile& from) {
  if (!isTorchName(to) && to.extension() != ".safetensors")
    throw UserError(to.string() + " has no ending that says its format; end it with .safetensors, .pt, .pth or .bin.");
  if (fs::is_directory(to)) throw UserError(to.string() + " is a folder; name a file to write.");
  requireOutsideOfRuns(to);  // before minutes of reading
  std::error_code none;
  for (const auto& file : from.files)
    if (fs::equivalent(file, to, none))
      throw UserError(to.string() + " is the file that is read; name another one to write.");
}

StateDict namedAs(const std::string& model, const ConvertRequest& request, Recognition found,
                  const StateDict& tensors) {
  const auto& entry = findModel(model);
  const auto source = request.from.string();
  if (!found.model) throw UserError(source + " cannot be named as " + model + ": " + found.problem);
  if (found.model->name != model)
    throw UserError(source + " holds the weights of " + found.model->name + ", not of " + model +
                    "; name the right model.");
  found.model->blurPool = request.blurPool.value_or(found.model->blurPool);
  const OwnRandom random(0);  // what the network draws is overwritten
  return fittedTo(*entry.make(*found.model, inputOfWeights(*found.model, tensors, defaultInputShape(*found.model))),
                  tensors, source);
}

/// Settings that shapes decide cannot be set; the rest can be set for transformers alone.
void takeNamed(Recognition& found, const ConvertRequest& request) {
  constexpr std::array kStatedKeys =
      std::to_array<std::string_view>({"model.heads", "model.gelu", "model.norm_epsilon", "model.window"});
  for (const auto& setting : request.settings) {
    const auto key = setting.substr(0, setting.find('='));
    const bool known = std::find(kStatedKeys.begin(), kStatedKeys.end(), key) != kStatedKeys.end();
    if (!known || !found.model || found.model->width == 0)
      throw UserError("--set " + setting +
                      " changes no weights; model.heads, model.gelu, model.norm_epsilon and model.window of a "
                      "transformer can be named.");
    RunConfig config;
    config.model = *found.model;
    applySetting(config, setting);
    *found.model = config.model;
    if (key == "model.heads") found.headsGuessed = false, found.headsFrom = "as named";
    if (key == "model.gelu") found.geluGuessed = false;
  }
  if (!found.lacksHeads()) return;
  throw UserError(headsMissing(found, request.from.string()) + "; name the number with --set model.heads=N, so that " +
                  request.to.filename().string() + " says it.");
}

/// The file's own texts stay; ours are written over older ones.
std::map<std::string, std::string> textsFor(const WeightsFile& file, const Recognition& found) {
  auto texts = found.model ? settingTexts(*found.model) : std::map<std::string, std::string>();
  if (found.geluFrom.empty()) texts.erase("model.gelu");  // another function, which unsupportedTexts name
  texts.merge(normaliserTexts(found));
  texts["format"] = "pt";  // what Python's readers look for
  texts.insert(found.unsupportedTexts.begin(), found.unsupportedTexts.end());
  texts.insert(file.metadata.begin(), file.metadata.end());
  return texts;
}

}  // namespace

WeightsParts partsOfWeights(const fs::path& path) {
  WeightsParts parts;
  try {
    const auto place = findWeightsPlace(path);
    const auto file = findWeightsFile(place.file);
    parts.names = candidatesIn(file, parts.taken);
    std::erase_if(parts.names, [&](const std::string& name) { return !holdsNetwork(file, name); });
    parts.taken = listedAs(place.part.empty() ? parts.taken : place.part, parts.names);
  } catch (const std::exception&) {  // opening says what is wrong with the file
    return {};
  }
  return parts.names.size() < 2 ? WeightsParts() : parts;
}

ConvertedWeights convertWeights(const ConvertRequest& request) {
  const auto file = openWeights(request.from);
  requireTarget(request.to, file);
  for (const auto& part : file.files) requireAsWritten(part);
  auto found = recognise(file);
  takeNamed(found, request);
  auto tensors = readStateDict(file);
  if (!request.model.empty())
    tensors = namedAs(request.model, request, found, tensors);
  else if (request.blurPool)
    tensors = withBlurPool(std::move(tensors), *request.blurPool, request.from.string());
  writeWeights(request.to, tensors, textsFor(file, found));
  if (found.model && defaultInputShape(*found.model).language()) takeTokenizerAlong(file.files.front(), request.to);
  return {static_cast<std::int64_t>(tensors.size()), static_cast<std::int64_t>(fs::file_size(request.to)),
          found.model ? notesOn(found, *found.model, WeightsUse::Writing) : found.notes};
}

std::map<std::string, std::string> textsOfWeights(const fs::path& path) {
  const auto file = openWeights(path);
  return textsFor(file, recognise(file));
}

std::vector<std::string> tensorsNotFinite(const WeightsFile& file) {
  for (const auto& part : file.files) requireAsWritten(part);
  if (file.format.ends_with("pytorch"))
    for (const auto& part : file.files)
      if (!part.string().ends_with(".json")) checkTorchArchive(part);
  std::vector<std::string> names;
  for (const auto& [name, tensor] : readStateDict(file)) {
    if (tensor.is_floating_point() &&
        !torch::isfinite(tensor.to(tensor.itemsize() == 1 ? torch::kFloat32 : tensor.scalar_type())).all().item<bool>())
      names.push_back(name);
    requireWhole(tensor.const_data_ptr());
  }
  return names;
}

std::vector<std::string> variancesBelowZero(const WeightsFile& file) {
  std::vector<std::string> clauses;
  for (const auto& [name, tensor] : readStateDict(file))
    if (auto clause = brokenVarianceIn(name, tensor); !clause.empty()) clauses.push_back(std::move(clause));
  return clauses;
}

}  // namespace studio
