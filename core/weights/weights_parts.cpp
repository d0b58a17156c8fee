// A part is offered only where opening FILE#PART finds a network: what stands beside the networks (an optimizer's
// memory, averages) is none.
#include "core/weights/weights_parts.h"

#include <algorithm>
#include <exception>
#include <fstream>
#include <set>

#include "core/weights/pickle_machine.h"
#include "core/weights/recognise.h"
#include "core/weights/shards.h"
#include "core/weights/stored_name.h"
#include "core/weights/torch_archive.h"
#include "core/weights/torch_legacy.h"
#include "core/weights/torch_records.h"
#include "core/weights/weights_file.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

constexpr int kDeepestPart =
    4;  ///< dictionaries within each other, as the reader of them looks (core/weights/torch_checkpoint.cpp)
constexpr std::size_t kMostLooked = 50;

std::string joined(const std::string& path, std::string_view name) {
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
    if (!isNew || found_.size() >= kMostLooked) return;
    const auto items = tree_.items(dict);
    const auto isCall = [this](PickleIndex item) { return tree_.is(item, PickleKind::Call); };
    if (!path.empty() && std::count_if(items.begin(), items.end(), isCall) > 1) found_.push_back(path);
    for (std::size_t index = 0; index + 1 < items.size(); index += 2)
      if (tree_.is(items[index], PickleKind::Text) && nameProblem(tree_.text(items[index])).empty())
        collect(items[index + 1], joined(path, tree_.text(items[index])), depth + 1);
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

/// Where the first tensor lies in the file: tells which dictionary of a PyTorch file was taken.
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
  const auto names = networkIn(shapesOf(openWeights(file).tensors)).names;
  if (names.otherPrefixes.empty()) return {};
  Names prefixes{names.prefix};
  if (!names.habit && names.prefix.ends_with(kTrunk)) prefixes.front().resize(names.prefix.size() - kTrunk.size());
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
  for (const auto& prefix : prefixes) found.push_back(joined(whole, prefix));
  taken = joined(whole, prefixes.front());
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

}  // namespace

WeightsParts partsOfWeights(const fs::path& path) {
  WeightsParts parts;
  try {
    const auto place = weightsPlaceOf(path);
    const auto file = weightsFileOf(place.file);
    parts.names = candidatesIn(file, parts.taken);
    std::erase_if(parts.names, [&](const std::string& name) { return !holdsNetwork(file, name); });
    parts.taken = listedAs(place.part.empty() ? parts.taken : place.part, parts.names);
  } catch (const std::exception&) {  // opening says what is wrong with the file
    return {};
  }
  return parts.names.size() < 2 ? WeightsParts() : parts;
}

}  // namespace studio
