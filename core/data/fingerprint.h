// What decides the result of an analysis, as one short text: equal inputs have equal fingerprints, whatever the day and
// wherever a run was copied to. Files count by name and content; of places above 1 GiB or 5,000 files, name, size and
// time of the last change stand for the content, for nobody waits while a whole training set is read. Blocks on the
// disk; any thread.
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
  /// A file, or all files below a folder and the folders it links to; what is not there counts as nothing. Contents
  /// are read once as long as the files stay as they are.
  Fingerprint& addPlace(const std::filesystem::path& place);
  /// 16 hexadecimal digits.
  std::string text() const;

 private:
  Fingerprint& addContent(const std::filesystem::path& file);
  void addBytes(std::string_view bytes);
  std::uint64_t hash_ = 1469598103934665603ull;  // FNV-1a, eight bytes at a time
};

}  // namespace studio
