// The rules of the format: every byte of the data belongs to exactly one tensor, names are unique, sizes are what the
// shape says (format description of the safetensors repository).
#include "core/weights/safetensors_header.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "core/run/printable_text.h"
#include "core/weights/stored_name.h"
#include "core/weights/stored_tensor.h"
#include "core/weights/strict_json.h"

namespace studio {
namespace {

using nlohmann::json;

constexpr std::size_t kMostAxes = 32;

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what); }

std::uint64_t unsignedFrom(const json& value, const std::string& name) {
  if (!value.is_number_unsigned()) fail("\"" + name + "\" has a size or place that is not a whole number");
  return value.get<std::uint64_t>();
}

/// Bytes the shape asks for; overflow is an error of the file.
std::uint64_t bytesOf(const SafetensorsEntry& entry) {
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

}  // namespace studio
