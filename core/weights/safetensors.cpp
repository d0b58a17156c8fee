// Mapping a file and reading its header by the rules of the format: every byte of the data belongs to exactly one
// tensor, names are unique, sizes are what the shape says (format description of the safetensors repository). Then
// writing one, and the index of several.
#include "core/weights/safetensors.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string_view>

#include "core/run/error.h"
#include "core/run/little_endian.h"
#include "core/run/mapped_file.h"
#include "core/run/printable_text.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// JSON of an untrusted file.

constexpr int kDeepestNesting = 4;

/// An object. Names given twice and deep nesting, which the parser itself lets pass, are refused; the checks ride on
/// the parser's own events, so that nothing is built of what is refused. Throws std::runtime_error with a reason that
/// begins with `what` ("its header").
json parseStrictJson(std::string_view text, const std::string& what) {
  std::vector<std::set<std::string>> names;
  const auto check = [&](int depth, json::parse_event_t event, json& value) {
    if (depth > kDeepestNesting) throw std::runtime_error(what + " is nested too deeply");
    if (event == json::parse_event_t::object_start) names.emplace_back();
    if (event == json::parse_event_t::object_end) names.pop_back();
    if (event == json::parse_event_t::key && !names.back().insert(value.get<std::string>()).second)
      throw std::runtime_error(what + " names \"" + printable(value.get<std::string>()) + "\" twice");
    return true;
  };
  if (text.empty() || text.front() != '{') throw std::runtime_error(what + " does not begin with {");
  try {
    return json::parse(text, check);
  } catch (const json::exception&) {
    throw std::runtime_error(what + " is not valid JSON");
  }
}

// The header, checked against the number of data bytes that follow it.

struct SafetensorsEntry {
  std::string name, dtype;
  std::vector<std::int64_t> shape;
  std::uint64_t begin = 0, end = 0;  ///< bytes, from the start of the data
};

struct SafetensorsHeader {
  std::vector<SafetensorsEntry> entries;  ///< in the order of the data
  std::map<std::string, std::string> metadata;
};

constexpr std::size_t kMostAxes = 32;

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what); }

std::uint64_t unsignedFrom(const json& value, const std::string& name) {
  if (!value.is_number_unsigned()) fail("\"" + name + "\" has a size or place that is not a whole number");
  return value.get<std::uint64_t>();
}

/// Bytes the shape asks for; overflow is an error of the file.
std::uint64_t entryBytes(const SafetensorsEntry& entry) {
  const auto item = storedItemSize(entry.dtype);
  std::uint64_t count = 0;
  if (item == 0) fail("\"" + entry.name + "\" is of the unknown type " + printable(entry.dtype));
  if (!countWithin(entry.shape, std::numeric_limits<std::uint64_t>::max() / item, count))
    fail("\"" + entry.name + "\" has an impossible shape");
  return count * item;
}

SafetensorsEntry entryFrom(const std::string& name, const json& value, std::uint64_t dataBytes) {
  if (const auto problem = nameProblem(name); !problem.empty()) fail(problem);
  const bool complete = value.is_object() && value.size() == 3 && value.contains("dtype") &&
                        value["dtype"].is_string() && value.contains("shape") && value["shape"].is_array() &&
                        value.contains("data_offsets") && value["data_offsets"].is_array() &&
                        value["data_offsets"].size() == 2;
  if (!complete) fail("\"" + name + "\" is not described by dtype, shape and data_offsets alone");
  SafetensorsEntry entry{name, value["dtype"].get<std::string>(), {}, 0, 0};
  if (value["shape"].size() > kMostAxes) fail("\"" + name + "\" has too many dimensions");
  for (const auto& size : value["shape"]) {
    const auto number = unsignedFrom(size, name);
    if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
      fail("\"" + name + "\" has an impossible shape");
    entry.shape.push_back(static_cast<std::int64_t>(number));
  }
  entry.begin = unsignedFrom(value["data_offsets"][0], name);
  entry.end = unsignedFrom(value["data_offsets"][1], name);
  if (entry.begin > entry.end || entry.end > dataBytes)
    fail("\"" + name + "\" lies outside of the file, which may be cut short");
  if (entry.end - entry.begin != entryBytes(entry)) fail("\"" + name + "\" does not have the size that its shape says");
  return entry;
}

std::map<std::string, std::string> metadataFrom(const json& value) {
  if (!value.is_object()) fail("its metadata is not a table of texts");
  std::map<std::string, std::string> metadata;
  for (const auto& [key, text] : value.items()) {
    if (!text.is_string()) fail("its metadata is not a table of texts");
    metadata[key] = text.get<std::string>();
  }
  return metadata;
}

void requireFullCover(const std::vector<SafetensorsEntry>& entries, std::uint64_t dataBytes) {
  std::uint64_t covered = 0;
  for (const auto& entry : entries) {
    if (entry.begin < covered) fail("\"" + entry.name + "\" overlaps another tensor");
    if (entry.begin > covered) fail("there are bytes before \"" + entry.name + "\" that belong to no tensor");
    covered = entry.end;
  }
  if (covered != dataBytes) fail("there are bytes at its end that belong to no tensor");
}

