// The JSON header of a safetensors file, checked against the number of data bytes that follow it. No torch here.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

struct SafetensorsEntry {
  std::string name, dtype;
  std::vector<std::int64_t> shape;
  std::uint64_t begin = 0, end = 0;  ///< bytes, from the start of the data
};

struct SafetensorsHeader {
  std::vector<SafetensorsEntry> entries;  ///< in the order of the data
  std::map<std::string, std::string> metadata;
};

/// Throws std::runtime_error with a reason that fits behind "FILE is not a valid safetensors file: ".
SafetensorsHeader parseSafetensorsHeader(std::string_view json, std::uint64_t dataBytes);

}  // namespace studio
