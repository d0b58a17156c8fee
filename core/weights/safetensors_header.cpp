// The rules of the format: every byte of the data belongs to exactly one tensor, names are unique, sizes are what the
// shape says (format description of the safetensors repository).
#include "core/weights/safetensors_header.h"

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

namespace studio {
namespace {

using nlohmann::json;

constexpr std::array<std::pair<const char*, std::uint64_t>, 15> kItemSizes{{{"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2}, {"I64", 8}, {"I32", 4}, {"I16", 2}, {"I8", 1},
                                                                           {"U64", 8}, {"U32", 4}, {"U16", 2}, {"U8", 1}, {"BOOL", 1}, {"F8_E4M3", 1}, {"F8_E5M2", 1}}};
constexpr std::size_t kMostDimensions = 32;
constexpr int kDeepestNesting = 4;

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what); }

/// Keeps duplicate names and deep nesting out, which the parser itself would let pass.
json parseStrictly(std::string_view text) {
  std::vector<std::set<std::string>> names;
  const auto check = [&](int depth, json::parse_event_t event, json& value) {
    if (depth > kDeepestNesting) fail("its header is nested too deeply");
    if (event == json::parse_event_t::object_start) names.emplace_back();
    if (event == json::parse_event_t::object_end) names.pop_back();
    if (event == json::parse_event_t::key && !names.back().insert(value.get<std::string>()).second)
      fail("its header names \"" + value.get<std::string>() + "\" twice");
    return true;
  };
  if (text.empty() || text.front() != '{') fail("its header does not begin with {");
  try {
    return json::parse(text, check);
  } catch (const json::exception&) {
    fail("its header is not valid JSON");
  }
}

std::uint64_t unsignedFrom(const json& value, const std::string& name) {
  if (!value.is_number_unsigned()) fail("\"" + name + "\" has a size or place that is not a whole number");
  return value.get<std::uint64_t>();
}

/// Bytes the shape asks for; overflow is an error of the file.
std::uint64_t bytesOf(const SafetensorsEntry& entry) {
  std::uint64_t count = safetensorsItemSize(entry.dtype);
  if (count == 0) fail("\"" + entry.name + "\" is of the unknown type " + entry.dtype);
  bool empty = false;
  for (const auto size : entry.shape) empty = empty || size == 0;
  if (empty) return 0;
  for (const auto size : entry.shape) {
    if (count > std::numeric_limits<std::uint64_t>::max() / static_cast<std::uint64_t>(size)) fail("\"" + entry.name + "\" has an impossible shape");
    count *= static_cast<std::uint64_t>(size);
  }
  return count;
}

SafetensorsEntry entryFrom(const std::string& name, const json& value, std::uint64_t dataBytes) {
  const bool complete = value.is_object() && value.size() == 3 && value.contains("dtype") && value["dtype"].is_string() && value.contains("shape") &&
                        value["shape"].is_array() && value.contains("data_offsets") && value["data_offsets"].is_array() && value["data_offsets"].size() == 2;
  if (!complete) fail("\"" + name + "\" is not described by dtype, shape and data_offsets alone");
  SafetensorsEntry entry{name, value["dtype"].get<std::string>(), {}, 0, 0};
  if (value["shape"].size() > kMostDimensions) fail("\"" + name + "\" has too many dimensions");
  for (const auto& size : value["shape"]) {
    const auto number = unsignedFrom(size, name);
    if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) fail("\"" + name + "\" has an impossible shape");
    entry.shape.push_back(static_cast<std::int64_t>(number));
  }
  entry.begin = unsignedFrom(value["data_offsets"][0], name);
  entry.end = unsignedFrom(value["data_offsets"][1], name);
  if (entry.begin > entry.end || entry.end > dataBytes) fail("\"" + name + "\" lies outside of the file, which may be cut short");
  if (entry.end - entry.begin != bytesOf(entry)) fail("\"" + name + "\" does not have the size that its shape says");
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

}  // namespace

std::uint64_t safetensorsItemSize(std::string_view dtype) {
  for (const auto& [name, size] : kItemSizes)
    if (dtype == name) return size;
  return 0;
}

SafetensorsHeader parseSafetensorsHeader(std::string_view text, std::uint64_t dataBytes) {
  const auto document = parseStrictly(text);
  SafetensorsHeader header;
  for (const auto& [name, value] : document.items()) {
    if (name == "__metadata__") header.metadata = metadataFrom(value);
    else header.entries.push_back(entryFrom(name, value, dataBytes));
  }
  std::sort(header.entries.begin(), header.entries.end(), [](const auto& a, const auto& b) { return std::tie(a.begin, a.end, a.name) < std::tie(b.begin, b.end, b.name); });
  requireFullCover(header.entries, dataBytes);
  return header;
}

}  // namespace studio