/// Throws std::runtime_error with a reason that fits behind "FILE is not a valid safetensors file: ".
SafetensorsHeader parseSafetensorsHeader(std::string_view text, std::uint64_t dataBytes) {
  const auto document = parseStrictJson(text, "its header");
  SafetensorsHeader header;
  for (const auto& [name, value] : document.items()) {
    if (name == "__metadata__")
      header.metadata = metadataFrom(value);
    else
      header.entries.push_back(entryFrom(name, value, dataBytes));
  }
  std::sort(header.entries.begin(), header.entries.end(), [](const auto& a, const auto& b) {
    return std::tie(a.begin, a.end, a.name) < std::tie(b.begin, b.end, b.name);
  });
  requireFullCover(header.entries, dataBytes);
  return header;
}

// The file around it.

constexpr std::uint64_t kLargestHeader = 100'000'000;  // bytes, of the format itself
constexpr std::size_t kLengthBytes = 8;

/// Splits the file into its header and its data.
std::pair<std::string_view, std::string_view> splitParts(std::string_view bytes) {
  if (bytes.size() < kLengthBytes) throw std::runtime_error("it is shorter than the length of its header");
  const auto length = readLittle<std::uint64_t>(bytes, 0);
  if (length > kLargestHeader) throw std::runtime_error("its header would be larger than 100 MB");
  if (length > bytes.size() - kLengthBytes) throw std::runtime_error("it ends within its header, so it was cut short");
  return {bytes.substr(kLengthBytes, length), bytes.substr(kLengthBytes + length)};
}

}  // namespace

struct SafetensorsFile::State {
  explicit State(const std::filesystem::path& path) : file(path) {}
  State(const FolderHandle& folder, const std::string& name) : file(folder, name) {}
  MappedFile file;
  std::vector<StoredTensor> tensors;
  std::map<std::string, std::string> metadata;
};

SafetensorsFile::SafetensorsFile(const std::filesystem::path& file) : state_(std::make_unique<State>(file)) {
  readHeader(file);
}

SafetensorsFile::SafetensorsFile(const FolderHandle& folder, const std::string& name)
    : state_(std::make_unique<State>(folder, name)) {
  readHeader(folder.path() / name);
}

void SafetensorsFile::readHeader(const std::filesystem::path& file) {
  try {
    const auto [json, data] = splitParts(state_->file.bytes());
    auto header = parseSafetensorsHeader(json, data.size());
    const auto all = std::as_bytes(std::span(data.data(), data.size()));
    for (auto& entry : header.entries)
      state_->tensors.push_back({std::move(entry.name), std::move(entry.dtype), std::move(entry.shape),
                                 all.subspan(entry.begin, entry.end - entry.begin)});
    state_->metadata = std::move(header.metadata);
    requireWhole(state_->file.bytes().data());
  } catch (const UserError&) {
    throw;
  } catch (const std::runtime_error& error) {
    throw UserError(file.string() + " is not a valid safetensors file: " + error.what() +
                    "; take another copy of it or save it again.");
  }
}

SafetensorsFile::~SafetensorsFile() = default;
SafetensorsFile::SafetensorsFile(SafetensorsFile&&) noexcept = default;

const std::vector<StoredTensor>& SafetensorsFile::tensors() const { return state_->tensors; }
const std::map<std::string, std::string>& SafetensorsFile::metadata() const { return state_->metadata; }

const StoredTensor* SafetensorsFile::find(const std::string& name) const {
  for (const auto& tensor : state_->tensors)
    if (tensor.name == name) return &tensor;
  return nullptr;
}

std::string formatSafetensors(const std::vector<StoredTensor>& tensors,
                              const std::map<std::string, std::string>& metadata) {
  std::vector<const StoredTensor*>
      order;  // as the reference writer: large items first, so that all are aligned, then by name
  for (const auto& tensor : tensors) order.push_back(&tensor);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    const auto sizeA = storedItemSize(a->dtype), sizeB = storedItemSize(b->dtype);
    return sizeA != sizeB ? sizeA > sizeB : a->name < b->name;
  });
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::uint64_t place = 0;
  for (const auto* tensor : order) {
    if (header.contains(tensor->name)) throw std::invalid_argument("two tensors are named " + tensor->name);
    header[tensor->name] = {
        {"dtype", tensor->dtype}, {"shape", tensor->shape}, {"data_offsets", {place, place + tensor->bytes.size()}}};
    place += tensor->bytes.size();
  }
  auto json = header.dump();
  json.resize((json.size() + 7) / 8 * 8, ' ');
  std::string bytes;
  bytes.reserve(kLengthBytes + json.size() + place);
  for (std::size_t index = 0; index < kLengthBytes; ++index)
    bytes += static_cast<char>((json.size() >> (8 * index)) & 0xff);
  bytes += json;
  for (const auto* tensor : order) {
    bytes.append(reinterpret_cast<const char*>(tensor->bytes.data()), tensor->bytes.size());
    requireWhole(tensor->bytes.data());
  }
  return bytes;
}

void writeSafetensors(const std::filesystem::path& file, const std::vector<StoredTensor>& tensors,
                      const std::map<std::string, std::string>& metadata) {
  writeFileAtomically(file, formatSafetensors(tensors, metadata));
}

// Several files. The index is that of Hugging Face's transformers: {"metadata": {...}, "weight_map": {"name":
// "model-00001-of-00002.safetensors"}}.

namespace {

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

std::string singlePartProblem(const fs::path& file) {
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
