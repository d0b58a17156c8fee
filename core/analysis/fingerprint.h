// What decides the result of an analysis, as one short text: equal inputs have equal fingerprints, whatever the day. Files count by
// name, size and time of their last change; contents are not read. Blocks on the disk.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace studio {

class Fingerprint {
 public:
  /// Texts are told apart from their neighbours: {"a", "bc"} is not {"ab", "c"}.
  Fingerprint& add(std::string_view text);
  /// A file, or all files below a folder; what is not there counts as nothing.
  Fingerprint& addPlace(const std::filesystem::path& place);
  /// 16 hexadecimal digits.
  std::string text() const;

 private:
  void addBytes(std::string_view bytes);
  std::uint64_t hash_ = 1469598103934665603ull;   // FNV-1a
};

}  // namespace studio
