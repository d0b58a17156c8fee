// The index is that of Hugging Face's transformers: {"metadata": {...}, "weight_map": {"name":
// "model-00001-of-00002.safetensors"}}.
#include "core/weights/shards.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "core/run/text_file.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/weights/stored_name.h"
#include "core/weights/strict_json.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestIndex = std::size_t{64} << 20;

/// A plain name: neither a folder nor a way out of this one.
void requireBeside(const std::string& name) {
  const bool plain = !name.empty() && name != "." && name != ".." && name.find_first_of("/\\") == std::string::npos &&
                     nameProblem(name).empty();
  if (!plain) throw std::runtime_error("it names \"" + printable(name) + "\", which is not a file beside it");
}

ShardIndex indexFrom(const fs::path& file) {
  const auto document = parseStrictJson(readFile(file, kLargestIndex), "it");
  const auto map = document.find("weight_map");
  if (map == document.end() || !map->is_object() || map->empty()) throw std::runtime_error("it has no weight_map");
  ShardIndex index;
  std::set<std::string> names;
  for (const auto& [tensor, shard] : map->items()) {
    if (!shard.is_string()) throw std::runtime_error("\"" + printable(tensor) + "\" is not in a file");
    requireBeside(shard.get<std::string>());
    names.insert(shard.get<std::string>());
    index.tensors.emplace_back(tensor, file.parent_path() / shard.get<std::string>());
  }
  for (const auto& name : names) index.files.push_back(file.parent_path() / name);
  return index;
}

/// {1, 2} of "model-00001-of-00002.safetensors"; zeros for another name.
std::pair<int, int> partNumbers(const std::string& name) {
  constexpr std::size_t kDigits = 5;
  const auto place = name.find("-of-");
  if (place == std::string::npos || place < kDigits || place + 4 + kDigits > name.size()) return {};
  const auto number = [&](std::size_t begin) {
    const auto digits = name.substr(begin, kDigits);
    return digits.find_first_not_of("0123456789") == std::string::npos ? std::stoi(digits) : 0;
  };
  return {number(place - kDigits), number(place + 4)};
}

bool isOneOfSeveral(const fs::path& file) { return partNumbers(file.filename().string()).second > 1; }

/// Whether an index names it; one that cannot be read names nothing.
bool namesPart(const fs::path& index, const fs::path& file) try {
  const auto files = indexFrom(index).files;
  return files.size() > 1 &&
         std::any_of(files.begin(), files.end(), [&](const auto& part) { return part.filename() == file.filename(); });
} catch (const std::runtime_error&) {
  return false;
}

}  // namespace

fs::path indexAround(const fs::path& file) {
  std::error_code none;
  if (!isOneOfSeveral(file)) return {};
  const auto folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  for (fs::directory_iterator entry(folder, none), end; !none && entry != end; entry.increment(none)) {
    const auto index = file.parent_path() / entry->path().filename();
    if (isShardIndex(index) && fs::is_regular_file(index, none) && namesPart(index, file)) return index;
  }
  return {};
}

std::string lonePart(const fs::path& file) {
  if (!isOneOfSeveral(file)) return {};
  const auto [part, parts] = partNumbers(file.filename().string());
  return "It is part " + std::to_string(part) + " of " + std::to_string(parts) +
         " of the weights, as its name says; copy all parts and their index (a file .index.json) into one folder and "
         "name the index.";
}

bool isShardIndex(const fs::path& file) { return file.filename().string().ends_with(".index.json"); }

ShardIndex readShardIndex(const fs::path& file) {
  ShardIndex index;
  try {
    index = indexFrom(file);
  } catch (const UserError&) {
    throw;
  } catch (const std::runtime_error& error) {
    throw UserError(file.string() + " is not a valid index of weights: " + error.what() + "; take another copy of it.");
  }
  for (const auto& shard : index.files)
    if (!fs::is_regular_file(shard))
      throw UserError(shard.string() + " is missing, which " + file.filename().string() +
                      " names; copy all parts of the weights into one folder.");
  return index;
}

}  // namespace studio
